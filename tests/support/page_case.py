"""What the tests of the chat page share: a browser, a mock of the API, and hands on the page."""
import unittest

from browser import Browser
from mock_openai import Mock
from selenium.webdriver.common.keys import Keys


class PageTest(unittest.TestCase):
    """One browser for all tests of a class; each starts with an empty profile's storage and a mock of its own."""
    language, dark, width, height = "en", False, 1200, 860

    @classmethod
    def setUpClass(cls):
        cls.browser = Browser(cls.language, cls.dark, cls.width, cls.height)
        cls.addClassCleanup(cls.browser.driver.quit)

    def setUp(self):
        self.mock = Mock()
        self.addCleanup(self.mock.close)
        self.addCleanup(self.no_complaints)
        self.addCleanup(lambda: self.browser.driver.get("about:blank"))
        self.expected_log = ()
        self.open()

    def no_complaints(self):
        """Neither errors nor violations of the page's policy; a test names what it provokes."""
        wrong = [line for line in self.browser.log() if not any(part in line for part in self.expected_log)]
        self.assertEqual(wrong, [])

    def open(self, query=""):
        self.browser.driver.get(f"{self.mock.address}/{query}")
        self.ready()

    def ready(self):
        self.browser.wait(lambda: self.browser.find("#dot").get_attribute("data-state") == "ready", "ready server")

    def attach(self, *files):
        before = len(self.browser.all("#pictures .thumb"))
        self.browser.find("#files").send_keys("\n".join(str(file) for file in files))
        self.browser.wait(lambda: len(self.browser.all("#pictures .thumb")) == before + len(files), "thumbnails")

    def send(self, text):
        self.browser.find("#question").send_keys(text + Keys.ENTER)

    def answers(self):
        return self.browser.run("return [...document.querySelectorAll('.answer')].map((node) => ({"
                                "text: node.querySelector('.answer-body > .markdown').textContent,"
                                "busy: node.getAttribute('aria-busy') === 'true', all: node.textContent}))")

    def answered(self, count=1):
        self.browser.wait(lambda: len(self.answers()) == count and not self.answers()[-1]["busy"], f"{count} whole answers")
        return self.answers()[-1]

    def ask(self, text, count=1):
        self.send(text)
        return self.answered(count)

    def click(self, label, inside=""):
        """At once: what is found could be drawn again before a second call clicks it."""
        script = ("const node = [...document.querySelectorAll(arguments[0])].find((node) => node.checkVisibility());"
                  "node?.click(); return Boolean(node);")
        self.browser.wait(lambda: self.browser.run(script, f'{inside} [aria-label="{label}"]'), label)
