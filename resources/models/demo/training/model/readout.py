"""What the tower alone makes of a picture, read straight off the cell logits. Used to watch its training."""
import torch

from world import labels
from world.facts import CODE_CHARS, CODE_LENGTH, COLOURS, DIALOGS

from .heads import NONE, group_logits


def read(merged):
    """merged [cells, width] -> dict with code, light and dialog."""
    groups = group_logits(merged)

    def best(name):
        logits = groups[labels.INDEX[name]][:, :-1]
        value, where = logits.max(0)[0].max(0)
        return int(where), float(value)

    code = ""
    for number in range(CODE_LENGTH):
        found = []
        for half in ("left", "right"):
            strength, cell = groups[labels.INDEX[f"{half}_number"]][:, number].max(0)
            found.append((float(strength), int(groups[labels.INDEX[f"{half}_char"]][cell, :-1].argmax())))
        if max(found)[0] < NONE:
            break
        code += CODE_CHARS[max(found)[1]]
    light, strength = best("light")
    return {"code": code, "light": COLOURS[light] if strength > NONE else None, "dialog": list(DIALOGS)[best("dialog")[0]]}


@torch.no_grad()
def score(tower, items, tensor):
    """Share right for whole pictures, per kind."""
    right, seen = {}, {}
    for pixels, marks, facts in items:
        _, merged = tower(tensor(pixels[None]))
        found = read(merged[0])
        for name in ("code", "light", "dialog"):
            if facts["kind"] == name:
                seen[name] = seen.get(name, 0) + 1
                right[name] = right.get(name, 0) + (found[name] == facts[name])
    return {name: f"{right[name]}/{seen[name]}" for name in seen}
