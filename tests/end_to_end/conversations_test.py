#!/usr/bin/env python3
"""glancedesk-cli with the conversations of the window: list, search, export in every form, import, failures.

    conversations_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unicodedata
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
FIXTURE = SOURCE / "tests" / "data" / "conversations" / "v1.sql"


def run(*arguments, **options):
    environment = {**os.environ, "LANG": "en_US.UTF-8", "LC_ALL": "C.UTF-8", "LANGUAGE": "en_US"}
    for name in ("DISPLAY", "GLANCEDESK_DATA", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    done = subprocess.run([str(PROGRAMS / "glancedesk-cli"), *map(str, arguments)], env=environment, timeout=120,
                          capture_output=True, check=False, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


class ConversationsTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="glancedesk-test-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = self.folder / "data"
        self.data.mkdir()
        with sqlite3.connect(self.data / "conversations.db") as database:
            database.executescript(FIXTURE.read_text())

    def good(self, *arguments):
        code, out, err = run(*arguments, "--data", self.data)
        self.assertEqual((code, err), (0, ""))
        return out

    def export(self, form, *which):
        out = self.folder / f"out.{form}"
        self.good("export", *(which or ("--conversation", "2")), "--format", form, "--out", out)
        return out

    def test_lists_and_searches(self):
        lines = self.good("conversations").splitlines()
        self.assertEqual([line.split("\t")[0] for line in lines], ["2", "1"])
        self.assertIn("Printer shows E-13", lines[0])
        for words, found in (("断网", [1]), ("红", [1]), ("tray", [2]), ("nowhere", [])):
            listed = json.loads(self.good("conversations", "--json", "--search", words))
            self.assertEqual([one["id"] for one in listed], found, words)

    def test_an_older_store_is_copied_before_it_is_changed(self):
        self.good("conversations")
        with sqlite3.connect(self.data / "conversations.db.v1") as copy:
            self.assertEqual(copy.execute("PRAGMA user_version").fetchone()[0], 1)

    def test_chinese_text_can_be_taken_out_of_the_pdf(self):
        out = self.folder / "out.pdf"
        code, _, err = run("export", "--conversation", "1", "--format", "pdf", "--out", out, "--data", self.data)
        self.assertEqual(code, 0)
        self.assertIn("picture", err)  # the fixture's is lost, and that is said
        text = subprocess.run(["pdftotext", "-enc", "UTF-8", out, "-"], check=True, capture_output=True).stdout.decode()
        # Fonts whose glyph stands for a character and for a radical give the radical; NFKC makes them one.
        flat = unicodedata.normalize("NFKC", "".join(text.split()))
        self.assertIn("路由器的红灯是什么意思", flat)
        self.assertIn("红灯表示断网。", flat)
        self.assertIn("demo", flat)

    def test_markdown_and_html_hold_the_answer(self):
        self.assertIn("The tray is empty.", self.export("md").read_text())
        html = self.export("html").read_text()
        self.assertIn("The tray is empty.", html)
        self.assertNotIn("<script", html)

    def test_json_is_imported_without_loss(self):
        # The fixture's picture is lost, which is said and costs nothing else.
        code, _, err = run("export", "--all", "--format", "json", "--out", self.folder / "out.json", "--data", self.data)
        self.assertEqual((code, len(err.splitlines())), (0, 1))
        first = json.loads((self.folder / "out.json").read_text())
        other = self.folder / "other"
        code, out, err = run("import", self.folder / "out.json", "--data", other)
        self.assertEqual(code, 0, err)
        self.assertIn("2 conversations with 3 questions", out)
        again = self.folder / "again.json"
        code, _, err = run("export", "--all", "--format", "json", "--out", again, "--data", other)
        self.assertEqual(code, 0, err)

        def essence(file):
            kept = []
            for conversation in file["conversations"]:
                turns = [{key: turn[key] for key in ("asked", "question", "answer", "state", "model", "tokens", "seconds")}
                         for turn in conversation["turns"]]
                kept.append((conversation["title"], conversation["created"], conversation["changed"], turns))
            return sorted(kept, key=lambda one: one[0])
        self.assertEqual(essence(json.loads(again.read_text())), essence(first))

    def test_what_cannot_be_written_is_said_and_leaves_nothing(self):
        before = sorted(self.folder.rglob("*"))
        for out in ("/dev/full", self.folder / "no" / "folder.md"):
            code, _, err = run("export", "--conversation", "2", "--format", "md", "--out", out, "--data", self.data)
            self.assertEqual(code, 1)
            self.assertEqual(len(err.strip().splitlines()), 1, err)
            self.assertIn(str(out), err)
        kept = [file for file in before if file.is_file() and file.suffix == ".md"]
        self.assertEqual(kept, [file for file in self.folder.rglob("*.md")])

    def test_wrong_use_and_bad_files(self):
        self.assertEqual(run("export", "--conversation", "1", "--format", "doc", "--out", "x")[0], 2)
        self.assertEqual(run("export", "--format", "md", "--out", "x")[0], 2)
        code, _, err = run("export", "--conversation", "99", "--format", "md", "--out", self.folder / "x.md", "--data", self.data)
        self.assertEqual(code, 1)
        self.assertIn("99", err)
        bad = self.folder / "bad.json"
        bad.write_text("{}")
        code, _, err = run("import", bad, "--data", self.data)
        self.assertEqual((code, len(err.strip().splitlines())), (1, 1))

    def test_a_store_of_a_newer_program_is_left_alone(self):
        file = self.data / "conversations.db"
        with sqlite3.connect(file) as database:
            database.execute("PRAGMA user_version = 1000")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = hashlib.sha256(file.read_bytes()).hexdigest()
        code, _, err = run("conversations", "--data", self.data)
        self.assertEqual(code, 1)
        self.assertIn("newer", err)
        self.assertEqual(hashlib.sha256(file.read_bytes()).hexdigest(), before)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
