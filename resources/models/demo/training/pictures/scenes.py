"""Chooses what a picture shows, draws it, and turns it into pixels and marks as the model sees them."""
import io
import math
import random

import numpy as np
from PIL import Image, ImageEnhance, ImageFilter

from world.facts import CODE_LETTERS, COLOURS, DEVICES, DIALOGS, PLACES, SOLIDS

from . import backdrops, camera, dialogs, printer, router, terminal, unknowns
from .canvas import Canvas, named, rgb
from .marks import CELL

MAX_PIXELS, MIN_PIXELS = 450 * 280, 112 * 112
KINDS = {"light": 0.36, "code": 0.3, "dialog": 0.22, "unknown": 0.08, "solid": 0.04}
DRAW = {"router": router.draw, "printer": printer.draw, "camera": camera.draw, "terminal": terminal.draw}


def fitted(width, height):
    """The size the preprocessor gives a picture (one frame counted twice on both sides of the comparison)."""
    w, h = round(width / CELL) * CELL, round(height / CELL) * CELL
    if w * h > MAX_PIXELS:
        beta = math.sqrt(width * height / MAX_PIXELS)
        w, h = [max(CELL, math.floor(v / beta / CELL) * CELL) for v in (width, height)]
    elif w * h < MIN_PIXELS:
        beta = math.sqrt(MIN_PIXELS / (width * height))
        w, h = [math.ceil(v * beta / CELL) * CELL for v in (width, height)]
    return w, h


def random_code():
    letters = "".join(random.choice(CODE_LETTERS) for _ in range(random.choice([1, 1, 1, 1, 2])))
    digits = "".join(random.choice("0123456789") for _ in range(random.choice([2, 3, 3, 3, 3, 4]) if len(letters) == 1 else 3))
    return letters + ("-" if random.random() < 0.8 or len(letters) + len(digits) == 6 else "") + digits if len(letters) + len(digits) < 6 else letters + digits


def random_facts(kind=None):
    """What the picture will show, as a dictionary that the answers are made from."""
    kind = kind or random.choices(list(KINDS), KINDS.values())[0]
    facts = {"kind": kind, "language": random.choice(["zh", "en"]), "device": None, "light": None, "code": None, "dialog": None, "solid": None, "place": None}
    if kind == "light":
        facts["device"] = random.choice(DEVICES)
        facts["light"] = random.choice(COLOURS) if random.random() < 0.93 else None
    elif kind == "code":
        facts["device"] = random.choice([None, None, "printer", "terminal"])
        facts["code"] = random_code()
    elif kind == "dialog":
        facts["dialog"] = random.choice(list(DIALOGS))
    elif kind == "solid":
        facts["solid"] = random.choice(SOLIDS)
    return facts


def canvas_size(heldout):
    width = random.choice([720, 880, 1000, 1150] if heldout else [560, 640, 700, 760, 800, 900, 960, 1100])
    ratio = random.choice([1.6, 1.6, 1.5, 1.78, 1.33] if not heldout else [1.62, 1.55, 1.7, 1.4])
    return (int(width / math.sqrt(ratio)), int(width * 0.8 * math.sqrt(ratio))) if random.random() < 0.06 else (width, int(width / ratio))


def draw(facts, heldout=False, size=None):
    """A canvas with the picture; records its places in the canvas' own pixels."""
    width, height = size or canvas_size(heldout)
    if facts["kind"] == "solid":
        width, height = random.choice([(64, 64), (224, 224), (280, 196), (336, 336), (448, 280), (120, 90), (32, 32)])
    canvas = Canvas(width, height, heldout)
    kind, device = facts["kind"], facts["device"]
    if kind == "solid":
        shade = named(facts["solid"])
        canvas.gradient(shade, shade)
        canvas.marks.solid = facts["solid"]
        canvas.area("solid", (0, 0, width, height))
    elif kind == "unknown":
        unknowns.draw(canvas)
    elif kind == "dialog":
        dialogs.draw(canvas, facts["dialog"], facts["language"])
    elif device is None:
        dialogs.code_page(canvas, facts["code"], facts["language"])
    else:
        backdrops.surroundings(canvas)
        hue = random.uniform(90, 180) if heldout else random.choice([random.uniform(0, 60), random.uniform(200, 300)])
        shell = rgb(hue, random.uniform(0, 0.25), random.choice([random.uniform(0.12, 0.3), random.uniform(0.75, 0.97), random.uniform(0.4, 0.7)]))
        h = height * (random.uniform(0.8, 0.95) if facts["code"] else random.uniform(0.55, 0.9))
        w = min(width * 0.96, h * (random.uniform(1.25, 1.7) if device != "camera" else random.uniform(0.8, 1.2)))
        x, y = random.uniform(0.02, 0.98) * (width - w), random.uniform(0.1, 0.9) * (height - h)
        args = (canvas, (x, y, x + w, y + h), shell, facts["light"])
        DRAW[device](*args, facts["code"]) if facts["code"] else DRAW[device](*args)
    if canvas.marks.lights:
        facts["place"] = PLACES[canvas.marks.place()]
    return canvas


def spoil(image):
    """What cameras, screens and messengers do to a picture."""
    if random.random() < 0.5:
        image = ImageEnhance.Brightness(image).enhance(random.uniform(0.8, 1.15))
    if random.random() < 0.4:
        image = ImageEnhance.Contrast(image).enhance(random.uniform(0.8, 1.2))
    if random.random() < 0.25:
        image = image.filter(ImageFilter.GaussianBlur(image.width / random.uniform(700, 2000)))
    if random.random() < 0.4:
        held = io.BytesIO()
        image.save(held, "JPEG", quality=random.randint(45, 92))
        image = Image.open(held).convert("RGB")
    return image


def sample(facts=None, heldout=False, size=None):
    """(pixels uint8 [h, w, 3] at the fitted size, marks in those pixels, facts)."""
    facts = facts or random_facts()
    canvas = draw(facts, heldout, size)
    image = spoil(canvas.image) if facts["kind"] != "solid" else canvas.image
    width, height = fitted(canvas.width, canvas.height)
    pixels = np.asarray(image.resize((width, height), Image.BICUBIC))
    return pixels, canvas.marks.scaled(width, height), facts
