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
        self._milliseconds = 0  # that they may compute next
        self._ends = False
        self._changed = threading.Condition()
        self._thread = threading.Thread(target=self._hold, daemon=True)

    def __enter__(self):
        self._milliseconds = -1  # nothing, but they are to be held
        self._thread.start()
        self._await()
        return self

    def __exit__(self, *_):
        with self._changed:
            self._ends = True
            self._changed.notify_all()
        self._thread.join(60)

    def step(self, milliseconds=1):
        """Lets each of them compute for at most so long; more often where a busy machine gave them no turn."""
        with self._changed:
            self._milliseconds = milliseconds
            self._changed.notify_all()
        self._await()

    def _await(self):
        with self._changed:
            if not self._changed.wait_for(lambda: self._milliseconds == 0, 60) or not self._held:
                raise AssertionError("the program's threads could not be held")

    def _hold(self):
        self._stop()
        while True:
            with self._changed:
                self._milliseconds = 0
                self._changed.notify_all()
                while self._milliseconds == 0 and not self._ends:
                    if not self._changed.wait(0.02) and self._blocks_the_window():
                        self._let_go(0.3)
                if self._ends:
                    break
            before = self._computed()
            for _ in range(100):
                self._let_go(self._milliseconds)
                if self._computed() > before:
                    break
        self._each(DETACH)

    def _let_go(self, milliseconds):
        self._each(CONTINUE)
        time.sleep(milliseconds / 1000)
        self._stop()

    def _blocks_the_window(self):
        """One of them was held while it had a lock that the window's thread waits for."""
        return "futex" in self._read(self.pid, "wchan")

    def _seize_new(self):
        try:
            threads = {int(name) for name in os.listdir(f"/proc/{self.pid}/task")} - {self.pid}
        except FileNotFoundError:
            return
        for thread in threads - self._held:
            is_own = self._read(thread, "comm") == self._read(self.pid, "comm")  # Qt names its own
            if is_own and _libc.ptrace(SEIZE, thread, None, None) == 0:
                self._held.add(thread)

    def _stop(self):
        self._seize_new()
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
