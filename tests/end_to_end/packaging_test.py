#!/usr/bin/env python3
"""What a desktop and a shell read of the package: each file by the program that it is for, or Debian's check of it.

    packaging_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p).resolve() for p in sys.argv[1:4])
PACKAGING = SOURCE / "packaging"
LINUX = PACKAGING / "linux"


def run(*command, **options):
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "PATH": f"{PROGRAMS}:{os.environ['PATH']}"}
    return subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True, timeout=120, **options)


def commands_of(*words):
    """What --help lists under Subcommands."""
    said = run(PROGRAMS / "glancedesk-cli", *words, "--help").stdout
    return re.findall(r"^  ([a-z]+) ", said.partition("\nSubcommands:\n")[2], re.M)


class FilesTest(unittest.TestCase):
    def succeeds(self, *command):
        done = run(*command)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_the_desktop_entry_is_well_formed(self):
        self.assertEqual(self.succeeds("desktop-file-validate", LINUX / "glancedesk.desktop"), "")

    def test_the_software_centres_entry_is_well_formed_and_of_this_version(self):
        file = LINUX / "io.github.glancedesk.metainfo.xml"
        self.succeeds("appstreamcli", "validate", "--no-net", file)
        version = re.search(r"project\(GlanceDesk VERSION (\S+)", (SOURCE / "CMakeLists.txt").read_text())[1]
        self.assertIn(f'<release version="{version}"', file.read_text())

    def test_pages_of_the_manual_have_no_fault_and_name_every_command(self):
        for page in LINUX.glob("*.1"):
            self.assertEqual(self.succeeds("mandoc", "-T", "lint", "-W", "warning", page), "", page)
        text = run("mandoc", "-T", "utf8", LINUX / "glancedesk-cli.1").stdout
        text = re.sub(r".\x08", "", text)
        commands = commands_of()
        self.assertGreater(len(commands), 10)
        for command in commands:
            self.assertRegex(text, rf"\b{command}\b")
        for command in commands_of("models"):
            self.assertRegex(text, rf"models[^.]*\b{command}\b")

    def test_scripts_have_no_fault_that_shellcheck_knows(self):
        scripts = sorted(PACKAGING.rglob("*.sh")) + [PACKAGING / "deb" / name for name in ("postinst", "prerm", "postrm")]
        self.assertGreater(len(scripts), 15)
        self.succeeds("shellcheck", "--severity=warning", "--shell=bash", "--exclude=SC2034,SC2154", *scripts)  # names that are sourced

    def test_each_service_has_its_socket(self):
        units = {file.name for file in (PACKAGING / "systemd").iterdir()}
        for unit in units:
            self.assertIn(unit.replace(".service", ".socket"), units)


class CompletionTest(unittest.TestCase):
    """What the three shells offer after some words."""

    wanted = [(("mo",), ["models"]), (("models", "roll"), ["rollback"]), (("serve", "--con"), ["--config"]),
              (("serve", "--weights", "int"), ["int4", "int8"]), (("models", "download", "--site", "m"), ["modelscope"])]

    def offers(self, shell, script, words):
        done = run(shell, *script, "--", "glancedesk-cli", *words)
        self.assertEqual(done.stderr, "")
        return sorted({line.split("\t")[0] for line in done.stdout.splitlines() if line})

    def test_bash(self):
        script = f'source {LINUX}/glancedesk-cli.bash; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() {{ :; }}; _glancedesk_cli; printf "%s\\n" "${{COMPREPLY[@]}}"'
        for words, offered in self.wanted:
            self.assertEqual(self.offers("bash", ["-c", script, "bash"], words), offered, words)

    def test_zsh(self):
        script = (f'shift; compadd() {{ print -rl -- ${{@:2}} }}; _describe() {{ print -rl -- ${{(P)2}} }}; words=("$@"); CURRENT=$#words; '
                  f'eval "complete_it() {{ $(<{LINUX}/glancedesk-cli.zsh)\n }}"; complete_it')
        for words, offered in self.wanted:
            all_of_them = [line.partition(":")[0] for line in self.offers("zsh", ["-f", "-c", script, "zsh"], words)]
            self.assertEqual([one for one in all_of_them if one.startswith(words[-1])], offered, words)

    def test_fish(self):
        script = f"source {LINUX}/glancedesk-cli.fish; complete -C (string join ' ' -- $argv)"
        with tempfile.TemporaryDirectory() as home:
            os.environ["HOME"] = home
            for words, offered in self.wanted:
                self.assertEqual(self.offers("fish", ["-N", "-c", script], words), offered, words)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
