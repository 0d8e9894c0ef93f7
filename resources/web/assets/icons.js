// The window's drawings (resources/icons) and a few more, as [tag, attributes]; the colour is the text's own.
const lines = (width) => ({
    fill: 'none', stroke: 'currentColor', 'stroke-width': width, 'stroke-linecap': 'round', 'stroke-linejoin': 'round',
});
const path = (d, width = 1.8) => ['path', {...lines(width), d}];
const circle = (cx, cy, r, width = 1.8) => ['circle', {...lines(width), cx, cy, r}];
const dot = (cx, cy, r) => ['circle', {fill: 'currentColor', cx, cy, r}];
const box = (x, y, width, height, rx) => ['rect', {...lines(1.8), x, y, width, height, rx}];
const block = (x, y, width, height, rx) => ['rect', {fill: 'currentColor', x, y, width, height, rx}];

export const icons = {
    attach: [
        path('M20 11.2 12 19.1a5 5 0 0 1-7.1-7.1l8.3-8.2a3.3 3.3 0 0 1 4.7 4.7l-8.2 8.1a1.6 1.6 0 0 1-2.3-2.3l7.5-7.4'),
    ],
    check: [path('m5 12.5 4.5 4.5L19 7.5', 2.2)],
    'chevron-down': [path('m6.5 9.5 5.5 5.5 5.5-5.5', 2.2)],
    'chevron-left': [path('M14.5 6.5 9 12l5.5 5.5', 2.2)],
    'chevron-right': [path('m9.5 6.5 5.5 5.5-5.5 5.5', 2.2)],
    close: [path('m6.5 6.5 11 11M17.5 6.5l-11 11', 2)],
    copy: [box(8.5, 8.5, 11.5, 11.5, 2.3), path('M15.5 5.4A2 2 0 0 0 13.7 4H6.3A2.3 2.3 0 0 0 4 6.3v7.4a2 2 0 0 0 1.4 1.8')],
    down: [path('M12 5v13.5M6 12.7l6 6 6-6', 2)],
    drop: [
        path('M12 4v10M7.8 10l4.2 4.2L16.2 10'),
        path('M4 15.5v2.2A2.3 2.3 0 0 0 6.3 20h11.4a2.3 2.3 0 0 0 2.3-2.3v-2.2'),
    ],
    edit: [path('m5 19 .8-3.9L16.2 4.7a1.8 1.8 0 0 1 2.6 2.6L8.4 17.7zM14 7l2.8 2.8')],
    export: [path('M12 14.5V4.5M8 8l4-4 4 4M4.5 14.5v3A2.5 2.5 0 0 0 7 20h10a2.5 2.5 0 0 0 2.5-2.5v-3')],
    info: [circle(12, 12, 8.5), path('M12 11v5.3'), dot(12, 7.9, 1.1)],
    key: [circle(8.2, 14.8, 4), path('M11.2 12 19.5 3.7M16 7.2l2.6 2.6M13.6 9.6l1.8 1.8')],
    keyboard: [box(3, 6, 18, 12.5, 2.4), path('M7 10h.01M11 10h.01M15 10h.01M17.5 10h.01M7.5 14.5h9')],
    logo: [path('M3 12s3.3-6.2 9-6.2 9 6.2 9 6.2-3.3 6.2-9 6.2S3 12 3 12z', 2), dot(12, 12, 3)],
    menu: [path('M4.5 7h15M4.5 12h15M4.5 17h15', 2)],
    new: [
        path('M19.5 13v4.7a2.3 2.3 0 0 1-2.3 2.3H6.3A2.3 2.3 0 0 1 4 17.7V6.8a2.3 2.3 0 0 1 2.3-2.3H11'),
        path('m9 15 .6-3.1 8.3-8.3a1.7 1.7 0 0 1 2.5 2.5l-8.3 8.3z'),
    ],
    picture: [box(3.5, 4.5, 17, 15, 2.6), circle(8.8, 9.6, 1.6), path('m4 17 4.8-4.4 3.2 2.8 3.8-4 4.6 4.4')],
    refresh: [path('M19.5 12a7.5 7.5 0 1 1-2.4-5.5'), path('M19.8 3.8v4.4h-4.4')],
    search: [circle(11, 11, 6), path('m15.5 15.5 4.5 4.5')],
    send: [path('M12 19V5.5', 2.2), path('M5.8 11.5 12 5.2l6.2 6.3', 2.2)],
    stop: [block(6.5, 6.5, 11, 11, 2.2)],
    text: [path('M5 5.5h14M12 5.5V19M9.5 19h5M5 5.5v2M19 5.5v2')],
    thinking: [path('M9 17.2h6M9.8 20h4.4M9 17.2c0-2.3-3-3.6-3-7.2a6 6 0 0 1 12 0c0 3.6-3 4.9-3 7.2')],
    trash: [
        path('M4.5 7h15M9.5 7V5.2a1.2 1.2 0 0 1 1.2-1.2h2.6a1.2 1.2 0 0 1 1.2 1.2V7M6.5 7l.8 11.2a2 2 0 0 0 2 1.8h5.4a2 2 0 0 0 2-1.8L17.5 7M10.3 11v5M13.7 11v5'),
    ],
    warning: [path('M12 4.2 21 19.5H3z'), path('M12 10v4.3'), dot(12, 16.9, 1.1)],
};
