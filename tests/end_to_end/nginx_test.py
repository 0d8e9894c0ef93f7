#!/usr/bin/env python3
"""packaging/nginx/glancedesk.conf in a real nginx: before a server that notes what arrives, and before the real one.

    nginx_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import base64
import http.client
import http.server
import json
import os
import queue
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
NAME = "help.example.com"
CONFIGURATION = SOURCE / "packaging" / "nginx" / "glancedesk.conf"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Nginx:
    """A real nginx with the shipped file, in which only name-independent places are changed: ports and paths."""

    def __init__(self, upstream_port, before=None, rate=None):
        self.folder = Path(tempfile.mkdtemp(prefix="glancedesk-nginx-"))
        self.port, self.plain_port = free_port(), free_port()
        self.certificate = self.folder / "cert.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-keyout", self.folder / "key.pem", "-out", self.certificate, "-days", "2", "-subj", f"/CN={NAME}",
                        "-addext", f"subjectAltName=DNS:{NAME}"], check=True, capture_output=True)
        text = CONFIGURATION.read_text()
        changes = [(r"/etc/ssl/certs/\S+\.pem", str(self.certificate)),
                   (r"/etc/ssl/private/\S+\.key", str(self.folder / "key.pem")),
                   (r"listen \[::\].*\n", "\n"),
                   (r"listen 443 ", f"listen 127.0.0.1:{self.port} "), (r"listen 80;", f"listen 127.0.0.1:{self.plain_port};"),
                   (r"server 127\.0\.0\.1:8080;", f"server 127.0.0.1:{upstream_port};")]
        if before:
            changes += [(r"# set_real_ip_from 192\.0\.2\.10;", f"set_real_ip_from {before};"),
                        (r"# (real_ip_header .*)", r"\1"), (r"# (real_ip_recursive .*)", r"\1")]
        if rate:
            changes += [(r"rate=10r/s", f"rate={rate}r/m"), (r"burst=40", "burst=5")]
        for pattern, replacement in changes:
            text, count = re.subn(pattern, replacement, text)
            assert count > 0, f"{pattern} is not in {CONFIGURATION}"
        (self.folder / "glancedesk.conf").write_text(text)
        temporary = "\n".join(f"{kind}_temp_path {self.folder}/{kind};"
                              for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (self.folder / "nginx.conf").write_text(
            f"pid {self.folder}/pid;\nerror_log {self.folder}/error.log;\nworker_processes 1;\ndaemon off;\n"
            + ("user root;\n" if os.geteuid() == 0 else "")
            + f"events {{}}\nhttp {{\naccess_log off;\n{temporary}\ninclude {self.folder}/glancedesk.conf;\n}}\n")
        self.process = subprocess.Popen(["nginx", "-e", self.folder / "error.log", "-p", self.folder, "-c",
                                         self.folder / "nginx.conf"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        wait_for_port(self.port, self.process)

    def connect(self, name=NAME):
        context = ssl.create_default_context(cafile=self.certificate)
        plain = socket.create_connection(("127.0.0.1", self.port), timeout=60)
        connection = http.client.HTTPSConnection(NAME, self.port, timeout=60)
        connection.sock = context.wrap_socket(plain, server_hostname=name)
        return connection

    def ask(self, method, path, body=None, headers=None):
        connection = self.connect()
        try:
            connection.request(method, path, body, {"Host": NAME, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def stop(self):
        self.process.terminate()
        self.process.communicate(timeout=30)
        shutil.rmtree(self.folder, ignore_errors=True)


def wait_for_port(port, process):
    """Until something listens, or the process has ended."""
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            try:
                process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"{process.args[0]} ended: {process.stdout.read().decode()}")


class Notes(http.server.BaseHTTPRequestHandler):
    """Notes what arrives. A stream sends its second piece when the test lets it."""
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        self.server.seen.put((self.path, dict(self.headers.items()), b""))
        self.reply(b'{"ok":true}')

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.seen.put((self.path, dict(self.headers.items()), body))
        if b'"stream"' not in body:
            return self.reply(b'{"ok":true}')
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        try:
            for piece in range(1000):
                data = b"data: %d\n\n" % piece
                self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))
                self.wfile.flush()
                if self.server.go_on.get(timeout=60) == "end":
                    break
            self.wfile.write(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            self.server.gone.set()

    def reply(self, body):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class NotingServer:
    def __init__(self):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Notes)
        self.server.daemon_threads = True
        self.server.seen, self.server.go_on, self.server.gone = queue.Queue(), queue.Queue(), threading.Event()
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def next_request(self):
        return self.server.seen.get(timeout=30)

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class ConfigurationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.upstream = NotingServer()
        cls.addClassCleanup(cls.upstream.stop)
        cls.nginx = Nginx(cls.upstream.port)
        cls.addClassCleanup(cls.nginx.stop)

    def test_the_server_learns_the_real_address_whatever_the_client_writes(self):
        forged = {"X-Forwarded-For": "203.0.113.5", "X-Real-IP": "203.0.113.5", "Forwarded": "for=203.0.113.5",
                  "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}
        status, _, _ = self.nginx.ask("GET", "/v1/models", headers={**forged, "Authorization": "Bearer gd-x"})
        _, headers, _ = self.upstream.next_request()
        self.assertEqual(status, 200)
        self.assertEqual(headers["X-Forwarded-For"], "127.0.0.1")
        self.assertEqual(headers["X-Forwarded-Proto"], "https")
        self.assertEqual(headers["Host"], NAME)
        self.assertEqual(headers["Authorization"], "Bearer gd-x")
        self.assertNotIn("203.0.113.5", str(headers))
        self.assertNotIn("evil.example", str(headers))

    def test_only_a_listed_proxy_is_believed(self):
        behind = Nginx(self.upstream.port, before="127.0.0.1")
        self.addCleanup(behind.stop)
        behind.ask("GET", "/v1/models", headers={"X-Forwarded-For": "198.51.100.9, 203.0.113.5"})
        self.assertEqual(self.upstream.next_request()[1]["X-Forwarded-For"], "203.0.113.5")
        other = Nginx(self.upstream.port, before="192.0.2.10")
        self.addCleanup(other.stop)
        other.ask("GET", "/v1/models", headers={"X-Forwarded-For": "203.0.113.5"})
        self.assertEqual(self.upstream.next_request()[1]["X-Forwarded-For"], "127.0.0.1")

    def test_a_stream_arrives_piece_by_piece(self):
        connection = self.nginx.connect()
        self.addCleanup(connection.close)
        connection.request("POST", "/v1/chat/completions", b'{"stream":true}',
                           {"Host": NAME, "Content-Type": "application/json", "Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        self.upstream.next_request()
        self.assertIsNone(answer.getheader("Content-Encoding"))
        # Each is here before the server was told to write the next.
        for piece in range(5):
            self.assertEqual(answer.readline() + answer.readline(), b"data: %d\n\n" % piece)
            self.upstream.server.go_on.put("end" if piece == 4 else "on")
        self.assertEqual(answer.read(), b"")

    def test_a_client_that_goes_away_ends_the_servers_connection(self):
        self.upstream.server.gone.clear()
        connection = self.nginx.connect()
        connection.request("POST", "/v1/chat/completions", b'{"stream":true}', {"Host": NAME})
        answer = connection.getresponse()
        self.upstream.next_request()
        self.assertEqual(answer.readline(), b"data: 0\n")
        connection.sock.close()
        answer.close()
        connection.close()
        for _ in range(900):  # it notices when it writes
            self.upstream.server.go_on.put("on")
            if self.upstream.server.gone.wait(timeout=0.02):
                break
        self.assertTrue(self.upstream.server.gone.is_set())
        while not self.upstream.server.go_on.empty():
            self.upstream.server.go_on.get_nowait()

    def test_large_bodies_only_where_pictures_are(self):
        large, limit = b"x" * (20 << 20), b"x" * ((32 << 20) + 1)
        for path in ("/v1/chat/completions", "/v1/responses"):
            self.assertEqual(self.nginx.ask("POST", path, large)[0], 200)
            self.assertEqual(len(self.upstream.next_request()[2]), len(large))
        for path, body in (("/v1/chat/completions", limit), ("/v1/completions", large), ("/tokenize", large)):
            try:
                status, headers, answer = self.nginx.ask("POST", path, body)
            except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
                continue  # refused while it was still being sent
            self.assertEqual(status, 413)
            self.assertEqual(json.loads(answer)["error"]["code"], "request_too_large")
            self.assertEqual(headers["Content-Type"], "application/json")
        self.assertTrue(self.upstream.server.seen.empty())
        # By its declared length alone, before it is sent.
        connection = self.nginx.connect()
        self.addCleanup(connection.close)
        connection.putrequest("POST", "/v1/completions", skip_host=True)
        for name, value in (("Host", NAME), ("Content-Length", str(2 << 20))):
            connection.putheader(name, value)
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 413)

    def test_too_many_requests_are_told_to_wait(self):
        strict = Nginx(self.upstream.port, rate=1)
        self.addCleanup(strict.stop)
        answers = [strict.ask("GET", "/v1/models") for _ in range(8)]
        self.assertEqual([status for status, _, _ in answers], [200] * 6 + [429] * 2)
        _, headers, body = answers[-1]
        self.assertEqual(headers["Retry-After"], "1")
        self.assertEqual(json.loads(body)["error"]["type"], "rate_limit_error")
        for _ in range(6):
            self.upstream.next_request()

    def test_tls_is_new_and_for_our_name_alone(self):
        with self.assertRaises(ssl.SSLError):
            self.nginx.connect("other.example")
        context = ssl.create_default_context(cafile=self.nginx.certificate)
        context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
        with socket.create_connection(("127.0.0.1", self.nginx.port)) as plain, self.assertRaises(ssl.SSLError):
            context.wrap_socket(plain, server_hostname=NAME)
        _, headers, _ = self.nginx.ask("GET", "/health")
        self.upstream.next_request()
        self.assertIn("max-age=31536000", headers["Strict-Transport-Security"])
        self.assertEqual(headers["Server"].lower(), "nginx")  # without its version

    def test_plain_http_only_leads_to_https(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.nginx.plain_port, timeout=30)
        self.addCleanup(connection.close)
        connection.request("GET", "/v1/models", headers={"Host": "evil.example"})
        answer = connection.getresponse()
        self.assertEqual((answer.status, answer.getheader("Location")), (301, f"https://{NAME}/v1/models"))

    def test_a_server_that_is_away_is_said_in_the_apis_own_form(self):
        lonely = Nginx(free_port())
        self.addCleanup(lonely.stop)
        status, headers, body = lonely.ask("GET", "/v1/models")
        self.assertEqual((status, headers["Retry-After"]), (503, "5"))
        self.assertEqual(json.loads(body)["error"]["code"], "server_unavailable")


class RealServerTest(unittest.TestCase):
    """The same file before the real server, set up as packaging/nginx/README.md says."""

    @classmethod
    def setUpClass(cls):
        cls.folder = Path(tempfile.mkdtemp(prefix="glancedesk-serve-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, True)
        cls.environment = {**os.environ, "XDG_DATA_HOME": str(cls.folder / "data"), "LC_ALL": "C.UTF-8"}
        cls.port = free_port()
        (cls.folder / "server.toml").write_text(
            f'[listen]\nhost = "127.0.0.1"\nallowed_hosts = ["{NAME}"]\ntrusted_proxies = ["127.0.0.1"]\n'
            '[auth]\nkeys_file = "keys.json"\n'
            '[rates]\nrefused_keys_per_minute = 1000\naddress_requests_per_minute = 1000\nrequests_per_minute = 12\n'
            '[audit]\nfile = "audit.jsonl"\nsync = "record"\n')
        cls.key = cls.cli("keys", "--file", cls.folder / "keys.json", "add", "desk").strip()
        cls.other_key = cls.cli("keys", "--file", cls.folder / "keys.json", "add", "other").strip()
        cls.server = subprocess.Popen([PROGRAMS / "glancedesk-cli", "serve", "--port", str(cls.port), "--config",
                                       cls.folder / "server.toml"], env=cls.environment, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT)
        cls.addClassCleanup(cls.end)
        for line in cls.server.stdout:
            if line.startswith(b"Ready"):
                break
        assert cls.server.poll() is None, "the server ended"
        cls.nginx = Nginx(cls.port)
        cls.addClassCleanup(cls.nginx.stop)

    @classmethod
    def cli(cls, *arguments):
        return subprocess.run([PROGRAMS / "glancedesk-cli", *map(str, arguments)], check=True, env=cls.environment,
                              capture_output=True, text=True, timeout=120).stdout

    @classmethod
    def end(cls):
        if cls.server.poll() is None:
            cls.server.send_signal(signal.SIGTERM)
        cls.server.communicate(timeout=60)

    def ask(self, body, key):
        return self.nginx.ask("POST", "/v1/chat/completions", json.dumps(body).encode(),
                              {"Content-Type": "application/json", "Authorization": f"Bearer {key}"})

    def question(self, **more):
        picture = base64.b64encode((SOURCE / "resources" / "samples" / "router_red_light.png").read_bytes()).decode()
        return {"model": "glm-4.6v-flash", "temperature": 0, "max_tokens": 60, **more, "messages": [{"role": "user", "content": [
            {"type": "text", "text": "What colour is the light?"},
            {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{picture}"}}]}]}

    def test_answers_through_the_proxy_whole_and_streamed(self):
        status, _, body = self.ask(self.question(), self.key)
        self.assertEqual(status, 200, body)
        whole = json.loads(body)["choices"][0]["message"]["content"]
        self.assertIn("red", whole.lower())
        status, headers, body = self.ask(self.question(stream=True), self.key)
        self.assertEqual(status, 200, body)
        self.assertTrue(headers["Content-Type"].startswith("text/event-stream"))
        self.assertTrue(body.rstrip().endswith(b"data: [DONE]"))
        pieces = [json.loads(line[6:]) for line in body.decode().splitlines()
                  if line.startswith("data: {")]
        text = "".join(piece["choices"][0]["delta"].get("content") or "" for piece in pieces if piece["choices"])
        self.assertEqual(text, whole)

    def test_keys_hold_behind_the_proxy(self):
        for key in ("", "gd-wrong"):
            status, _, body = self.ask(self.question(), key)
            self.assertEqual(status, 401, body)
            self.assertIn("error", json.loads(body))

    def test_the_servers_own_limits_hold_behind_the_proxy(self):
        answers = [self.nginx.ask("GET", "/v1/models", headers={"Authorization": f"Bearer {self.other_key}"})
                   for _ in range(20)]
        refused = [headers for status, headers, _ in answers if status == 429]
        self.assertTrue(refused)
        self.assertGreaterEqual(int(refused[0]["Retry-After"]), 1)
        self.assertEqual(answers[0][0], 200)

    def test_the_audit_log_names_the_callers_address_and_is_whole(self):
        self.nginx.ask("GET", "/v1/models", headers={"Authorization": f"Bearer {self.key}", "X-Forwarded-For": "203.0.113.5"})
        records = [json.loads(line) for line in (self.folder / "audit.jsonl").read_text().splitlines()]
        self.assertTrue(records)
        self.assertEqual({record["address"] for record in records}, {"127.0.0.1"})
        self.assertTrue(any(record["caller"].startswith("key:desk:") for record in records))
        self.assertIn("none broken", self.cli("audit", "verify", self.folder / "audit.jsonl"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
