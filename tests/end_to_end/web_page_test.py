#!/usr/bin/env python3
"""The chat page in a real browser: asking, stopping, keeping. The API is a mock (tests/support/mock_openai.py);
web_server_test.py has the real one.

    web_page_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import base64
import json
import sys
import threading
import unittest
from pathlib import Path

SOURCE = Path(sys.argv[3])
sys.path.insert(0, str(SOURCE / "tests" / "support"))
from page_case import PageTest  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

RED = SOURCE / "resources" / "samples" / "router_red_light.png"
IMAGES = SOURCE / "tests" / "data" / "images"


class AskingTest(PageTest):
    def test_picture_and_question_arrive_as_they_are(self):
        self.attach(RED)
        self.assertEqual(self.ask("What colour is it?")["text"], "The light is red.")
        body = self.mock.requests[0]
        picture, text = body["messages"][0]["content"]
        self.assertEqual(text, {"type": "text", "text": "What colour is it?"})
        head, data = picture["image_url"]["url"].split(",")
        self.assertEqual(head, "data:image/png;base64")
        self.assertEqual(base64.b64decode(data), RED.read_bytes())
        self.assertEqual((body["stream"], body["stream_options"], body["model"]), (True, {"include_usage": True}, "mock-vision"))

    def test_tells_model_tokens_and_seconds(self):
        self.ask("hello")
        self.assertRegex(self.browser.text(".usage"), r"^mock-vision · 24 tokens · (< 0\.1|\d+\.\d) s")
        self.assertIn("120 tokens read", self.browser.find(".usage").get_attribute("title"))

    def test_follow_up_keeps_the_pictures_and_the_answers(self):
        self.attach(RED)
        self.ask("What is it?")
        self.ask("And now?", 2)
        roles = [message["role"] for message in self.mock.requests[1]["messages"]]
        self.assertEqual(roles, ["user", "assistant", "user"])
        self.assertEqual(self.mock.requests[1]["messages"][0], self.mock.requests[0]["messages"][0])
        self.assertEqual(self.mock.requests[1]["messages"][1]["content"], "The light is **red**.")

    def test_several_pictures_of_all_three_kinds(self):
        self.attach(RED, IMAGES / "progressive.jpg", IMAGES / "lossy.webp", IMAGES / "alpha.webp", IMAGES / "lossless.webp")
        self.ask("What are these?")
        urls = [part["image_url"]["url"] for part in self.mock.requests[0]["messages"][0]["content"][:-1]]
        self.assertEqual([url.split(";")[0] for url in urls], ["data:image/png", "data:image/jpeg", *["data:image/webp"] * 3])

    def test_picture_alone_is_described(self):
        self.attach(RED)
        self.ask("")
        self.assertEqual(self.mock.requests[0]["messages"][0]["content"][-1]["text"], "Describe this picture.")

    def test_thoughts_are_folded_and_not_sent_back(self):
        self.mock.thinking = ["Let me *look*", " closely."]
        self.ask("hello")
        self.assertFalse(self.browser.find(".thinking").get_property("open"))
        self.browser.find(".thinking summary").click()
        self.assertIn("Let me look closely.", self.browser.find(".thinking").text)
        self.ask("again", 2)
        self.assertNotIn("closely", json.dumps(self.mock.requests[1]))

    def test_shift_enter_is_a_new_line(self):
        field = self.browser.find("#question")
        field.send_keys("one", Keys.SHIFT + Keys.ENTER, Keys.NULL, "two")
        self.assertEqual((field.get_property("value"), self.mock.requests), ("one\ntwo", []))

    def test_enter_of_an_input_method_never_sends(self):
        field = self.browser.find("#question")
        field.click()
        self.browser.driver.execute_cdp_cmd("Input.imeSetComposition", {"text": "hongdeng", "selectionStart": 8, "selectionEnd": 8})
        # What the browser sends while the candidates are shown, and what Safari sends just after.
        for told in ("isComposing: true", "keyCode: 229"):
            self.browser.run("arguments[0].dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, "
                             f"cancelable: true, {told}}}))", field)
        self.assertEqual(self.browser.all(".question"), [])
        self.browser.driver.execute_cdp_cmd("Input.insertText", {"text": "红灯"})
        self.assertEqual(field.get_property("value"), "红灯")
        field.send_keys(Keys.ENTER)
        self.answered()
        self.assertEqual(self.mock.requests[0]["messages"][0]["content"], "红灯")

    def test_the_model_is_named_and_a_demo_is_said_to_be_one(self):
        self.assertEqual(self.browser.text("#model"), "mock-vision")
        self.assertFalse(self.browser.find("#demo").is_displayed())
        self.mock.model = "demo"
        self.open()
        self.assertTrue(self.browser.find("#demo").is_displayed())


class StoppingTest(PageTest):
    def begin(self):
        self.mock.gate = threading.Event()
        self.send("tell me")
        self.browser.wait(lambda: self.answers() and self.answers()[-1]["text"], "first words")

    def test_stop_closes_the_connection_and_keeps_what_came(self):
        self.begin()
        self.browser.find("#send").click()
        self.assertTrue(self.mock.closed.wait(10), "the server saw the connection end")
        got = self.answered()
        self.assertEqual(got["text"].strip(), "The light")
        self.assertIn("Stopped", got["all"])

    def test_escape_stops_too(self):
        self.begin()
        ActionChains(self.browser.driver).send_keys(Keys.ESCAPE).perform()
        self.assertTrue(self.mock.closed.wait(10))
        self.assertIn("Stopped", self.answered()["all"])

    def test_enter_while_answering_neither_sends_nor_stops(self):
        self.begin()
        self.browser.find("#question").send_keys("next" + Keys.ENTER)
        self.assertEqual(len(self.mock.requests), 1)
        self.mock.gate.set()
        self.answered()
        self.assertEqual(self.browser.find("#question").get_property("value"), "next")

    def test_an_answer_goes_on_while_another_conversation_is_shown(self):
        self.begin()
        self.browser.find("#new").click()
        self.assertEqual(self.browser.all(".answer"), [])
        self.mock.gate.set()
        self.browser.wait(lambda: not self.browser.all("#conversations .pulse"), "end of the answer")
        self.browser.find(".conversation").click()
        self.assertEqual(self.answered()["text"], "The light is red.")

    def test_a_page_that_went_away_keeps_what_came(self):
        self.begin()
        self.browser.run_async("const {openStore} = await import('/assets/store.js'); const store = await openStore();"
                               "while (!(await store.allMessages()).some(({text}) => text.startsWith('The light')))"
                               " await new Promise((look) => setTimeout(look, 50));")
        self.browser.run("addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)")
        self.browser.driver.get("about:blank")
        self.assertTrue(self.mock.closed.wait(10))
        self.open()
        self.browser.find(".conversation").click()
        got = self.answered()
        self.assertEqual(got["text"].strip(), "The light")
        self.assertIn("Stopped", got["all"])


class KeepingTest(PageTest):
    def test_conversation_and_picture_survive_a_reload(self):
        self.attach(RED)
        self.ask("What is this?")
        self.open()
        self.browser.find(".conversation").click()
        self.assertEqual(self.answered()["text"], "The light is red.")
        self.browser.wait(lambda: self.browser.run("return document.querySelector('.shot img')?.naturalWidth > 100"), "the picture")
        self.assertEqual(self.browser.text("#title"), "What is this?")

    def test_question_is_kept_before_the_model_is_asked(self):
        self.mock.error = (500, {}, "inside")
        self.expected_log = ("500",)
        self.ask("Is this kept?")
        self.open()
        self.browser.find(".conversation").click()
        self.assertEqual(self.browser.shown(".bubble").text, "Is this kept?")

    def test_draft_survives_a_reload(self):
        self.ask("first")
        self.browser.find("#question").send_keys("half a thought")
        self.browser.run_async("const {openStore} = await import('/assets/store.js'); const store = await openStore();"
                               "while ((await store.conversations())[0].draft !== 'half a thought')"
                               " await new Promise((look) => setTimeout(look, 50));")
        self.open()
        self.browser.find(".conversation").click()
        self.browser.wait(lambda: self.browser.find("#question").get_property("value") == "half a thought", "the draft")

    def test_rename_delete_and_undo(self):
        self.ask("first")
        self.click("Rename “first”")
        field = self.browser.find("#conversations input")
        field.send_keys(Keys.CONTROL + "a", Keys.NULL, "Router <b>red</b>" + Keys.ENTER)
        self.assertEqual(self.browser.text(".conversation .name"), "Router <b>red</b>")
        self.click("Delete “Router <b>red</b>”")
        self.browser.wait(lambda: not self.browser.all(".conversation"), "empty list")
        self.browser.shown(".notice .plain-button").click()
        self.browser.wait(lambda: self.browser.all(".conversation"), "the conversation again")
        self.open()
        self.assertEqual(self.browser.text(".conversation .name"), "Router <b>red</b>")

    def test_deleted_ones_leave_the_disk(self):
        self.attach(RED)
        self.ask("secret")
        self.click("Delete “secret”")
        self.browser.shown(".notice .plain-button")
        self.browser.run_async("const {openStore} = await import('/assets/store.js'); const store = await openStore();"
                               "const {id} = (await store.conversations())[0]; await store.write([['conversations',"
                               "{...(await store.conversations())[0], deleted: 1}]]);")
        self.open()
        left = ("const {openStore} = await import('/assets/store.js'); const store = await openStore();"
                "return (await store.conversations()).length + (await store.allMessages()).length")
        self.browser.wait(lambda: self.browser.run_async(left) == 0, "empty store")

    def test_another_answer_and_another_wording_lose_nothing(self):
        self.ask("first wording")
        self.mock.answer = ["a second answer"]
        self.click("Answer again")
        self.browser.wait(lambda: self.answers()[-1]["text"] == "a second answer", "second answer")
        self.click("The version before")
        self.assertEqual(self.answers()[-1]["text"], "The light is red.")
        self.click("Edit the question")
        self.browser.find(".edit-field").send_keys(Keys.CONTROL + "a", Keys.NULL, "better wording" + Keys.ENTER)
        self.browser.wait(lambda: self.browser.text(".bubble") == "better wording", "the new wording")
        self.answered()
        self.assertEqual(self.mock.requests[-1]["messages"], [{"role": "user", "content": "better wording"}])
        self.click("The version before", ".question")
        self.assertEqual(self.browser.text(".bubble"), "first wording")

    def test_search_finds_words_inside_answers_in_chinese(self):
        self.mock.answer = ["请检查网线"]
        self.ask("one")
        self.browser.find("#new").click()
        self.mock.answer = ["nothing"]
        self.ask("two")
        self.browser.find("#search").send_keys("查网")
        self.browser.wait(lambda: [node.text for node in self.browser.all(".conversation .name")] == ["one"], "the one that has it")

    def test_export_has_the_pictures(self):
        self.attach(RED)
        self.ask("What is this?")
        self.browser.run("self.saved = []; const make = URL.createObjectURL;"
                         "URL.createObjectURL = (blob) => { self.saved.push(blob); return make.call(URL, blob); }")
        self.click("Save “What is this?” as Markdown")
        text = self.browser.wait(lambda: self.browser.run_async("return self.saved.at(-1)?.text()"), "the file")
        self.assertTrue(text.startswith("# What is this?\n\n## You\n\n![router_red_light.png][picture-1]\n\nWhat is this?"), text[:200])
        self.assertIn("The light is **red**.", text)
        self.assertIn(base64.b64encode(RED.read_bytes()).decode(), text)

    def test_full_storage_is_said_and_nothing_is_sent(self):
        self.browser.run("IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); }")
        self.browser.find("#question").send_keys("no room" + Keys.ENTER)
        self.browser.wait(lambda: "no room to keep this question" in self.browser.text("#notices"), "the sentence")
        self.assertEqual(self.mock.requests, [])
        self.assertEqual(self.browser.find("#question").get_property("value"), "no room")

    def test_a_browser_that_keeps_nothing_says_so_and_works(self):
        script = self.browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
            "source": "Object.defineProperty(self, 'indexedDB', {get() { throw new DOMException('', 'SecurityError'); }})"})
        try:
            self.open()
            self.assertIn("keeps no data", self.browser.text("#notices"))
            self.assertEqual(self.ask("hello")["text"], "The light is red.")
        finally:
            self.browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)

    def test_hundreds_of_conversations_open_quickly_enough_to_list_them_all(self):
        self.browser.run_async("""const {openStore} = await import('/assets/store.js'); const store = await openStore();
            const rows = [];
            for (let n = 0; n < 600; ++n) rows.push(['conversations', {id: `c${n}`, title: `Case ${n}`, named: false, created: n,
                updated: n, leaf: n ? null : 'm999', draft: '', deleted: null}]);
            for (let n = 0; n < 1000; ++n) rows.push(['messages', n % 2
                ? {id: `m${n}`, conversation: 'c0', parent: `m${n - 1}`, role: 'assistant', text: '**answer** ' + n, thinking: '',
                   state: 'done', error: null, model: 'x', usage: null, seconds: {first: 1, total: 2}, finish: 'stop', created: n}
                : {id: `m${n}`, conversation: 'c0', parent: n ? `m${n - 1}` : null, role: 'user', text: 'q', pictures: [], created: n}]);
            await store.write(rows);""")
        self.open()
        self.assertEqual(len(self.browser.all(".conversation")), 600)
        self.browser.run("document.querySelector('[data-key=\"show-c0\"]').click()")
        self.browser.wait(lambda: len(self.browser.all(".answer")) == 500, "500 answers")
        self.assertEqual(self.answers()[-1]["text"], "answer 999")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
