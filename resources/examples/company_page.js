const asked = new URLSearchParams(location.search);
const tag = document.createElement('script');
tag.src = new URL('/embed.js', asked.get('port') ?? 'http://127.0.0.1:8080').href;
for (const name of ['lang', 'key', 'theme', 'side']) if (asked.has(name)) tag.dataset[name] = asked.get(name);
document.body.append(tag);
