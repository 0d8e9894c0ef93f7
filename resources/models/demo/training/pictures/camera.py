"""Home cameras."""
import random

from . import lamps
from .canvas import mix

TRAIN, TEST = ["dome", "bullet", "ball"], ["cube"]


def draw(canvas, box, shell, colour):
    shape = random.choice(TEST if canvas.heldout else TRAIN)
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    dark = mix(shell, (0, 0, 0), 0.3)
    cx, cy = (x0 + x1) / 2, y0 + h * 0.4
    r = min(w, h) * random.uniform(0.32, 0.4)
    canvas.body((cx - r * 0.75, y1 - h * 0.12, cx + r * 0.75, y1), h * 0.04, dark)
    canvas.draw.polygon([(cx - r * 0.15, cy), (cx + r * 0.15, cy), (cx + r * 0.25, y1 - h * 0.08), (cx - r * 0.25, y1 - h * 0.08)], fill=mix(shell, (0, 0, 0), 0.15))
    bright = mix(shell, (255, 255, 255), 0.2)
    if shape == "bullet":
        canvas.body((cx - r * 1.3, cy - r * 0.7, cx + r * 1.3, cy + r * 0.7), r * 0.5, bright, mix(shell, (0, 0, 0), 0.2), outline=dark)
        eye, lens = cx - r * 0.55, r * 0.5
        spots = lamps.row(cx + r * 0.3, cy - r * 0.1, cx + r * 0.95, cy - r * 0.1, random.randint(1, 2))
    elif shape == "cube":
        canvas.body((cx - r, cy - r, cx + r, cy + r), r * 0.25, bright, mix(shell, (0, 0, 0), 0.2), outline=dark)
        eye, lens = cx, r * 0.55
        spots = [(cx + r * random.choice([-0.7, 0.7, 0]), cy + r * 0.78)]
    else:
        canvas.body((cx - r, cy - r, cx + r, cy + r), r, bright, mix(shell, (0, 0, 0), 0.25), outline=dark)
        if shape == "dome":
            canvas.draw.pieslice([cx - r, cy - r, cx + r, cy + r], 150, 390, fill=mix(dark, (0, 0, 0), 0.4))
        eye, lens = cx, r * 0.45
        spots = [(cx + r * random.uniform(-0.4, 0.4), cy + r * random.choice([0.72, 0.66, -0.72]))]
    for part, shade in ((1.0, (24, 26, 32)), (0.75, (48, 52, 62)), (0.55, (10, 11, 15)), (0.3, (34, 40, 62))):
        d = lens * part
        canvas.draw.ellipse([eye - d, cy - d, eye + d, cy + d], fill=shade)
    d = lens * 0.14
    canvas.draw.ellipse([eye - lens * 0.35 - d, cy - lens * 0.35 - d, eye - lens * 0.35 + d, cy - lens * 0.35 + d], fill=(190, 200, 215))
    lamps.place(canvas, spots, lamps.light_size(canvas) * 0.9, colour)
    canvas.area("camera", box)
