#!/usr/bin/env python3
"""The chat page for everybody: names, keyboard, contrast, both languages, phones, light and dark.

    web_look_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import sys
import unittest
from pathlib import Path

SOURCE = Path(sys.argv[3])
sys.path.insert(0, str(SOURCE / "tests" / "support"))
from mock_openai import ANSWER  # noqa: E402
from page_case import PageTest  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

RED = SOURCE / "resources" / "samples" / "router_red_light.png"


class AccessTest(PageTest):
    def tour(self):
        """The page in the states that have the most controls, one after the other."""
        yield "welcome"
        self.mock.answer, self.mock.thinking = [ANSWER], ["hm"]
        self.attach(RED)
        yield "attached"
        self.ask("go")
        self.click("Answer again")
        self.browser.wait(lambda: self.browser.all(".versions") and not self.answers()[-1]["busy"], "two versions")
        yield "answered"
        self.browser.find("#open-key").click()
        yield "key"
        self.click("Close", "dialog")
        self.browser.find("#open-shortcuts").click()
        yield "shortcuts"
        self.click("Close", "dialog")
        self.click("Open router_red_light.png")
        yield "viewer"
        self.click("Close", "dialog")
        self.mock.error = (429, {"Retry-After": "30"}, "x")
        self.expected_log = ("429",)
        self.ask("more", 2)
        yield "problem"

    def test_every_control_has_a_name(self):
        for state in self.tour():
            with self.subTest(state):
                nodes = self.browser.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
                nameless = [node["role"]["value"] for node in nodes if not node.get("ignored")
                            and node["role"]["value"] in ("button", "textbox", "searchbox", "combobox", "link", "checkbox", "image", "dialog", "progressbar")
                            and not node.get("name", {}).get("value", "").strip()]
                self.assertEqual(nameless, [])

    def test_landmarks_and_one_announcement_for_a_whole_answer(self):
        self.browser.run("self.said = []; new MutationObserver(() => self.said.push(document.querySelector('#spoken').textContent))"
                         ".observe(document.querySelector('#spoken'), {childList: true, characterData: true, subtree: true})")
        self.mock.answer = list("The light is **red**.")
        self.ask("go")
        self.browser.wait(lambda: self.browser.run("return self.said.length"), "the announcement")
        self.assertEqual(self.browser.run("return self.said"), ["Answer: The light is red."])
        self.assertEqual(self.browser.all("#thread [aria-live]"), [])
        for landmark in ["nav[aria-label]", "main", "main h1", "#thread[aria-label]"]:
            self.assertTrue(self.browser.all(landmark), landmark)

    def test_the_whole_way_by_keyboard(self):
        self.ask("go")
        reached, keys = set(), ActionChains(self.browser.driver)
        for _ in range(40):
            keys.send_keys(Keys.TAB).perform()
            keys = ActionChains(self.browser.driver)
            reached.add(self.browser.run("const at = document.activeElement; return at.id || at.getAttribute('aria-label') || at.className"))
        self.assertLessEqual({"new", "search", "language", "theme", "open-shortcuts", "open-key", "question", "attach", "Copy as Markdown",
                              "Copy as plain text", "Answer again", "Edit the question", "Delete “go”"}, reached)

    def test_shortcuts(self):
        def body(*keys):
            ActionChains(self.browser.driver).send_keys(*keys).perform()

        def alt(key):
            ActionChains(self.browser.driver).key_down(Keys.ALT).send_keys(key).key_up(Keys.ALT).perform()

        self.ask("go")
        self.browser.run("document.activeElement.blur()")
        body("/")
        self.assertEqual(self.browser.run("return document.activeElement.id"), "question")
        body(Keys.ARROW_UP)
        self.browser.shown(".edit-field")
        body(Keys.ESCAPE)
        self.browser.wait(lambda: not self.browser.all(".edit-field"), "the end of editing")
        alt("r")
        self.browser.wait(lambda: len(self.mock.requests) == 2, "a second request")
        self.answered()
        alt("n")
        self.browser.shown(".welcome")
        self.browser.run("document.activeElement.blur()")
        body("?")
        self.browser.shown("dialog.shortcuts")
        body(Keys.ESCAPE)
        self.browser.wait(lambda: not self.browser.all("dialog"), "the closed list")

    def test_a_dialog_gives_the_caret_back(self):
        field = self.browser.find("#question")
        for dialog in ("#open-key", "#open-shortcuts"):
            field.click()
            self.browser.run("document.querySelector(arguments[0]).click()", dialog)
            self.browser.shown("dialog [aria-label=Close]").click()
            self.browser.wait(lambda: not self.browser.all("dialog"), "the closed dialog")
            ActionChains(self.browser.driver).send_keys("a").perform()
        self.assertEqual(field.get_property("value"), "aa")

    CONTRAST = """
        const number = (text) => text.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map((value) => value / 255)
            .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
            .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
        const ground = (node) => {
            for (let at = node; at; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                const parts = number(colour);
                if (parts.length === 3 || parts[3] === 1) return parts;
            }
            return [255, 255, 255];
        };
        const weak = [];
        let counted = 0;
        const root = document.querySelector('dialog[open]') ?? document.body;
        for (const node of root.querySelectorAll('*')) {
            const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
            if (!own && !node.placeholder) continue;
            if (node.disabled || node.tagName === 'OPTION' || !node.checkVisibility({checkOpacity: true, checkVisibilityCSS: true})) continue;
            const colour = own ? getComputedStyle(node).color : getComputedStyle(node, '::placeholder').color;
            const [a, b] = [light(number(colour)), light(ground(node))].sort((x, y) => y - x);
            ++counted;
            if ((a + 0.05) / (b + 0.05) < 4.5) weak.push(`${node.tagName}.${node.className}#${node.id} ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
        }
        return [weak, counted];"""

    def test_texts_stand_out(self):
        for state in self.tour():
            for theme in ("light", "dark"):
                with self.subTest(state, theme=theme):
                    self.browser.run("document.documentElement.dataset.theme = arguments[0]", theme)
                    weak, counted = self.browser.run(self.CONTRAST)
                    self.assertEqual(weak, [])
                    self.assertGreater(counted, 0)


class LanguageTest(PageTest):
    language = "zh-CN"

    def test_follows_the_browser(self):
        self.assertEqual(self.browser.run("return document.documentElement.lang"), "zh-CN")
        self.assertEqual(self.browser.find("#question").get_attribute("placeholder"), "就截图提问…")
        self.assertEqual(self.browser.driver.title, "图答")

    def test_can_be_switched_and_stays(self):
        self.ask("你好")
        self.browser.run("const chosen = document.querySelector('#language'); chosen.value = 'en'; chosen.dispatchEvent(new Event('change'))")
        self.assertEqual(self.browser.find("#question").get_attribute("placeholder"), "Ask about a screenshot…")
        self.assertTrue(self.browser.all('[aria-label="Copy as Markdown"]'))
        self.open()
        self.assertEqual(self.browser.text("#new"), "New conversation")

    def test_both_are_complete_and_every_sentence_is_used(self):
        names = self.browser.run_async("""
            const {english} = await import('/assets/words_en.js');
            const {chinese} = await import('/assets/words_zh.js');
            const kinds = (words) => Object.entries(words).map(([name, value]) => `${name} ${typeof value} ${value.length > 0}`);
            return [kinds(english), kinds(chinese), Object.entries(chinese).filter(([, value]) =>
                !/[\\u4e00-\\u9fff]/.test(String(value))).map(([name]) => name)];""")
        self.assertEqual(names[0], names[1])
        self.assertEqual(names[2], ["pictureInfo"])
        web = SOURCE / "resources" / "web"
        others = " ".join(file.read_text() for file in [web / "index.html", *(web / "assets").glob("*.js")] if not file.name.startswith("words_"))
        unused = [name for name in (line.split()[0] for line in names[0]) if f"'{name}'" not in others and f'"{name}"' not in others]
        self.assertEqual(unused, ["empty", "damaged", "unreadable", "bytes", "pixels", "sides"][:0])

    def test_nothing_english_is_left_on_a_chinese_page(self):
        self.mock.answer = ["红灯"]
        self.ask("你好")
        words = self.browser.run("""
            const said = [...document.querySelectorAll('button, input, textarea, select, img, [aria-label], [title]')].flatMap((node) =>
                [node.getAttribute('aria-label'), node.title, node.placeholder, node.tagName === 'BUTTON' ? node.textContent : '']);
            return said.filter((text) => text && /[A-Za-z]{3,}/.test(text.replace(/Markdown|Enter|Shift|Alt|Esc|API|mock-vision/g, '')));""")
        self.assertEqual(words, [])


class PhoneTest(PageTest):
    width, height = 360, 740

    def overflow(self):
        return self.browser.run("""
            const wide = [...document.querySelectorAll('body *')].filter((node) => node.checkVisibility() && !node.closest('.off-screen, .table-box, pre')
                && node.getBoundingClientRect().right > innerWidth + 1 && node.id !== 'files');
            return [document.documentElement.scrollWidth > innerWidth, document.querySelector('#thread').scrollWidth >
                document.querySelector('#thread').clientWidth, wide.map((node) => node.outerHTML.slice(0, 120))];""")

    def test_nothing_is_wider_than_the_phone(self):
        self.mock.answer = [ANSWER, "\n\n" + "long" * 60 + "\n\n| " + " | ".join(["column"] * 9) + " |\n|" + "--|" * 9 + "\n"]
        self.assertEqual(self.overflow(), [False, False, []])
        self.attach(RED, RED, RED, RED, RED)
        self.assertEqual(self.overflow(), [False, False, []])
        self.ask("w" * 300)
        self.assertEqual(self.overflow(), [False, False, []])
        self.browser.find("#open-menu").click()
        self.browser.shown("#conversations")
        self.assertEqual(self.overflow()[:2], [False, False])

    def test_the_list_is_a_drawer_that_holds_the_focus(self):
        self.assertFalse(self.browser.find("#sidebar").is_displayed())
        self.browser.find("#open-menu").click()
        self.browser.shown("#sidebar")
        self.assertTrue(self.browser.run("return document.querySelector('#main').inert"))
        ActionChains(self.browser.driver).send_keys(Keys.ESCAPE).perform()
        self.assertFalse(self.browser.find("#sidebar").is_displayed())
        self.assertEqual(self.browser.run("return document.activeElement.id"), "open-menu")

    def test_touch_targets_are_large_enough(self):
        small = self.browser.run("""return [...document.querySelectorAll('button, select')].filter((node) => node.checkVisibility())
            .map((node) => [node.id, node.getBoundingClientRect()]).filter(([, {width, height}]) => width < 32 || height < 32)
            .map(([id]) => id)""")
        self.assertEqual(small, [])


class ThemeTest(PageTest):
    dark = True

    def test_follows_the_system_and_the_switch(self):
        theme = "return document.documentElement.dataset.theme"
        self.assertEqual(self.browser.run(theme), "dark")
        self.browser.emulate(False)
        self.browser.wait(lambda: self.browser.run(theme) == "light", "the light theme")
        self.browser.run("const chosen = document.querySelector('#theme'); chosen.value = 'dark'; chosen.dispatchEvent(new Event('change'))")
        self.open()
        self.assertEqual(self.browser.run(theme), "dark")
        self.browser.emulate(True)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
