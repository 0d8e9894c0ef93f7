#!/usr/bin/env python3
"""Draws the eight sample screenshots: make_samples.py OUT_FOLDER"""
import random
import sys
from pathlib import Path

import numpy as np

from pictures import scenes

# file -> (what it shows, seed that gives a pleasant picture)
SAMPLES = {
    "router_red_light": (dict(kind="light", device="router", light="red"), 6),
    "router_green_light": (dict(kind="light", device="router", light="green"), 7),
    "camera_blue_light": (dict(kind="light", device="camera", light="blue"), 3),
    "printer_error_code": (dict(kind="code", device="printer", code="E-203"), 6),
    "payment_declined": (dict(kind="dialog", dialog="payment_declined", language="en"), 2),
    "login_expired": (dict(kind="dialog", dialog="login_expired", language="zh"), 5),
    "storage_full": (dict(kind="dialog", dialog="storage_full", language="en"), 8),
    "mountain_lake": (dict(kind="unknown"), 2),
}


def draw(facts, seed):
    random.seed(seed)
    np.random.seed(seed)
    blank = dict.fromkeys(("device", "light", "code", "dialog", "solid", "place")) | {"language": "en"}
    return scenes.draw(blank | facts, size=(900, 560)).image


if __name__ == "__main__":
    for name, (facts, seed) in SAMPLES.items():
        draw(facts, seed).save(Path(sys.argv[1]) / f"{name}.png", optimize=True)
