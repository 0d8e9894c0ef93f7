"""Debian's Chromium, driven by Selenium; headless, with a fresh profile each time."""
import time

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By


class Browser:
    """width below 500 is a phone. Everything the page logs is kept in log()."""

    def __init__(self, language="en", dark=False, width=1200, height=860):
        options = Options()
        # Chromium's own sandbox doesn't start for root, which a container's user often is.
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", f"--window-size={width},{height}", f"--lang={language}"]:
            options.add_argument(argument)
        options.add_experimental_option("prefs", {"intl.accept_languages": language})
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.size(width, height)
        self.emulate(dark)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.quit()

    def size(self, width, height):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})

    def emulate(self, dark):
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
            "features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def run_async(self, script, *arguments):
        """script is the body of an async function; its value comes back. What is written to the disk for good may take
        long on a machine that is busy writing."""
        self.driver.set_script_timeout(120)
        got = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; const given = arguments;"
            "(async () => {" + script + "})().then((value) => done({value}), (error) => done({error: String(error.stack ?? error)}));",
            *arguments)
        if "error" in got:
            raise AssertionError(got["error"])
        return got.get("value")

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def shown(self, selector):
        """The first one that can be seen, waited for."""
        return self.wait(lambda: next((node for node in self.all(selector) if node.is_displayed()), None), selector)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0])?.textContent ?? ''", selector)

    def wait(self, condition, what, seconds=60):
        end = time.monotonic() + seconds
        while True:
            try:
                value = condition()
            except StaleElementReferenceException:
                value = None  # the page drew that part anew between two looks
            if value:
                return value
            if time.monotonic() > end:
                raise AssertionError(f"no {what} within {seconds} s; the page logged {self.log()}")
            time.sleep(0.03)

    def log(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]
