#!/usr/bin/env python3
"""transformers and GlanceDesk on the same checkpoint, in turns within one run: the speed table of the README.

    python compare.py [--cli build/release/bin/glancedesk-cli] [--rounds 3] [--threads 2] [--work FOLDER]
                      [--model FOLDER] [--device cpu|cuda] [--only TEXT] [--picture FILE.png]

Makes a checkpoint of GLM-4.6V-Flash's architecture with random weights (371 million parameters in bfloat16, kept in
FOLDER), asks both engines about one 640x420 picture, 64 new tokens, greedy, and prints a Markdown table: the best of
all rounds, and the ratio to transformers in bfloat16. transformers in float32 is measured besides, since processors
without bfloat16 instructions do poorly in bfloat16. Needs what requirements.txt names; run it on a quiet machine.
--model takes another checkpoint (full_size.py makes one of the real shape), --device cuda the card for both, where each
is warmed up first, --only those engines whose name holds TEXT besides transformers in bfloat16, and --picture draws
the bars that stand in the README.
"""
import argparse
import json
import math
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
QUESTION = "这个红灯是什么意思？"
NEW = 64


def make_checkpoint(folder):
    sys.path.insert(0, str(HERE.parent / "reference"))
    import torch
    import make_model_fixtures as kit
    from transformers import Glm4vConfig, Glm4vForConditionalGeneration, GenerationConfig

    folder.mkdir(parents=True, exist_ok=True)
    tok = kit.make_tokenizer()
    ends = [tok.token_to_id(t) for t in ("<|endoftext|>", "<|user|>", "<|observation|>")]
    rope = dict(rope_type="default", rope_theta=500000.0, partial_rotary_factor=0.5, mrope_section=[8, 12, 12])
    config = Glm4vConfig(
        text_config=dict(vocab_size=32768, hidden_size=1024, intermediate_size=3584, num_hidden_layers=20,
                         num_attention_heads=8, num_key_value_heads=2, max_position_embeddings=131072,
                         rope_parameters=rope, eos_token_id=ends, pad_token_id=ends[0]),
        vision_config=dict(kit.VISION, hidden_size=512, depth=8, num_heads=8, out_hidden_size=1024,
                           intermediate_size=2048, image_size=336),
        image_token_id=tok.token_to_id("<|image|>"), video_token_id=ends[0])
    torch.manual_seed(0)
    model = Glm4vForConditionalGeneration(config)
    with torch.no_grad():
        for parameter in model.parameters():
            scale = 0.1 if parameter.ndim == 1 else 1 / math.sqrt(parameter[0].numel())
            parameter.copy_(torch.randn_like(parameter) * scale + (1 if parameter.ndim == 1 else 0))
    model.generation_config = GenerationConfig(eos_token_id=ends, pad_token_id=ends[0])
    kit.write_tiny(folder, tok, model)
    settings = json.loads((folder / "preprocessor_config.json").read_text())
    settings["size"] = {"shortest_edge": 112 * 112, "longest_edge": 28 * 28 * 15000}
    (folder / "preprocessor_config.json").write_text(json.dumps(settings))


def make_picture(file):
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (640, 420), (236, 238, 240))
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((90, 130, 550, 300), 20, fill=(40, 44, 52))
    for i in range(5):
        draw.ellipse((150 + 70 * i, 190, 180 + 70 * i, 220), fill=(220, 30, 30) if i == 2 else (60, 66, 74))
    picture.save(file)


def transformers_once(folder, picture, dtype, threads, device):
    """In a process of its own: prints one line of JSON."""
    import torch
    from PIL import Image
    from transformers import Glm4vForConditionalGeneration, PreTrainedTokenizerFast
    from transformers.models.glm46v.image_processing_glm46v import Glm46VImageProcessor

    torch.set_num_threads(threads)
    begun = time.perf_counter()
    model = Glm4vForConditionalGeneration.from_pretrained(folder, dtype=getattr(torch, dtype), attn_implementation="sdpa").eval().to(device)
    loaded = time.perf_counter() - begun
    tok = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
    tok.chat_template = (folder / "chat_template.jinja").read_text()
    settings = json.loads((folder / "preprocessor_config.json").read_text())
    processor = Glm46VImageProcessor(**{k: v for k, v in settings.items() if k != "image_processor_type"})
    content = [{"type": "image"}, {"type": "text", "text": QUESTION}]
    laid_out = tok.apply_chat_template([{"role": "user", "content": content}], tokenize=False, add_generation_prompt=True)
    begun = time.perf_counter()
    pixels = processor(images=[Image.open(picture).convert("RGB")], return_tensors="pt")
    count = int(pixels["image_grid_thw"][0].prod() // 4)
    ids = torch.tensor([tok(laid_out.replace("<|image|>", "<|image|>" * count), add_special_tokens=False)["input_ids"]])
    prepared = time.perf_counter() - begun
    given = dict(input_ids=ids, pixel_values=pixels["pixel_values"].to(model.dtype), image_grid_thw=pixels["image_grid_thw"],
                 mm_token_type_ids=(ids == model.config.image_token_id).int())
    given = {name: value.to(device) for name, value in given.items()} | dict(do_sample=False, eos_token_id=-1)
    with torch.inference_mode():
        if device != "cpu":
            model.generate(**given, max_new_tokens=4, min_new_tokens=4)
        begun = time.perf_counter()
        model.generate(**given, max_new_tokens=1, min_new_tokens=1).cpu()
        first = time.perf_counter() - begun
        begun = time.perf_counter()
        model.generate(**given, max_new_tokens=1, min_new_tokens=1).cpu()
        warm = time.perf_counter() - begun
        begun = time.perf_counter()
        model.generate(**given, max_new_tokens=NEW, min_new_tokens=NEW).cpu()
        whole = time.perf_counter() - begun
    resident = next(line for line in open("/proc/self/status") if line.startswith("VmRSS"))
    print(json.dumps({"load_s": loaded, "ttft_s": prepared + first, "decode_tok_s": (NEW - 1) / max(1e-9, whole - warm),
                      "resident_mb": int(resident.split()[1]) * 1024 / 1e6, "prompt_tokens": ids.shape[1]}))


def run(command):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]} failed: {done.stderr.strip().splitlines()[-1:]}")
    return json.loads(done.stdout.strip().splitlines()[-1])


def better(best, new):
    """Of each figure the better one: tokens a second the higher, all else the lower."""
    if best is None:
        return new
    return {k: (max if k.endswith("tok_s") else min)(best[k], v) if isinstance(v, (int, float)) else v for k, v in new.items()}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--cli", default=str(HERE.parents[1] / "build/release/bin/glancedesk-cli"))
    p.add_argument("--rounds", type=int, default=3)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--work", default=str(Path(tempfile.gettempdir()) / "glancedesk-bench"))
    p.add_argument("--model", type=Path)
    p.add_argument("--device", default="cpu")
    p.add_argument("--only", default="")
    p.add_argument("--picture")
    p.add_argument("--transformers", nargs=3, help=argparse.SUPPRESS)
    a = p.parse_args()
    if a.transformers:
        return transformers_once(Path(a.transformers[0]), a.transformers[1], a.transformers[2], a.threads, a.device)
    folder, picture = a.model or Path(a.work) / "checkpoint", Path(a.work) / "picture.png"
    if not a.model and not (folder / "model.safetensors").exists():
        make_checkpoint(folder)
    Path(a.work).mkdir(parents=True, exist_ok=True)
    make_picture(picture)
    ours = [a.cli, "bench", "--model", folder, "--image", picture, "--text", QUESTION, "--new", NEW, "--threads", a.threads,
            "--runs", 1 if a.device == "cpu" else 2, "--batch", 4, "--device", a.device, "--json", "--weights"]
    theirs = [sys.executable, __file__, "--threads", a.threads, "--device", a.device, "--transformers", folder, picture]
    engines = {"transformers bf16": theirs + ["bfloat16"], "transformers fp32": theirs + ["float32"],
               **{f"GlanceDesk {kind}": ours + [kind] for kind in ("bf16", "int8", "int4")}}
    engines = {name: command for name, command in engines.items() if a.only in name or name == "transformers bf16"}
    best = {}
    for number in range(a.rounds):
        for name, command in engines.items():
            best[name] = better(best.get(name), run(command))
            print(f"round {number + 1}, {name}: {json.dumps(best[name])}", file=sys.stderr, flush=True)
    base = best["transformers bf16"]
    print("| Engine | First token | Decode | Four askers | Same picture again | Load | Resident |\n|---|---|---|---|---|---|---|")
    for name, r in best.items():
        four = f"{r['batch_tok_s']:.0f} tok/s" if "batch_tok_s" in r else ""
        again = f"{r['second_ttft_s']:.2f} s" if "second_ttft_s" in r else ""
        print(f"| {name} | {r['ttft_s']:.2f} s ({r['ttft_s'] / base['ttft_s']:.2f}x) | {r['decode_tok_s']:.1f} tok/s "
              f"({r['decode_tok_s'] / base['decode_tok_s']:.1f}x) | {four} | {again} | {r['load_s']:.2f} s | {r['resident_mb']:.0f} MB |")
    if a.picture:
        import speed_picture
        speed_picture.draw(best, a.picture)


if __name__ == "__main__":
    main()
