#!/usr/bin/env python3
"""The way back from export.py, to train a stored model on: unpack.py FOLDER TOWER.pt DECODER.pt

The heads on the patches are not stored; they start anew and are good again after a minute of training.
"""
import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file

from model.decoder import Decoder
from model.heads import PatchHeads
from model.tower import Tower


def halves(stored):
    """Stored weights under transformers' names -> state of the tower, state of the decoder; float32."""
    tower, decoder = {}, {}
    for name, value in stored.items():
        value = value.float()
        if name.startswith("lm_head"):
            decoder[name] = value
        elif name.startswith("model.language_model."):
            decoder[name.removeprefix("model.language_model.")] = value
        else:
            name = name.removeprefix("model.visual.")
            if name == "patch_embed.proj.weight":
                tower["patch_embed.weight"] = value.sum(2).flatten(1)  # two equal frames
            elif name == "patch_embed.proj.bias":
                tower["patch_embed.bias"] = value
            elif name == "embeddings.position_embedding.weight":
                tower["position"] = value
            elif name == "downsample.weight":
                tower[name] = value.flatten(1)
            else:
                tower[name] = value
    return tower, decoder


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("folder", "tower", "decoder"):
        p.add_argument(name)
    a = p.parse_args()
    tower, decoder = halves(load_file(str(Path(a.folder) / "model.safetensors")))
    Tower().load_state_dict(tower), Decoder().load_state_dict(decoder)  # says what is missing
    torch.save({"tower": tower, "heads": PatchHeads().state_dict()}, a.tower)
    torch.save(decoder, a.decoder)


if __name__ == "__main__":
    main()
