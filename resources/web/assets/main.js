// Builds the page's parts and joins them. What a part is, its own file says.
import {Api} from './api.js';
import {Composer} from './composer.js';
import {Viewer, openKey, openShortcuts} from './dialogs.js';
import {copyText, icon, newId} from './dom.js';
import {startEmbedded} from './embedded.js';
import {errorText} from './errors.js';
import {exportMarkdown} from './export.js';
import {Health} from './health.js';
import {Library} from './library.js';
import {Notices} from './notices.js';
import {Key, startSettings} from './settings.js';
import {startShortcuts} from './shortcuts.js';
import {Sidebar} from './sidebar.js';
import {showStatus} from './status.js';
import {openStore} from './store.js';
import {plainText} from './markdown_plain.js';
import {Thread} from './thread.js';
import {Turn} from './turn.js';
import {languages, t, translatePage} from './words.js';

const MOST_SPOKEN = 3000;
const DRAFT_MILLISECONDS = 400;
const $ = (selector) => document.querySelector(selector);

class Page {
    #turns = new Map();
    #draftTimer = 0;

    constructor(store) {
        this.key = new Key();
        this.api = new Api(() => this.key.value);
        this.health = new Health(this.api);
        this.library = new Library(store);
        this.notices = new Notices();
        this.viewer = new Viewer();
        this.composer = new Composer(this.notices, this.viewer);
        this.sidebar = new Sidebar(this.library, (id) => this.#turns.has(id));
        this.thread = new Thread({
            viewer: this.viewer,
            pictureOf: (id) => store.picture(id),
            turnOf: (conversation) => this.#turns.get(conversation.id),
            suggest: (text) => {
                this.composer.fill(text);
                this.composer.focus();
            },
            edit: (message, text) => this.#editAndSend(message, text),
            regenerate: (message) => this.#answer(this.library.current, this.library.current.message(message.parent)),
            select: (message) => {
                this.library.current.select(message);
                this.library.save(this.library.current);
                this.#show();
            },
        });
        this.#join();
    }

    async start() {
        delete document.documentElement.dataset.starting;
        if (!this.library.store.kept) this.notices.show(t('notKept'), {group: 'storage'});
        await this.library.start();
        this.#show();
        // On a phone this would open its keyboard over the page.
        if (!matchMedia('(pointer: coarse)').matches) this.composer.focus();
        await this.health.check();
    }

    stop() {
        this.#turns.get(this.library.current.id)?.stop();
    }

    get running() {
        return this.#turns.has(this.library.current.id);
    }

    again() {
        const answer = this.thread.lastAnswer();
        if (answer && !this.running) this.#answer(this.library.current, this.library.current.message(answer.parent));
    }

    async copyLast() {
        const text = this.thread.lastAnswer()?.text;
        if (text) this.notices.show(t(await copyText(text) ? 'copied' : 'copyFailed'), {group: 'copy', seconds: 2});
    }

    editLast() {
        this.thread.lastQuestion()?.edit();
    }

    enterKey() {
        openKey(this.key, () => this.health.askAgain());
    }

    #join() {
        const {composer, sidebar, library, health} = this;
        composer.addEventListener('send', ({detail}) => this.#send(detail));
        composer.addEventListener('stop', () => this.stop());
        composer.addEventListener('editlast', () => this.editLast());
        composer.addEventListener('draft', ({detail}) => this.#keepDraft(detail));
        sidebar.addEventListener('new', () => this.startNew());
        sidebar.addEventListener('show', ({detail}) => library.show(detail.id));
        sidebar.addEventListener('rename', ({detail}) => library.rename(detail.id, detail.title).then(() => this.#title()));
        sidebar.addEventListener('export', async ({detail}) => exportMarkdown(await library.open(detail.id), library.store));
        sidebar.addEventListener('delete', ({detail}) => this.#remove(detail));
        library.addEventListener('current', () => this.#show());
        library.addEventListener('trouble', ({detail}) => {
            this.notices.show(t(detail === 'full' ? 'storageFull' : 'storageLost'), {group: 'storage', problem: true});
        });
        health.addEventListener('change', () => {
            showStatus(health);
            this.#state();
        });
        health.addEventListener('keyneeded', () => this.enterKey());
        languages.addEventListener('change', () => {
            showStatus(health);
            this.#show();
        });
        addEventListener('beforeunload', (event) => this.#turns.size && event.preventDefault());
        addEventListener('pagehide', () => {
            library.saveDraft(library.current, composer.text);
            // A page that the browser keeps for going back would otherwise keep its connections, and the model busy.
            this.#turns.forEach((turn) => turn.stop());
        });
    }

    startNew() {
        this.library.startNew();
        this.composer.focus();
    }

    #show() {
        const {current} = this.library;
        this.thread.show(current);
        this.composer.clear();
        this.composer.fill(current.record.draft ?? '');
        this.#title();
        this.#state();
    }

    #title() {
        const {current} = this.library;
        $('#title').textContent = current.empty ? t('newConversation') : current.record.title || t('untitled');
        document.title = current.empty ? t('product') : `${current.record.title || t('untitled')} · ${t('product')}`;
    }

    #state() {
        this.composer.setState(this.running, this.health.state === 'ready');
    }

    #keepDraft(text) {
        const {current} = this.library;
        clearTimeout(this.#draftTimer);
        current.record.draft = text;
        this.#draftTimer = setTimeout(() => this.library.saveDraft(current, text), DRAFT_MILLISECONDS);
    }

    async #send({text, pictures}) {
        const conversation = this.library.current;
        const before = conversation.record.leaf;
        const rows = pictures.map((picture) => ['pictures', {id: newId(), conversation: conversation.id, ...picture}]);
        const message = conversation.add({parent: before, role: 'user', text, pictures: rows.map(([, {id}]) => id)});
        await this.#keepAndAnswer(conversation, message, rows);
    }

    async #editAndSend(message, text) {
        const conversation = this.library.current;
        if (this.running) return;
        const edited = conversation.add({parent: message.parent, role: 'user', text, pictures: message.pictures});
        await this.#keepAndAnswer(conversation, edited, []);
    }

    /** The question is on the disk before the model is asked; without room for it nothing is asked. */
    async #keepAndAnswer(conversation, message, rows) {
        const {title, draft} = conversation.record;
        this.library.titleFrom(conversation, message.text);
        conversation.record.draft = '';
        clearTimeout(this.#draftTimer);
        if (!await this.library.save(conversation, [...rows, ['messages', message]])) {
            conversation.remove(message);
            Object.assign(conversation.record, {title, draft});
            this.notices.show(t('questionNotKept'), {group: 'storage', problem: true});
            return;
        }
        this.notices.clear('picture');
        this.composer.clear();
        await this.#answer(conversation, message);
    }

    async #answer(conversation, question) {
        if (!question || this.#turns.has(conversation.id)) return;
        const turn = new Turn(this.api, this.library, conversation, question, this.health.model);
        this.#turns.set(conversation.id, turn);
        turn.addEventListener('end', () => this.#ended(turn));
        if (conversation === this.library.current) this.#show();
        this.sidebar.draw();
        await turn.run();
    }

    #ended(turn) {
        const {conversation, answer} = turn;
        this.#turns.delete(conversation.id);
        this.sidebar.draw();
        this.#state();
        // Read out once, when it is whole.
        if (conversation === this.library.current) {
            $('#spoken').textContent = answer.error ? errorText(answer.error)
                : t('answerReady', plainText(answer.text).slice(0, MOST_SPOKEN));
        }
        if (answer.error?.kind === 'key') this.enterKey();
        if (['offline', 'loading', 'busy', 'cut'].includes(answer.error?.kind)) this.health.check();
    }

    async #remove({id, title}) {
        this.#turns.get(id)?.stop();
        await this.library.remove(id);
        const action = {label: t('undo'), run: () => this.library.restore(id)};
        this.notices.show(t('deleted', title), {group: 'undo', seconds: 10, action});
    }
}

function prepareButtons(page) {
    $('#new-small').append(icon('new'));
    $('#new-small').addEventListener('click', () => page.startNew());
    $('#open-key').addEventListener('click', () => page.enterKey());
    $('#open-shortcuts').addEventListener('click', () => openShortcuts());
}

translatePage();
startSettings();
const page = new Page(await openStore());
prepareButtons(page);
startShortcuts(page);
startEmbedded(page);
await page.start();
