#!/usr/bin/env python3
"""`serve` before a server that isn't ours: llama-cpp-python with a tiny model made on the spot.

    upstream_others.py PROGRAM_FOLDER SOURCE_FOLDER [PYTHON]

Run by hand, since PyPI has llama-cpp-python as source only, which takes a quarter of an hour to build:

    python3 -m venv /tmp/others && /tmp/others/bin/pip install 'llama-cpp-python[server]' gguf
    upstream_others.py build/release/bin . /tmp/others/bin/python
"""
import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request
from pathlib import Path

PROGRAMS, SOURCE = (Path(p) for p in sys.argv[1:3])
PYTHON = sys.argv[3] if len(sys.argv) > 3 else sys.executable
sys.path.insert(0, str(SOURCE / "tests" / "support"))

from real_server import RealServer  # noqa: E402

KEY = "sk-llama"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Llama:
    def __init__(self, model):
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            [PYTHON, "-m", "llama_cpp.server", "--model", str(model), "--model_alias", "tiny", "--host", "127.0.0.1",
             "--port", str(self.port), "--api_key", KEY, "--n_ctx", "2048"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(1200):
            try:
                urllib.request.urlopen(urllib.request.Request(
                    self.url + "/v1/models", headers={"Authorization": f"Bearer {KEY}"}), timeout=5).close()
                return
            except OSError:
                assert self.process.poll() is None, "llama_cpp.server ended"
                time.sleep(0.1)
        raise AssertionError("llama_cpp.server did not answer within two minutes")

    def stop(self):
        self.process.kill()
        self.process.wait(30)


class LlamaTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        subprocess.run([PYTHON, str(SOURCE / "tests" / "support" / "tiny_gguf.py"), str(cls.folder / "tiny.gguf")], check=True)
        (cls.folder / "key").write_text(KEY)
        (cls.folder / "key").chmod(0o600)

    def setUp(self):
        self.llama = Llama(self.folder / "tiny.gguf")
        self.addCleanup(self.llama.stop)
        self.front = RealServer(PROGRAMS, SOURCE, f'[upstream]\naddresses = ["{self.llama.url}"]\n'
                                f'model = "tiny"\nkey_file = "{self.folder}/key"\ncheck_seconds = 0.5\n')
        self.addCleanup(self.front.stop)

    def ask(self, **fields):
        body = {"model": "tiny", "messages": [{"role": "user", "content": "What is it?"}], "max_tokens": 24, **fields}
        status, headers, text = self.front.request("POST", "/v1/chat/completions", body)
        return status, headers, text

    def test_an_answer_comes_whole_and_streamed(self):
        status, _, text = self.ask(temperature=0, seed=1)
        self.assertEqual(status, 200, text)
        whole = json.loads(text)
        self.assertEqual(whole["model"], "tiny")
        self.assertIn(whole["choices"][0]["finish_reason"], ("stop", "length"))
        again = self.ask(temperature=0, seed=1)
        self.assertEqual(json.loads(again[2])["choices"], whole["choices"])
        status, _, stream = self.ask(temperature=0, seed=2, stream=True)
        self.assertEqual(status, 200)
        self.assertTrue(stream.rstrip().endswith("data: [DONE]"))

    def test_its_death_is_told(self):
        self.llama.process.send_signal(signal.SIGKILL)
        self.llama.process.wait(30)
        status, _, text = self.ask()
        self.assertEqual((status, json.loads(text)["error"]["code"]), (503, "upstream_unreachable"))

    def test_what_it_cannot_take_is_an_error_of_its_own(self):
        status, _, text = self.ask(max_tokens=3000, messages=[{"role": "user", "content": "x" * 6000}])
        self.assertEqual((status, json.loads(text)["error"]["code"]), (502, "upstream_failed"), text)


if __name__ == "__main__":
    there = subprocess.run([PYTHON, "-c", "import gguf, llama_cpp.server.app"], capture_output=True, text=True)
    if there.returncode != 0:
        print(f"Not run: {PYTHON} has no llama-cpp-python[server] and gguf ({there.stderr.strip().splitlines()[-1]}).")
        sys.exit(0)
    unittest.main(argv=sys.argv[:1], verbosity=2)
