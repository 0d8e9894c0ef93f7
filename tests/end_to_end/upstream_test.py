#!/usr/bin/env python3
"""Servers in the model's place: `serve` before two others of our own, one of which dies in the middle of its work.

    upstream_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import base64
import http.client
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests" / "support"))

from real_server import RealServer, add_key  # noqa: E402

RED = SOURCE / "resources" / "samples" / "router_red_light.png"
DEMO = SOURCE / "resources" / "models" / "demo"
ENDS = json.loads((DEMO / "generation_config.json").read_text())["eos_token_id"]
LONG = {"temperature": 2, "top_p": 1, "top_k": 0, "logit_bias": {str(end): -100 for end in ENDS}}  # never ends by itself
KEY = "sk-the-servers-own"


def config_for(addresses, more="", tail=""):
    return f"[upstream]\naddresses = {json.dumps(addresses)}\ncheck_seconds = 0.5\n{more}\n{tail}"


def picture():
    return {"type": "image_url", "image_url": {"url": "data:image/png;base64," + base64.b64encode(RED.read_bytes()).decode()}}


def about_picture(text="What colour is the light?"):
    return [{"role": "user", "content": [picture(), {"type": "text", "text": text}]}]


def chat(server, messages, **fields):
    body = {"model": "glm-4.6v-flash", "messages": messages, **fields}
    status, headers, text = server.request("POST", "/v1/chat/completions", body)
    return status, headers, json.loads(text)


class Stream:
    """One streamed answer, read on a thread of its own."""

    def __init__(self, server, number, **fields):
        self.text = ""
        self.error = None
        self.is_done = False
        self.begun = threading.Event()
        self.body = json.dumps({"model": "glm-4.6v-flash", "stream": True, "seed": number, **fields,
                                "messages": [{"role": "user", "content": f"Question {number}"}]})
        self.connection = http.client.HTTPConnection(server.host, server.port, timeout=120)
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def read(self):
        try:
            self.listen()
        finally:
            self.connection.close()

    def listen(self):
        self.connection.request("POST", "/v1/chat/completions", self.body, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        if answer.status != 200:
            self.error = json.loads(answer.read())["error"]
            return
        try:
            for line in answer:
                self.take(line.decode().strip())
        except (OSError, http.client.HTTPException, ValueError):
            pass  # the test closed it

    def take(self, line):
        if not line.startswith("data: "):
            return
        if line == "data: [DONE]":
            self.is_done = True
            return
        chunk = json.loads(line.removeprefix("data: "))
        if "error" in chunk:
            self.error = chunk["error"]
        for choice in chunk.get("choices", []):
            piece = choice["delta"].get("content") or ""
            self.text += piece
            if piece:
                self.begun.set()

    def close(self):
        self.connection.sock.shutdown(2)
        self.thread.join()


class BeforeTwoTest(unittest.TestCase):
    """A server of its own limits, keys, cache and audit before two others."""

    @classmethod
    def setUpClass(cls):
        few = "[limits]\nrunning = 2\n"
        cls.one, cls.other = RealServer(PROGRAMS, SOURCE, few), RealServer(PROGRAMS, SOURCE, few)
        cls.front = RealServer(PROGRAMS, SOURCE, config_for([cls.one.url, cls.other.url]))

    @classmethod
    def tearDownClass(cls):
        code, _, err = cls.front.stop()
        cls.one.stop()
        cls.other.stop()
        assert code == 0, (code, err)

    def test_an_answer_is_the_same_as_without_it(self):
        direct = chat(self.one, about_picture(), temperature=0)[2]
        through = chat(self.front, about_picture(), temperature=0)[2]
        self.assertEqual(through["choices"][0]["message"], direct["choices"][0]["message"])
        self.assertIn("red", through["choices"][0]["message"]["content"].lower())
        self.assertEqual(through["usage"]["prompt_tokens"], direct["usage"]["prompt_tokens"])
        self.assertEqual(through["usage"]["prompt_tokens_details"]["image_tokens"],
                         direct["usage"]["prompt_tokens_details"]["image_tokens"])

    def test_a_repeated_question_comes_from_its_own_cache(self):
        first = chat(self.front, about_picture("And what is it?"), temperature=0)
        again = chat(self.front, about_picture("And what is it?"), temperature=0)
        self.assertEqual(again[1]["X-GlanceDesk-Cache"], "hit")
        self.assertEqual(first[2]["choices"][0]["message"], again[2]["choices"][0]["message"])

    def test_every_request_is_in_its_own_audit_log(self):
        chat(self.front, [{"role": "user", "content": "For the log"}], max_tokens=3)
        log = next(Path(self.front.data).rglob("audit.jsonl"))
        self.assertTrue(self.front.wait_until(lambda: "/v1/chat/completions" in log.read_text()))
        records = [json.loads(line) for line in log.read_text().splitlines()]
        asked = [record for record in records if "/v1/chat/completions" in record.values()]
        self.assertEqual({record["model"] for record in asked}, {self.one.model})

    def test_a_schema_holds_the_answer_there(self):
        schema = {"type": "object", "properties": {"light": {"enum": ["red", "green"]}}, "required": ["light"],
                  "additionalProperties": False}
        got = chat(self.front, about_picture(), temperature=0, response_format={
            "type": "json_schema", "json_schema": {"name": "light", "schema": schema, "strict": True}})[2]
        self.assertIn(json.loads(got["choices"][0]["message"]["content"])["light"], ("red", "green"))

    def test_texts_are_counted_by_the_servers(self):
        direct = self.one.request("POST", "/tokenize", {"text": "A red light"})
        through = self.front.request("POST", "/tokenize", {"text": "A red light"})
        self.assertEqual(json.loads(through[2]), json.loads(direct[2]))

    def test_the_model_is_called_as_the_servers_call_it(self):
        names = [model["id"] for model in json.loads(self.front.request("GET", "/v1/models")[2])["data"]]
        self.assertIn(self.one.model, names)

    def test_a_client_that_leaves_stops_the_server_behind(self):
        stream = Stream(self.front, 1, max_tokens=20000, **LONG)
        self.assertTrue(stream.begun.wait(60))
        stream.close()
        self.assertTrue(self.front.wait_until(lambda: self.running() == 0), "somebody still computes")

    def running(self):
        return self.one.metric("glancedesk_answers_in_work") + self.other.metric("glancedesk_answers_in_work")


class DeathTest(unittest.TestCase):
    def test_what_has_not_begun_succeeds_elsewhere_and_what_has_ends_clearly(self):
        few = "[limits]\nrunning = 2\n"
        doomed, well = RealServer(PROGRAMS, SOURCE, few), RealServer(PROGRAMS, SOURCE, few)
        front = RealServer(PROGRAMS, SOURCE, config_for([doomed.url, well.url]))
        try:
            # Each of the two computes two at a time: four begin, four wait there.
            streams = [Stream(front, number, max_tokens=700, **LONG) for number in range(8)]
            self.assertTrue(front.wait_until(lambda: sum(s.begun.is_set() for s in streams) >= 4, 60))
            doomed.process.send_signal(signal.SIGKILL)
            begun = [s.begun.is_set() for s in streams]
            later = [Stream(front, number, max_tokens=20, temperature=0) for number in range(8, 14)]
            for stream in streams + later:
                stream.thread.join(240)
                self.assertFalse(stream.thread.is_alive())
            broken = [s for s in streams if s.error]
            self.assertTrue(1 <= len(broken) <= 4, [s.error for s in streams])
            for stream in broken:
                self.assertEqual(stream.error["code"], "upstream_cut")
                self.assertIn("broke off", stream.error["message"])
                self.assertTrue(stream.begun.is_set())
                self.assertFalse(stream.is_done)
            for stream, had_begun in zip(streams, begun):
                if not had_begun:
                    self.assertIsNone(stream.error)
                    self.assertTrue(stream.is_done)
            for stream in later:
                self.assertIsNone(stream.error)
                self.assertTrue(stream.is_done)
            # The other one too: a clear error, and health for the operator.
            well.process.send_signal(signal.SIGKILL)
            well.process.wait(30)
            status, headers, body = chat(front, [{"role": "user", "content": "Anyone?"}])
            self.assertEqual((status, body["error"]["code"]), (503, "upstream_unreachable"))
            self.assertIn("Retry-After", headers)
        finally:
            code, _, err = front.stop()
            for server in (doomed, well):
                server.stop()
        self.assertEqual(code, 0, err)

    def test_pictures_stay_here_where_that_is_the_rule(self):
        away = RealServer(PROGRAMS, SOURCE)
        front = RealServer(PROGRAMS, SOURCE, config_for([away.url], "keep_pictures_here = true"))
        try:
            self.assertEqual(chat(front, [{"role": "user", "content": "Hello"}], max_tokens=4)[0], 200)
            away.process.send_signal(signal.SIGKILL)
            away.process.wait(30)
            status, _, body = chat(front, about_picture(), temperature=0)
            self.assertEqual(status, 200)
            self.assertIn("red", body["choices"][0]["message"]["content"].lower())
            self.assertEqual(chat(front, [{"role": "user", "content": "Hello again"}], max_tokens=4)[0], 503)
        finally:
            front.stop()
            away.stop()


class KeyTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        keys = Path(cls.folder.name) / "keys.json"
        cls.key = add_key(PROGRAMS, keys, "front")
        cls.behind = RealServer(PROGRAMS, SOURCE, f'[auth]\nkeys_file = "{keys}"\n')

    @classmethod
    def tearDownClass(cls):
        cls.behind.stop()
        cls.folder.cleanup()

    def serve(self, config, **environment):
        """What `serve` says when it can't start."""
        file = Path(self.folder.name) / "front.toml"
        file.write_text(config)
        done = subprocess.run([str(PROGRAMS / "glancedesk-cli"), "serve", "--port", "0", "--config", str(file)],
                              capture_output=True, text=True, timeout=60,
                              env={**os.environ, "XDG_DATA_HOME": self.folder.name, "LANG": "C.UTF-8",
                                   "GLANCEDESK_RESOURCES": str(SOURCE / "resources"), **environment})
        self.assertEqual(done.returncode, 1)
        return done.stderr

    def test_a_key_from_a_file_is_taken(self):
        file = Path(self.folder.name) / "upstream.key"
        file.write_text(self.key + "\n")
        file.chmod(0o600)
        front = RealServer(PROGRAMS, SOURCE, config_for([self.behind.url], f'key_file = "{file}"'))
        try:
            self.assertEqual(chat(front, [{"role": "user", "content": "Hello"}], max_tokens=4)[0], 200)
        finally:
            front.stop()

    def test_a_key_that_is_refused_is_said_at_the_start(self):
        said = self.serve(config_for([self.behind.url]), GLANCEDESK_UPSTREAM_KEY=KEY)
        self.assertIn("refuses the key", said)
        self.assertIn(self.behind.url.removeprefix("http://"), said)
        self.assertNotIn(KEY, said)

    def test_what_is_wrong_in_the_file_is_named_with_its_line(self):
        said = self.serve('[upstream]\naddresses = ["http://me:secret@gpu1"]\n')
        self.assertIn("line 2", said)
        self.assertIn("upstream.addresses", said)
        self.assertNotIn("secret@", said)
        self.assertIn("upstream.adresses", self.serve('[upstream]\naddresses = ["gpu1"]\nadresses = []\n'))

    def test_a_model_that_no_server_has_is_said(self):
        said = self.serve(config_for([self.behind.url], 'model = "llama"'), GLANCEDESK_UPSTREAM_KEY=self.key)
        self.assertIn("has no model llama", said)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
