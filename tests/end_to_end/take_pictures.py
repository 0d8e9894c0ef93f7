#!/usr/bin/env python3
"""The pictures of the window that the README shows: the real program with the bundled model under a real X server, in
English and in Chinese, at work on samples. Not a test.

    take_pictures.py PROGRAM_FOLDER SOURCE_FOLDER [OUT_FOLDER]

Without OUT_FOLDER the pictures go to resources/pictures of the sources.
"""
import sqlite3
import sys
from pathlib import Path

from desktop import Desktop, wait_until

PROGRAMS, SOURCE = (Path(p) for p in sys.argv[1:3])
OUT = Path(sys.argv[3]) if len(sys.argv) > 3 else SOURCE / "resources" / "pictures"
SAMPLES = SOURCE / "resources" / "samples"
SIZE = (1240, 820)

# What was asked before, and what is asked in the picture.
DAYS = {
    "en": [("payment_declined", "What does this message mean?"), ("printer_error_code", "Which error code is shown?"),
           ("router_red_light", "What does this light mean?")],
    "zh": [("storage_full", "这个提示是什么意思？"), ("printer_error_code", "图里的错误代码是什么？"),
           ("router_red_light", "这个红灯是什么意思？")],
}


class Window:
    def __init__(self, desktop, language):
        self.desktop = desktop
        self.data = desktop.folder / "data"
        self.data.mkdir()
        (self.data / "settings.ini").write_text(f"[window]\nlanguage={language}\ntheme=light\nwelcomed=true\n")
        self.start()

    def start(self, *files):
        self.process = self.desktop.start([PROGRAMS / "glancedesk", "--data", self.data, *files])
        self.id = self.desktop.window(self.process, "GlanceDesk|图答")
        self.desktop.place(self.id, 60, 20, *SIZE)

    def answered(self):
        with sqlite3.connect(f"file:{self.data / 'conversations.db'}?mode=ro", uri=True) as database:
            return database.execute("SELECT COUNT(*) FROM turns WHERE state = 'done'").fetchone()[0]

    def ask(self, picture, question):
        """A program that is running takes no files: it is started anew with each picture."""
        self.quit()
        self.start(SAMPLES / f"{picture}.png")
        before = self.answered()
        self.desktop.paste(self.id, question)
        self.desktop.key(self.id, "Return")
        wait_until(lambda: self.answered() > before, f"answer to {question}", 120, self.process)

    def quit(self):
        self.desktop.key(self.id, "ctrl+q")
        self.process.wait(60)

    def picture(self, file):
        # Twice the same: nothing moves any more.
        def still():
            self.desktop.run("xdotool", "mousemove", 1430, 890)
            self.desktop.run("import", "-window", self.id, "-strip", file)
            now = file.read_bytes()
            same, self.last = now == getattr(self, "last", None), now
            return same
        wait_until(still, "a window that is still", 60, self.process)


for language, day in DAYS.items():
    with Desktop() as desktop:
        window = Window(desktop, language)
        wait_until((window.data / "conversations.db").exists, "conversations")
        for picture, question in day:
            window.ask(picture, question)
        window.picture(OUT / f"window_{language}.png")
        window.quit()
    print(OUT / f"window_{language}.png")
