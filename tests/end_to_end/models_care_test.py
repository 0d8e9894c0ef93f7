#!/usr/bin/env python3
"""`glancedesk-cli models` imports, verifies, removes, updates and goes back.

    models_care_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER [TEST...]
"""
import json
import os
import shutil
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(sys.argv[3]) / "tests" / "support"))
from model_site import Repository  # noqa: E402
from models_case import DEMO, NAME, PROGRAMS, TINY, WEIGHTS, ModelsTest, both, files_of  # noqa: E402


class ImportTest(ModelsTest):
    def stick(self, name="GLM-stick", source=TINY):
        folder = Path(self.scratch.name) / name
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("training"))
        return folder

    def test_a_folder_is_copied_and_checked(self):
        stick = self.stick()
        folder = self.succeeds(self.run_("import", stick))
        shutil.rmtree(stick)
        self.assert_same(folder)
        self.succeeds(self.run_("verify", "GLM-stick"))
        self.succeeds(self.run_("verify", "glm-STICK"))

    def test_other_commands_know_an_installed_model_by_its_name(self):
        self.data = Path(self.scratch.name) / "glancedesk"  # where they look: in XDG_DATA_HOME
        self.succeeds(self.run_("import", self.stick()))
        command = [str(PROGRAMS / "glancedesk-cli"), "tokenize", "--model"]
        environment = {**os.environ, "XDG_DATA_HOME": self.scratch.name}
        done = subprocess.run([*command, "GLM-stick"], input=b"hello", capture_output=True, env=environment, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertTrue(json.loads(done.stdout))
        done = subprocess.run([*command, "GLM-none"], input=b"hello", capture_output=True, env=environment, timeout=60)
        self.assertEqual(done.returncode, 1)
        self.assertIn(b"GLM-none", done.stderr)

    def test_a_copy_of_an_installed_model_is_held_to_its_manifest(self):
        folder = Path(self.succeeds(self.run_("import", self.stick(NAME))))
        copy = Path(self.scratch.name) / "usb"
        shutil.copytree(folder.parent, copy)
        data, self.data = self.data, Path(self.scratch.name) / "other"
        with open(copy / NAME / "tokenizer.json", "r+b") as file:
            file.seek(100)
            file.write(b"#")
        code, _, err = self.run_("import", copy / NAME)
        self.assertEqual(code, 1)
        self.assertIn("tokenizer.json is damaged", err)
        self.data = data

    def test_what_is_no_model_is_told(self):
        empty = Path(self.scratch.name) / "empty"
        empty.mkdir()
        for folder, word in ((empty, "holds no model"), (empty / "none", "no folder")):
            code, _, err = self.run_("import", folder)
            self.assertEqual(code, 1)
            self.assertIn(word, err)

    def test_a_model_that_cannot_be_opened_is_not_installed(self):
        for name, word in (("chat_template.jinja", "chat_template"), ("tokenizer.json", "tokenizer.json")):
            stick = self.stick("cut-" + name.split(".")[0])
            (stick / name).unlink()
            code, _, err = self.run_("import", stick)
            self.assertEqual(code, 1, err)
            self.assertIn(word, err)
        self.assertEqual(len(self.rows()), 3)

    def test_a_stick_is_converted_on_arrival_and_not_twice(self):
        folder = Path(self.succeeds(self.run_("import", self.stick(), "--weights", "int8")))
        self.assertEqual(self.rows()["GLM-stick-int8"]["kind"], "int8")
        code, out, err = self.run_("import", folder, "--name", "again", "--weights", "int4")
        self.assertEqual((code, out), (1, ""), err)
        self.assertIn("already", err)
        self.assertNotIn("question", err)
        self.assertNotIn("again", self.rows())

    def test_verify_finds_a_changed_byte_and_a_missing_file(self):
        folder = Path(self.succeeds(self.run_("import", self.stick())))
        with open(folder / WEIGHTS, "r+b") as file:
            file.seek(-100, os.SEEK_END)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 1]))
        code, _, err = self.run_("verify", "GLM-stick")
        self.assertEqual(code, 1)
        self.assertIn(WEIGHTS + " is damaged", err)
        (folder / "tokenizer.json").unlink()
        code, _, err = self.run_("verify", "GLM-stick")
        self.assertEqual(code, 1)

    def test_removal_stays_in_the_models_folder(self):
        precious = Path(self.scratch.name) / "precious"
        precious.mkdir()
        (precious / "file").write_text("keep me")
        folder = Path(self.succeeds(self.run_("import", self.stick())))
        (folder / "link").symlink_to(precious, target_is_directory=True)
        for name in ("..", "../..", "GLM-stick/..", "/etc"):
            code, _, err = self.run_("remove", name)
            self.assertEqual(code, 1, err)
        self.succeeds(self.run_("remove", "GLM-stick"))
        self.assertEqual((precious / "file").read_text(), "keep me")
        self.assertFalse(folder.exists())
        code, _, _ = self.run_("remove", "demo")
        self.assertEqual(code, 1)
        self.assertTrue(DEMO.exists())


class UpdateTest(ModelsTest):
    def setUp(self):
        super().setUp()
        self.old = Repository(files_of(DEMO))
        self.new = Repository(files_of(DEMO, **{"README.md": b"newer", "LICENSE": b"MIT"}))
        self.site.repositories = both(self.old)

    def update(self, *arguments, **options):
        return self.run_("update", "--mirror", self.site.url, *arguments, **options)

    def in_use(self):
        return [row["folder"] for row in self.rows().values() if row["in_use"]]

    def test_a_newer_revision_is_shown_tried_and_used_and_the_way_back_is_open(self):
        old = self.succeeds(self.download("--use"))
        self.assertEqual(self.in_use(), [old])
        code, out, err = self.update()
        self.assertEqual((code, out), (0, ""), err)
        self.assertIn("newest", err)
        self.site.repositories = both(self.new)
        code, out, err = self.update("--check")
        self.assertEqual(code, 0)
        self.assertIn("~ README.md", out)
        self.assertIn("+ LICENSE", out)
        self.assertEqual(self.rows()[NAME]["update"], self.new.revision)
        weights = self.site.sent(WEIGHTS)
        code, out, err = self.update(NAME)
        self.assertEqual(code, 0, err)
        row = self.rows()[NAME]
        self.assertEqual((row["revision"], row["previous"]), (self.new.revision, self.old.revision))
        self.assertNotIn("update", row)
        self.assert_same(row["folder"], self.new)
        self.assert_same(old, self.old)
        self.assertEqual(self.in_use(), [row["folder"]])
        self.assertEqual(self.site.sent(WEIGHTS), weights, "unchanged weights were fetched again")
        self.succeeds(self.run_("rollback", NAME))
        self.assertEqual(self.in_use(), [old])
        self.assertEqual(self.rows()[NAME]["revision"], self.old.revision)

    def test_a_revision_that_does_not_look_is_refused(self):
        old = self.succeeds(self.download("--use"))
        blind = bytearray((DEMO / WEIGHTS).read_bytes())
        header = int.from_bytes(blind[:8], "little")
        tensors = json.loads(blind[8:8 + header])
        for name, tensor in tensors.items():
            if "merger.down_proj" in name:
                begin, end = (8 + header + offset for offset in tensor["data_offsets"])
                blind[begin:end] = bytes(end - begin)
        self.site.repositories = both(Repository(files_of(DEMO, **{WEIGHTS: bytes(blind)})))
        code, _, err = self.update()
        self.assertEqual(code, 1, err)
        self.assertIn("without looking", err)
        self.assertEqual(self.in_use(), [old])
        self.assertEqual(self.rows()[NAME]["revision"], self.old.revision)

    def test_a_converted_model_is_converted_again(self):
        self.succeeds(self.download("--weights", "int8"))
        self.site.repositories = both(self.new)
        code, _, err = self.update()
        self.assertEqual(code, 0, err)
        row = self.rows()[NAME + "-int8"]
        self.assertEqual((row["kind"], row["revision"]), ("int8", self.new.revision))
        self.assertEqual((Path(row["folder"]) / "README.md").read_text(), "newer")

    def test_the_model_in_use_is_not_removed(self):
        self.succeeds(self.download("--use"))
        code, _, err = self.run_("remove", NAME)
        self.assertEqual(code, 1)
        self.assertIn("in use", err)
        self.succeeds(self.run_("use", "demo"))
        self.succeeds(self.run_("remove", NAME))


if __name__ == "__main__":
    sys.argv[1:4] = []
    unittest.main()
