#!/usr/bin/env python3
"""Remakes tests/data/text: what Hugging Face's own libraries give for the tokenizer, the chat templates, single
expressions and the sampler. The engine's tests compare with it.

    pip install transformers==5.17.* tokenizers jinja2 torch
    python3 tests/reference/make_text_fixtures.py

Runs on the CPU, downloads nothing, gives the same files each time. The templates under tests/data/text/templates are
written by hand and only read here.
"""
import json
import random
import unicodedata
from pathlib import Path

OUT = Path(__file__).resolve().parents[1] / "data" / "text"

SPECIAL = ["<|endoftext|>", "[MASK]", "[gMASK]", "[sMASK]", "<sop>", "<eop>", "<|system|>", "<|user|>", "<|assistant|>",
           "<|observation|>", "<|begin_of_image|>", "<|end_of_image|>", "<|begin_of_video|>", "<|end_of_video|>",
           "<|begin_of_audio|>", "<|end_of_audio|>", "<|image|>", "<|video|>", "<|begin_of_box|>", "<|end_of_box|>"]
PLAIN_ADDED = ["<think>", "</think>", "/nothink", "<tool_call>", "</tool_call>", "<tool_response>", "</tool_response>",
               "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>"]
SPLIT = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
         r"|\s*[\r\n]+|\s+(?!\S)|\s+")
CORPUS = """红灯常亮表示设备有故障，请检查电源，再重启路由器。绿灯闪烁表示正在升级，请不要断电。
这个错误代码是什么意思？请把截图发给我们，我们会尽快回复您。打印机卡纸了，打开后盖取出纸张即可。
支付被拒绝，请换一张卡再试。登录已过期，请重新登录。存储空间不足，请删除一些文件。您好，谢谢，再见。
The red light means a fault. Please check the cable and restart the router. It's been updating for 15 minutes.
What does this error code mean? E-203, E-417, 0x80070005. We'll answer as soon as we've read the screenshot.
Paper jam: open the rear door and remove the sheet. They're sorry, I'm sorry, he'd wait, don't switch it off.
int main() { return x[3] + 42; }  // https://example.org/a?b=c&d=1,000.50   {"key": [true, null]}
ありがとうございます。 감사합니다. Спасибо большое! Ευχαριστώ. naïve café – “quoted” … 😀👍🏽👨‍👩‍👧 ½ ①②
"""


def dump(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def dump_lines(path, values):
    # Line separators inside a string are escaped, so that a line stays a line for every reader.
    lines = [json.dumps(v, ensure_ascii=False, separators=(",", ":")) for v in values]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


# ---------------------------------------------------------------- tokenizer

def split_tokenizer():
    """As the GLM family: a Split with its own expression, then ByteLevel; merges as pairs."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

    tok = Tokenizer(models.BPE())
    tok.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(SPLIT), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, trim_offsets=True, use_regex=False)])
    tok.decoder = decoders.ByteLevel()
    tok.train_from_iterator(CORPUS.splitlines(keepends=True) * 4, trainers.BpeTrainer(
        vocab_size=1000, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    tok.add_special_tokens([AddedToken(t, special=True, normalized=False) for t in SPECIAL])
    tok.add_tokens([AddedToken(t, special=False, normalized=False) for t in PLAIN_ADDED])
    return tok


def plain_variant(tok):
    """The other spelling: plain ByteLevel, merges as "a b", merges ignored for whole words, an added token that is
    in the vocabulary, and a normalized one."""
    from tokenizers import Tokenizer

    doc = json.loads(tok.to_str())
    doc["pre_tokenizer"] = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}
    doc["model"]["merges"] = [" ".join(m) for m in doc["model"]["merges"]]
    doc["model"]["ignore_merges"] = True
    words = doc["model"]["vocab"]
    words["Ġscreenshot!"] = len(words)  # reached by no merge
    for token in doc["added_tokens"]:  # the package counts on from the vocabulary
        token["id"] += 1
    last = max(t["id"] for t in doc["added_tokens"])
    flags = dict(single_word=False, lstrip=False, rstrip=False, special=False)
    doc["added_tokens"] += [dict(id=words["ed"], content="ed", normalized=False, **flags),
                            dict(id=last + 1, content="<|im", normalized=True, **flags),
                            dict(id=last + 2, content="é你", normalized=False, **flags)]
    return doc, Tokenizer.from_str(json.dumps(doc))


def random_texts(count, seed):
    rng = random.Random(seed)
    spaces = [chr(c) for c in (0x20, 0x20, 0x20, 0x09, 0x0A, 0x0A, 0x0D, 0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x1F, 0x85, 0xA0,
                               0x1680, 0x180E, 0x2000, 0x2003, 0x200A, 0x200B, 0x200C, 0x200D, 0x2028, 0x2029, 0x202F,
                               0x205F, 0x2060, 0x3000, 0xFEFF)]
    everything = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
    assigned = [c for c in everything if unicodedata.category(chr(c)) not in ("Cn", "Co")]
    numbers = [c for c in assigned if unicodedata.category(chr(c)).startswith("N")]
    marks = [c for c in assigned if unicodedata.category(chr(c)).startswith("M")]
    blocks = [(0x20, 0x7E), (0xA1, 0x17F), (0x370, 0x3FF), (0x400, 0x4FF), (0x590, 0x5FF), (0x600, 0x6FF), (0x900, 0x97F),
              (0xE00, 0xE7F), (0x1100, 0x11FF), (0x2000, 0x206F), (0x2100, 0x214F), (0x2150, 0x218F), (0x2190, 0x21FF),
              (0x2460, 0x24FF), (0x3000, 0x30FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF), (0x1F300, 0x1F6FF)]
    # Letters and numbers that came with Unicode 15 and 16.
    young = [(0x31350, 0x323AF), (0x2EBF0, 0x2EE5D), (0x10D40, 0x10D85), (0x11F02, 0x11F59), (0x1E4D0, 0x1E4F9),
             (0x1CCF0, 0x1CCF9), (0xA7CB, 0xA7DC), (0x1C89, 0x1C8A)]
    contractions = ["'s", "'S", "'t", "'T", "'re", "'RE", "'Ve", "'m", "'LL", "'d", "'\u017f", "\u2019s", "'x", "''s"]
    words = CORPUS.split()
    added = SPECIAL + PLAIN_ADDED + ["<|im", "<|image", "|>", "ed"]

    def pick(ranges):
        low, high = rng.choice(ranges)
        return chr(rng.randint(low, high))

    kinds = [
        lambda: "".join(chr(rng.choice(everything)) for _ in range(rng.randint(1, 8))),
        lambda: "".join(chr(rng.choice(assigned)) for _ in range(rng.randint(1, 10))),
        lambda: "".join(rng.choice(spaces) for _ in range(rng.randint(1, 8))) + rng.choice(["", "a", "7", "!", "的"]),
        lambda: "".join(rng.choice([rng.choice(spaces), rng.choice(words), pick(blocks)]) for _ in range(rng.randint(1, 6))),
        lambda: "".join(pick(blocks) for _ in range(rng.randint(1, 14))),
        lambda: "".join(pick(young + blocks) for _ in range(rng.randint(1, 8))),
        lambda: "".join(rng.choice([rng.choice(words), rng.choice(contractions), " "]) for _ in range(rng.randint(1, 5))),
        lambda: "".join(rng.choice([chr(rng.choice(numbers)), str(rng.randint(0, 99999)), rng.choice(" .,a")]) for _ in range(rng.randint(1, 6))),
        lambda: "".join(rng.choice(words)[0] + chr(rng.choice(marks)) for _ in range(rng.randint(1, 4))),
        lambda: "".join(rng.choice([rng.choice(words), " ", "\n", "\r\n", "\t", "  "]) for _ in range(rng.randint(2, 8))),
        lambda: "".join(rng.choice([rng.choice(added), rng.choice(words), " ", "\n"]) for _ in range(rng.randint(1, 5))),
        lambda: rng.choice(["a", " ", "\n", "的", "0", "!", "\t ", "ab", "'s"]) * rng.randint(1, 60),
    ]
    return [kinds[i % len(kinds)]() for i in range(count)]


def make_tokenizer():
    from tokenizers import Tokenizer

    tok = split_tokenizer()
    dump(OUT / "tokenizer.json", json.loads(tok.to_str()))
    without = json.loads(tok.to_str())
    without["added_tokens"] = []
    bare = Tokenizer.from_str(json.dumps(without))
    cases = []
    for text in random_texts(5000, 1):
        ids = tok.encode(text, add_special_tokens=False).ids
        plain = bare.encode(text, add_special_tokens=False).ids
        cases.append({"t": text, "i": ids} | ({} if plain == ids else {"p": plain}))
    dump_lines(OUT / "tokenizer_cases.jsonl", cases)

    doc, plain = plain_variant(tok)
    dump(OUT / "tokenizer_bytelevel.json", doc)
    texts = random_texts(600, 2) + [" screenshot!", "a screenshot! <|image|> <|im <|image é你 edited"]
    dump_lines(OUT / "tokenizer_bytelevel_cases.jsonl",
               [{"t": t, "i": plain.encode(t, add_special_tokens=False).ids} for t in texts])

    # Which characters \s, \p{L} and \p{N} take, as ranges over all of Unicode.
    from tokenizers import Regex, pre_tokenizers
    classes = {}
    for name in (r"\s", r"\p{L}", r"\p{N}"):
        finder = pre_tokenizers.Split(Regex("[^%s]" % name), behavior="removed")
        members = []
        for start in range(0, 0x110000, 0x400):
            chunk = "".join(chr(c) for c in range(start, start + 0x400) if not 0xD800 <= c < 0xE000)
            for piece, _ in finder.pre_tokenize_str(chunk) if chunk else []:
                members += map(ord, piece)
        ranges = []
        for c in members:
            if ranges and ranges[-1][1] == c - 1:
                ranges[-1][1] = c
            else:
                ranges.append([c, c])
        classes[name] = ranges
    dump(OUT / "character_classes.json", classes)

    rng = random.Random(5)
    broken = [bytes(rng.choice([rng.randrange(256), rng.choice(b"abc"), rng.choice(b"\xe4\xf0\x9f\x80\xc3\xed\xa0\xff")])
                    for _ in range(rng.randint(1, 8))) for _ in range(400)]
    dump(OUT / "broken_utf8.json", [[b.hex(), b.decode("utf-8", "replace")] for b in broken])


# ---------------------------------------------------------------- templates

TOOLS = [{"type": "function", "function": {"name": "get_order", "description": "查询订单 <b>\"状态\"</b>", "parameters": {
    "type": "object", "properties": {"id": {"type": "string"}, "limit": {"type": "integer", "default": 3}, "ratio": {"default": 0.5}},
    "required": ["id"]}}}]
CHATS = {
    "one question": [{"role": "user", "content": "这个红灯是什么意思？"}],
    "system and blanks": [{"role": "system", "content": "  You help.\n"}, {"role": "user", "content": "\n hi \n"}],
    "picture first": [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": "What is this?"}]}],
    "picture last, two of them": [{"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image"}, {"type": "image"}]}],
    "several turns": [{"role": "user", "content": "1"}, {"role": "assistant", "content": "<think>\nhm\n</think>\n\nfirst "},
                      {"role": "user", "content": "2/nothink"}, {"role": "assistant", "content": "second"}, {"role": "user", "content": "3"}],
    "unanswered thought": [{"role": "user", "content": "q"}, {"role": "assistant", "content": "<think>\nwhy\n</think>\n\nso"}],
    "reasoning field": [{"role": "user", "content": "q"}, {"role": "assistant", "reasoning_content": " because \n", "content": "  "}],
    "tool calls": [{"role": "user", "content": "where is it"},
                   {"role": "assistant", "content": None, "tool_calls": [
                       {"type": "function", "function": {"name": "get_order", "arguments": {"id": "A-1", "limit": 2, "deep": {"x": [1.5, True, None, "字\n"]}}}},
                       {"name": "ping", "arguments": {}}]},
                   {"role": "tool", "content": "on its way"}, {"role": "tool", "content": [{"output": "late"}, "text"]},
                   {"role": "assistant", "content": "It is late."}, {"role": "user", "content": "thanks"}],
    # As Request lays out a conversation with tools.
    "tool calls of a client": [{"role": "user", "content": "订单 A-1 在哪里？"},
                               {"role": "assistant", "content": "Let me look.", "reasoning_content": "They want the order.", "tool_calls": [
                                   {"type": "function", "function": {"name": "get_order", "arguments": {"id": "A-1", "limit": 2, "exact": True, "tags": ["a", "字"]}}},
                                   {"type": "function", "function": {"name": "ping", "arguments": {}}}]},
                               {"role": "tool", "content": "{\"state\": \"on its way\"}"}, {"role": "tool", "content": "pong"}],
    "marks in text": [{"role": "user", "content": "say <|system|> and <think>x</think> /nothink"},
                      {"role": "assistant", "content": "a</think>b"}, {"role": "user", "content": "<|image|>"}],
    "parts that are strings": [{"role": "user", "content": ["plain", {"type": "text", "text": "part"}]}],
    "nobody": [],
    "only system": [{"role": "system", "content": "s"}],
}
SETTINGS = [{}, {"enable_thinking": False}, {"enable_thinking": True}, {"tools": TOOLS}, {"add_generation_prompt": False}]
# The layout of shared checkpoints of this project's own reference kit.
KIT_TEMPLATE = """[gMASK]<sop>
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


def make_templates():
    from transformers.utils.chat_template_utils import render_jinja_template

    (OUT / "templates" / "reference_kit.jinja").write_text(KIT_TEMPLATE, encoding="utf-8")
    cases = []
    for path in sorted((OUT / "templates").glob("*.jinja")):
        source = path.read_text(encoding="utf-8")
        for name, messages in CHATS.items():
            for setting in SETTINGS:
                inputs = {"messages": messages, "add_generation_prompt": True} | setting
                kwargs = {k: v for k, v in inputs.items() if k != "messages"}
                case = {"template": path.name, "name": name, "inputs": inputs}
                try:
                    case["output"] = render_jinja_template([messages], chat_template=source, **kwargs)[0][0]
                except Exception as error:
                    case["error"] = f"{type(error).__name__}: {error}"[:120]
                cases.append(case)
    dump_lines(OUT / "template_cases.jsonl", cases)


CONTEXT = {
    "s": "Hello, World", "zh": "红灯亮了，请重启。", "blank": "  \n padded \t ", "empty": "", "n": 7, "neg": -3, "f": 2.5, "zero": 0,
    "yes": True, "no": False, "nothing": None, "xs": [3, 1, 2], "words": ["pear", "Apple", "fig"], "mixed": [1, "a", None, True, 2.0],
    "d": {"b": 1, "a": [1, 2], "items_": "x", "c": None}, "people": [{"name": "Bo", "age": 3, "tags": ["x"]}, {"name": "al", "age": 1},
    {"name": "Cy", "age": 2, "tags": []}], "quote": "it's \"so\"\\\n", "html": "<b>&'\"</b>", "multi": "one\ntwo\n\nthree", "emoji": "a😀b\u00e9",
    "think": "<think>\nabc\n</think>\n\nfinal", "big": 9007199254740993, "deep": {"a": {"b": {"c": [10, 20]}}},
}
SNIPPETS = r"""
s | zh | blank | empty | n | neg | f | yes | no | nothing | xs | mixed | d | people | quote | [quote] | missing | (1,) | () | (1, 'a') | {} | [] | html | [html, zh, emoji] | big
1 + 2 | 7 - 10 | 3 * 4 | 7 / 2 | 8 / 2 | 7 // 2 | -7 // 2 | 7 // -2 | 7 % 3 | -7 % 3 | 7 % -3 | 2 ** 10 | 2 ** -1 | 2 ** 3 ** 2 | -2 ** 2 | 2.5 * 2 | 7.5 // 2 | -7.5 // 2 | 7.5 % 2 | -7.5 % 2 | 7.5 % -2 | 1e3 | 1.5e-7 | 1e16 | 1e15 | 123456789.125 | 0.1 + 0.2 | 1 / 3 | 100 * 1.1 | 1e22 | 1e-5 | 0.0001 | 1 / 0 | 1 // 0 | 1 % 0 | 5 + true | true + true | 1_000 | -n | +n | - -n | --n | 3 - -2 | 2.0 ** 0.5 | 10 // 3.0 | -0.0 | 0.0 * -1
s + '!' | 'a' * 3 | 3 * 'ab' | 'a' * -1 | [1] * 2 | [1] + [2] | (1,) + (2,) | 'a' + 1 | 1 + 'a' | [1] + (2,) | nothing + 1 | missing + 1 | 'a' ~ 1 ~ none ~ true ~ 2.0 | 'a' ~ missing ~ 'b' | xs ~ d | 'a' 'b' | 1 ~ 2 + 3 | 2 * 3 ~ 4
1 == 1.0 | 1 == true | '1' == 1 | xs == [3, 1, 2] | xs == (3, 1, 2) | d == {'a': [1, 2], 'b': 1, 'c': none, 'items_': 'x'} | none == none | missing == missing2 | missing == none | 1 != 2 | 1 < 2 | 1 < 2 < 3 | 3 > 2 > 2 | 1 < 'a' | 'a' < 'b' | 'Z' < 'a' | '中' > 'z' | [1, 2] < [1, 3] | [1] < [1, 0] | 2 >= 2.0 | 1 <= 0 | none < 1 | 1 < 3 == true | big == 9007199254740992.0
'a' in 'abc' | 'x' in 'abc' | '' in 'abc' | 2 in xs | 9 in xs | 'b' in d | 'z' in d | 'z' not in d | 1 in 'abc' | 1 in 5 | 1 in missing | none in [none] | 1.0 in [1] | 'ell' in s and 'x' not in s | not 'a' in 'b' | '灯' in zh
yes and 5 | no and 5 | no or 'x' | empty or 'fallback' | 0 or none | not yes | not not xs | yes and no or 3 | not missing | 1 and 2 and 3 | [] or {} or 'end' | (n > 5) and (f < 3)
'a' if yes else 'b' | 'a' if no else 'b' | 'a' if no | ('a' if no) is defined | 'a' if yes if no else 'c' | 'x' if missing else 'y' | 1 if yes else 2 if no else 3 | ('a' if no else 'b') ~ 'c' | 'n' if n is none else n
s[0] | s[-1] | s[20] | zh[0] | zh[-2] | emoji[1] | emoji[2] | xs[0] | xs[-1] | xs[5] | d['b'] | d.b | d['zz'] | d.zz | d.zz.y | d['zz']['y'] | missing.x | missing['x'] | none.x | nothing.x | n.x | deep.a.b.c[1] | deep['a'].b['c'][-1] | people[0].name | people[1].tags | people[1].tags is defined | xs.0 | deep.a.b.c.1 | d[1] | s['x'] | xs['x'] | d.items_ | people[-1]['age'] | (1, 2, 3)[1] | {'a': 5}.a | {1: 'x'}[1] | {true: 'x'}[1] | 'abc'[1] | none[0] | nothing[0]
s[1:4] | s[:3] | s[3:] | s[:-1] | s[-3:] | s[::2] | s[::-1] | s[8:2:-2] | s[100:] | s[:100] | s[-100:3] | zh[1:3] | zh[::-1] | emoji[1:] | emoji[::-1] | xs[1:] | xs[:-1] | xs[::-1] | xs[5:] | xs[-2:] | xs[:0] | (1, 2, 3)[1:] | xs[::0] | missing[1:] | none[1:] | n[1:] | s[none:2] | s[1.5:] | xs[::2] | s[:] | xs[2:0:-1] | xs[-1:-4:-1] | xs[10:-10:-1] | s[5:2]
blank.strip() | blank.lstrip() | blank.rstrip() | 'xxaxx'.strip('x') | 'abcab'.strip('ba') | 'abc'.lstrip('abc') | 'xay'.rstrip('yz') | '\n\na\n'.strip('\n') | '\u3000a\u00a0'.strip() | '\x1ca\x85'.strip() | '\u200ba'.strip() | '中a中'.strip('中') | s.strip(none) | s.strip(1) | s.strip('a', 'b')
'a,b,c'.split(',') | 'a b  c'.split() | ' a b '.split() | 'a b  c'.split(' ') | 'a,b,c'.split(',', 1) | 'a,b,c'.split(',', maxsplit=1) | 'a,b,c'.split(sep=',') | 'a b c d'.split(none, 2) | ' a  b c '.split(none, 1) | 'abc'.split('') | ''.split() | ''.split(',') | 'a,b,c'.rsplit(',', 1) | 'a b c '.rsplit(none, 1) | ' a b c '.rsplit() | 'aXXbXXc'.split('XX') | 'aaa'.split('aa') | 'aaa'.rsplit('aa') | 'a,b'.split(',', 0) | 'a b'.rsplit(none, 0) | think.split('</think>')[-1].lstrip('\n') | think.split('</think>')[0].split('<think>')[-1].strip('\n') | 'x'.split('</think>')[-1] | multi.split('\n') | 'a\u3000b\x1fc'.split()
s.startswith('Hell') | s.startswith('x') | s.endswith('ld') | s.endswith(('x', 'ld')) | s.startswith(('a', 'H')) | s.startswith(1) | s.endswith('') | s.replace('l', 'L') | s.replace('l', 'L', 1) | s.replace('', '-') | ''.replace('', 'x') | 'aaa'.replace('aa', 'b') | 'abc'.replace('', '-', 2) | zh.replace('，', ',') | s.upper() | s.lower() | 'hello wORLD it\'s 3rd'.title() | 'hELLO'.capitalize() | ''.capitalize() | s.find('o') | s.find('zz') | zh.find('请') | s.find('') | s.count('l') | 'aaa'.count('aa') | ''.count('') | 'abc'.count('') | ', '.join(words) | ''.join([]) | ','.join(xs) | '-'.join('abc') | 'prefix-x'.removeprefix('prefix-') | 'x.txt'.removesuffix('.txt') | 'x'.removesuffix('') | zh.upper() | s.index('W') | s.index('zz') | xs.count(1) | xs.index(2) | xs.index(9) | 'a-b'.replace('-', '')|upper
d.items() | list | d.items()|list | d.keys()|list | d.values()|list | d.get('b') | d.get('zz') | d.get('zz', 5) | d.get('c', 5) | d.items()|length | {}.items()|list | d.get() | {'a': 1, 'b': 2}.items()|first | d.keys()|join(',') | ('a' in d.keys()) | (d.values()|list)[0] | d.keys()[0] | d.nope() | n.get('a') | missing.get('a') | missing.items() | dict(a=1, b='x') | dict(a=1).a | dict()|length
missing is defined | s is defined | missing is undefined | d.zz is defined | d.b is defined | nothing is none | n is none | nothing is not none | s is string | n is string | d is mapping | xs is mapping | xs is iterable | s is iterable | n is iterable | missing is iterable | xs is sequence | d is sequence | s is sequence | missing is sequence | (d.items()) is sequence | (1, 2) is sequence | n is number | yes is number | f is number | s is number | n is integer | yes is integer | f is integer | f is float | n is float | yes is boolean | n is boolean | yes is true | n is true | no is false | zero is false | n is odd | n is even | neg is odd | 3.0 is odd | s is odd | n is divisibleby 7 | n is divisibleby(2) | n is equalto 7 | n is eq(7) | n is ne 7 | n is lt 8 | n is ge 8 | 2 is in xs | 2 is in [1] | 2 is not in xs | 'a' is in 'abc' | yes is sameas true | nothing is sameas none | n is sameas true | not n is odd | n is odd and n is number | n is odd or missing | 'x' if n is odd else 'y' | range(3) is iterable | n is greaterthan 3 | n is lessthan 3 | xs|first is odd | n is sequence | none is mapping
s|upper | s|lower | blank|trim | 'xxa'|trim('x') | 5|trim | none|trim | s|length | zh|length | emoji|length | xs|length | d|length | missing|length | n|length | xs|count | (1,2)|length | s|capitalize | 'hello wORLD-foo (bar it\'s'|title | 'it is 3rd [x{y<z'|title | s|replace('l', 'x') | s|replace('l', 'x', 1) | s|replace('l') | 5|replace('5', 6) | xs|join | xs|join(', ') | xs|join(1) | s|join('-') | people|join(', ', attribute='name') | mixed|join('/') | missing|join(',') | n|join | d|join(',')
xs|first | xs|last | s|first | s|last | zh|last | []|first | []|last | ''|first | d|first | d|last | missing|first | missing|last | n|first | xs|list | s|list | d|list | missing|list | n|list | d|items|list | missing|items|list | xs|items | none|items|list | (1,2)|list | range(4)|list | range(2,5)|list | range(5,0,-2)|list | range(0)|list | range(3)|length | range(3)[1] | range(1, 2, 0) | range('a') | range() | range(200000)|length | range(3)|last | range(5)[-1]
n|string | none|string | yes|string ~ '!' | xs|string|length | missing|string | '42'|int | 'x'|int | 'x'|int(5) | '3.9'|int | 3.9|int | -3.9|int | ' 42 '|int | '4_2'|int | '_42'|int | '+7'|int | '-7'|int | 'ff'|int(0, 16) | none|int | none|int('d') | yes|int | missing|int | ''|int | '1e3'|int | '42'|float | 'x'|float | 'x'|float(1.5) | ' 1.5 '|float | 3|float | none|float | '1e400'|int(3) | -5|abs | 5|abs | -2.5|abs | 's'|abs | (-5)|abs | true|abs | neg|abs | 'inf'|float | 'nan'|float
missing|default('x') | missing|default | s|default('x') | none|default('x') | none|default('x', true) | ''|default('x', true) | ''|default('x') | missing|d('y') | 0|d(5, boolean=true) | d.zz|default([])|length | missing|default(none) | missing|default(default_value='k') | s|default('x', false)
people|map(attribute='name')|list | people|map(attribute='tags')|list | people|map(attribute='tags', default=[])|list | people|map(attribute='tags.0', default='-')|list | words|map('upper')|list | words|map('upper')|join(' ') | xs|map('string')|list | words|map('replace', 'p', 'q')|list | words|map('length')|sum | missing|map('upper')|list | words|map('upper')|first | xs|select('odd')|list | xs|select|list | mixed|select('string')|list | mixed|select|list | mixed|reject('none')|list | mixed|reject|list | xs|reject('odd')|list | xs|select('gt', 1)|list | xs|select('in', [1, 2])|list | people|selectattr('age', 'gt', 1)|map(attribute='name')|list | people|selectattr('tags')|list|length | people|selectattr('tags', 'defined')|list|length | people|rejectattr('name', 'equalto', 'Bo')|map(attribute='name')|list | people|rejectattr('tags')|map(attribute='name')|list | people|selectattr('name', '==', 'Bo')|first | people|map(attribute='age')|sum | people|selectattr('age', 'odd')|list|length | 'yes' if xs|select('gt', 100) else 'no' | words|map('upper')|length | words|map('upper')[0] | xs|map('upper') ~ '' | people|map(attribute='nope.x')|list | deep|map('upper')|list | people|map(attribute='name')|map('lower')|list | xs|map(attribute='x')|list
xs|sort | xs|sort(reverse=true) | words|sort | words|sort(case_sensitive=true) | people|sort(attribute='age')|map(attribute='name')|list | people|sort(attribute='name')|map(attribute='name')|list | mixed|sort | missing|sort | s|sort | [1, 1, 2, 1]|unique|list | ['a', 'A', 'b']|unique|list | ['a', 'A', 'b']|unique(true)|list | people|unique(attribute='age')|list|length | xs|reverse|list | s|reverse | zh|reverse | missing|reverse|list | d|reverse|list | [2, 1.0, true]|sort | xs|min | xs|max | words|min | words|max | []|min | []|max | people|max(attribute='age') | people|min(attribute='name') | 'hello'|max | xs|sum | []|sum | xs|sum(start=10) | people|sum(attribute='age') | people|sum('age', 5) | words|sum | [[1], [2]]|sum(start=[]) | d|dictsort | {'b': 2, 'A': 1, 'c': 0}|dictsort | {'b': 2, 'A': 1, 'c': 0}|dictsort(true) | {'b': 2, 'A': 1, 'c': 0}|dictsort(false, 'value') | {'b': 2, 'a': 1}|dictsort(by='value', reverse=true) | xs|dictsort | [3, 1]|sort|first | [(2, 'a'), (1, 'b')]|sort
multi|indent | multi|indent(2) | multi|indent(2, true) | multi|indent(2, blank=true) | multi|indent('> ') | ''|indent | 'x\n'|indent | multi|indent(width=3, first=true, blank=true) | 'a\r\nb\x0bc\u2028d'|indent(1) | 5|indent
s|tojson | zh|tojson | zh|tojson(ensure_ascii=True) | emoji|tojson(ensure_ascii=true) | quote|tojson | html|tojson | n|tojson | f|tojson | none|tojson | yes|tojson | xs|tojson | d|tojson | people|tojson | d|tojson(indent=2) | people|tojson(indent=4) | []|tojson(indent=2) | {}|tojson(indent=2) | [[], {}]|tojson(indent=1) | d|tojson(sort_keys=true) | d|tojson(separators=(',', ':')) | d|tojson(separators=(',', ':'), indent=2) | (1, 2)|tojson | {1: 2, none: 3, true: 4, 1.5: 5}|tojson | missing|tojson | range(3)|tojson | d|tojson(indent=0) | '\x00\x1f\x7f\u2028/'|tojson | 1e16|tojson | 1.0|tojson | -0.0|tojson | d|tojson(indent='--') | d|tojson(true) | d.items()|list|tojson | ('inf'|float)|tojson | zh|tojson(ensure_ascii=False)|length | people|map(attribute='name')|list|tojson | d|tojson|safe | s|safe
namespace(a=1).a | namespace(a=1).b | namespace()['x'] | namespace(a=[1])['a'] | (namespace(a=1)).a + 1 | raise_exception('bad ' ~ n) | range is defined | strftime_now is defined | namespace is defined | raise_exception is defined | nope is defined | strftime_now('%%') | strftime_now('%Y')|length | strftime_now('')
'tab\tnew\\n\'q\'' | "dq \"x\"" | '\x41\u4e2d\U0001F600\101' | 'un\known' | 'line\
go' | '中文' | 'a' if 'b' == "b" | [1, 2,] | (1, 2,) | {'a': 1,} | [[1, [2]], {'k': (1,)}] | {'a': {'b': 1}}['a']['b'] | [x for x in xs] | lambda | s.format(1) | s | nofilter | s is notest | nofunction() | s.nomethod() | s.__class__ | 'a %s' % 1 | s.encode() | xs.append(1) | d.update({}) | d.items | d.get | s.upper | d.pop('b') | caller() | self | cycler(1) | 1 if | ) | {{ | a b | s.title | (s) | ((1)) | not | 07 | 0x1F | 1.5.2 | s is | xs[ | 'x' is in | d|attr('b') | s|e | xs|batch(2)|list | xs|map('nofilter')|list | xs|select('notest')|list | *xs | dict(**d) | namespace(**d) | "" | 'a\nb'
'\u00df'.upper() | '\u00e9'|upper | emoji|lower | zh|title | '红 abc'|title | '红abc'.title() | 'ÀB'|lower | ['é', 'a']|sort | '\u00e9'.isupper() | [none, missing] | ['\x7f\u00ad\u200b\u3000\ue000'] | ['\u0378'] | [1e100, 1.0, -0.0] | ["it's"] | ['"'] | ['\'"'] | {'k': 'v', 2: none} | [true, [none]] | [s] | (zh,)
"""


def snippets():
    for line in SNIPPETS.strip("\n").replace("\\\n", "\\\\NL").split("\n"):
        # " | " between two snippets; a filter's own pipe has no blanks around it.
        for part in line.split(" | "):
            yield part.replace("\\\\NL", "\\\n")


WHOLE = r"""
{% for x in xs %}{{ x }}{% endfor %}
{% for x in xs %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}
{% for x in xs %}{{ loop.previtem }}<{{ x }}>{{ loop.nextitem }};{% endfor %}
{% for x in missing %}{{ x }}{% else %}none{% endfor %}
{% for x in nothing %}{{ x }}{% endfor %}
{% for x in n %}{{ x }}{% endfor %}
{% for c in zh %}[{{ c }}]{% endfor %}
{% for k in d %}{{ k }},{% endfor %}
{% for k, v in d.items() %}{{ k }}={{ v }},{% endfor %}
{% for k, v in d|items %}{{ k }}={{ v }},{% endfor %}
{% for k, v in xs %}{{ k }}{% endfor %}
{% for x in xs if x > 1 %}{{ loop.index }}:{{ x }} {% else %}no{% endfor %}
{% for x in xs if x > 9 %}{{ x }}{% else %}no{% endfor %}
{% for x in 1, 2, 3 %}{{ x }}{% endfor %}
{% for (a, b) in [(1, 2), [3, 4]] %}{{ a }}{{ b }}{% endfor %}
{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}
{% for x in xs %}{% for y in xs %}{{ loop.index }}{% endfor %}{{ loop.index }} {% endfor %}
{% for x in xs %}{% set outer = loop %}{% for y in words %}{{ outer.index }}{{ loop.index }} {% endfor %}{% endfor %}
{% set x = 1 %}{% for i in xs %}{{ x }}{% set x = i %}{{ x }}{% endfor %}{{ x }}
{% for i in xs %}{{ x is defined }}{% set x = i %}{% endfor %}{{ x is defined }}
{% set ns = namespace(x=0) %}{% for i in xs %}{% set ns.x = ns.x + i %}{% endfor %}{{ ns.x }}
{% set ns = namespace() %}{% set ns.a, b = 1, 2 %}{{ ns.a }}{{ b }}
{% set d.b = 5 %}{{ d.b }}
{% set nope.b = 5 %}
{% set a, b = [1, 2] %}{{ a }}{{ b }}
{% set a, b = [1] %}{{ a }}
{% set a = 1, 2 %}{{ a }}
{% set s %}x{{ n }}y{% endset %}{{ s }}|{{ s|length }}
{% set s|upper|replace('X', 'z') %}x{{ n }}y{% endset %}{{ s }}
{% set ns = namespace() %}{% set ns.t %}block{% endset %}{{ ns.t }}
{% if n > 5 %}a{% elif n > 3 %}b{% else %}c{% endif %}
{% if no %}a{% elif missing %}b{% elif xs %}c{% else %}d{% endif %}
{% if no %}{% set q = 1 %}{% endif %}{{ q is defined }}{{ q }}
{% if yes %}{% set q = 1 %}{% endif %}{{ q }}
{% macro m(a, b=2, c=a) %}{{ a }}-{{ b }}-{{ c }}{% endmacro %}{{ m(1) }} {{ m(1, 5) }} {{ m(1, c=7) }} {{ m() }} {{ m(b=1, a=0) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(b=2) }}
{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, a=2) }}
{% macro m(a) %}{{ a is defined }}{{ a }}{% endmacro %}{{ m() }}{{ m(none) }}{{ m(missing) }}
{% macro m(a=1) %}{{ a }}{% endmacro %}{{ m(missing) }}|{{ m() }}
{% macro f(k) %}{{ k }}{% if k > 0 %}{{ f(k - 1) }}{% endif %}{% endmacro %}{{ f(3) }}
{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}B{% endmacro %}{{ a() }}
{% macro m() %}{{ late }}{% endmacro %}{% set late = 'L' %}{{ m() }}
{% macro m() %}{% set inner = 1 %}{{ inner }}{% endmacro %}{{ m() }}{{ inner is defined }}
{% macro m() %}{{ x is defined }}{% endmacro %}{% for x in xs %}{{ m() }}{% endfor %}
{% macro m() %}{{ loop is defined }}{% endmacro %}{% for x in xs %}{{ m() }}{% endfor %}
{{ m() }}{% macro m() %}x{% endmacro %}
{% macro m(x) %}  {{ x }}  {% endmacro %}[{{ m('a')|trim }}][{{ m('b').strip() ~ '!' }}]
{% macro m() %}x{% endmacro %}{{ m is defined }}{{ m|string|length > 0 }}
{% with %}{% set a = 1 %}{{ a }}{% endwith %}{{ a is defined }}
{% with a = 1, b = a %}{{ b is defined }}{{ a }}{% endwith %}
{% set a = 9 %}{% with a = 1, b = a %}{{ b }}{{ a }}{% endwith %}{{ a }}
{% filter upper %}abc {{ s }}{% endfilter %}
{% filter replace('a', 'b')|upper %}aca{% endfilter %}
{% generation %}abc{{ n }}{% endgeneration %}
{% for x in xs %}{% if x == 1 %}{% continue %}{% endif %}{{ x }}{% endfor %}
{% for x in xs %}{% if x == 1 %}{% break %}{% endif %}{{ x }}{% else %}e{% endfor %}
{% break %}
{% raw %}{{ x }} {% if %}{% endraw %}!
{%- raw -%}  {{ x }}  {%- endraw -%}  !
{# comment #}a{# more {{ n }} #}b
a {#- left -#} b
{% for x in xs recursive %}{{ x }}{% endfor %}
{% include 'x' %}
{% extends 'x' %}
{% block x %}{% endblock %}
{% import 'x' as y %}
{% call m() %}{% endcall %}
{% do xs.append(1) %}
{% autoescape true %}{% endautoescape %}
{% unknown %}
{% if %}{% endif %}
{% if n %}
{% for x in xs %}
{% endif %}
{% set %}
{% set loop = 1 %}
{% set true = 1 %}
{{ n
{{ }}
{% %}
{% if n }}
{{ n %}
a{{ n }}b{{- n -}} c {{- n }} d
x {%- if n %} y {%- endif %} z
x {%- if n -%} y {%- endif -%} z
{{ '{{' }}{{ '%}' }}{{ {'a': {'b': 1}} }}
{{ {'a': {'b': {}}}}}
{% set g = xs|map('string') %}{{ g|list }}{{ g|list }}
{% set g = xs|select %}{{ 3 in g }}{{ g|list }}
{% set g = xs|select %}{{ g|first }}{{ g|list }}
{% set g = xs|reverse %}{{ g|first }}{{ g|join(',') }}
{% set g = d.items() %}{{ g|list|length }}{{ g|list|length }}
{% for x in xs|map('string') %}{{ loop.length }}{{ x }}{% endfor %}
{% set ns = namespace(t='') %}{% for m in people %}{% set ns.t = ns.t ~ m.name %}{% endfor %}{{ ns.t[::-1] }}
{% set content = think.split('</think>')[-1].lstrip('\n') if '</think>' in think else think %}{{ content }}
{% if think is string and '</think>' in think and not think.endswith('x') %}{{ think[:7] }}{% endif %}
{{ raise_exception('stop') }}
{% if n != 7 %}{{ raise_exception('stop') }}{% endif %}fine
{{ loop is defined }}
{{ n }}{{ 1, 2 }}
{{ s|safe }}{{ s|upper|safe }}
{{ (s|safe) + '<' }}
{% set q = html|safe %}{{ q + '<' }}
""".strip("\n").split("\n") + [
    "  {% if n %}\n  a\n  {% endif %}\n b", "\n\n{% if n %}\n\n a\n{% endif %}\n\n", "  {%+ if n %}x{%+ endif %}\n y", "{% if n +%}\n x\n{% endif -%}\n\n y",
    "a\n   {{ n }}   \nb\n", "a\r\nb\rc\n{% if n %}\r\nd{% endif %}\r\n", "  {# c #}\nx", "x {# c #}\ny", "{#- c -#}\n x", "  {#+ c +#}\n x", "{% set a = 1 %}   \n b",
    "{% for x in xs %}\n  {{ x }}\n{% endfor %}\nend", "{% for x in xs -%}\n  {{ x }}\n{%- endfor %}\nend", "  {% raw %}\n {{ x }}\n  {% endraw %}\n y", "\t {% if n %}t{% endif %}",
    " x {% if n %}\n y\n {%- endif %}\n", "{{ n -}}\n\n  x", "x\n\n  {{- n }}", "{% if n %}{% endif %}\n\nx", "{{ 'a' -}} \u3000\u00a0 b", "a \u3000{{- n }}", "\u3000{% if n %}x{% endif %}",
    "{{ n }}\n", "{{ n }}\n\n", "\n{{ n }}", "{", "{ {", "{}", "}}", "%}", "{ % x", "", "\n", "{{ '\n' }}x", "{% if n %}\n\n{% endif %}", "{%- set x = 1 -%}\n  y", "a{%- raw %} b {% endraw %} c",
    "{{\n  n\n}}", "{{ {\n'a': 1\n} }}", "{% if\nn\n%}\nx{% endif %}", "{#-#}x", "{# #}\n{# #}\nx", "  {% if n %}  {% endif %}  \n x", "a\n\t{%- if n %}\nb{% endif %}",
]


def make_expressions():
    from transformers.utils.chat_template_utils import _compile_jinja_template

    cases = []
    for source in [("{{ " + e + " }}") for e in snippets()] + WHOLE:
        case = {"t": source}
        try:
            case["r"] = _compile_jinja_template(source).render(**json.loads(json.dumps(CONTEXT)))
            if "<function" in case["r"] or "<built-in" in case["r"] or " at 0x" in case["r"] or "<Macro" in case["r"]:
                case = {"t": source, "e": "prints an address"}
        except Exception as error:
            case["e"] = f"{type(error).__name__}: {error}"[:90]
        cases.append(case)
    dump(OUT / "expression_context.json", CONTEXT)
    dump_lines(OUT / "expressions.jsonl", cases)


# ---------------------------------------------------------------- sampler

def make_sampler():
    import torch
    from transformers.generation.logits_process import (LogitsProcessorList, MinPLogitsWarper, RepetitionPenaltyLogitsProcessor,
                                                        TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper)

    cases = []
    generator = torch.Generator().manual_seed(3)
    settings = [(1.0, 0, 1.0, 1.0), (0.8, 2, 0.6, 1.1), (0.7, 0, 0.9, 1.0), (1.5, 5, 1.0, 1.3), (0.2, 0, 0.1, 1.0), (1.0, 50, 0.95, 1.0),
                (2.0, 0, 0.99, 2.0), (1.0, 1, 1.0, 1.0), (0.05, 0, 0.45, 1.0), (1.0, 1000, 0.3, 0.7), (1.0, 3, 1.0, 1.0), (1.0, 0, 0.4, 1.0)]
    settings = [setting + (0.0,) for setting in settings * 3]
    settings += [(1.0, 0, 1.0, 1.0, 0.1), (0.7, 0, 0.9, 1.0, 0.05), (1.5, 20, 1.0, 1.2, 0.2), (1.0, 10, 0.8, 1.0, 0.3),
                 (2.0, 0, 1.0, 1.0, 0.01), (1.0, 0, 1.0, 1.0, 1.0), (0.8, 0, 0.6, 1.1, 0.5), (1.3, 0, 0.99, 1.0, 0.02)]
    for number, (temperature, top_k, top_p, penalty, min_p) in enumerate(settings):
        logits = torch.randn(1, 80, generator=generator) * (4 if number % 2 else 1)
        if 24 <= number < 36:  # many equal logits: what stays at the border
            logits = logits.round()
        history = torch.randint(0, 80, (1, 12), generator=generator)
        chain = LogitsProcessorList()
        if penalty != 1:
            chain.append(RepetitionPenaltyLogitsProcessor(penalty))
        chain.append(TemperatureLogitsWarper(temperature))
        if top_k:
            chain.append(TopKLogitsWarper(top_k))
        if top_p < 1:
            chain.append(TopPLogitsWarper(top_p))
        if min_p:
            chain.append(MinPLogitsWarper(min_p))
        probs = torch.softmax(chain(history, logits.clone())[0].double(), -1)
        cases.append({"temperature": temperature, "top_k": top_k, "top_p": top_p, "penalty": penalty, "min_p": min_p,
                      "history": history[0].tolist(), "logits": [float(x) for x in logits[0]],
                      "kept": {str(i): round(float(p), 9) for i, p in enumerate(probs) if p > 0}})
    dump_lines(OUT / "sampler_cases.jsonl", cases)


def make_logprobs():
    """log_softmax of the model's own logits, as transformers and OpenAI tell them."""
    import torch

    generator = torch.Generator().manual_seed(4)
    cases = []
    for size, scale in [(7, 1.0), (80, 5.0), (500, 12.0), (33, 0.0)]:
        logits = torch.randn(size, generator=generator) * scale
        logprobs = torch.log_softmax(logits.double(), -1)
        top = torch.topk(logprobs, 5)
        cases.append({"logits": [float(x) for x in logits], "logprobs": [round(float(x), 9) for x in logprobs],
                      "top": [] if scale == 0 else [[int(i), round(float(v), 9)] for v, i in zip(*top)]})
    dump_lines(OUT / "logprob_cases.jsonl", cases)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    make_tokenizer()
    make_templates()
    make_expressions()
    make_sampler()
    make_logprobs()
    print({p.name: p.stat().st_size for p in sorted(OUT.rglob("*")) if p.is_file()})
