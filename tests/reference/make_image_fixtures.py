#!/usr/bin/env python3
"""Makes the small pictures of tests/data/images and expected.json, the pixels that Pillow's convert("RGB") gives.

Needs Pillow. PNGs are written here byte by byte, because Pillow cannot write every kind it can read.
16-bit greys are expected as a viewer shows them (the upper 8 bits); Pillow would clip them.
"""
import io
import json
import random
import struct
import sys
import zlib
from pathlib import Path

from PIL import Image

OUT = Path(__file__).resolve().parent.parent / "data" / "images"
WIDTH, HEIGHT = 11, 7
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
KINDS = {0: "grey", 2: "rgb", 3: "palette", 4: "grey_alpha", 6: "rgb_alpha"}
DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
ADAM7 = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def packed(rows, depth):
    out = bytearray()
    for row in rows:
        out.append(0)  # no filter
        if depth == 16:
            out += b"".join(struct.pack(">H", v) for pixel in row for v in pixel)
        elif depth == 8:
            out += bytes(v for pixel in row for v in pixel)
        else:
            bits = "".join(format(pixel[0], f"0{depth}b") for pixel in row)
            bits += "0" * (-len(bits) % 8)
            out += int(bits, 2).to_bytes(len(bits) // 8, "big")
    return bytes(out)


def png(colour, depth, rows, interlaced=False, extra=(), size=None):
    width, height = size or (len(rows[0]), len(rows))
    if interlaced:
        raw = b""
        for x0, y0, dx, dy in ADAM7:
            part = [row[x0::dx] for row in rows[y0::dy]]
            if part and part[0]:
                raw += packed(part, depth)
    else:
        raw = packed(rows, depth)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    body = b"".join(chunk(kind, data) for kind, data in extra)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + body + chunk(b"IDAT", zlib.compress(raw, 9)) + chunk(b"IEND", b"")


def random_rows(colour, depth, seed):
    rng = random.Random(seed)
    top = (1 << depth) - 1
    rows = [[[rng.randint(0, top) for _ in range(CHANNELS[colour])] for _ in range(WIDTH)] for _ in range(HEIGHT)]
    if colour in (4, 6):  # clear, nearly clear and opaque pixels beside each other
        for x, alpha in enumerate((0, 0, 1, top // 2, top)):
            rows[0][x][-1] = alpha
    if colour == 0:
        rows[0][0][0] |= 1  # the colour that the clear variants name: not black, which a decoder may put there
    return rows


def palette_chunk(depth, seed=5):
    rng = random.Random(seed)
    return b"PLTE", bytes(rng.randint(0, 255) for _ in range(3 * (1 << depth)))


def transparency(colour, depth, rows):
    if colour == 3:
        return b"tRNS", bytes((0, 128, 255, 7)[: 1 << depth])
    return b"tRNS", b"".join(struct.pack(">H", v) for v in rows[0][0])


def expected(data, colour=None, depth=None, rows=None):
    if colour == 0 and depth == 16:
        rgb = bytes(v for row in rows for pixel in row for v in [pixel[0] >> 8] * 3)
        return len(rows[0]), len(rows), rgb
    image = Image.open(io.BytesIO(data))
    image.load()
    return image.width, image.height, image.convert("RGB").tobytes()


class Writer:
    def __init__(self):
        self.entries = {}

    def add(self, name, data, tolerance=0, **kind):
        (OUT / name).write_bytes(data)
        width, height, rgb = expected(data, **kind)
        self.entries[name] = {"width": width, "height": height, "tolerance": tolerance, "rgb": rgb.hex()}


def add_pngs(writer):
    seed = 0
    for colour, depths in DEPTHS.items():
        for depth in depths:
            seed += 1
            rows = random_rows(colour, depth, seed)
            base = [palette_chunk(depth)] if colour == 3 else []
            kind = {"colour": colour, "depth": depth, "rows": rows}
            name = f"{KINDS[colour]}_{depth}"
            writer.add(f"{name}.png", png(colour, depth, rows, extra=base), **kind)
            writer.add(f"{name}_interlaced.png", png(colour, depth, rows, True, base), **kind)
            gamma = [(b"gAMA", struct.pack(">I", 100000))]
            writer.add(f"{name}_gamma.png", png(colour, depth, rows, extra=gamma + base), **kind)
            if colour in (0, 2, 3):
                data = png(colour, depth, rows, extra=base + [transparency(colour, depth, rows)])
                writer.add(f"{name}_clear.png", data, **kind)


def saved(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def gradient(mode="RGB", size=(40, 24)):
    image = Image.new("RGB", size)
    image.putdata([((x * 6) % 256, (y * 10) % 256, (x * y) % 256) for y in range(size[1]) for x in range(size[0])])
    return image.convert(mode)


def with_alpha():
    image = gradient("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image


def add_others(writer):
    writer.add("colour.jpg", saved(gradient(), "JPEG", quality=90), tolerance=1)
    writer.add("colour_444.jpg", saved(gradient(), "JPEG", quality=95, subsampling=0), tolerance=1)
    writer.add("progressive.jpg", saved(gradient(), "JPEG", quality=90, progressive=True), tolerance=1)
    writer.add("grey.jpg", saved(gradient("L"), "JPEG", quality=90), tolerance=1)
    writer.add("cmyk.jpg", saved(gradient("CMYK"), "JPEG", quality=95), tolerance=2)
    writer.add("lossy.webp", saved(gradient(), "WEBP", quality=80), tolerance=1)
    writer.add("lossless.webp", saved(gradient(), "WEBP", lossless=True))
    writer.add("alpha.webp", saved(with_alpha(), "WEBP", lossless=True, exact=True))
    for mode, name in (("1", "mono"), ("L", "grey"), ("P", "palette"), ("RGB", "colour"), ("RGBA", "alpha")):
        image = with_alpha() if mode == "RGBA" else gradient(mode)
        writer.add(f"{name}.bmp", saved(image, "BMP"))
    writer.add("palette.gif", saved(gradient("P"), "GIF"))
    writer.add("interlaced.gif", saved(gradient("P"), "GIF", interlace=1))
    frames = [gradient("P"), gradient("P").transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    writer.add("moving.gif", saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100))
    moving = [frame.convert("RGB") for frame in frames]
    writer.add("moving.webp", saved(moving[0], "WEBP", save_all=True, append_images=moving[1:], lossless=True))


def add_turned(writer):
    """Lying in the file, upright by EXIF: expected upright, which convert("RGB") alone does not do."""
    turned = Image.new("RGB", (32, 16), (200, 30, 30))
    turned.paste((30, 30, 200), (16, 0, 32, 16))
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees clockwise
    data = saved(turned, "JPEG", quality=95, subsampling=0, exif=exif)
    (OUT / "turned.jpg").write_bytes(data)
    upright = Image.open(io.BytesIO(data)).transpose(Image.Transpose.ROTATE_270).convert("RGB")
    writer.entries["turned.jpg"] = {"width": 16, "height": 32, "tolerance": 1, "rgb": upright.tobytes().hex()}


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    writer = Writer()
    add_pngs(writer)
    add_others(writer)
    add_turned(writer)
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in sorted(writer.entries.items()))
    (OUT / "expected.json").write_text("{\n" + lines + "\n}\n")
    print(len(writer.entries), "pictures", file=sys.stderr)


if __name__ == "__main__":
    main()
