"""Rows of indicator lights on a device: one may be lit, the others are dark."""
import random

SHAPES = ["round", "round", "round", "bar", "square", "upright"]


def place(canvas, spots, size, colour, dark_around=None):
    """Lights one of the spots (if colour is given) and leaves the others dark or out."""
    shape = random.choice(SHAPES)
    lit = random.randrange(len(spots)) if colour else -1
    for number, (x, y) in enumerate(spots):
        if number == lit:
            if colour == "white" or random.random() < 0.3:  # a white light needs something dark to shine on
                r = size * random.uniform(1.0, 1.5)
                canvas.draw.ellipse([x - r, y - r, x + r, y + r], fill=(random.randint(15, 60),) * 3)
            canvas.light(x, y, size, colour, shape)
        elif random.random() < 0.8:
            canvas.dark_light(x, y, size * 0.85, shape)


def row(x0, y0, x1, y1, count):
    if count == 1:
        return [((x0 + x1) / 2, (y0 + y1) / 2)]
    return [(x0 + (x1 - x0) * i / (count - 1), y0 + (y1 - y0) * i / (count - 1)) for i in range(count)]


def light_size(canvas):
    return canvas.width * random.uniform(0.018, 0.045)
