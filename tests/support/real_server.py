"""The real `glancedesk-cli serve` on a free port, for tests written in Python."""
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path


def add_key(programs, file, name):
    """A new key of the port, as `keys add` tells it once; its hash stands in the file."""
    return subprocess.run([str(Path(programs) / "glancedesk-cli"), "keys", "--file", str(file), "add", name],
                          capture_output=True, text=True, check=True).stdout.strip()


class RealServer:
    """Starts in the constructor and waits until the model is loaded; `stop` ends it as Ctrl-C does."""

    def __init__(self, programs, source, config="", arguments=()):
        self.data = tempfile.mkdtemp(prefix="glancedesk-test-")
        environment = {**os.environ, "XDG_DATA_HOME": self.data, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
                       "GLANCEDESK_RESOURCES": str(Path(source) / "resources")}
        environment.pop("DISPLAY", None)
        command = [str(Path(programs) / "glancedesk-cli"), "serve", "--port", "0", *arguments]
        if config:
            file = Path(self.data) / "server.toml"
            file.write_text(config)
            command += ["--config", str(file)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)
        line = self.process.stdout.readline()
        match = re.search(r"http://([^:/]+):(\d+)/", line)
        if not match:
            raise RuntimeError(f"serve said {line!r}, {self.process.communicate(timeout=30)[1]!r}")
        self.host, self.port = match.group(1), int(match.group(2))
        self.url = f"http://{self.host}:{self.port}"
        ready = self.process.stdout.readline()
        if not ready.startswith("Ready: "):
            raise RuntimeError(f"serve did not get ready: {ready!r}, {self.process.communicate(timeout=30)[1]!r}")
        self.model = ready.removeprefix("Ready: ").strip()

    def is_running(self):
        return self.process.poll() is None

    def resident_bytes(self):
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith("VmRSS"):
                return int(line.split()[1]) * 1024
        raise RuntimeError("the server is gone")

    def request(self, method, path, body=None, headers=None, timeout=120):
        """(status, headers, text) of one request on a connection of its own."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            if isinstance(body, (dict, list)):
                body = json.dumps(body)
                headers = {"Content-Type": "application/json", **(headers or {})}
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()

    def raw(self, data, ends=True, timeout=30):
        """What comes back for these bytes until the server closes, or b"" when it just closes. `ends`: no more follow."""
        with socket.create_connection((self.host, self.port), timeout=timeout) as wire:
            received = b""
            try:
                wire.sendall(data)
                if ends:
                    wire.shutdown(socket.SHUT_WR)
                while piece := wire.recv(65536):
                    received += piece
            except (ConnectionError, TimeoutError):
                pass
            return received

    def wait_until(self, condition, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.02)
        return False

    def metric(self, name):
        """A gauge or counter without labels."""
        text = self.request("GET", "/metrics")[2]
        return float(re.search(rf"^{name} (\S+)$", text, re.M).group(1))

    def stop(self):
        if self.is_running():
            self.process.send_signal(signal.SIGINT)
        out, err = self.process.communicate(timeout=60)
        shutil.rmtree(self.data, ignore_errors=True)
        return self.process.returncode, out, err
