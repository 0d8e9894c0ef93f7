// Sentences above the composer that need to be read: what can't be attached, what isn't kept, what can be undone.
import {h, icon, iconButton} from './dom.js';
import {t} from './words.js';

export class Notices {
    #node = document.querySelector('#notices');

    /** group: a new one takes the place of its group; action: {label, run}; seconds: then it goes by itself. */
    show(text, {group = '', problem = false, action = null, seconds = 0} = {}) {
        this.#removeSame(group, text);
        const close = () => notice.remove();
        const button = action && h('button', {
            type: 'button', 'class': 'plain-button', onclick: () => {
                close();
                action.run();
            },
        }, action.label);
        const notice = h('div', {'class': problem ? 'notice problem' : 'notice', role: problem ? 'alert' : 'status', data: {group}},
            icon(problem ? 'warning' : 'info'), h('p', {}, text), button, iconButton('close', t('dismiss'), close));
        this.#node.append(notice);
        if (seconds) setTimeout(close, seconds * 1000);
        return close;
    }

    clear(group) {
        for (const notice of [...this.#node.children]) if (notice.dataset.group === group) notice.remove();
    }

    /** Several refused pictures each keep their sentence; the same one never stands twice. */
    #removeSame(group, text) {
        const shown = [...this.#node.children].filter((notice) => notice.dataset.group === group);
        for (const notice of shown) {
            if (group !== 'picture' || notice.querySelector('p').textContent === text || shown.length > 3) notice.remove();
        }
    }
}
