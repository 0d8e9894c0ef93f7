// The list of conversations, its search, and the settings below it; a drawer where there is little room.
import {h, icon, iconButton} from './dom.js';
import {language, languages, t} from './words.js';

const $ = (selector) => document.querySelector(selector);

/** Fires 'new', 'show', 'rename', 'export' and 'delete'; detail: {id, title}. */
export class Sidebar extends EventTarget {
    #node = $('#sidebar');
    #list = $('#conversations');
    #found = null;
    #drawn = '';
    #narrow = matchMedia('(max-width: 860px)');

    /** turnOf(id) tells whether a conversation is being answered. */
    constructor(library, turnOf) {
        super();
        this.library = library;
        this.turnOf = turnOf;
        $('#open-menu').append(icon('menu'));
        $('#close-menu').append(icon('close'));
        $('#open-menu').addEventListener('click', () => this.toggle());
        $('#close-menu').addEventListener('click', () => this.toggle(false));
        $('#shade').addEventListener('click', () => this.toggle(false));
        $('#new').addEventListener('click', () => this.#fire('new'));
        $('#search').addEventListener('input', () => this.#search());
        this.#narrow.addEventListener('change', () => this.toggle(!this.#drawer));
        library.addEventListener('list', () => this.draw());
        library.addEventListener('current', () => {
            this.draw();
            if (this.#drawer) this.toggle(false);
        });
        languages.addEventListener('change', () => this.#words());
        this.#words();
        this.#node.hidden = this.#drawer;
        this.toggle(!this.#drawer);
    }

    get #drawer() {
        return this.#narrow.matches || document.documentElement.dataset.embed === 'true';
    }

    get open() {
        return !this.#node.hidden;
    }

    /** True when there was a drawer to close. */
    closeDrawer() {
        if (!this.#drawer || !this.open) return false;
        this.toggle(false);
        return true;
    }

    /** An open drawer holds the focus; the page behind it can't be reached until it is closed. */
    toggle(open = !this.open) {
        const held = this.#drawer && open;
        const wasOpen = this.open;
        this.#node.hidden = !open;
        this.#node.classList.toggle('drawer', this.#drawer);
        $('#shade').hidden = !held;
        $('#main').inert = held;
        $('#open-menu').setAttribute('aria-expanded', open);
        $('#close-menu').hidden = !this.#drawer;
        if (held && !wasOpen) $('#close-menu').focus();
        else if (this.#drawer && wasOpen && !open) $('#open-menu').focus();
    }

    draw() {
        const groups = new Map();
        for (const record of this.library.list()) {
            if (this.#found && !this.#found.has(record.id)) continue;
            const day = dayOf(record.updated);
            groups.set(day, [...groups.get(day) ?? [], record]);
        }
        if (this.#list.querySelector('input')) return;
        // Saving an answer while it is written comes here each second: a click or the focus must not meet new nodes each time.
        const drawn = JSON.stringify([[...groups].map(([day, records]) => [day, records.map(({id, title}) => [id, title, Boolean(this.turnOf(id))])]),
            this.library.current.id, Boolean(this.#found), language()]);
        if (drawn === this.#drawn) return;
        this.#drawn = drawn;
        const focused = this.#list.contains(document.activeElement) ? document.activeElement.dataset.key : null;
        const empty = h('p', {'class': 'small'}, t(this.#found ? 'nothingFound' : 'noConversations'));
        this.#list.replaceChildren(...[...groups].flatMap(([day, records]) => [
            h('h2', {}, t(day)), h('ul', {}, ...records.map((record) => this.#item(record))),
        ]), groups.size ? '' : empty);
        if (focused) this.#list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    }

    #item(record) {
        const title = record.title || t('untitled');
        const told = {id: record.id, title};
        const current = record.id === this.library.current.id;
        const action = (name, label, event) => iconButton(name, label, () => this.#fire(event, told), {'data-key': `${event}-${record.id}`});
        const item = h('li', {'class': current ? 'current' : null},
            h('button', {
                type: 'button', 'class': 'conversation', title, 'aria-current': current ? 'true' : null,
                'data-key': `show-${record.id}`, onclick: () => this.#fire('show', told),
            }, h('span', {'class': 'name'}, title), this.turnOf(record.id) && h('span', {'class': 'pulse', role: 'img', 'aria-label': t('answering')})),
            h('span', {'class': 'item-actions'},
                iconButton('edit', t('rename', title), () => this.#rename(item, told), {'data-key': `rename-${record.id}`}),
                action('export', t('exportOne', title), 'export'),
                action('trash', t('deleteOne', title), 'delete')));
        return item;
    }

    #rename(item, {id, title}) {
        const field = h('input', {type: 'text', 'aria-label': t('newTitle'), maxlength: 200, value: title});
        let ended = false;
        const end = (keep) => {
            if (ended) return;
            ended = true;
            field.remove();
            this.#drawn = '';
            if (keep && field.value.trim()) this.#fire('rename', {id, title: field.value.trim()});
            this.draw();
            this.#list.querySelector(`[data-key="rename-${id}"]`)?.focus();
        };
        field.addEventListener('keydown', (event) => {
            if (event.isComposing || event.keyCode === 229) return;
            if (event.key === 'Enter') {
                // Or the key would press the button that gets the focus.
                event.preventDefault();
                end(true);
            }
            if (event.key === 'Escape') {
                event.stopPropagation();
                end(false);
            }
        });
        field.addEventListener('blur', () => end(true));
        item.replaceChildren(field);
        field.focus();
        field.select();
    }

    async #search() {
        const text = $('#search').value.trim();
        const found = text ? await this.library.find(text) : null;
        if ($('#search').value.trim() !== text) return;
        this.#found = found;
        this.draw();
    }

    #words() {
        $('#new').replaceChildren(icon('new'), t('newConversation'));
        $('#open-shortcuts').replaceChildren(icon('keyboard'), t('shortcuts'));
        $('#open-key').replaceChildren(icon('key'), t('keyEntry'));
        this.draw();
    }

    #fire(name, detail) {
        this.dispatchEvent(new CustomEvent(name, {detail}));
    }
}

function dayOf(time) {
    const today = new Date().setHours(0, 0, 0, 0);
    return time >= today ? 'today' : time >= today - 86400000 ? 'yesterday' : 'earlier';
}
