// What went wrong, as a sentence that says what to do.
import {t} from './words.js';

const SENTENCES = {
    key: 'errorKey', forbidden: 'errorForbidden', large: 'errorLarge', long: 'errorLong', rate: 'errorRate',
    busy: 'errorBusy', loading: 'errorLoading', offline: 'errorOffline', refused: 'errorRefused', server: 'errorServer', cut: 'errorCut',
};

export function errorText({kind}, secondsLeft = 0) {
    const name = SENTENCES[kind] ?? SENTENCES.server;
    return ['rate', 'busy'].includes(kind) ? t(name, secondsLeft) : t(name);
}
