#!/usr/bin/env python3
"""The screen is captured from the real window under a real X server with a window manager.

    capture_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import sqlite3
import subprocess
import sys
import unittest
from pathlib import Path

from desktop import Desktop, wait_until

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
SAMPLE = SOURCE / "resources" / "samples" / "router_red_light.png"


class CaptureTest(unittest.TestCase):
    def setUp(self):
        self.desktop = self.enterContext(Desktop())
        self.data = self.desktop.folder / "data"
        self.process = self.desktop.start([PROGRAMS / "glancedesk", "--data", self.data])
        self.id = self.desktop.window(self.process, "GlanceDesk|图答")
        self.desktop.place(self.id, 0, 0, 1000, 800)
        # The program that the customer's trouble is seen in stands behind our window.
        other = self.desktop.start([TESTS / "drag_source", SAMPLE], stdout=subprocess.DEVNULL)
        self.other = self.desktop.window(other, "drag_source")
        self.desktop.place(self.other, 300, 200)
        self.desktop.run("xdotool", "windowraise", self.id)

    def drafted(self):
        """The file of the one picture in the draft."""
        def found():
            file = self.data / "conversations.db"
            if not file.exists():
                return None
            with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
                try:
                    rows = database.execute("SELECT hash FROM draft_pictures").fetchall()
                except sqlite3.OperationalError:  # the tables are being made
                    return None
            picture = self.data / "pictures" / rows[0][0][:2] / rows[0][0] if len(rows) == 1 else None
            return picture if picture and picture.exists() else None
        return wait_until(found, "the captured picture in the draft", 60, self.process)

    def area(self, window):
        lines = self.desktop.run("xdotool", "getwindowgeometry", "--shell", window).splitlines()
        values = dict(line.split("=") for line in lines)
        return [int(values[name]) for name in ("X", "Y", "WIDTH", "HEIGHT")]

    def picker(self):
        return self.desktop.window(self.process, "Choose a part of the screen")

    def is_on_screen(self, picture, area):
        """Whether the picture has the very pixels that the screen shows there without our window."""
        x, y, width, height = area
        expected = self.desktop.folder / "expected.png"
        # The window has come back, so it is put aside to look at what lies behind.
        self.desktop.place(self.id, 1430, 890)
        self.desktop.run("xdotool", "windowraise", self.other)
        wait_until(lambda: self.desktop.run("xdotool", "getwindowfocus") or True, "the focus")

        def compared():
            self.desktop.run("import", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "+repage", expected)
            found = subprocess.run(["compare", "-metric", "AE", expected, f"png:{picture}", "null:"],
                                   capture_output=True, text=True, check=False).stderr
            return found.strip().split()[0] == "0"
        return wait_until(compared, "the same pixels as on the screen", 20, self.process)

    def test_a_region_behind_our_own_window_is_captured(self):
        x, y, width, height = self.area(self.other)
        self.desktop.key(self.id, "ctrl+shift+a")
        self.picker()
        self.desktop.drag((x + 10, y + 10), (x + width - 10, y + height - 10))
        picture = self.drafted()
        got = [int(side) for side in self.desktop.run("identify", "-format", "%w %h", f"png:{picture}").split()]
        # The hand trembles by a pixel before it lets go.
        self.assertLessEqual(abs(got[0] - (width - 20)) + abs(got[1] - (height - 20)), 2)
        self.assertTrue(self.is_on_screen(picture, (x + 10, y + 10, *got)))
        self.assertTrue(self.desktop.window(self.process, "GlanceDesk|图答"))  # it came back

    def test_a_window_is_captured_with_its_frame(self):
        x, y, width, height = self.area(self.other)
        self.desktop.key(self.id, "ctrl+shift+w")
        self.picker()
        self.desktop.run("xdotool", "mousemove", x + width // 2, y + height // 2)
        self.desktop.run("xdotool", "click", 1)
        got = self.desktop.run("identify", "-format", "%w %h", f"png:{self.drafted()}").split()
        self.assertGreaterEqual(int(got[0]), width)
        self.assertLess(int(got[0]), width + 40)
        self.assertGreater(int(got[1]), height)  # the title bar is above
        self.assertLess(int(got[1]), height + 60)

    def test_the_whole_screen_is_captured_without_our_window(self):
        self.desktop.key(self.id, "ctrl+shift+s")
        picture = self.drafted()
        self.assertEqual(self.desktop.run("identify", "-format", "%wx%h", f"png:{picture}"), "1440x900")
        x, y, width, height = self.area(self.other)
        part = self.desktop.folder / "part.png"
        self.desktop.run("convert", f"png:{picture}", "-crop", f"{width}x{height}+{x}+{y}", "+repage", part)
        self.assertTrue(self.is_on_screen(part, (x, y, width, height)))

    def test_esc_leaves_without_a_picture(self):
        self.desktop.key(self.id, "ctrl+shift+a")
        picker = self.picker()
        self.desktop.key(picker, "Escape")
        wait_until(lambda: subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^Choose a part"], env=self.desktop.environment,
            capture_output=True, check=False).returncode != 0, "the end of choosing", 20, self.process)
        self.assertTrue(self.desktop.window(self.process, "GlanceDesk|图答"))
        self.assertIsNone(self.process.poll())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
