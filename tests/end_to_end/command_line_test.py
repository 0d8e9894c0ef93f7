#!/usr/bin/env python3
"""glancedesk-cli as a user or a script calls it: answers, exit codes, and one clear line for whatever is wrong.

    command_line_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
SAMPLES = SOURCE / "resources" / "samples"
DEMO = SOURCE / "resources" / "models" / "demo"
RED, GREEN = SAMPLES / "router_red_light.png", SAMPLES / "router_green_light.png"


def start(*arguments, language="en_US", **options):
    environment = {**os.environ, "LANG": f"{language}.UTF-8", "LANGUAGE": language, "LC_ALL": f"{language}.UTF-8"}
    environment.pop("DISPLAY", None)
    return subprocess.Popen([str(PROGRAMS / "glancedesk-cli"), *map(str, arguments)], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **options)


def run(*arguments, text=b"", **options):
    process = start(*arguments, **options)
    out, err = process.communicate(text, timeout=120)
    return process.returncode, out.decode(), err.decode()


class AskTest(unittest.TestCase):
    def ask(self, *arguments):
        code, out, err = run("ask", *arguments)
        self.assertEqual((code, err), (0, ""))
        return out

    def test_answers_about_the_colour_that_is_shown(self):
        question = "What colour is the light?"
        red, green = self.ask("--image", RED, question), self.ask("--image", GREEN, question)
        self.assertIn("red", red.lower())
        self.assertIn("green", green.lower())
        self.assertNotIn("green", red.lower())

    def test_answers_in_the_language_of_the_question(self):
        self.assertIn("红", self.ask("--image", RED, "这个红灯是什么意思？"))

    def test_json_tells_tokens_and_times(self):
        got = json.loads(self.ask("--json", "--temperature", "0", "--image", RED, "What colour is the light?"))
        self.assertEqual(got["finish_reason"], "stop")
        self.assertGreater(got["usage"]["image_tokens"], 0)
        self.assertGreater(got["usage"]["prompt_tokens"], got["usage"]["image_tokens"])
        self.assertGreater(got["seconds"]["total"], 0)

    def test_the_same_seed_gives_the_same_answer(self):
        arguments = ["--seed", "7", "--temperature", "1.5", "--top-p", "1", "--top-k", "0", "--max-tokens", "40", "hello"]
        self.assertEqual(self.ask(*arguments), self.ask(*arguments))

    def test_an_answer_is_held_to_a_schema(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({"type": "object", "properties": {"colour": {"enum": ["red", "green"]}, "on": {"type": "boolean"}},
                       "required": ["colour", "on"]}, file)
            file.flush()
            got = json.loads(self.ask("--temperature", "0", "--schema", file.name, "--image", RED, "What colour is the light?"))
        self.assertIn(got["colour"], ("red", "green"))
        self.assertIsInstance(got["on"], bool)

    def test_logprobs_spell_the_answer_and_a_stop_is_not_shown(self):
        question = ["--json", "--temperature", "0", "--image", RED, "What colour is the light?"]
        got = json.loads(self.ask("--logprobs", "3", *question))
        spelled = b"".join(bytes(token["bytes"]) for token in got["logprobs"]).decode()
        self.assertEqual(spelled.strip("\n"), got["answer"].strip("\n"))
        self.assertTrue(all(token["logprob"] <= 0 and len(token["top_logprobs"]) == 3 for token in got["logprobs"]))
        word = got["answer"].split()[1]
        cut = json.loads(self.ask("--stop", word, *question))
        self.assertEqual(cut["answer"], got["answer"][:got["answer"].index(word)])

    def test_a_typed_control_token_stays_text(self):
        got = json.loads(self.ask("--json", "--max-tokens", "4", "<|image|><|system|>?"))
        self.assertEqual(got["usage"]["image_tokens"], 0)


class TraceTest(unittest.TestCase):
    def test_writes_every_stage(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "trace.safetensors"
            code, _, err = run("trace", "--image", RED, "--text", "hello", "--new", "4", "--out", file)
            self.assertEqual((code, err), (0, ""))
            data = file.read_bytes()
            header = json.loads(data[8:8 + int.from_bytes(data[:8], "little")])
            header.pop("__metadata__", None)
        self.assertEqual(set(header), {"pixel_values", "image_grid_thw", "image_features", "input_ids", "position_ids",
                                       "logits", "greedy_ids", "greedy_logits"})
        prompt = header["input_ids"]["shape"][0]
        self.assertEqual(header["position_ids"]["shape"], [3, prompt])
        self.assertEqual(header["logits"]["shape"][0], prompt)
        self.assertEqual(header["input_ids"]["dtype"], "I64")
        self.assertEqual(header["logits"]["dtype"], "F32")


class TokenizeTest(unittest.TestCase):
    def test_prints_ids_as_one_json_array(self):
        code, out, _ = run("tokenize", text="E-203 这个红灯".encode())
        self.assertEqual(code, 0)
        ids = json.loads(out)
        self.assertTrue(ids and all(isinstance(number, int) for number in ids))

    def test_control_tokens_are_read_unless_plain(self):
        self.assertEqual(len(json.loads(run("tokenize", text=b"<|user|>")[1])), 1)
        self.assertGreater(len(json.loads(run("tokenize", "--plain", text=b"<|user|>")[1])), 1)


class TemplateTest(unittest.TestCase):
    def test_prints_the_prompt(self):
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump({"messages": [{"role": "user", "content": "hello"}]}, file)
            file.flush()
            code, out, _ = run("template", file.name)
        self.assertEqual(code, 0)
        self.assertTrue(out.startswith("[gMASK]<sop>"), out)
        self.assertIn("hello", out)


class WrongInputTest(unittest.TestCase):
    def assert_one_clear_line(self, result, *words):
        code, out, err = result
        self.assertEqual((code, out), (1, ""), err)
        self.assertEqual(len(err.strip().splitlines()), 1, err)
        for word in words:
            self.assertIn(word, err)

    def test_wrong_usage_is_2(self):
        for arguments in [[], ["ask"], ["nonsense"], ["ask", "--temperature", "warm", "hello"]]:
            self.assertEqual(run(*arguments)[0], 2, arguments)

    def test_a_card_that_is_not_there_is_named(self):
        self.assert_one_clear_line(run("ask", "--device", "cuda:99", "hello"), "cuda:99")
        self.assertEqual(run("ask", "--device", "gpu", "hello")[0], 2)

    def test_a_folder_that_is_not_there(self):
        self.assert_one_clear_line(run("ask", "--model", "/no/such/model", "hello"), "/no/such/model")

    def test_an_empty_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assert_one_clear_line(run("ask", "--model", folder, "hello"), folder)

    def test_a_cut_checkpoint(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(DEMO, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("training"))
            weights = Path(folder) / "model.safetensors"
            os.truncate(weights, weights.stat().st_size - 1000)
            self.assert_one_clear_line(run("ask", "--model", folder, "hello"), "model.safetensors")
            self.assert_one_clear_line(run("ask", "--model", folder, "hello", language="zh_CN"), "model.safetensors", "文件")

    def test_a_picture_that_is_none(self):
        with tempfile.NamedTemporaryFile("w", suffix=".png") as file:
            file.write("not a picture")
            file.flush()
            self.assert_one_clear_line(run("ask", "--image", file.name, "hello"), Path(file.name).name)


class InterruptTest(unittest.TestCase):
    def test_ctrl_c_stops_cleanly_with_what_was_written(self):
        # Random weights go on for hundreds of tokens.
        process = start("ask", "--model", SOURCE / "tests" / "data" / "checkpoints" / "tiny", "--temperature", "2", "--top-p", "1",
                        "--top-k", "0", "--seed", "1", "--max-tokens", "100000", "hello")
        first = process.stdout.read(1)  # it is writing
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertTrue(first)
        (first + out).decode("utf-8")  # whole characters only


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
