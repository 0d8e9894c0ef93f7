#!/usr/bin/env python3
"""The chat page when something is wrong: pictures that can't be taken, errors of the server, keys, lost connections.

    web_trouble_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import base64
import struct
import sys
import tempfile
import unittest
import zlib
from pathlib import Path

SOURCE = Path(sys.argv[3])
sys.path.insert(0, str(SOURCE / "tests" / "support"))
from page_case import PageTest  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

RED = SOURCE / "resources" / "samples" / "router_red_light.png"


class PictureRefusalTest(PageTest):
    def refused(self, name, data):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / name
            file.write_bytes(data)
            self.browser.find("#files").send_keys(str(file))
            return self.browser.shown(".notice.problem p").text

    def png(self, width, height):
        def chunk(kind, body):
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
        rows = zlib.compressobj(9)
        data = b"".join(rows.compress(b"\0" * (width + 1)) for _ in range(height)) + rows.flush()
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")

    def test_one_clear_sentence_each(self):
        for name, data, words in [
            ("notes.png", b"just text", "“notes.png” is not a PNG, JPEG or WebP picture"),
            ("drawing.svg", b"<svg onload='alert(1)'/>", "is not a PNG, JPEG or WebP picture"),
            ("empty.png", b"", "“empty.png” is empty"),
            ("cut.png", RED.read_bytes()[:30], "“cut.png” is damaged"),
            ("thin.png", self.png(1000, 2), "too long and thin (1000 × 2 pixels)"),
        ]:
            with self.subTest(name):
                self.assertIn(words, self.refused(name, data))
                self.assertEqual(self.browser.all("#pictures .thumb"), [])
                self.click("Dismiss this message")

    def test_too_many_pixels_become_fewer_only_when_asked(self):
        self.assertIn("7000 × 6000 pixels, more than 40 megapixels", self.refused("big.png", self.png(7000, 6000)))
        self.assertEqual(self.browser.all("#pictures .thumb"), [])
        self.browser.shown(".notice .plain-button").click()
        self.browser.wait(lambda: self.browser.all("#pictures .thumb"), "the smaller copy")
        self.assertRegex(self.browser.text("#notices"), r"A copy with 3742 × 3207 pixels")

    def test_more_than_ten_are_refused(self):
        self.attach(*[RED] * 1)
        for _ in range(9):
            self.attach(RED)
        self.browser.find("#files").send_keys(str(RED))
        self.assertIn("at most 10 pictures", self.browser.shown(".notice.problem p").text)

    def test_a_pasted_picture_is_attached_and_can_be_removed(self):
        self.browser.run_async("""const bytes = Uint8Array.from(atob(given[0]), (sign) => sign.charCodeAt(0));
            const data = new DataTransfer(); data.items.add(new File([bytes], 'image.png', {type: 'image/png'}));
            document.querySelector('#question').dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true}));""",
                               base64.b64encode(RED.read_bytes()).decode())
        self.browser.shown("#pictures .thumb")
        self.click("Remove Pasted picture")
        self.assertEqual(self.browser.all("#pictures .thumb"), [])

    def test_a_dropped_picture_is_attached(self):
        drop = """const bytes = Uint8Array.from(atob(given[0]), (sign) => sign.charCodeAt(0));
            const data = new DataTransfer(); data.items.add(new File([bytes], 'shot.png', {type: 'image/png'}));
            const tell = (kind) => document.querySelector('#thread').dispatchEvent(
                new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
            tell('dragenter'); const shown = !document.querySelector('#drop').hidden; tell('drop');
            return shown && document.querySelector('#drop').hidden;"""
        self.assertTrue(self.browser.run_async(drop, base64.b64encode(RED.read_bytes()).decode()))
        self.browser.shown("#pictures .thumb")


class ErrorTest(PageTest):
    def fails(self, status, headers=None, message="fixed"):
        self.expected_log += (str(status),)
        self.mock.error = (status, headers or {}, message)
        return self.ask("hello")["all"]

    def test_403_413_500_by_their_words(self):
        for status, words in [(403, "may not ask here"), (413, "too large together"), (500, "went wrong in the server")]:
            with self.subTest(status):
                self.open()
                self.assertIn(words, self.fails(status))

    def test_400_tells_what_the_server_says(self):
        self.assertIn("The server says: at most 16 pictures", self.fails(400, message="at most 16 pictures"))

    def test_429_counts_the_seconds_down(self):
        self.assertRegex(self.fails(429, {"Retry-After": "300"}), r"try again in (300|29\d) s")
        self.assertFalse(self.browser.find(".problem button").is_enabled())
        self.open()
        self.fails(429, {"Retry-After": "1"})
        button = self.browser.find(".problem button")
        self.browser.wait(button.is_enabled, "the end of the wait")
        button.click()
        self.browser.wait(lambda: self.answers()[-1]["text"] == "The light is red.", "the answer after all")

    def test_503_tells_when(self):
        self.assertRegex(self.fails(503, {"Retry-After": "300"}), r"The server is busy: try again in (300|29\d) s")

    def test_401_asks_for_the_key_and_keeps_it_for_this_tab_only(self):
        self.expected_log = ("401",)
        self.mock.key = "gd-secret"
        self.open()
        field = self.browser.shown("dialog.key input[type=password]")
        field.send_keys("falsch 中" + Keys.ENTER)
        self.browser.wait(lambda: "only letters" in self.browser.text("dialog.key"), "the sentence")
        field.send_keys(Keys.CONTROL + "a", Keys.NULL, "gd-secret" + Keys.ENTER)
        self.browser.wait(lambda: self.browser.text("#model") == "mock-vision", "the model's name")
        self.ask("hello")
        self.assertEqual(self.mock.keys, ["Bearer gd-secret"])
        kept = "return [sessionStorage['glancedesk.key'], localStorage['glancedesk.key']]"
        self.assertEqual(self.browser.run(kept), ["gd-secret", None])

    def test_a_key_that_may_not_list_models_may_still_ask(self):
        self.expected_log = ("403",)
        self.mock.lists_models = False
        self.open()
        self.assertEqual(self.ask("hello")["text"], "The light is red.")
        self.assertEqual(self.mock.requests[0]["model"], "glm-4.6v-flash")

    def test_a_key_is_remembered_when_asked_and_forgotten_when_asked(self):
        self.browser.find("#open-key").click()
        self.browser.shown("dialog.key input[type=checkbox]").click()
        self.browser.find("dialog.key input[type=password]").send_keys("gd-longer" + Keys.ENTER)
        self.assertEqual(self.browser.run("return localStorage['glancedesk.key']"), "gd-longer")
        self.browser.find("#open-key").click()
        self.browser.shown("dialog.key .plain-button").click()
        self.assertEqual(self.browser.run("return [localStorage['glancedesk.key'], sessionStorage['glancedesk.key']]"), [None, None])

    def test_a_cut_stream_keeps_what_came(self):
        self.mock.cut = True
        got = self.ask("hello")
        self.assertEqual(got["text"], "The light is red.")
        self.assertIn("The connection ended before the answer did", got["all"])

    def test_an_error_inside_the_stream_is_shown(self):
        self.mock.stream_error = {"message": "x", "code": "context_length_exceeded"}
        self.assertIn("longer than the model can read", self.ask("hello")["all"])

    def test_the_length_limit_is_said(self):
        self.mock.finish = "length"
        self.assertIn("reached the length limit", self.ask("hello")["all"])

    def test_loading_shows_progress_and_then_opens(self):
        self.expected_log = ("503",)
        self.mock.health = (503, {"status": "loading", "progress": 0.42})
        self.browser.driver.get(self.mock.address)
        self.browser.wait(lambda: "42 %" in self.browser.text("#model"), "progress")
        self.assertEqual(self.browser.find("#progress").get_property("value"), 42)
        self.browser.find("#question").send_keys("early" + Keys.ENTER)
        self.assertIn("as soon as the model is ready", self.browser.text("#notices"))
        self.mock.health = (200, {"status": "ok"})
        self.ready()
        self.assertEqual(self.ask("")["text"], "The light is red.")

    def test_a_server_that_is_gone_is_said(self):
        self.expected_log = ("net::ERR",)
        self.mock.gone = True
        self.send("anyone?")
        self.assertIn("could not be reached", self.answered()["all"])
        self.browser.wait(lambda: self.browser.text("#model") == "The server does not answer", "the state")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
