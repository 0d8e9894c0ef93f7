"""Message boxes of apps: an icon, a title, small print and buttons."""
import random

from world.facts import DIALOGS

from . import backdrops, fonts, icons
from .canvas import mix, rgb


def draw(canvas, kind, language, dark=None):
    dark = random.random() < 0.35 if dark is None else dark
    backdrops.desktop(canvas, dark if random.random() < 0.7 else not dark)
    w, h = canvas.width, canvas.height
    cw = min(w * 0.94, h * random.uniform(0.8, 1.25))
    ch = h * random.uniform(0.62, 0.84)
    cx = w / 2 + random.uniform(-1, 1) * (w - cw) * 0.35
    cy = h / 2 + random.uniform(-1, 1) * (h - ch) * 0.3
    box = (cx - cw / 2, cy - ch / 2, cx + cw / 2, cy + ch / 2)
    card = rgb(random.uniform(0, 360), random.uniform(0, 0.2), random.uniform(0.1, 0.25)) if dark else rgb(random.uniform(0, 360), random.uniform(0, 0.05), random.uniform(0.95, 1))
    ink = (random.randint(225, 255),) * 3 if dark else (random.randint(10, 50),) * 3
    hue = random.uniform(0, 360)
    accent = rgb(hue, random.uniform(0.6, 0.95), random.uniform(0.55, 0.9))
    canvas.body(box, ch * random.uniform(0.01, 0.08), card)
    zh, en = DIALOGS[kind][:2]
    title = random.choice(zh if language == "zh" else en)
    size = ch * random.uniform(0.1, 0.135)
    pick = fonts.han if language == "zh" else fonts.latin
    font = pick(size, canvas.heldout)
    while font.getlength(title) > cw * 0.86:
        size *= 0.93
        font = pick(size, canvas.heldout)
    side = ch * random.uniform(0.24, 0.34)
    beside = random.random() < 0.2 and font.getlength(title) < cw * 0.6
    if beside:
        ix, iy = box[0] + side * 0.85, box[1] + side * 0.85
        tx, ty = (ix + side * 0.6 + box[2]) / 2, iy
        below = iy + side * 0.8
    else:
        ix, iy = cx, box[1] + side * 0.75
        tx, ty = cx, iy + side * 0.62 + size * 0.8
        below = ty + size * 1.1
    if random.random() < 0.55:
        icons.badge(canvas, ix, iy, side * 1.1, accent, random.choice(["disc", "tile", "hexagon"]))
        icons.draw(canvas, kind, ix, iy, side * 0.68, (255, 255, 255), accent)
    else:
        icons.draw(canvas, kind, ix, iy, side, accent if random.random() < 0.6 else ink, card)
    canvas.text((tx, ty), title, font, ink, "mm")
    half = font.getlength(title) / 2
    canvas.marks.dialogs.append((kind, (ix - side * 0.55, iy - side * 0.55, ix + side * 0.55, iy + side * 0.55)))
    canvas.marks.dialogs.append((kind, (tx - half, ty - size * 0.6, tx + half, ty + size * 0.6)))
    buttons = box[3] - ch * random.uniform(0.17, 0.2)
    lines = max(0, min(3, int((buttons - below) / (h * 0.06))))
    if lines:
        backdrops.small_print(canvas, cx, below, cw * 0.85, mix(ink, card, 0.35), random.randint(0, lines))
    labels = [("确定", "取消", "重试", "设置"), ("OK", "Cancel", "Retry", "Settings")][language == "en"]
    count = random.randint(1, 2)
    for i in range(count):
        bw = cw * (0.84 / count)
        bx = box[0] + cw * 0.06 + i * (cw * 0.88 / count)
        main = i == count - 1
        shade = accent if main else mix(card, ink, 0.12)
        canvas.body((bx, buttons, bx + bw, buttons + ch * 0.12), ch * random.choice([0.01, 0.03, 0.06]), shade, shadow=False)
        canvas.text((bx + bw / 2, buttons + ch * 0.06), random.choice(labels), pick(ch * 0.06, canvas.heldout), (255, 255, 255) if main else ink, "mm")
    canvas.area("dialog", box)


def code_page(canvas, code, language):
    """An app page or box that shows an error code in big letters."""
    dark = random.random() < 0.4
    backdrops.desktop(canvas, dark)
    w, h = canvas.width, canvas.height
    back = rgb(random.uniform(0, 360), random.uniform(0, 0.25), random.uniform(0.06, 0.25)) if dark else rgb(random.uniform(0, 360), random.uniform(0, 0.07), random.uniform(0.94, 1))
    if random.random() < 0.12:
        back, dark = rgb(random.uniform(190, 250), 0.8, 0.6), True  # a blue screen
    ink = (random.randint(225, 255),) * 3 if dark else (random.randint(5, 60),) * 3
    accent = mix(rgb(random.choice([0, 5, 25, 210, 280]), 0.85, 0.85), (255, 255, 255), 0.35 if dark else 0)
    cw, ch = w * random.uniform(0.62, 0.96), h * random.uniform(0.5, 0.9)
    cx, cy = w / 2 + random.uniform(-1, 1) * (w - cw) * 0.4, h / 2 + random.uniform(-1, 1) * (h - ch) * 0.4
    box = (cx - cw / 2, cy - ch / 2, cx + cw / 2, cy + ch / 2)
    canvas.body(box, ch * random.uniform(0, 0.08), back)
    y = box[1] + ch * random.uniform(0.1, 0.2)
    if random.random() < 0.85:
        word = random.choice(["错误代码", "出错了", "发生错误", "系统错误"] if language == "zh" else ["Error code", "Error", "Something went wrong", "Fault"])
        pick = fonts.han if language == "zh" else fonts.latin
        canvas.text((cx, y), word, pick(h * random.uniform(0.05, 0.08), canvas.heldout), ink, "mm")
    size = min(cw * 0.9 / (0.7 * len(code)), h * random.uniform(0.085, 0.24))
    size = max(size, w * 0.062)
    y = box[1] + ch * random.uniform(0.38, 0.55)
    canvas.code((cx + random.uniform(-0.1, 0.1) * (cw - 0.62 * size * len(code)), y), code, fonts.latin(size, canvas.heldout), accent if random.random() < 0.5 else ink, random.choice([0, 0, 0.05, 0.15]))
    backdrops.small_print(canvas, cx, y + size * 0.75, cw * 0.85, mix(ink, back, 0.35), random.randint(0, 3))
    if random.random() < 0.5:
        canvas.body((cx - cw * 0.16, box[3] - ch * 0.16, cx + cw * 0.16, box[3] - ch * 0.05), ch * 0.03, accent, shadow=False)
    canvas.area("screen", box)
