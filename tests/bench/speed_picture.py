"""Draws what compare.py measured: a bar for each engine, as a PNG for the README."""
from PIL import Image, ImageDraw, ImageFont

# title, key of a result, its unit, decimals
PANELS = [("Answer, tokens a second (longer is better)", "decode_tok_s", "", 0),
          ("Four askers together, tokens a second (longer is better)", "batch_tok_s", "", 0),
          ("First token, seconds (shorter is better)", "ttft_s", " s", 2)]
INK, QUIET, OURS, THEIRS, PAPER = "#1f2328", "#59636e", "#0b6bcb", "#9aa4af", "#ffffff"
SCALE = 2  # for screens with small pixels
LEFT, WIDTH, ROW, HEAD = 190, 900, 26, 40


def draw(results, file):
    """results: engine's name -> figures, as compare.py keeps them."""
    shown = {key: [(name, r[key]) for name, r in results.items() if key in r] for _, key, _, _ in PANELS}
    height = 24 + sum(HEAD + ROW * len(rows) + 14 for rows in shown.values())
    picture = Image.new("RGB", (WIDTH * SCALE, height * SCALE), PAPER)
    pen = ImageDraw.Draw(picture)
    bold, plain = ImageFont.load_default(16 * SCALE), ImageFont.load_default(14 * SCALE)
    top = 12
    for title, key, unit, decimals in PANELS:
        pen.text((16 * SCALE, (top + 10) * SCALE), title, INK, bold)
        top += HEAD
        longest = max((value for _, value in shown[key]), default=1)
        for name, value in shown[key]:
            pen.text(((LEFT - 12) * SCALE, (top + ROW // 2) * SCALE), name, INK, plain, anchor="rm")
            end = LEFT + max(2, int((WIDTH - LEFT - 90) * value / longest))
            colour = OURS if name.startswith("GlanceDesk") else THEIRS
            pen.rounded_rectangle((LEFT * SCALE, (top + 4) * SCALE, end * SCALE, (top + ROW - 4) * SCALE), 3 * SCALE, colour)
            pen.text(((end + 8) * SCALE, (top + ROW // 2) * SCALE), f"{value:.{decimals}f}{unit}", QUIET, plain, anchor="lm")
            top += ROW
        top += 14
    picture.save(file, optimize=True)
