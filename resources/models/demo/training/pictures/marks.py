"""Where the lights, glyphs and areas of a picture lie, in its pixels; made into cell labels for any crop or scale."""
from dataclasses import dataclass, field

import numpy as np

from world import labels
from world.facts import AREAS, COLOURS, DIALOGS, SOLIDS

CELL = 28


@dataclass
class Marks:
    width: float
    height: float
    lights: list = field(default_factory=list)   # (x, y, colour)
    glyphs: list = field(default_factory=list)   # (x, y, char, number in the code, advance)
    areas: list = field(default_factory=list)    # (kind, box)
    dialogs: list = field(default_factory=list)  # (kind, box)
    solid: str | None = None

    def scaled(self, width, height):
        sx, sy = width / self.width, height / self.height
        return self._moved(width, height, 0, 0, sx, sy)

    def cropped(self, x, y, width, height):
        return self._moved(width, height, x, y, 1, 1)

    def _moved(self, width, height, x0, y0, sx, sy):
        def box(b):
            return ((b[0] - x0) * sx, (b[1] - y0) * sy, (b[2] - x0) * sx, (b[3] - y0) * sy)

        return Marks(width, height, [((x - x0) * sx, (y - y0) * sy, c) for x, y, c in self.lights],
                     [((x - x0) * sx, (y - y0) * sy, c, n, a * sx) for x, y, c, n, a in self.glyphs],
                     [(k, box(b)) for k, b in self.areas], [(k, box(b)) for k, b in self.dialogs], self.solid)

    def code_box(self):
        """Box around the code's glyphs, or None."""
        if not self.glyphs:
            return None
        reach = max(g[4] for g in self.glyphs)
        return (self.glyphs[0][0] - reach * 0.7, self.glyphs[0][1] - reach * 0.9, self.glyphs[-1][0] + reach * 0.7, self.glyphs[0][1] + reach * 0.9)

    def place(self):
        """Number of the ninth of the picture in which the light lies."""
        x, y, _ = self.lights[0]
        return min(2, int(3 * y / self.height)) * 3 + min(2, int(3 * x / self.width))

    def grid(self):
        """Label grid [rows, columns, groups] of the picture."""
        rows, columns = int(self.height) // CELL, int(self.width) // CELL
        grid = labels.empty(rows, columns)

        def fill(group, value, b):
            x0, y0, x1, y1 = [v / CELL for v in b]
            c0, c1 = max(0, int(x0 + 0.4)), min(columns, max(int(x0) + 1, int(x1 + 0.6)))
            r0, r1 = max(0, int(y0 + 0.4)), min(rows, max(int(y0) + 1, int(y1 + 0.6)))
            grid[r0:max(r0, r1), c0:max(c0, c1), labels.INDEX[group]] = value

        def spot(x, y):
            r, c = int(y // CELL), int(x // CELL)
            return (r, c) if 0 <= r < rows and 0 <= c < columns else None

        for kind, b in self.areas:
            fill("area", AREAS.index(kind), b)
        for kind, b in self.dialogs:
            fill("dialog", list(DIALOGS).index(kind), b)
        if self.solid:
            grid[:, :, labels.INDEX["solid"]] = SOLIDS.index(self.solid)
        for x, y, colour in self.lights:
            if spot(x, y):
                grid[spot(x, y)][labels.INDEX["light"]] = COLOURS.index(colour)
                grid[spot(x, y)][labels.INDEX["place"]] = self.place()
        for x, y, char, number, _ in self.glyphs:
            if spot(x, y):
                half = "left" if x % CELL < CELL / 2 else "right"
                grid[spot(x, y)][labels.INDEX[f"{half}_char"]] = labels.value_of("left_char", char)
                grid[spot(x, y)][labels.INDEX[f"{half}_number"]] = number
        return grid

    def glyph_grid(self):
        """Character, its number and light under each 14x14 patch [rows, columns, 3]; -1 where there is none."""
        rows, columns = int(self.height) // 14, int(self.width) // 14
        grid = np.full((rows, columns, 3), -1, np.int8)
        for item in self.glyphs + self.lights:
            r, c = int(item[1] // 14), int(item[0] // 14)
            if 0 <= r < rows and 0 <= c < columns:
                if len(item) == 3:
                    grid[r, c, 2] = COLOURS.index(item[2])
                else:
                    grid[r, c, :2] = labels.value_of("left_char", item[2]), item[3]
        return grid
