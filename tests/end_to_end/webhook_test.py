#!/usr/bin/env python3
"""The ticket webhook of resources/examples: a ticket with a screenshot gets its note, and nothing else does.

    webhook_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import base64
import hashlib
import hmac
import json
import os
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import unittest
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
RED = base64.b64encode((SOURCE / "resources" / "samples" / "router_red_light.png").read_bytes()).decode()
SECRET, TOKEN = "a secret of the tests", "a token of the tests"
patience = 120


class TicketSystem:
    """Takes notes; the first `away` posts of a ticket are told 503."""

    def __init__(self, away=0):
        notes, self.left = queue.Queue(), away
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                is_away, outer.left = outer.left > 0, outer.left - 1
                if not is_away:
                    notes.put((self.path, self.headers["Authorization"], body))
                self.send_response(503 if is_away else 201)
                if is_away:
                    self.send_header("Retry-After", "0")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.notes = notes
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/api"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class WebhookTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.files = {}
        environment = {**os.environ, "XDG_DATA_HOME": cls.folder.name, "LC_ALL": "C.UTF-8"}
        keys = Path(cls.folder.name) / "keys.json"
        cls.key = subprocess.run([str(PROGRAMS / "glancedesk-cli"), "keys", "--file", str(keys), "add", "tickets"], env=environment,
                                 check=True, capture_output=True, text=True, timeout=patience).stdout.strip()
        cls.port = cls.start([str(PROGRAMS / "glancedesk-cli"), "serve", "--port", "0"],
                             {**environment, "GLANCEDESK_AUTH_KEYS_FILE": str(keys)})
        cls.desk = cls.address_of(cls.port)
        cls.port.stdout.readline()  # Ready
        cls.tickets = TicketSystem(away=1)
        for name, value in (("WEBHOOK_SECRET", SECRET), ("TICKETS_TOKEN", TOKEN), ("GLANCEDESK_KEY", cls.key)):
            cls.files[name + "_FILE"] = str(Path(cls.folder.name) / name)
            Path(cls.folder.name, name).write_text(value + "\n")
        cls.hook = cls.start([sys.executable, str(SOURCE / "resources" / "examples" / "ticket_webhook.py"), "--port", "0",
                              "--tickets", cls.tickets.address, "--glancedesk", cls.desk + "v1"], {**environment, **cls.files})
        cls.address = cls.address_of(cls.hook)

    @staticmethod
    def start(command, environment):
        return subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    @staticmethod
    def address_of(process):
        line = process.stdout.readline()
        found = re.search(r"http://127.0.0.1:\d+/\w*", line)
        assert found, line + process.stderr.read()
        return found.group(0)

    @classmethod
    def tearDownClass(cls):
        for process in (cls.hook, cls.port):
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=patience)
            assert process.returncode == 0, process.returncode
        cls.tickets.close()
        cls.folder.cleanup()

    def send(self, content, signature=None):
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        signature = signature or "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        request = urllib.request.Request(self.address, body, {"Content-Type": "application/json", "X-Signature": signature})
        try:
            with urllib.request.urlopen(request, timeout=patience) as reply:
                return reply.status
        except urllib.error.HTTPError as error:
            return error.code

    def ticket(self, delivery, number, pictures=1):
        return {"delivery": delivery, "ticket": number, "text": "What colour is the light?",
                "pictures": [{"name": "shot.png", "type": "image/png", "data": RED}] * pictures}

    def test_a_ticket_with_a_screenshot_gets_one_note(self):
        self.assertEqual(self.send(self.ticket("d1", "4711")), 202)
        path, token, note = self.tickets.notes.get(timeout=patience)  # the system was away at first
        self.assertEqual((path, token), ("/api/tickets/4711/notes", f"Bearer {TOKEN}"))
        self.assertIn("red", note["text"].lower())
        self.assertTrue(note["internal"])
        # The same delivery again gets none: what comes next is the next ticket's.
        self.assertEqual(self.send(self.ticket("d1", "4711")), 202)
        self.assertEqual(self.send(self.ticket("d2", "T-12")), 202)
        self.assertEqual(self.tickets.notes.get(timeout=patience)[0], "/api/tickets/T-12/notes")
        self.assertTrue(self.tickets.notes.empty())

    def test_what_is_not_the_ticket_systems_is_refused(self):
        self.assertEqual(self.send(self.ticket("d3", "1"), "sha256=" + "0" * 64), 401)
        self.assertEqual(self.send(self.ticket("d3", "1"), "é"), 401)
        self.assertEqual(self.send(b"not json"), 400)
        self.assertEqual(self.send({"delivery": "d4", "ticket": "../admin", "text": "", "pictures": []}), 400)
        self.assertEqual(self.send(self.ticket("d5", "2", pictures=0)), 200)
        self.assertTrue(self.tickets.notes.empty())

    def test_a_picture_that_is_none_does_not_hold_the_next_one_up(self):
        bad = self.ticket("d6", "9")
        bad["pictures"][0]["data"] = "AAAA"
        self.assertEqual(self.send(bad), 202)
        self.assertIn("ticket 9: 400", self.hook.stderr.readline())
        self.assertEqual(self.send(self.ticket("d7", "10")), 202)
        self.assertEqual(self.tickets.notes.get(timeout=patience)[0], "/api/tickets/10/notes")

    def test_without_a_secret_it_does_not_start(self):
        environment = {**os.environ, **self.files, "WEBHOOK_SECRET_FILE": "/no/such/file"}
        process = self.start([sys.executable, str(SOURCE / "resources" / "examples" / "ticket_webhook.py"), "--tickets", "http://127.0.0.1:1"],
                             environment)
        _, err = process.communicate(timeout=patience)
        self.assertEqual((process.returncode, len(err.splitlines())), (1, 1), err)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
