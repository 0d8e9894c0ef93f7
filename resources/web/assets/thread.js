// The conversation that is shown, from the first question to the last answer, and where it is scrolled to.
import {h, icon} from './dom.js';
import {AnswerView, QuestionView} from './message.js';
import {t} from './words.js';

const NEAR = 80;

/** actions: those of the messages, and {suggest(text), turnOf(conversation)}. */
export class Thread {
    #views = [];
    #following = true;
    #turn = null;
    #node = document.querySelector('#thread');
    #latest = document.querySelector('#latest');
    #onchange = () => this.#grown();
    #onend = () => this.#ended();

    constructor(actions) {
        this.actions = actions;
        this.#latest.append(icon('down'), h('span', {'data-words': 'latest'}, t('latest')));
        this.#latest.addEventListener('click', () => this.toEnd());
        this.#node.addEventListener('scroll', () => {
            this.#following = this.#atEnd();
            this.#latest.hidden = this.#following;
        }, {passive: true});
        new ResizeObserver(() => this.#following && this.toEnd()).observe(this.#node);
    }

    /** Draws everything again: another conversation, version or language. */
    show(conversation) {
        this.#turn?.removeEventListener('change', this.#onchange);
        this.#turn?.removeEventListener('end', this.#onend);
        this.#views.forEach((view) => view.dispose());
        this.conversation = conversation;
        const path = conversation.path();
        this.#views = path.map((message) => (message.role === 'assistant'
            ? new AnswerView(conversation, message, this.actions)
            : new QuestionView(conversation, message, this.actions)));
        this.#node.replaceChildren(path.length ? h('div', {'class': 'column'}, ...this.#views.map(({node}) => node)) : this.#welcome());
        this.#turn = this.actions.turnOf(conversation);
        this.#turn?.addEventListener('change', this.#onchange);
        this.#turn?.addEventListener('end', this.#onend);
        this.toEnd();
    }

    lastQuestion() {
        return this.#views.findLast((view) => view instanceof QuestionView);
    }

    lastAnswer() {
        return this.#views.findLast((view) => view instanceof AnswerView)?.message;
    }

    toEnd() {
        this.#node.scrollTop = this.#node.scrollHeight;
        this.#following = true;
        this.#latest.hidden = true;
    }

    #grown() {
        this.#views.at(-1)?.update?.();
        requestAnimationFrame(() => this.#following && this.toEnd());
    }

    #ended() {
        this.#views.at(-1)?.end?.();
        if (this.#following) this.toEnd();
    }

    #atEnd() {
        return this.#node.scrollHeight - this.#node.scrollTop - this.#node.clientHeight < NEAR;
    }

    #welcome() {
        const suggestions = ['tryMeaning', 'tryCode', 'tryReply'].map((name) => h('button', {
            type: 'button', 'class': 'suggestion', onclick: () => this.actions.suggest(t(name)),
        }, t(name)));
        return h('div', {'class': 'welcome'},
            h('img', {src: 'assets/icon.svg', alt: '', width: 56, height: 56}),
            h('h2', {}, t('welcomeTitle')), h('p', {}, t('welcomeText')),
            h('div', {'class': 'suggestions'}, ...suggestions));
    }
}
