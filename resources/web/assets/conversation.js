// One conversation in memory: a tree of messages, of which one path is shown.
import {newId} from './dom.js';

/**
 * A message: {id, conversation, parent, role, text, created} and of a question {pictures: [id]}, of an answer
 * {thinking, state, error, model, usage, seconds, finish}; state: writing, done, stopped or failed.
 */
export class Conversation {
    #messages = new Map();

    /** record: {id, title, named, created, updated, leaf, draft, deleted}. */
    constructor(record, messages = []) {
        this.record = record;
        for (const message of messages) this.#messages.set(message.id, message);
        // Written to when the page went away: what is there is all there will be.
        for (const message of messages) if (message.state === 'writing') message.state = 'stopped';
    }

    static fresh() {
        const now = Date.now();
        return new Conversation({
            id: newId(), title: '', named: false, created: now, updated: now, leaf: null, draft: '', deleted: null,
        });
    }

    get id() {
        return this.record.id;
    }

    get empty() {
        return this.#messages.size === 0;
    }

    message(id) {
        return this.#messages.get(id);
    }

    all() {
        return [...this.#messages.values()];
    }

    /** From the first question to the message that is shown last. A damaged row ends it, never turns in a circle. */
    path(leaf = this.record.leaf) {
        const path = [];
        const seen = new Set();
        for (let at = this.#messages.get(leaf); at && !seen.has(at.id); at = this.#messages.get(at.parent)) {
            seen.add(at.id);
            path.unshift(at);
        }
        return path;
    }

    add(message) {
        const row = {id: newId(), conversation: this.id, created: Date.now(), ...message};
        this.#messages.set(row.id, row);
        this.record.leaf = row.id;
        this.record.updated = row.created;
        return row;
    }

    /** What a write that failed takes back. */
    remove(message) {
        this.#messages.delete(message.id);
        if (this.record.leaf === message.id) this.record.leaf = message.parent;
    }

    /** Other wordings of a question, or other answers to it, oldest first; itself is among them. */
    siblings(message) {
        return this.all().filter((other) => other.parent === message.parent && other.role === message.role)
            .sort((a, b) => a.created - b.created);
    }

    /** Shows this message and what was said after it last. */
    select(message) {
        let at = message;
        for (let steps = this.#messages.size; steps > 0; --steps) {
            const next = this.all().filter((other) => other.parent === at.id).sort((a, b) => b.created - a.created)[0];
            if (!next) break;
            at = next;
        }
        this.record.leaf = at.id;
    }
}
