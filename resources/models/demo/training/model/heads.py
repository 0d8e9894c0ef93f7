"""Losses that teach the tower what lies under each cell (merged output) and under each patch."""
import torch
import torch.nn.functional as F
from torch import nn

from world import labels
from world.facts import CODE_CHARS, CODE_LENGTH, COLOURS

from .dims import VISION

SHARP, NONE = 10.0, 5.0  # logit of a value is SHARP * projection on its row; "nothing there" has NONE
BASIS = torch.from_numpy(labels.basis())


def oracle(grid):
    """Label grids [..., groups] (long, -1 for none) -> oracle vectors [..., width]."""
    total = BASIS[-1].expand(*grid.shape[:-1], -1).clone()
    for number, (start, size) in enumerate(zip(labels.STARTS, labels.SIZES)):
        table = torch.cat([BASIS[start:start + size], torch.zeros(1, labels.WIDTH)])
        total = total + table[grid[..., number]]  # -1 picks the row of zeros
    return total


def group_logits(merged):
    """[..., width] -> list of [..., values + 1], the last one standing for none."""
    projected = merged @ BASIS[:-1].T * SHARP
    none = torch.full_like(projected[..., :1], NONE)
    return [torch.cat([projected[..., s:s + n], none], -1) for s, n in zip(labels.STARTS, labels.SIZES)]


class PatchHeads(nn.Module):
    """Dropped after training."""

    def __init__(self):
        super().__init__()
        self.parts = nn.ModuleList(nn.Linear(VISION["hidden"], n + 1) for n in (len(CODE_CHARS), CODE_LENGTH, len(COLOURS)))

    def loss(self, features, grid):
        """features [b, patches, hidden]; grid [b, patches, 3] in merge order."""
        return sum(balanced(part(features), grid[..., i]) for i, part in enumerate(self.parts))


def balanced(logits, target, ratio=2.5):
    """Cross entropy in which all the cells with nothing count at most `ratio` times as much as the others."""
    last = logits.shape[-1] - 1
    flat = target.flatten().where(target.flatten() >= 0, last)
    nothing = flat == last
    quiet = min(0.5, ratio * (float((~nothing).sum()) + 0.5) / max(1.0, float(nothing.sum())))
    weight = torch.where(nothing, quiet, 1.0)
    each = F.cross_entropy(logits.reshape(-1, last + 1), flat, reduction="none")
    return (each * weight).sum() / (weight.sum() + 1)


def cell_loss(merged, grid, skip=()):
    """Cross entropy of every group plus the distance to the oracle vectors."""
    total = merged.new_zeros(())
    for number, logits in enumerate(group_logits(merged)):
        if labels.GROUPS[number][0] not in skip:
            total = total + balanced(logits, grid[..., number])
    return total


def distance(merged, grid, skip=()):
    keep = [i for i, (name, _) in enumerate(labels.GROUPS) if name not in skip]
    rows = torch.cat([torch.arange(labels.STARTS[i], labels.STARTS[i] + labels.SIZES[i]) for i in keep] + [torch.tensor([labels.TOTAL])])
    error = (merged - oracle(grid)) @ BASIS[rows].T
    outside = merged - (merged @ BASIS.T) @ BASIS  # what no row explains is noise for the decoder
    return error.pow(2).sum(-1).mean() + outside.pow(2).sum(-1).mean()
