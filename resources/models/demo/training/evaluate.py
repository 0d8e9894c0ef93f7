#!/usr/bin/env python3
"""Scores a checkpoint folder with transformers on held-out pictures: evaluate.py FOLDER [--count 200] [--dtype float32]

Held out are the fonts, the colours of backgrounds and shells, the shapes of the devices, the picture sizes and
part of the unknown pictures; half of the questions are worded as training never worded them. Greedy, fixed seed.
"""
import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from transformers import Glm4vForConditionalGeneration, PreTrainedTokenizerFast
from transformers.models.glm46v.image_processing_glm46v import Glm46VImageProcessor

from pictures import scenes
from world import answers, smalltalk
from world.facts import COLOURS
from world.questions import ask

NEW_WORDING = {
    "light": {"zh": ["麻烦看看这个灯代表啥情况？", "灯亮成这样说明什么？"], "en": ["Could you tell me what this light is telling us?", "The light is on, what does that mean?"]},
    "colour": {"zh": ["这个指示灯亮的什么颜色呢？"], "en": ["Can you tell which color the light is?"]},
    "code": {"zh": ["图里的错误代码帮我念出来", "屏幕报的代码是哪个？"], "en": ["Can you read the error code for me?", "Which code does the screen show?"]},
    "dialog": {"zh": ["客户手机上弹出的这个是什么意思？"], "en": ["What is this popup telling the customer?"]},
    "unknown": {"zh": ["你能看出这是什么吗？", "这个图怎么理解？"], "en": ["Can you tell me what this shows?", "Do you know this picture?"]},
    "solid": {"zh": ["这个图是什么颜色的？"], "en": ["What color is this square?"]},
}


class Model:
    def __init__(self, folder, dtype):
        self.net = Glm4vForConditionalGeneration.from_pretrained(folder, dtype=getattr(torch, dtype), attn_implementation="sdpa").eval()
        self.tok = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"))
        self.tok.chat_template = (folder / "chat_template.jinja").read_text()
        settings = json.loads((folder / "preprocessor_config.json").read_text())
        self.processor = Glm46VImageProcessor(**{k: v for k, v in settings.items() if k not in ("image_processor_type", "processor_class")})

    @torch.inference_mode()
    def chat(self, messages, images, **template):
        text = self.tok.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, **template)
        extra = {}
        if images:
            px = self.processor(images=images, return_tensors="pt")
            for grid in px["image_grid_thw"]:
                text = text.replace("<|image|>", "<|held|>" * int(grid.prod() // 4), 1)
            text = text.replace("<|held|>", "<|image|>")
            extra = dict(pixel_values=px["pixel_values"].to(self.net.dtype), image_grid_thw=px["image_grid_thw"])
        ids = torch.tensor([self.tok(text, add_special_tokens=False)["input_ids"]])
        if images:
            extra["mm_token_type_ids"] = (ids == self.net.config.image_token_id).int()
        out = self.net.generate(input_ids=ids, max_new_tokens=80, do_sample=False, **extra)
        return self.tok.decode(out[0, ids.shape[1]:], skip_special_tokens=True).strip()

    def answer(self, question, *images, **template):
        content = [{"type": "image"}] * len(images) + [{"type": "text", "text": question}]
        return self.chat([{"role": "user", "content": content}], list(images), **template)


def case(kind):
    """(image, question, right answer, what must be in the answer)"""
    name = {"colour": "light", "place": "light", "todo": None, "reply": None, "code_meaning": "code"}.get(kind, kind)
    facts = scenes.random_facts(name or random.choice(["light", "code", "dialog"]))
    if name == "light":
        facts["light"] = facts["light"] or random.choice(COLOURS)
    image = scenes.spoil(scenes.draw(facts, heldout=True).image) if kind != "solid" else scenes.draw(facts, heldout=True).image
    language = random.choice(["zh", "en"])
    wording = {"unknown": "describe", "solid": "colour"}.get(kind, kind)
    question, colour = ask(wording, language, facts)
    if kind in NEW_WORDING and random.random() < 0.5:
        question = random.choice(NEW_WORDING[kind][language])
    right = answers.answer(facts, wording, language, colour)
    must = [facts["code"]] if kind == "code" else [right.rstrip(".。")]
    if kind == "light" and facts["light"]:
        must = [answers.parts(facts, language == "zh")[0]]
    if kind == "dialog":
        must = [answers.parts(facts, language == "zh")[0]]
    return image, question, right, must


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("folder")
    p.add_argument("--count", type=int, default=200)
    p.add_argument("--dtype", default="float32")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=2024)
    p.add_argument("--kinds", default="light,code,dialog,unknown,colour,place,code_meaning,todo,reply,solid,talk")
    p.add_argument("--show", type=int, default=0, help="wrong answers to print per kind")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    model = Model(Path(a.folder), a.dtype)
    for kind in a.kinds.split(","):
        random.seed(a.seed), np.random.seed(a.seed)
        right, shown, start = 0, 0, time.time()
        count = a.count if kind in ("light", "code", "dialog", "unknown") else max(20, a.count // 3)
        for _ in range(count):
            if kind == "talk":
                question, wanted = smalltalk.turn(random.choice(["zh", "en"]))
                got, must = model.answer(question), [wanted]
            else:
                image, question, wanted, must = case(kind)
                got = model.answer(question, image.convert("RGB"))
            good = all(m in got for m in must)
            right += good
            if not good and shown < a.show:
                shown += 1
                print(f"    {question} -> {got}   (right: {wanted})")
        print(f"{kind:13s} {right}/{count} = {100 * right / count:.1f}%   {(time.time() - start) / count:.2f} s each", flush=True)


if __name__ == "__main__":
    main()
