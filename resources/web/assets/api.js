// The server's API as the page uses it. Every failure is an ApiError whose kind the page has words for.
import {readEvents} from './sse.js';

/** kind: key, forbidden, large, long, rate, busy, loading, offline, refused, server, cut, stopped. seconds: when to try again. */
export class ApiError extends Error {
    constructor(kind, {status = 0, seconds = null, detail = ''} = {}) {
        super(kind);
        this.kind = kind;
        this.status = status;
        this.seconds = seconds;
        this.detail = detail;
    }
}

const CODES = {context_length_exceeded: 'long', model_loading: 'loading', queue_full: 'busy'};
const KINDS = {401: 'key', 403: 'forbidden', 413: 'large', 429: 'rate', 503: 'busy', 504: 'busy', 502: 'server'};

export class Api {
    /** key() gives the API key, or null. Addresses are relative to the page, so that it also works below a path. */
    constructor(key) {
        this.key = key;
    }

    async models() {
        const answer = await this.#call('v1/models');
        return (await json(answer)).data ?? [];
    }

    /** {ready, progress}: progress is 0 to 1, or null when the server doesn't tell. Throws when it can't be reached. */
    async health() {
        const answer = await this.#send('health');
        const told = await json(answer).catch(() => ({}));
        if (answer.ok) return {ready: true, progress: 1};
        if (answer.status !== 503) throw await errorOf(answer);
        const progress = Number(told.progress ?? told.error?.progress);
        return {ready: false, progress: Number.isFinite(progress) ? Math.min(Math.max(progress, 0), 1) : null};
    }

    /** Yields {model}, {text}, {thinking}, {finish} and {usage}. An abort of the signal closes the connection. */
    async* ask(request, signal) {
        const body = JSON.stringify({...request, stream: true, stream_options: {include_usage: true}});
        const answer = await this.#call('v1/chat/completions', {
            method: 'POST', body, signal, headers: {'Content-Type': 'application/json', Accept: 'text/event-stream'},
        });
        let ended = false;
        try {
            for await (const data of readEvents(answer.body)) {
                if (data === '[DONE]') return;
                const event = parse(data);
                if (event.error) throw streamError(event.error);
                if (event.model) yield {model: event.model};
                const choice = event.choices?.[0];
                if (choice?.delta?.reasoning_content) yield {thinking: choice.delta.reasoning_content};
                if (choice?.delta?.content) yield {text: choice.delta.content};
                if (choice?.finish_reason) {
                    ended = true;
                    yield {finish: choice.finish_reason};
                }
                if (event.usage) yield {usage: event.usage};
            }
        } catch (error) {
            if (error instanceof ApiError) throw error;
            throw new ApiError(signal.aborted ? 'stopped' : 'cut');
        }
        if (!ended) throw new ApiError('cut');
    }

    async #call(path, options) {
        const answer = await this.#send(path, options);
        if (!answer.ok) throw await errorOf(answer);
        return answer;
    }

    async #send(path, options = {}) {
        const key = this.key();
        const headers = {...options.headers, ...(key ? {Authorization: `Bearer ${key}`} : {})};
        try {
            return await fetch(new URL(path, document.baseURI), {
                ...options, headers, cache: 'no-store', credentials: 'same-origin', redirect: 'error',
            });
        } catch {
            throw new ApiError(options.signal?.aborted ? 'stopped' : 'offline');
        }
    }
}

function parse(data) {
    try {
        return JSON.parse(data);
    } catch {
        throw new ApiError('cut');
    }
}

async function json(answer) {
    try {
        return await answer.json();
    } catch {
        throw new ApiError('server', {status: answer.status});
    }
}

async function errorOf(answer) {
    const told = await answer.json().catch(() => ({}));
    const detail = String(told.error?.message ?? '').slice(0, 500);
    const kind = CODES[told.error?.code] ?? KINDS[answer.status] ?? (answer.status >= 500 ? 'server' : 'refused');
    return new ApiError(kind, {status: answer.status, seconds: retryAfter(answer.headers.get('Retry-After')), detail});
}

/** An error in the middle of a stream, whose status has been sent long before. */
function streamError(error) {
    const status = Number(error.status ?? error.code) || 500;
    return new ApiError(CODES[error.code] ?? KINDS[status] ?? 'server', {status, detail: String(error.message ?? '').slice(0, 500)});
}

/** Seconds, of both forms that the header has. */
function retryAfter(value) {
    if (!value) return null;
    const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
    return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : null;
}
