#!/usr/bin/env python3
"""Draws shards of labelled pictures: make_pictures.py OUT_FOLDER --shards 24 --size 500 [--first 0] [--heldout]"""
import argparse
import pickle
import random
from pathlib import Path

import numpy as np

from pictures import scenes


def shard(seed, size, heldout):
    random.seed(seed)
    np.random.seed(seed)
    return [scenes.sample(heldout=heldout) for _ in range(size)]


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("out")
    p.add_argument("--shards", type=int, default=24)
    p.add_argument("--first", type=int, default=0)
    p.add_argument("--size", type=int, default=500)
    p.add_argument("--heldout", action="store_true")
    a = p.parse_args()
    out = Path(a.out)
    out.mkdir(parents=True, exist_ok=True)
    for number in range(a.first, a.first + a.shards):
        half = out / f"{number:04d}.half"
        half.write_bytes(pickle.dumps(shard(1000 + number, a.size, a.heldout)))
        half.rename(out / f"{number:04d}.pickle")  # a reader never sees an unfinished shard
        print(number, flush=True)


if __name__ == "__main__":
    main()
