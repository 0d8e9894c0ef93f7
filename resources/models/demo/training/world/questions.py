"""Many ways to ask for the same thing. "[a|b|]" stands for any one of the alternatives."""
import random
import re

from .facts import COLOURS, EN, ZH

ZH_ASKS = {
    "colour": ["[|请问|图中|图片里|截图里]的[灯|指示灯|小灯|LED灯]是什么颜色[？|?|]", "[指示灯|灯|LED|这个灯][|现在]是[什么|啥|哪种]颜色[的|][？|?|]", "[灯光|指示灯]颜色[是什么|是哪种][？|?|]", "亮的是什么颜色的灯[？|?|]", "什么颜色[的灯|][亮了|][？|?]", "[这|图里]是什么颜色[？|?|]", "这张图[片|]是什么颜色[？|?|]"],
    "light": ["这个[{c}|]灯[是|][什么意思|代表什么|表示什么|说明什么][？|?|]", "[{c}|指示]灯[亮了|亮着|常亮|亮起来了|][是什么意思|是怎么回事|代表什么|说明什么|怎么回事|什么问题][？|?|]", "[图中|图片里|截图里|]的[{c}|指示|]灯[表示|代表|是]什么[意思|情况|][？|?|]", "[{d}|设备][上|][的|][{c}|指示]灯[亮|]是什么意思[？|?|]", "为什么[会|][亮|有][{c}|]灯[？|?|]", "[请|帮我|][解释|说明]一下[这个|]指示灯[。|]", "灯是什么意思[？|?|]"],
    "is_colour": ["[灯|指示灯]是{c}[色的|的|色][吗|么][？|?]", "是不是{c}灯[？|?|]", "亮的是{c}灯吗[？|?|]"],
    "place": ["[灯|指示灯|{c}灯|亮的灯][在|位于]哪[里|儿|个位置][？|?|]", "[指示灯|{c}灯]的位置[在哪|是哪里][？|?|]", "哪里的灯亮了[？|?|]"],
    "code": ["[错误|故障|]代码是[什么|多少|啥][？|?|]", "[请|帮我|][读出|读一下|念一下|看看|识别][图中的|图片里的|屏幕上的|这个|]错误[代码|码][。|]", "[屏幕|图片|图|界面]上[的|显示的][错误代码|代码|错误码|编号]是[什么|多少][？|?|]", "[显示|报]的是什么[代码|错误码][？|?|]", "错误[码|代码|编号][？|?|]", "报错代码[是多少|是什么|][？|?|]"],
    "code_meaning": ["[这个|图中的|]错误[代码|码][是|][什么意思|代表什么|怎么回事|说明什么|表示什么][？|?|]", "为什么[会|][报|出现|显示]这个[错误|代码|错误代码][？|?|]", "这个代码[怎么|如何][解决|处理][？|?|]", "[这是|]什么[错误|故障][？|?|]", "解释一下[这个|][错误代码|代码][。|]"],
    "dialog": ["[这个|图中的|]弹窗[是|][什么意思|怎么回事|说的是什么|表示什么][？|?|]", "[这个|图中的|]提示[是|][什么意思|怎么回事|说的是什么][？|?|]", "[弹出|跳出][的|来的]是什么[提示|弹窗|消息|窗口][？|?|]", "[这个|屏幕上的][消息|对话框|窗口]是什么意思[？|?|]", "[客户|用户]看到的是什么[提示|弹窗][？|?|]"],
    "text": ["[请|帮我|][读出|读一下|念一下|识别][图中的|图片里的|屏幕上的|]文字[。|]", "[图中|图片里|屏幕上|上面|截图里]写[了|着|的是][什么|啥][？|?|]", "[图中|图片里|屏幕上]的文字是什么[？|?|]", "[读|提取][一下|]文字"],
    "device": ["这是什么[设备|机器|东西|产品][？|?|]", "[图中|图片里|截图里]是什么[设备|机器|东西][？|?|]", "是[哪种|什么]设备[？|?|]"],
    "todo": ["[客户|用户|顾客|我|我们|][应该|该|要|需要]怎么[办|做|处理|解决|操作][？|?|]", "[怎么|如何][解决|处理|修复|办][这个问题|这个|][？|?|]", "[下一步|接下来][应该|该|][怎么做|做什么|怎么办][？|?|]", "[请|][告诉|指导]客户[怎么办|怎么做|如何处理][。|]", "[有|]什么[解决|处理][办法|方法][？|?|]", "需要做什么[？|?|]"],
    "reply": ["[请|帮我|]写[一段|一个|一条|][简短的|简短|][回复|回答][给客户|][。|]", "[怎么|如何|该怎么][回复|回答|答复]客户[？|?|]", "[帮我|请|][回复|答复][一下|][客户|顾客|用户][。|]", "[给|替我给]客户[写|拟][一段|一条|个][回复|话][。|]", "生成[一条|][客服|]回复[。|]"],
    "describe": ["[请|帮我|][描述|介绍][一下|][这张|这个|]图[片|][。|]", "[图|图片|截图|图中|图里|这张图|这张截图][里|上|中|][有|是|显示了|显示]什么[？|?|内容？]", "[这|]是什么[图|图片|截图][？|?]", "[你|][看到|看见]了什么[？|?|]", "[说说|总结|概括|看看][这张|][图|图片|截图][。|]"],
    "general": ["[这|][是|]什么意思[？|?|]", "[这是|][怎么|咋]回事[？|?|]", "[这是|有|出了|]什么问题[？|?|]", "[客户|用户][发来|发了|][这张图|这个|截图][，|][是什么意思|怎么回事|什么问题|请分析][？|?|]", "[帮我|请|][看看|分析|分析一下|看一下|解释一下][这个|这张图|这张截图|截图|问题|][。|]", "[哪里|什么地方][出错|坏|有问题|不对]了[？|?|]", "发生了什么[？|?|]", "出[了什么|什么]故障[？|?|]"],
}
EN_ASKS = {
    "colour": ["[What|which] [colour|color] is [the|this] [light|LED|lamp|indicator|indicator light|status light][?|]", "[What|Which] [colour|color] [does the light have|is it|is lit|is this|is shown][?|]", "[Tell me the|The] [colour|color] of the [light|LED|indicator][?|.|]", "[light|LED] [colour|color][?|]", "What [colour|color] is [this|the] [picture|image][?|]"],
    "light": ["What does [the|this|that] [{c} |][light|LED|lamp|indicator|status light] [mean|indicate|say|tell us][?|]", "[What is|What's] the meaning of [the|this] [{c} |][light|LED|indicator][?|]", "Why is [the|this] [{c} |][light|LED|indicator] [on|lit|glowing|showing][?|]", "[What does|Meaning of] [a|the] [{c} |][light|LED] on [the|my|this] [{d}|device] [mean|][?|]", "[Explain|Please explain] the [{c} |][light|indicator][.|]", "What does it mean when the [{c} |]light is on[?|]"],
    "is_colour": ["Is [the|this] [light|LED|indicator] {c}[?|]", "Is it a {c} light[?|]", "Is there a {c} light[?|]"],
    "place": ["Where is the [{c} |][light|LED|indicator|lit light][?|]", "[In which|Which] [part|corner|position] [of the picture |]is the [light|LED][?|]", "[Location|Position] of the light[?|]"],
    "code": ["[What is|What's] the [error |fault |][code|number][?|]", "[Read|Read out|Please read|Tell me] the [error |][code|number][ on the screen| in the picture|][.|]", "[Which|What] [error |][code|number] [is shown|is displayed|does it show|do you see|is on the screen][?|]", "[error |]code[?|]"],
    "code_meaning": ["What does [this|the] [error |fault |][code|error] mean[?|]", "[Explain|Please explain] [this|the] [error |][code|error][.|]", "Why [do I see|does it show|is there] [this|the] [error|error code][?|]", "[What kind of|Which] [error|fault|problem] is [this|it][?|]", "How do I [fix|solve] [this|the] [error|error code][?|]"],
    "dialog": ["What does [this|the] [message|dialog|popup|pop-up|window|message box|alert|notice] [mean|say|tell][?|]", "[What is|What's] [this|the] [message|dialog|popup|alert] [about|][?|]", "[Which|What] [message|dialog|popup] [is shown|is this|does the customer see][?|]", "[Explain|Please explain] [this|the] [message|dialog|popup][.|]"],
    "text": ["[Read|Read out|Please read|Extract] the text[ in the picture| on the screen|][.|]", "What [does it say|is written|text is shown|does the screen say|does the text say][?|]", "[What is|What's] [written|the text][ here| on the screen|][?|]"],
    "device": ["[What|Which] [device|machine|product|kind of device] is [this|it|shown][?|]", "What [is|'s] this [device|machine][?|]", "[Name|Identify] the device[.|]"],
    "todo": ["What should [the customer|the user|I|we|they] do[ now| next|][?|]", "How [do I|can I|do we|can the customer] [fix|solve|resolve] [this|it|the problem][?|]", "How to [fix|solve] [this|it][?|]", "What [to do|now|next|is the next step][?|]", "What is the [solution|fix][?|]", "[Any advice|What do you advise][?|]"],
    "reply": ["[Please |][write|draft|compose] a [short |brief |][reply|answer|response][ to the customer| for the customer|][.|]", "How [should|do] I [reply to|answer] the customer[?|]", "[Reply to|Answer] the customer[.|]", "[Suggest|Give me] a reply[.|]"],
    "describe": ["[Please |][describe|summarise|summarize] [this|the] [picture|image|screenshot][.|]", "What [is in|is shown in|do you see in|does] [this|the] [picture|image|screenshot][?| show?]", "What do you see[?|]", "What is [this|it][?|]", "[What's|What is] [in|on] [this|the] [picture|image|screenshot][?|]"],
    "general": ["What does [this|it] mean[?|]", "[What's|What is] [wrong|the problem|the issue|going on|happening|this about][ here|][?|]", "[Please |][help me|help|check this|have a look|explain this|analyse this|analyze this][.|]", "[The customer|A customer] sent this[, what is wrong?|, what does it mean?|. What is it?|.]", "What happened[?|]", "Any idea[ what this is|][?|]"],
}
ASKS = list(ZH_ASKS)
ZH_HELLO = ["", "", "", "", "", "", "你好，", "您好，", "请问", "请问一下，", "麻烦问下，", "我想知道", "客户问：", "亲，", "帮忙看下，"]
EN_HELLO = ["", "", "", "", "", "", "Hi, ", "Hello, ", "Please tell me: ", "Question: ", "Excuse me, ", "Hey, ", "A customer asks: ", "Quick question: "]
ZH_TAIL = ["", "", "", "", "", "", "谢谢", "谢谢！", "请用一句话回答。", "请简短回答。", "请用中文回答。"]
EN_TAIL = ["", "", "", "", "", "", " Thanks.", " Thank you!", " Please answer briefly.", " Answer in one sentence.", " Answer in English."]


def spread(pattern, **slots):
    """Fills in the slots and takes one of each group of alternatives."""
    while "[" in pattern:
        pattern = re.sub(r"\[([^\[\]]*)\]", lambda m: random.choice(m[1].split("|")), pattern)
    return pattern.format(**slots)


def ask(kind, language, facts):
    """-> (question, colour named in it)"""
    right = facts.get("light") or random.choice(COLOURS)
    colour = right if random.random() < (0.5 if kind == "is_colour" else 0.85) else random.choice(COLOURS)
    names = ZH if language == "zh" else EN
    device = names[facts["device"]] if facts.get("device") else names[random.choice(["router", "printer", "camera", "terminal"])]
    text = spread(random.choice((ZH_ASKS if language == "zh" else EN_ASKS)[kind]), c=names[colour], d=device)
    if random.random() < 0.1:
        text = text.lower()
    if random.random() < 0.1:
        text = text.rstrip("？?。.") + random.choice(["", " ", "!", "！" if language == "zh" else "??"])
    hello, tail = (ZH_HELLO, ZH_TAIL) if language == "zh" else (EN_HELLO, EN_TAIL)
    return random.choice(hello) + text + random.choice(tail), colour
