#!/usr/bin/env python3
"""The example notebook, executed against the real port with the bundled demo model.

    notebook_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER       (with .deps/tests/bin/python3)
"""
import os
import sys
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests" / "support"))

import nbformat  # noqa: E402
from nbclient import NotebookClient  # noqa: E402
from real_server import RealServer  # noqa: E402

NOTEBOOK = SOURCE / "resources" / "examples" / "quickstart.ipynb"


class NotebookTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = RealServer(PROGRAMS, SOURCE)
        cls.addClassCleanup(cls.server.stop)
        os.environ.update(GLANCEDESK_URL=cls.server.url, GLANCEDESK_PICTURES=str(SOURCE / "resources" / "samples"))
        notebook = nbformat.read(NOTEBOOK, as_version=4)
        NotebookClient(notebook, timeout=600, kernel_name="python3").execute()
        cls.outputs = [cell.outputs for cell in notebook.cells if cell.cell_type == "code"]
        cls.text = ["".join(o.get("text", "") for o in outputs) for outputs in cls.outputs]

    def test_picture_is_answered_in_the_language_of_the_question(self):
        english, chinese = self.text[1].strip().splitlines()[:2]
        self.assertIn("red", english.lower())
        self.assertRegex(chinese, "[一-鿿]")

    def test_stream_has_words(self):
        self.assertGreater(len(self.text[2].split()), 3)

    def test_every_picture_and_question_is_in_the_table_and_the_plot(self):
        pictures = len(list((SOURCE / "resources" / "samples").glob("*.png")))
        table = self.outputs[4][0]["data"]["text/markdown"]
        self.assertEqual(len(table.splitlines()), 2 + 3 * pictures)
        self.assertNotIn("|  |", table)  # no answer is empty
        self.assertIn("image/png", self.outputs[5][-1]["data"])

    def test_notebook_is_kept_without_outputs(self):
        for cell in nbformat.read(NOTEBOOK, as_version=4).cells:
            self.assertFalse(cell.get("outputs"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=2)
