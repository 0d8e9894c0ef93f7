// Where a question is written: text, pictures, and the button that sends or stops.
import {h, icon} from './dom.js';
import {MOST_PICTURES, PictureRefused, readPicture, smallerCopy} from './pictures.js';
import {languages, t} from './words.js';

/** Fires 'send' (detail: {text, pictures}), 'stop', 'editlast' and 'draft' (detail: the text). */
export class Composer extends EventTarget {
    #pictures = [];
    #running = false;
    #ready = false;
    #opening = 0;
    #sendWhenOpen = false;
    #field = document.querySelector('#question');
    #list = document.querySelector('#pictures');
    #files = document.querySelector('#files');
    #button = document.querySelector('#send');

    constructor(notices, viewer) {
        super();
        this.notices = notices;
        this.viewer = viewer;
        document.querySelector('#attach').append(icon('attach'));
        document.querySelector('#attach').addEventListener('click', () => this.choose());
        this.#files.addEventListener('change', () => {
            this.attach([...this.#files.files]);
            this.#files.value = '';
        });
        this.#field.addEventListener('keydown', (event) => this.#key(event));
        this.#field.addEventListener('input', () => {
            this.#changed();
            this.dispatchEvent(new CustomEvent('draft', {detail: this.#field.value}));
        });
        this.#button.addEventListener('click', () => this.#act());
        addEventListener('paste', (event) => this.#paste(event));
        languages.addEventListener('change', () => this.#draw());
        this.#draw();
    }

    get text() {
        return this.#field.value;
    }

    focus() {
        this.#field.focus();
    }

    choose() {
        this.#files.click();
    }

    fill(text) {
        this.#field.value = text;
        this.#changed();
    }

    clear() {
        this.#pictures.forEach(({address}) => URL.revokeObjectURL(address));
        this.#pictures = [];
        this.#field.value = '';
        this.#draw();
    }

    /** running: this conversation is being answered; ready: the server takes questions. */
    setState(running, ready) {
        this.#running = running;
        this.#ready = ready;
        this.#changed();
    }

    /** Each file is attached or refused with one sentence. */
    async attach(files) {
        this.notices.clear('picture');
        if (!files.length) this.notices.show(t('nothingToAttach'), {group: 'picture', problem: true});
        for (const file of files) {
            ++this.#opening;
            this.#changed();
            await this.#attachOne(file);
            --this.#opening;
        }
        this.#draw();
        if (this.#sendWhenOpen && !this.#opening) {
            this.#sendWhenOpen = false;
            this.#act();
        }
    }

    async #attachOne(file) {
        const named = file.name && !/^image\.png$/i.test(file.name) ? file.name : t('pastedPicture');
        if (this.#pictures.length >= MOST_PICTURES) {
            this.notices.show(t('tooMany', MOST_PICTURES), {group: 'picture', problem: true});
            return;
        }
        try {
            this.#add(await readPicture(file, named));
        } catch (error) {
            if (!(error instanceof PictureRefused)) throw error;
            const smaller = ['pixels', 'bytes'].includes(error.reason) && error.told.width * error.told.height <= 400e6;
            const action = smaller ? {label: t('takeSmaller'), run: () => this.#takeSmaller(error.told)} : null;
            this.notices.show(t(error.reason, error.told), {group: 'picture', problem: true, action});
        }
    }

    async #takeSmaller(told) {
        try {
            const copy = await smallerCopy(told);
            this.#add(copy);
            this.notices.show(t('tookSmaller', copy), {group: 'picture'});
        } catch {
            this.notices.show(t('damaged', told), {group: 'picture', problem: true});
        }
    }

    #add(picture) {
        this.#pictures.push({...picture, address: URL.createObjectURL(picture.blob)});
        this.#draw();
    }

    /** Text wins over a picture of that text, which office programs copy along with it. */
    #paste(event) {
        if (document.querySelector('dialog[open]')) return;
        const data = event.clipboardData;
        const files = [...data.files];
        const elsewhere = event.target !== this.#field && /^(INPUT|TEXTAREA)$/.test(event.target.tagName);
        if (elsewhere || !files.length || data.types.includes('text/plain')) return;
        event.preventDefault();
        this.attach(files);
        this.focus();
    }

    #key(event) {
        // Enter that confirms an input method's words never sends; 229 is how some browsers say it.
        if (event.isComposing || event.keyCode === 229) return;
        if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
            event.preventDefault();
            if (!this.#running) this.#act();
        } else if (event.key === 'ArrowUp' && this.#field.value === '' && !this.#running) {
            event.preventDefault();
            this.dispatchEvent(new Event('editlast'));
        }
    }

    #act() {
        if (this.#running) {
            this.dispatchEvent(new Event('stop'));
            return;
        }
        const text = this.#field.value.trim();
        if (this.#opening) {
            this.#sendWhenOpen = true;
        } else if (!this.#ready) {
            this.notices.show(t('notYet'), {group: 'picture', seconds: 4});
        } else if (text || this.#pictures.length) {
            const pictures = this.#pictures.map(({address, ...picture}) => picture);
            this.dispatchEvent(new CustomEvent('send', {detail: {text: text || t('describe'), pictures}}));
        }
    }

    #changed() {
        const something = this.#field.value.trim() !== '' || this.#pictures.length > 0 || this.#opening > 0;
        const label = this.#running ? t('stop') : t('send');
        this.#button.replaceChildren(icon(this.#running ? 'stop' : 'send'));
        this.#button.setAttribute('aria-label', label);
        this.#button.title = `${label} (${this.#running ? 'Esc' : 'Enter'})`;
        this.#button.disabled = !this.#running && !(something && this.#ready);
        this.#button.classList.toggle('running', this.#running);
        this.#fit();
    }

    /** As high as its text, up to a third of the page; the sheet holds the bounds. */
    #fit() {
        this.#field.rows = 1;
        const line = parseFloat(getComputedStyle(this.#field).lineHeight);
        this.#field.rows = Math.min(Math.max(Math.round(this.#field.scrollHeight / line), 1), 8);
    }

    #draw() {
        this.#list.hidden = this.#pictures.length === 0;
        this.#list.replaceChildren(...this.#pictures.map((picture, index) => h('li', {},
            h('button', {
                type: 'button', 'class': 'thumb', 'aria-label': t('openPicture', picture.name), title: picture.name,
                onclick: () => this.viewer.open(this.#pictures, index),
            }, h('img', {src: picture.address, alt: ''})),
            h('button', {
                type: 'button', 'class': 'remove', 'aria-label': t('remove', picture.name), title: t('remove', picture.name),
                onclick: () => this.#remove(index),
            }, icon('close')))));
        this.#changed();
    }

    #remove(index) {
        const [{address}] = this.#pictures.splice(index, 1);
        URL.revokeObjectURL(address);
        this.#draw();
        (this.#list.querySelectorAll('.remove')[Math.min(index, this.#pictures.length - 1)] ?? this.#field).focus();
    }
}
