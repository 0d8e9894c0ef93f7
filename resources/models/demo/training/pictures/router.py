"""Wireless routers in several shapes; the last shape is kept for the held-out test."""
import random

from . import fonts, lamps
from .canvas import mix

TRAIN, TEST = ["flat", "tower", "puck"], ["wide"]


def draw(canvas, box, shell, colour):
    shape = random.choice(TEST if canvas.heldout else TRAIN)
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    dark = mix(shell, (0, 0, 0), 0.25)
    if shape in ("flat", "wide"):
        top = y0 + h * random.uniform(0.5, 0.62)
        body = (x0, top, x1, y1 - h * 0.08)
        count = random.randint(2, 4)
        for i in range(count):
            ax = x0 + w * (0.1 + 0.8 * i / (count - 1))
            lean = (i - (count - 1) / 2) * w * random.uniform(0.02, 0.07)
            thick = max(4, int(w * 0.03))
            canvas.draw.line([(ax, top + 5), (ax + lean, y0)], fill=dark, width=thick)
            canvas.draw.ellipse([ax + lean - thick / 2, y0 - thick / 2, ax + lean + thick / 2, y0 + thick / 2], fill=dark)
        radius = h * (0.16 if shape == "wide" else random.uniform(0.02, 0.1))
        canvas.body(body, radius, shell, mix(shell, (0, 0, 0), random.uniform(0.05, 0.3)), outline=dark)
        middle = (body[1] + body[3]) / 2
        if random.random() < 0.5:  # darker strip behind the lights
            canvas.body((x0 + w * 0.06, middle - h * 0.09, x1 - w * 0.06, middle + h * 0.09), h * 0.03, mix(shell, (20, 22, 30), 0.75), shadow=False)
        spots = lamps.row(x0 + w * random.uniform(0.12, 0.3), middle, x1 - w * random.uniform(0.12, 0.3), middle, random.randint(1, 6))
    elif shape == "tower":
        cx = (x0 + x1) / 2
        half = w * random.uniform(0.14, 0.22)
        body = (cx - half, y0, cx + half, y1 - h * 0.05)
        canvas.body((cx - half * 1.3, y1 - h * 0.1, cx + half * 1.3, y1), h * 0.03, dark)
        canvas.body(body, half * random.uniform(0.2, 0.8), shell, mix(shell, (0, 0, 0), 0.25), outline=dark)
        spots = lamps.row(cx, y0 + h * 0.2, cx, y1 - h * random.uniform(0.2, 0.45), random.randint(1, 5))
        for i in range(5):
            yy = y1 - h * (0.12 + 0.02 * i)
            canvas.draw.line([(cx - half * 0.6, yy), (cx + half * 0.6, yy)], fill=dark, width=2)
    else:
        r = min(w, h) * 0.46
        cx, cy = (x0 + x1) / 2, (y0 + y1) / 2
        canvas.body((cx - r, cy - r, cx + r, cy + r), r, mix(shell, (255, 255, 255), 0.2), mix(shell, (0, 0, 0), 0.2), outline=dark)
        canvas.draw.ellipse([cx - r * 0.75, cy - r * 0.75, cx + r * 0.75, cy + r * 0.75], outline=dark, width=2)
        spots = lamps.row(cx - r * 0.3, cy + r * random.uniform(-0.3, 0.4), cx + r * 0.3, cy + r * random.uniform(-0.3, 0.4), random.randint(1, 3))
    lamps.place(canvas, spots, lamps.light_size(canvas), colour)
    if random.random() < 0.5:
        text = random.choice(["Wi-Fi", "AX3000", "NetHome", "Router", "LINKA", "WLAN"])
        canvas.text(((x0 + x1) / 2, y1 - h * 0.14), text, fonts.latin(h * 0.05, canvas.heldout), dark, "mm")
    canvas.area("router", box)
