// Blocks to DOM nodes, and an answer that grows: only its last block is drawn again.
import {h, icon, copyText} from './dom.js';
import {readBlocks} from './markdown_blocks.js';
import {readInline} from './markdown_inline.js';
import {t} from './words.js';

const INLINE = {strong: 'strong', emphasis: 'em', strike: 's'};

function inlineNodes(text) {
    return readInline(text).map(pieceNode);
}

function pieceNode(piece) {
    switch (piece.type) {
        case 'text': return document.createTextNode(piece.text);
        case 'break': return h('br');
        case 'code': return h('code', {}, piece.text);
        case 'link': return h('a', {
            href: piece.address, target: '_blank', rel: 'noopener noreferrer', title: piece.address,
        }, ...piece.pieces.map(pieceNode));
        default: return h(INLINE[piece.type], {}, ...piece.pieces.map(pieceNode));
    }
}

function blockNode(block) {
    switch (block.type) {
        // The page has its own h1 and h2; an answer's headings stand below them.
        case 'heading': return h(`h${Math.min(block.level + 2, 6)}`, {'class': `level-${block.level}`}, ...inlineNodes(block.text));
        case 'rule': return h('hr');
        case 'quote': return h('blockquote', {}, ...block.blocks.map(blockNode));
        case 'code': return codeNode(block);
        case 'list': return listNode(block);
        case 'table': return tableNode(block);
        default: return h('p', {}, ...inlineNodes(block.text));
    }
}

function listNode(list) {
    const items = list.items.map((blocks) => h('li', {}, ...blocks.flatMap((block) => (
        list.tight && block.type === 'paragraph' ? inlineNodes(block.text) : [blockNode(block)]))));
    if (!list.ordered) return h('ul', {}, ...items);
    return h('ol', list.start === 1 ? {} : {start: list.start}, ...items);
}

function tableNode({align, head, rows}) {
    const cell = (tag, text, column) => {
        const made = h(tag, tag === 'th' ? {scope: 'col'} : {}, ...inlineNodes(text));
        if (align[column]) made.classList.add(`align-${align[column]}`);
        return made;
    };
    // Wide tables scroll in their own box, which the keyboard has to reach.
    return h('div', {'class': 'table-box', tabindex: '0', role: 'region', 'aria-label': t('table')}, h('table', {},
        h('thead', {}, h('tr', {}, ...head.map((text, column) => cell('th', text, column)))),
        h('tbody', {}, ...rows.map((row) => h('tr', {}, ...row.map((text, column) => cell('td', text, column)))))));
}

function codeNode(block) {
    const label = h('span', {}, t('copy'));
    const button = h('button', {type: 'button', 'class': 'copy-code', 'aria-label': t('copyCode')}, icon('copy'), label);
    const code = h('code', {}, block.text);
    button.addEventListener('click', async () => {
        label.textContent = await copyText(code.textContent) ? t('copied') : t('copyFailed');
        setTimeout(() => { label.textContent = t('copy'); }, 2000);
    });
    return h('div', {'class': 'code-box'},
        h('div', {'class': 'code-head'}, h('span', {}, block.language), button),
        h('pre', {tabindex: '0', role: 'region', 'aria-label': t('code')}, code));
}

/** Shows a text that is set again and again, each time longer. */
export class MarkdownView {
    #text = '';
    #settled = 0;
    #tail = [];
    /** Blocks drawn so far; a test holds it against the number that is needed. */
    drawn = 0;

    constructor() {
        this.node = h('div', {'class': 'markdown'});
    }

    set(text) {
        if (!text.startsWith(this.#text.slice(0, this.#settled))) this.#restart();
        this.#text = text;
        const rest = text.slice(this.#settled);
        const blocks = readBlocks(rest);
        while (this.#tail.length > blocks.length) this.#tail.pop().node.remove();
        blocks.forEach((block, index) => this.#show(block, index));
        const open = lastIsOneLine(rest, blocks) ? 2 : 1;
        if (blocks.length <= open) return;
        this.#settled += blocks.at(-open - 1).end;
        this.#tail = this.#tail.slice(-open);
    }

    #restart() {
        this.node.replaceChildren();
        this.#settled = 0;
        this.#tail = [];
    }

    #show({end, ...block}, index) {
        const before = this.#tail[index];
        if (before && lengthened(before, block)) {
            before.block = block;
            return;
        }
        if (before && JSON.stringify(before.block) === JSON.stringify(block)) return;
        ++this.drawn;
        const node = blockNode(block);
        if (before) before.node.replaceWith(node);
        else this.node.append(node);
        this.#tail[index] = {block, node};
    }
}

/** Code that only got longer keeps its node, and with it what the reader has selected. */
function lengthened({block: before, node}, block) {
    if (block.type !== 'code' || before.type !== 'code' || block.language !== before.language) return false;
    if (!block.text.startsWith(before.text)) return false;
    node.querySelector('code').append(block.text.slice(before.text.length));
    return true;
}

function lastIsOneLine(text, blocks) {
    if (blocks.length < 2) return false;
    return !text.slice(blocks.at(-2).end).replace(/^(?:[ \t]*\n)+/, '').includes('\n');
}
