#!/usr/bin/env python3
"""Learns the tokenizer from the demo's conversations: make_tokenizer.py OUT_FOLDER"""
import random
import sys
from pathlib import Path

from model import tokenizer
from pictures import imagined, scenes
from world import conversations


def talk():
    """A conversation about a picture that is never drawn."""
    facts = scenes.random_facts()
    imagined.marks(facts)
    return conversations.about(facts)


if __name__ == "__main__":
    random.seed(5)
    talks = [talk() for _ in range(6000)] + [conversations.without_picture() for _ in range(800)]
    tok = tokenizer.make(Path(sys.argv[1]), talks)
    text = "路由器的红灯表示无法连接网络。请检查网线，然后重启路由器。错误代码是 E-203。The error code is AB-4170. The light is red."
    print(tok.get_vocab_size(), tok.encode(text).tokens and [tok.decode([i]) for i in tok.encode(text).ids])
    n = [len(tok.encode(p[0]).ids) for t in talks[:500] for b in t.branches for p in b]
    print("mean tokens of a piece", sum(n) / len(n))
