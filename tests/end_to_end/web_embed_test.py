#!/usr/bin/env python3
"""embed.js on a company's page of another origin: the button, the frame, the key, and who is not let in.

    web_embed_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import sys
import threading
import unittest
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SOURCE = Path(sys.argv[3])
sys.path.insert(0, str(SOURCE / "tests" / "support"))
from browser import Browser  # noqa: E402
from mock_openai import Mock  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

RED = SOURCE / "resources" / "samples" / "router_red_light.png"


class Company:
    """resources/examples on an origin of its own, with a policy when one is set."""

    def __init__(self):
        company = self
        self.policy = None

        class Handler(SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def end_headers(self):
                if company.policy:
                    self.send_header("Content-Security-Policy", company.policy)
                super().end_headers()

        folder = str(SOURCE / "resources" / "examples")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
        self.server.daemon_threads = True
        self.address = f"http://localhost:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class EmbedTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.driver.quit)

    def setUp(self):
        self.company = Company()
        self.mock = Mock(origins=(self.company.address,))
        self.addCleanup(self.mock.close)
        self.addCleanup(self.company.close)
        # The widget's root is closed to the page, and so to a test as well; this opens it before the page's scripts run.
        script = self.browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": """
            const attach = Element.prototype.attachShadow;
            Element.prototype.attachShadow = function () { return self.root = attach.call(this, {mode: 'open'}); };
            self.heard = []; addEventListener('message', ({data}) => self.heard.push(JSON.stringify(data)));"""})
        self.addCleanup(self.browser.driver.execute_cdp_cmd, "Page.removeScriptToEvaluateOnNewDocument", script)
        self.addCleanup(self.browser.log)

    def open(self, query=""):
        self.browser.driver.switch_to.default_content()
        self.browser.driver.get(f"{self.company.address}/company_page.html?port={self.mock.address}{query}")
        self.browser.wait(lambda: self.browser.run("return self.root?.querySelector('button')"), "the button").click()

    def enter(self):
        frame = self.browser.wait(lambda: self.browser.run("return self.root.querySelector('iframe')"), "the frame")
        self.browser.driver.switch_to.frame(frame)
        self.browser.wait(lambda: self.browser.all("#dot[data-state=ready]"), "the chat in the frame")

    def ask(self):
        self.browser.find("#files").send_keys(str(RED))
        self.browser.shown("#pictures .thumb")
        self.browser.find("#question").send_keys("What colour is it?" + Keys.ENTER)
        self.browser.wait(lambda: self.browser.text(".answer-body > .markdown") == "The light is red.", "the answer")

    def test_a_button_opens_the_chat_and_it_answers(self):
        self.open()
        self.enter()
        self.ask()
        self.assertEqual(len(self.mock.requests[0]["messages"][0]["content"]), 2)
        wide = self.browser.run("return document.documentElement.scrollWidth > innerWidth")
        self.assertFalse(wide)

    def test_language_and_theme_are_the_pages_choice(self):
        self.open("&lang=zh&theme=dark")
        self.assertEqual(self.browser.run("return self.root.querySelector('iframe').title"), "图答")
        self.enter()
        self.assertEqual(self.browser.find("#question").get_attribute("placeholder"), "就截图提问…")
        self.browser.wait(lambda: self.browser.run("return document.documentElement.dataset.theme") == "dark", "the dark theme")

    def test_the_key_goes_by_message_and_never_in_an_address(self):
        self.mock.key = "gd-widget"
        self.open("&key=gd-widget")
        self.assertNotIn("gd-widget", self.browser.run("return self.root.querySelector('iframe').src"))
        self.enter()
        self.browser.wait(lambda: self.browser.text("#model") == "mock-vision", "the model's name")
        self.browser.driver.switch_to.default_content()
        self.assertNotIn("gd-widget", "".join(self.mock.paths) + "".join(self.browser.run("return self.heard")))

    def test_escape_closes_it_and_gives_the_focus_back(self):
        self.open()
        self.enter()
        self.browser.find("#question").send_keys(Keys.ESCAPE)
        self.browser.driver.switch_to.default_content()
        self.browser.wait(lambda: self.browser.run("return self.root.querySelector('.panel').hidden"), "the closed panel")
        self.assertEqual(self.browser.run("return self.root.activeElement?.tagName"), "BUTTON")
        self.assertEqual(self.browser.run("return self.root.querySelector('button').getAttribute('aria-expanded')"), "false")

    def test_a_page_with_a_strict_policy_needs_two_lines_of_it(self):
        self.company.policy = (f"default-src 'none'; style-src 'self'; script-src 'self' {self.mock.address}; "
                               f"frame-src {self.mock.address}; require-trusted-types-for 'script'; trusted-types embed-test")
        # The example page writes its tag by script, which this policy forbids; companies have the tag in the page.
        self.assertEqual(self.tagged(), [])
        self.enter()
        self.ask()

    def tagged(self):
        """Opens a page that has the tag in its HTML; what its policy complained about."""
        page = SOURCE / "resources" / "examples" / "company_page.html"
        html = page.read_text().replace('<script src="company_page.js"></script>', f'<script src="{self.mock.address}/embed.js"></script>')
        self.assertIn(self.mock.address, html)
        self.serve("/tagged.html", html)
        self.browser.driver.get(f"{self.company.address}/tagged.html")
        self.browser.wait(lambda: self.browser.run("return self.root?.querySelector('button')"), "the button").click()
        return [line for line in self.browser.log() if "favicon" not in line]

    def serve(self, path, html):
        handler = self.company.server.RequestHandlerClass.func
        before = handler.do_GET

        def answer(self):
            if self.path != path:
                before(self)
                return
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(html.encode())
        handler.do_GET = answer

    def test_a_page_that_is_not_allowed_is_told_so(self):
        self.mock.origins = ()
        self.open()
        self.browser.wait(lambda: self.browser.run("return !self.root.querySelector('p').hidden"), "the sentence")
        self.assertIn("allows this page", self.browser.run("return self.root.querySelector('p').textContent"))
        self.assertEqual(self.mock.requests, [])

    def test_on_a_phone_it_fills_the_page(self):
        self.browser.size(360, 740)
        self.addCleanup(self.browser.size, 1200, 860)
        self.open()
        box = self.browser.run("const {width, height} = self.root.querySelector('.panel').getBoundingClientRect(); return [width, height]")
        self.assertEqual(box, [360, 740])
        self.enter()
        self.browser.find("#close-embed").click()
        self.browser.driver.switch_to.default_content()
        self.browser.wait(lambda: self.browser.run("return self.root.querySelector('.panel').hidden"), "the closed panel")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
