#!/usr/bin/env python3
"""`glancedesk-cli ask`, `doctor` and `servers` with servers in the model's place, some of which are killed.

    ask_upstream_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests" / "support"))

from mock_openai import Mock  # noqa: E402
from real_server import RealServer, add_key  # noqa: E402

SAMPLES = SOURCE / "resources" / "samples"
RED = SAMPLES / "router_red_light.png"
DEMO = SOURCE / "resources" / "models" / "demo"
QUESTION = "What does the red light mean?"


class AskCase(unittest.TestCase):
    def setUp(self):
        self.home = tempfile.TemporaryDirectory()
        self.addCleanup(self.home.cleanup)

    def start(self, *arguments, **environment):
        env = {**os.environ, "XDG_DATA_HOME": self.home.name, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
               "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus",
               "GLANCEDESK_RESOURCES": str(SOURCE / "resources"), **environment}
        return subprocess.Popen([str(PROGRAMS / "glancedesk-cli"), *map(str, arguments)], stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env=env)

    def run_(self, *arguments, **environment):
        process = self.start(*arguments, **environment)
        out, err = process.communicate(timeout=120)
        return process.returncode, out, err

    def file(self, name, content):
        path = Path(self.home.name) / name
        path.write_text(content)
        path.chmod(0o600)
        return path

    def answer(self, *arguments, **environment):
        code, out, err = self.run_("ask", "--temperature", 0, "--json", *arguments, **environment)
        self.assertEqual(code, 0, err)
        return json.loads(out)

    def fails(self, result, *words):
        """One sentence, and no answer."""
        code, out, err = result
        self.assertEqual((code, out), (1, ""), err)
        self.assertEqual(err.count("\n"), 1, err)
        for word in words:
            self.assertIn(word, err)


def rows_of(table):
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def kill(server):
    server.process.send_signal(signal.SIGKILL)
    server.process.wait(30)


class PlaceTest(AskCase):
    @classmethod
    def setUpClass(cls):
        cls.one = RealServer(PROGRAMS, SOURCE)
        cls.dead = RealServer(PROGRAMS, SOURCE)
        kill(cls.dead)

    @classmethod
    def tearDownClass(cls):
        cls.one.stop()
        cls.dead.stop()

    def test_an_answer_is_the_same_there_and_says_where_it_was_made(self):
        here = self.answer("--image", RED, QUESTION)
        there = self.answer("--upstream", self.one.url, "--image", RED, QUESTION)
        self.assertEqual(there["answer"], here["answer"])
        self.assertEqual(there["usage"]["image_tokens"], here["usage"]["image_tokens"])
        self.assertEqual(there["server"], self.one.url.removeprefix("http://"))
        self.assertNotIn("server", here)

    def test_the_answer_stands_alone_on_stdout(self):
        code, out, err = self.run_("ask", "--upstream", self.one.url, "--temperature", 0, "--image", RED, QUESTION)
        self.assertEqual((code, err), (0, ""))
        self.assertIn("no internet", out)
        self.assertEqual(out.count("\n"), 1)

    def test_a_server_that_was_killed_is_told_and_another_answers(self):
        code, out, err = self.run_("ask", "--upstream", self.dead.url, "--upstream", self.one.url, "Hello")
        self.assertEqual(code, 0, err)
        self.assertTrue(out.strip())
        self.assertEqual(err.count("\n"), 1, err)
        self.assertIn(self.dead.url.removeprefix("http://"), err)

    def test_where_none_is_left_one_sentence_says_so(self):
        self.fails(self.run_("ask", "--upstream", self.dead.url, "Hello"), "cannot be reached")
        named = self.run_("ask", "--upstream", self.dead.url, "--upstream-model", "demo", "Hello")
        self.assertEqual(named[0], 1)
        self.assertIn("cannot be reached", named[2])

    def test_one_that_breaks_off_in_the_middle_ends_the_answer_clearly(self):
        doomed = Mock()
        self.addCleanup(doomed.close)
        doomed.cut = True  # as a process that was killed leaves it
        code, out, err = self.run_("ask", "--upstream", doomed.address, "Hello")
        self.assertEqual((code, out), (1, "The light is **red**.\n"), err)
        self.assertIn("broke off", err)
        self.assertEqual(err.count("\n"), 1, err)

    def test_pictures_stay_here_where_that_is_the_rule(self):
        got = self.answer("--upstream", self.one.url, "--keep-pictures", "--image", RED, QUESTION)
        self.assertNotIn("server", got)
        self.assertIn("server", self.answer("--upstream", self.one.url, "--keep-pictures", "Hello"))

    def test_the_servers_come_from_a_file_the_environment_or_the_windows_settings(self):
        config = self.file("server.toml", f'[listen]\nport = 1\n[upstream]\naddresses = ["{self.one.url}"]\n')
        self.assertIn("server", self.answer("--config", config, "Hello"))
        self.assertIn("server", self.answer("Hello", GLANCEDESK_UPSTREAM_ADDRESSES=self.one.url))
        self.assertNotIn("server", self.answer("Hello"))
        self.assertEqual(self.run_("servers", "use", self.one.url, "--keep-pictures")[0], 0)
        self.assertIn("server", self.answer("Hello"))
        self.assertNotIn("server", self.answer("--image", RED, QUESTION))
        self.assertNotIn("server", self.answer("--model", DEMO, "Hello"))
        self.assertEqual(self.run_("servers", "off")[0], 0)
        self.assertNotIn("server", self.answer("Hello"))

    def test_what_is_wrong_in_the_file_is_named_with_its_line(self):
        config = self.file("server.toml", '[upstream]\nadresses = ["gpu1"]\n')
        self.fails(self.run_("ask", "--config", config, "Hello"), "server.toml", "addresses")

    def test_an_address_with_a_key_in_it_is_wrong_usage(self):
        code, _, err = self.run_("ask", "--upstream", "http://me:secret@gpu1", "Hello")
        self.assertEqual(code, 2)
        self.assertIn("without a key", err)

    def test_a_folder_of_pictures_goes_on_at_another_server(self):
        shots = Path(self.home.name) / "shots"
        shots.mkdir()
        for name in ("router_red_light.png", "router_green_light.png"):
            shutil.copy(SAMPLES / name, shots)
        table = Path(self.home.name) / "table.csv"
        batch = ("ask", "--batch", shots, "--question", "Which light?", "--temperature", 0, "--out", table)
        code, _, err = self.run_(*batch, "--upstream", self.dead.url, "--upstream-model", "demo")
        self.assertEqual(code, 1, err)
        rows = rows_of(table)
        self.assertEqual([bool(row["error"]) for row in rows], [True, True])
        code, _, err = self.run_(*batch, "--upstream", self.one.url)
        self.assertEqual(code, 0, err)
        rows = rows_of(table)
        answered = {row["name"]: row["answer"] for row in rows if row["answer"]}
        self.assertEqual(set(answered), {"router_red_light.png", "router_green_light.png"})

    def doctor(self, *arguments, **environment):
        code, out, err = self.run_("doctor", "--json", *arguments, **environment)
        self.assertIn(code, (0, 1), err)
        return [(f["health"], f["sentence"]) for f in json.loads(out) if f["subject"] in ("Server", "Pictures")]

    def test_the_doctor_looks_at_each_server(self):
        found = self.doctor("--upstream", self.one.url, "--upstream", self.dead.url)
        self.assertEqual([health for health, _ in found], ["fine", "hint", "fine"])
        self.assertIn("serves demo", found[0][1])
        self.assertIn("cannot be reached", found[1][1])
        self.assertIn("sent to the servers", found[2][1])
        found = self.doctor("--upstream", self.dead.url)
        self.assertEqual(found[0][0], "problem")
        found = self.doctor("--upstream", self.one.url, "--upstream-model", "llama")
        self.assertEqual(found[0][0], "problem")
        self.assertIn("has no model llama", found[0][1])
        self.assertEqual(self.doctor(), [])
        self.run_("servers", "use", self.one.url, "--keep-pictures")
        found = self.doctor()
        self.assertEqual(found[0][0], "fine")
        self.assertIn("stay on this computer", found[1][1])


class KeyTest(AskCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        keys = Path(cls.folder.name) / "keys.json"
        cls.key = add_key(PROGRAMS, keys, "front")
        cls.server = RealServer(PROGRAMS, SOURCE, f'[auth]\nkeys_file = "{keys}"\n')

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()
        cls.folder.cleanup()

    def test_the_key_comes_from_a_file_or_the_environment(self):
        to = ("--upstream", self.server.url)
        self.fails(self.run_("ask", *to, "Hello"), "refuses the key")
        self.fails(self.run_("ask", *to, "Hello", GLANCEDESK_UPSTREAM_KEY="sk-wrong"), "refuses the key")
        self.answer(*to, "Hello", GLANCEDESK_UPSTREAM_KEY=self.key)
        file = self.file("key", self.key + "\n")
        self.answer(*to, "--upstream-key-file", file, "Hello", GLANCEDESK_UPSTREAM_KEY="sk-wrong")
        config = self.file("server.toml", f'[upstream]\naddresses = ["{self.server.url}"]\nkey_file = "{file}"\n')
        self.answer("--config", config, "Hello")
        self.assertEqual(self.run_("servers", "use", self.server.url, "--key-file", file)[0], 0)
        self.answer("Hello")

    def test_the_doctor_says_whether_the_key_is_taken(self):
        code, out, _ = self.run_("doctor", "--upstream", self.server.url)
        self.assertEqual(code, 1)
        self.assertIn("refuses the key", out)
        _, out, _ = self.run_("doctor", "--upstream", self.server.url, GLANCEDESK_UPSTREAM_KEY=self.key)
        self.assertIn("takes the key and serves demo", out)
        self.assertNotIn(self.key, out)

    def test_a_missing_key_file_is_one_sentence(self):
        self.fails(self.run_("ask", "--upstream", self.server.url, "--upstream-key-file", "/none", "Hello"), "/none")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
