#!/usr/bin/env python3
"""What the chat page makes of answers: elements for Markdown, text for everything that could do harm.

    web_markdown_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import sys
import unittest
from pathlib import Path

SOURCE = Path(sys.argv[3])
sys.path.insert(0, str(SOURCE / "tests" / "support"))
from mock_openai import ANSWER  # noqa: E402
from page_case import PageTest  # noqa: E402

RED = SOURCE / "resources" / "samples" / "router_red_light.png"


class MarkdownTest(PageTest):
    def shows(self, text):
        self.mock.answer = [text[at:at + 7] for at in range(0, len(text), 7)] or [""]
        self.ask("go")
        return self.browser.find(".answer-body > .markdown")

    def html(self, text):
        return self.shows(text).get_attribute("innerHTML")

    def test_blocks_become_elements(self):
        html = self.html(ANSWER)
        for part in ['<h4 class="level-2">What the light means</h4>', "<strong>red light</strong>", "<em>no internet connection</em>",
                     "<ol><li>Check the network cable<ul><li>at the router (<code>WAN</code>)</li>", '<th scope="col"',
                     '<td class="align-right">nothing</td>', "<code>ping -c 3 192.168.1.1</code>", "<blockquote>",
                     'href="https://example.com/help" target="_blank" rel="noopener noreferrer"']:
            self.assertIn(part, html)

    def test_html_stays_text(self):
        evil = ("<img src=x onerror=alert(1)> <script>document.title='owned'</script>\n\n<iframe src='https://evil.example'></iframe>\n\n"
                "| <b>a</b> | b |\n|--|--|\n| <svg onload=alert(1)> | <style>*{display:none}</style> |\n\n"
                "```<script>\n</code></pre><script>alert(1)</script>\n```\n\n- <a href=javascript:alert(1)>x</a>\n\n> <object data=x>\n")
        node = self.shows(evil)
        self.assertEqual(self.browser.run("return [...arguments[0].querySelectorAll('img, script, iframe, style, object, b, a:not([href^=http])')].length", node), 0)
        self.assertEqual(self.browser.run("return arguments[0].querySelectorAll('svg:not(.icon)').length", node), 0)
        self.assertIn("onerror=alert(1)", node.get_property("textContent"))
        self.assertEqual(self.browser.run("return [...arguments[0].querySelectorAll('*')].flatMap((node) => [...node.attributes])"
                                          ".filter(({name}) => name.startsWith('on') || name === 'style').length", node), 0)
        self.assertNotIn("owned", self.browser.driver.title)

    def test_only_harmless_addresses_become_links(self):
        node = self.shows("[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](\tjavascript:alert(1)) "
                          "[e](vbscript:x) [f](file:///etc/passwd) [g](//evil.example) [h](/v1/models) <javascript:alert(1)> "
                          "[i](https://ok.example/a_(b)) [j](mailto:help@ok.example) ![k](https://track.example/p.png) http://bare.example.")
        links = self.browser.run("return [...arguments[0].querySelectorAll('a')].map((link) => link.getAttribute('href'))", node)
        self.assertEqual(links, ["https://ok.example/a_(b)", "mailto:help@ok.example", "https://track.example/p.png", "http://bare.example/"])
        self.assertEqual(self.browser.run("return arguments[0].querySelectorAll('img').length", node), 0)

    def test_chinese_emphasis_beside_punctuation(self):
        self.assertIn("<strong>红灯：</strong>表示断网", self.html("**红灯：**表示断网，snake_case_name 与 2 * 3 * 4 不变"))
        self.assertIn("snake_case_name 与 2 * 3 * 4 不变", self.browser.text(".answer-body > .markdown"))

    def test_broken_markdown_is_shown_quickly(self):
        for text in ["**" * 3000, "[" * 5000, "> " * 3000, "`" * 4999 + "a", "| " * 2000 + "\n" + "|-" * 2000, "- " * 2000,
                     "```\nnever closed", "*_~" * 2000, "\x00\ufffd\u202eabc", "1. a\n" * 500]:
            with self.subTest(text[:8]):
                self.open()
                self.mock.answer = [text]
                self.ask("go")

    def test_growing_answers_end_as_if_read_at_once(self):
        """Cut at every character, and only the last blocks are drawn again."""
        got = self.browser.run_async("""
            const {MarkdownView} = await import('/assets/markdown_view.js');
            const wrong = [];
            let drawn = 0;
            for (const text of given[0]) {
                const whole = new MarkdownView();
                whole.set(text);
                const grown = new MarkdownView();
                for (let end = 1; end <= text.length; ++end) grown.set(text.slice(0, end));
                if (grown.node.innerHTML !== whole.node.innerHTML) wrong.push([text, grown.node.innerHTML, whole.node.innerHTML]);
            }
            const long = new MarkdownView();
            const lines = Array.from({length: 300}, (_, n) => `Paragraph **${n}**\\n\\n`).join('');
            for (let end = 20; end <= lines.length; end += 20) long.set(lines.slice(0, end));
            return [wrong, long.drawn];""", [
                ANSWER, "- a\n- b\n\ntext\n\n1. x\n\n2. y\n\n   more\n\n## h ##\n\n***\nend", "1. a\n\n2", "a | b\n--|--\n1 | 2\n\n> q\n> - l\n\n```js\nlet a;\n```",
                "* one\n\n* two\n\n**bold** start", "para\n- item\n  1. deep\n     - deeper\n\nout", "```\ncode\n\n# not\n```\n# yes\n\n---\nlast"])
        self.assertEqual(got[0], [])
        self.assertLess(got[1], 1500)

    def test_copies_as_markdown_and_as_plain_text(self):
        self.browser.run("self.copied = []; navigator.clipboard.writeText = async (text) => { self.copied.push(text); };")
        self.shows(ANSWER)
        self.click("Copy as Markdown")
        self.click("Copy as plain text")
        self.click("Copy this code")
        markdown, plain, code = self.browser.wait(
            lambda: (lambda got: len(got) == 3 and got)(self.browser.run("return self.copied")), "three copies")
        self.assertEqual(markdown, ANSWER)
        self.assertEqual(code, "ping -c 3 192.168.1.1")
        for mark in ["**", "##", "```", "|", "`WAN`", "> "]:
            self.assertNotIn(mark, plain)
        self.assertIn("1. Check the network cable\n   • at the router (WAN)", plain)

    def test_copying_works_without_the_clipboard_api(self):
        self.shows("plain http has none")
        self.browser.run("Object.defineProperty(navigator, 'clipboard', {value: undefined});"
                         "document.addEventListener('copy', () => { self.copied = String(document.activeElement.value); })")
        self.click("Copy as Markdown")
        self.browser.wait(lambda: self.browser.run("return self.copied") == "plain http has none", "the copy")


class SafetyTest(PageTest):
    def test_nothing_is_asked_of_another_address(self):
        self.mock.answer = ["![x](https://track.example/1.png) <img src=https://track.example/2.png>"]
        self.attach(RED)
        self.ask("go")
        asked = self.browser.run("return performance.getEntriesByType('resource').map(({name}) => name)")
        self.assertGreater(len(asked), 20)
        self.assertEqual([name for name in asked if not name.startswith((self.mock.address, "blob:" + self.mock.address))], [])
        self.assertEqual({path for path in self.mock.paths if not path.startswith("/assets/")},
                         {"/", "/health", "/v1/models", "/v1/chat/completions"})

    def test_no_violation_of_the_policy_in_a_whole_tour(self):
        watch = self.browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
            "source": "self.violations = []; addEventListener('securitypolicyviolation', (event) =>"
                      " self.violations.push(`${event.violatedDirective} ${event.blockedURI}`));"})
        self.addCleanup(self.browser.driver.execute_cdp_cmd, "Page.removeScriptToEvaluateOnNewDocument", watch)
        self.open()
        self.mock.answer, self.mock.thinking = [ANSWER], ["hm"]
        self.attach(RED)
        self.ask("go")
        self.click("Open router_red_light.png")
        self.browser.shown("dialog.viewer img")
        self.click("Close", "dialog")
        self.browser.find("#open-shortcuts").click()
        self.click("Close", "dialog")
        self.click("Save “go” as Markdown")
        self.click("Copy as plain text")
        self.assertEqual(self.browser.run("return self.violations"), [])
        # The watch itself works: an inline script is refused.
        self.browser.run("const tag = document.createElement('p'); tag.setAttribute('style', 'color: red'); document.body.append(tag);")
        self.browser.wait(lambda: self.browser.run("return self.violations.length"), "a violation that is provoked")
        self.expected_log = ("Content Security Policy", "violates")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
