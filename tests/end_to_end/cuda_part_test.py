#!/usr/bin/env python3
"""glancedesk-cuda against a small index of the test's own: what arrives is checked, a cut is gone on from, and all of it goes away.

    cuda_part_test.py PROGRAM_FOLDER TEST_FOLDER SOURCE_FOLDER
"""
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SOURCE = Path(sys.argv[3])
CUDA = SOURCE / "packaging" / "cuda"
patience = 120


def wheel(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


TORCH = "torch-2.11.0-cp311-cp311-manylinux_2_28_x86_64.whl"
CUBLAS = "nvidia_cublas-13.1.0.3-py3-none-manylinux_2_27_x86_64.whl"
WHEELS = {
    TORCH: wheel({"torch/lib/libtorch_cuda.so": os.urandom(300_000), "torch/lib/libtorch_cpu.so": b"the package's own",
                  "torch/__init__.py": b"", "torch/lib/../../../escaped.so": b"out", "torch-2.11.0.dist-info/licenses/LICENSE": b"BSD"}),
    CUBLAS: wheel({"nvidia/cu13/lib/libcublas.so.13": os.urandom(200_000), "nvidia/cu13/include/cublas.h": b""}),
}


class Index:
    """PyPI's simple pages, as HTML or JSON. `cut` bytes end the next downloads; `wrong` answers other bytes."""

    def __init__(self, is_json, has_ranges=True):
        self.cut, self.wrong, self.asked, self.refuse = [], False, [], None
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.asked.append((self.path, self.headers.get("Range")))
                name = self.path.strip("/").split("/")[-1]
                if outer.refuse:
                    return self.send_error(outer.refuse)
                if name in WHEELS:
                    return self.send_wheel(bytes(len(WHEELS[name])) if outer.wrong else WHEELS[name])
                files = [one for one in WHEELS if one.split("-")[0].replace("_", "-") == name]
                if is_json:
                    kind, body = "application/vnd.pypi.simple.v1+json", json.dumps(
                        {"files": [{"filename": one, "url": f"../../files/{one}"} for one in files]})
                else:
                    kind, body = "text/html", "".join(f'<a href="/files/{one}#sha256=0" data-x="&gt;">{one}</a><br/>' for one in files)
                self.send(200, kind, body.encode())

            def send(self, status, kind, body, length=None):
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(length or len(body)))
                self.end_headers()
                self.wfile.write(body)

            def send_wheel(self, body):
                begin = 0
                if has_ranges and (asked := re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))):
                    begin = int(asked.group(1))
                rest = body[begin:]
                cut = outer.cut.pop(0) if outer.cut else None
                self.send(206 if begin else 200, "application/octet-stream", rest[:cut], len(rest))

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/simple"

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class CudaPartTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.prefix = Path(folder.name) / "usr"
        for part in ("bin", "share/glancedesk", "lib/glancedesk"):
            (self.prefix / part).mkdir(parents=True)
        shutil.copy(CUDA / "glancedesk-cuda", self.prefix / "bin")
        self.list(WHEELS)
        self.part = self.prefix / "lib" / "glancedesk" / "cuda"

    def list(self, wheels):
        lines = [f"{name} {hashlib.sha256(data).hexdigest()} {len(data)}" for name, data in wheels.items()]
        (self.prefix / "share" / "glancedesk" / "cuda_wheels.txt").write_text("# a remark\n" + "\n".join(lines) + "\n")

    def index(self, *arguments, **options):
        index = Index(*arguments, **options)
        self.addCleanup(index.close)
        return index

    def run_cuda(self, *arguments):
        environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
        result = subprocess.run([sys.executable, str(self.prefix / "bin" / "glancedesk-cuda"), *map(str, arguments)], text=True,
                                capture_output=True, timeout=patience, env=environment)
        return result.returncode, result.stdout, result.stderr

    def assert_whole(self):
        with zipfile.ZipFile(io.BytesIO(WHEELS[TORCH])) as torch:
            self.assertEqual((self.part / "torch/lib/libtorch_cuda.so").read_bytes(), torch.read("torch/lib/libtorch_cuda.so"))
        files = sorted(str(file.relative_to(self.part)) for file in self.part.rglob("*") if file.is_file())
        self.assertEqual(files, [".complete", "nvidia/cu13/lib/libcublas.so.13", "torch-2.11.0.dist-info/licenses/LICENSE",
                                 "torch/lib/libtorch_cuda.so"])
        self.assertFalse(self.part.with_name("cuda.part").exists())
        self.assertEqual([file.name for file in self.prefix.parent.rglob("escaped.so")], [])

    def test_it_arrives_is_told_and_goes_away(self):
        for is_json in (True, False):
            index = self.index(is_json)
            self.assertIn("not there", self.run_cuda("status")[1])
            code, _, err = self.run_cuda("install", "--index", index.address)
            self.assertEqual(code, 0, err)
            self.assertIn("100%", err)
            self.assert_whole()
            self.assertIn("is there", self.run_cuda("status")[1])
            asked = len(index.asked)
            self.assertEqual(self.run_cuda("install", "--index", index.address)[0], 0)
            self.assertEqual(len(index.asked), asked)
            self.assertEqual(self.run_cuda("remove")[0], 0)
            self.assertEqual(list((self.prefix / "lib" / "glancedesk").iterdir()), [])

    def test_a_cut_is_gone_on_from(self):
        index = self.index(True)
        index.cut = [30_000, 100_000]
        code, _, err = self.run_cuda("install", "--index", index.address)
        self.assertEqual(code, 0, err)
        ranges = [asked for path, asked in index.asked if path.endswith(TORCH)]
        self.assertEqual(ranges, [None, "bytes=30000-", "bytes=130000-"])
        self.assert_whole()

    def test_a_mirror_without_ranges_begins_anew(self):
        index = self.index(True, has_ranges=False)
        index.cut = [30_000]
        self.assertEqual(self.run_cuda("install", "--index", index.address)[0], 0)
        self.assert_whole()

    def test_wrong_bytes_are_thrown_away(self):
        index = self.index(True)
        index.wrong = True
        code, _, err = self.run_cuda("install", "--index", index.address)
        self.assertEqual(code, 1)
        self.assertIn("SHA-256", err.splitlines()[-1])
        self.assertFalse(self.part.exists())
        index.wrong = False
        self.assertEqual(self.run_cuda("install", "--index", index.address)[0], 0)
        self.assert_whole()

    def test_each_trouble_is_one_sentence(self):
        index = self.index(True)
        index.refuse = 403
        for arguments, words in ((["--index", index.address], "403"), (["--wheels", "/no/such/folder"], "/no/such/folder")):
            code, _, err = self.run_cuda("install", *arguments)
            self.assertEqual(code, 1, err)
            self.assertIn(words, err.splitlines()[-1])
            self.assertNotIn("Traceback", err)
        self.list({TORCH: WHEELS[TORCH], "gone-1.0-py3-none-any.whl": b"x"})
        index.refuse = None
        code, _, err = self.run_cuda("install", "--index", index.address)
        self.assertEqual(code, 1)
        self.assertIn("gone-1.0", err.splitlines()[-1])

    def test_the_disk_is_asked_before(self):
        lines = f"{TORCH} {'0' * 64} {10 ** 17}\n"
        (self.prefix / "share" / "glancedesk" / "cuda_wheels.txt").write_text(lines)
        code, _, err = self.run_cuda("install", "--index", "http://127.0.0.1:1")
        self.assertEqual(code, 1)
        self.assertIn("make room", err)

    def test_a_folder_of_files_is_enough(self):
        folder = self.prefix.parent / "stick"
        folder.mkdir()
        for name, data in WHEELS.items():
            (folder / name).write_bytes(data)
        code, _, err = self.run_cuda("install", "--wheels", folder)
        self.assertEqual(code, 0, err)
        self.assert_whole()
        self.assertEqual(len(list(folder.iterdir())), 2)

    def test_the_list_names_what_setting_up_the_sources_does(self):
        setup = (SOURCE / "packaging" / "setup.sh").read_text()
        pinned = set(re.findall(r"\b(nvidia-[a-z0-9-]+|torch)==([0-9.]+)", re.search(r"^torch=.*?^packages=", setup, re.S | re.M).group(0)))
        listed = {(line.split("-")[0].replace("_", "-"), line.split("-")[1])
                  for line in (CUDA / "wheels.txt").read_text().splitlines() if not line.startswith("#")}
        # These two the package holds itself.
        self.assertEqual(pinned - listed, {one for one in pinned if one[0] in ("nvidia-cuda-runtime", "nvidia-cuda-cupti")})
        self.assertEqual(listed - pinned, set())


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
