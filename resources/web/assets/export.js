// A conversation as one Markdown file, its pictures inside.
import {saveFile} from './dom.js';
import {dataUrl} from './pictures.js';
import {t} from './words.js';

export async function exportMarkdown(conversation, store) {
    const title = conversation.record.title || t('untitled');
    const parts = [`# ${title}`];
    const pictures = [];
    for (const message of conversation.path()) {
        if (message.role === 'assistant') {
            parts.push(`## ${t('assistant')}${message.model ? ` (${message.model})` : ''}`, message.text || t('noAnswer'));
            continue;
        }
        parts.push(`## ${t('you')}`);
        for (const id of message.pictures) {
            const row = await store.picture(id);
            if (!row) continue;
            pictures.push(`[picture-${pictures.length + 1}]: ${await dataUrl(row.blob)}`);
            parts.push(`![${row.name.replace(/[[\]\\]/g, ' ')}][picture-${pictures.length}]`);
        }
        parts.push(message.text);
    }
    const name = title.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim().slice(0, 60) || 'glancedesk';
    saveFile(`${name}.md`, 'text/markdown', `${[...parts, pictures.join('\n')].join('\n\n').trim()}\n`);
}
