// What the user chose, in this browser: theme, language, key. A browser that keeps nothing is no failure.
import {language, setLanguage} from './words.js';

const read = (storage, name) => {
    try {
        return self[storage].getItem(name);
    } catch {
        return null;
    }
};

const write = (storage, name, value) => {
    try {
        if (value === null) self[storage].removeItem(name);
        else self[storage].setItem(name, value);
    } catch {
        // Holds for this page only.
    }
};

/** Kept until the tab is closed, and longer only when asked to remember it. */
export class Key {
    #name = 'glancedesk.key';
    value = read('sessionStorage', this.#name) ?? read('localStorage', this.#name);
    remembered = read('localStorage', this.#name) !== null;

    set(value, remember = false) {
        this.value = value;
        this.remembered = Boolean(value) && remember;
        write('sessionStorage', this.#name, value);
        write('localStorage', this.#name, this.remembered ? value : null);
    }
}

export function startSettings() {
    const dark = matchMedia('(prefers-color-scheme: dark)');
    const theme = document.querySelector('#theme');
    theme.value = read('localStorage', 'glancedesk.theme') ?? 'system';
    const apply = () => {
        document.documentElement.dataset.theme = theme.value === 'system' ? (dark.matches ? 'dark' : 'light') : theme.value;
    };
    theme.addEventListener('change', () => {
        write('localStorage', 'glancedesk.theme', theme.value === 'system' ? null : theme.value);
        apply();
    });
    dark.addEventListener('change', apply);
    const chosen = document.querySelector('#language');
    chosen.value = language();
    chosen.addEventListener('change', () => setLanguage(chosen.value));
}
