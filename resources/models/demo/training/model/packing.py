"""Turns talks into token rows with positions and a mask in which the branches of a talk do not see each other."""
import random

import torch

from world.labels import INDEX

PAD = 0
LIGHT, DIALOG, SOLID, GLYPHS = INDEX["light"], INDEX["dialog"], INDEX["solid"], INDEX["left_char"]


class Row:
    """One talk: ids, positions [3][n], segment of each token (0 = head), whether it is to be learnt."""

    def __init__(self):
        self.ids, self.where, self.segment, self.learn, self.pictures = [], [], [], [], []

    def add(self, ids, start, segment, learn=False):
        self.ids += ids
        self.where += [(start + i,) * 3 for i in range(len(ids))]
        self.segment += [segment] * len(ids)
        self.learn += [learn] * len(ids)
        return start + len(ids)


def row(tok, talk, grids, keep):
    """grids: (rows, columns) of each picture; keep: the cells of each picture to use, in order."""
    out, at = Row(), 0
    image = tok.token_to_id("<|image|>")
    pieces = talk.head.split("<|image|>")
    for number, piece in enumerate(pieces):
        at = out.add(tok.encode(piece, add_special_tokens=False).ids, at, 0)
        if number < len(pieces) - 1:
            rows, columns = grids[number]
            out.pictures.append((len(out.ids), keep[number]))
            out.ids += [image] * len(keep[number])
            out.where += [(at, at + int(c) // columns, at + int(c) % columns) for c in keep[number]]
            out.segment += [0] * len(keep[number])
            out.learn += [False] * len(keep[number])
            at += max(rows, columns)
    for segment, branch in enumerate(talk.branches, 1):
        place = at
        for text, is_answer in branch:
            place = out.add(tok.encode(text, add_special_tokens=False).ids, place, segment, is_answer)
    return out


def some_cells(grid, share=None):
    """Cells that say something, and a random share of the others; dropping the rest makes training faster."""
    flat = grid.reshape(-1, grid.shape[-1])
    needed = [i for i, g in enumerate(flat) if g[LIGHT] >= 0 or max(g[GLYPHS:]) >= 0]
    spread = [i for i, g in enumerate(flat) if i not in needed and max(g[DIALOG], g[SOLID]) >= 0]
    if share is None and len(spread) > 10:
        spread = random.sample(spread, random.randint(3, 10))
    telling = needed + spread
    others = [i for i, g in enumerate(flat) if i not in needed and max(g[DIALOG], g[SOLID]) < 0]
    count = int(len(others) * (random.choice([0.03, 0.05, 0.1, 0.2]) if share is None else share)) + 3
    return sorted(telling + random.sample(others, min(count, len(others))))


def pack(rows):
    """-> ids [b, n], positions [3, b, n], mask [b, 1, n, n], targets [b, n] (-100 where nothing is learnt)."""
    longest = max(len(r.ids) for r in rows)

    def padded(values, filler):
        return values + [filler] * (longest - len(values))

    ids = torch.tensor([padded(r.ids, PAD) for r in rows])
    positions = torch.tensor([padded(r.where, (0, 0, 0)) for r in rows]).permute(2, 0, 1)
    segment = torch.tensor([padded(r.segment, -1) for r in rows])
    learn = torch.tensor([padded(r.learn, False) for r in rows])
    earlier = torch.ones(longest, longest, dtype=torch.bool).tril()
    same = (segment[:, :, None] == segment[:, None, :]) | (segment[:, None, :] == 0)
    mask = (earlier & same)[:, None]
    following = torch.cat([ids[:, 1:], ids[:, :1]], 1)
    targets = torch.where(torch.cat([learn[:, 1:], learn[:, :1] & False], 1), following, -100)
    return ids, positions, mask, targets
