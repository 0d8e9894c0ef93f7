#!/usr/bin/env python3
"""How many agents one card serves, worked out from what `glancedesk-cli plan` tells.

    sizing.py [--cli glancedesk-cli] [--config CONFIG.JSON] [--questions 20] [--picture 1200] [--answer 300]

plan gives upper bounds: README.md beside this file says which share of them is counted on, and why.
"""
import argparse
import re
import subprocess

SHARE = 0.5        # of plan's bounds that a server reaches
BUSY = 0.6         # of an hour that a card may compute, so that a question seldom waits
TOGETHER = 8       # answers that are counted on to be written at the same time, at most
CONVERSATION = 4   # pictures, with as many questions and answers, that a conversation holds
OVERHEAD = 3.0     # gigabytes that vLLM takes besides weights and cache


def read_plan(text):
    """(weights, gigabytes, kilobytes a token, card, memory, tokens a second, seconds to the first word)"""
    kind, held, per_token = "", 0.0, 0.0
    for line in text.splitlines():
        if found := re.match(r"(\w+): weights ([\d.]+) GB.*keys and values ([\d.]+) kB a token", line):
            kind, held, per_token = found[1], float(found[2]), float(found[3])
        elif found := re.match(r"  (\S.*?)\s{2,}(\d+) GB\s+(\d+)\s+([\d.]+)\s+([\d.]+) s$", line):
            yield kind, held, per_token, found[1], int(found[2]), float(found[4]), float(found[5])


def agents(held, per_token, memory, rate, first, options):
    """Agents and answers at the same time; 0 when not even one conversation has room."""
    conversation = CONVERSATION * (options.picture + options.answer + 100)
    room = (memory - OVERHEAD - held) * 1e6 / per_token
    together = min(TOGETHER, int(room // conversation))
    if together < 1:
        return 0, 0
    seconds = (first + options.answer / rate / together) / SHARE
    return int(BUSY * 3600 / (options.questions * seconds)), together


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cli", default="glancedesk-cli")
    parser.add_argument("--config", required=True, help="config.json of the model")
    parser.add_argument("--questions", type=float, default=20, help="of one agent in a busy hour")
    parser.add_argument("--picture", type=int, default=1200, help="tokens of a picture; 1280x720 has about 1200")
    parser.add_argument("--answer", type=int, default=300, help="tokens of an answer")
    options = parser.parse_args()
    plan = subprocess.run([options.cli, "plan", "--config", options.config, "--image-tokens", str(options.picture)],
                          check=True, capture_output=True, text=True).stdout
    print("| Card | Weights | First word after | Answers together | Agents |\n|---|---|---|---|---|")
    for kind, held, per_token, card, memory, rate, first in read_plan(plan):
        count, together = agents(held, per_token, memory, rate, first, options)
        if card != "this CPU" and count > 0:
            print(f"| {card} ({memory} GB) | {kind} | {first / SHARE:.1f} s | {together} | {count} |")


if __name__ == "__main__":
    main()
