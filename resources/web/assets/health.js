// Whether the server is there and its model loaded. Asks every second while not, now and then when all is well.

const SOON = 1000;
const LATER = 20000;

/** state: connecting, loading, ready or offline; progress 0 to 1 or null while loading. Fires 'change'. */
export class Health extends EventTarget {
    state = 'connecting';
    progress = null;
    models = [];
    #timer = 0;
    #checking = false;
    #refused = false;

    constructor(api) {
        super();
        this.api = api;
        addEventListener('online', () => this.check());
        addEventListener('offline', () => this.check());
        document.addEventListener('visibilitychange', () => document.hidden || this.check());
    }

    get model() {
        return this.models[0]?.id ?? null;
    }

    async check() {
        if (this.#checking) return;
        this.#checking = true;
        clearTimeout(this.#timer);
        try {
            const {ready, progress} = await this.api.health();
            const known = this.models;
            if (ready && !known.length && !this.#refused) await this.#askModels();
            this.#set(ready ? 'ready' : 'loading', progress, this.models !== known);
        } catch {
            this.#set('offline', null, false);
        }
        this.#checking = false;
        this.#timer = setTimeout(() => this.check(), this.state === 'ready' ? LATER : SOON);
    }

    /** After a new key: the list may be open now. */
    async askAgain() {
        this.models = [];
        this.#refused = false;
        await this.check();
    }

    /** A key that may ask but not list models is no reason to stop; one that is refused is asked for once. */
    async #askModels() {
        try {
            this.models = await this.api.models();
        } catch (error) {
            if (error.kind === 'offline') throw error;
            this.#refused = ['key', 'forbidden'].includes(error.kind);
            if (error.kind === 'key') this.dispatchEvent(new Event('keyneeded'));
        }
    }

    #set(state, progress, renamed) {
        const changed = renamed || state !== this.state || progress !== this.progress;
        this.state = state;
        this.progress = progress;
        if (changed) this.dispatchEvent(new Event('change'));
    }
}
