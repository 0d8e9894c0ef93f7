"""Finds the fonts the generator draws with; a part of them is kept for the held-out test only."""
import functools
import os
import random
from pathlib import Path

from PIL import ImageFont

ROOT = Path(os.environ.get("DEMO_FONTS", "/usr/share/fonts"))
LATIN_TRAIN = """Cantarell-Bold Cantarell-Regular Inter-Bold Inter-Medium Inter-Regular LinBiolinum_RB Play-Bold
NimbusSans-Bold NimbusSans-Regular NimbusMonoPS-Bold NimbusSansNarrow-Bold URWGothic-Book Andika-Bold Comfortaa-Bold
DejaVuSans-Bold DejaVuSans DejaVuSansCondensed-Bold DejaVuSansMono-Bold DejaVuSansMono DejaVuSerif-Bold
FreeMonoBold FreeSansBold FreeSans FreeSerifBold Hack-Bold Hack-Regular JetBrainsMono-Bold JetBrainsMono-Regular
LiberationMono-Bold LiberationMono-Regular LiberationSans-Bold LiberationSans-Regular LiberationSerif-Bold
NotoSansMono-Bold NotoSansMono-Regular NotoSansDisplay-Bold NotoSerif-Bold OpenSans-Bold OpenSans-Regular
PTC75F PTC55F Roboto-Bold Roboto-Regular Roboto-Medium FiraCode-Bold FiraCode-Regular""".split()
LATIN_TEST = ["Lato-Bold", "Lato-Semibold", "Lato-Regular", "NotoSans-Bold", "NotoSans-Regular", "OxygenMono-Regular",
              "Quicksand-Bold", "OpenSans-CondBold", "Play-Regular"]
HAN_TRAIN = [("NotoSansCJK-Regular", 2), ("NotoSansCJK-Bold", 2), ("NotoSerifCJK-Bold", 2), ("NotoSerifCJK-Regular", 2),
             ("wqy-zenhei", 0), ("uming", 0), ("gbsn00lp", 0), ("LXGWWenKai-Light", 0)]
HAN_TEST = [("wqy-microhei", 0), ("LXGWWenKaiMono-Bold", 0), ("NotoSansCJK-Medium", 2)]


@functools.cache
def files():
    found = {}
    for path in sorted(ROOT.rglob("*")):
        if path.suffix in (".ttf", ".otf", ".ttc"):
            found.setdefault(path.stem, path)
    return found


@functools.lru_cache(maxsize=4096)
def load(name, size, index=0):
    return ImageFont.truetype(str(files()[name]), size, index=index)


def latin(size, heldout=False):
    names = [n for n in (LATIN_TEST if heldout else LATIN_TRAIN) if n in files()]
    return load(random.choice(names), max(6, int(size)))


def han(size, heldout=False):
    names = [n for n in (HAN_TEST if heldout else HAN_TRAIN) if n[0] in files()]
    name, index = random.choice(names)
    return load(name, max(6, int(size)), index)
