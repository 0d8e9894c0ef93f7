"""One drawn icon per dialog kind, in a filled or an outlined style."""
import math


def draw(canvas, kind, cx, cy, size, ink, back):
    d, s = canvas.draw, size / 2
    thick = max(2, int(size * 0.08))

    def box(x0, y0, x1, y1, fill=None, outline=None, radius=0.0):
        d.rounded_rectangle([cx + x0 * s, cy + y0 * s, cx + x1 * s, cy + y1 * s], radius * s, fill=fill, outline=outline, width=thick)

    def line(*points, fill=ink, width=thick):
        d.line([(cx + x * s, cy + y * s) for x, y in points], fill=fill, width=width, joint="curve")

    def ring(x, y, r, fill=None, outline=ink):
        d.ellipse([cx + (x - r) * s, cy + (y - r) * s, cx + (x + r) * s, cy + (y + r) * s], fill=fill, outline=outline, width=thick)

    if kind == "payment_declined":  # bank card with a cross
        box(-1, -0.65, 1, 0.65, outline=ink, radius=0.15)
        box(-1, -0.4, 1, -0.1, fill=ink)
        line((0.3, 0.15), (0.7, 0.5)), line((0.7, 0.15), (0.3, 0.5))
    elif kind == "login_expired":  # clock
        ring(0, 0, 0.9)
        line((0, -0.55), (0, 0.05), (0.42, 0.3))
    elif kind == "no_network":  # radio waves, crossed out
        for r in (0.95, 0.62, 0.3):
            d.arc([cx - r * s, cy + (0.5 - r) * s, cx + r * s, cy + (0.5 + r) * s], 220, 320, fill=ink, width=thick)
        ring(0, 0.5, 0.12, fill=ink)
        line((-0.8, -0.7), (0.8, 0.8), width=thick)
    elif kind == "update_needed":  # arrow into a tray
        line((0, -0.9), (0, 0.3)), line((-0.42, -0.1), (0, 0.35), (0.42, -0.1))
        line((-0.85, 0.4), (-0.85, 0.85), (0.85, 0.85), (0.85, 0.4))
    elif kind == "storage_full":  # stack of discs
        for y in (0.5, 0.05, -0.4):
            d.ellipse([cx - 0.8 * s, cy + (y - 0.1) * s, cx + 0.8 * s, cy + (y + 0.4) * s], fill=back, outline=ink, width=thick)
        d.ellipse([cx - 0.8 * s, cy - 0.75 * s, cx + 0.8 * s, cy - 0.25 * s], fill=ink)
    elif kind == "paper_jam":  # printer with crumpled paper
        box(-0.95, -0.25, 0.95, 0.5, fill=ink, radius=0.12)
        line((-0.5, -0.3), (-0.55, -0.9), (-0.1, -0.7), (0.2, -0.95), (0.5, -0.75), (0.5, -0.3))
        box(-0.55, 0.25, 0.55, 0.95, fill=back, outline=ink)
    elif kind == "low_battery":  # battery with a little left
        box(-0.95, -0.5, 0.75, 0.5, outline=ink, radius=0.12)
        box(0.78, -0.2, 0.95, 0.2, fill=ink)
        box(-0.75, -0.28, -0.35, 0.28, fill=ink)
    elif kind == "wrong_password":  # padlock
        d.arc([cx - 0.5 * s, cy - 0.95 * s, cx + 0.5 * s, cy + 0.15 * s], 180, 360, fill=ink, width=thick)
        line((-0.46, -0.45), (-0.46, 0)), line((0.46, -0.45), (0.46, 0))
        box(-0.75, -0.08, 0.75, 0.9, fill=ink, radius=0.12)
        ring(0, 0.35, 0.15, fill=back, outline=back)
    elif kind == "server_busy":  # two server boxes
        for y in (-0.8, 0.08):
            box(-0.9, y, 0.9, y + 0.7, outline=ink, radius=0.1)
            ring(-0.55, y + 0.35, 0.13, fill=ink)
            line((0.05, y + 0.35), (0.6, y + 0.35))
    elif kind == "camera_blocked":  # photo camera, crossed out
        box(-0.95, -0.45, 0.95, 0.7, outline=ink, radius=0.15)
        box(-0.35, -0.7, 0.35, -0.42, fill=ink, radius=0.05)
        ring(0, 0.12, 0.36)
        line((-0.85, 0.9), (0.85, -0.85))


def badge(canvas, cx, cy, size, fill, shape):
    """Backing of an icon; the caller draws the icon upon it."""
    s = size / 2
    if shape == "disc":
        canvas.draw.ellipse([cx - s, cy - s, cx + s, cy + s], fill=fill)
    elif shape == "tile":
        canvas.draw.rounded_rectangle([cx - s, cy - s, cx + s, cy + s], s * 0.4, fill=fill)
    else:
        canvas.draw.polygon([(cx + s * math.cos(a * math.pi / 3), cy + s * math.sin(a * math.pi / 3)) for a in range(6)], fill=fill)
