#!/usr/bin/env python3
"""Makes tests/data/checkpoints, pictures and expected: small checkpoints of the GLM-4V architecture with random
weights, and what transformers computes on them. Runs on the CPU and downloads nothing.

    python make_model_fixtures.py [--data tests/data]

Needs transformers 5.17, torch and torchvision 2.11/0.26, tokenizers, safetensors and Pillow. The versions that made
the committed files are in expected/made_with.json.
"""
import argparse
import copy
import json
import math
import random
import shutil
from pathlib import Path

import torch
import torchvision
import transformers
from PIL import Image, ImageDraw
from safetensors.torch import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import Glm4vConfig, Glm4vForConditionalGeneration
from transformers.models.glm46v.image_processing_glm46v import Glm46VImageProcessor, smart_resize

SPECIAL = ["<|endoftext|>", "[gMASK]", "<sop>", "<|system|>", "<|user|>", "<|assistant|>", "<|observation|>",
           "<|begin_of_image|>", "<|end_of_image|>", "<|image|>", "<|begin_of_box|>", "<|end_of_box|>"]
PLAIN = ["<think>", "</think>", "/nothink", "<tool_call>", "</tool_call>"]
SPLIT = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
         r"|\s*[\r\n]+|\s+(?!\S)|\s+")
CORPUS = ["路由器的红色指示灯亮着，这是什么意思？请先重启设备，再检查网线。\n",
          "打印机卡纸，错误代码 E-203。绿灯常亮表示正常，黄灯闪烁表示正在升级。\n",
          "The red light on the router means a fault. Restart it and check the cable.\n",
          "What does the code E-417 on this screenshot mean? The payment was declined.\n"]
TEMPLATE = """[gMASK]<sop>
{%- for m in messages %}<|{{ m.role }}|>
{% if m.content is string %}{{ m.content }}
{%- else %}
{%- for part in m.content %}
{%- if part.type == 'image' %}<|begin_of_image|><|image|><|end_of_image|>
{%- else %}{{ part.text }}
{%- endif %}
{%- endfor %}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}<|assistant|>
{% endif %}"""

TEXT = dict(hidden_size=64, intermediate_size=96, num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2,
            max_position_embeddings=4096, rms_norm_eps=1e-5)
ROPE = dict(rope_theta=500000.0, partial_rotary_factor=0.5, mrope_section=[1, 1, 2])
VISION = dict(hidden_size=32, depth=2, num_heads=2, out_hidden_size=64, intermediate_size=80, image_size=112,
              patch_size=14, temporal_patch_size=2, spatial_merge_size=2, hidden_act="silu", attention_bias=False,
              rms_norm_eps=1e-5)
TINY_SIZE = {"shortest_edge": 112 * 112, "longest_edge": 2 * 28 * 28 * 60}
OLDER_SIZE = {"shortest_edge": 112 * 112, "longest_edge": 2 * 28 * 28 * 90}


def make_tokenizer():
    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True, use_regex=False)])
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator(CORPUS * 4, trainers.BpeTrainer(
        vocab_size=480, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tok.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in SPECIAL])
    tok.add_tokens([AddedToken(t, special=False, normalized=False) for t in PLAIN])
    return tok


def make_model(tok, seed, tied):
    ends = [tok.token_to_id(t) for t in ("<|endoftext|>", "<|user|>", "<|observation|>")]
    config = Glm4vConfig(
        text_config=TEXT | dict(vocab_size=64 * math.ceil((tok.get_vocab_size() + 8) / 64), eos_token_id=ends,
                                pad_token_id=ends[0], rope_parameters=ROPE | {"rope_type": "default"}),
        vision_config=VISION, image_token_id=tok.token_to_id("<|image|>"), video_token_id=ends[0],
        tie_word_embeddings=tied, attn_implementation="sdpa")
    torch.manual_seed(seed)
    model = Glm4vForConditionalGeneration(config).eval()
    with torch.no_grad():
        for name, p in model.named_parameters():
            scale = 0.1 if p.ndim == 1 else 1.0 if "embed_tokens" in name else 1 / math.sqrt(p[0].numel())
            scale *= 4 if "lm_head" in name else 1  # the best token then leads by more than rounding
            value = torch.randn_like(p) * scale + (p if p.ndim == 1 else 0)
            # Numbers that float32, bfloat16 and float16 all hold, so that one expectation serves all three.
            value = value.bfloat16().float()
            p.copy_(torch.where(value.abs() < 2**-14, 0, value))
    model.generation_config = transformers.GenerationConfig(eos_token_id=ends, pad_token_id=ends[0])
    return model


def write_json(path, value):
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n")


def write_texts(out, tok, ends, size):
    """What stands beside the weights, as published today."""
    tok.save(str(out / "tokenizer.json"))
    (out / "chat_template.jinja").write_text(TEMPLATE)
    write_json(out / "tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizerFast"})
    write_json(out / "preprocessor_config.json", {
        "size": size, "do_rescale": True, "patch_size": 14, "temporal_patch_size": 2, "merge_size": 2,
        "image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711],
        "image_processor_type": "Glm46VImageProcessor"})
    write_json(out / "generation_config.json", {"do_sample": True, "eos_token_id": ends, "temperature": 0.8,
                                                "top_p": 0.6, "top_k": 2, "repetition_penalty": 1.1})


def write_tiny(out, tok, model):
    """As published today: one file, rope_parameters, a template of its own."""
    copy.deepcopy(model).to(torch.bfloat16).save_pretrained(out)
    write_texts(out, tok, model.generation_config.eos_token_id, TINY_SIZE)


def write_older(out, tok, model):
    """As GLM-4.1V came out: text settings at the root, rope_theta and rope_scaling, older names, shards, tied, the
    template inside tokenizer_config.json, no generation_config.json."""
    config = model.config
    old = TEXT | {
        "architectures": ["Glm4vForConditionalGeneration"], "model_type": "glm4v", "hidden_act": "silu",
        "vocab_size": config.text_config.vocab_size, "rope_theta": ROPE["rope_theta"],
        "partial_rotary_factor": ROPE["partial_rotary_factor"],
        "rope_scaling": {"type": "default", "mrope_section": ROPE["mrope_section"]},
        "eos_token_id": config.text_config.eos_token_id, "pad_token_id": config.text_config.pad_token_id,
        "image_token_id": config.image_token_id, "video_token_id": config.video_token_id,
        "tie_word_embeddings": True, "torch_dtype": "bfloat16", "vision_config": VISION}
    nested = {k: v for k, v in old.items() if k in TEXT or k.startswith(("rope", "partial", "vocab"))}
    read = Glm4vConfig(text_config=nested | {"rope_scaling": dict(old["rope_scaling"])}).text_config
    for key, value in ROPE.items():  # the judge reads the older spelling as the newer one
        assert read.rope_parameters[key] == value, key
    write_json(out / "config.json", old)

    def older(name):
        return name.replace("model.language_model.", "model.").replace("model.visual.", "visual.")

    tensors = {older(k): v.bfloat16().contiguous() for k, v in model.state_dict().items() if k != "lm_head.weight"}
    names = sorted(tensors)
    shards = 3
    weight_map = {}
    for i in range(shards):
        part = names[i * len(names) // shards:(i + 1) * len(names) // shards]
        file = f"model-{i + 1:05d}-of-{shards:05d}.safetensors"
        save_file({n: tensors[n] for n in part}, out / file, metadata={"format": "pt"})
        weight_map |= {n: file for n in part}
    total = sum(t.nbytes for t in tensors.values())
    write_json(out / "model.safetensors.index.json", {"metadata": {"total_size": total}, "weight_map": weight_map})
    tok.save(str(out / "tokenizer.json"))
    write_json(out / "tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizerFast", "chat_template": TEMPLATE})
    write_json(out / "preprocessor_config.json", {
        "min_pixels": OLDER_SIZE["shortest_edge"], "max_pixels": OLDER_SIZE["longest_edge"], "patch_size": 14,
        "temporal_patch_size": 2, "merge_size": 2, "image_processor_type": "Glm4vImageProcessor"})


def draw(width, height, colour, mark):
    image = Image.new("RGB", (width, height), (235, 238, 242))
    pen = ImageDraw.Draw(image)
    for y in range(height):
        pen.line([(0, y), (width // 3, y)], fill=(40 + 160 * y // height, 60, 90))
    pen.ellipse([width * 0.55, height * 0.1, width * 0.55 + height * 0.3, height * 0.4], fill=colour)
    pen.rectangle([width * 0.4, height * 0.6, width * 0.9, height * 0.8], outline=(20, 20, 20), width=2)
    for i, bit in enumerate(mark):
        if bit == "1":
            pen.rectangle([width * 0.42 + i * 9, height * 0.64, width * 0.42 + i * 9 + 5, height * 0.76], fill=(0, 0, 0))
    return image


def make_pictures(out):
    pictures = {"red": draw(320, 200, (214, 32, 32), "1011"), "green": draw(200, 320, (30, 160, 60), "1101"),
                "blue": draw(480, 300, (30, 60, 200), "0111"), "amber": draw(150, 151, (240, 160, 0), "1"),
                "white": draw(91, 60, (250, 250, 250), "10")}
    random.seed(5)
    narrow = Image.new("RGB", (27, 400))
    narrow.putdata([(x * 9 % 256, y * 5 % 256, (x * y) % 256) for y in range(400) for x in range(27)])
    strip = Image.new("RGB", (400, 2))  # 200:1, the thinnest that is taken
    strip.putdata([(x * 255 // 399, 255 - x * 255 // 399, y * 255) for y in range(2) for x in range(400)])
    pictures |= {"narrow": narrow, "strip": strip, "dot": Image.new("RGB", (1, 1), (200, 10, 77))}
    for name, image in pictures.items():
        image.save(out / f"{name}.png", optimize=True)


def cases():
    def user(*parts):
        return {"role": "user", "parts": [{"image": p[1:]} if p.startswith("@") else {"text": p} for p in parts]}

    def assistant(text):
        return {"role": "assistant", "parts": [{"text": text}]}

    ask = "这个红灯是什么意思？"
    long = "".join(CORPUS) * 14
    return {
        "no_image": [user("What does the code E-203 mean?")],
        "one_image": [user("@red", ask)],
        "two_images": [user("@red", "@green", "Which one is red?")],
        "five_images": [user("@amber", "first", "@white", "@dot", "then", "@green", "and", "@amber", ask)],
        "image_last": [user(ask, "@blue")],
        "images_between": [{"role": "system", "parts": [{"text": "You help support agents."}]},
                           user("a", "@red", "b", "@white", "c")],
        "narrow_27x400": [user("@narrow", ask)],
        "dot_1x1": [user("@dot", "描述")],
        "strip_200_to_1": [user("@strip", "?")],
        "long_text": [user(long)],
        "several_turns": [user("@red", ask), assistant("设备有故障。"), user("And this?", "@blue"),
                          assistant("It is being set up."), user("应该怎么办？")],
    }


def spread(count, most):
    """Rows to keep: the first, the last and some between."""
    if count <= most:
        return torch.arange(count)
    return torch.linspace(0, count - 1, most).long().unique()


class Judge:
    def __init__(self, tok, model, size, pictures):
        self.tok, self.model, self.pictures = tok, model, pictures
        self.proc = Glm46VImageProcessor(size=size)
        self.image = model.config.image_token_id

    def layout(self, messages):
        """The prompt's ids with one image token for each picture, and the pictures."""
        names = [p["image"] for m in messages for p in m["parts"] if "image" in p]
        turns = [{"role": m["role"], "content": [
            {"type": "image"} if "image" in p else {"type": "text", "text": p["text"]} for p in m["parts"]]}
            for m in messages]
        wrapped = transformers.PreTrainedTokenizerFast(tokenizer_object=self.tok)
        text = wrapped.apply_chat_template(turns, chat_template=TEMPLATE, tokenize=False, add_generation_prompt=True)
        return self.tok.encode(text, add_special_tokens=False).ids, names

    def run(self, messages, new, bits):
        ids, names = self.layout(messages)
        kept, kw = {}, {}
        if names:
            images = [Image.open(self.pictures / f"{n}.png").convert("RGB") for n in names]
            px = self.proc(images=images, return_tensors="pt")
            counts = iter((px["image_grid_thw"].prod(-1) // 4).tolist())
            ids = [i for id_ in ids for i in ([id_] * next(counts) if id_ == self.image else [id_])]
        ids = torch.tensor([ids])
        model = self.model
        with torch.inference_mode():
            if names:
                kinds = (ids == self.image).int()
                grid = px["image_grid_thw"]
                kw = dict(pixel_values=px["pixel_values"].to(model.dtype), image_grid_thw=grid,
                          mm_token_type_ids=kinds)
                features = torch.cat(list(model.model.get_image_features(kw["pixel_values"], grid).pooler_output))
                positions, _ = model.model.get_rope_index(ids, kinds, image_grid_thw=grid)
                kept |= {"image_grid_thw": grid, "position_ids": positions[:, 0]}
                self.keep(kept, "pixel_values", px["pixel_values"], 24)
                self.keep(kept, "image_features", features, 24)
            self.keep(kept, "logits", model(input_ids=ids, **kw).logits[0], 20)
            if bits == 32:
                out = model.generate(input_ids=ids, **kw, max_new_tokens=new, do_sample=False, repetition_penalty=1.0,
                                     temperature=None, top_p=None, top_k=None,
                                     return_dict_in_generate=True, output_logits=True)
                logits = torch.stack(out.logits)[:, 0].float()
                best = logits.topk(2, -1).values
                self.gap = (best[:, 0] - best[:, 1]).min().item()
                kept["greedy_ids"] = out.sequences[0, ids.shape[1]:]
                self.keep(kept, "greedy_logits", logits, 6)
        kept["input_ids"] = ids[0]
        return {k: v.contiguous() for k, v in kept.items()}

    def keep(self, kept, name, tensor, most):
        rows = spread(len(tensor), most)
        kept |= {name: tensor[rows].float(), name + ".rows": rows, name + ".shape": torch.tensor(tensor.shape)}


def formula_picture(width, height):
    """The picture that the test computes too, instead of a large file."""
    y = torch.arange(height, dtype=torch.int64).view(-1, 1)
    x = torch.arange(width, dtype=torch.int64).view(1, -1)
    planes = [(x * 7 + y * 3) % 256 * torch.ones_like(x + y), (x * y // 61) % 256, ((x // 40 + y // 30) % 2) * 255 + 0 * x]
    return torch.stack([p.expand(height, width) for p in planes], -1).to(torch.uint8)


def make_preprocess(out):
    proc = Glm46VImageProcessor()  # the bounds of the published model
    kept = {}
    for width, height in [(4000, 3000), (640, 480), (100, 37), (28, 28), (1920, 1080)]:
        image = Image.fromarray(formula_picture(width, height).numpy())
        px = proc(images=[image], return_tensors="pt")
        rows = spread(len(px["pixel_values"]), 12)
        kept |= {f"{width}x{height}.grid": px["image_grid_thw"][0, 1:].contiguous(), f"{width}x{height}.rows": rows,
                 f"{width}x{height}": px["pixel_values"][rows].contiguous()}
    save_file(kept, out / "preprocess.safetensors")


def make_grids(out):
    random.seed(17)
    rows = []
    sizes = [(1, 1), (1, 200), (200, 1), (1, 201), (400, 2), (402, 2), (27, 400), (4000, 3000), (28, 28), (14, 14),
             (42, 42), (70, 98), (13, 2600), (13, 2601), (8000, 5000), (32000, 200), (1, 190)]
    sizes += [(random.randint(1, 300), random.randint(1, 300)) for _ in range(150)]
    sizes += [(int(10 ** random.uniform(0, 4)), int(10 ** random.uniform(0, 4))) for _ in range(250)]
    for least, most in [(112 * 112, 28 * 28 * 15000), (TINY_SIZE["shortest_edge"], TINY_SIZE["longest_edge"])]:
        for width, height in sizes:
            try:
                high, wide = smart_resize(2, height, width, 2, 28, least, most)
                rows.append([least, most, width, height, high // 14, wide // 14])
            except ValueError:
                rows.append([least, most, width, height, 0, 0])
    (out / "grids.json").write_text("{\"least most width height rows columns\": [\n"
                                    + ",\n".join(map(json.dumps, rows)) + "\n]}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[1] / "data")
    parser.add_argument("--seed", type=int, default=6)
    a = parser.parse_args()
    torch.set_num_threads(2)
    folders = {n: a.data / n for n in ("checkpoints/tiny", "checkpoints/older", "pictures", "expected")}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    expected, pictures = folders["expected"], folders["pictures"]
    make_pictures(pictures)
    make_grids(expected)
    make_preprocess(expected)

    tok = make_tokenizer()
    tiny, older = make_model(tok, a.seed, False), make_model(tok, a.seed + 1, True)
    write_tiny(folders["checkpoints/tiny"], tok, tiny)
    write_older(folders["checkpoints/older"], tok, older)
    tiny = Glm4vForConditionalGeneration.from_pretrained(folders["checkpoints/tiny"], dtype=torch.float32).eval()
    listed = []

    def make(name, case, checkpoint, model, size, new, bits=32):
        judge = Judge(tok, model, size, pictures)
        kept = judge.run(cases()[case], new, bits)
        save_file(kept, expected / f"{name}.safetensors")
        listed.append({"name": name, "checkpoint": checkpoint, "weights": f"{'b' if bits == 16 else ''}float{bits}",
                       "messages": cases()[case], "new": new})
        if bits == 32:
            print(f"{name}: {len(kept['input_ids'])} tokens, {len(kept['greedy_ids'])} new, gap {judge.gap:.4f}")
            assert judge.gap > 0.002, "too close to call in float32: take another seed"

    for case in cases():
        make(case, case, "tiny", tiny, TINY_SIZE, 32)
    for case in ("no_image", "two_images", "several_turns"):
        make("older_" + case, case, "older", older, OLDER_SIZE, 32)
    # Loaded, not converted: converting would round the rotary frequencies too.
    tiny = Glm4vForConditionalGeneration.from_pretrained(folders["checkpoints/tiny"], dtype=torch.bfloat16).eval()
    for case in ("one_image", "several_turns", "long_text"):
        make("bfloat16_" + case, case, "tiny", tiny, TINY_SIZE, 0, 16)
    write_json(expected / "cases.json", {"cases": listed})
    write_json(expected / "made_with.json", {"torch": torch.__version__, "torchvision": torchvision.__version__,
                                             "transformers": transformers.__version__})


if __name__ == "__main__":
    main()
