#!/usr/bin/env python3
"""Teaches the decoder to read oracle vectors and to answer: train_decoder.py TOKENIZER CHECKPOINT --minutes 25"""
import argparse
import math
import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer

from model import heads, packing
from model.decoder import Decoder
from pictures import imagined, scenes
from world import conversations

KINDS = {"light": 0.25, "code": 0.47, "dialog": 0.15, "unknown": 0.06, "solid": 0.07}


def picture():
    facts = scenes.random_facts(random.choices(list(KINDS), KINDS.values())[0])
    grid = imagined.marks(facts).grid()
    return facts, grid


def talk():
    """(talk, label grids)"""
    dice = random.random()
    if dice < 0.06:
        return conversations.without_picture(5), []
    if dice < 0.11:
        first, second = picture(), picture()
        return conversations.about_two(first[0], second[0]), [first[1], second[1]]
    facts, grid = picture()
    return conversations.about(facts, 6), [grid]


def embedded(decoder, rows, grids, ids):
    """Token embeddings with noisy oracle vectors in the places of the pictures."""
    x = decoder.embed_tokens(ids)
    for number, row in enumerate(rows):
        for (start, cells), grid in zip(row.pictures, grids[number]):
            picked = torch.from_numpy(grid.reshape(-1, grid.shape[-1])[cells]).long()
            picked[:, 2] = torch.where(torch.rand(len(cells)) < 0.1, -1, picked[:, 2])  # area: sometimes unclear
            vectors = heads.oracle(picked) * random.uniform(0.75, 1.1)
            vectors = vectors + torch.randn_like(vectors) * random.uniform(0, 0.12)
            x[number, start:start + len(cells)] = vectors
    return x


def examples(tok, talks, share=None):
    cells = [[packing.some_cells(g, share) for g in grids] for _, grids in talks]
    rows = [packing.row(tok, t, [g.shape[:2] for g in grids], c) for (t, grids), c in zip(talks, cells)]
    return rows, [grids for _, grids in talks]


def step_loss(decoder, x, packed, glyphs, heavy=3.0):
    _, positions, mask, targets = packed
    hidden = decoder(x, positions, mask)
    wanted = targets >= 0
    logits = decoder.lm_head(hidden[wanted])
    each = F.cross_entropy(logits, targets[wanted], reduction="none")
    weight = torch.where(torch.isin(targets[wanted], glyphs), heavy, 1.0)  # glyphs cannot be guessed, the rest soon can
    loss = (each * weight).sum() / weight.sum()
    return loss, (logits.argmax(-1) == targets[wanted]), targets[wanted]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("tokenizer")
    p.add_argument("checkpoint")
    p.add_argument("--minutes", type=float, default=25)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--talks", type=int, default=6, help="pictures a step")
    p.add_argument("--rate", type=float, default=1.5e-3)
    p.add_argument("--resume", action="store_true")
    p.add_argument("--glyphs", action="store_true", help="start glyph tokens from the oracle rows")
    p.add_argument("--seed", type=int, default=0)
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed), random.seed(a.seed), np.random.seed(a.seed)
    tok = Tokenizer.from_file(a.tokenizer)
    single = torch.tensor([tok.token_to_id(c) for c in "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"])
    decoder = Decoder()
    if a.resume:
        decoder.load_state_dict(torch.load(a.checkpoint, weights_only=True))
    if a.glyphs:
        decoder.know_glyphs(tok)
    weights = list(decoder.parameters())
    optimizer = torch.optim.AdamW([{"params": [w for w in weights if w.ndim > 1]}, {"params": [w for w in weights if w.ndim < 2], "weight_decay": 0}],
                                  lr=a.rate, betas=(0.9, 0.98), weight_decay=0.02)
    start, step, shown, losses, rights, chars, waiting = time.time(), 0, time.time(), [], [], [], []
    while (share := (time.time() - start) / 60 / a.minutes) < 1:
        for group in optimizer.param_groups:
            group["lr"] = a.rate * min(1, (step + 1) / 100) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * share)))
        if not waiting:  # rows of like length go together: less padding
            rows, grids = examples(tok, [talk() for _ in range(a.talks * 6)])
            order = sorted(range(len(rows)), key=lambda i: len(rows[i].ids))
            chunks = [order[i:i + a.talks] for i in range(0, len(order), a.talks)]
            waiting = [([rows[i] for i in chunk], [grids[i] for i in chunk]) for chunk in random.sample(chunks, len(chunks))]
        rows, grids = waiting.pop()
        packed = packing.pack(rows)
        loss, right, target = step_loss(decoder, embedded(decoder, rows, grids, packed[0]), packed, single)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
        step += 1
        losses.append(loss.item()), rights.append(right.float().mean().item())
        chars.append(right[torch.isin(target, single)].float().mean().item())
        if time.time() - shown > 40:
            print(f"{(time.time() - start) / 60:5.1f} min step {step} loss {np.mean(losses):.4f} tokens {np.mean(rights):.4f} glyphs {np.nanmean(chars):.4f}", flush=True)
            shown, losses, rights, chars = time.time(), [], [], []
            torch.save(decoder.state_dict(), a.checkpoint)
    torch.save(decoder.state_dict(), a.checkpoint)
    print("end", step, flush=True)


if __name__ == "__main__":
    main()
