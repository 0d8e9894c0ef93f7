#!/usr/bin/env python3
"""Ten thousand malformed requests, slow and rude clients: the port refuses each and goes on answering.

    server_abuse_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER [REQUESTS]
"""
import base64
import json
import random
import socket
import struct
import sys
import threading
import unittest
import zlib
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
REQUESTS = int(sys.argv[4]) if len(sys.argv) > 4 else 10_000
sys.path.insert(0, str(SOURCE / "tests" / "support"))

from real_server import RealServer  # noqa: E402

CONFIG = """
[timeouts]
header_seconds = 1
pause_seconds = 1
idle_seconds = 2
write_seconds = 2
[limits]
connections = 64
"""
HEAD = b"POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
# Never ends by itself: the demo model's end tokens are out of reach.
ENDLESS = {"max_tokens": 30000, "temperature": 2, "top_p": 1, "top_k": 0, "logit_bias": {"1489": -100, "1496": -100, "1498": -100}}
HELLO = {"model": "glm-4.6v-flash", "messages": [{"role": "user", "content": "hello"}], "max_tokens": 2}

server = None


def setUpModule():
    global server
    server = RealServer(PROGRAMS, SOURCE, CONFIG)


def tearDownModule():
    code, _, err = server.stop()
    assert code == 0, (code, err)


def post(body):
    return HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body


def png(width, height, data=b""):
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", data or zlib.compress(b"\0" * 100)) + chunk(b"IEND", b""))


def with_picture(url):
    return json.dumps({**HELLO, "messages": [{"role": "user", "content": [
        {"type": "image_url", "image_url": {"url": url}}]}]}).encode()


def data_url(content, kind="png"):
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def cut(rng):
    whole = post(json.dumps(HELLO).encode())
    return whole[:rng.randrange(1, len(whole))]


def flipped(rng):
    data = bytearray(post(json.dumps(HELLO).encode()))
    for _ in range(rng.randrange(1, 6)):
        data[rng.randrange(len(data) - 40)] = rng.randrange(256)
    return bytes(data)


def noise(rng):
    return rng.randbytes(rng.randrange(1, 400)) + b"\r\n\r\n"


def deep(rng):
    depth = rng.choice([33, 200, 20_000])
    return post(rng.choice([b"[" * depth, b'{"a":' * depth, b"[" * depth + b"]" * depth]))


def duplicate(rng):
    return post(b'{"model":"a",' + rng.choice([b'"model":"b"', b'"m\\u006fdel":"b"']) + b',"messages":[]}')


def smuggled(rng):
    inner = b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    return rng.choice([
        HEAD + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + inner,
        HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" + inner,
        HEAD + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\n{}  " + inner,
        HEAD + b"Content-Length: 4\r\nContent-Length: 4\r\n\r\n{}  " + inner,
        HEAD + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + inner,
        HEAD + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        HEAD + b"Content-Length: -1\r\n\r\n", HEAD + b"Content-Length: +2\r\n\r\n{}",
        HEAD + b"Content-Length: 99999999999999999999\r\n\r\n", HEAD + b"Content-Length: 0x2\r\n\r\n{}",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n",
        HEAD + b"Host: evil.example\r\nContent-Length: 2\r\n\r\n{}", b"GET http://127.0.0.1/health HTTP/1.1\r\nHost: evil\r\n\r\n",
        b"GET /health HTTP/1.1\r\n\r\n", b"GET /health HTTP/9.9\r\nHost: 127.0.0.1\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", HEAD.replace(b"Host:", b"Host :") + b"\r\n"])


OVERSIZED = [
    b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"a" * 40_000 + b"\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"".join(b"X-%d: a\r\n" % i for i in range(4000)) + b"\r\n",
    HEAD + b"Content-Length: 40000000\r\n\r\n{", post(json.dumps({**HELLO, "user": "a" * 5000}).encode()),
    post(b'{"model":"a","messages":[' + b"0," * 120_000 + b"0]}"),
    post(json.dumps({**HELLO, "messages": [{"role": "user", "content": "a"}] * 600}).encode())]


def oversized(rng):
    return rng.choice(OVERSIZED)


def bad_text(rng):
    return post(b'{"model":"glm-4.6v-flash","messages":[{"role":"user","content":"' +
                rng.choice([b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\\ud800", b"\x00", b"\\q", b"\n"]) + b'"}]}')


GOOD = png(4, 4)
BOMB = png(5000, 5000, zlib.compress(b"\0" * 75_005_000, 9))


def bad_picture(rng):
    return post(with_picture(rng.choice([
        "data:image/png;base64,", "data:image/png;base64,A", "data:image/png;base64,####", "data:image/png;base64,QUJD=",
        "data:image/png,abc", "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "data:text/html;base64,QUJD", "data:,",
        "http://169.254.169.254/latest/meta-data", "https://example.com/a.png", "file:///etc/passwd", "/etc/passwd", "", "javascript:1",
        data_url(png(60_000, 60_000)), data_url(png(0x7FFFFFFF, 0x7FFFFFFF)), data_url(png(0, 0)), data_url(png(40_000, 1)),
        data_url(BOMB[:-30]), data_url(GOOD[:rng.randrange(8, len(GOOD))]),
        data_url(b"GIF89a" + b"\xff" * 50), data_url(b"RIFF\xff\xff\xff\xffWEBPVP8X" + b"\xff" * 40, "webp"),
        data_url(b"\xff\xd8\xff\xe0" + rng.randbytes(100), "jpeg"), data_url(rng.randbytes(200))])))


def wrong_fields(rng):
    value = rng.choice([None, True, -1, 0, 1e308, 2**63, 2**64, -2**63, "", "a", [], {}, [[]], {"a": 1}, [None], "\u0000", 1.5])
    field = rng.choice(["model", "messages", "temperature", "top_p", "top_k", "min_p", "max_tokens", "max_completion_tokens", "stop",
                        "seed", "n", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs", "top_logprobs",
                        "response_format", "tools", "tool_choice", "stream", "stream_options", "reasoning_effort",
                        "chat_template_kwargs", "user", "metadata", "functions", "audio", "__proto__", "\u202e"])
    # Two tokens at most whatever else is valid; a field that happens to be valid is fine too.
    return post(json.dumps({**HELLO, field: value}).encode())


SHAPES = [cut, flipped, noise, deep, duplicate, smuggled, oversized, bad_text, bad_picture, wrong_fields]


class MalformedTest(unittest.TestCase):
    def test_ten_thousand_malformed_requests(self):
        statuses, problems, lock = {}, [], threading.Lock()

        def send(first):
            rng = random.Random(first)
            for number in range(first, REQUESTS, 8):
                shape = SHAPES[number % len(SHAPES)]
                # Where the server waits for more, the client says that nothing comes.
                answer = server.raw(shape(rng), ends=shape in (cut, flipped, noise, smuggled, oversized))
                status = int(answer[9:12]) if answer.startswith(b"HTTP/1.") else 0
                with lock:
                    statuses[status] = statuses.get(status, 0) + 1
                    if status >= 500 and status not in (501, 503):
                        problems.append((shape.__name__, answer[:300]))
                    if status >= 400 and b"Content-Length: 0" not in answer and b'"error"' not in answer:
                        problems.append((shape.__name__, answer[:300]))

        threads = [threading.Thread(target=send, args=(i,)) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(f"{REQUESTS} malformed requests:", dict(sorted(statuses.items())))
        self.assertEqual(problems[:5], [])
        self.assertGreater(statuses.get(400, 0), REQUESTS // 2)
        self.assertTrue(server.is_running())
        status, _, text = server.request("POST", "/v1/chat/completions", HELLO)
        self.assertEqual(status, 200, text)
        self.assertTrue(server.wait_until(lambda: server.metric("glancedesk_answers_in_work") == 0))
        self.assertTrue(server.wait_until(lambda: server.metric("glancedesk_connections") <= 1))
        self.assertEqual(server.metric("glancedesk_body_bytes"), 0)


class SmugglingTest(unittest.TestCase):
    def test_one_refused_request_gets_one_answer(self):
        rng = random.Random(1)
        for _ in range(100):
            answer = server.raw(smuggled(rng))
            self.assertLessEqual(answer.count(b"HTTP/1.1 "), 1, answer)
            self.assertNotIn(b'"status":"ok"', answer)

    def test_nothing_from_inside_is_told(self):
        rng = random.Random(2)
        for shape in SHAPES * 20:
            answer = server.raw(shape(rng)).lower()
            for secret in (b"/work", b"/home", b"terminate", b"what()", b"nlohmann", b"exception", b".cpp", b"0x7f", b"boost"):
                self.assertNotIn(secret, answer)


class SlowClientTest(unittest.TestCase):
    def closes(self, wire, seconds=20):
        wire.settimeout(seconds)
        try:
            while wire.recv(65536):
                pass
        except ConnectionError:
            pass
        except TimeoutError:
            return False
        return True

    def test_slow_headers_and_bodies_are_cut_off(self):
        for data in (b"GET /health HT", HEAD, HEAD + b"Content-Length: 50\r\n\r\n{", b""):
            with socket.create_connection((server.host, server.port)) as wire:
                wire.sendall(data)
                self.assertTrue(self.closes(wire), data)

    def test_many_idle_connections_leave_room(self):
        idle = [socket.create_connection((server.host, server.port)) for _ in range(100)]
        self.assertTrue(server.wait_until(lambda: self.healthy(), 20))
        for wire in idle:
            wire.close()

    def healthy(self):
        try:
            return server.request("GET", "/health", timeout=5)[0] == 200
        except OSError:
            return False

    def test_a_client_that_reads_nothing_holds_nothing(self):
        body = json.dumps({**HELLO, **ENDLESS, "stream": True}).encode()
        with socket.create_connection((server.host, server.port)) as wire:
            wire.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1024)
            wire.sendall(post(body))
            status, _, _ = server.request("POST", "/v1/chat/completions", HELLO)
            self.assertEqual(status, 200)
        self.assertTrue(server.wait_until(lambda: server.metric("glancedesk_answers_in_work") == 0, 60))

    def test_a_client_that_leaves_while_it_waits_stops_its_answer(self):
        body = json.dumps({**HELLO, **ENDLESS}).encode()
        wire = socket.create_connection((server.host, server.port))
        wire.sendall(post(body))
        self.assertTrue(server.wait_until(lambda: server.metric("glancedesk_answers_in_work") > 0))
        wire.close()
        self.assertTrue(server.wait_until(lambda: server.metric("glancedesk_answers_in_work") == 0))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
