#!/usr/bin/env python3
"""The chat page, the embed button and the examples with the real `glancedesk-cli serve` and the bundled demo model.

    web_server_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import os
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.request
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROGRAMS, SOURCE = Path(sys.argv[1]), Path(sys.argv[3])
sys.path.insert(0, str(SOURCE / "tests" / "support"))
from browser import Browser  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

SAMPLES = SOURCE / "resources" / "samples"


class Examples(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


class Port:
    """A server with settings of its own; address is known when it listens, and ready() when it has its model."""

    def __init__(self, settings=""):
        self.folder = tempfile.TemporaryDirectory()
        config = Path(self.folder.name) / "server.toml"
        config.write_text(settings)
        self.environment = {**os.environ, "HOME": self.folder.name, "XDG_DATA_HOME": self.folder.name, "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen([str(PROGRAMS / "glancedesk-cli"), "serve", "--port", "0", "--config", str(config)],
                                        stdout=subprocess.PIPE, text=True, env=self.environment)
        first = self.process.stdout.readline()
        assert first.startswith("Serving on http://"), first
        self.address = first.split()[2].rstrip("/")
        assert self.process.stdout.readline().startswith("Ready"), "the model is loaded"

    def close(self):
        self.process.terminate()
        self.process.wait(60)
        self.process.stdout.close()
        self.folder.cleanup()


class ServerTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.examples = ThreadingHTTPServer(("127.0.0.1", 0), partial(Examples, directory=str(SOURCE / "resources" / "examples")))
        cls.examples.daemon_threads = True
        threading.Thread(target=cls.examples.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.examples.server_close)
        cls.addClassCleanup(cls.examples.shutdown)
        cls.company = f"http://127.0.0.1:{cls.examples.server_address[1]}"
        cls.port = Port(f'[listen]\nallowed_origins = ["{cls.company}"]\n')
        cls.addClassCleanup(cls.port.close)
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.driver.quit)

    def setUp(self):
        self.browser.log()

    def open(self):
        self.browser.driver.get(self.port.address)
        self.browser.wait(lambda: self.browser.all("#dot[data-state=ready]"), "the ready model")

    def ask(self, picture, question):
        before = len(self.browser.all(".answer"))
        self.browser.find("#files").send_keys(str(SAMPLES / picture))
        self.browser.shown("#pictures .thumb")
        self.browser.find("#question").send_keys(question + Keys.ENTER)
        self.browser.wait(lambda: len(self.browser.all(".answer .usage")) == before + 1 - len(self.browser.all(".answer .problem")),
                          "the whole answer", 120)
        return self.browser.run("return [...document.querySelectorAll('.answer-body > .markdown')].at(-1).textContent")

    def test_answers_about_the_picture_that_was_uploaded(self):
        self.open()
        self.assertIn("red", self.ask("router_red_light.png", "What colour is the light?").lower())
        self.assertRegex(self.browser.text(".usage"), r"^demo · \d+ tokens · (< 0\.1|\d+\.\d) s")
        self.assertEqual(self.browser.log(), [])
        self.open()
        self.assertIn("green", self.ask("router_green_light.png", "What colour is the light?").lower())

    def test_answers_in_chinese(self):
        self.open()
        self.assertIn("红", self.ask("router_red_light.png", "这个红灯是什么意思？"))

    def test_a_stopped_answer_leaves_the_model_free(self):
        self.open()
        self.browser.find("#files").send_keys(str(SAMPLES / "router_red_light.png"))
        self.browser.shown("#pictures .thumb")
        self.browser.find("#question").send_keys("What colour is the light?" + Keys.ENTER)
        self.browser.wait(lambda: self.browser.all("#send.running") or self.browser.all(".answer .usage"), "the running answer")
        self.browser.find("body").send_keys(Keys.ESCAPE)
        self.browser.wait(lambda: not self.browser.all("#send.running"), "the end")
        self.browser.find("#new").click()
        self.assertIn("red", self.ask("router_red_light.png", "What colour is the light?").lower())

    def test_headers_are_those_that_the_readme_asks_for(self):
        readme = (SOURCE / "resources" / "web" / "README.md").read_text()
        policy = next(line.split("`")[5] for line in readme.splitlines() if "`Content-Security-Policy`" in line)
        with urllib.request.urlopen(self.port.address) as reply:
            headers = reply.headers
        self.assertEqual(headers["Content-Security-Policy"], policy.replace("ANCESTORS", f"'self' {self.company}"))
        self.assertEqual((headers["X-Content-Type-Options"], headers["Referrer-Policy"]), ("nosniff", "no-referrer"))
        for file in sorted((SOURCE / "resources" / "web").rglob("*")):
            if file.is_file() and file.name != "README.md" and file.name != "index.html":
                with self.subTest(file.name), urllib.request.urlopen(f"{self.port.address}/{file.relative_to(SOURCE / 'resources' / 'web')}") as reply:
                    self.assertEqual(reply.read(), file.read_bytes())
                    self.assertIn(reply.headers.get_content_type(), {"text/javascript", "text/css", "image/svg+xml"})

    def test_a_page_of_an_allowed_origin_reads_a_file_and_posts_it(self):
        self.browser.driver.get(f"{self.company}/file_reader.html?port={self.port.address}")
        self.browser.find("#picture").send_keys(str(SAMPLES / "router_red_light.png"))
        self.browser.run("document.querySelector('#question').value = 'What colour is the light?'")
        self.browser.find("button").click()
        self.browser.wait(lambda: self.browser.text("#answer") not in ("", "…"), "the answer", 120)
        self.assertEqual(self.browser.find("#answer").get_attribute("class"), "")
        self.assertIn("light", self.browser.text("#answer").lower())

    def test_a_page_of_another_origin_is_refused(self):
        other = self.company.replace("127.0.0.1", "localhost")
        self.browser.driver.get(f"{other}/file_reader.html?port={self.port.address}")
        self.browser.find("#picture").send_keys(str(SAMPLES / "router_red_light.png"))
        self.browser.find("button").click()
        self.browser.wait(lambda: "could not be reached" in self.browser.text("#answer"), "the refusal", 60)

    def test_the_button_on_a_companys_page(self):
        script = self.browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
            const attach = Element.prototype.attachShadow;
            Element.prototype.attachShadow = function () { return self.root = attach.call(this, {mode: 'open'}); };"""})
        self.addCleanup(self.browser.driver.execute_cdp_cmd, "Page.removeScriptToEvaluateOnNewDocument", script)
        self.browser.driver.get(f"{self.company}/company_page.html?port={self.port.address}")
        self.browser.wait(lambda: self.browser.run("return self.root?.querySelector('button')"), "the button").click()
        frame = self.browser.wait(lambda: self.browser.run("return self.root.querySelector('iframe')"), "the frame")
        self.browser.driver.switch_to.frame(frame)
        self.addCleanup(self.browser.driver.switch_to.default_content)
        self.browser.wait(lambda: self.browser.all("#dot[data-state=ready]"), "the chat in the frame")
        self.assertIn("red", self.ask("router_red_light.png", "What colour is the light?").lower())

    def test_a_key_opens_a_server_that_wants_one(self):
        with tempfile.TemporaryDirectory() as folder:
            keys = Path(folder) / "keys.json"
            told = subprocess.run([str(PROGRAMS / "glancedesk-cli"), "keys", "--file", str(keys), "add", "page"], text=True, check=True,
                                  stdout=subprocess.PIPE, env={**os.environ, "HOME": folder, "LC_ALL": "C.UTF-8"}).stdout
            key = next(word for word in told.split() if word.startswith(("gd", "sk")))
            port = Port(f'[auth]\nkeys_file = "{keys}"\n')
            self.addCleanup(port.close)
            self.browser.driver.get(port.address)
            self.browser.shown("dialog.key input[type=password]").send_keys(key + Keys.ENTER)
            self.browser.wait(lambda: self.browser.text("#model") == "demo", "the model's name")
            self.assertIn("red", self.ask("router_red_light.png", "What colour is the light?").lower())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
