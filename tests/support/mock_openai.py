#!/usr/bin/env python3
"""A stand-in for the port: serves the chat page with its headers and answers the API as a test wants it.

    mock_openai.py [PORT]     to look at the page without the program; "error 429" as a question answers with that error
"""
import json
import re
import select
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

WEB = Path(__file__).resolve().parents[2] / "resources" / "web"
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
          "base-uri 'none'; form-action 'none'; frame-ancestors {}; require-trusted-types-for 'script'; trusted-types 'none'")


class Mock:
    """What a test sets: answer (pieces of text), thinking, error (status, headers, message), health, gate, key, origins."""

    def __init__(self, port=0, origins=()):
        self.answer = ["The light ", "is **red**."]
        self.thinking = []
        self.error = None             # (status, {header: value}, message), for one request
        self.stream_error = None      # sent in the stream after the pieces
        self.cut = False              # the connection ends without [DONE]
        self.health = (200, {"status": "ok"})
        self.model = "mock-vision"
        self.gate = None              # an Event: the last piece waits for it
        self.finish = "stop"
        self.key = None
        self.lists_models = True      # False: 403, as for a key without that scope
        self.origins = origins
        self.requests = []            # bodies of chat requests
        self.keys = []                # their Authorization headers
        self.paths = []               # everything that was asked for
        self.closed = threading.Event()  # a client went away in the middle of its answer
        self.chatty = False
        self.gone = False             # every connection ends without a word
        self.server = ThreadingHTTPServer(("127.0.0.1", port), handler_of(self))
        self.server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        if self.gate:
            self.gate.set()
        self.server.shutdown()
        self.server.server_close()

    def policy(self):
        return POLICY.format(" ".join(["'self'", *self.origins]))


def handler_of(mock):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def reply(self, status, body, kind="application/json", headers=()):
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Referrer-Policy", "no-referrer")
            for name, value in dict(headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(data)

        def refuse(self, status, message, headers=()):
            self.reply(status, {"error": {"message": message, "type": "error", "code": None, "param": None}}, headers=headers)

        def allowed(self):
            return mock.key is None or self.headers["Authorization"] == f"Bearer {mock.key}"

        def parse_request(self):
            if mock.gone:
                self.close_connection = True
                return False
            return super().parse_request()

        def do_GET(self):
            path = self.path.split("?")[0]
            mock.paths.append(path)
            if path == "/health":
                self.reply(*mock.health)
            elif path == "/v1/models":
                if not mock.lists_models:
                    self.refuse(403, "this key may not list models")
                elif self.allowed():
                    self.reply(200, {"object": "list", "data": [{"id": mock.model, "object": "model"}]})
                else:
                    self.refuse(401, "an API key is needed")
            else:
                self.file(path)

        def file(self, path):
            file = (WEB / ("index.html" if path == "/" else path[1:])).resolve()
            if WEB not in file.parents or file.suffix not in TYPES or not file.is_file():
                self.refuse(404, "no such page")
                return
            headers = {"Cache-Control": "no-cache"}
            headers["Cross-Origin-Resource-Policy"] = "cross-origin" if path == "/embed.js" else "same-origin"
            if path == "/":
                headers["Content-Security-Policy"] = mock.policy()
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
            self.reply(200, file.read_bytes(), TYPES[file.suffix], headers)

        def do_POST(self):
            mock.paths.append(self.path)
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            mock.requests.append(body)
            mock.keys.append(self.headers["Authorization"])
            error, mock.error = mock.error, None
            if mock.chatty:
                asked = re.search(r"error (\d{3})", json.dumps(body["messages"][-1]))
                error = asked and (int(asked[1]), {"Retry-After": "5"}, "as you wished")
            if not self.allowed():
                error = (401, {}, "an API key is needed")
            if error:
                self.refuse(error[0], error[2], error[1])
            else:
                self.stream(body)

        def stream(self, body):
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                self.pieces(body)
            except OSError:
                mock.closed.set()

        def pieces(self, body):
            model = body["model"] or mock.model
            self.wfile.write(b": waiting\n\n")
            for text in mock.thinking:
                self.event(model, {"reasoning_content": text})
            for number, text in enumerate(mock.answer):
                if mock.gate and number == len(mock.answer) - 1 and not self.wait_for_gate():
                    mock.closed.set()
                    return
                self.event(model, {"content": text})
                if mock.chatty:
                    time.sleep(0.03)
            if mock.stream_error:
                self.data({"error": mock.stream_error})
            if mock.cut or mock.stream_error:
                return
            self.event(model, {}, mock.finish)
            self.data({"object": "chat.completion.chunk", "model": model, "choices": [],
                       "usage": {"prompt_tokens": 120, "completion_tokens": 24, "total_tokens": 144,
                                 "prompt_tokens_details": {"cached_tokens": 0, "image_tokens": 96}}})
            self.wfile.write(b"data: [DONE]\n\n")

        def wait_for_gate(self):
            """True when it opened, False when the client went away before."""
            while not mock.gate.wait(0.02):
                if select.select([self.connection], [], [], 0)[0] and not self.connection.recv(1, socket.MSG_PEEK):
                    return False
            return True

        def event(self, model, delta, finish=None):
            self.data({"id": "chatcmpl-mock", "object": "chat.completion.chunk", "model": model,
                       "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

        def data(self, value):
            self.wfile.write(f"data: {json.dumps(value, ensure_ascii=False)}\n\n".encode())

    return Handler


ANSWER = """## What the light means

The **red light** on the router means that there is *no internet connection*. Please ask the customer to:

1. Check the network cable
   - at the router (`WAN`)
   - at the wall socket
2. Restart the router and wait two minutes

| Light | Meaning | What to do |
|:--|:--|--:|
| red | no connection | check the cable |
| green | all is well | nothing |

```bash
ping -c 3 192.168.1.1
```

> If it stays red, see <https://example.com/help>.
"""


if __name__ == "__main__":
    served = Mock(int(sys.argv[1]) if len(sys.argv) > 1 else 8080)
    served.chatty = True
    served.thinking = ["The picture shows a router. ", "One light is red."]
    served.answer = [ANSWER[at:at + 6] for at in range(0, len(ANSWER), 6)]
    print(served.address, flush=True)
    threading.Event().wait()
