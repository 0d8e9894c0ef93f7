"""Looks for a colour and for words in everything below a folder: pictures of any kind, also inside databases, documents
and base64."""
import base64
import re
import sqlite3
import subprocess

PICTURES = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff")
DATA = re.compile(rb"[A-Za-z0-9+/]{200,}={0,2}")


def pixels(picture):
    """RGB bytes of an encoded picture; empty when it is none. What follows it is no matter."""
    return subprocess.run(["convert", "-quiet", "-", "-depth", "8", "rgb:-"], input=picture, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def near(rgb, colour, most=12):
    """Where pixels are nearly of that colour: their numbers. Lossy forms and scaling change it a little."""
    shades = [bytes(range(max(0, part - most), min(255, part + most) + 1)) for part in colour]
    pattern = re.compile(b"".join(b"[" + re.escape(shade) + b"]" for shade in shades), re.DOTALL)
    found, at = [], 0
    while match := pattern.search(rgb, at):
        if match.start() % 3 == 0:
            found.append(match.start() // 3)
        at = match.start() + 1
    return found


def _blobs(file):
    """What a database has in its columns; its pages have it in pieces."""
    try:
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as database:
            for (table,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                try:
                    for row in database.execute(f'SELECT * FROM "{table}"'):
                        yield from (value for value in row if isinstance(value, bytes))
                except sqlite3.OperationalError:  # a table of another program's making
                    continue
    except sqlite3.DatabaseError:
        return


def _parts(file):
    """Every text and picture of a file, decoded as far as it goes."""
    content = file.read_bytes()
    yield content
    for run in DATA.findall(content):
        yield base64.b64decode(run[:len(run) // 4 * 4])
    if content.startswith(b"SQLite format 3"):
        yield from _blobs(file)
    if content.startswith(b"%PDF"):
        # Its pictures, each as one PNG after the other.
        pages = subprocess.run(["pdftoppm", "-png", "-r", "100", str(file)], check=False, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL).stdout
        yield pages


def leaks(folder, colour, words):
    """The files that hold either."""
    found = []
    for file in sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()):
        try:
            for part in _parts(file):
                if any(word in part for word in words):
                    found.append((file, "words"))
                for match in PICTURES.finditer(part):
                    if near(pixels(part[match.start():]), colour):
                        found.append((file, "pixels"))
        except FileNotFoundError:  # a temporary file that is gone again
            continue
    return found
