// One question being answered: on disk first, then asked, streamed and saved, until it ends in one place.
import {ApiError} from './api.js';
import {MOST_BODY, dataUrl} from './pictures.js';

/** The name that every server of this kind answers to, for a key that may not list models. */
const ANY_MODEL = 'glm-4.6v-flash';
const SAVE_MILLISECONDS = 1000;

/** Fires 'change' while the answer grows and 'end' once. */
export class Turn extends EventTarget {
    #abort = new AbortController();
    #saving = null;  // a timer: what came is saved within a second, also when nothing comes after it

    /** question: a message of the conversation whose answer is wanted. */
    constructor(api, library, conversation, question, model) {
        super();
        this.api = api;
        this.library = library;
        this.conversation = conversation;
        this.question = question;
        this.answer = conversation.add({
            parent: question.id, role: 'assistant', text: '', thinking: '', state: 'writing', error: null, model,
            usage: null, seconds: {first: null, total: null}, finish: null,
        });
    }

    stop() {
        this.#abort.abort();
    }

    async run() {
        const {answer} = this;
        const begin = performance.now();
        const seconds = () => (performance.now() - begin) / 1000;
        try {
            const request = {model: answer.model ?? ANY_MODEL, messages: await this.#messages()};
            for await (const event of this.api.ask(request, this.#abort.signal)) {
                if (event.text || event.thinking) answer.seconds.first ??= seconds();
                this.#take(event);
                if (event.text || event.thinking) this.#changed();
            }
            answer.state = 'done';
        } catch (error) {
            if (!(error instanceof ApiError)) console.error(error);
            const {kind = 'server', seconds: wait = null, detail = ''} = error;
            answer.state = kind === 'stopped' ? 'stopped' : 'failed';
            answer.error = kind === 'stopped' ? null : {kind, seconds: wait, detail, at: Date.now()};
        }
        answer.seconds.total = seconds();
        this.conversation.record.updated = Date.now();
        clearTimeout(this.#saving);
        // Before the save: what looks ended must take the next question at once.
        this.dispatchEvent(new Event('end'));
        await this.library.save(this.conversation, [['messages', answer]]);
    }

    #take({text = '', thinking = '', model, finish, usage}) {
        const {answer} = this;
        answer.text += text;
        answer.thinking += thinking;
        if (model) answer.model = model;
        if (finish) answer.finish = finish;
        if (usage) {
            answer.usage = {
                prompt: usage.prompt_tokens ?? 0, completion: usage.completion_tokens ?? 0,
                image: usage.prompt_tokens_details?.image_tokens ?? null,
                cached: usage.prompt_tokens_details?.cached_tokens ?? null,
            };
        }
    }

    #changed() {
        this.dispatchEvent(new Event('change'));
        this.#saving ??= setTimeout(() => {
            this.#saving = null;
            this.library.save(this.conversation, [['messages', this.answer]]);
        }, SAVE_MILLISECONDS);
    }

    /** The path up to the question as the API wants it; answers that never came are left out. */
    async #messages() {
        const messages = [];
        let size = 0;
        for (const message of this.conversation.path(this.question.id)) {
            if (message.role === 'assistant') {
                if (message.text) messages.push({role: 'assistant', content: message.text});
                continue;
            }
            const parts = [];
            for (const id of message.pictures) {
                const row = await this.library.store.picture(id);
                if (!row) continue;
                const url = await dataUrl(row.blob);
                size += url.length;
                parts.push({type: 'image_url', image_url: {url}});
            }
            messages.push({role: 'user', content: parts.length ? [...parts, {type: 'text', text: message.text}] : message.text});
        }
        if (size + JSON.stringify(messages.map(({content}) => content.at?.(-1)?.text ?? content)).length > MOST_BODY) {
            throw new ApiError('large');
        }
        return messages;
    }
}
