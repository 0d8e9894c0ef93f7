"""Pictures the model must admit not to know: landscapes, charts, noise, patterns, documents, faces of things."""
import random

import numpy as np
from PIL import Image

from . import fonts
from .canvas import mix, rgb


def landscape(c):
    w, h = c.width, c.height
    sky = rgb(random.uniform(190, 230) if random.random() < 0.6 else random.uniform(0, 50), random.uniform(0.2, 0.7), random.uniform(0.6, 1))
    c.gradient(sky, mix(sky, (255, 255, 255), 0.5))
    if random.random() < 0.6:
        r = h * random.uniform(0.05, 0.1)
        x, y = random.uniform(0.1, 0.9) * w, random.uniform(0.1, 0.35) * h
        c.draw.ellipse([x - r, y - r, x + r, y + r], fill=random.choice([(255, 240, 190), (255, 210, 120), (250, 250, 250)]))
    for layer in range(random.randint(2, 4)):
        base = h * (0.45 + 0.14 * layer)
        shade = rgb(random.choice([random.uniform(80, 140), random.uniform(180, 240), random.uniform(20, 45)]), random.uniform(0.2, 0.6), random.uniform(0.3, 0.75))
        steps = random.randint(5, 40)
        heights = np.cumsum(np.random.uniform(-1, 1, steps + 1)) * h * 0.05
        c.draw.polygon([(w * i / steps, base + heights[i]) for i in range(steps + 1)] + [(w, h), (0, h)], fill=shade)


def bars(c):
    c.gradient((252, 252, 252), (245, 247, 250))
    n = random.randint(4, 10)
    for i in range(n):
        x = c.width * (0.1 + 0.8 * i / n)
        top = c.height * random.uniform(0.15, 0.8)
        c.draw.rectangle([x, top, x + c.width * 0.55 / n, c.height * 0.88], fill=rgb(random.uniform(0, 360), 0.6, 0.8))
    axes(c)


def curves(c):
    dark = random.random() < 0.4
    c.gradient(*[((20, 24, 34), (30, 34, 44)), ((255, 255, 255), (246, 248, 252))][not dark])
    for _ in range(random.randint(1, 4)):
        ys = c.height * 0.5 + np.cumsum(np.random.uniform(-1, 1, 25)) * c.height * 0.05
        c.draw.line([(c.width * (0.08 + 0.88 * i / 24), float(ys[i])) for i in range(25)], fill=rgb(random.uniform(0, 360), 0.7, 0.85), width=max(2, c.width // 200))
    axes(c)


def axes(c):
    c.draw.line([(c.width * 0.08, c.height * 0.08), (c.width * 0.08, c.height * 0.88), (c.width * 0.96, c.height * 0.88)], fill=(120, 120, 125), width=2)


def pie(c):
    c.gradient((250, 250, 252), (238, 240, 245))
    r, x, y, a = c.height * random.uniform(0.25, 0.4), c.width * random.uniform(0.35, 0.65), c.height * 0.5, 0
    while a < 360:
        b = a + random.uniform(25, 120)
        c.draw.pieslice([x - r, y - r, x + r, y + r], a, min(b, 360), fill=rgb(random.uniform(0, 360), 0.55, 0.85))
        a = b


def noise(c):
    """Cloudy noise at several scales, like an out-of-focus photo."""
    total = np.zeros((c.height, c.width, 3), np.float32)
    for cells in random.sample([2, 4, 8, 16, 32, 64], 3):
        small = np.random.randint(0, 255, (cells, cells * 2, 3), np.uint8)
        total += np.asarray(Image.fromarray(small).resize((c.width, c.height), Image.BICUBIC), np.float32) * random.uniform(0.2, 1)
    total = (total - total.min()) / (total.max() - total.min()) * 255
    c.image.paste(Image.fromarray(total.astype(np.uint8)))


def shapes(c):
    c.gradient(rgb(random.uniform(0, 360), 0.4, 0.8), rgb(random.uniform(0, 360), 0.4, 0.6))
    for _ in range(random.randint(4, 25)):
        x, y = random.uniform(0, c.width), random.uniform(0, c.height)
        r = c.width * random.uniform(0.03, 0.18)
        shade = rgb(random.uniform(0, 360), random.uniform(0.2, 0.8), random.uniform(0.3, 1))
        how = random.randrange(3)
        if how == 0:
            c.draw.ellipse([x - r, y - r, x + r, y + r * random.uniform(0.3, 1)], fill=shade)
        elif how == 1:
            c.draw.polygon([(x + random.uniform(-r, r), y + random.uniform(-r, r)) for _ in range(random.randint(3, 6))], fill=shade)
        else:
            c.draw.rectangle([x - r, y - r * 0.5, x + r, y + r * 0.5], fill=shade)


def stripes(c):
    a, b = rgb(random.uniform(0, 360), 0.5, 0.8), rgb(random.uniform(0, 360), 0.4, 0.95)
    c.gradient(a, a)
    step = c.width * random.uniform(0.02, 0.12)
    lean = random.choice([0, c.height * 0.5, -c.height * 0.7])
    x = -c.width
    while x < c.width * 2:
        c.draw.polygon([(x, 0), (x + step / 2, 0), (x + step / 2 + lean, c.height), (x + lean, c.height)], fill=b)
        x += step


def document(c):
    c.gradient((215, 215, 218), (190, 190, 195))
    left, right = c.width * random.uniform(0.1, 0.25), c.width * random.uniform(0.75, 0.9)
    c.body((left, c.height * 0.04, right, c.height * 0.97), 2, (252, 252, 250))
    y = c.height * 0.1
    while y < c.height * 0.9:
        end = left + (right - left) * random.uniform(0.4, 0.93)
        if random.random() < 0.5:
            c.draw.line([(left * 1.2, y), (end, y)], fill=(120, 120, 125), width=max(2, c.height // 120))
        else:
            words = random.choice(["会议记录 第三季度 计划", "The quick brown fox jumps over", "菜单 今日特价 面条 米饭", "Dear all, please find attached", "旅行清单 护照 雨伞"])
            c.text((left * 1.2, y), words, fonts.han(c.height * 0.035, c.heldout), (60, 60, 65), "lm")
        y += c.height * random.uniform(0.05, 0.08)


def animal(c):
    """A round-headed pet on a rug."""
    floor = rgb(random.uniform(0, 360), 0.3, random.uniform(0.5, 0.9))
    c.gradient(mix(floor, (255, 255, 255), 0.4), floor)
    fur = rgb(random.uniform(15, 45), random.uniform(0.1, 0.6), random.uniform(0.3, 0.95))
    x, y, r = c.width * random.uniform(0.3, 0.7), c.height * random.uniform(0.4, 0.55), c.height * random.uniform(0.17, 0.28)
    c.draw.ellipse([x - r * 1.3, y + r * 0.4, x + r * 1.3, y + r * 2.4], fill=mix(fur, (0, 0, 0), 0.15))
    for side in (-1, 1):
        c.draw.polygon([(x + side * r * 0.3, y - r * 0.7), (x + side * r * 0.95, y - r * 1.4), (x + side * r * 0.95, y - r * 0.2)], fill=fur)
    c.draw.ellipse([x - r, y - r, x + r, y + r], fill=fur)
    for side in (-1, 1):
        ex = x + side * r * 0.4
        c.draw.ellipse([ex - r * 0.14, y - r * 0.25, ex + r * 0.14, y + r * 0.05], fill=(25, 25, 30))
    c.draw.ellipse([x - r * 0.12, y + r * 0.2, x + r * 0.12, y + r * 0.38], fill=(190, 110, 115))


def city(c):
    sky = rgb(random.uniform(0, 360), random.uniform(0.1, 0.5), random.uniform(0.3, 0.95))
    c.gradient(sky, mix(sky, (255, 240, 220), 0.4))
    x = 0.0
    while x < c.width:
        w, top = c.width * random.uniform(0.05, 0.14), c.height * random.uniform(0.2, 0.7)
        shade = rgb(random.uniform(0, 360), random.uniform(0, 0.25), random.uniform(0.15, 0.6))
        c.draw.rectangle([x, top, x + w, c.height], fill=shade)
        pane = mix(shade, (255, 230, 150), random.uniform(0.2, 0.9))
        for wy in np.arange(top + 10, c.height - 10, c.height * 0.05):
            for wx in np.arange(x + 6, x + w - 8, c.width * 0.02):
                if random.random() < 0.5:
                    c.draw.rectangle([wx, wy, wx + c.width * 0.008, wy + c.height * 0.02], fill=pane)
        x += w * 1.05


TRAIN = [landscape, bars, curves, noise, shapes, stripes, document, animal]
TEST = [pie, city, landscape, noise, document, bars]


def draw(canvas):
    random.choice(TEST if canvas.heldout else TRAIN)(canvas)
    canvas.area("unknown", (0, 0, canvas.width, canvas.height))
