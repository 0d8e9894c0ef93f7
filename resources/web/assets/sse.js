// Server-sent events out of a byte stream, cut anywhere.

/** Yields the data of each event. Comments (the server's pings) and other fields are passed over. */
export async function* readEvents(stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    let data = [];
    try {
        for (;;) {
            const {value, done} = await reader.read();
            if (done) return;
            rest += value;
            // A lone \r at the end may be half of \r\n: it waits for the next piece.
            const lines = rest.split(/\r\n|\n|\r(?!$)/);
            rest = lines.pop();
            for (const line of lines) {
                if (line === '') {
                    if (data.length) yield data.join('\n');
                    data = [];
                } else if (line.startsWith('data:')) {
                    data.push(line.slice(line[5] === ' ' ? 6 : 5));
                }
            }
        }
    } finally {
        reader.cancel().catch(() => {});
    }
}
