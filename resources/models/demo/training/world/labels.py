"""What can be said about one merged 28x28 cell of a picture: groups of exclusive values.

Every value owns one row of a fixed orthogonal basis. A cell's "oracle" vector is the sum of the rows of its
values plus one row that is always on, so the decoder can learn from oracle vectors while the tower learns to
produce them; both meet without any further fitting.
"""
import numpy as np

from .facts import AREAS, CODE_CHARS, CODE_LENGTH, COLOURS, DIALOGS, PLACES, SOLIDS

GROUPS = [("light", COLOURS), ("place", PLACES), ("area", AREAS), ("dialog", list(DIALOGS)), ("solid", SOLIDS)]
# A cell is two patches wide and holds at most one glyph of a code in each half: which one, and its number in the code.
GROUPS += [("left_char", list(CODE_CHARS)), ("right_char", list(CODE_CHARS))]
GROUPS += [("left_number", list(range(CODE_LENGTH))), ("right_number", list(range(CODE_LENGTH)))]
INDEX = {name: number for number, (name, _) in enumerate(GROUPS)}
SIZES = [len(values) for _, values in GROUPS]
STARTS = np.concatenate([[0], np.cumsum(SIZES)]).tolist()
TOTAL = STARTS[-1]
WIDTH = 256  # hidden size of the decoder
SCALE = 1.0  # length of each row


def basis():
    """[TOTAL + 1, WIDTH] orthogonal rows; the last one marks every image token."""
    q, _ = np.linalg.qr(np.random.default_rng(7).standard_normal((WIDTH, WIDTH)))
    return (q[: TOTAL + 1] * SCALE).astype(np.float32)


def value_of(group, name):
    return GROUPS[INDEX[group]][1].index(name)


def empty(rows, columns):
    """Label grid [rows, columns, groups]; -1 says that the group has no value there."""
    return np.full((rows, columns, len(GROUPS)), -1, np.int8)
