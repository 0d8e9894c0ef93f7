// Markdown text to a tree of blocks.

const FENCE = /^ {0,3}(`{3,}|~{3,})\s*([^`]*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/;
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])([ \t]+|$)(.*)$/;
const TABLE_RULE = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/;
const MOST_DEPTH = 12;
const MOST_COLUMNS = 60;
/** A longer line is a paragraph: no honest mark needs it, and the patterns stay quick. */
const LONGEST_MARKED = 4000;

const blank = (line) => /^\s*$/.test(line);
const indentOf = (line) => line.length - line.trimStart().length;

/**
 * The blocks of a text, each with {type, end}: where it ends, in characters. What is added to the text changes the last one
 * only, or the last two while the last is a single unfinished line ("2" may become the item "2. …" of the list before).
 */
export function readBlocks(text) {
    const lines = text.split('\n');
    const ends = [];
    let at = 0;
    for (const line of lines) ends.push(at += line.length + 1);
    return blocksOf(lines, 0).map(({next, ...block}) => ({...block, end: Math.min(ends[next - 1] ?? 0, text.length)}));
}

/** The inner blocks of an item or a quotation. */
const inner = (lines, depth) => blocksOf(lines, depth).map(({next, ...block}) => block);

function blocksOf(lines, depth) {
    const blocks = [];
    for (let at = 0; at < lines.length;) {
        if (blank(lines[at])) {
            ++at;
            continue;
        }
        const block = blockAt(lines, at, depth);
        blocks.push(block);
        at = block.next;
    }
    return blocks;
}

function blockAt(lines, at, depth) {
    const line = lines[at];
    if (line.length > LONGEST_MARKED) return paragraphAt(lines, at, depth);
    const fence = line.match(FENCE);
    if (fence) return codeAt(lines, at, fence);
    const heading = line.match(HEADING);
    if (heading) return {type: 'heading', level: heading[1].length, text: headingText(heading[2] ?? ''), next: at + 1};
    if (RULE.test(line)) return {type: 'rule', next: at + 1};
    if (depth < MOST_DEPTH) {
        if (QUOTE.test(line)) return quoteAt(lines, at, depth);
        if (ITEM.test(line)) return listAt(lines, at, depth);
    }
    if (isTable(lines, at)) return tableAt(lines, at);
    return paragraphAt(lines, at, depth);
}

/** Without the # that may close it. */
function headingText(text) {
    const words = text.trim();
    let end = words.length;
    while (end && words[end - 1] === '#') --end;
    return end === 0 || words[end - 1] === ' ' ? words.slice(0, end).trim() : words;
}

function codeAt(lines, at, [opening, marks, info]) {
    const indent = indentOf(opening);
    const closing = new RegExp(`^ {0,3}${marks[0]}{${marks.length},}[ \\t]*$`);
    const body = [];
    let next = at + 1;
    let closed = false;
    for (; next < lines.length && !closed; ++next) {
        closed = closing.test(lines[next]);
        if (!closed) body.push(lines[next].slice(Math.min(indent, indentOf(lines[next]))));
    }
    return {type: 'code', language: info.trim().split(/\s/)[0].slice(0, 30), text: body.join('\n'), next};
}

function quoteAt(lines, at, depth) {
    const body = [];
    let next = at;
    for (; next < lines.length && !blank(lines[next]); ++next) {
        if (!QUOTE.test(lines[next]) && startsBlock(lines, next)) break;
        body.push(lines[next].replace(QUOTE, ''));
    }
    return {type: 'quote', blocks: inner(body, depth + 1), next};
}

/** An item takes the lines that are indented as far as its text, and unindented ones that go on with its paragraph. */
function listAt(lines, at, depth) {
    const [, , firstMark] = lines[at].match(ITEM);
    const ordered = /\d/.test(firstMark);
    const list = {type: 'list', ordered, start: ordered ? parseInt(firstMark, 10) : 1, tight: true, items: []};
    let next = at;
    while (next < lines.length) {
        const item = lines[next].match(ITEM);
        if (!item || RULE.test(lines[next]) || /\d/.test(item[2]) !== ordered) break;
        if (!ordered && item[2] !== firstMark) break;
        const markWidth = item[1].length + item[2].length;
        const width = markWidth + (item[4] && item[3].length <= 4 ? item[3].length : 1);
        const body = [item[4]];
        let sawBlank = false;
        for (++next; next < lines.length; ++next) {
            const line = lines[next];
            if (blank(line)) {
                sawBlank = true;
                body.push('');
                continue;
            }
            // Models often indent less than the mark is wide; two columns are meant as "inside" too.
            const indent = indentOf(line);
            if (indent >= width) body.push(line.slice(width));
            else if (indent >= 2 && indent > item[1].length) body.push(line.slice(indent));
            else if (sawBlank || startsBlock(lines, next)) break;
            else body.push(line);
            if (sawBlank) list.tight = false;
            sawBlank = false;
        }
        list.items.push(inner(body, depth + 1));
        if (sawBlank && next < lines.length && ITEM.test(lines[next])) list.tight = false;
    }
    return {...list, next};
}

function startsBlock(lines, at) {
    const line = lines[at];
    if (line.length > LONGEST_MARKED) return false;
    return FENCE.test(line) || HEADING.test(line) || RULE.test(line) || QUOTE.test(line) || ITEM.test(line);
}

function isTable(lines, at) {
    if (!lines[at].includes('|') || at + 1 >= lines.length || lines[at + 1].length > LONGEST_MARKED) return false;
    if (lines[at].length > LONGEST_MARKED || !TABLE_RULE.test(lines[at + 1])) return false;
    return cellsOf(lines[at]).length === cellsOf(lines[at + 1]).length;
}

function tableAt(lines, at) {
    const head = cellsOf(lines[at]);
    const align = cellsOf(lines[at + 1]).map((cell) => (
        /^:.*:$/.test(cell) ? 'center' : cell.endsWith(':') ? 'right' : cell.startsWith(':') ? 'left' : null));
    const rows = [];
    let next = at + 2;
    for (; next < lines.length && !blank(lines[next]) && !startsBlock(lines, next); ++next) {
        const cells = cellsOf(lines[next]);
        rows.push(head.map((_, column) => cells[column] ?? ''));
    }
    return {type: 'table', align, head, rows, next};
}

/** A | inside `code` or after a backslash parts nothing. */
function cellsOf(line) {
    const cells = [''];
    let inCode = false;
    const body = line.trim().replace(/^\|/, '');
    for (let at = 0; at < body.length; ++at) {
        const sign = body[at];
        if (sign === '\\' && body[at + 1] === '|') {
            cells[cells.length - 1] += '|';
            ++at;
        } else if (sign === '|' && !inCode) {
            cells.push('');
        } else {
            if (sign === '`') inCode = !inCode;
            cells[cells.length - 1] += sign;
        }
    }
    if (cells.length > 1 && blank(cells.at(-1))) cells.pop();
    return cells.slice(0, MOST_COLUMNS).map((cell) => cell.trim());
}

function paragraphAt(lines, at, depth) {
    const body = [lines[at].trim()];
    let next = at + 1;
    for (; next < lines.length && !blank(lines[next]); ++next) {
        if (depth < MOST_DEPTH && startsBlock(lines, next) && interrupts(lines[next])) break;
        if (isTable(lines, next)) break;
        body.push(lines[next].trimStart());
    }
    return {type: 'paragraph', text: body.join('\n').trimEnd(), next};
}

/** A number inside a paragraph is a list only when it starts one: "…since\n1998. was" is not. */
function interrupts(line) {
    const item = line.match(ITEM);
    return !item || (item[4] !== '' && (!/\d/.test(item[2]) || parseInt(item[2], 10) === 1));
}
