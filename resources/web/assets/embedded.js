// The page inside a frame that embed.js made on a company's page. The two talk by four small messages.
import {icon} from './dom.js';

const framed = () => document.documentElement.dataset.embed === 'true' && parent !== self;

/** Nothing secret goes out; what comes in is taken from the page around only, which frame-ancestors has let in. */
function tell(message) {
    parent.postMessage({glancedesk: message}, '*');
}

export function leaveEmbedded() {
    if (framed()) tell('close');
}

export function startEmbedded(page) {
    if (!framed()) return;
    const button = document.querySelector('#close-embed');
    button.append(icon('close'));
    button.hidden = false;
    button.addEventListener('click', leaveEmbedded);
    addEventListener('message', ({source, data}) => {
        if (source !== parent || typeof data?.glancedesk !== 'string') return;
        if (data.glancedesk === 'opened') page.composer.focus();
        if (data.glancedesk !== 'settings') return;
        if (typeof data.key === 'string' && /^[\x21-\x7e]{1,4096}$/.test(data.key) && !page.key.remembered) {
            page.key.set(data.key);
            page.health.askAgain();
        }
        if (data.theme === 'light' || data.theme === 'dark') document.documentElement.dataset.theme = data.theme;
    });
    tell('ready');
}
