"""The small made-up product world: every meaning the demo model knows, in Chinese and English."""

COLOURS = ["red", "green", "blue", "yellow", "white"]
SOLIDS = ["red", "green", "blue", "yellow", "white", "black", "orange", "purple", "grey"]
DEVICES = ["router", "printer", "camera", "terminal"]
AREAS = DEVICES + ["dialog", "screen", "unknown", "solid"]
PLACES = [f"{row}_{column}" for row in ("top", "middle", "bottom") for column in ("left", "centre", "right")]

ZH = {
    "red": "红", "green": "绿", "blue": "蓝", "yellow": "黄", "white": "白",
    "black": "黑", "orange": "橙", "purple": "紫", "grey": "灰",
    "router": "路由器", "printer": "打印机", "camera": "摄像头", "terminal": "收款机",
    "top_left": "左上方", "top_centre": "上方", "top_right": "右上方",
    "middle_left": "左侧", "middle_centre": "中间", "middle_right": "右侧",
    "bottom_left": "左下方", "bottom_centre": "下方", "bottom_right": "右下方",
}
EN = {name: name for name in COLOURS + SOLIDS} | {
    "router": "router", "printer": "printer", "camera": "camera", "terminal": "card terminal",
    "top_left": "at the top left", "top_centre": "at the top", "top_right": "at the top right",
    "middle_left": "on the left", "middle_centre": "in the middle", "middle_right": "on the right",
    "bottom_left": "at the bottom left", "bottom_centre": "at the bottom", "bottom_right": "at the bottom right",
}

# (device, colour) -> meaning zh, action zh, meaning en, action en
LIGHTS = {
    ("router", "red"): ("无法连接网络", "检查网线，然后重启路由器", "there is no internet connection", "check the network cable, then restart the router"),
    ("router", "green"): ("网络连接正常", "不需要任何操作", "the network works normally", "do nothing, all is well"),
    ("router", "blue"): ("正在配对新设备", "等待两分钟完成配对", "the router is pairing with a new device", "wait two minutes for the pairing to finish"),
    ("router", "yellow"): ("正在升级固件", "等待升级完成，不要断电", "a firmware update is running", "wait for the update and keep the power on"),
    ("router", "white"): ("正在启动", "等待一分钟直到绿灯亮起", "the router is starting up", "wait one minute until the light turns green"),
    ("printer", "red"): ("打印机卡纸", "打开后盖，取出卡住的纸", "paper is jammed", "open the back cover and remove the jammed paper"),
    ("printer", "green"): ("打印机准备就绪", "直接开始打印", "the printer is ready", "start printing"),
    ("printer", "blue"): ("正在连接无线网络", "在手机应用中选择无线网络", "the printer is connecting to Wi-Fi", "choose the Wi-Fi network in the phone app"),
    ("printer", "yellow"): ("墨水不足", "更换新的墨盒", "the ink is low", "replace the ink cartridge"),
    ("printer", "white"): ("打印机处于休眠状态", "按一下电源键唤醒打印机", "the printer is asleep", "press the power button to wake it"),
    ("camera", "red"): ("存储卡出现故障", "重新插入或更换存储卡", "the memory card has failed", "reinsert or replace the memory card"),
    ("camera", "green"): ("摄像头已经联网", "打开手机应用查看画面", "the camera is online", "open the phone app to see the picture"),
    ("camera", "blue"): ("摄像头等待配对", "在手机应用中添加摄像头", "the camera is waiting to be paired", "add the camera in the phone app"),
    ("camera", "yellow"): ("电池电量低", "给摄像头充电", "the battery is low", "charge the camera"),
    ("camera", "white"): ("补光灯已经打开", "在设置中关闭补光灯", "the floodlight is on", "turn the floodlight off in the settings"),
    ("terminal", "red"): ("收款机已经离线", "检查网络后重新登录收款机", "the terminal is offline", "check the network and sign in again"),
    ("terminal", "green"): ("可以正常收款", "请客户刷卡或扫码", "the terminal is ready for payment", "tap the card or scan the code"),
    ("terminal", "blue"): ("正在读取银行卡", "保持银行卡不动", "the card is being read", "keep the card still"),
    ("terminal", "yellow"): ("小票纸快用完了", "更换小票纸", "the receipt paper is running out", "replace the receipt paper"),
    ("terminal", "white"): ("收款机处于待机状态", "按任意键唤醒收款机", "the terminal is on standby", "press any key to wake it"),
}

# name -> titles zh, titles en, meaning zh, action zh, meaning en, action en
DIALOGS = {
    "payment_declined": (["支付失败", "付款被拒绝", "支付被拒绝"], ["Payment declined", "Payment failed", "Card declined"],
                         "银行拒绝了这笔付款", "换一张银行卡或稍后再试", "the bank refused the payment", "use another card or try again later"),
    "login_expired": (["登录已过期", "登录超时", "会话已过期"], ["Session expired", "Login expired", "Signed out"],
                      "登录时间太久已经失效", "重新登录账号", "the login is no longer valid", "sign in again"),
    "no_network": (["网络未连接", "没有网络", "无法连接网络"], ["No internet", "No connection", "You are offline"],
                   "手机或电脑没有联网", "打开无线网络或移动数据后重试", "the device is not online", "turn on Wi-Fi or mobile data and retry"),
    "update_needed": (["需要更新", "发现新版本", "版本过低"], ["Update required", "Update available", "Please update"],
                      "应用版本太旧", "在应用商店更新到最新版本", "the app is too old", "install the latest version from the app store"),
    "storage_full": (["存储空间不足", "空间已满", "存储已满"], ["Storage full", "Out of space", "Storage almost full"],
                     "设备没有剩余空间", "删除不用的照片和应用", "there is no free space left", "delete unused photos and apps"),
    "paper_jam": (["打印机卡纸", "发生卡纸", "卡纸"], ["Paper jam", "Paper is jammed", "Printer jam"],
                  "打印机里有纸卡住了", "打开后盖，取出卡住的纸", "paper is stuck in the printer", "open the back cover and remove the jammed paper"),
    "low_battery": (["电量不足", "电池电量低", "低电量"], ["Low battery", "Battery low", "Battery is low"],
                    "设备快没电了", "尽快连接充电器", "the battery is nearly empty", "connect the charger soon"),
    "wrong_password": (["密码错误", "密码不正确", "密码有误"], ["Wrong password", "Incorrect password", "Password error"],
                       "输入的密码不对", "点击忘记密码来重设密码", "the password is not right", "reset it with the forgot password link"),
    "server_busy": (["服务器繁忙", "系统繁忙", "服务不可用"], ["Server busy", "Service unavailable", "Server error"],
                    "服务器暂时太忙", "等待十分钟后再试", "the server is busy right now", "wait ten minutes and try again"),
    "camera_blocked": (["无法使用相机", "相机权限被拒绝", "需要相机权限"], ["Camera blocked", "Camera access denied", "Allow camera access"],
                       "应用没有相机权限", "在系统设置中允许使用相机", "the app may not use the camera", "allow the camera in the system settings"),
}

# first letter of an error code -> its family; codes never use I and O, which look like 1 and 0
FAMILIES = {
    "network": ("EN", "网络", "检查网线并重启设备", "network", "check the cable and restart the device"),
    "paper": ("PJ", "纸张", "重新放好纸张", "paper", "reload the paper"),
    "camera": ("CV", "摄像头", "重新连接摄像头", "camera", "reconnect the camera"),
    "payment": ("TB", "支付", "换一张银行卡再试", "payment", "try another card"),
    "storage": ("SD", "存储", "清理存储空间", "storage", "free some storage space"),
    "update": ("UF", "升级", "重新下载升级包", "update", "download the update again"),
}
OTHER_FAMILY = ("系统", "记录代码并联系技术支持", "system", "note the code and contact technical support")
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_CHARS = CODE_LETTERS + "0123456789-"
CODE_LENGTH = 6


def family(code):
    for letters, *facts in FAMILIES.values():
        if code[0] in letters:
            return facts
    return OTHER_FAMILY


def dialog_facts(name):
    """Meaning zh, action zh, meaning en, action en."""
    return DIALOGS[name][2:]
