#!/usr/bin/env python3
"""A client of others against the real port: `llm` on the command line, set up as resources/examples says.

    llm_client_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER       (with .deps/clients/bin/python3)
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests" / "support"))

from real_server import RealServer, add_key  # noqa: E402

RED = SOURCE / "resources" / "samples" / "router_red_light.png"
GREEN = SOURCE / "resources" / "samples" / "router_green_light.png"
LLM = Path(sys.executable).parent / "llm"
SCHEMA = {"type": "object", "properties": {"light": {"enum": ["red", "green"]}}, "required": ["light"],
          "additionalProperties": False}


class LlmTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        home = Path(cls.folder.name)
        keys = home / "port_keys.json"
        key = add_key(PROGRAMS, keys, "desk")
        cls.server = RealServer(PROGRAMS, SOURCE, f'[auth]\nkeys_file = "{keys}"\n')
        recipe = (SOURCE / "resources" / "examples" / "README.md").read_text()
        block = re.search(r"```yaml\n(- model_id: glancedesk.*?)```", recipe, re.S).group(1)
        (home / "extra-openai-models.yaml").write_text(block.replace("http://127.0.0.1:8080", cls.server.url))
        cls.environment = {**os.environ, "LLM_USER_PATH": str(home), "NO_COLOR": "1"}
        for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "OPENAI_API_KEY"):
            cls.environment.pop(name, None)
        # As `llm keys set glancedesk` keeps it, which reads a terminal alone.
        (home / "keys.json").write_text(json.dumps({"glancedesk": key}))

    @classmethod
    def tearDownClass(cls):
        code, _, err = cls.server.stop()
        cls.folder.cleanup()
        assert code == 0, (code, err)

    @classmethod
    def llm(cls, *arguments):
        done = subprocess.run([str(LLM), *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=120, env=cls.environment)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def test_a_picture_is_answered_streamed_and_whole(self):
        ask = ("-m", "glancedesk", "-o", "temperature", 0, "-a", RED, "What does the red light mean?")
        streamed = self.llm(*ask)
        self.assertIn("no internet connection", streamed)
        self.assertEqual(self.llm("--no-stream", *ask), streamed)

    def test_a_conversation_goes_on_with_another_picture(self):
        self.llm("-m", "glancedesk", "-o", "temperature", 0, "-a", RED, "What colour is the light?")
        self.assertTrue(self.llm("-c", "-o", "temperature", 0, "-a", GREEN, "And this one?").strip())
        first, second = sorted(turn["input_tokens"] for turn in json.loads(self.llm("logs", "-n", 2, "--json")))
        self.assertGreater(first, 160)  # a picture's
        self.assertGreater(second, 320)

    def test_a_schema_holds_the_answer(self):
        got = self.llm("-m", "glancedesk", "-o", "temperature", 0, "-a", RED, "--schema", json.dumps(SCHEMA),
                       "What colour is the light?")
        self.assertEqual(json.loads(got), {"light": "red"})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
