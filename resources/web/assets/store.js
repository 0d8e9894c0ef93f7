// Conversations, messages and pictures in the browser's IndexedDB; in memory where the browser gives none.

const TABLES = ['conversations', 'messages', 'pictures'];

const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
});

const finished = (transaction) => new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    transaction.onerror = () => reject(transaction.error);
});

/** Opens the database; what comes back has kept = false when nothing outlives this page. */
export async function openStore() {
    try {
        const request = indexedDB.open('glancedesk', 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore('conversations', {keyPath: 'id'});
            for (const table of ['messages', 'pictures']) {
                request.result.createObjectStore(table, {keyPath: 'id'}).createIndex('conversation', 'conversation');
            }
        };
        const database = await done(request);
        // A newer page in another tab may need this one out of its way.
        database.onversionchange = () => database.close();
        return new DiskStore(database);
    } catch {
        return new MemoryStore();
    }
}

class DiskStore {
    kept = true;

    constructor(database) {
        this.database = database;
    }

    conversations() {
        return done(this.#table('conversations').getAll());
    }

    rows(table, conversation) {
        return done(this.#table(table).index('conversation').getAll(conversation));
    }

    allMessages() {
        return done(this.#table('messages').getAll());
    }

    picture(id) {
        return done(this.#table('pictures').get(id));
    }

    /** rows: [[table, row]]: all of them or none, on the disk when this returns. */
    async write(rows) {
        const transaction = this.database.transaction(TABLES, 'readwrite', {durability: 'strict'});
        const end = finished(transaction);
        try {
            for (const [table, row] of rows) transaction.objectStore(table).put(row);
        } catch (error) {
            end.catch(() => {});
            throw error;
        }
        await end;
    }

    async erase(conversation) {
        const transaction = this.database.transaction(TABLES, 'readwrite');
        transaction.objectStore('conversations').delete(conversation);
        for (const table of ['messages', 'pictures']) {
            const rows = transaction.objectStore(table);
            const keys = rows.index('conversation').getAllKeys(conversation);
            keys.onsuccess = () => keys.result.forEach((key) => rows.delete(key));
        }
        await finished(transaction);
    }

    #table(name) {
        return this.database.transaction(name).objectStore(name);
    }
}

class MemoryStore {
    kept = false;
    #tables = Object.fromEntries(TABLES.map((name) => [name, new Map()]));

    async conversations() {
        return [...this.#tables.conversations.values()];
    }

    async rows(table, conversation) {
        return [...this.#tables[table].values()].filter((row) => row.conversation === conversation);
    }

    async allMessages() {
        return [...this.#tables.messages.values()];
    }

    async picture(id) {
        return this.#tables.pictures.get(id);
    }

    async write(rows) {
        for (const [table, row] of rows) this.#tables[table].set(row.id, structuredClone(row));
    }

    async erase(conversation) {
        this.#tables.conversations.delete(conversation);
        for (const table of ['messages', 'pictures']) {
            for (const row of await this.rows(table, conversation)) this.#tables[table].delete(row.id);
        }
    }
}

/** Whether a write failed because the browser's room is used up. */
export function isFull(error) {
    return error?.name === 'QuotaExceededError' || error?.inner?.name === 'QuotaExceededError';
}
