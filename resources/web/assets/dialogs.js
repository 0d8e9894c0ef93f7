// What opens above the page: a picture, the key, the shortcuts. All are <dialog>s, which hold the focus and close on Esc.
import {h, icon, iconButton} from './dom.js';
import {t} from './words.js';

function openDialog(name, title, ...content) {
    const before = document.activeElement;
    const dialog = h('dialog', {'class': name, 'aria-labelledby': `${name}-title`},
        h('header', {}, h('h2', {id: `${name}-title`}, title), iconButton('close', t('close'), () => dialog.close())), ...content);
    dialog.addEventListener('close', () => {
        dialog.remove();
        // Chromium has given the focus back by now, but a text field's caret went with the dialog: only a new focus sets it.
        before?.blur();
        before?.focus();
    });
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
}

export class Viewer {
    /** pictures: [{address, name, width, height}]. */
    open(pictures, index) {
        const image = h('img');
        const title = h('span');
        const show = (to) => {
            index = (to + pictures.length) % pictures.length;
            const {address, name, width, height} = pictures[index];
            image.src = address;
            image.alt = name;
            title.textContent = t('pictureInfo', name, width, height);
        };
        const dialog = openDialog('viewer', title, h('div', {'class': 'stage'},
            pictures.length > 1 && iconButton('chevron-left', t('previous'), () => show(index - 1)), image,
            pictures.length > 1 && iconButton('chevron-right', t('next'), () => show(index + 1))));
        dialog.addEventListener('keydown', (event) => {
            if (event.key === 'ArrowLeft') show(index - 1);
            if (event.key === 'ArrowRight') show(index + 1);
        });
        show(index);
    }
}

const SHORTCUTS = [
    ['Enter', 'shortcutSend'], ['Shift+Enter', 'shortcutLine'], ['Esc', 'shortcutStop'], ['/', 'shortcutFocus'],
    ['Alt+N', 'shortcutNew'], ['Alt+U', 'shortcutAttach'], ['Alt+C', 'shortcutCopy'], ['Alt+R', 'shortcutAgain'],
    ['↑', 'shortcutEdit'], ['Alt+B', 'shortcutList'], ['?', 'shortcutHelp'],
];

export function openShortcuts() {
    openDialog('shortcuts', t('shortcuts'), h('dl', {}, ...SHORTCUTS.flatMap(([keys, name]) => [
        h('dt', {}, ...keys.split('+').map((key) => h('kbd', {}, key))), h('dd', {}, t(name)),
    ])));
}

/** key: the Key; done(changed) when it was entered or forgotten. */
export function openKey(key, done) {
    if (document.querySelector('dialog.key')) return;
    const field = h('input', {
        type: 'password', autocomplete: 'off', spellcheck: 'false', 'aria-label': t('keyTitle'), 'aria-describedby': 'key-problem',
    });
    const remember = h('input', {type: 'checkbox', 'aria-describedby': 'key-hint'});
    remember.checked = key.remembered;
    const problem = h('p', {'class': 'wrong', role: 'alert', id: 'key-problem'});
    const end = (value) => {
        key.set(value, remember.checked);
        dialog.close();
        done();
    };
    const save = () => {
        const value = field.value.trim();
        if (/^[\x21-\x7e]+$/.test(value)) end(value);
        else problem.textContent = t('keyWrong');
    };
    const submit = (event) => {
        event.preventDefault();
        save();
    };
    // A form with a name in it is what browsers expect around a password; it is never sent.
    const dialog = openDialog('key', t('keyTitle'), h('form', {onsubmit: submit, novalidate: true},
        h('p', {}, t('keyText')), h('input', {type: 'text', autocomplete: 'username', value: 'glancedesk', hidden: true}), field, problem,
        h('label', {'class': 'check'}, remember, t('keyRemember')), h('p', {'class': 'small', id: 'key-hint'}, t('keyRememberHint')),
        h('div', {'class': 'buttons'},
            key.value && h('button', {type: 'button', 'class': 'plain-button', onclick: () => end(null)}, t('keyForget')),
            h('button', {type: 'submit', 'class': 'main-button'}, icon('key'), t('keySave')))));
    field.focus();
}
