#!/usr/bin/env python3
"""A ticket system's webhook: a ticket with a screenshot comes in, GlanceDesk is asked, the answer goes back as an internal note.

    GLANCEDESK_KEY_FILE=key WEBHOOK_SECRET_FILE=secret TICKETS_TOKEN_FILE=token \\
        python3 ticket_webhook.py --tickets https://tickets.example.com/api [--port 8790] [--glancedesk http://127.0.0.1:8080/v1]

The ticket system posts JSON to http://127.0.0.1:8790/tickets:

    {"delivery": "unique", "ticket": "4711", "text": "What does this light mean?",
     "pictures": [{"name": "shot.png", "type": "image/png", "data": "base64"}]}

with the header X-Signature: sha256=HMAC-SHA-256 of the body under WEBHOOK_SECRET_FILE's secret. The note goes to
POST TICKETS/tickets/4711/notes as {"text": "...", "internal": true}. Your system has other names for these things: change
`Ticket.read` and `TicketSystem.add_note`; the rest stays. Standard library only.
"""
import argparse
import hashlib
import hmac
import json
import os
import queue
import signal
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections import OrderedDict
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

LARGEST_BODY = 32 * 1024 * 1024
WAITING = 100  # tickets; one more is told to come again
REMEMBERED = 10_000  # deliveries: a system that repeats one gets no second note
TRIES, FIRST_PAUSE = 6, 2.0  # of each step; the pause doubles
QUESTION = "The customer writes:\n{text}\n\nWhat does the screenshot show, and what should the agent answer?"


@dataclass
class Ticket:
    delivery: str
    number: str
    text: str
    pictures: list  # data URLs

    @staticmethod
    def read(body):
        """Raises ValueError with one sentence."""
        try:
            given = json.loads(body)
            ticket = Ticket(str(given["delivery"]), str(given["ticket"]), str(given["text"]),
                            [f"data:{one['type']};base64,{one['data']}" for one in given.get("pictures", [])])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"This is no ticket: {error!r}.")
        if not ticket.number or not all(c.isalnum() or c in "-_" for c in ticket.number):
            raise ValueError("A ticket's number has letters, digits, - and _ alone.")
        return ticket


class Refused(Exception):
    """Trying again would not help."""


def post(address, headers, content, stop):
    """JSON there and back. Tried again while the other side is away or busy; Refused when it says no."""
    body = json.dumps(content).encode()
    pause, problem = FIRST_PAUSE, None
    for _ in range(TRIES):
        try:
            request = urllib.request.Request(address, body, {"Content-Type": "application/json", **headers})
            with urllib.request.urlopen(request, timeout=600) as reply:
                return json.loads(reply.read() or b"null")
        except urllib.error.HTTPError as error:
            problem = f"{error.code} {error.read(500).decode(errors='replace')}"
            if error.code != 429 and error.code < 500:
                raise Refused(problem)
            wait = error.headers.get("Retry-After", "")
            wait = float(wait) if wait.isdigit() else pause
        except (OSError, ValueError) as error:
            problem, wait = str(error), pause
        pause *= 2
        if stop.wait(min(wait, 60)):
            break
    raise Refused(problem)


class GlanceDesk:
    def __init__(self, address, key):
        self.address, self.headers = address.rstrip("/"), {"Authorization": f"Bearer {key}"} if key else {}

    def ask(self, ticket, stop):
        content = [{"type": "image_url", "image_url": {"url": one}} for one in ticket.pictures]
        content.append({"type": "text", "text": QUESTION.format(text=ticket.text)})
        reply = post(self.address + "/chat/completions", self.headers,
                     {"model": "glm-4.6v-flash", "temperature": 0, "messages": [{"role": "user", "content": content}]}, stop)
        return reply["choices"][0]["message"]["content"]


class TicketSystem:
    def __init__(self, address, token):
        self.address, self.headers = address.rstrip("/"), {"Authorization": f"Bearer {token}"} if token else {}

    def add_note(self, ticket, text, stop):
        post(f"{self.address}/tickets/{urllib.parse.quote(ticket.number)}/notes", self.headers, {"text": text, "internal": True}, stop)


class Desk:
    """Works tickets off, one after the other, on a thread of its own."""

    def __init__(self, glancedesk, tickets):
        self.glancedesk, self.tickets = glancedesk, tickets
        self.waiting, self.known, self.stop, self.lock = queue.Queue(WAITING), OrderedDict(), threading.Event(), threading.Lock()
        self.thread = threading.Thread(target=self.work)
        self.thread.start()

    def take(self, ticket):
        """False when too many wait. A delivery that was seen before is taken and forgotten."""
        with self.lock:
            if ticket.delivery in self.known:
                return True
            try:
                self.waiting.put_nowait(ticket)
            except queue.Full:
                return False
            self.known[ticket.delivery] = True
            if len(self.known) > REMEMBERED:
                self.known.popitem(last=False)
            return True

    def work(self):
        while not self.stop.is_set():
            try:
                ticket = self.waiting.get(timeout=0.5)
            except queue.Empty:
                continue
            try:
                answer = self.glancedesk.ask(ticket, self.stop)
                self.tickets.add_note(ticket, f"GlanceDesk (check before you use it):\n\n{answer}", self.stop)
                print(f"ticket {ticket.number}: answered", flush=True)
            except Exception as problem:  # one ticket's trouble is not the next one's
                print(f"ticket {ticket.number}: {problem}", file=sys.stderr, flush=True)
                # Whoever sends it again is taken again.
                with self.lock:
                    self.known.pop(ticket.delivery, None)

    def close(self):
        self.stop.set()
        self.thread.join()


def handler_for(desk, secret):
    class Handler(BaseHTTPRequestHandler):
        timeout = 60  # seconds without a byte

        def reply(self, status, sentence):
            body = json.dumps({"message": sentence}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if status == 503:
                self.send_header("Retry-After", "30")
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            self.close_connection = True
            length = self.headers.get("Content-Length", "")
            if self.path != "/tickets":
                return self.reply(404, "Tickets are posted to /tickets.")
            if not length.isdigit() or int(length) > LARGEST_BODY:
                return self.reply(413, f"A Content-Length of at most {LARGEST_BODY} is needed.")
            body = self.rfile.read(int(length))
            wanted = "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest()
            if not hmac.compare_digest(wanted.encode(), self.headers.get("X-Signature", "").encode(errors="replace")):
                return self.reply(401, "The signature is wrong.")
            try:
                ticket = Ticket.read(body)
            except ValueError as problem:
                return self.reply(400, str(problem))
            if not ticket.pictures:
                return self.reply(200, "There is no picture to look at.")
            if not desk.take(ticket):
                return self.reply(503, "Too many tickets wait: send it again later.")
            self.reply(202, "It is looked at.")

        def log_message(self, *_):
            pass  # addresses and paths of customers are nobody's business

    return Handler


def secret_in(name, is_needed=False):
    file = os.environ.get(name + "_FILE", "")
    if not file and not is_needed:
        return ""
    try:
        secret = Path(file).read_text().strip()
    except OSError as error:
        sys.exit(f"{name}_FILE must name a file that can be read ({error.strerror}).")
    return secret or sys.exit(f"{file} is empty.")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tickets", required=True, metavar="URL", help="the ticket system's API")
    parser.add_argument("--glancedesk", default="http://127.0.0.1:8080/v1", metavar="URL")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8790, help="0 takes a free one")
    options = parser.parse_args()
    secret = secret_in("WEBHOOK_SECRET", True).encode()
    desk = Desk(GlanceDesk(options.glancedesk, secret_in("GLANCEDESK_KEY")), TicketSystem(options.tickets, secret_in("TICKETS_TOKEN")))
    server = ThreadingHTTPServer((options.host, options.port), handler_for(desk, secret))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
    print(f"Tickets are taken at http://{options.host}:{server.server_port}/tickets", flush=True)
    server.serve_forever()
    desk.close()
    server.server_close()


if __name__ == "__main__":
    main()
