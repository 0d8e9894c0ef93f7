#!/usr/bin/env python3
"""The real window under a real X server: a picture is dragged in with the mouse, a question typed, the answer read from
the conversation's database while the window shows it.

    window_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import sqlite3
import subprocess
import sys
import unittest
from pathlib import Path

from desktop import Desktop, wait_until

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
SAMPLES = SOURCE / "resources" / "samples"


class Window:
    """glancedesk with a data folder of its own, on the left of the screen."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.data = desktop.folder / "data"
        self.process = desktop.start([PROGRAMS / "glancedesk", "--data", self.data])
        self.id = desktop.window(self.process, "GlanceDesk|图答")
        desktop.place(self.id, 0, 0, 980, 800)

    def turns(self):
        file = self.data / "conversations.db"
        if not file.exists():
            return []
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            try:
                return database.execute("SELECT question, answer, state FROM turns ORDER BY id").fetchall()
            except sqlite3.OperationalError:  # the tables are being made
                return []

    def drop(self, picture, *options, hoped="taken"):
        source = self.desktop.start([TESTS / "drag_source", picture, *options], stdout=subprocess.PIPE, text=True)
        window = self.desktop.window(source, "drag_source")
        self.desktop.place(window, 1150, 300)
        self.desktop.run("xdotool", "windowraise", window)
        for _ in range(5):
            self.desktop.drag((1250, 370), (480, 380))
            # It lives on until the end: its data is asked for after its drag has ended.
            answer = source.stdout.readline().strip()
            if answer == hoped:  # else a busy machine had not answered yet when the button went up
                break
        return answer

    def ask(self, question):
        before = len(self.turns())
        self.desktop.paste(self.id, question)
        self.desktop.key(self.id, "Return")
        wait_until(lambda: len(self.turns()) > before, f"turn for {question}", 60, self.process)
        return wait_until(lambda: self.finished(before), f"answer to {question}", 120, self.process)

    def finished(self, index):
        turns = self.turns()
        if len(turns) > index and turns[index][2] in ("done", "length_reached", "failed", "stopped"):
            return turns[index]
        return None


class WindowTest(unittest.TestCase):
    def setUp(self):
        self.desktop = self.enterContext(Desktop())
        self.window = Window(self.desktop)

    def test_dragged_screenshot_gets_an_answer_that_names_its_colour(self):
        self.assertEqual(self.window.drop(SAMPLES / "router_red_light.png"), "taken")
        question, answer, state = self.window.ask("What colour is the light?")
        self.assertEqual(state, "done")
        self.assertEqual(question, "What colour is the light?")
        self.assertIn("red", answer.lower())
        self.desktop.screenshot(TESTS / "window_red.png")

        self.desktop.key(self.window.id, "ctrl+n")
        self.assertEqual(self.window.drop(SAMPLES / "router_green_light.png"), "taken")
        _, swapped, _ = self.window.ask("What colour is the light?")
        self.assertIn("green", swapped.lower())
        self.assertNotIn("red", swapped.lower())

    def test_dragged_pixels_are_taken_and_a_chinese_question_is_answered_in_chinese(self):
        self.assertEqual(self.window.drop(SAMPLES / "router_red_light.png", "--pixels"), "taken")
        _, answer, state = self.window.ask("这个红灯是什么意思？")
        self.assertEqual(state, "done")
        self.assertIn("红", answer)

    def test_a_text_file_is_refused_while_it_is_dragged(self):
        text = self.desktop.folder / "notes.txt"
        text.write_text("not a picture")
        self.assertEqual(self.window.drop(text, hoped="refused"), "refused")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
