// All conversations: the list, the one that is shown, and what happens to them on disk.
import {Conversation} from './conversation.js';
import {isFull} from './store.js';

const UNDO_MILLISECONDS = 10000;
const TITLE_LENGTH = 60;

/** Fires 'list' (titles, order), 'current' (another conversation is shown) and 'trouble' (detail: full or lost). */
export class Library extends EventTarget {
    #records = new Map();
    #open = new Map();
    #others = 'BroadcastChannel' in self ? new BroadcastChannel('glancedesk') : null;

    constructor(store) {
        super();
        this.store = store;
        this.current = Conversation.fresh();
        this.#others?.addEventListener('message', () => this.#readList());
    }

    async start() {
        await this.#readList();
        for (const record of this.#records.values()) if (record.deleted) this.#eraseLater(record);
    }

    /** The newest first. */
    list() {
        return [...this.#records.values()].filter((record) => !record.deleted).sort((a, b) => b.updated - a.updated);
    }

    async show(id) {
        const conversation = await this.open(id);
        if (!conversation) return;
        this.current = conversation;
        this.#fire('current');
    }

    async open(id) {
        if (this.#open.has(id)) return this.#open.get(id);
        const record = this.#records.get(id);
        if (!record) return null;
        const conversation = new Conversation(record, await this.store.rows('messages', id));
        this.#open.set(id, conversation);
        return conversation;
    }

    startNew() {
        if (!this.current.empty) this.current = Conversation.fresh();
        this.#fire('current');
    }

    /** Puts the conversation and these of its rows on disk; false, with 'trouble' fired, when they can't be. */
    async save(conversation, rows = []) {
        const known = this.#records.has(conversation.id);
        try {
            await this.store.write([['conversations', conversation.record], ...rows]);
        } catch (error) {
            this.#fire('trouble', isFull(error) ? 'full' : 'lost');
            return false;
        }
        this.#records.set(conversation.id, conversation.record);
        this.#open.set(conversation.id, conversation);
        this.#fire('list');
        if (!known) this.#others?.postMessage('list');
        return true;
    }

    /** A draft alone never makes a conversation. */
    saveDraft(conversation, text) {
        conversation.record.draft = text;
        if (this.#records.has(conversation.id)) return this.store.write([['conversations', conversation.record]]).catch(() => {});
        return undefined;
    }

    rename(id, title) {
        return this.#change(id, (record) => Object.assign(record, {title: title.slice(0, 200), named: true}));
    }

    titleFrom(conversation, text) {
        if (conversation.record.named || conversation.record.title) return;
        const line = text.trim().split('\n')[0].trim();
        conversation.record.title = line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH)}…` : line;
    }

    /** Gone from the list now and from the disk when undo's time is over. */
    async remove(id) {
        await this.#change(id, (record) => Object.assign(record, {deleted: Date.now()}));
        this.#eraseLater(this.#records.get(id));
        if (this.current.id === id) {
            this.current = Conversation.fresh();
            this.#fire('current');
        }
    }

    async restore(id) {
        await this.#change(id, (record) => Object.assign(record, {deleted: null}));
        await this.show(id);
    }

    /** The ids of conversations whose title or words hold the text, in any language. */
    async find(text) {
        const wanted = text.toLocaleLowerCase();
        const holds = (words) => (words ?? '').toLocaleLowerCase().includes(wanted);
        const found = new Set(this.list().filter((record) => holds(record.title)).map((record) => record.id));
        for (const message of await this.store.allMessages()) if (holds(message.text)) found.add(message.conversation);
        return found;
    }

    #eraseLater(record) {
        const left = Math.max(0, record.deleted + UNDO_MILLISECONDS + 2000 - Date.now());
        setTimeout(() => {
            if (!record.deleted) return;
            this.#records.delete(record.id);
            this.#open.delete(record.id);
            this.store.erase(record.id).catch(() => this.#fire('trouble', 'lost'));
        }, left);
    }

    async #change(id, change) {
        const record = this.#records.get(id);
        if (!record) return;
        change(record);
        await this.store.write([['conversations', record]]).catch(() => this.#fire('trouble', 'lost'));
        this.#fire('list');
        this.#others?.postMessage('list');
    }

    /** Records that are open here stay the same objects. */
    async #readList() {
        try {
            const records = await this.store.conversations();
            const there = new Set(records.map((record) => record.id));
            for (const id of this.#records.keys()) if (!there.has(id)) this.#records.delete(id);
            for (const record of records) {
                const known = this.#records.get(record.id);
                if (known) Object.assign(known, {title: record.title, named: record.named, deleted: record.deleted});
                else this.#records.set(record.id, record);
            }
        } catch {
            this.#fire('trouble', 'lost');
        }
        this.#fire('list');
    }

    #fire(name, detail) {
        this.dispatchEvent(new CustomEvent(name, {detail}));
    }
}
