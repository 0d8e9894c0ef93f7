"""Printers; one may show an error code on its little screen."""
import random

from . import fonts, lamps
from .canvas import mix

TRAIN, TEST = ["tray", "scanner"], ["laser"]


def draw(canvas, box, shell, colour, code=None):
    shape = random.choice(TEST if canvas.heldout else TRAIN)
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    dark = mix(shell, (0, 0, 0), 0.3)
    paper = (random.randint(235, 255),) * 3
    if shape == "tray":
        canvas.draw.polygon([(x0 + w * 0.25, y0 + h * 0.3), (x0 + w * 0.3, y0), (x1 - w * 0.3, y0), (x1 - w * 0.25, y0 + h * 0.3)], fill=paper, outline=dark)
    canvas.body((x0, y0 + h * 0.22, x1, y1 - h * 0.1), h * 0.05, shell, mix(shell, (0, 0, 0), 0.2), outline=dark)
    if shape == "scanner":
        canvas.body((x0 - w * 0.01, y0 + h * 0.12, x1 + w * 0.01, y0 + h * 0.26), h * 0.03, mix(shell, (0, 0, 0), 0.12), outline=dark, shadow=False)
    if shape == "laser":
        canvas.body((x0 + w * 0.1, y0 + h * 0.08, x1 - w * 0.1, y0 + h * 0.24), h * 0.02, mix(shell, (255, 255, 255), 0.2), outline=dark, shadow=False)
    slot = y0 + h * random.uniform(0.68, 0.76)
    canvas.draw.rectangle([x0 + w * 0.16, slot, x1 - w * 0.16, slot + h * 0.05], fill=mix(dark, (0, 0, 0), 0.5))
    canvas.draw.polygon([(x0 + w * 0.2, slot + h * 0.04), (x1 - w * 0.2, slot + h * 0.04), (x1 - w * 0.14, y1), (x0 + w * 0.14, y1)], fill=paper, outline=dark)
    for i in range(random.randint(0, 5)):
        yy = slot + h * (0.08 + 0.03 * i)
        canvas.draw.line([(x0 + w * 0.24, yy), (x0 + w * random.uniform(0.4, 0.75), yy)], fill=(170, 170, 175), width=2)
    panel = (x0 + w * 0.06, y0 + h * 0.31, x1 - w * 0.06, y0 + h * 0.6)
    if random.random() < 0.7 or code:
        canvas.body(panel, h * 0.03, mix(shell, (18, 20, 26), random.uniform(0.55, 0.95)), shadow=False)
    if code:
        left = random.random() < 0.6
        sx0, sx1 = (x0 + w * 0.09, x0 + w * 0.66) if left else (x0 + w * 0.34, x1 - w * 0.09)
        lcd(canvas, (sx0, y0 + h * 0.34, sx1, y0 + h * 0.57), code)
        lx0, lx1 = (x0 + w * 0.72, x0 + w * 0.88) if left else (x0 + w * 0.12, x0 + w * 0.28)
    else:
        if random.random() < 0.6:
            canvas.body((x0 + w * 0.1, y0 + h * 0.36, x0 + w * 0.4, y0 + h * 0.54), 4, (30, 40, 52), shadow=False)
        lx0, lx1 = x0 + w * 0.5, x0 + w * random.uniform(0.7, 0.9)
    y = y0 + h * random.uniform(0.4, 0.52)
    lamps.place(canvas, lamps.row(lx0, y, lx1, y, random.randint(1, 4)), lamps.light_size(canvas) * 0.9, colour)
    canvas.area("printer", box)


def lcd(canvas, box, code):
    """Screen of a device with a code as big as fits."""
    x0, y0, x1, y1 = box
    back = random.choice([(18, 28, 40), (10, 12, 14), (190, 212, 190), (205, 220, 235), (20, 60, 110), (235, 238, 240), (40, 20, 24)])
    ink = random.choice([(235, 245, 250), (120, 230, 255), (255, 200, 80), (255, 110, 100)]) if sum(back) < 330 else random.choice([(15, 20, 25), (150, 20, 20), (20, 40, 90)])
    canvas.body(box, (y1 - y0) * 0.08, back, shadow=False)
    size = min((y1 - y0) * random.uniform(0.55, 0.8), (x1 - x0) / (0.62 * len(code)))
    y = (y0 + y1) / 2
    if random.random() < 0.4 and y1 - y0 > size * 1.35:
        word = random.choice(["ERROR", "Error", "Error code", "CODE"])
        canvas.text(((x0 + x1) / 2, y0 + (y1 - y0) * 0.05), word, fonts.latin((y1 - y0) * 0.16, canvas.heldout), ink, "ma")
        y += (y1 - y0) * 0.09
        size = min(size, (y1 - y0) * 0.62)
    canvas.code(((x0 + x1) / 2, y), code, fonts.latin(size, canvas.heldout), ink, random.uniform(0, 0.12))
