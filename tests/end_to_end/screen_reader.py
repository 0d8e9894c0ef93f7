"""A screen reader's view of a program: its widgets by name and role, over AT-SPI. With a bus of its own; Debian's
python3-dbus, so Debian's Python alone has it."""
import os
import subprocess

import dbus

from desktop import wait_until

ACCESSIBLE = "org.a11y.atspi.Accessible"
SHOWING, ENABLED, FOCUSED, CHECKED = 25, 8, 12, 4  # bits of a state, as AT-SPI numbers them


class Node:
    """One widget. Everything is asked for anew, so what it says is what the program shows now."""

    def __init__(self, reader, owner, path):
        self.reader, self.owner, self.path = reader, owner, path

    def _call(self, interface, method, *arguments):
        proxy = self.reader.bus.get_object(self.owner, self.path, introspect=False)
        return proxy.get_dbus_method(method, interface)(*arguments, timeout=30)

    def _get(self, interface, name):
        return self._call("org.freedesktop.DBus.Properties", "Get", interface, name)

    @property
    def name(self):
        return str(self._get(ACCESSIBLE, "Name"))

    @property
    def description(self):
        return str(self._get(ACCESSIBLE, "Description"))

    @property
    def role(self):
        return str(self._call(ACCESSIBLE, "GetRoleName"))

    def has(self, state):
        low, high = self._call(ACCESSIBLE, "GetState")
        return bool((int(high) << 32 | int(low)) >> state & 1)

    @property
    def children(self):
        return [Node(self.reader, str(owner), str(path)) for owner, path in self._call(ACCESSIBLE, "GetChildren")]

    @property
    def text(self):
        """Of a field; what an item or a label says is its name."""
        return str(self._call("org.a11y.atspi.Text", "GetText", 0, -1))

    @property
    def area(self):
        """x, y, width, height on the screen."""
        return tuple(int(side) for side in self._call("org.a11y.atspi.Component", "GetExtents", dbus.UInt32(0)))

    @property
    def centre(self):
        x, y, width, height = self.area
        return x + width // 2, y + height // 2


class ScreenReader:
    def __init__(self, desktop):
        """To be there before the programs that it reads."""
        self.desktop = desktop
        read, write = os.pipe()
        desktop.start(["dbus-daemon", "--session", "--nofork", f"--print-address={write}"], pass_fds=[write],
                      stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as lines:
            address = lines.readline().strip()
        desktop.environment["DBUS_SESSION_BUS_ADDRESS"] = address
        desktop.environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        desktop.start(["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"], stderr=subprocess.DEVNULL,
                      stdout=subprocess.DEVNULL)
        session = dbus.bus.BusConnection(address)
        launcher = wait_until(lambda: session.name_has_owner("org.a11y.Bus") and session.get_object("org.a11y.Bus", "/org/a11y/bus"),
                              "the accessibility bus")
        self.bus = dbus.bus.BusConnection(str(launcher.GetAddress(dbus_interface="org.a11y.Bus")))

    def _owner_id(self, owner):
        bus = self.bus.get_object("org.freedesktop.DBus", "/org/freedesktop/DBus", introspect=False)
        return int(bus.GetConnectionUnixProcessID(owner, dbus_interface="org.freedesktop.DBus"))

    def program(self, process):
        """The program's root, once it has said that it is there."""
        def found():
            root = Node(self, "org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
            for node in root.children:
                try:
                    if self._owner_id(node.owner) == process.pid:
                        return node
                except dbus.DBusException:  # a program that is gone
                    continue
            return None
        return wait_until(found, "the program among those that can be read", 60, process)

    def all(self, root, role=None, name=None):
        """What is shown below a node, nearest to the root first. `name`: a part of it."""
        found, level = [], [root]
        while level:
            below = []
            for node in level:
                try:
                    for child in node.children:
                        if not child.has(SHOWING):
                            continue
                        below.append(child)
                        if (role is None or child.role == role) and (name is None or name in child.name):
                            found.append(child)
                except dbus.DBusException:  # it went while it was looked at
                    continue
            level = below
        return found

    def find(self, root, role, name, seconds=30, process=None):
        def first():
            nodes = self.all(root, role, name)
            return nodes[0] if nodes else None
        return wait_until(first, f"{role} “{name}”", seconds, process)
