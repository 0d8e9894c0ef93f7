"""`glancedesk-cli models` with a data folder of its own and a site of models that speaks both sites' paths.

The test's first three arguments are those of every end-to-end test: PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER.
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from model_site import Repository, Site

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
DEMO = SOURCE / "resources" / "models" / "demo"
TINY = SOURCE / "tests" / "data" / "checkpoints" / "tiny"
HUB, SCOPE, NAME = "zai-org/GLM-4.6V-Flash", "ZhipuAI/GLM-4.6V-Flash", "GLM-4.6V-Flash"
WEIGHTS = "model.safetensors"


def files_of(folder, **more):
    return {**{p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}, **more}


def both(repository):
    return {HUB: repository, SCOPE: repository}


class ModelsTest(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.data = Path(self.scratch.name) / "data"
        self.models = self.data / "models"
        self.repository = Repository(files_of(TINY))
        self.site = Site(both(self.repository))

    def tearDown(self):
        self.site.close()
        self.scratch.cleanup()

    def start(self, command, *arguments, environment=(), **options):
        env = {**os.environ, "LC_ALL": "en_US.UTF-8", "LANG": "en_US.UTF-8", "LANGUAGE": "en_US", **dict(environment)}
        for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            if name not in dict(environment):
                env.pop(name, None)
                env.pop(name.upper(), None)
        return subprocess.Popen([str(PROGRAMS / "glancedesk-cli"), "models", command, "--data", str(self.data), *map(str, arguments)],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, **options)

    def run_(self, command, *arguments, **options):
        process = self.start(command, *arguments, **options)
        out, err = process.communicate(timeout=300)
        return process.returncode, out.decode(), err.decode()

    def download(self, *arguments, site="huggingface", mirror=None, **options):
        return self.run_("download", NAME, "--site", site, "--mirror", mirror or self.site.url, *arguments, **options)

    def succeeds(self, result):
        self.assertEqual(result[0], 0, result[2])
        return result[1].strip()

    def fails(self, result, *words):
        """One sentence, and nothing that counts as a model."""
        code, out, err = result
        self.assertEqual((code, out), (1, ""), err)
        last = err.strip().splitlines()[-1]
        for word in words:
            self.assertIn(word, last)
        self.assertFalse(self.rows()[NAME]["installed"])
        return last

    def rows(self):
        return {row["name"]: row for row in json.loads(self.succeeds(self.run_("list", "--json")))}

    def assert_same(self, folder, repository=None):
        repository = repository or self.repository
        there = sorted(p.name for p in Path(folder).iterdir())
        self.assertEqual(there, sorted(repository.files))
        for name, content in repository.files.items():
            with open(Path(folder) / name, "rb") as file:
                at = 0
                while piece := file.read(1 << 20):
                    got = b""
                    while len(got) < len(piece):
                        got += content.read(at + len(got), len(piece) - len(got))
                    self.assertEqual(piece == got, True, f"{name} differs after byte {at}")
                    at += len(piece)
            self.assertEqual(at, content.size)
