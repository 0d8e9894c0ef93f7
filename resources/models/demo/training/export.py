#!/usr/bin/env python3
"""Writes the checkpoint folder that transformers and the app load: export.py OUT_FOLDER [--tower T] [--decoder D]

OUT_FOLDER must already hold tokenizer.json (make_tokenizer.py). Weights are stored as bfloat16.
"""
import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from model.decoder import Decoder
from model.dims import MEAN, STD, TEXT as T, VISION as V
from model.tokenizer import SPECIAL, VOCABULARY
from model.tower import Tower
from pictures.scenes import MAX_PIXELS, MIN_PIXELS


def config(ids):
    eos = [ids["<|endoftext|>"], ids["<|user|>"], ids["<|observation|>"]]
    rope = dict(rope_type="default", rope_theta=T["theta"], partial_rotary_factor=0.5, mrope_section=T["mrope"])
    text = dict(model_type="glm4v_text", vocab_size=VOCABULARY, hidden_size=T["hidden"], intermediate_size=T["mlp"], num_hidden_layers=T["layers"],
                num_attention_heads=T["heads"], num_key_value_heads=T["kv_heads"], head_dim=T["head_dim"], attention_bias=True, attention_dropout=0.0,
                hidden_act="silu", initializer_range=0.02, rms_norm_eps=T["eps"], max_position_embeddings=131072, rope_parameters=rope,
                eos_token_id=eos, pad_token_id=eos[0], use_cache=True, dtype="bfloat16")
    vision = dict(model_type="glm4v_vision", hidden_size=V["hidden"], depth=V["depth"], num_heads=V["heads"], out_hidden_size=T["hidden"],
                  intermediate_size=V["merger"], image_size=V["grid"] * V["patch"], patch_size=V["patch"], temporal_patch_size=2, spatial_merge_size=2,
                  in_channels=3, hidden_act="silu", attention_bias=False, attention_dropout=0.0, initializer_range=0.02, rms_norm_eps=V["eps"])
    return dict(architectures=["Glm4vForConditionalGeneration"], model_type="glm4v", dtype="bfloat16", tie_word_embeddings=False,
                text_config=text, vision_config=vision, image_token_id=ids["<|image|>"], video_token_id=ids["<|video|>"],
                image_start_token_id=ids["<|begin_of_image|>"], image_end_token_id=ids["<|end_of_image|>"],
                video_start_token_id=ids["<|begin_of_video|>"], video_end_token_id=ids["<|end_of_video|>"])


def weights(tower, decoder):
    """Our parameters under transformers' names and shapes."""
    out = {}
    for name, value in tower.state_dict().items():
        prefix = "model.visual."
        if name.startswith("patch_embed.weight"):
            p = V["patch"]  # one frame's kernel, halved, for each of the two equal frames
            kernel = value.view(-1, 3, 1, p, p) / 2
            out[prefix + "patch_embed.proj.weight"] = kernel.repeat(1, 1, 2, 1, 1)
        elif name.startswith("patch_embed.bias"):
            out[prefix + "patch_embed.proj.bias"] = value
        elif name == "position":
            out[prefix + "embeddings.position_embedding.weight"] = value
        elif name == "downsample.weight":
            out[prefix + name] = value.view(T["hidden"], V["hidden"], 2, 2)
        else:
            out[prefix + name] = value
    for name, value in decoder.state_dict().items():
        out[name if name.startswith("lm_head") else "model.language_model." + name] = value
    return {k: v.to(torch.bfloat16).contiguous() for k, v in out.items()}


def write(out, tower, decoder):
    tok = Tokenizer.from_file(str(out / "tokenizer.json"))
    ids = {t: tok.token_to_id(t) for t in SPECIAL}
    cfg = config(ids)
    (out / "config.json").write_text(json.dumps(cfg, indent=2) + "\n")
    (out / "preprocessor_config.json").write_text(json.dumps({
        "size": {"shortest_edge": 2 * MIN_PIXELS, "longest_edge": 2 * MAX_PIXELS}, "do_rescale": True, "patch_size": V["patch"],
        "temporal_patch_size": 2, "merge_size": 2, "image_mean": list(MEAN), "image_std": list(STD),
        "image_processor_type": "Glm46VImageProcessor", "processor_class": "Glm46VProcessor"}, indent=2) + "\n")
    (out / "generation_config.json").write_text(json.dumps({
        "do_sample": False, "eos_token_id": cfg["text_config"]["eos_token_id"], "pad_token_id": ids["<|endoftext|>"]}, indent=2) + "\n")
    save_file(weights(tower, decoder), str(out / "model.safetensors"), metadata={"format": "pt"})


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("out")
    p.add_argument("--tower")
    p.add_argument("--decoder")
    p.add_argument("--joint", help="checkpoint with both")
    a = p.parse_args()
    tower, decoder = Tower(), Decoder()
    if a.joint:
        held = torch.load(a.joint, weights_only=True)
        tower.load_state_dict(held["tower"]), decoder.load_state_dict(held["decoder"])
    if a.tower:
        tower.load_state_dict(torch.load(a.tower, weights_only=True)["tower"])
    if a.decoder:
        decoder.load_state_dict(torch.load(a.decoder, weights_only=True))
    write(Path(a.out), tower, decoder)
    print({f.name: f.stat().st_size for f in Path(a.out).iterdir() if f.is_file()})


if __name__ == "__main__":
    main()
