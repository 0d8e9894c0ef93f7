"""Training pictures for the tower: crops and scaled copies, much cheaper than whole pictures."""
import random

import numpy as np
from PIL import Image

from pictures import strips
from pictures.scenes import fitted

CELL = 28


def shake(pixels, freely):
    """Small changes of colour; codes may also be inverted, lights must keep their colour."""
    x = pixels.astype(np.float32)
    if freely and random.random() < 0.4:
        x = 255 - x
    gain = np.random.uniform(0.8, 1.15) * (np.random.uniform(0.8, 1.2, 3) if freely else np.random.uniform(0.97, 1.03, 3))
    x = x * gain + np.random.uniform(-12, 12)
    if random.random() < 0.3:
        x = x + np.random.normal(0, random.uniform(1, 6), x.shape)
    return x.clip(0, 255).astype(np.uint8)


def window(pixels, marks, box, rows, columns, scale=1.0):
    """A rows x columns cell crop that contains the box (if it fits) at a random offset."""
    if scale != 1:
        w, h = max(CELL * columns, round(marks.width * scale)), max(CELL * rows, round(marks.height * scale))
        sx, sy = w / marks.width, h / marks.height
        pixels = np.asarray(Image.fromarray(pixels).resize((w, h), Image.BICUBIC))
        marks, box = marks.scaled(w, h), (box[0] * sx, box[1] * sy, box[2] * sx, box[3] * sy)
    w, h = columns * CELL, rows * CELL
    x, y = [_start(box[i], box[i + 2], length, total) for i, length, total in ((0, w, marks.width), (1, h, marks.height))]
    if marks.width < w or marks.height < h:
        pixels = np.pad(pixels, ((0, max(0, h - pixels.shape[0])), (0, max(0, w - pixels.shape[1])), (0, 0)), mode="edge")
    return pixels[y:y + h, x:x + w], marks.cropped(x, y, w, h)


def _start(low, high, length, total):
    first, last = sorted((int(high - length), int(low)))
    return max(0, min(int(total) - length, random.randint(first, last)))


def code_crop(items, rows, columns):
    if rows == 1 or random.random() < 0.5 or not items:
        pixels, marks = strips.sample(columns * CELL, rows * CELL)
    else:
        pixels, marks = random.choice(items)[:2]
        box = marks.code_box()
        room = min(columns * CELL / (box[2] - box[0]), rows * CELL / (box[3] - box[1]) * 1.3)
        advance = marks.glyphs[0][4]
        pixels, marks = window(pixels, marks, box, rows, columns, min(room, max(14 / advance, random.uniform(0.7, 1.1))))
    return shake(pixels, True), marks


def spot_crop(items, rows, columns):
    """Around a light, an icon or a title, or somewhere on a device without any."""
    pixels, marks = random.choice(items)[:2]
    if marks.dialogs:
        box = random.choice(marks.dialogs)[1]  # icon or title
    elif marks.lights and random.random() < 0.8:
        x, y = marks.lights[0][:2]
        box = (x - 10, y - 10, x + 10, y + 10)
    else:
        x, y = random.uniform(0, marks.width), random.uniform(0, marks.height)
        box = (x, y, x, y)
    pixels, marks = window(pixels, marks, box, rows, columns, random.uniform(0.8, 1.2))
    return shake(pixels, False), marks


def scaled(item, rows, columns):
    """The whole picture, squeezed to rows x columns cells."""
    pixels, marks = item[:2]
    w, h = columns * CELL, rows * CELL
    if (marks.width, marks.height) != (w, h):
        pixels, marks = np.asarray(Image.fromarray(pixels).resize((w, h), Image.BICUBIC)), marks.scaled(w, h)
    return shake(pixels, False) if not marks.solid else pixels, marks


def shrunk_size(marks, share):
    w, h = fitted(marks.width, marks.height)
    return max(2, round(h * share / CELL)), max(2, round(w * share / CELL))
