"""The window as an agent has it before them: hands on mouse, keys and clipboard, eyes by a screen reader, and what is on
the disk. Used by the working day."""
import select
import sqlite3
import subprocess
from pathlib import Path

import dbus

from desktop import wait_until
from screen_reader import ENABLED

ENDED = ("done", "length", "stopped", "failed")


class Desk:
    """glancedesk with a data folder of its own, on the left of the screen."""

    def __init__(self, desktop, reader, programs, tests):
        self.desktop, self.reader, self.programs, self.tests = desktop, reader, programs, tests
        self.data = desktop.folder / "data"
        self.open()

    def open(self):
        self.process = self.desktop.start([self.programs / "glancedesk", "--data", self.data])
        self.id = self.desktop.window(self.process, "GlanceDesk")
        self.desktop.place(self.id, 0, 0, 980, 860)
        self.root = self.reader.program(self.process)
        self.find("label", "CPU")  # the model is there

    # What is on the disk.

    def rows(self, sql, *values, database="conversations.db"):
        with sqlite3.connect(f"file:{self.data / database}?mode=ro", uri=True) as opened:
            return opened.execute(sql, values).fetchall()

    def turn(self, number):
        """The turn that was asked as the number-th (from 1): question, answer, state; None before it is there."""
        try:
            found = self.rows("SELECT question, answer, state FROM turns ORDER BY id LIMIT 1 OFFSET ?", number - 1)
        except sqlite3.OperationalError:  # the file or its tables are being made
            return None
        return found[0] if found else None

    def turns(self):
        return self.rows("SELECT count(*) FROM turns")[0][0]

    # What is in the window.

    def find(self, role, name, seconds=30):
        return self.reader.find(self.root, role, name, seconds, self.process)

    def shows(self, role, name):
        return bool(self.reader.all(self.root, role, name))

    def click(self, role, name, button=1):
        """With the mouse, once it stands still and may be pressed."""
        def place():
            node = self.find(role, name)
            before = node.area
            return node.centre if node.has(ENABLED) and node.area == before else None
        self.desktop.run("xdotool", "mousemove", *self.wait(place, f"“{name}” that can be pressed"))
        self.desktop.run("xdotool", "click", button)

    def items(self, name):
        """What the list of that name says, item by item; read again where it changed meanwhile."""
        def read():
            lists = [node for node in self.reader.all(self.root, "list", name) if node.name == name]
            return [[item.name for item in lists[0].children] if lists else []]
        return self.wait(read, f"the items of “{name}”")[0]

    def messages(self):
        return self.items("Conversation")

    def listed(self):
        return self.items("Conversations")

    def key(self, *keys, window=None):
        self.desktop.key(window or self.id, *keys)

    def wait(self, condition, what, seconds=60):
        def tried():
            try:
                return condition()
            except dbus.DBusException:  # a widget or an item went while it was looked at
                return None
        return wait_until(tried, what, seconds, self.process)

    # What an agent does.

    def drop(self, picture):
        source = self.desktop.start([self.tests / "drag_source", picture], stdout=subprocess.PIPE, text=True)
        window = self.desktop.window(source, "drag_source")
        self.desktop.place(window, 1150, 300)
        self.desktop.run("xdotool", "windowraise", window)
        for _ in range(5):
            self.desktop.drag((1250, 370), (600, 380))
            said, _, _ = select.select([source.stdout], [], [], 20)
            if said and source.stdout.readline().strip() == "taken":
                break  # else a busy machine had not answered yet when the button went up
        self.find(None, f"Open and edit {Path(picture).name}")
        source.terminate()
        source.stdout.close()

    def send(self, question, threads=None):
        """Returns the number of the turn. Held threads are let write it down."""
        number = self.turns() + 1 if (self.data / "conversations.db").exists() else 1
        self.key("ctrl+a")
        self.desktop.paste(self.id, question)
        self.wait(lambda: self.find("text", "Your question").text == question, "the question in its field")
        self.key("Return")
        self.wait(lambda: threads and threads.step() or self.turn(number), f"the turn of “{question}” on disk")
        return number

    def ended(self, number):
        def answered():
            turn = self.turn(number)
            return turn if turn and turn[2] in ENDED else None
        return self.wait(answered, f"the end of answer {number}")

    def ask(self, question):
        return self.ended(self.send(question))

    def ask_partly(self, question, threads):
        """Lets the model compute until the first words are in the window, and no further. Returns the number of the turn
        and the words. Where a busy machine held the model too late, the question is answered again."""
        number = self.send(question, threads)
        for _ in range(20):
            words = self.wait(lambda: self.first_words(number, threads), "the first words of the answer", 120)
            if self.turn(number)[2] not in ENDED:
                return number, words
            number = self.turns() + 1
            self.key("ctrl+r")
            self.wait(lambda: threads.step() or self.turn(number), "the turn of the second try on disk")
        raise AssertionError("the model could not be held in the middle of an answer")

    def first_words(self, number, threads):
        shown = (self.messages() or ["Answer: …"])[-1].removeprefix("Answer: ")
        if not shown.rstrip("%0123456789 ").endswith("…") or self.turn(number)[2] in ENDED:
            return shown
        threads.step(3 if shown.startswith("Looking") else 1)
        return None
