#!/usr/bin/env python3
"""Schemathesis over the port's own openapi.json, bounded: every answer is one that the description knows.

    server_schema_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import json
import subprocess
import sys
import unittest
from pathlib import Path

PROGRAMS, TESTS, SOURCE = (Path(p) for p in sys.argv[1:4])
sys.path.insert(0, str(SOURCE / "tests" / "support"))

from real_server import RealServer  # noqa: E402


class SchemaTest(unittest.TestCase):
    def setUp(self):
        self.server = RealServer(PROGRAMS, SOURCE, "[limits]\nanswer_tokens = 16\ndefault_answer_tokens = 2\n")

    def tearDown(self):
        code, _, err = self.server.stop()
        self.assertEqual(code, 0, err)

    def test_every_path_of_the_description_is_there(self):
        description = json.loads(self.server.request("GET", "/openapi.json")[2])
        for path, methods in description["paths"].items():
            for method in methods:
                status = self.server.request(method.upper(), path.replace("{id}", self.server.model), {} if method == "post" else None)[0]
                self.assertIn(status, (200, 400), (method, path))

    def test_schemathesis_finds_no_answer_that_is_not_described(self):
        program = Path(sys.executable).parent / "schemathesis"
        done = subprocess.run(
            [str(program), "run", f"{self.server.url}/openapi.json", "--checks",
             "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
             "--hypothesis-max-examples", "40", "--hypothesis-deadline", "20000", "--hypothesis-seed", "1",
             "--hypothesis-suppress-health-check", "all", "--experimental", "openapi-3.1", "--force-schema-version", "30"],
            capture_output=True, text=True, timeout=900)
        self.assertEqual(done.returncode, 0, done.stdout[-6000:] + done.stderr[-2000:])
        self.assertEqual(self.server.request("GET", "/health")[0], 200)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
