"""Marks of a picture that is never drawn: all that the decoder needs while it learns from oracle vectors."""
import random

from .marks import CELL, Marks
from .scenes import fitted
from world.facts import PLACES


def marks(facts):
    if facts["kind"] == "solid":
        width, height = random.choice([(112, 112), (224, 224), (280, 196), (336, 336), (448, 280)])
    else:
        width, height = fitted(random.uniform(500, 1100), random.uniform(360, 700))
    m = Marks(width, height)
    w, h = width * random.uniform(0.5, 0.98), height * random.uniform(0.55, 0.95)
    x, y = random.uniform(0, width - w), random.uniform(0, height - h)
    box = (x, y, x + w, y + h)
    kind = facts["kind"]
    if kind == "solid":
        m.solid = facts["solid"]
        m.areas.append(("solid", (0, 0, width, height)))
    elif kind == "unknown":
        m.areas.append(("unknown", (0, 0, width, height)))
    elif kind == "dialog":
        m.areas.append(("dialog", box))
        side, length = h * random.uniform(0.2, 0.4), w * random.uniform(0.3, 0.85)
        cx, cy = x + w / 2, y + h * random.uniform(0.2, 0.35)
        m.dialogs.append((facts["dialog"], (cx - side / 2, cy - side / 2, cx + side / 2, cy + side / 2)))
        ty = cy + side * random.uniform(0.6, 0.9)
        m.dialogs.append((facts["dialog"], (cx - length / 2, ty, cx + length / 2, ty + CELL * random.uniform(0.6, 1.2))))
    else:
        m.areas.append((facts["device"] or "screen", box))
    if facts["code"]:
        advance = min(random.uniform(14, 40), width * 0.95 / len(facts["code"]))
        left = random.uniform(2, width - advance * len(facts["code"]) - 2)
        line = random.uniform(8, height - 8)
        for number, char in enumerate(facts["code"]):
            m.glyphs.append((left + advance * (number + 0.5) + random.uniform(-0.1, 0.1) * advance, line, char, number, advance))
    if facts["light"]:
        m.lights.append((random.uniform(x, x + w - 1), random.uniform(y, y + h - 1), facts["light"]))
        facts["place"] = PLACES[m.place()]
    return m
