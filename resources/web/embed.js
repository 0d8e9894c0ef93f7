// One script tag on a company's page puts a button in its corner that opens the chat in a frame:
//   <script src="http://127.0.0.1:8080/embed.js" data-lang="zh"></script>
// data-key: an API key; data-lang: zh or en; data-theme: light or dark; data-side: left or right; data-label: the button's.
// Why a frame, and which headers it needs: README.md beside this file.
(() => {
    const script = document.currentScript;
    if (!script || window.glancedeskEmbedded) return;
    window.glancedeskEmbedded = true;
    const {key, lang, theme, side, label} = script.dataset;
    const chinese = (lang || document.documentElement.lang || navigator.language || '').toLowerCase().startsWith('zh');
    const words = chinese
        ? {open: '打开图答', close: '关闭图答', name: '图答', gone: '图答没有响应：请确认它正在运行，并已允许此页面的来源。'}
        : {open: 'Ask GlanceDesk', close: 'Close GlanceDesk', name: 'GlanceDesk',
            gone: 'GlanceDesk does not answer: check that it runs and that it allows this page\u2019s origin.'};
    const page = new URL('./', script.src);
    page.searchParams.set('embed', '1');
    page.searchParams.set('lang', chinese ? 'zh' : 'en');

    const make = (tag, attributes, ...children) => {
        const svg = ['svg', 'path', 'circle'].includes(tag);
        const node = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
        node.append(...children);
        return node;
    };

    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        :host { all: initial; position: fixed; z-index: 2147483000; bottom: 20px; ${side === 'left' ? 'left' : 'right'}: 20px; }
        button { all: unset; box-sizing: border-box; display: grid; place-items: center; width: 56px; height: 56px; cursor: pointer;
            border-radius: 18px; background: #2463db; color: #fff; box-shadow: 0 6px 24px rgb(10 30 80 / .28); }
        button:hover { background: #1f5fd6; }
        button:focus-visible { outline: 3px solid #fff; box-shadow: 0 0 0 6px #1f5fd6; }
        svg { width: 30px; height: 30px; }
        .panel { position: fixed; bottom: 88px; ${side === 'left' ? 'left' : 'right'}: 20px; width: 400px; height: 640px;
            max-width: calc(100vw - 40px); max-height: calc(100vh - 108px); overflow: hidden; border-radius: 16px;
            background: #f7f8fa; box-shadow: 0 12px 48px rgb(10 30 80 / .3); }
        .panel[hidden] { display: none; }
        iframe { width: 100%; height: 100%; border: 0; display: block; }
        p { position: absolute; inset: 0; margin: 0; padding: 32px; display: grid; place-items: center; text-align: center;
            font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: #1b1f27;
            background: #f7f8fa; }
        p[hidden] { display: none; }
        @media (max-width: 480px) {
            .panel { inset: 0; width: 100vw; height: 100dvh; max-width: none; max-height: none; border-radius: 0; }
        }`);

    const gone = make('p', {role: 'status', hidden: ''}, words.gone);
    const panel = make('div', {'class': 'panel', hidden: '', role: 'dialog', 'aria-label': words.name}, gone);
    const line = {fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'stroke-linecap': 'round', 'stroke-linejoin': 'round'};
    const button = make('button', {type: 'button', 'aria-label': label || words.open, title: label || words.open, 'aria-expanded': 'false'},
        make('svg', {viewBox: '0 0 24 24', 'aria-hidden': 'true'},
            make('path', {...line, d: 'M3 12s3.3-6.2 9-6.2 9 6.2 9 6.2-3.3 6.2-9 6.2S3 12 3 12z'}),
            make('circle', {cx: 12, cy: 12, r: 3, fill: 'currentColor'})));
    let frame = null;
    let ready = false;

    const tell = (message) => frame.contentWindow.postMessage(message, page.origin);

    const load = () => {
        frame = make('iframe', {
            src: page.href, title: words.name, referrerpolicy: 'no-referrer', allow: 'clipboard-write; local-network-access',
            sandbox: 'allow-scripts allow-same-origin allow-downloads allow-modals allow-popups allow-popups-to-escape-sandbox',
        });
        // A frame that was refused loads too, as an empty page, and never says that it is ready.
        frame.addEventListener('load', () => setTimeout(() => { gone.hidden = ready; }, 4000));
        panel.append(frame);
    };

    const toggle = (open) => {
        panel.hidden = !open;
        button.setAttribute('aria-expanded', String(open));
        button.setAttribute('aria-label', open ? words.close : label || words.open);
        if (open && !frame) load();
        if (open && ready) tell({glancedesk: 'opened'});
        if (!open) button.focus();
    };

    button.addEventListener('click', () => toggle(panel.hidden));
    addEventListener('message', ({source, origin, data}) => {
        if (!frame || source !== frame.contentWindow || origin !== page.origin) return;
        if (data?.glancedesk === 'close') toggle(false);
        if (data?.glancedesk !== 'ready') return;
        ready = true;
        gone.hidden = true;
        // The key goes to the server's own origin, and only there.
        tell({glancedesk: 'settings', key, theme});
        tell({glancedesk: 'opened'});
    });

    const host = make('div', {});
    const root = host.attachShadow({mode: 'closed'});
    root.adoptedStyleSheets = [sheet];
    root.append(panel, button);
    const place = () => document.body.append(host);
    if (document.body) place();
    else addEventListener('DOMContentLoaded', place);
})();
