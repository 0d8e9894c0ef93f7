"""Small pictures of one code on a plain ground: cheap and endless practice in reading glyphs."""
import random

import numpy as np
from PIL import Image, ImageFilter

from world.facts import CODE_CHARS, CODE_LENGTH, CODE_LETTERS

from . import fonts
from .canvas import Canvas, mix, rgb
from .marks import CELL
from .scenes import random_code


def sample(width, height):
    """(pixels [height, width, 3], marks), drawn at about twice the size."""
    zoom = random.uniform(1.3, 2.0)
    canvas = Canvas(int(width * zoom), int(height * zoom))
    dark = random.random() < 0.5
    back = rgb(random.uniform(0, 360), random.uniform(0, 0.8), random.uniform(0.05, 0.45) if dark else random.uniform(0.75, 1))
    ink = rgb(random.uniform(0, 360), random.uniform(0, 0.6), random.uniform(0.8, 1)) if dark else rgb(random.uniform(0, 360), random.uniform(0, 1), random.uniform(0.05, 0.55))
    canvas.gradient(back, mix(back, rgb(random.uniform(0, 360), 0.5, 0.5), random.uniform(0, 0.25)), sideways=random.random() < 0.5)
    for _ in range(random.randint(0, 3)):  # edges of boxes nearby
        x, y = random.uniform(0, canvas.width), random.choice([random.uniform(-0.2, 0.1), random.uniform(0.85, 1.1)]) * canvas.height
        canvas.draw.rectangle([x, y, x + canvas.width * random.uniform(0.1, 0.8), y + canvas.height * 0.12], fill=mix(back, ink, random.uniform(0, 0.6)))
    lines = height // CELL
    crowded = lines > 1 and random.random() < 0.6  # one code in every row of cells, else one somewhere
    for line in range(lines) if crowded else [0]:
        room = canvas.height / lines if crowded else canvas.height
        _line(canvas, random_code() if random.random() < 0.5 else jumble(), room, zoom, ink, room * (line + 0.5) if crowded else None)
    image = canvas.image
    if random.random() < 0.25:
        image = image.filter(ImageFilter.GaussianBlur(random.uniform(0.3, 1.2)))
    return np.asarray(image.resize((width, height), Image.BICUBIC)), canvas.marks.scaled(width, height)


def jumble():
    """Any characters: letters are rare in real codes and would be learnt late."""
    return "".join(random.choice(CODE_LETTERS if random.random() < 0.6 else CODE_CHARS) for _ in range(random.randint(3, CODE_LENGTH)))


def _line(canvas, code, room, zoom, ink, middle):
    spacing = random.choice([0, 0, random.uniform(0, 0.18)])
    widest = canvas.width * 0.96 / (len(code) * (0.62 + spacing))
    size = min(random.uniform(26, max(46, 0.9 * widest / zoom)) * zoom, widest, room * (1.0 if middle else 0.95))
    font = fonts.latin(size)
    length = len(code) * size * (0.58 + spacing)
    slack = max(0.0, canvas.width - length - 4) / 2
    x = canvas.width / 2 + random.uniform(-slack, slack)
    y = middle or canvas.height / 2 + random.uniform(-0.5, 0.5) * max(0.0, canvas.height - size)
    y += random.uniform(-0.1, 0.1) * room if middle else 0
    if random.random() < 0.3 and not middle:
        word = random.choice(["ERROR", "Error code", "CODE", "Fault", "错误代码"])
        canvas.text((x, y - size * 0.75), word, fonts.han(size * 0.4) if word[0] == "错" else fonts.latin(size * 0.4), ink, "mm")
    canvas.code((x, y), code, font, ink, spacing)
