#!/usr/bin/env python3
"""Each layer knows only the one below: fails on an include that goes the wrong way."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
WIDGETS = re.compile(
    r"^(QtWidgets|QWidget|QMainWindow|QDialog|QApplication|QMenu|QToolBar|QToolButton|QPushButton|QLabel|QListView"
    r"|QTextEdit|QPlainTextEdit|QMessageBox|QFileDialog|QStyle\w*|Q[HV]?BoxLayout|QScrollArea|QAbstractItemView)\b")
FORBIDDEN = {  # folder: (what an include there must not be, why)
    "engine": (lambda kind, path: re.match(r"Q[A-Zt]", path) or path.startswith(("app/", "ui/")),
               "engine/ knows neither Qt nor the layers above it"),
    "app": (lambda kind, path: WIDGETS.match(path) or path.startswith("ui/"), "app/ has no widgets and does not know ui/"),
    "ui": (lambda kind, path: path.startswith(("engine/", "torch/", "ATen/", "c10/")), "ui/ knows app/ only"),
}


def wrong_includes():
    for layer, (forbidden, why) in FORBIDDEN.items():
        for file in sorted((ROOT / layer).rglob("*")):
            if file.suffix not in (".h", ".cpp"):
                continue
            for number, line in enumerate(file.read_text().splitlines(), 1):
                found = INCLUDE.match(line)
                if found and forbidden(*found.groups()):
                    yield f"{file.relative_to(ROOT)}:{number}: {found.group(2)}: {why}"


def torch_outside_its_rooms():
    """Public headers of the engine stay free of torch, so that app compiles without it."""
    for file in sorted((ROOT / "engine").glob("*.h")):
        for number, line in enumerate(file.read_text().splitlines(), 1):
            found = INCLUDE.match(line)
            if found and found.group(2).startswith(("torch/", "ATen/", "c10/")):
                yield f"{file.relative_to(ROOT)}:{number}: {found.group(2)}: the engine's door shows no torch"


def self_check():
    """A rule that never matches would let everything pass."""
    assert FORBIDDEN["engine"][0]("<", "QString") and not FORBIDDEN["engine"][0]("<", "vector")
    assert FORBIDDEN["app"][0]("<", "QWidget") and not FORBIDDEN["app"][0]("<", "QImage")
    assert FORBIDDEN["ui"][0]('"', "engine/engine.h") and not FORBIDDEN["ui"][0]('"', "app/services.h")


self_check()
problems = [*wrong_includes(), *torch_outside_its_rooms()]
print("\n".join(problems) or "every include goes down")
sys.exit(bool(problems))
