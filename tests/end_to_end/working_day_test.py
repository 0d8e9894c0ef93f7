#!/usr/bin/env python3
"""A support agent's working day with the real window under a real X server: mouse, keys and clipboard, and a screen
reader's view of what is shown. After each piece of work the files, the database and the pixels are looked at.

    working_day_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import json
import signal
import subprocess
import sys
import unicodedata
import unittest
from pathlib import Path

from agent_desk import Desk
from desktop import Desktop
from held_threads import HeldThreads
from leak_scan import leaks, near, pixels
from screen_reader import ScreenReader

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
SAMPLES = SOURCE / "resources" / "samples"
SECRET = (17, 214, 96)  # no sample has this colour
WORDS = b"Card 6222 0212 3456 7890"


class WorkingDayTest(unittest.TestCase):
    def setUp(self):
        self.desktop = self.enterContext(Desktop())
        self.desk = Desk(self.desktop, ScreenReader(self.desktop), PROGRAMS, TESTS)

    def test_a_working_day(self):
        try:
            self.asks_about_a_dropped_screenshot()
            self.stops_an_answer_and_goes_on_with_it()
            self.edits_a_question_and_goes_between_the_branches()
            self.finds_a_conversation_by_a_part_of_a_chinese_word()
            self.approves_an_answer_and_meets_the_fault_again()
            self.sends_a_screenshot_without_what_was_redacted()
            self.writes_the_reply_to_the_customer()
            self.exports_in_every_form()
            self.loses_nothing_by_being_killed()
            self.closes_with_everything_in_order()
        except BaseException:
            self.desktop.screenshot(TESTS / "working_day_failed.png")
            raise

    def asks_about_a_dropped_screenshot(self):
        desk = self.desk
        desk.drop(SAMPLES / "router_red_light.png")
        question, answer, state = desk.ask("这个红灯是什么意思？")
        self.assertEqual((question, state), ("这个红灯是什么意思？", "done"))
        self.assertIn("红灯", answer)
        desk.wait(lambda: desk.messages() == ["You: 这个红灯是什么意思？ (with 1 picture)", f"Answer: {answer}"],
                  "question and answer in the window")
        kept = [file for file in (desk.data / "pictures").rglob("*") if file.is_file()]
        self.assertEqual(len(kept), 1)
        self.assertEqual(pixels(kept[0].read_bytes()), pixels((SAMPLES / "router_red_light.png").read_bytes()))

    def stops_an_answer_and_goes_on_with_it(self):
        desk = self.desk
        with HeldThreads(desk.process) as threads:
            number, _ = desk.ask_partly("What does the light mean?", threads)
            desk.key("Escape")
            _, stopped, state = desk.ended(number)
        self.assertEqual(state, "stopped")
        self.assertTrue(stopped)
        desk.wait(lambda: desk.messages()[-1] == f"Answer: {stopped}\nStopped", "the end of the answer in the window")
        # What the model computed after the stop does not come in late.
        desk.click("push button", "Continue")
        desk.wait(lambda: desk.turn(number)[2] == "done", "the whole answer")
        _, answer, _ = desk.turn(number)
        self.assertTrue(answer.startswith(stopped), answer)
        self.assertGreater(len(answer), len(stopped))
        self.assertIn("red light", answer)
        self.assertEqual(desk.turns(), number)

    def edits_a_question_and_goes_between_the_branches(self):
        desk = self.desk
        before = desk.turns()
        desk.click("push button", "Edit the question")
        desk.wait(lambda: desk.find("text", "Your question").text == "What does the light mean?", "the question to edit")
        self.assertTrue(desk.shows("label", "Editing an earlier question"))
        _, answer, state = desk.ask("What colour is the light?")
        self.assertEqual(state, "done")
        self.assertIn("red", answer)
        *_, old, new = desk.rows("SELECT id, parent FROM turns WHERE position = 1 ORDER BY id")
        self.assertEqual(old[1], new[1])
        for button, shown, question in (("Previous version", old, "What does the light mean?"),
                                        ("Next version", new, "What colour is the light?")):
            desk.click("push button", button)
            desk.wait(lambda: desk.messages()[2:3] == [f"You: {question}"], f"the branch of “{question}”")
            self.assertEqual(len(desk.messages()), 4)
            desk.wait(lambda: desk.rows("SELECT shown FROM conversations") == [(shown[0],)], "the branch that is remembered")
        self.assertEqual(desk.turns(), before + 1)

    def finds_a_conversation_by_a_part_of_a_chinese_word(self):
        desk = self.desk
        desk.key("ctrl+n")
        desk.drop(SAMPLES / "printer_error_code.png")
        _, answer, _ = desk.ask("错误代码是什么？")
        self.assertIn("E-203", answer)
        self.assertEqual(desk.rows("SELECT count(*) FROM conversations"), [(2,)])
        desk.wait(lambda: len(desk.listed()) == 2, "both conversations in the list")
        desk.key("ctrl+f")
        for part, asked in (("误代", "错误代码是什么？"), ("法连", "这个红灯是什么意思？")):
            desk.key("ctrl+a")
            desk.desktop.paste(desk.id, part)
            desk.wait(lambda: len(desk.listed()) == 1 and asked in desk.listed()[0] and part in desk.listed()[0],
                      f"the one conversation with “{part}”, and the place")
        desk.key("Down", "Return")
        desk.wait(lambda: desk.messages()[:1] == ["You: 这个红灯是什么意思？ (with 1 picture)"], "the conversation that was found")
        desk.key("ctrl+f", "Escape")
        desk.wait(lambda: len(desk.listed()) == 2, "the whole list")

    def approves_an_answer_and_meets_the_fault_again(self):
        desk = self.desk
        desk.click("push button", "Approve")
        desk.find("label", "Approved.")
        (question, answer), = desk.rows("SELECT question, answer FROM faults", database="known_faults.sqlite")
        before = desk.turns()
        desk.key("ctrl+n")
        desk.drop(SAMPLES / "router_red_light.png")
        shown = desk.find("text", "The approved answer")
        self.assertEqual(" ".join(shown.text.split()), " ".join(answer.split()))
        desk.find("label", "the pictures are 100 % alike")
        self.assertTrue(question)
        self.assertEqual(desk.turns(), before)  # never sent by itself
        desk.click("push button", "Remove router_red_light.png")
        desk.wait(lambda: not desk.shows("text", "The approved answer"), "no known fault without a picture")

    def secret_picture(self):
        """A screenshot with a card's number, in a folder that is not looked through."""
        picture = TESTS / "payment_with_card.png"
        self.desktop.run("convert", SAMPLES / "payment_declined.png", "-fill", f"rgb{SECRET}", "-draw", "rectangle 40,500 240,535",
                         "-set", "comment", WORDS.decode(), picture)
        self.addCleanup(picture.unlink)
        return picture

    def leaks(self):
        return leaks(self.desktop.folder, SECRET, [WORDS])

    def sends_a_screenshot_without_what_was_redacted(self):
        desk = self.desk
        picture = self.secret_picture()
        desk.drop(picture)
        # The draft holds it as it came: the search sees what there is to see.
        desk.wait(self.leaks, "the picture in the draft")
        desk.click(None, f"Open and edit {picture.name}")
        editor = self.desktop.window(desk.process, "^Edit ")
        canvas = desk.find(None, f"Picture {picture.name}")
        (left, top), (right, bottom) = desk.wait(lambda: self.seen(canvas.area), "the card's number in the editor")
        self.desktop.drag((left - 8, top - 8), (right + 8, bottom + 8))
        desk.wait(lambda: not self.seen(canvas.area), "nothing of it under the black")
        desk.click("push button", "Use the edited picture")
        desk.wait(lambda: editor not in self.desktop.run("xdotool", "search", "--onlyvisible", "--all", "--pid",
                                                         desk.process.pid, "--name", ".").split(), "the end of the editor")
        desk.find(None, f"Open and edit {picture.name}")
        desk.wait(lambda: not self.leaks(), "a draft without what was redacted")
        _, answer, state = desk.ask("What does this message mean?")
        self.payment = answer
        self.assertEqual(state, "done")
        self.assertIn("declined", answer)
        desk.click("push button", "Approve")  # keeps a thumbnail
        desk.wait(lambda: desk.rows("SELECT count(*) FROM faults", database="known_faults.sqlite") == [(2,)], "a second known fault")
        self.assertEqual(self.leaks(), [])
        self.assertFalse(self.seen((0, 0, 1440, 900)))

    def seen(self, area):
        """The corners of what has the secret colour on the screen; empty when there is none."""
        x, y, width, height = area
        rgb = subprocess.run(["import", "-window", "root", "-crop", f"{width}x{height}+{x}+{y}", "+repage", "-depth", "8", "rgb:-"],
                             env=self.desktop.environment, check=True, stdout=subprocess.PIPE).stdout
        found = near(rgb, SECRET, 4)
        if not found:
            return ()
        columns, lines = [at % width for at in found], [at // width for at in found]
        return (x + min(columns), y + min(lines)), (x + max(columns), y + max(lines))

    def writes_the_reply_to_the_customer(self):
        desk = self.desk
        number = desk.turns() + 1
        desk.key("ctrl+shift+k")
        desk.wait(lambda: desk.turn(number), "the wish for a reply")
        question, answer, state = desk.ended(number)
        self.assertEqual(state, "done")
        self.assertIn("reply to the customer", question)
        self.assertTrue(answer)
        desk.key("ctrl+shift+c")
        desk.wait(lambda: self.desktop.run("xclip", "-selection", "clipboard", "-o") == answer.strip(), "the answer on the clipboard")

    def exports_in_every_form(self):
        desk = self.desk
        out = self.desktop.folder / "exports"
        out.mkdir()
        # By the window, the conversation with the redacted picture.
        for form in ("md", "html", "pdf", "json"):
            desk.key("ctrl+e")
            dialog = self.desktop.window(desk.process, "Export")
            file = out / f"payment.{form}"
            self.desktop.key(dialog, "ctrl+a")
            self.desktop.paste(dialog, str(file))
            self.desktop.key(dialog, "Return")
            desk.wait(file.exists, f"{file.name}")
            desk.find("label", f"Exported to {file}")
        for form in ("md", "html"):
            self.assertIn("declined", (out / f"payment.{form}").read_text())
        self.assertIn("data:image/", (out / "payment.html").read_text())
        exported, = json.loads((out / "payment.json").read_text())["conversations"]
        self.assertEqual(exported["turns"][0]["answer"], self.payment)
        self.assertIn("What does this message mean?", self.text_of(out / "payment.pdf"))
        # By the command line, all of them, while the window has the store open.
        for form in ("md", "html", "pdf", "json"):
            self.desktop.run(PROGRAMS / "glancedesk-cli", "export", "--all", "--format", form, "--out", out / f"all.{form}", "--data", desk.data)
        exported = json.loads((out / "all.json").read_text())["conversations"]
        self.assertEqual(sum(len(one["turns"]) for one in exported), desk.turns())
        self.assertIn("这个红灯是什么意思", self.text_of(out / "all.pdf"))
        # Nothing that was redacted, and no half file.
        self.assertEqual(self.leaks(), [])
        self.assertEqual(sorted(file.suffix for file in out.iterdir()), sorted([".md", ".html", ".pdf", ".json"] * 2))

    def text_of(self, pdf):
        text = self.desktop.run("pdftotext", "-enc", "UTF-8", pdf, "-")
        # A glyph that stands for a character and for a radical gives the radical; NFKC makes them one.
        return unicodedata.normalize("NFKC", " ".join(text.split()))

    def loses_nothing_by_being_killed(self):
        desk = self.desk
        desk.key("ctrl+n")
        desk.drop(SAMPLES / "storage_full.png")
        with HeldThreads(desk.process) as threads:
            number, shown = desk.ask_partly("Write a short reply to the customer.", threads)
            before = desk.rows("SELECT id, question, answer, state FROM turns ORDER BY id")[:-1]
            # What is in the window comes to the disk while the answer goes on.
            desk.wait(lambda: desk.turn(number)[1].startswith(shown), "the words of the window on the disk")
            desk.process.send_signal(signal.SIGKILL)
        desk.process.wait(60)
        self.assertEqual(desk.turn(number)[2], "answering")
        self.assertEqual(desk.rows("SELECT id, question, answer, state FROM turns ORDER BY id")[:-1], before)
        self.assertEqual(desk.rows("PRAGMA integrity_check"), [("ok",)])

        desk.open()
        desk.find("label", "was ended while an answer was being written")
        question, kept, state = desk.turn(number)
        self.assertEqual((question, state), ("Write a short reply to the customer.", "stopped"))
        self.assertTrue(kept.startswith(shown), kept)
        desk.wait(lambda: len(desk.listed()) == 4, "all conversations in the list")
        desk.click("push button", "Go on with it")
        desk.wait(lambda: desk.turn(number)[2] == "done", "the whole answer")
        answer = desk.turn(number)[1]
        self.assertTrue(answer.startswith(kept) and len(answer) > len(kept), answer)
        desk.wait(lambda: desk.messages()[-1] == f"Answer: {answer}", "the whole answer in the window")

    def closes_with_everything_in_order(self):
        desk = self.desk
        desk.key("ctrl+q")
        self.assertEqual(desk.process.wait(60), 0)
        self.assertEqual(desk.rows("PRAGMA integrity_check"), [("ok",)])
        self.assertEqual(desk.rows("PRAGMA foreign_key_check"), [])
        named = {row[0] for row in desk.rows("SELECT hash FROM turn_pictures UNION SELECT hash FROM draft_pictures")}
        files = {file.name for file in (desk.data / "pictures").rglob("*") if file.is_file()}
        self.assertEqual(files, named)
        self.assertEqual(self.leaks(), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
