"""A site of models for the tests: speaks Hugging Face's and ModelScope's paths, and misbehaves by wish.

A site holds repositories: {"zai-org/GLM-4.6V-Flash": Repository({"config.json": b"..."})}. Contents are bytes, a Path, or a
Generated one of any size. `site.faults` decides what happens to a file's next answers; `site.log` holds what was asked.
"""
import hashlib
import http.server
import json
import random
import socket
import struct
import threading
import urllib.parse
from pathlib import Path

BLOCK = 1 << 20


class Generated:
    """`size` bytes that are the same each time and nowhere alike, without being held or stored."""

    def __init__(self, size, seed=1):
        self.size = size
        self._block = random.Random(seed).randbytes(BLOCK)

    def read(self, start, count):
        index, offset = divmod(start, BLOCK)
        block = struct.pack(">Q", index) + self._block[8:]
        return block[offset:offset + min(count, BLOCK - offset, self.size - start)]


class Stored:
    def __init__(self, content):
        self._bytes = content if isinstance(content, bytes) else Path(content).read_bytes()
        self.size = len(self._bytes)

    def read(self, start, count):
        return self._bytes[start:start + count]


def pieces(content, start=0):
    while start < content.size:
        piece = content.read(start, BLOCK)
        yield piece
        start += len(piece)


class Repository:
    def __init__(self, files, revision=None):
        self.files = {name: c if hasattr(c, "read") and hasattr(c, "size") else Stored(c) for name, c in files.items()}
        self.sha256, self.blob = {}, {}
        for name, content in self.files.items():
            sha, blob = hashlib.sha256(), hashlib.sha1(b"blob %d\0" % content.size)
            for piece in pieces(content):
                sha.update(piece)
                blob.update(piece)
            self.sha256[name], self.blob[name] = sha.hexdigest(), blob.hexdigest()
        listing = json.dumps(sorted(self.sha256.items())).encode()
        self.revision = revision or hashlib.sha1(listing).hexdigest()

    def is_large(self, name):
        return name.endswith((".safetensors", ".txt")) or self.files[name].size > 100_000


class Faults:
    """What happens to the answers for one file; each stall happens once."""

    def __init__(self):
        # (file, byte after which each connection breaks that began before it; in the hard way when odd). One that ignores
        # Range breaks there once.
        self.cuts = []
        self.random_cuts = None   # (file, how many, a random.Random): after a random part of what is left
        self.on_cut = None        # called when a connection breaks
        self.stalls = []          # (file, byte after which nothing more comes)
        self.wrong = {}           # file: how many of its answers have a wrong byte
        self.lies = {}            # file: (bytes that its length is told too large)
        self.ignores_range = False
        self.token = None         # without it: 401
        self.statuses = []        # (file, status) instead of the file, once each
        self.redirect = None      # another site that the files come from
        self.hides_hashes = False  # in the listing
        self.hides_sizes = False   # in Hugging Face's first listing: the tree has them
        self.etags = True
        self.pace = 0             # bytes a second, 0: as fast as it goes


class Site:
    def __init__(self, repositories, host="127.0.0.1"):
        self.repositories = repositories
        self.faults = Faults()
        self.log = []   # (path, first byte, Authorization, bytes sent)
        self._lock = threading.Lock()
        self._end = threading.Event()
        site = self

        class Handler(_Handler):
            pass

        Handler.site = site
        self._server = http.server.ThreadingHTTPServer((host, 0), Handler)
        self._server.daemon_threads = True
        self._server.handle_error = lambda *_: None  # clients leave as they like
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        self.host, self.port = host, self._server.server_address[1]
        self.url = f"http://{host}:{self.port}"

    def close(self):
        self._end.set()
        self._server.shutdown()
        self._server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def sent(self, name):
        """Bytes of a file that were sent in all."""
        with self._lock:
            return sum(sent for path, _, _, sent in self.log if path.endswith(name))

    def starts(self, name):
        with self._lock:
            return [first for path, first, _, _ in self.log if path.endswith(name)]

    def asked(self, part):
        with self._lock:
            return [path for path, *_ in self.log if part in path]

    def tokens(self):
        with self._lock:
            return {token for _, _, token, _ in self.log if token}

    def next_end(self, name, start, size):
        """Where this answer breaks off, and how: (byte, "cut" or "stall"), or the file's end."""
        with self._lock:
            for entry in sorted(self.faults.cuts):
                if entry[0] == name and start < entry[1] < size:
                    if self.faults.ignores_range:
                        self.faults.cuts.remove(entry)
                    return entry[1], "cut"
            for entry in self.faults.stalls:
                if entry[0] == name and start <= entry[1] < size:
                    self.faults.stalls.remove(entry)
                    return entry[1], "stall"
            if self.faults.random_cuts and self.faults.random_cuts[0] == name and self.faults.random_cuts[1] > 0:
                _, left, chance = self.faults.random_cuts
                self.faults.random_cuts = (name, left - 1, chance)
                # Spread over what is left, so that all of them come before the end.
                return start + chance.randrange(1, max(2, 2 * (size - start) // (left + 2))), "cut"
        return size, "end"

    def takes(self, list_, name):
        with self._lock:
            for entry in list_:
                if entry[0] == name:
                    list_.remove(entry)
                    return entry[1]
        return None

    def spoils(self, name):
        with self._lock:
            left = self.faults.wrong.get(name, 0)
            if left:
                self.faults.wrong[name] = left - 1
            return left > 0

    def note(self, *entry):
        with self._lock:
            self.log.append(list(entry))
            return self.log[-1]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        try:
            self.answer()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def answer(self):
        url = urllib.parse.urlsplit(self.path)
        if url.scheme:  # as a proxy is asked
            self.site.note("proxy:" + self.path, 0, None, 0)
        path, query = urllib.parse.unquote(url.path), dict(urllib.parse.parse_qsl(url.query))
        token = self.headers.get("Authorization")
        if self.site.faults.token and token != "Bearer " + self.site.faults.token:
            self.site.note(path, 0, token, 0)
            return self.reply(401, b"{}", WWW_Authenticate='Bearer realm="models"')
        for name, repository in self.site.repositories.items():
            if path == f"/api/models/{name}/revision/main":
                return self.listing(path, token, self.hub(repository, "blobs" in query))
            if path == f"/api/models/{name}/tree/{repository.revision}":
                return self.listing(path, token, self.tree(repository))
            if path == f"/api/v1/models/{name}/repo/files":
                return self.listing(path, token, self.scope(repository))
            if path.startswith(f"/{name}/resolve/{repository.revision}/"):
                return self.file(repository, path.rsplit("/", 1)[1], path, token)
            if path == f"/api/v1/models/{name}/repo" and query.get("Revision") == "master":
                return self.file(repository, query.get("FilePath", ""), f"{path}/{query.get('FilePath')}", token)
        self.site.note(path, 0, token, 0)
        self.reply(404, b"{}")

    def listing(self, path, token, json_):
        self.site.note(path, 0, token, 0)
        self.reply(200, json.dumps(json_).encode())

    def reply(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def hub(self, repository, blobs):
        faults = self.site.faults
        siblings = []
        for name, content in repository.files.items():
            entry = {"rfilename": name}
            if blobs and not faults.hides_sizes:
                entry["size"] = content.size
                if not faults.hides_hashes:
                    entry["blobId"] = repository.blob[name]
                    if repository.is_large(name):
                        entry.update(blobId="0" * 40, lfs={"sha256": repository.sha256[name], "size": content.size, "pointerSize": 134})
            siblings.append(entry)
        return {"id": "x", "sha": repository.revision, "siblings": siblings}

    def tree(self, repository):
        entries = [{"type": "directory", "oid": "0" * 40, "size": 0, "path": "inference"}]
        for name, content in repository.files.items():
            entry = {"type": "file", "oid": repository.blob[name], "size": content.size, "path": name}
            if repository.is_large(name):
                entry.update(oid="0" * 40, lfs={"oid": repository.sha256[name], "size": content.size, "pointerSize": 134})
            entries.append(entry)
        return entries

    def scope(self, repository):
        files = [{"Name": "inference", "Path": "inference", "Type": "tree", "Size": 0}]
        for name, content in repository.files.items():
            entry = {"Name": name, "Path": name, "Type": "blob", "Size": content.size, "Revision": repository.revision,
                     "IsLFS": repository.is_large(name)}
            if not self.site.faults.hides_hashes:
                entry["Sha256"] = repository.sha256[name]
            files.append(entry)
        return {"Code": 200, "Success": True, "Data": {"Files": files, "LatestCommitter": {}}}

    def file(self, repository, name, path, token):
        site, faults = self.site, self.site.faults
        if name not in repository.files:
            site.note(path, 0, token, 0)
            return self.reply(404, b"{}")
        if faults.redirect:
            site.note(path, 0, token, 0)
            return self.reply(302, b"", Location=faults.redirect.url + self.path)
        status = site.takes(faults.statuses, name)
        if status:
            site.note(path, 0, token, 0)
            return self.reply(status, b"{}", Retry_After="0")
        content, start = repository.files[name], 0
        etag = '"%s"' % repository.sha256[name]
        wanted = self.headers.get("Range")
        condition = self.headers.get("If-Range")
        is_part = bool(wanted) and not faults.ignores_range and (not condition or condition == etag)
        if is_part:
            start = int(wanted.removeprefix("bytes=").split("-")[0])
            if start >= content.size:
                return self.reply(416, b"", Content_Range=f"bytes */{content.size}")
        told = content.size + faults.lies.get(name, 0)
        self.send_response(206 if is_part else 200)
        if is_part:
            self.send_header("Content-Range", f"bytes {start}-{told - 1}/{told}")
        if faults.etags:
            self.send_header("ETag", etag)
        self.send_header("Content-Length", str(told - start))
        self.end_headers()
        self.body(name, content, start, site.note(path, start, token, 0))

    def body(self, name, content, start, entry):
        site = self.site
        end, kind = site.next_end(name, start, content.size)
        spoil = site.spoils(name)
        while start < end:
            piece = content.read(start, min(1 << 16 if site.faults.pace else BLOCK, end - start))
            if spoil:
                piece, spoil = bytes([piece[0] ^ 1]) + piece[1:], False
            self.wfile.write(piece)
            start += len(piece)
            entry[3] += len(piece)
            if site.faults.pace:
                site._end.wait(len(piece) / site.faults.pace)
        if kind == "stall":
            site._end.wait(120)
        if kind == "cut" and site.faults.on_cut:
            site.faults.on_cut()
        if kind != "end" or site.faults.lies.get(name):
            self.close_connection = True
            if kind == "cut" and end % 2:  # odd ones in the hard way: what the kernels still hold is lost
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.connection.close()
