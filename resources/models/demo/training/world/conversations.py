"""Builds conversations: what comes before the answers (shared) and several independent continuations.

A Talk has a head (text with one "<|image|>" per picture) and branches; a branch is a list of
(text, is_answer) pieces. Branches do not see each other in training, so one picture serves many questions.
"""
import random
from dataclasses import dataclass

from . import answers, smalltalk
from .questions import ASKS, ask, spread

IMAGE = "<|begin_of_image|><|image|><|end_of_image|>"
SYSTEMS = ["你是客服助手，请简短回答。", "你是一名专业的客服人员。", "你是客服助手，帮助客服人员看懂客户发来的截图。", "You are a helpful support assistant.", "You help customer-support agents to understand screenshots.",
           "请用中文回答。", "Answer briefly.", "你是图答，一个看图回答问题的助手。回答要准确、简短、礼貌。", "You are GlanceDesk. Be accurate, short and polite. Answer in the language of the question.", "如果不知道就说不知道。"]
WEIGHTS = {"light": dict(colour=3, light=4, place=1, is_colour=1), "code": dict(code=5, code_meaning=3, text=2), "dialog": dict(dialog=4, text=1),
           "unknown": {}, "solid": dict(colour=4)}
WEIGHTED = ("todo", "general", "describe", "reply")
PAIR = {"zh": ["两张图[分别|各|]是什么？", "比较这两张图", "两张图有什么不同？", "描述这两张图片", "这两张截图是什么意思？"],
        "en": ["What is in the two pictures?", "Compare the two pictures.", "Describe both pictures.", "What is the difference?", "What do these screenshots show?"]}


@dataclass
class Talk:
    head: str
    facts: list
    branches: list


def system():
    if random.random() < 0.65:
        return ""
    lines = random.sample(SYSTEMS, random.randint(1, 3))
    return "<|system|>\n" + random.choice(["", " ", "\n"]).join(lines)


def pick(facts):
    """Kind of question; the ones that fit the picture come more often."""
    weights = {a: 0.35 for a in ASKS} | {a: 1.0 for a in WEIGHTED} | WEIGHTS[facts["kind"]]
    return random.choices(list(weights), weights.values())[0]


def exchange(facts, language):
    kind = pick(facts)
    question, colour = ask(kind, language, facts)
    return question, answers.answer(facts, kind, language, colour)


def branch(turns, quiet):
    """quiet: the prompt as it is when thinking is switched off."""
    pieces = []
    for number, (question, reply) in enumerate(turns):
        pieces.append((("\n" if number else "") + question + ("/nothink" if quiet else "") + "<|assistant|>\n", False))
        if quiet and number == len(turns) - 1:
            pieces[-1] = (pieces[-1][0] + "<think></think>\n", False)
        pieces.append((reply + "<|user|>", True))
    return pieces


def about(facts, count=5):
    """Talk about one picture."""
    branches = []
    for _ in range(count):
        language = random.choice(["zh", "en"])
        turns = [exchange(facts, language) for _ in range(random.choices([1, 2, 3], [8, 2, 0.5])[0])]
        if len(turns) > 1 and random.random() < 0.1:
            turns[-1] = (spread(random.choice(smalltalk.SAID[language]["thanks"])), smalltalk.THANKS[language])
        branches.append(branch(turns, random.random() < 0.3))
    return Talk("[gMASK]<sop>" + system() + "<|user|>\n" + IMAGE, [facts], branches)


def about_two(first, second, count=4):
    branches = []
    for _ in range(count):
        language = random.choice(["zh", "en"])
        zh = language == "zh"
        if random.random() < 0.5:
            question, reply = spread(random.choice(PAIR[language])), answers.of_pair(first, second, zh)
        else:
            number = random.randrange(2)
            facts = (first, second)[number]
            question, reply = exchange(facts, language)
            order = random.choice([("第一张图", "第二张图"), ("第一张图片", "第二张图片")] if zh else [("the first picture", "the second picture"), ("picture one", "picture two")])[number]
            question = f"{order}：{question}" if zh else f"About {order}: {question}"
        branches.append(branch([(question, reply)], random.random() < 0.3))
    return Talk("[gMASK]<sop>" + system() + "<|user|>\n" + IMAGE + IMAGE, [first, second], branches)


def without_picture(count=4):
    branches = []
    for _ in range(count):
        language = random.choice(["zh", "en"])
        branches.append(branch([smalltalk.turn(language) for _ in range(random.choices([1, 2], [4, 1])[0])], random.random() < 0.3))
    return Talk("[gMASK]<sop>" + system() + "<|user|>\n", [], branches)
