#!/usr/bin/env python3
"""The port as a service: what systemd hears of it, settings by environment, and the units themselves.

    service_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p).resolve() for p in sys.argv[1:4])
PROGRAM = PROGRAMS / "glancedesk-cli"
UNITS = SOURCE / "packaging" / "systemd"
patience = 120  # seconds, for a machine that does much else


class Service:
    """glancedesk-cli serve with these variables; its folder is its own."""

    def __init__(self, test, *arguments, **variables):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GLANCEDESK_", "WATCHDOG"))}
        environment |= {"LC_ALL": "en_US.UTF-8", "LANGUAGE": "en_US", "XDG_DATA_HOME": folder.name, "GLANCEDESK_PORT": "0"} | variables
        self.process = subprocess.Popen([str(PROGRAM), "serve", *map(str, arguments)], env=environment, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        test.addCleanup(self.end)

    def address(self):
        line = self.process.stdout.readline()
        found = re.search(r"http://\S+?:(\d+)/", line)
        assert found, line + self.process.stderr.read()
        return found.group(0)

    def end(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.communicate(timeout=patience)[1]


class NoticeTest(unittest.TestCase):
    def listen(self, name):
        receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        receiver.bind(name.replace("@", "\0", 1))
        receiver.settimeout(patience)
        self.addCleanup(receiver.close)
        return receiver

    def receive_until(self, receiver, wanted):
        heard = []
        while wanted not in heard:
            heard += receiver.recv(4096).decode().splitlines()
        return heard

    def test_systemd_hears_ready_then_the_watchdog_then_the_end(self):
        with tempfile.TemporaryDirectory() as folder:
            name = folder + "/notify"
            receiver = self.listen(name)
            service = Service(self, NOTIFY_SOCKET=name, WATCHDOG_USEC="400000")
            heard = self.receive_until(receiver, "READY=1")
            self.assertTrue(heard[0].startswith("STATUS="), heard)
            self.assertNotIn("WATCHDOG=1", heard)
            address = service.address()
            with urllib.request.urlopen(address + "health", timeout=patience) as reply:  # ready means ready
                self.assertEqual(reply.status, 200)
            for _ in range(3):
                self.receive_until(receiver, "WATCHDOG=1")
            service.process.send_signal(signal.SIGTERM)
            self.receive_until(receiver, "STOPPING=1")
            self.assertEqual(service.process.communicate(timeout=patience)[1], "")
            self.assertEqual(service.process.returncode, 0)

    def test_a_socket_without_a_file_and_a_watchdog_for_another_process(self):
        name = "@glancedesk-test-" + secrets.token_hex(8)
        receiver = self.listen(name)
        service = Service(self, NOTIFY_SOCKET=name, WATCHDOG_USEC="20000", WATCHDOG_PID="1")
        self.receive_until(receiver, "READY=1")
        service.process.send_signal(signal.SIGTERM)
        self.assertNotIn("WATCHDOG=1", self.receive_until(receiver, "STOPPING=1"))
        service.process.wait(timeout=patience)

    def test_a_socket_that_is_gone_holds_nothing_up(self):
        for name in ("/no/such/socket", "nonsense", "/" + "x" * 200):
            service = Service(self, NOTIFY_SOCKET=name, WATCHDOG_USEC="1000")
            self.assertIn("http://", service.address())
            self.assertIn("Ready", service.process.stdout.readline())
            self.assertEqual(service.end(), "")


class EnvironmentTest(unittest.TestCase):
    def test_a_setting_by_its_variable_holds(self):
        service = Service(self, GLANCEDESK_HOST="::1" if socket.has_ipv6 and has_loopback6() else "127.0.0.2",
                          GLANCEDESK_LIMITS_BODY_BYTES="2048")
        address = service.address()
        self.assertIn("[::1]" if "::1" in address else "127.0.0.2", address)
        request = urllib.request.Request(address + "tokenize", b'{"content": "' + b"x" * 3000 + b'"}',
                                         {"Content-Type": "application/json"})
        with self.assertRaises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=patience)
        self.assertEqual(refused.exception.code, 413)

    def test_the_command_line_goes_before_it_and_it_before_the_file(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "server.toml"
            file.write_text('[listen]\nhost = "no.such.name.invalid"\n[limits]\nbody_bytes = 1\n')
            service = Service(self, "--host", "127.0.0.1", GLANCEDESK_CONFIG=str(file), GLANCEDESK_LIMITS_BODY_BYTES="4096")
            self.assertIn("127.0.0.1", service.address())

    def test_what_is_wrong_is_named_in_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "server.toml"
            file.write_text("[limits]\n\npictures = many\n")
            wrong = [({"GLANCEDESK_PORT": "http"}, "GLANCEDESK_PORT"), ({"GLANCEDESK_LIMITS_RUNING": "3"}, "GLANCEDESK_LIMITS_RUNING"),
                     ({"GLANCEDESK_CONFIG": str(file)}, "server.toml, line 3"),
                     ({"GLANCEDESK_CACHE_REDIS_URL_FILE": "/no/such/secret"}, "/no/such/secret")]
            for variables, words in wrong:
                service = Service(self, **variables)
                out, err = service.process.communicate(timeout=patience)
                self.assertEqual((service.process.returncode, out, len(err.splitlines())), (1, "", 1), err)
                self.assertIn(words, err)


def has_loopback6():
    try:
        with socket.socket(socket.AF_INET6) as one:
            one.bind(("::1", 0))
        return True
    except OSError:
        return False


class UnitTest(unittest.TestCase):
    """systemd's own opinion."""

    def analyze(self, *arguments, **options):
        return subprocess.run(["systemd-analyze", *map(str, arguments)], capture_output=True, text=True, timeout=patience, **options)

    def test_the_units_are_understood(self):
        for name in ("glancedesk.service", "glancedesk-user.service"):
            with tempfile.TemporaryDirectory() as folder:
                unit = Path(folder) / name
                text = (UNITS / name).read_text()
                self.assertIn("ExecStart=/usr/bin/glancedesk-cli ", text)
                unit.write_text(text.replace("/usr/bin/glancedesk-cli", str(PROGRAM)))
                # verify is quiet about other units of the machine only in part: what names ours counts.
                result = self.analyze("verify", "--man=no", "--recursive-errors=no", unit)
                complaints = [line for line in result.stderr.splitlines() if name in line]
                self.assertEqual(complaints, [])

    def test_the_system_service_is_shut_in(self):
        result = self.analyze("security", "--offline=yes", "--threshold=25", UNITS / "glancedesk.service")
        self.assertEqual(result.returncode, 0, result.stdout[-300:] + result.stderr)
        self.assertIn("exposure level", result.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
