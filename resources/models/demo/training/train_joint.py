#!/usr/bin/env python3
"""Joins the halves: the decoder learns to live with what the tower really says.

train_joint.py PICTURES TOKENIZER TOWER DECODER OUT --minutes 15

The tower is run once over --pictures drawings; the decoder then trains on its cached output, with a share of
oracle vectors kept in so that codes never seen in the cached drawings stay readable.
"""
import argparse
import math
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from model import packing
from model.decoder import Decoder
from model.tower import Tower
from train_decoder import embedded, examples, step_loss, talk
from train_tower import tensor
from world import conversations

KEEP = {"light": 1.0, "code": 0.35, "dialog": 0.8, "unknown": 0.6, "solid": 1.0}  # lights are one cell each: hardest to find


@torch.no_grad()
def cache(tower, folder, count):
    """[(features float16 [cells, width], label grid, facts)] of whole pictures."""
    out, start = [], time.time()
    names = sorted(Path(folder).glob("*.pickle"))
    for name in names[::-1]:  # the newest first: the tower has seen them least
        items = [i for i in pickle.loads(name.read_bytes()) if random.random() < KEEP[i[2]["kind"]]]
        for pixels, marks, facts in items[: math.ceil(count / len(names))]:
            out.append((tower(tensor(pixels[None]))[1][0].half(), marks.grid(), facts))
    print(f"{len(out)} pictures cached in {time.time() - start:.0f} s", flush=True)
    return out


def real_examples(tok, held, count, share):
    """Rows and the features of their pictures."""
    rows, features = [], []
    for _ in range(count):
        if random.random() < 0.06:
            chosen = random.sample(held, 2)
            spoken = conversations.about_two(chosen[0][2], chosen[1][2])
        else:
            chosen = [random.choice(held)]
            spoken = conversations.about(chosen[0][2], 6)
        cells = [packing.some_cells(c[1], share or random.choice([0.1, 0.2, 0.5])) for c in chosen]
        rows.append(packing.row(tok, spoken, [c[1].shape[:2] for c in chosen], cells))
        features.append([c[0] for c in chosen])
    return rows, features


def real_embedded(decoder, rows, features, ids):
    x = decoder.embed_tokens(ids)
    for number, row in enumerate(rows):
        for (start, cells), found in zip(row.pictures, features[number]):
            x[number, start:start + len(cells)] = found[cells].float()
    return x


def shelf(rows, extra, size):
    """Batches of rows of like length."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
    chunks = [order[i:i + size] for i in range(0, len(order), size)]
    return [([rows[i] for i in c], [extra[i] for i in c]) for c in random.sample(chunks, len(chunks))]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    for name in ("pictures", "tokenizer", "tower", "decoder", "out"):
        p.add_argument(name)
    p.add_argument("--count", type=int, default=3000, help="pictures to cache")
    p.add_argument("--minutes", type=float, default=15)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--talks", type=int, default=6)
    p.add_argument("--rate", type=float, default=6e-4)
    p.add_argument("--oracle", type=float, default=0.3, help="share of steps on oracle vectors")
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed), random.seed(a.seed), np.random.seed(a.seed)
    tok = Tokenizer.from_file(a.tokenizer)
    glyphs = torch.tensor([tok.token_to_id(c) for c in "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"])
    tower, decoder = Tower(), Decoder()
    tower.load_state_dict(torch.load(a.tower, weights_only=True)["tower"])
    start_from = torch.load(a.decoder, weights_only=True)
    decoder.load_state_dict(start_from.get("decoder", start_from))
    held = cache(tower, a.pictures, a.count)
    weights = list(decoder.parameters())
    optimizer = torch.optim.AdamW([{"params": [w for w in weights if w.ndim > 1]}, {"params": [w for w in weights if w.ndim < 2], "weight_decay": 0}],
                                  lr=a.rate, betas=(0.9, 0.98), weight_decay=0.02)
    start, step, shown, kept, real, dreamt = time.time(), 0, time.time(), {True: [], False: []}, [], []
    while (share := (time.time() - start) / 60 / a.minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = a.rate * min(1, (step + 1) / 50) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * share)))
        dream = random.random() < a.oracle
        if dream:
            dreamt = dreamt or shelf(*examples(tok, [talk() for _ in range(a.talks * 6)]), a.talks)
            rows, grids = dreamt.pop()
        else:
            real = real or shelf(*real_examples(tok, held, a.talks * 6, None), a.talks)
            rows, found = real.pop()
        packed = packing.pack(rows)
        x = embedded(decoder, rows, grids, packed[0]) if dream else real_embedded(decoder, rows, found, packed[0])
        loss, right, target = step_loss(decoder, x, packed, glyphs, 3.0 if dream else 1.0)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        step += 1
        kept[dream].append((loss.item(), right.float().mean().item(), right[torch.isin(target, glyphs)].float().mean().item()))
        if time.time() - shown > 40:
            text = "  ".join(f"{'oracle' if k else 'real'} loss {m[0]:.3f} tokens {m[1]:.4f} glyphs {m[2]:.4f}" for k, v in kept.items() if v for m in [np.nanmean(v, 0)])
            print(f"{(time.time() - start) / 60:5.1f} min step {step} {text}", flush=True)
            shown, kept = time.time(), {True: [], False: []}
            torch.save({"tower": tower.state_dict(), "decoder": decoder.state_dict()}, a.out)
    torch.save({"tower": tower.state_dict(), "decoder": decoder.state_dict()}, a.out)
    print("end", step, flush=True)


if __name__ == "__main__":
    main()
