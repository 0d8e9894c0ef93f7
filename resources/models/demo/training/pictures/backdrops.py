"""What lies behind a device or a window: desks, walls, desktops, chat bubbles."""
import random

from . import fonts
from .canvas import mix, rgb


def surroundings(canvas):
    """A photo-like wall and desk."""
    test = canvas.heldout
    hue = random.uniform(150, 200) if test else random.choice([random.uniform(0, 60), random.uniform(200, 260), random.uniform(280, 330)])
    value = random.uniform(0.25, 0.95)
    wall = rgb(hue, random.uniform(0, 0.25), value)
    canvas.gradient(wall, mix(wall, (0, 0, 0), random.uniform(0, 0.3)))
    y = int(canvas.height * random.uniform(0.55, 0.85))
    desk = rgb(random.uniform(15, 40), random.uniform(0.05, 0.55), random.uniform(0.25, 0.85))
    if random.random() < 0.75:
        canvas.gradient(desk, mix(desk, (0, 0, 0), 0.3), (0, y, canvas.width, canvas.height))
    for _ in range(random.randint(0, 3)):  # cables, books, frames
        x, yy = random.uniform(0, canvas.width), random.uniform(0, canvas.height)
        shade = rgb(random.uniform(0, 360), random.uniform(0, 0.4), random.uniform(0.2, 0.8))
        if random.random() < 0.5:
            w, h = canvas.width * random.uniform(0.03, 0.15), canvas.height * random.uniform(0.03, 0.2)
            canvas.draw.rectangle([x, yy, x + w, yy + h], fill=shade)
        else:
            points = [(random.uniform(0, canvas.width), random.uniform(y, canvas.height)) for _ in range(4)]
            canvas.draw.line(points, fill=shade, width=max(2, canvas.width // 150), joint="curve")


def desktop(canvas, dark):
    """A plain app, page or phone background."""
    hue = random.uniform(80, 190) if canvas.heldout else random.choice([random.uniform(0, 70), random.uniform(195, 330)])
    value = random.uniform(0.08, 0.3) if dark else random.uniform(0.85, 1)
    colour = rgb(hue, random.uniform(0, 0.35 if dark else 0.12), value)
    canvas.gradient(colour, mix(colour, rgb(hue, 0.5, 0.4), random.uniform(0, 0.35)), sideways=random.random() < 0.3)
    bar = random.random()
    tone = mix(colour, (255, 255, 255) if dark else (0, 0, 0), random.uniform(0.05, 0.15))
    unit = canvas.height / 100
    if bar < 0.4:  # browser or window bar
        canvas.draw.rectangle([0, 0, canvas.width, unit * 7], fill=tone)
        for i, shade in enumerate([(237, 106, 94), (245, 191, 79), (98, 197, 84)] if random.random() < 0.5 else [(140, 140, 145)] * 3):
            x = unit * (4 + 4.5 * i)
            canvas.draw.ellipse([x - unit * 1.3, unit * 2.2, x + unit * 1.3, unit * 4.8], fill=shade)
        canvas.body((canvas.width * 0.2, unit * 1.5, canvas.width * 0.8, unit * 5.5), unit * 2, mix(tone, (255, 255, 255), 0.4), shadow=False)
    elif bar < 0.6:  # side bar
        canvas.draw.rectangle([0, 0, canvas.width * 0.16, canvas.height], fill=tone)
        for i in range(random.randint(3, 7)):
            y = unit * (14 + 10 * i)
            canvas.body((canvas.width * 0.03, y, canvas.width * random.uniform(0.09, 0.14), y + unit * 3), unit, mix(tone, colour, 0.5), shadow=False)
    for _ in range(random.randint(0, 6)):  # page content
        x, y = canvas.width * random.uniform(0.02, 0.8), canvas.height * random.uniform(0.1, 0.9)
        canvas.body((x, y, x + canvas.width * random.uniform(0.05, 0.3), y + canvas.height * random.uniform(0.02, 0.12)), unit * 1.5, tone, shadow=False)


SENTENCES = ["请稍后再试", "如需帮助请联系客服", "操作未能完成", "Please try again later", "Something went wrong", "Contact support for help",
             "您的操作没有成功", "订单尾号", "Tap to continue", "We could not finish this", "请检查后重试", "Need help? Contact us"]


def small_print(canvas, x, y, width, ink, lines):
    """A few lines of text nobody has to read."""
    size = canvas.height * random.uniform(0.028, 0.042)
    for i in range(lines):
        text = random.choice(SENTENCES)
        font = fonts.han(size, canvas.heldout)
        while font.getlength(text) > width and len(text) > 2:
            text = text[:-2]
        canvas.text((x, y + i * size * 1.6), text, font, ink, "ma")
    return y + lines * size * 1.6
