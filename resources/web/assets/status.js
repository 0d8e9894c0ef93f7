// The line below the composer: whether the server is there, and which model answers.
import {t} from './words.js';

const $ = (selector) => document.querySelector(selector);

export function showStatus(health) {
    const {state, progress, model} = health;
    const percent = progress === null ? null : Math.round(progress * 100);
    $('#dot').dataset.state = state;
    $('#model').textContent = {
        connecting: () => t('connecting'), offline: () => t('offline'), loading: () => t('loading', percent),
        ready: () => model ?? t('ready'),
    }[state]();
    $('#model').title = state === 'ready' && model ? t('modelIs', model) : '';
    $('#progress').hidden = state !== 'loading' || percent === null;
    if (percent !== null) $('#progress').value = percent;
    $('#demo').hidden = state !== 'ready' || !/\bdemo\b/i.test(model ?? '');
}
