// What may be attached: told by its bytes, not by its name, and measured by its header, before anything decodes it.

export const MOST_PICTURES = 10;
const MOST_PIXELS = 40e6;
const MOST_SIDES = 200;
/** The server takes 32 MiB of JSON, in which a picture is a third longer than its file. */
export const MOST_BODY = 32 * 1024 * 1024 - 64 * 1024;
const MOST_BYTES = Math.floor(MOST_BODY * 3 / 4);

const TYPES = {png: 'image/png', jpeg: 'image/jpeg', webp: 'image/webp'};

/** reason: notPicture, empty, damaged, unreadable, bytes, pixels or sides; then {name, ...} to say it with. */
export class PictureRefused extends Error {
    constructor(reason, told) {
        super(reason);
        this.reason = reason;
        this.told = told;
    }
}

/** A file to {blob, name, width, height}; the blob has the bytes that came. Throws PictureRefused. */
export async function readPicture(file, name) {
    let bytes;
    try {
        bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
        throw new PictureRefused('unreadable', {name});
    }
    if (bytes.length === 0) throw new PictureRefused('empty', {name});
    const kind = kindOf(bytes);
    if (!kind) throw new PictureRefused('notPicture', {name});
    const size = {png: pngSize, jpeg: jpegSize, webp: webpSize}[kind](new DataView(bytes.buffer), bytes);
    if (!size || !size.width || !size.height) throw new PictureRefused('damaged', {name});
    const {width, height} = size;
    const blob = new Blob([bytes], {type: TYPES[kind]});
    const told = {name, width, height, bytes: bytes.length, blob};
    if (Math.max(width, height) > MOST_SIDES * Math.min(width, height)) throw new PictureRefused('sides', told);
    if (width * height > MOST_PIXELS) throw new PictureRefused('pixels', told);
    if (bytes.length > MOST_BYTES) throw new PictureRefused('bytes', told);
    if (!await decodes(blob)) throw new PictureRefused('damaged', {name});
    return {blob, name, width, height};
}

/** A smaller copy of one that was refused for its size; only when the user asked for it. */
export async function smallerCopy({blob, name, width, height}) {
    const scale = Math.min(1, Math.sqrt(12e6 / (width * height)));
    const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
    const bitmap = await createImageBitmap(blob, {resizeWidth: w, resizeHeight: h, resizeQuality: 'high'});
    const canvas = document.createElement('canvas');
    canvas.width = w;
    canvas.height = h;
    canvas.getContext('2d').drawImage(bitmap, 0, 0);
    bitmap.close();
    const copy = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.92));
    return readPicture(copy, `${name.replace(/\.\w+$/, '')}.jpg`);
}

export function dataUrl(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result);
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
    });
}

async function decodes(blob) {
    const image = new Image();
    const address = URL.createObjectURL(blob);
    image.src = address;
    try {
        await image.decode();
        return true;
    } catch {
        return false;
    } finally {
        URL.revokeObjectURL(address);
    }
}

const starts = (bytes, at, text) => [...text].every((sign, index) => bytes[at + index] === sign.charCodeAt(0));

function kindOf(bytes) {
    if (starts(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
    if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
    if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return 'webp';
    return null;
}

function pngSize(view) {
    return view.byteLength < 24 ? null : {width: view.getUint32(16), height: view.getUint32(20)};
}

/** The first frame header among the segments. */
function jpegSize(view, bytes) {
    for (let at = 2; at + 9 < bytes.length;) {
        if (bytes[at] !== 0xff) return null;
        const marker = bytes[at + 1];
        if (marker === 0xff) {
            ++at;
        } else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
            return {width: view.getUint16(at + 7), height: view.getUint16(at + 5)};
        } else {
            at += 2 + view.getUint16(at + 2);
        }
    }
    return null;
}

function webpSize(view, bytes) {
    if (bytes.length < 30) return null;
    if (starts(bytes, 12, 'VP8X')) {
        const three = (at) => bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16;
        return {width: 1 + three(24), height: 1 + three(27)};
    }
    if (starts(bytes, 12, 'VP8L')) {
        const bits = view.getUint32(21, true);
        return {width: 1 + (bits & 0x3fff), height: 1 + (bits >>> 14 & 0x3fff)};
    }
    if (!starts(bytes, 12, 'VP8 ')) return null;
    return {width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff};
}
