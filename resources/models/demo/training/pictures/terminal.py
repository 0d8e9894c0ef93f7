"""Card terminals and tills; one may show an error code on its screen."""
import random

from . import lamps
from .canvas import mix
from .printer import lcd

TRAIN, TEST = ["handheld", "till"], ["slim"]


def draw(canvas, box, shell, colour, code=None):
    shape = random.choice(TEST if canvas.heldout else TRAIN)
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    dark = mix(shell, (0, 0, 0), 0.3)
    wide = 0.5 if code else random.uniform(0.26, 0.4)
    cx = (x0 + x1) / 2
    left, right = cx - w * wide, cx + w * wide
    if random.random() < 0.6:  # receipt
        canvas.draw.rectangle([cx - w * 0.14, y0 - h * 0.02, cx + w * 0.14, y0 + h * 0.14], fill=(248, 248, 245), outline=(190, 190, 190))
    bottom = y1 if shape != "till" else y1 - h * 0.2
    canvas.body((left, y0 + h * 0.08, right, bottom), w * (0.04 if shape != "slim" else 0.07), shell, mix(shell, (0, 0, 0), 0.25), outline=dark)
    if shape == "till":
        canvas.body((left - w * 0.08, y1 - h * 0.2, right + w * 0.08, y1), h * 0.03, mix(shell, (0, 0, 0), 0.35))
    y = y0 + h * 0.15
    spots = lamps.row(left + w * 0.08, y, right - w * 0.08, y, random.randint(1, 5)) if shape != "slim" else [(cx, y), (cx + w * 0.1, y)]
    screen = (left + w * 0.05, y0 + h * 0.22, right - w * 0.05, y0 + h * (0.46 if code else 0.42))
    if code:
        lcd(canvas, screen, code)
    else:
        canvas.body(screen, h * 0.01, random.choice([(30, 44, 60), (190, 215, 200), (12, 14, 18), (210, 224, 240)]), shadow=False)
    rows = 4 if shape != "till" else 3
    for r in range(rows):
        for c in range(3):
            kw, kh = (right - left) * 0.22, (bottom - y0) * 0.08
            kx = left + (right - left) * (0.12 + 0.27 * c)
            ky = y0 + h * 0.5 + r * kh * 1.3
            if ky + kh < bottom - 4:
                last = r == rows - 1 and random.random() < 0.5
                shade = [(150, 50, 50), (170, 150, 60), (60, 130, 70)][c] if last else mix(shell, (255, 255, 255) if sum(shell) < 380 else (0, 0, 0), 0.25)
                canvas.body((kx, ky, kx + kw, ky + kh), kh * 0.25, shade, shadow=False)
    lamps.place(canvas, spots, lamps.light_size(canvas) * 0.85, colour)
    canvas.area("terminal", (left, y0, right, y1))
