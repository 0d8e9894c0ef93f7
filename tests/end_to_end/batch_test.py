#!/usr/bin/env python3
"""glancedesk-cli ask --batch: a folder of pictures into a table, whatever lies in the folder and however often it is stopped.

    batch_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests" / "support"))

from mock_openai import Mock  # noqa: E402

SAMPLES = SOURCE / "resources" / "samples"
TINY = SOURCE / "tests" / "data" / "checkpoints" / "tiny"
QUESTION = "What colour is the light?"
HEADS = ["name", "question", "answer", "seconds", "tokens", "error"]


class BatchTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.pictures = Path(folder.name) / "shots"
        self.pictures.mkdir()
        self.table = Path(folder.name) / "table.csv"

    def start(self, *arguments, language="en_US"):
        environment = {**os.environ, "LANG": f"{language}.UTF-8", "LANGUAGE": language, "LC_ALL": f"{language}.UTF-8"}
        return subprocess.Popen([str(PROGRAMS / "glancedesk-cli"), "ask", *map(str, arguments)], env=environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run_batch(self, *arguments, **options):
        process = self.start("--batch", self.pictures, "--out", self.table, *arguments, **options)
        out, err = process.communicate(timeout=120)
        self.assertEqual(out, b"")
        return process.returncode, err.decode()

    def rows(self):
        data = self.table.read_bytes()
        self.assertTrue(data.startswith(b"\xef\xbb\xbf"))  # spreadsheets know it as UTF-8
        rows = list(csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)))
        self.assertEqual(rows[0], HEADS)
        return [dict(zip(HEADS, row)) for row in rows[1:]]

    def copy(self, sample, name):
        shutil.copy(SAMPLES / sample, self.pictures / name)

    def test_each_picture_has_a_row_and_a_bad_one_stops_nothing(self):
        self.copy("router_red_light.png", "shot2.png")
        self.copy("router_green_light.png", "shot10.PNG")
        (self.pictures / "shot3.png").write_bytes(b"not a picture")
        (self.pictures / "notes.txt").write_text("no picture either")
        code, err = self.run_batch("--temperature", "0", "--question", QUESTION)
        self.assertEqual(code, 1)
        self.assertIn("1 picture", err.splitlines()[-1])
        rows = self.rows()
        self.assertEqual([row["name"] for row in rows], ["shot2.png", "shot3.png", "shot10.PNG"])
        self.assertIn("red", rows[0]["answer"].lower())
        self.assertIn("green", rows[2]["answer"].lower())
        self.assertGreater(float(rows[0]["seconds"]), 0)
        self.assertGreater(int(rows[0]["tokens"]), 0)
        self.assertEqual((rows[1]["answer"], rows[1]["seconds"], rows[1]["tokens"]), ("", "", ""))
        self.assertIn("shot3.png", rows[1]["error"])

        # The bad one is mended: answered rows stay to the byte, the failed one is asked about again.
        self.copy("router_red_light.png", "shot3.png")
        code, err = self.run_batch("--temperature", "0", QUESTION)
        self.assertEqual(code, 0, err)
        self.assertIn("2 of 3", err)
        again = self.rows()
        self.assertEqual([again[0], again[1]], [rows[0], rows[2]])
        self.assertEqual((again[2]["name"], again[2]["error"]), ("shot3.png", ""))
        before = self.table.read_bytes()
        self.assertEqual(self.run_batch("--temperature", "0", QUESTION)[0], 0)
        self.assertEqual(self.table.read_bytes(), before)

    def test_a_name_like_a_formula_is_text_and_known_again(self):
        self.copy("router_red_light.png", "=cmd()\".png")
        self.assertEqual(self.run_batch("--max-tokens", "2", QUESTION)[0], 0)
        self.assertEqual([row["name"] for row in self.rows()], ["'=cmd()\".png"])
        self.assertEqual(self.run_batch("--max-tokens", "2", QUESTION)[0], 0)
        self.assertEqual(len(self.rows()), 1)

    def test_half_a_row_is_asked_about_again(self):
        self.copy("router_red_light.png", "a.png")
        self.copy("router_green_light.png", "b.png")
        self.assertEqual(self.run_batch("--max-tokens", "4", QUESTION)[0], 0)
        whole = self.rows()
        data = self.table.read_bytes()
        begin_of_last = data.index(b'"b.png"')
        for cut in (begin_of_last + 40, len(data) - 1, 2):
            self.table.write_bytes(data[:cut])
            code, err = self.run_batch("--temperature", "0", "--max-tokens", "4", QUESTION)
            self.assertEqual(code, 0, err)
            self.assertEqual([row["name"] for row in self.rows()], ["a.png", "b.png"], cut)
            if cut >= begin_of_last:
                self.assertEqual(self.rows()[0], whole[0])

    def test_ctrl_c_keeps_whole_rows_and_the_next_run_goes_on(self):
        for i in range(4):
            self.copy("router_red_light.png", f"{i}.png")
        # Random weights go on for very long; the first picture is not one, so that there is a row.
        (self.pictures / "0.png").write_bytes(b"no picture")
        process = self.start("--batch", self.pictures, "--out", self.table, "--model", TINY, "--temperature", "2", "--top-p", "1",
                             "--top-k", "0", "--max-tokens", "100000", QUESTION)
        self.assertIn(b"0.png", process.stderr.readline())
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn(b"goes on from there", err)
        self.assertEqual([row["name"] for row in self.rows()], ["0.png"])
        self.assertEqual(self.run_batch("--max-tokens", "2", QUESTION)[0], 1)
        self.assertEqual(sorted(row["name"] for row in self.rows()), ["0.png", "1.png", "2.png", "3.png"])

    def test_a_list_brings_its_own_questions(self):
        self.copy("router_red_light.png", "a.png")
        listed = self.pictures / "list.jsonl"
        lines = [{"image": "a.png", "question": QUESTION}, {"image": "a.png"}, {"image": "gone.png"}]
        listed.write_text("\n".join(map(json.dumps, lines)))
        self.pictures = listed
        code, _ = self.run_batch("--temperature", "0", "--max-tokens", "20", "--question", "这个红灯是什么意思？")
        self.assertEqual(code, 1)
        rows = self.rows()
        self.assertEqual([(row["name"], row["question"]) for row in rows],
                         [("a.png", QUESTION), ("a.png", "这个红灯是什么意思？"), ("gone.png", "这个红灯是什么意思？")])
        self.assertIn("红", rows[1]["answer"])
        listed.write_text('{"image": "a.png", "question": "?"}\n{"picture": "a.png"}\n')
        code, err = self.run_batch()
        self.assertEqual(code, 1)
        self.assertIn("line 2", err)

    def test_what_cannot_begin_says_so_in_one_line(self):
        code, err = self.run_batch(QUESTION)
        self.assertEqual((code, len(err.splitlines())), (1, 1), err)
        self.assertIn("no picture", err)
        self.assertFalse(self.table.exists())

        self.copy("router_red_light.png", "a.png")
        self.table.write_text("customers,that,are,somebody's\n")
        for language, words in (("en_US", "another"), ("zh_CN", "另")):
            code, err = self.run_batch(QUESTION, language=language)
            self.assertEqual((code, len(err.splitlines())), (1, 1), err)
            self.assertIn(words, err)
        self.assertEqual(self.table.read_text(), "customers,that,are,somebody's\n")

        self.table = self.table.parent / "no" / "folder" / "table.csv"
        code, err = self.run_batch(QUESTION)
        self.assertEqual((code, len(err.splitlines())), (1, 1), err)

    def test_wrong_usage_is_2(self):
        for arguments in (["--batch", self.pictures, QUESTION], ["--batch", self.pictures, "--out", self.table],
                          ["--out", self.table, QUESTION], ["--batch", self.pictures, "--out", self.table, "--json", QUESTION]):
            process = self.start(*arguments)
            process.communicate(timeout=60)
            self.assertEqual(process.returncode, 2, arguments)

    def test_two_runs_do_not_write_the_same_table(self):
        self.copy("router_red_light.png", "1.png")
        (self.pictures / "0.png").write_bytes(b"no picture")
        server = Mock()
        self.addCleanup(server.close)
        server.gate = threading.Event()  # holds the first run in its answer
        first = self.start("--batch", self.pictures, "--out", self.table, "--upstream", server.address, QUESTION)
        self.assertIn(b"0.png", first.stderr.readline())
        code, err = self.run_batch(QUESTION)
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=60)
        self.assertEqual(code, 1)
        self.assertIn("another run", err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
