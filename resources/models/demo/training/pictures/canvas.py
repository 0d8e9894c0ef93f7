"""A canvas that draws and, at the same time, remembers where everything the model must see lies."""
import colorsys
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from .marks import Marks

HUES = {"red": (352, 366), "green": (105, 150), "blue": (208, 236), "yellow": (38, 55), "orange": (20, 32), "purple": (268, 292)}


def rgb(hue, saturation, value):
    return tuple(int(255 * c) for c in colorsys.hsv_to_rgb(hue % 360 / 360, saturation, value))


def named(colour):
    """A random shade that everybody would call by that name."""
    if colour == "white":
        return rgb(random.uniform(0, 360), random.uniform(0, 0.04), random.uniform(0.95, 1))
    if colour == "black":
        return rgb(random.uniform(0, 360), random.uniform(0, 0.3), random.uniform(0, 0.08))
    if colour == "grey":
        return rgb(random.uniform(0, 360), random.uniform(0, 0.05), random.uniform(0.4, 0.65))
    return rgb(random.uniform(*HUES[colour]), random.uniform(0.8, 1), random.uniform(0.85, 1) if colour != "green" else random.uniform(0.6, 1))


def mix(a, b, share):
    return tuple(int(x + (y - x) * share) for x, y in zip(a, b))


class Canvas:
    def __init__(self, width, height, heldout=False):
        self.width, self.height, self.heldout = width, height, heldout
        self.image = Image.new("RGB", (width, height), (255, 255, 255))
        self.draw = ImageDraw.Draw(self.image)
        self.marks = Marks(width, height)

    def gradient(self, top, bottom, box=None, sideways=False):
        x0, y0, x1, y1 = [int(v) for v in box or (0, 0, self.width, self.height)]
        ramp = np.linspace(0, 1, 64)[:, None] * (np.array(bottom) - np.array(top)) + np.array(top)
        strip = Image.fromarray(ramp.astype(np.uint8)[None] if sideways else ramp.astype(np.uint8)[:, None])
        self.image.paste(strip.resize((max(1, x1 - x0), max(1, y1 - y0)), Image.BILINEAR), (x0, y0))

    def shadow(self, box, radius, strength=0.35):
        """Soft shadow, made at an eighth of the size because a big blur is slow."""
        s = 8
        small = Image.new("L", (self.width // s + 1, self.height // s + 1), 0)
        ImageDraw.Draw(small).rounded_rectangle([v / s for v in box], radius / s, fill=int(255 * strength))
        small = small.filter(ImageFilter.GaussianBlur(self.width / s / 60))
        mask = small.resize((self.width, self.height), Image.BILINEAR)
        self.image.paste((10, 12, 20), (0, int(self.height * 0.012)), mask)
        self.draw = ImageDraw.Draw(self.image)

    def body(self, box, radius, top, bottom=None, outline=None, shadow=True):
        """Rounded box with a vertical gradient."""
        box = [int(v) for v in box]
        if box[2] - box[0] < 2 or box[3] - box[1] < 2:
            return
        if shadow:
            self.shadow(box, radius)
        if bottom is None or bottom == top:
            self.draw.rounded_rectangle(box, radius, fill=top, outline=outline, width=max(1, self.width // 500))
            return
        mask = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        ImageDraw.Draw(mask).rounded_rectangle([0, 0, mask.width - 1, mask.height - 1], radius, fill=255)
        ramp = np.linspace(0, 1, 32)[:, None] * (np.array(bottom) - np.array(top)) + np.array(top)
        strip = Image.fromarray(ramp.astype(np.uint8)[:, None]).resize(mask.size, Image.BILINEAR)
        self.image.paste(strip, box[:2], mask)
        if outline:
            self.draw.rounded_rectangle(box, radius, outline=outline, width=max(1, self.width // 500))

    def text(self, xy, text, font, fill, anchor="la"):
        self.draw.text(xy, text, font=font, fill=fill, anchor=anchor)

    def code(self, xy, text, font, fill, spacing=0.0):
        """Draws a code glyph by glyph, centred on xy, and remembers the centre of each glyph."""
        # Narrow glyphs get room too: two glyph centres never share a patch.
        advances = [max(font.getlength(c), 0.54 * font.size) + spacing * font.size for c in text]
        x, y = xy[0] - sum(advances) / 2, xy[1]
        for number, (char, advance) in enumerate(zip(text, advances)):
            self.draw.text((x + advance / 2, y), char, font=font, fill=fill, anchor="mm")
            self.marks.glyphs.append((x + advance / 2, y, char, number, advance))
            x += advance

    def dark_light(self, x, y, size, shape="round"):
        shade = random.randint(50, 110)
        self._lamp(x, y, size, shape, (shade, shade, shade + 4))

    def light(self, x, y, size, colour, shape="round"):
        """A lit light: glow around it and a bright core."""
        shade = named(colour)
        reach = int(size * random.uniform(1.0, 2.6)) + 2
        x, y = min(max(x, reach), self.width - reach - 1), min(max(y, reach), self.height - reach - 1)
        box = (int(x) - reach, int(y) - reach, int(x) + reach, int(y) + reach)
        patch = np.asarray(self.image.crop(box), np.float32)
        yy, xx = np.mgrid[-reach:reach, -reach:reach]
        glow = np.exp(-(xx**2 + yy**2) / (2 * (size * 0.55) ** 2))[..., None] * random.uniform(0.3, 0.9)
        patch = patch + (np.array(shade) - patch) * glow
        self.image.paste(Image.fromarray(patch.clip(0, 255).astype(np.uint8)), box[:2])
        self._lamp(x, y, size, shape, shade)
        if random.random() < 0.5:
            self._lamp(x, y, size * random.uniform(0.3, 0.55), shape, mix(shade, (255, 255, 255), random.uniform(0.2, 0.7)))
        self.marks.lights.append((x, y, colour))

    def _lamp(self, x, y, size, shape, fill):
        r = size / 2
        if shape == "round":
            self.draw.ellipse([x - r, y - r, x + r, y + r], fill=fill)
        elif shape == "square":
            self.draw.rectangle([x - r * 0.9, y - r * 0.9, x + r * 0.9, y + r * 0.9], fill=fill)
        elif shape == "bar":
            self.draw.rounded_rectangle([x - r * 1.7, y - r * 0.6, x + r * 1.7, y + r * 0.6], r * 0.6, fill=fill)
        else:  # upright bar
            self.draw.rounded_rectangle([x - r * 0.6, y - r * 1.5, x + r * 0.6, y + r * 1.5], r * 0.6, fill=fill)

    def area(self, kind, box):
        self.marks.areas.append((kind, tuple(box)))
