"""Holds a program's working threads and lets them compute a little at a time, as a slow model would, while its window
goes on. Linux's ptrace, from one thread of this test; the held program is a child of it."""
import ctypes
import os
import threading
import time

SEIZE, INTERRUPT, CONTINUE, DETACH = 0x4206, 0x4207, 7, 17
ANY_THREAD = 0x40000000  # __WALL

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
_libc.ptrace.restype = ctypes.c_long


class HeldThreads:
    """The threads that the program made itself, not those of Qt. Held from the start of the `with` to its end."""

    def __init__(self, process):
        self.pid = process.pid
        self._held = set()
        self._steps = 0
        self._ends = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._hold, daemon=True)

    def __enter__(self):
        self._thread.start()
        self.step(0)
        return self

    def __exit__(self, *_):
        with self._changed:
            self._ends = True
            self._changed.notify_all()
        self._thread.join(60)

    def step(self, rounds=1):
        """Lets them compute for about a millisecond each round."""
        with self._changed:
            self._steps += rounds
            self._changed.notify_all()
            if not self._changed.wait_for(lambda: self._steps <= 0 and self._held, 60):
                raise AssertionError("the program's threads could not be held")

    def _hold(self):
        while True:
            self._seize_new()
            self._stop()
            with self._changed:
                self._steps -= 1
                self._changed.notify_all()
                while self._steps <= 0 and not self._ends:
                    if not self._changed.wait(0.02) and self._blocks_the_window():
                        self._let_go(self._blocks_the_window)
                        self._stop()
                if self._ends:
                    break
            before = self._computed()
            self._let_go(lambda: self._computed() - before < 1e6)
        self._each(DETACH)

    def _let_go(self, condition):
        end = time.monotonic() + 0.05
        self._each(CONTINUE)
        while condition() and time.monotonic() < end:
            time.sleep(0.0001)

    def _blocks_the_window(self):
        """One of them was held while it had a lock that the window's thread waits for."""
        return "futex" in self._read(self.pid, "wchan")

    def _seize_new(self):
        try:
            threads = {int(name) for name in os.listdir(f"/proc/{self.pid}/task")} - {self.pid}
        except FileNotFoundError:
            return
        for thread in threads - self._held:
            isOwn = self._read(thread, "comm") == self._read(self.pid, "comm")  # Qt names its own
            if isOwn and _libc.ptrace(SEIZE, thread, None, None) == 0:
                self._held.add(thread)

    def _stop(self):
        for thread in list(self._held):
            if _libc.ptrace(INTERRUPT, thread, None, None) != 0:
                self._held.discard(thread)
        for thread in list(self._held):
            try:
                _, status = os.waitpid(thread, ANY_THREAD)
            except ChildProcessError:
                status = 0
            if not os.WIFSTOPPED(status):
                self._held.discard(thread)

    def _each(self, request):
        for thread in list(self._held):
            _libc.ptrace(request, thread, None, None)

    def _computed(self):
        """Nanoseconds of the held threads together."""
        return sum(int((self._read(thread, "schedstat") or "0").split()[0]) for thread in self._held)

    def _read(self, thread, name):
        try:
            with open(f"/proc/{self.pid}/task/{thread}/{name}", encoding="ascii", errors="replace") as file:
                return file.read()
        except OSError:
            return ""
