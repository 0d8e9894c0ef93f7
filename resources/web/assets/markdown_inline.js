// The inside of a paragraph: text to a list of {type, ...} pieces. Linear, however crooked the text is.

const PUNCTUATION = /[!-/:-@[-`{-~]/;
const ADDRESS = /^(?:https?:\/\/)[^\s<>"'`，。；：！？、（）《》「」【】]+/;
const WORD = /[\p{L}\p{N}_]/u;
const LONGEST = 20000;

/** Only what can do no harm when clicked; null for everything else. */
export function safeAddress(text) {
    if (!/^(https?:\/\/|mailto:)/i.test(text)) return null;
    try {
        const address = new URL(text);
        return ['http:', 'https:', 'mailto:'].includes(address.protocol) ? address.href : null;
    } catch {
        return null;
    }
}

/** Types: text {text}, code {text}, break, strong, emphasis and strike {pieces}, link {address, pieces}. */
export function readInline(text) {
    if (text.length > LONGEST) return [{type: 'text', text}];
    return new Reader(text).read();
}

class Reader {
    #pieces = [];
    #at = 0;
    #closers = new Map();

    constructor(text) {
        this.text = text;
    }

    read() {
        while (this.#at < this.text.length) this.#step();
        return paired(this.#pieces);
    }

    #step() {
        const sign = this.text[this.#at];
        const taken = this.#escape(sign) || this.#code(sign) || this.#marks(sign) || this.#link(sign) || this.#bare(sign);
        if (taken) return;
        if (sign === '\n') {
            this.#pieces.push({type: 'break'});
            ++this.#at;
            while (this.text[this.#at] === ' ') ++this.#at;
            return;
        }
        this.#write(sign);
        ++this.#at;
    }

    #write(text) {
        const last = this.#pieces.at(-1);
        if (last?.type === 'text') last.text += text;
        else this.#pieces.push({type: 'text', text});
    }

    #escape(sign) {
        const next = this.text[this.#at + 1];
        if (sign !== '\\' || next === undefined) return false;
        if (next === '\n') {
            this.#pieces.push({type: 'break'});
            this.#at += 2;
            return true;
        }
        if (!PUNCTUATION.test(next)) return false;
        this.#write(next);
        this.#at += 2;
        return true;
    }

    #code(sign) {
        if (sign !== '`') return false;
        const [marks] = this.text.slice(this.#at).match(/^`+/);
        const start = this.#at + marks.length;
        // The end of a run of this length, looked for once: without it every further one is plain as well.
        if (this.#closers.get(marks.length) === -1) return this.#plain(marks);
        let end = start;
        for (;;) {
            end = this.text.indexOf(marks, end);
            if (end === -1) break;
            const run = this.text.slice(end).match(/^`+/)[0].length;
            if (run === marks.length) break;
            end += run;
        }
        if (end === -1) {
            this.#closers.set(marks.length, -1);
            return this.#plain(marks);
        }
        const inner = this.text.slice(start, end).replace(/\n/g, ' ');
        this.#pieces.push({type: 'code', text: /^ .*[^ ].* $/.test(inner) ? inner.slice(1, -1) : inner});
        this.#at = end + marks.length;
        return true;
    }

    #plain(text) {
        this.#write(text);
        this.#at += text.length;
        return true;
    }

    /** Chinese has no spaces, so unlike CommonMark punctuation beside a mark doesn't keep it from opening or closing. */
    #marks(sign) {
        if (!'*_~'.includes(sign)) return false;
        let end = this.#at;
        while (this.text[end] === sign) ++end;
        const count = end - this.#at;
        const before = this.text[this.#at - 1] ?? ' ';
        const after = this.text[end] ?? ' ';
        let opens = !/\s/.test(after);
        let closes = !/\s/.test(before);
        if (sign === '_') {
            opens &&= !WORD.test(before);
            closes &&= !WORD.test(after);
        }
        if (sign === '~' && count !== 2) opens = closes = false;
        if (count > 3 || (!opens && !closes)) return this.#plain(sign.repeat(count));
        this.#pieces.push({type: 'marks', sign, count, opens, closes});
        this.#at = end;
        return true;
    }

    /** [words](address), ![words](address) and <address>; a picture becomes a link, since showing it would fetch it. */
    #link(sign) {
        const rest = this.text.slice(this.#at, this.#at + 3000);
        if (sign === '<') {
            const found = rest.match(/^<((?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/i);
            return found ? this.#linked(found[1], [{type: 'text', text: found[1]}], found[0].length) : false;
        }
        if (sign !== '[' && !(sign === '!' && rest[1] === '[')) return false;
        const found = rest.match(/^!?\[((?:[^[\]\\]|\\.|\[[^[\]]*\]){0,1000})\]\(\s*<?((?:[^\s<>()]|\([^\s<>()]*\)){0,2000})>?(?:\s+["'(][^\n]{0,300}?["')])?\s*\)/);
        if (!found) return false;
        const words = found[1] || found[2];
        if (safeAddress(found[2])) return this.#linked(found[2], readInline(words).filter(({type}) => type !== 'link'), found[0].length);
        for (const piece of readInline(words)) this.#pieces.push(piece);
        this.#at += found[0].length;
        return true;
    }

    #bare(sign) {
        if ((sign !== 'h' && sign !== 'H') || WORD.test(this.text[this.#at - 1] ?? ' ')) return false;
        let address = this.text.slice(this.#at, this.#at + 2000).match(ADDRESS)?.[0];
        if (!address) return false;
        address = address.replace(/[.,;:!?*_~]+$/, '');
        while (/[)\]]$/.test(address) && !/[(\[]/.test(address)) address = address.slice(0, -1);
        return this.#linked(address, [{type: 'text', text: address}], address.length);
    }

    #linked(text, pieces, length) {
        const address = safeAddress(text);
        if (!address) return false;
        this.#pieces.push({type: 'link', address, pieces});
        this.#at += length;
        return true;
    }
}

/** Joins opening and closing marks to nested pieces; what finds no partner is text again. */
function paired(pieces) {
    const out = [];
    const open = [];
    for (const piece of pieces) {
        if (piece.type !== 'marks') {
            out.push(piece);
            continue;
        }
        let left = piece.count;
        while (left && piece.closes) {
            const from = open.findLastIndex(({marks}) => marks.sign === piece.sign && (marks.sign !== '~' || left === 2));
            if (from === -1) break;
            const {marks, at} = open[from];
            const used = Math.min(left, marks.count, 2);
            const inside = out.splice(at + 1).map(asText);
            open.length = from + 1;
            marks.count -= used;
            left -= used;
            const type = piece.sign === '~' ? 'strike' : used === 2 ? 'strong' : 'emphasis';
            if (marks.count === 0) {
                out.pop();
                open.pop();
            }
            out.push({type, pieces: inside});
        }
        if (!left) continue;
        out.push({...piece, count: left});
        if (piece.opens && open.length < 50) open.push({marks: out.at(-1), at: out.length - 1});
    }
    return out.map(asText);
}

function asText(piece) {
    return piece.type === 'marks' ? {type: 'text', text: piece.sign.repeat(piece.count)} : piece;
}
