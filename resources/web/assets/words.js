// The page's sentences in the language that is chosen, and who wants to know when it changes.
import {english} from './words_en.js';
import {chinese} from './words_zh.js';

const WORDS = {en: english, 'zh-CN': chinese};

export const languages = new EventTarget();

export const language = () => (document.documentElement.lang === 'zh-CN' ? 'zh-CN' : 'en');

/** The sentence of this name; those that tell something are functions of it. */
export function t(name, ...told) {
    const words = WORDS[language()][name];
    if (words === undefined) throw new Error(`no words for ${name}`);
    return typeof words === 'function' ? words(...told) : words;
}

export function setLanguage(wanted) {
    document.documentElement.lang = wanted === 'zh-CN' ? 'zh-CN' : 'en';
    try {
        localStorage.setItem('glancedesk.language', document.documentElement.lang);
    } catch {
        // Not kept then: the browser's language counts again next time.
    }
    translatePage();
    languages.dispatchEvent(new Event('change'));
}

/** data-words names the text, data-label the accessible name and tooltip, data-hint the placeholder. */
export function translatePage() {
    document.title = t('product');
    for (const node of document.querySelectorAll('[data-words]')) node.textContent = t(node.dataset.words);
    for (const node of document.querySelectorAll('[data-label]')) {
        node.setAttribute('aria-label', t(node.dataset.label));
        if (node.tagName === 'BUTTON') node.title = t(node.dataset.label) + (node.dataset.keys ? ` (${node.dataset.keys})` : '');
    }
    for (const node of document.querySelectorAll('[data-hint]')) node.placeholder = t(node.dataset.hint);
}
