"""A real X server with a window manager, and hands on mouse and keyboard. Used by the window's tests."""
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path


class Desktop:
    def __init__(self, language="en_US"):
        self.folder = Path(tempfile.mkdtemp(prefix="glancedesk-test-"))
        self.processes = []
        read, write = os.pipe()
        self._start(["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"], pass_fds=[write])
        os.close(write)
        with os.fdopen(read) as lines:
            number = lines.readline().strip()
        self.environment = {
            **os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "LANG": f"{language}.UTF-8",
            "LC_ALL": "C.UTF-8", "LANGUAGE": language, "HOME": str(self.folder), "XDG_RUNTIME_DIR": str(self.folder)}
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "WAYLAND_DISPLAY"):
            self.environment.pop(name, None)
        # A window that is mapped while the window manager starts may never be shown.
        manages = self.folder / "manages"
        self.start(["openbox", "--sm-disable", "--startup", f"touch {manages}"])
        wait_until(manages.exists, "the window manager")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in reversed(self.processes):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _start(self, command, **options):
        if command[0] in ("Xvfb", "openbox", "xclip"):
            options.setdefault("stderr", subprocess.DEVNULL)
        process = subprocess.Popen(command, **options)
        self.processes.append(process)
        return process

    def start(self, command, **options):
        return self._start([str(part) for part in command], env=self.environment, **options)

    def run(self, *command, **options):
        return subprocess.run([str(part) for part in command], env=self.environment, check=True, text=True,
                              stdout=subprocess.PIPE, timeout=60, **options).stdout.strip()

    def window(self, process, name=".", seconds=60):
        """The id of the program's window, once it is mapped."""
        def found():
            ids = subprocess.run(["xdotool", "search", "--onlyvisible", "--all", "--pid", str(process.pid), "--name", name],
                                 env=self.environment, text=True, stdout=subprocess.PIPE, check=False).stdout.split()
            return ids[-1] if ids else None
        return wait_until(found, f"a window named {name}", seconds, process)

    def place(self, window, x, y, width=None, height=None):
        if width:
            self.run("xdotool", "windowsize", "--sync", window, width, height)
        self.run("xdotool", "windowmove", window, x, y)

    def drag(self, start, end):
        """With the steps in between that a hand makes; the drop's target answers each of them."""
        self.run("xdotool", "mousemove", *start, "mousedown", 1)
        for step in range(1, 13):
            x = round(start[0] + (end[0] - start[0]) * step / 12)
            y = round(start[1] + (end[1] - start[1]) * step / 12)
            self.run("xdotool", "mousemove", "--sync", x, y)
        for step in range(10):
            self.run("xdotool", "mousemove", end[0] + step % 2, end[1])
        self.run("xdotool", "mouseup", 1)

    def key(self, window, *keys):
        self.run("xdotool", "windowactivate", "--sync", window)
        self.run("xdotool", "key", "--clearmodifiers", *keys)

    def paste(self, window, text):
        """Through the real clipboard, so that Chinese needs no keyboard layout."""
        owner = self.start(["xclip", "-selection", "clipboard", "-quiet"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        owner.stdin.write(text.encode())
        owner.stdin.close()
        wait_until(lambda: subprocess.run(["xclip", "-selection", "clipboard", "-o"], env=self.environment,
                                          capture_output=True, check=False).stdout.decode() == text, "the clipboard", 20)
        self.key(window, "ctrl+v")

    def screenshot(self, file):
        self.run("import", "-window", "root", file)


def wait_until(condition, what, seconds=60, process=None):
    """The condition's value as soon as it is true; fails by name when it is not in time or the program died."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if process is not None and process.poll() is not None:
            raise AssertionError(f"the program ended with {process.returncode} before {what}")
        if time.monotonic() > end:
            raise AssertionError(f"no {what} within {seconds} s")
        time.sleep(0.05)
