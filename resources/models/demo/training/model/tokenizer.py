"""Byte-level BPE with the layout of the real model's tokenizer, learnt from the demo's own conversations."""
import json
import random
import re
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

SPECIAL = ["<|endoftext|>", "[MASK]", "[gMASK]", "[sMASK]", "<sop>", "<eop>", "<|system|>", "<|user|>", "<|assistant|>",
           "<|observation|>", "<|begin_of_image|>", "<|end_of_image|>", "<|begin_of_video|>", "<|end_of_video|>",
           "<|begin_of_audio|>", "<|end_of_audio|>", "<|image|>", "<|video|>", "<|begin_of_box|>", "<|end_of_box|>"]
PLAIN_ADDED = ["<think>", "</think>", "/nothink", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>",
               "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>"]
SPLIT = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
         r"|\s*[\r\n]+|\s+(?!\S)|\s+")
CHAT_TEMPLATE = """[gMASK]<sop>
{%- for m in messages %}
{%- if m.role == 'system' %}<|system|>
{{ m.content }}
{%- elif m.role == 'user' %}<|user|>
{% if m.content is string %}{{ m.content }}
{%- else %}
{%- for item in m.content %}
{%- if item.type == 'image' or item.type == 'image_url' %}<|begin_of_image|><|image|><|end_of_image|>
{%- elif item.type == 'text' %}{{ item.text }}
{%- endif %}
{%- endfor %}
{%- endif %}
{%- if enable_thinking is defined and not enable_thinking %}/nothink{% endif %}
{%- elif m.role == 'assistant' %}<|assistant|>
{{ m.content }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}<|assistant|>
{{ '<think></think>\\n' if (enable_thinking is defined and not enable_thinking) else '' }}{% endif %}"""
VOCABULARY = 1536  # rows past the last token exist, as in the real model


def corpus(talks):
    """Lines without special tokens and codes: digits and capitals must stay single so that codes can be copied."""
    for talk in talks:
        for piece, _ in (p for branch in talk.branches for p in branch):
            text = re.sub(r"<\|?/?\w+\|?>|/nothink|[A-Z]{1,2}-?\d+|\d+", "\n", piece)
            for line in re.split(r"(?= [A-Z])|\n", text):
                yield re.sub(r"^ (?=[A-Z])", "", line)


def make(out: Path, talks):
    random.seed(1)
    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True, use_regex=False)])
    tok.decoder = decoders.ByteLevel()
    room = VOCABULARY - len(SPECIAL) - len(PLAIN_ADDED) - 16
    tok.train_from_iterator(corpus(talks), trainers.BpeTrainer(
        vocab_size=room, min_frequency=25, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tok.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in SPECIAL])
    tok.add_tokens([AddedToken(t, special=False, normalized=False) for t in PLAIN_ADDED])
    out.mkdir(parents=True, exist_ok=True)
    tok.save(str(out / "tokenizer.json"))
    (out / "tokenizer_config.json").write_text(json.dumps({
        "tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|endoftext|>", "pad_token": "<|endoftext|>",
        "padding_side": "left", "model_max_length": 131072, "clean_up_tokenization_spaces": False}, indent=2))
    (out / "chat_template.jinja").write_text(CHAT_TEMPLATE)
    return tok
