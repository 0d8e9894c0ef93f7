// Keys that work everywhere on the page, and files that are dropped anywhere on it.
import {openShortcuts} from './dialogs.js';
import {icon} from './dom.js';
import {leaveEmbedded} from './embedded.js';

const typing = (node) => /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);

export function startShortcuts(page) {
    const withAlt = {
        KeyN: () => page.startNew(), KeyU: () => page.composer.choose(), KeyC: () => page.copyLast(),
        KeyR: () => page.again(), KeyB: () => page.sidebar.toggle(),
    };
    const plain = {'/': () => page.composer.focus(), '?': openShortcuts};
    addEventListener('keydown', (event) => {
        if (event.isComposing || event.keyCode === 229 || document.querySelector('dialog[open]')) return;
        if (event.key === 'Escape') {
            escape(page);
            return;
        }
        if (event.ctrlKey || event.metaKey) return;
        const action = event.altKey ? withAlt[event.code] : typing(event.target) ? null : plain[event.key];
        if (!action) return;
        event.preventDefault();
        action();
    });
    startDrop(page);
}

/** One thing at a time: the drawer, then the answer, then the frame. */
function escape(page) {
    if (page.sidebar.closeDrawer()) return;
    if (page.running) page.stop();
    else leaveEmbedded();
}

function startDrop(page) {
    const shade = document.querySelector('#drop');
    document.querySelector('#drop-icon').append(icon('drop'));
    const files = (event) => [...event.dataTransfer.types].includes('Files');
    let inside = 0;
    const show = (change) => {
        inside = Math.max(0, inside + change);
        shade.hidden = inside === 0;
    };
    addEventListener('dragenter', (event) => files(event) && show(1));
    addEventListener('dragleave', (event) => files(event) && show(-1));
    addEventListener('dragover', (event) => files(event) && event.preventDefault());
    addEventListener('drop', (event) => {
        const text = typing(event.target) && !files(event);
        inside = 0;
        show(0);
        if (text) return;
        // Without this the browser would leave the page and open the file.
        event.preventDefault();
        page.composer.attach([...event.dataTransfer.files]);
        page.composer.focus();
    });
}
