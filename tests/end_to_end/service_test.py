#!/usr/bin/env python3
"""The port as a service: what systemd hears of it, settings by environment, and the units themselves.

    service_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import http.client
import json
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

    def __init__(self, test, *arguments, before=(), pass_fds=(), **variables):
        folder = tempfile.TemporaryDirectory()
        test.addCleanup(folder.cleanup)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("GLANCEDESK_", "WATCHDOG", "LISTEN_"))}
        environment |= {"LC_ALL": "en_US.UTF-8", "LANGUAGE": "en_US", "XDG_DATA_HOME": folder.name, "GLANCEDESK_PORT": "0"} | variables
        self.process = subprocess.Popen([*before, str(PROGRAM), "serve", *map(str, arguments)], env=environment, text=True,
                                        pass_fds=pass_fds, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
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


HAND_OVER = """
import fcntl, os, sys
sockets = [int(number) for number in sys.argv[1].split(",") if number]
for number, one in enumerate([fcntl.fcntl(socket, fcntl.F_DUPFD, 100) for socket in sockets]):
    os.dup2(one, 3 + number)
variables = {"LISTEN_PID": str(os.getpid()), "LISTEN_FDS": str(len(sockets)), **os.environ}
os.execvpe(sys.argv[2], sys.argv[2:], variables)
"""


class SocketTest(unittest.TestCase):
    """The address is held by somebody else, who hands its socket over: sd_listen_fds(3)."""

    def open(self, address, family=socket.AF_INET, kind=socket.SOCK_STREAM, listens=True):
        one = socket.socket(family, kind)
        self.addCleanup(one.close)
        one.bind(address)
        if listens:
            one.listen()
        return one

    def hand(self, *sockets, arguments=(), within=(), **variables):
        return Service(self, *arguments, before=[sys.executable, "-c", HAND_OVER, ",".join(str(one.fileno()) for one in sockets), *within],
                       pass_fds=[one.fileno() for one in sockets], **variables)

    def refused(self, service, *words):
        out, err = service.process.communicate(timeout=patience)
        self.assertEqual((service.process.returncode, out, len(err.splitlines())), (1, "", 1), err)
        for word in words:
            self.assertIn(word, err)

    def ask(self, address):
        body = {"model": "glm-4.6v-flash", "max_tokens": 8, "messages": [{"role": "user", "content": "hello"}]}
        request = urllib.request.Request(address + "v1/chat/completions", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=patience) as reply:
            return json.load(reply)["choices"][0]["message"]["content"]

    def test_its_clients_are_served_and_outlive_a_restart(self):
        held = self.open(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}/"
        for _ in range(2):
            # Who knocks before it runs is not turned away; and the settings' port counts for nothing.
            early = socket.create_connection(held.getsockname(), timeout=patience)
            service = self.hand(held, GLANCEDESK_PORT="1", GLANCEDESK_HOST="no.such.name.invalid")
            self.assertEqual(service.address(), address)
            early.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            self.assertTrue(early.recv(12).startswith(b"HTTP/1.1 200"))
            early.close()
            self.assertIn("Ready", service.process.stdout.readline())
            self.assertTrue(self.ask(address))
            self.assertEqual(service.end(), "")
            self.assertEqual(service.process.returncode, 0)

    def test_systemds_own_launcher_starts_it_with_the_first_client(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        launcher = ["systemd-socket-activate", f"--listen=127.0.0.1:{port}", "--setenv=GLANCEDESK_PORT",
                    "--setenv=XDG_DATA_HOME", "--setenv=LC_ALL", "--setenv=GLANCEDESK_MODEL"]
        service = Service(self, before=launcher)
        heard = service.process.stderr.readline()
        self.assertIn(f"127.0.0.1:{port}", heard)
        address = f"http://127.0.0.1:{port}/"
        with urllib.request.urlopen(address + "openapi.json", timeout=patience) as reply:
            self.assertEqual(reply.status, 200)
        self.assertEqual(service.address(), address)
        self.assertIn("Ready", service.process.stdout.readline())
        self.assertTrue(self.ask(address))
        service.end()
        self.assertEqual(service.process.returncode, 0)

    def test_an_address_that_others_can_reach_needs_keys_whatever_the_settings_say(self):
        reachable = [self.open(("0.0.0.0", 0))]
        if has_loopback6():
            reachable.append(self.open(("::", 0), socket.AF_INET6))
        for held in reachable:
            self.refused(self.hand(held, GLANCEDESK_HOST="127.0.0.1"), held.getsockname()[0], "keys are needed")
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "keys.json"
            key = subprocess.run([str(PROGRAM), "keys", "--file", str(file), "add", "desk"], capture_output=True, text=True,
                                 check=True).stdout.strip()
            service = self.hand(reachable[-1], GLANCEDESK_AUTH_KEYS_FILE=str(file))
            port = reachable[-1].getsockname()[1]
            self.assertIn(f":{port}/", service.address())
            self.assertIn("Ready", service.process.stdout.readline())
            for headers, status in (({}, 401), ({"Authorization": f"Bearer {key}"}, 200)):
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=patience)
                connection.request("GET", "/v1/models", headers=headers)
                self.assertEqual(connection.getresponse().status, status)
                connection.close()
            service.end()

    @unittest.skipUnless(subprocess.run(["unshare", "-n", "true"], capture_output=True).returncode == 0, "no networks of their own here")
    def test_it_needs_no_network_of_its_own(self):
        held = self.open(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{held.getsockname()[1]}/"
        service = self.hand(held, within=["unshare", "-n"])  # as PrivateNetwork=yes
        self.assertEqual(service.address(), address)
        self.assertNotEqual(os.readlink(f"/proc/{service.process.pid}/ns/net"), os.readlink("/proc/self/ns/net"))
        self.assertIn("Ready", service.process.stdout.readline())
        self.assertTrue(self.ask(address))
        self.assertEqual(service.end(), "")

    @unittest.skipUnless(socket.has_dualstack_ipv6(), "no socket of both kinds here")
    def test_ipv4_that_comes_by_way_of_ipv6_is_loopback_all_the_same(self):
        held = socket.socket(socket.AF_INET6)
        self.addCleanup(held.close)
        held.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        held.bind(("::ffff:127.0.0.1", 0))
        held.listen()
        service = self.hand(held)
        self.assertEqual(service.address(), f"http://127.0.0.1:{held.getsockname()[1]}/")
        self.assertIn("Ready", service.process.stdout.readline())
        self.assertTrue(self.ask(f"http://127.0.0.1:{held.getsockname()[1]}/"))
        self.assertEqual(service.end(), "")

    def test_what_is_no_listening_socket_is_refused_in_one_line(self):
        with tempfile.TemporaryDirectory() as folder:
            wrong = [self.open(("127.0.0.1", 0), kind=socket.SOCK_DGRAM, listens=False),
                     self.open(("127.0.0.1", 0), listens=False),
                     self.open(folder + "/socket", socket.AF_UNIX)]
            listening = self.open(("127.0.0.1", 0))
            wrong.append(socket.create_connection(listening.getsockname()))  # as Accept=yes gives it
            self.addCleanup(wrong[-1].close)
            with open(folder + "/file", "w") as file:
                for one in [*wrong, file]:
                    self.refused(self.hand(one), "no TCP socket that listens")
            self.refused(self.hand(listening, self.open(("127.0.0.1", 0))), "LISTEN_FDS says '2'")
            self.refused(self.hand(listening, LISTEN_FDS="many"), "LISTEN_FDS says 'many'")
            self.refused(self.hand(listening, arguments=["--port", "8081"]), "--host and --port")

    def test_variables_for_another_process_are_not_ours(self):
        held = self.open(("127.0.0.1", 0))
        for variables in ({"LISTEN_PID": "1"}, {"LISTEN_FDS": "0"}):
            service = self.hand(held, **variables)
            self.assertNotIn(f":{held.getsockname()[1]}/", service.address())
            service.end()


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
        for kind in ("", "-user"):
            with tempfile.TemporaryDirectory() as folder:
                text = (UNITS / f"glancedesk{kind}.service").read_text()
                self.assertIn("ExecStart=/usr/bin/glancedesk-cli ", text)
                service = Path(folder) / "glancedesk.service"  # as they are called where they are installed
                service.write_text(text.replace("/usr/bin/glancedesk-cli", str(PROGRAM)))
                unit = Path(folder) / "glancedesk.socket"
                unit.write_text((UNITS / f"glancedesk{kind}.socket").read_text())
                # verify is quiet about other units of the machine only in part: what names ours counts.
                result = self.analyze("verify", "--man=no", "--recursive-errors=no", service, unit)
                complaints = [line for line in result.stderr.splitlines() if "glancedesk" in line]
                self.assertEqual(complaints, [])

    def test_the_system_service_is_shut_in(self):
        result = self.analyze("security", "--offline=yes", "--threshold=25", UNITS / "glancedesk.service")
        self.assertEqual(result.returncode, 0, result.stdout[-300:] + result.stderr)
        self.assertIn("exposure level", result.stdout)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
