// Runs before the first paint, so that a dark page never flashes white. A blocked storage is no reason to fail.
(() => {
    const saved = (name) => {
        try {
            return localStorage.getItem(name);
        } catch {
            return null;
        }
    };
    const page = document.documentElement;
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const theme = saved('glancedesk.theme');
    page.dataset.theme = theme === 'light' || theme === 'dark' ? theme : dark ? 'dark' : 'light';
    // Until main.js has built the parts, and only where scripts run at all.
    page.dataset.starting = 'true';
    const asked = new URLSearchParams(location.search).get('lang');
    const language = saved('glancedesk.language') || asked || navigator.language || 'en';
    page.lang = language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
    if (new URLSearchParams(location.search).has('embed')) page.dataset.embed = 'true';
})();
