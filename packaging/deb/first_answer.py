#!/usr/bin/env python3
"""The installed window on a real X server of this machine's, with a screenshot and a question typed into it: first_answer.py
ROOT PROGRAM PICTURE [PICTURE_OF_IT.png]. Prints how long the window and its answer took; PROGRAM and PICTURE are paths
inside the fresh root. Needs Xvfb, openbox, xdotool and xclip (setup.sh --tests)."""
import os
import sqlite3
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tests" / "end_to_end"))
from desktop import Desktop, wait_until  # noqa: E402

QUESTION = "What colour is the light?"
ENDS = ("done", "length_reached", "failed", "stopped")


def turns(file):
    if not file.exists():
        return []
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            return database.execute("SELECT answer, state FROM turns").fetchall()
    except sqlite3.OperationalError:  # the tables are being made
        return []


def main(root, program, picture, shot=None):
    data = Path(tempfile.mkdtemp(prefix="first-answer-", dir=Path(root) / "tmp"))
    inside = "/" + str(data.relative_to(root))
    with Desktop() as desktop:
        began = time.monotonic()
        # The X server's abstract socket reaches into the root.
        environment = ["HOME=" + inside, "LC_ALL=C.UTF-8", "DISPLAY=" + desktop.environment["DISPLAY"], "QT_QPA_PLATFORM=xcb",
                       "XDG_RUNTIME_DIR=" + inside, "PATH=/usr/bin:/bin"]
        process = desktop.start(["chroot", root, "env", "-i", *environment, program, "--data", inside, picture])
        window = desktop.window(process, "GlanceDesk|图答")
        desktop.place(window, 0, 0, 1100, 800)
        shown = time.monotonic()
        desktop.paste(window, QUESTION)
        desktop.key(window, "Return")
        wait_until(lambda: turns(data / "conversations.db"), "question in the conversation", 60, process)
        answer, state = wait_until(
            lambda: next((turn for turn in turns(data / "conversations.db") if turn[1] in ENDS), None), "answer", 120, process)
        if shot:
            desktop.screenshot(shot)
        print(f"window after {shown - began:.1f} s, answer after {time.monotonic() - began:.1f} s: {answer} ({state})")
        return 0 if "red" in answer.lower() and state == "done" else 1


if __name__ == "__main__":
    if len(sys.argv) not in (4, 5):
        sys.exit(__doc__)
    os.environ.pop("WAYLAND_DISPLAY", None)
    sys.exit(main(*sys.argv[1:]))
