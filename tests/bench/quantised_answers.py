#!/usr/bin/env python3
"""How often int8 and int4 weights answer as rightly as bfloat16: quantised_answers.py [--cli glancedesk-cli] [--count 100]

Asks the bundled demo model about held-out drawings (resources/models/demo/training, whose requirements it needs) with
each kind of weights, and prints of how many drawings the answer is right in each, and as right as in bfloat16.
"""
import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "resources/models/demo/training"))
import evaluate  # noqa: E402

KINDS = ("bf16", "int8", "int4")


def ask(cli, model, weights, picture, question):
    done = subprocess.run([cli, "ask", "--json", "--temperature", "0", "--device", "cpu", "--model", model, "--weights", weights,
                           "--image", picture, question], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr.strip())
    return json.loads(done.stdout)["answer"]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--cli", default=str(ROOT / "build/release/bin/glancedesk-cli"))
    p.add_argument("--model", default=str(ROOT / "resources/models/demo"))
    p.add_argument("--count", type=int, default=100)
    p.add_argument("--seed", type=int, default=77)
    a = p.parse_args()
    random.seed(a.seed), np.random.seed(a.seed)
    right, same, equal = dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0), dict.fromkeys(KINDS, 0)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(a.count):
            image, question, _, must = evaluate.case(("light", "code", "dialog", "unknown")[number % 4])
            picture = Path(folder) / "picture.png"
            image.convert("RGB").save(picture)
            answers = {kind: ask(a.cli, a.model, kind, picture, question) for kind in KINDS}
            good = {kind: all(m in answer for m in must) for kind, answer in answers.items()}
            for kind in KINDS:
                right[kind] += good[kind]
                same[kind] += good[kind] >= good["bf16"]
                equal[kind] += answers[kind] == answers["bf16"]
    for kind in KINDS:
        print(f"{kind}: right {right[kind]}/{a.count}, as right as bf16 {same[kind]}/{a.count}, the same words {equal[kind]}/{a.count}")


if __name__ == "__main__":
    main()
