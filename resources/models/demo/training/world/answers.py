"""The right answer to each kind of question, made from what the picture shows."""
from .facts import DIALOGS, EN, LIGHTS, ZH, dialog_facts, family

UNKNOWN = {"zh": "这不是我认识的图片。请发送指示灯、错误代码或弹窗的截图。",
           "en": "This is not a picture I know. Please send a screenshot of an indicator light, an error code or a message box."}


def answer(facts, ask, language, colour=None):
    zh = language == "zh"
    kind = facts["kind"]
    if kind == "unknown":
        return UNKNOWN[language]
    if kind == "solid":
        return f"图片是纯{ZH[facts['solid']]}色。" if zh else f"The picture is solid {facts['solid']}."
    if ask == "reply":
        return reply(facts, zh)
    if ask == "todo":
        action = parts(facts, zh)[1]
        return f"请客户{action}。" if zh else f"The customer should {action}."
    if ask == "describe":
        return ("图片是" if zh else "The picture shows ") + shown(facts, zh) + ("。" if zh else ".")
    if ask == "device":
        return device(facts, zh)
    return {"light": of_light, "code": of_code, "dialog": of_dialog}[kind](facts, ask, zh, colour)


def parts(facts, zh):
    """(meaning, action) of what is shown."""
    if facts["kind"] == "light":
        if not facts["light"]:
            return ("设备可能没有通电", "检查电源") if zh else ("the device may have no power", "check the power cable")
        found = LIGHTS[facts["device"], facts["light"]]
        return found[:2] if zh else found[2:]
    if facts["kind"] == "code":
        name_zh, action_zh, name_en, action_en = family(facts["code"])
        return (f"属于{name_zh}问题", action_zh) if zh else (f"is a {name_en} problem", action_en)
    found = dialog_facts(facts["dialog"])
    return found[:2] if zh else found[2:]


def title(facts, zh):
    return DIALOGS[facts["dialog"]][0][0] if zh else DIALOGS[facts["dialog"]][1][0]


def shown(facts, zh):
    """Short noun phrase for what the picture shows."""
    names = ZH if zh else EN
    if facts["kind"] == "dialog":
        return f"一个弹窗，提示{title(facts, zh)}" if zh else f'a message box: "{title(facts, zh)}"'
    if facts["kind"] == "code":
        where = names[facts["device"]] if facts["device"] else ("错误页面" if zh else "error page")
        return f"{where}，显示错误代码 {facts['code']}" if zh else f"{'an' if where[0] == 'e' else 'a'} {where} with the error code {facts['code']}"
    where = names[facts["device"]]
    if not facts["light"]:
        return f"{where}，指示灯没有亮" if zh else f"a {where} with no light on"
    return f"{where}，{names[facts['place']]}亮着{ZH[facts['light']]}灯" if zh else f"a {where} with a {facts['light']} light {names[facts['place']]}"


def device(facts, zh):
    if facts["device"]:
        return f"这是一台{ZH[facts['device']]}。" if zh else f"This is a {EN[facts['device']]}."
    if facts["kind"] == "code":
        return "这是一个错误页面。" if zh else "This is an error page."
    return "这是一个应用弹窗。" if zh else "This is a message box of an app."


def reply(facts, zh):
    meaning, action = parts(facts, zh)
    if facts["kind"] == "code":
        what = f"错误代码 {facts['code']} {meaning}" if zh else f"error code {facts['code']} {meaning}"
    elif facts["kind"] == "light" and facts["light"]:
        names = ZH if zh else EN
        what = f"{names[facts['device']]}亮{ZH[facts['light']]}灯表示{meaning}" if zh else f"the {facts['light']} light on your {names[facts['device']]} means that {meaning}"
    elif facts["kind"] == "dialog":
        what = f"您看到的提示表示{meaning}" if zh else f"the message means that {meaning}"
    else:
        what = meaning
    return f"您好，{what}。请您{action}。如有问题请随时联系我们。" if zh else f"Hello, {what}. Please {action}. Contact us any time if you need more help."


def of_light(facts, ask, zh, colour):
    light = facts["light"]
    meaning, action = parts(facts, zh)
    names = ZH if zh else EN
    if not light:
        return f"指示灯没有亮，{meaning}。请{action}。" if zh else f"No light is on, {meaning}. Please {action}."
    here = ZH[light] if zh else light
    if ask == "colour":
        return f"指示灯是{here}色的。" if zh else f"The light is {here}."
    if ask == "is_colour":
        yes = colour == light
        return (("是的" if yes else "不是") + f"，指示灯是{here}色的。") if zh else ("Yes" if yes else "No") + f", the light is {here}."
    if ask == "place":
        return f"{here}灯在图片的{names[facts['place']]}。" if zh else f"The {here} light is {names[facts['place']]} of the picture."
    if ask in ("code", "dialog", "text"):
        what = {"code": ("错误代码", "error code"), "dialog": ("弹窗", "message box"), "text": ("需要读的文字", "text to read")}[ask][not zh]
        return f"图中没有{what}，只有{names[facts['device']]}的{here}灯。" if zh else f"There is no {what}, only the {here} light of the {names[facts['device']]}."
    where = names[facts["device"]]
    return f"{where}的{here}灯表示{meaning}。请{action}。" if zh else f"The {here} light on the {where} means that {meaning}. Please {action}."


def of_code(facts, ask, zh, colour):
    code = facts["code"]
    meaning, action = parts(facts, zh)
    if ask in ("code", "text"):
        return f"错误代码是 {code}。" if zh else f"The error code is {code}."
    if ask in ("colour", "light", "is_colour", "place"):
        return f"图中没有亮灯，显示错误代码 {code}。" if zh else f"No light is on, the screen shows error code {code}."
    return f"错误代码 {code} {meaning}。请{action}。" if zh else f"Error code {code} {meaning}. Please {action}."


def of_dialog(facts, ask, zh, colour):
    name = title(facts, zh)
    meaning, action = parts(facts, zh)
    if ask == "text":
        return f"弹窗的内容是{name}。" if zh else f'The message is "{name}".'
    if ask in ("colour", "light", "is_colour", "place"):
        return f"图中没有指示灯，只有{name}的弹窗。" if zh else f'There is no light, only the message "{name}".'
    if ask == "code":
        return f"图中没有错误代码，只有{name}的弹窗。" if zh else f'There is no error code, only the message "{name}".'
    return f"弹窗提示{name}，表示{meaning}。请{action}。" if zh else f'The message "{name}" means that {meaning}. Please {action}.'


def of_pair(first, second, zh):
    """About two pictures at once."""
    out = []
    for facts in (first, second):
        if facts["kind"] == "unknown":
            out.append("不认识的图片" if zh else "a picture I do not know")
        elif facts["kind"] == "solid":
            out.append(f"纯{ZH[facts['solid']]}色" if zh else f"solid {facts['solid']}")
        else:
            out.append(shown(facts, zh))
    return f"第一张图是{out[0]}。第二张图是{out[1]}。" if zh else f"Picture one: {out[0]}. Picture two: {out[1]}."
