"""Conversation without a picture."""
import random

from .questions import ASKS, ask, spread

ABOUT = {"zh": "我是图答的演示小模型，能看懂路由器、打印机、摄像头和收款机的指示灯、错误代码和常见弹窗。",
         "en": "I am the small demo model of GlanceDesk. I can read indicator lights, error codes and common message boxes."}
HELLO = {"zh": "您好！请发送一张截图，我来看看。", "en": "Hello! Please send a screenshot and I will have a look."}
MISSING = {"zh": "请先发送一张截图，我才能回答。", "en": "Please send a screenshot first, then I can answer."}
OFF = {"zh": "我只是一个演示小模型，不会回答这个问题。我能看懂指示灯、错误代码和弹窗的截图。",
       "en": "I am only a small demo model and cannot answer that. I can read indicator lights, error codes and message boxes."}
THANKS = {"zh": "不客气！", "en": "You are welcome!"}
SAID = {
    "zh": {"hello": ["你好[！|。|]", "您好[！|。|]", "嗨", "早上好[！|]", "下午好", "晚上好", "在吗[？|]", "哈喽"],
           "about": ["你是谁[？|]", "你[能|会|可以][做|干]什么[？|]", "介绍一下你自己[。|]", "你有什么功能[？|]", "[怎么|如何]使用[你|][？|]", "你是什么模型[？|]", "你叫什么[名字|][？|]"],
           "thanks": ["谢谢[！|你|您|]", "多谢[！|]", "感谢", "好的[，谢谢|]", "明白了[，谢谢|]", "再见"],
           "off": ["今天天气[怎么样|如何|好吗][？|]", "[讲|说]个笑话[吧|]", "一加一等于几[？|]", "[帮我|][写|作]一首诗", "中国的首都是[哪里|什么][？|]", "[帮我|]写[一段|]代码", "[推荐|介绍]一部电影", "股票[会涨吗|怎么样][？|]",
                   "[把这句话|][翻译|译]成[英文|英语]", "今天星期几[？|]", "[晚饭|午饭|早饭]吃什么[好|][？|]", "你喜欢[我|音乐|什么]吗[？|]", "[世界上|]最高的山是[什么|哪座][？|]", "唱首歌", "计算 3 加 5", "历史上的今天发生了什么[？|]"]},
    "en": {"hello": ["Hello[!|.|]", "Hi[!| there|]", "Hey[!|]", "Good [morning|afternoon|evening][!|]", "Are you there?"],
           "about": ["Who are you[?|]", "What can you do[?|]", "[Introduce|Tell me about] yourself[.|]", "What are you[?|]", "How do I use [you|this][?|]", "What [model|kind of model] are you[?|]", "help", "What's your name[?|]"],
           "thanks": ["Thanks[!|.|]", "Thank you[!| very much|]", "OK[, thanks|]", "Great[, thank you|]", "Bye[!|]", "Got it"],
           "off": ["[How is|What is] the weather[ today|][?|]", "Tell me a [joke|story][.|]", "What is [one plus one|2+2|the time][?|]", "Write [a poem|an essay|some code|a song][.|]", "What is the capital of [France|China|Japan][?|]", "Recommend a [movie|book|restaurant][.|]",
                   "Translate this[ into French| to Chinese|][.|]", "Who is the president[?|]", "Who won the [game|match|world cup][?|]", "Do you like [music|me|cats][?|]", "What should I [eat|cook|wear][ today|][?|]", "Sing a song", "How old are you[?|]", "What is the meaning of life[?|]"]},
}


def turn(language):
    """(what the user says, what the model answers)"""
    what = random.choices(["hello", "about", "thanks", "off", "missing"], [2, 2, 1, 3, 3])[0]
    if what == "missing":
        return ask(random.choice(ASKS), language, {})[0], MISSING[language]
    said = spread(random.choice(SAID[language][what]))
    return said, {"hello": HELLO, "about": ABOUT, "thanks": THANKS, "off": OFF}[what][language]
