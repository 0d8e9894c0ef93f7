// Builds nodes. Text goes in as text, never as HTML.
import {icons} from './icons.js';

export function h(tag, properties = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
        else if (name === 'class') node.className = value;
        else if (name === 'data') Object.assign(node.dataset, value);
        else node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

const SVG = 'http://www.w3.org/2000/svg';

export function icon(name) {
    const drawing = document.createElementNS(SVG, 'svg');
    drawing.setAttribute('viewBox', '0 0 24 24');
    drawing.setAttribute('class', 'icon');
    drawing.setAttribute('aria-hidden', 'true');
    for (const [tag, attributes] of icons[name]) {
        const part = document.createElementNS(SVG, tag);
        for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, value);
        drawing.append(part);
    }
    return drawing;
}

/** A button that shows an icon; its label is its name, and its tooltip with the shortcut behind it. */
export function iconButton(name, label, onclick, properties = {}) {
    const {shortcut, ...others} = properties;
    const title = shortcut ? `${label} (${shortcut})` : label;
    return h('button', {type: 'button', 'class': 'icon-button', 'aria-label': label, title, onclick, ...others}, icon(name));
}

/** Random, and also there on plain http, where crypto.randomUUID isn't. */
export function newId() {
    return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Works without the clipboard's own API too, which plain http pages of another machine lack. */
export async function copyText(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        const field = h('textarea', {'class': 'off-screen', 'aria-hidden': 'true', tabindex: '-1'});
        field.value = text;
        const before = document.activeElement;
        (document.querySelector('dialog[open]') ?? document.body).append(field);
        field.select();
        const done = document.execCommand('copy');
        field.remove();
        before?.focus();
        return done;
    }
}

export function saveFile(name, type, text) {
    const address = URL.createObjectURL(new Blob([text], {type}));
    const link = h('a', {href: address, download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
}
