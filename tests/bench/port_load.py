#!/usr/bin/env python3
"""Load on the real port over loopback: clients that stream without a break, cache hits meanwhile, and what the server
itself costs. Prints one JSON line; exit code 1 when a bound of the bar is passed.

    port_load.py PROGRAM_FOLDER SOURCE_FOLDER [--clients 32] [--seconds 60]
"""
import argparse
import asyncio
import base64
import json
import multiprocessing
import os
import random
import statistics
import sys
import time
from pathlib import Path


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("programs", type=Path)
    parser.add_argument("source", type=Path)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    return parser.parse_args()


def quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else None


class Client:
    """One keep-alive connection that reads events as they come."""

    def __init__(self, server):
        self.server = server

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection(self.server.host, self.server.port)
        return self

    async def __aexit__(self, *_):
        self.writer.close()

    async def ask(self, body, headers=""):
        """(status, seconds to the first word, seconds, words, whole text)"""
        data = json.dumps(body).encode()
        began = time.perf_counter()
        self.writer.write(f"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                          f"{headers}Content-Length: {len(data)}\r\n\r\n".encode() + data)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        status = int(head[9:12])
        if "content-length" in head.lower():
            length = int(head.lower().split("content-length: ")[1].split("\r\n")[0])
            return status, None, time.perf_counter() - began, 0, (await self.reader.readexactly(length)).decode()
        first, words, text = None, 0, []
        while size := int(await self.reader.readline(), 16):
            piece = (await self.reader.readexactly(size + 2))[:-2].decode()
            text.append(piece)
            count = piece.count('"delta":{"content":"') - piece.count('"content":""') + piece.count('"reasoning_content"')
            words += count
            if count > 0 and first is None:
                first = time.perf_counter() - began
        await self.reader.readline()
        return status, first, time.perf_counter() - began, words, "".join(text)


def question(server, picture, text, **more):
    url = "data:image/png;base64," + base64.b64encode(picture.read_bytes()).decode()
    return {"model": server.model, "messages": [{"role": "user", "content": [
        {"type": "image_url", "image_url": {"url": url}}, {"type": "text", "text": text}]}], **more}


def kept_question(server, source):
    return question(server, sorted((source / "resources" / "samples").glob("*.png"))[0], "What is shown?", temperature=0, max_tokens=64)


async def load(server, source, clients, seconds):
    pictures = sorted((source / "resources" / "samples").glob("*.png"))
    end = time.perf_counter() + seconds
    firsts, totals, words, errors = [], [], [], []

    async def stream(number):
        rng = random.Random(number)
        async with Client(server) as client:
            while time.perf_counter() < end:
                body = question(server, rng.choice(pictures), f"What is shown? ({rng.random()})", stream=True, max_tokens=64,
                                temperature=0.7)
                status, first, total, count, text = await client.ask(body)
                if status != 200 or not text.endswith("data: [DONE]\n\n"):
                    errors.append((status, text[-300:]))
                elif first is not None:
                    firsts.append(first)
                    totals.append(total)
                    words.append(count)

    await asyncio.gather(*[stream(i) for i in range(clients)])
    return firsts, totals, words, errors


def hit_until(end, server, source, results):
    """In a process of its own, so that it doesn't measure how busy the other clients are."""
    async def run():
        times = []
        async with Client(server) as client:
            while time.time() < end:
                status, _, total, *_ = await client.ask(kept_question(server, source))
                times.append(total if status == 200 else 1e9)
                await asyncio.sleep(0.05)
        results.put(times)
    asyncio.run(run())


class Address:
    """What a client needs to know of the server; crosses to another process."""

    def __init__(self, server):
        self.host, self.port, self.model = server.host, server.port, server.model


class Log:
    """What the server itself notes: the audit log's records from here on, each once."""

    def __init__(self, server):
        self.file = Path(server.data) / "glancedesk" / "server" / "audit.jsonl"
        self.seen = 0
        while (now := len(self.all())) != self.seen:  # a record is written a moment after its answer
            self.seen = now
            time.sleep(0.5)

    def all(self):
        return [line for line in self.file.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]

    def next(self, count, seconds=10):
        """The next ones, so many or all that are there by then."""
        end = time.monotonic() + seconds
        while len(self.all()) < self.seen + count and time.monotonic() < end:
            time.sleep(0.02)
        found = [json.loads(line) for line in self.all()[self.seen:][:count]]
        self.seen += len(found)
        return found


def processor_seconds(server):
    """(the engine's threads, the others): the engine's are those that let others go first."""
    sums, tick = [0.0, 0.0], os.sysconf("SC_CLK_TCK")
    least = os.getpriority(os.PRIO_PROCESS, server.process.pid)
    for task in Path(f"/proc/{server.process.pid}/task").iterdir():
        try:
            fields = (task / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        sums[0 if int(fields[16]) > least else 1] += (int(fields[11]) + int(fields[12])) / tick
    return sums


def endless(server, seed, **more):
    """Goes on for all of its tokens: the demo model's end tokens are out of reach."""
    return {"model": server.model, "messages": [{"role": "user", "content": "hello"}], "seed": seed, "max_tokens": 1000,
            "temperature": 2, "top_p": 1, "top_k": 0, "logit_bias": {"1489": -100, "1496": -100, "1498": -100}, **more}


async def overhead(server, picture):
    """Milliseconds that the port adds to what the engine itself took: to a short question, to one with a picture, and to
    each streamed token (the client's time of a stream, less the engine's for the same tokens in one piece)."""
    log = Log(server)
    no_store = "Cache-Control: no-store\r\n"

    async def added(client, body):
        walls = [(await client.ask(body, no_store))[2] for _ in range(50)]
        models = [record["seconds"]["model"] for record in log.next(50)]
        return statistics.median((wall - model) * 1000 for wall, model in zip(walls, models, strict=True))

    async with Client(server) as client:
        text = {"model": server.model, "messages": [{"role": "user", "content": "hello"}], "temperature": 0, "max_tokens": 1}
        for_text = await added(client, text)
        for_picture = await added(client, question(server, picture, "?", temperature=0, max_tokens=1))
        per_token = []
        for seed in range(7):
            await client.ask(endless(server, seed), no_store)
            wall = (await client.ask(endless(server, seed, stream=True), no_store))[2]
            whole, streamed = log.next(2)
            tokens = streamed["tokens"]["new"]
            per_token.append((wall - whole["seconds"]["model"]) * 1000 / tokens)
    return {"added_ms": for_text, "added_ms_with_picture": for_picture, "added_ms_per_token": statistics.median(per_token)}


def main():
    options = parse()
    sys.path.insert(0, str(options.source / "tests" / "support"))
    from real_server import RealServer
    server = RealServer(options.programs, options.source, '[limits]\nrunning = 32\nqueued = 96\n')
    try:
        server.request("POST", "/v1/chat/completions", kept_question(server, options.source))
        # Once as long as it is measured: the engine's caches of pictures and prefixes fill up to their bounds.
        asyncio.run(load(server, options.source, options.clients, options.seconds))
        before = server.resident_bytes()
        added = asyncio.run(overhead(server, sorted((options.source / "resources" / "samples").glob("*.png"))[0]))
        log = Log(server)
        busy = processor_seconds(server)
        results = multiprocessing.Queue()
        hitting = multiprocessing.Process(target=hit_until, args=(time.time() + options.seconds, Address(server), options.source, results))
        hitting.start()
        firsts, totals, words, errors = asyncio.run(load(server, options.source, options.clients, options.seconds))
        hits = results.get(timeout=60)
        hitting.join()
        busy = [now - then for now, then in zip(processor_seconds(server), busy, strict=True)]
        server.wait_until(lambda: server.metric("glancedesk_answers_in_work") == 0)
        noted = [record for record in log.next(10 ** 6, 2) if record["cache"]]
        door = [record["seconds"]["total"] for record in noted if record["cache"] == "hit"]
        tokens = sum(record["tokens"]["new"] for record in noted if record["cache"] != "hit")
        # What was freed goes back when the server has had a quiet moment.
        server.wait_until(lambda: server.resident_bytes() <= before * 1.05, 10)
        after = server.resident_bytes()
    finally:
        server.stop()
    result = {"clients": options.clients, "seconds": options.seconds, "load_average": os.getloadavg()[0], "cores": os.cpu_count(),
              "answers": len(totals), "errors": len(errors), "first_error": errors[:1],
              "first_token_p50": quantile(firsts, 0.5), "first_token_p99": quantile(firsts, 0.99),
              "answer_p50": quantile(totals, 0.5), "words_per_second": sum(words) / options.seconds,
              "hits": len(hits), "hit_p50": quantile(hits, 0.5), "hit_p99": quantile(hits, 0.99),
              "hit_p99_at_the_door": quantile(door, 0.99), "hit_max_at_the_door": max(door),
              **added, "tokens_per_second": tokens / options.seconds, "engine_processor_seconds": busy[0],
              "port_processor_ms_per_answer": busy[1] * 1000 / max(len(totals), 1),
              "resident_before": before, "resident_after": after, "resident_grown": after / before - 1}
    print(json.dumps(result))
    fair = firsts and result["first_token_p99"] <= 4 * result["first_token_p50"]
    is_light = result["added_ms"] < 2 and result["added_ms_per_token"] < 0.2
    return 0 if not errors and fair and is_light and result["hit_p99"] < 0.010 and after <= before * 1.05 else 1


if __name__ == "__main__":
    sys.exit(main())
