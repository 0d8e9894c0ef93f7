// One message: a question with its pictures, or an answer that may be growing.
import {copyText, h, icon, iconButton} from './dom.js';
import {MarkdownView} from './markdown_view.js';
import {plainText} from './markdown_plain.js';
import {errorText} from './errors.js';
import {t} from './words.js';

/** A button that says for two seconds that it copied. */
function copyButton(name, label, text) {
    const button = iconButton(name, label, async () => {
        const done = await copyText(text());
        button.replaceChildren(icon(done ? 'check' : 'warning'));
        button.title = done ? t('copied') : t('copyFailed');
        setTimeout(() => {
            button.replaceChildren(icon(name));
            button.title = label;
        }, 2000);
        document.querySelector('#spoken').textContent = button.title;
    });
    return button;
}

/** Arrows between the wordings of a question or the answers to it. */
function versions(conversation, message, onselect) {
    const all = conversation.siblings(message);
    if (all.length < 2) return null;
    const at = all.indexOf(message);
    const go = (to) => () => onselect(all[to]);
    return h('span', {'class': 'versions'},
        iconButton('chevron-left', t('olderVersion'), go(at - 1), {disabled: at === 0}),
        h('span', {'aria-label': t('version', at + 1, all.length)}, `${at + 1} / ${all.length}`),
        iconButton('chevron-right', t('newerVersion'), go(at + 1), {disabled: at === all.length - 1}));
}

export class QuestionView {
    #addresses = [];

    /** actions: {edit, select, viewer, pictureOf(id) -> row}. */
    constructor(conversation, message, actions) {
        this.conversation = conversation;
        this.message = message;
        this.actions = actions;
        this.pictures = h('div', {'class': 'question-pictures'});
        this.body = h('div', {'class': 'question-body'});
        this.node = h('article', {'class': 'question', 'aria-label': t('you')}, this.pictures, this.body);
        this.#draw();
        this.#showPictures();
    }

    dispose() {
        this.#addresses.forEach((address) => URL.revokeObjectURL(address));
    }

    #draw() {
        const {message} = this;
        this.body.replaceChildren(
            h('div', {'class': 'bubble'}, message.text),
            h('div', {'class': 'actions'},
                versions(this.conversation, message, this.actions.select),
                copyButton('copy', t('copyQuestion'), () => message.text),
                iconButton('edit', t('edit'), () => this.edit())));
    }

    edit() {
        const field = h('textarea', {rows: 3, 'aria-label': t('edit'), 'class': 'edit-field'});
        field.value = this.message.text;
        const close = () => {
            this.#draw();
            this.body.querySelector('.actions .icon-button:last-child').focus();
        };
        const send = () => field.value.trim() && this.actions.edit(this.message, field.value.trim());
        field.addEventListener('keydown', (event) => {
            if (event.isComposing || event.keyCode === 229) return;
            if (event.key === 'Escape') {
                event.stopPropagation();
                close();
            } else if (event.key === 'Enter' && !event.shiftKey) {
                event.preventDefault();
                send();
            }
        });
        this.body.replaceChildren(h('div', {'class': 'edit-box'}, field,
            h('p', {'class': 'small'}, t('editHint')),
            h('div', {'class': 'buttons'},
                h('button', {type: 'button', 'class': 'plain-button', onclick: close}, t('cancel')),
                h('button', {type: 'button', 'class': 'main-button', onclick: send}, t('saveAndSend')))));
        field.focus();
        field.setSelectionRange(field.value.length, field.value.length);
    }

    async #showPictures() {
        const shown = [];
        for (const id of this.message.pictures) {
            const row = await this.actions.pictureOf(id);
            if (!row) continue;
            const address = URL.createObjectURL(row.blob);
            this.#addresses.push(address);
            const index = shown.push({...row, address}) - 1;
            this.pictures.append(h('button', {
                type: 'button', 'class': 'shot', 'aria-label': t('openPicture', row.name), title: row.name,
                onclick: () => this.actions.viewer.open(shown, index),
            }, h('img', {src: address, alt: row.name, width: row.width, height: row.height})));
        }
    }
}

export class AnswerView {
    #timer = 0;
    #frame = 0;
    #due = 0;
    #markdown = new MarkdownView();
    #thoughts = new MarkdownView();

    /** actions: {regenerate, select}. */
    constructor(conversation, message, actions) {
        this.conversation = conversation;
        this.message = message;
        this.actions = actions;
        this.summary = h('summary');
        this.thinking = h('details', {'class': 'thinking', hidden: true}, this.summary, this.#thoughts.node);
        this.wait = h('p', {'class': 'waiting'}, h('span', {'class': 'pulse', 'aria-hidden': 'true'}), t('waiting'));
        this.foot = h('div', {'class': 'answer-foot'});
        this.node = h('article', {'class': 'answer', 'aria-label': t('assistant')},
            h('span', {'class': 'avatar', 'aria-hidden': 'true'}, icon('logo')),
            h('div', {'class': 'answer-body'}, this.thinking, this.wait, this.#markdown.node, this.foot));
        this.#draw();
    }

    dispose() {
        clearTimeout(this.#timer);
        cancelAnimationFrame(this.#frame);
    }

    /** At most once a frame, and at most a quarter of the time, however long a table gets. */
    update() {
        if (this.#frame) return;
        this.#frame = requestAnimationFrame((now) => {
            this.#frame = 0;
            if (now < this.#due) {
                this.update();
                return;
            }
            const begin = performance.now();
            this.#draw();
            this.#due = now + 3 * (performance.now() - begin);
        });
    }

    end() {
        cancelAnimationFrame(this.#frame);
        this.#draw();
    }

    #draw() {
        const {message} = this;
        const writing = message.state === 'writing';
        this.node.setAttribute('aria-busy', writing);
        this.thinking.hidden = !message.thinking.trim();
        this.summary.textContent = writing && !message.text ? t('thinking') : t('thoughts');
        // Folded thoughts cost nothing until somebody opens them.
        if (this.thinking.open || !writing) this.#thoughts.set(message.thinking);
        this.thinking.ontoggle = () => this.#thoughts.set(message.thinking);
        this.wait.hidden = !writing || message.text !== '' || message.thinking.trim() !== '';
        this.#markdown.set(message.text);
        this.#markdown.node.classList.toggle('growing', writing && message.text !== '');
        if (writing) this.foot.replaceChildren();
        else this.#drawFoot();
    }

    #drawFoot() {
        const {message} = this;
        const again = () => this.actions.regenerate(message);
        const notes = [];
        if (message.state === 'stopped') notes.push(h('p', {'class': 'note'}, t('stopped')));
        else if (message.finish === 'length') notes.push(h('p', {'class': 'note'}, t('cutByLength')));
        else if (message.state === 'done' && !message.text) notes.push(h('p', {'class': 'note'}, t('noAnswer')));
        if (message.error) notes.push(this.#problem(message.error, again));
        this.foot.replaceChildren(...notes, h('div', {'class': 'actions'},
            Boolean(message.text) && copyButton('copy', t('copyMarkdown'), () => message.text),
            Boolean(message.text) && copyButton('text', t('copyPlain'), () => plainText(message.text)),
            !message.error && iconButton('refresh', t('regenerate'), again),
            versions(this.conversation, message, this.actions.select) ?? '',
            this.#usage() ?? ''));
    }

    /** With the seconds counted down where the server named them. */
    #problem(error, again) {
        const sentence = h('p');
        const button = h('button', {type: 'button', 'class': 'plain-button', onclick: again}, t('retry'));
        const tick = () => {
            const left = error.seconds ? Math.ceil(error.seconds - (Date.now() - error.at) / 1000) : 0;
            sentence.textContent = errorText(error, Math.max(left, 0));
            button.disabled = left > 0;
            clearTimeout(this.#timer);
            if (left > 0) this.#timer = setTimeout(tick, 1000);
        };
        tick();
        return h('div', {'class': 'problem'}, icon('warning'), h('div', {}, sentence,
            error.detail && ['refused', 'forbidden'].includes(error.kind) ? h('p', {'class': 'small'}, t('errorDetail', error.detail)) : null,
            button));
    }

    #usage() {
        const {usage, seconds, model} = this.message;
        if (!seconds.total || !this.message.text) return null;
        const parts = [model];
        if (usage) parts.push(t('tokens', usage.completion));
        parts.push(t('seconds', seconds.total));
        const writing = seconds.total - (seconds.first ?? 0);
        if (usage?.completion > 1 && writing > 0.05) parts.push(t('speed', usage.completion / writing));
        const title = usage && seconds.first !== null
            ? t('usageDetail', usage.prompt, usage.completion, seconds.first < 0.1 ? '< 0.1' : seconds.first.toFixed(1)) : null;
        return h('span', {'class': 'usage', title}, parts.filter(Boolean).join(' · '));
    }
}
