#!/usr/bin/env python3
"""A checkpoint of GLM-4.6V-Flash's real shape with random weights: 10.3 billion parameters, 20.6 GB in 5 shards.

    python full_size.py FOLDER [--layers 40] [--shards 5] [--device cpu|cuda]

One tensor is in memory at a time (1.2 GB at most), so it can be made on a machine that could not hold the model. Its
answers mean nothing; loading, memory and speed are those of the real weights. Needs what requirements.txt names.
"""
import argparse
import json
import math
import struct
import sys
from pathlib import Path

import torch
from transformers import Glm4vConfig, Glm4vForConditionalGeneration

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "reference"))
import make_model_fixtures as kit


def config_of(tok, layers):
    ends = [tok.token_to_id(t) for t in ("<|endoftext|>", "<|user|>", "<|observation|>")]
    rope = dict(rope_type="default", rope_theta=500000.0, partial_rotary_factor=0.5, mrope_section=[8, 12, 12])
    return Glm4vConfig(
        text_config=dict(vocab_size=151552, hidden_size=4096, intermediate_size=13696, num_hidden_layers=layers,
                         num_attention_heads=32, num_key_value_heads=2, max_position_embeddings=131072,
                         rms_norm_eps=1e-5, rope_parameters=rope, eos_token_id=ends, pad_token_id=ends[0]),
        vision_config=dict(kit.VISION, hidden_size=1536, depth=24, num_heads=12, out_hidden_size=4096,
                           intermediate_size=13696, image_size=336),
        image_token_id=tok.token_to_id("<|image|>"), video_token_id=ends[0])


def shards_of(shapes, count):
    """Names in order, cut where a shard has its share of the bytes."""
    each = sum(math.prod(shape) for shape in shapes.values()) / count
    parts, held = [[]], 0
    for name, shape in shapes.items():
        if held >= each * len(parts) and len(parts) < count:
            parts.append([])
        parts[-1].append(name)
        held += math.prod(shape)
    return parts


def numbers(name, shape, device):
    values = torch.randn(shape, device=device, dtype=torch.bfloat16)
    if len(shape) == 1:
        return values * 0.1 if name.endswith("bias") else values * 0.1 + 1
    return values if "embed_tokens" in name else values / math.sqrt(math.prod(shape[1:]))


def write_shard(file, names, shapes, device):
    header, offset = {"__metadata__": {"format": "pt"}}, 0
    for name in names:
        size = 2 * math.prod(shapes[name])
        header[name] = {"dtype": "BF16", "shape": list(shapes[name]), "data_offsets": [offset, offset + size]}
        offset += size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for name in names:
            out.write(memoryview(numbers(name, shapes[name], device).contiguous().cpu().view(torch.uint8).numpy().reshape(-1)))
    return offset


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("folder", type=Path)
    p.add_argument("--layers", type=int, default=40)
    p.add_argument("--shards", type=int, default=5)
    p.add_argument("--device", default="cpu")
    a = p.parse_args()
    torch.manual_seed(0)
    a.folder.mkdir(parents=True, exist_ok=True)
    tok = kit.make_tokenizer()
    config = config_of(tok, a.layers)
    config.dtype = "bfloat16"
    with torch.device("meta"):
        model = Glm4vForConditionalGeneration(config)
    shapes = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    parts = shards_of(shapes, a.shards)
    weight_map, total = {}, 0
    for number, names in enumerate(parts):
        file = f"model-{number + 1:05}-of-{len(parts):05}.safetensors"
        total += write_shard(a.folder / file, names, shapes, a.device)
        weight_map |= {name: file for name in names}
        print(f"{file}: {total / 1e9:.1f} GB so far", flush=True)
    kit.write_json(a.folder / "model.safetensors.index.json", {"metadata": {"total_size": total}, "weight_map": weight_map})
    config.architectures = ["Glm4vForConditionalGeneration"]
    kit.write_json(a.folder / "config.json", config.to_dict())
    kit.write_texts(a.folder, tok, config.text_config.eos_token_id, {"shortest_edge": 112 * 112, "longest_edge": 28 * 28 * 15000})


if __name__ == "__main__":
    main()
