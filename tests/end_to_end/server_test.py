#!/usr/bin/env python3
"""The real port with the bundled demo model, as other programs use it: requests, the openai package, curl.

    server_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER       (with .deps/tests/bin/python3)
"""
import asyncio
import base64
import io
import json
import signal
import subprocess
import sys
import unittest
from pathlib import Path
from typing import Literal

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests" / "support"))

import openai  # noqa: E402
import pydantic  # noqa: E402
import requests  # noqa: E402
from real_server import RealServer  # noqa: E402

RED = SOURCE / "resources" / "samples" / "router_red_light.png"
GREEN = SOURCE / "resources" / "samples" / "router_green_light.png"
LONG = {"temperature": 2, "top_p": 1, "top_k": 0, "seed": 1}  # goes on for long

server = None


def setUpModule():
    global server
    server = RealServer(PROGRAMS, SOURCE, '[listen]\nallowed_origins = ["https://help.example.com"]\n')


def tearDownModule():
    code, _, err = server.stop()
    assert code == 0, (code, err)


def data_url(path, kind="png"):
    return f"data:image/{kind};base64," + base64.b64encode(Path(path).read_bytes()).decode()


def question(picture, text="What colour is the light?", **image):
    return [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": data_url(picture), **image}},
                                         {"type": "text", "text": text}]}]


def client(**options):
    return openai.OpenAI(base_url=server.url + "/v1", api_key="none", max_retries=0, **options)


class RequestsTest(unittest.TestCase):
    def test_a_plain_client_with_a_jpeg_runs_unchanged(self):
        jpeg = subprocess.run(["convert", str(RED), "-quality", "95", "jpeg:-"], check=True, capture_output=True).stdout
        response = requests.post(f"{server.url}/v1/chat/completions", json={
            "model": "glm-4.6v-flash",
            "messages": [{"role": "user", "content": [
                {"type": "text", "text": "这个红灯是什么意思？"},
                {"type": "image_url", "image_url": {"url": "data:image/jpeg;base64," + base64.b64encode(jpeg).decode()}}]}],
            "max_tokens": 512, "temperature": 0.7})
        text = response.json()["choices"][0]["message"]["content"]
        self.assertIn("红", text)

    def test_the_picture_decides_the_answer(self):
        answers = []
        for picture in (RED, GREEN):
            got = requests.post(f"{server.url}/v1/chat/completions", json={
                "model": server.model, "messages": question(picture), "temperature": 0}).json()
            answers.append(got["choices"][0]["message"]["content"].lower())
            usage = got["usage"]
            self.assertGreater(usage["prompt_tokens_details"]["image_tokens"], 0)
            self.assertEqual(usage["total_tokens"], usage["prompt_tokens"] + usage["completion_tokens"])
        self.assertIn("red", answers[0])
        self.assertIn("green", answers[1])


class OpenAiTest(unittest.TestCase):
    def test_streams_with_usage(self):
        text, usage, reason = "", None, None
        for chunk in client().chat.completions.create(model="glm-4.6v-flash", messages=question(RED), stream=True,
                                                      temperature=0, stream_options={"include_usage": True}):
            if chunk.usage:
                usage = chunk.usage
            for choice in chunk.choices:
                text += choice.delta.content or ""
                reason = choice.finish_reason or reason
        self.assertIn("red", text.lower())
        self.assertEqual(reason, "stop")
        self.assertGreater(usage.completion_tokens, 0)

    def test_streamed_and_whole_are_the_same(self):
        fields = dict(model=server.model, messages=question(GREEN), temperature=0)
        whole = client().chat.completions.create(**fields, extra_headers={"Cache-Control": "no-store"})
        text = "".join(c.choices[0].delta.content or "" for c in client().chat.completions.create(
            **fields, stream=True, extra_headers={"Cache-Control": "no-store"}) if c.choices)
        self.assertEqual(whole.choices[0].message.content, text)

    def test_async_clients_at_once(self):
        async def ask_all():
            async with openai.AsyncOpenAI(base_url=server.url + "/v1", api_key="none", max_retries=0) as asking:
                return await asyncio.gather(*[asking.chat.completions.create(
                    model=server.model, messages=question(picture), temperature=0) for picture in (RED, GREEN) * 4])
        answers = [a.choices[0].message.content.lower() for a in asyncio.run(ask_all())]
        for index, answer in enumerate(answers):
            self.assertIn("green" if index % 2 else "red", answer)

    def test_several_choices(self):
        got = client().chat.completions.create(model=server.model, messages=[{"role": "user", "content": "hello"}], n=3,
                                               seed=5, temperature=1, max_tokens=8)
        self.assertEqual([c.index for c in got.choices], [0, 1, 2])

    def test_a_picture_of_low_detail_costs_fewer_tokens(self):
        counts = [client().chat.completions.create(model=server.model, messages=question(RED, detail=detail), max_tokens=1)
                  .usage.model_dump()["prompt_tokens_details"]["image_tokens"] for detail in ("low", "high")]
        self.assertLessEqual(counts[0], counts[1])
        self.assertLessEqual(counts[0], 256)

    def test_closing_a_stream_early_stops_the_computation(self):
        stream = client().chat.completions.create(model=server.model, messages=[{"role": "user", "content": "hello"}],
                                                  stream=True, max_tokens=20000, logit_bias={}, **{k: v for k, v in LONG.items() if k != "top_k"},
                                                  extra_body={"top_k": 0})
        next(iter(stream))
        stream.close()
        self.assertTrue(server.wait_until(lambda: server.metric("glancedesk_answers_in_work") == 0))

    def test_errors_are_the_packages_own(self):
        hello = [{"role": "user", "content": "hello"}]
        with self.assertRaises(openai.NotFoundError) as missing:
            client().chat.completions.create(model="gpt-4", messages=hello)
        self.assertEqual(missing.exception.code, "model_not_found")
        with self.assertRaises(openai.BadRequestError) as wrong:
            client().chat.completions.create(model=server.model, messages=hello, temperature=9)
        self.assertEqual(wrong.exception.param, "temperature")
        with self.assertRaises(openai.BadRequestError) as unknown:
            client().chat.completions.create(model=server.model, messages=hello, extra_body={"best_song": 1})
        self.assertEqual(unknown.exception.param, "best_song")
        with self.assertRaises(openai.BadRequestError) as far:
            client().chat.completions.create(model=server.model, messages=[{"role": "user", "content": [
                {"type": "image_url", "image_url": {"url": "http://example.com/a.png"}}]}])
        self.assertIn("data:", far.exception.message)

    def test_logprobs(self):
        got = client().chat.completions.create(model=server.model, messages=question(RED), temperature=0, logprobs=True,
                                               top_logprobs=3, max_tokens=5)
        content = got.choices[0].logprobs.content
        self.assertGreater(len(content), 0)
        for token in content:
            self.assertLessEqual(token.logprob, 0)
            self.assertEqual(len(token.top_logprobs), 3)
            self.assertEqual(token.top_logprobs[0].logprob, max(t.logprob for t in token.top_logprobs))

    def test_a_pydantic_model_holds_the_answer(self):
        class Light(pydantic.BaseModel):
            colour: Literal["red", "green", "blue"]
            blinking: bool

        got = client().chat.completions.parse(model=server.model, messages=question(RED), response_format=Light,
                                              temperature=0, max_tokens=512, reasoning_effort="none")
        self.assertIsInstance(got.choices[0].message.parsed, Light)

    def test_a_required_tool_is_called_with_its_schema(self):
        tool = {"type": "function", "function": {"name": "report_light", "description": "Reports a light.", "parameters": {
            "type": "object", "properties": {"colour": {"type": "string", "enum": ["red", "green"]}},
            "required": ["colour"], "additionalProperties": False}}}
        got = client().chat.completions.create(model=server.model, messages=question(RED), tools=[tool],
                                               tool_choice="required", temperature=0, max_tokens=128)
        call = got.choices[0].message.tool_calls[0]
        self.assertEqual(got.choices[0].finish_reason, "tool_calls")
        self.assertEqual(call.function.name, "report_light")
        self.assertIn(json.loads(call.function.arguments)["colour"], ("red", "green"))

    def test_responses_and_completions(self):
        got = client().responses.create(model=server.model, input="hello", temperature=0, max_output_tokens=16)
        self.assertTrue(got.output_text)
        kinds = [event.type for event in client().responses.create(model=server.model, input="hello", temperature=0,
                                                                   max_output_tokens=16, stream=True)]
        self.assertEqual(kinds[0], "response.created")
        self.assertIn("response.output_text.delta", kinds)
        self.assertIn(kinds[-1], ("response.completed", "response.incomplete"))
        plain = client().completions.create(model=server.model, prompt="The light is", temperature=0, max_tokens=4)
        self.assertTrue(plain.choices[0].text)
        with self.assertRaises(openai.BadRequestError):
            client().responses.create(model=server.model, input="hello", previous_response_id="resp_1")

    def test_models(self):
        ids = [model.id for model in client().models.list()]
        self.assertEqual(ids, [server.model, "glm-4.6v-flash"])
        self.assertEqual(client().models.retrieve("glm-4.6v-flash").id, "glm-4.6v-flash")


class CacheTest(unittest.TestCase):
    def ask(self, picture, headers=None, **more):
        return server.request("POST", "/v1/chat/completions", {"model": server.model, "messages": question(picture, "Which light?"),
                                                               "temperature": 0, **more}, headers)

    def test_an_equal_question_is_a_hit_and_another_picture_is_not(self):
        _, first, whole = self.ask(RED)
        _, second, again = self.ask(RED)
        _, other, _ = self.ask(GREEN)
        self.assertIn(first["X-GlanceDesk-Cache"], ("miss", "hit"))
        self.assertEqual(second["X-GlanceDesk-Cache"], "hit")
        self.assertEqual(json.loads(whole)["choices"], json.loads(again)["choices"])
        self.assertNotEqual(json.loads(whole)["choices"], json.loads(self.ask(GREEN)[2])["choices"])
        self.assertIsNotNone(other)

    def test_no_store_skips_it_and_a_stream_replays_it(self):
        self.ask(RED)
        self.assertEqual(self.ask(RED, {"Cache-Control": "no-store"})[1]["X-GlanceDesk-Cache"], "off")
        _, headers, text = self.ask(RED, stream=True)
        self.assertEqual(headers["X-GlanceDesk-Cache"], "hit")
        self.assertTrue(text.endswith("data: [DONE]\n\n"))


class CurlTest(unittest.TestCase):
    def curl(self, *arguments):
        out = subprocess.run(["curl", "-sS", "-i", "--max-time", "60", *arguments], capture_output=True, check=True).stdout.decode()
        head, _, body = out.partition("\r\n\r\n")
        return int(head.split()[1]), {k.lower(): v for k, v in (line.split(": ", 1) for line in head.split("\r\n")[1:])}, body

    def test_health_and_metrics(self):
        self.assertEqual(self.curl(f"{server.url}/health")[0], 200)
        self.assertIn("glancedesk_requests_total", self.curl(f"{server.url}/metrics")[2])

    def test_a_foreign_host_name_is_refused_before_anything_else(self):
        for path in ("/", "/health", "/v1/models", "/nothing"):
            self.assertEqual(self.curl("-H", "Host: evil.example", server.url + path)[0], 403)

    def test_an_allowed_origin_gets_its_preflight_and_a_foreign_one_does_not(self):
        ask = ["-X", "OPTIONS", "-H", "Access-Control-Request-Method: POST", f"{server.url}/v1/chat/completions"]
        status, headers, _ = self.curl("-H", "Origin: https://help.example.com", *ask)
        self.assertEqual(status, 204)
        self.assertEqual(headers["access-control-allow-origin"], "https://help.example.com")
        for origin in ("https://evil.example", "null", "https://help.example.com.evil.example"):
            status, headers, _ = self.curl("-H", f"Origin: {origin}", *ask)
            self.assertEqual(status, 403)
            self.assertNotIn("access-control-allow-origin", headers)

    def test_only_json_is_read(self):
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
            self.assertEqual(self.curl("-H", f"Content-Type: {kind}", "-d", "{}", f"{server.url}/v1/chat/completions")[0], 415)

    def test_a_body_above_the_limit_is_told_so(self):
        big = Path(server.data) / "big.json"
        big.write_bytes(b'{"text":"' + b"a" * (2 << 20) + b'"}')
        self.assertEqual(self.curl("-H", "Content-Type: application/json", "--data-binary", f"@{big}", f"{server.url}/tokenize")[0], 413)

    def test_the_page_is_served_with_its_policy(self):
        status, headers, body = self.curl(f"{server.url}/")
        self.assertEqual(status, 200)
        self.assertIn("default-src 'none'", headers["content-security-policy"])
        self.assertIn("frame-ancestors 'self' https://help.example.com", headers["content-security-policy"])
        self.assertIn("<!DOCTYPE html>", body)
        self.assertEqual(self.curl("-H", f"If-None-Match: {headers['etag']}", f"{server.url}/")[0], 304)
        self.assertEqual(self.curl(f"{server.url}/README.md")[0], 404)
        self.assertEqual(self.curl(f"{server.url}/embed.js")[1]["cross-origin-resource-policy"], "cross-origin")


class StartTest(unittest.TestCase):
    def refusal(self, *arguments, config=None):
        command = [str(PROGRAMS / "glancedesk-cli"), "serve", "--port", "0", *arguments]
        if config is not None:
            file = Path(server.data) / "wrong.toml"
            file.write_text(config)
            command += ["--config", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (1, ""))
        self.assertEqual(len(done.stderr.strip().splitlines()), 1, done.stderr)
        return done.stderr

    def test_a_foreign_address_without_keys_says_how(self):
        self.assertIn("keys add", self.refusal("--host", "0.0.0.0"))

    def test_a_wrong_setting_names_file_and_line(self):
        self.assertIn("line 3", self.refusal(config="[limits]\n\nmesages = 3\n"))
        self.assertIn("line 2", self.refusal(config="[listen]\nport = \"many\"\n"))
        self.assertIn("line 1", self.refusal(config="[listen\n"))

    def test_the_example_is_valid(self):
        other = RealServer(PROGRAMS, SOURCE, (SOURCE / "packaging" / "server.toml").read_text())
        self.assertEqual(other.request("GET", "/health")[0], 200)
        self.assertEqual(other.stop()[0], 0)


class ShutdownTest(unittest.TestCase):
    def test_a_running_answer_is_finished_first(self):
        other = RealServer(PROGRAMS, SOURCE)
        stream = requests.post(f"{other.url}/v1/chat/completions", stream=True, json={
            "model": other.model, "messages": question(RED), "temperature": 0, "stream": True})
        lines = stream.iter_lines()
        first = next(lines)
        other.process.send_signal(signal.SIGINT)
        rest = [line for line in lines if line]
        self.assertTrue(first)
        self.assertEqual(rest[-1], b"data: [DONE]")
        self.assertEqual(other.process.wait(60), 0)
        other.stop()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
