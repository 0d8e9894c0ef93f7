#!/usr/bin/env python3
"""Teaches the vision tower to say what lies in every cell: train_tower.py PICTURES CHECKPOINT --minutes 30"""
import argparse
import math
import multiprocessing
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch

from model import crops, heads, readout
from model.dims import MEAN, STD
from model.tower import Tower
from world import labels

# Cells of a code crop: of small glyphs and of ones larger than a cell.
SHAPES = [(1, 5), (1, 6), (1, 7), (2, 5), (2, 6), (2, 7), (2, 8), (3, 8), (2, 9), (3, 9), (3, 11), (3, 13), (4, 13)]
CHARS = ("left_char", "right_char", "left_number", "right_number")


def tensor(pixels):
    return (torch.from_numpy(np.ascontiguousarray(pixels)).float() / 255 - torch.tensor(MEAN)) / torch.tensor(STD)


class Shelf:
    """Keeps a few shards in memory and swaps one now and then."""

    def __init__(self, folder, keep=3):
        self.folder, self.keep, self.shards, self.number = Path(folder), keep, [], 0

    def turn(self):
        names = sorted(self.folder.glob("*.pickle"))
        self.shards.append(pickle.loads(names[self.number % len(names)].read_bytes()))
        self.number += 1
        self.shards = self.shards[-self.keep:]
        self.items = [item for shard in self.shards for item in shard]
        self.codes = [i for i in self.items if i[1].glyphs]
        self.lit = [i for i in self.items if i[2]["kind"] == "light"]
        self.told = [i for i in self.items if i[2]["kind"] == "dialog"]


def patch_order(grids):
    b, h, w, n = grids.shape
    return grids.view(b, h // 2, 2, w // 2, 2, n).transpose(2, 3).reshape(b, h * w, n)


def batch(shelf, patches, mix):
    """One kind of task per step; returns pixels, marks and the groups that cannot be judged."""
    task = random.choices(["code", "spot", "small", "whole"], mix)[0]
    if task == "code":
        rows, columns = random.choice(SHAPES)
        pairs = [crops.code_crop(shelf.codes, rows, columns) for _ in range(patches // (rows * columns * 4))]
        skip = ("area", "place", "dialog", "light", "solid")
    elif task == "spot":
        told = random.random() < 0.5
        rows, columns = random.choice([(3, 3), (3, 4), (3, 6)] if told else [(2, 2), (2, 2), (2, 3), (3, 4)])
        pairs = [crops.spot_crop(shelf.told if told else shelf.lit, rows, columns) for _ in range(patches // (rows * columns * 4))]
        skip = ("area", "place", *CHARS)
    else:
        first = random.choice(shelf.items)
        share = 1.0 if task == "whole" else random.uniform(0.32, 0.6)
        rows, columns = crops.shrunk_size(first[1], share)
        alike = [i for i in random.sample(shelf.items, 60) if abs(i[1].width / i[1].height - columns / rows) < 0.35]
        pairs = [crops.scaled(i, rows, columns) for i in ([first] + alike)[: max(2, patches // (rows * columns * 4))]]
        skip = () if task == "whole" else CHARS
    grid = np.stack([m.grid().reshape(-1, len(labels.GROUPS)) for _, m in pairs])
    return task, np.stack([x for x, _ in pairs]), grid, np.stack([m.glyph_grid() for _, m in pairs]), skip


def feed(queue, folder, patches, mix, seed):
    """Runs in a process of its own: drawing is a quarter of the work."""
    random.seed(seed), np.random.seed(seed)
    shelf, number = Shelf(folder), 0
    while True:
        if number % 150 == 0:
            shelf.turn()
        number += 1
        queue.put(batch(shelf, patches, mix))


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("pictures")
    p.add_argument("checkpoint")
    p.add_argument("--test", help="folder of held-out shards to watch")
    p.add_argument("--minutes", type=float, default=30)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--patches", type=int, default=1000, help="patches a step")
    p.add_argument("--rate", type=float, default=1.2e-3)
    p.add_argument("--mix", type=float, nargs=4, default=[0.5, 0.2, 0.2, 0.1], help="shares of code, spot, small and whole")
    p.add_argument("--resume", action="store_true")
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed), random.seed(a.seed), np.random.seed(a.seed)
    tower, patch_heads = Tower(), heads.PatchHeads()
    if a.resume:
        held = torch.load(a.checkpoint, weights_only=True)
        tower.load_state_dict(held["tower"]), patch_heads.load_state_dict(held["heads"])
    weights = [*tower.parameters(), *patch_heads.parameters()]
    optimizer = torch.optim.AdamW([{"params": [w for w in weights if w.ndim > 1]}, {"params": [w for w in weights if w.ndim < 2], "weight_decay": 0}],
                                  lr=a.rate, betas=(0.9, 0.98), weight_decay=0.02)
    queue = multiprocessing.Queue(16)
    multiprocessing.Process(target=feed, args=(queue, a.pictures, a.patches, a.mix, a.seed), daemon=True).start()
    test = pickle.loads(sorted(Path(a.test).glob("*.pickle"))[0].read_bytes())[:40] if a.test else []
    start, step, told, shown, running = time.time(), 0, 0.0, time.time(), {}
    while (share := (time.time() - start) / 60 / a.minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = a.rate * min(1, (step + 1) / 150) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * share)))
        task, pixels, grid, glyphs, skip = queue.get()
        grid = torch.from_numpy(grid).long()
        features, merged = tower(tensor(pixels))
        cell = heads.cell_loss(merged, grid, skip)
        loss = cell + 0.3 * heads.distance(merged, grid, skip)
        if task in ("code", "spot", "whole"):
            loss = loss + 0.5 * patch_heads.loss(features, patch_order(torch.from_numpy(glyphs).long()))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        step += 1
        running[task] = 0.95 * running.get(task, cell.item()) + 0.05 * cell.item()
        if time.time() - shown > 45:
            print(f"{(time.time() - start) / 60:5.1f} min step {step} " + " ".join(f"{k} {v:.3f}" for k, v in running.items()), flush=True)
            shown = time.time()
            torch.save({"tower": tower.state_dict(), "heads": patch_heads.state_dict()}, a.checkpoint)
        if time.time() - told > 480 and share > 0.1:
            torch.save({"tower": tower.state_dict(), "heads": patch_heads.state_dict()}, a.checkpoint)
            print("held out", readout.score(tower, test, tensor), flush=True)
            told = time.time()
    torch.save({"tower": tower.state_dict(), "heads": patch_heads.state_dict()}, a.checkpoint)
    print("end", step, "held out", readout.score(tower, test, tensor), flush=True)


if __name__ == "__main__":
    main()
