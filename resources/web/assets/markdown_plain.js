// Markdown to text for chat windows and ticket boxes: no marks, lists and tables still readable.
import {readBlocks} from './markdown_blocks.js';
import {readInline} from './markdown_inline.js';

export function plainText(markdown) {
    return join(readBlocks(markdown));
}

const join = (blocks, gap = '\n\n') => blocks.map(blockText).join(gap);

function blockText(block) {
    switch (block.type) {
        case 'rule': return '———';
        case 'code': return block.text;
        case 'quote': return join(block.blocks);
        case 'list': return block.items.map((blocks, index) => item(block, blocks, index)).join('\n');
        case 'table': return [block.head, ...block.rows].map((row) => row.map(inlineText).join('\t')).join('\n');
        default: return inlineText(block.text);
    }
}

function item(list, blocks, index) {
    const mark = list.ordered ? `${list.start + index}. ` : '• ';
    const indent = ' '.repeat(mark.length);
    return mark + join(blocks, '\n').split('\n').map((line, at) => (at && line ? indent + line : line)).join('\n');
}

const inlineText = (text) => readInline(text).map(pieceText).join('');

function pieceText(piece) {
    if (piece.type === 'break') return '\n';
    if (piece.type === 'text' || piece.type === 'code') return piece.text;
    const words = piece.pieces.map(pieceText).join('');
    if (piece.type !== 'link' || words === piece.address || `${words}/` === piece.address) return words;
    return `${words} (${piece.address.replace(/^mailto:/, '')})`;
}
