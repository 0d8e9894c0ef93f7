<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>ApiKeys</name>
    <message>
        <source>%1 is damaged: restore it, or delete it and add the keys anew.</source>
        <translation>%1 已损坏：请恢复它，或删除后重新添加密钥。</translation>
    </message>
    <message>
        <source>A key&apos;s name has 1 to 64 letters, digits, dots, dashes or underscores.</source>
        <translation>密钥名称须为 1 到 64 个字母、数字、点、短横线或下划线。</translation>
    </message>
    <message>
        <source>Give the key at least one scope: chat, models or metrics.</source>
        <translation>请至少给密钥一个权限范围：chat、models 或 metrics。</translation>
    </message>
    <message>
        <source>There is no scope %1: choose among chat, models and metrics.</source>
        <translation>没有权限范围 %1：请在 chat、models 和 metrics 中选择。</translation>
    </message>
    <message>
        <source>There is a key %1 already: revoke it first, or choose another name.</source>
        <translation>已有名为 %1 的密钥：请先撤销它，或换一个名称。</translation>
    </message>
</context>
<context>
    <name>AskCommand</name>
    <message>
        <source>%1 cannot be read: check the path.</source>
        <translation>无法读取 %1：请检查路径。</translation>
    </message>
    <message>
        <source>%1 must be a JSON list of tools, as OpenAI writes them.</source>
        <translation>%1 必须是 OpenAI 格式的工具 JSON 列表。</translation>
    </message>
</context>
<context>
    <name>AuditCommand</name>
    <message>
        <source>%1 cannot be read.</source>
        <translation>无法读取 %1。</translation>
    </message>
    <message>
        <source>%1, line %2: record %3 is broken: the line is no record.</source>
        <translation>%1 第 %2 行：记录 %3 已损坏：该行不是记录。</translation>
    </message>
    <message>
        <source>%1, line %2: record %3 is broken: it was changed.</source>
        <translation>%1 第 %2 行：记录 %3 已损坏：它被修改过。</translation>
    </message>
    <message>
        <source>%1, line %2: record %3 does not follow the one before it: records are missing, moved or inserted.</source>
        <translation>%1 第 %2 行：记录 %3 与前一条不相连：有记录缺失、移动或插入。</translation>
    </message>
    <message>
        <source>%1, line %2: record %3 is not finished: the program was ended while it wrote, or the end was cut off.</source>
        <translation>%1 第 %2 行：记录 %3 未写完：程序在写入时被结束，或末尾被截断。</translation>
    </message>
    <message>
        <source>%1 is whole but does not end with the expected hash: records are missing at its end, or all of it was written anew.</source>
        <translation>%1 是完整的，但末尾的哈希与预期不符：末尾缺少记录，或整个日志被重写过。</translation>
    </message>
    <message>
        <source>The chain begins at record %1; older files were not given.</source>
        <translation>链从记录 %1 开始；未给出更早的文件。</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s), none broken.</source>
        <translation>
            <numerusform>%n 条记录，均完好。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AuditLog</name>
    <message>
        <source>The audit log %1 cannot be written: check the free space.</source>
        <translation>无法写入审计日志 %1：请检查剩余空间。</translation>
    </message>
    <message>
        <source>The audit log %1 cannot be written (%2): check the folder&apos;s permissions.</source>
        <translation>无法写入审计日志 %1（%2）：请检查文件夹的权限。</translation>
    </message>
    <message>
        <source>Another server writes the audit log %1: end it, or name another file.</source>
        <translation>另一个服务正在写审计日志 %1：请结束它，或指定另一个文件。</translation>
    </message>
    <message>
        <source>%1 does not end in a record of an audit log: move it away, or name another file.</source>
        <translation>%1 的末尾不是审计日志的记录：请移走它，或指定另一个文件。</translation>
    </message>
</context>
<context>
    <name>ClamdScan</name>
    <message>
        <source>The address of clamd, &quot;%1&quot;, is not understood: write unix:PATH or tcp:HOST:PORT.</source>
        <translation>无法识别 clamd 的地址 “%1”：请写成 unix:路径 或 tcp:主机:端口。</translation>
    </message>
</context>
<context>
    <name>ConversationStore</name>
    <message>
        <source>The conversation could not be kept or read in %1 (%2): free disk space or check the folder&apos;s permissions.</source>
        <translation>无法在 %1 中保存或读取会话（%2）：请释放磁盘空间，或检查该文件夹的权限。</translation>
    </message>
    <message>
        <source>Another program holds the conversations in %1: try again in a moment.</source>
        <translation>另一个程序正在使用 %1 中的对话：请稍后再试。</translation>
    </message>
</context>
<context>
    <name>EngineWorker</name>
    <message>
        <source>No model is loaded: open a model folder, then ask again.</source>
        <translation>尚未加载模型：请先打开模型文件夹，再重新提问。</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>%1 questions are waiting already, and no more than %2 may: ask again in a moment.</source>
        <translation>已有 %1 个问题在等待，最多只能有 %2 个：请稍后再问。</translation>
    </message>
    <message>
        <source>The memory does not suffice: close other programs or use smaller pictures, then try again.</source>
        <translation>内存不足：请关闭其他程序或改用较小的图片，然后重试。</translation>
    </message>
    <message>
        <source>The memory does not suffice for %1 (%2 needed, %3 free): close other programs or use smaller pictures, then try again.</source>
        <translation>内存不足，无法用于 %1（需要 %2，可用 %3）：请关闭其他程序或改用较小的图片，然后重试。</translation>
    </message>
    <message>
        <source>There is no folder %1: choose the folder that holds the model&apos;s files.</source>
        <translation>文件夹 %1 不存在：请选择存放模型文件的文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 holds no model: choose the one with config.json and the .safetensors files.</source>
        <translation>文件夹 %1 中没有模型：请选择含有 config.json 和 .safetensors 文件的文件夹。</translation>
    </message>
    <message>
        <source>%1 is missing: download or copy this file again.</source>
        <translation>缺少文件 %1：请重新下载或复制该文件。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2): check its permissions and the disk, then open the model again.</source>
        <translation>无法读取 %1（%2）：请检查文件权限和磁盘，然后重新打开模型。</translation>
    </message>
    <message>
        <source>%1 is cut off (%2 bytes wanted, %3 there): download or copy this file again.</source>
        <translation>文件 %1 不完整（应有 %2 字节，实有 %3 字节）：请重新下载或复制该文件。</translation>
    </message>
    <message>
        <source>%1 is not valid JSON (%2): download or copy this file again.</source>
        <translation>%1 不是有效的 JSON（%2）：请重新下载或复制该文件。</translation>
    </message>
    <message>
        <source>%1 is damaged at its beginning (%2): download or copy this file again.</source>
        <translation>文件 %1 的开头已损坏（%2）：请重新下载或复制该文件。</translation>
    </message>
    <message>
        <source>%1 is damaged (%2 reaches beyond the file): download or copy this file again.</source>
        <translation>文件 %1 已损坏（%2 超出了文件范围）：请重新下载或复制该文件。</translation>
    </message>
    <message>
        <source>%1 is damaged (%2 overlap): download or copy this file again.</source>
        <translation>文件 %1 已损坏（%2 相互重叠）：请重新下载或复制该文件。</translation>
    </message>
    <message>
        <source>%1 lacks the tensor %2: download the model again with all its parts.</source>
        <translation>%1 缺少张量 %2：请重新下载完整的模型。</translation>
    </message>
    <message>
        <source>%1 holds the tensor %2, which does not belong to its config.json: download the model again, or choose one of the GLM-4.6V-Flash kind.</source>
        <translation>%1 含有与 config.json 不符的张量 %2：请重新下载模型，或选择 GLM-4.6V-Flash 一类的模型。</translation>
    </message>
    <message>
        <source>%1 does not fit its config.json (%2): download both files again from the same place.</source>
        <translation>%1 与其 config.json 不匹配（%2）：请从同一来源重新下载这两个文件。</translation>
    </message>
    <message>
        <source>%1 holds numbers of a type that is not supported (%2): choose a model in float32, bfloat16 or float16.</source>
        <translation>%1 使用了不支持的数值类型（%2）：请选择 float32、bfloat16 或 float16 的模型。</translation>
    </message>
    <message>
        <source>%1 asks for something that is not supported (%2): choose a model of the GLM-4.6V-Flash kind.</source>
        <translation>%1 要求了不支持的功能（%2）：请选择 GLM-4.6V-Flash 一类的模型。</translation>
    </message>
    <message>
        <source>%1 needs something that is not supported (%2): choose a model of the GLM-4.6V-Flash kind.</source>
        <translation>%1 需要不支持的分词方式（%2）：请选择 GLM-4.6V-Flash 一类的模型。</translation>
    </message>
    <message>
        <source>The folder %1 has no chat_template.jinja: download or copy that file into it.</source>
        <translation>文件夹 %1 中没有 chat_template.jinja：请下载该文件或将其复制到此文件夹。</translation>
    </message>
    <message>
        <source>%1 uses something that is not supported (%2): take the file that came with the model.</source>
        <translation>%1 使用了不支持的写法（%2）：请使用模型自带的文件。</translation>
    </message>
    <message>
        <source>%1 could not lay out this conversation (%2): start a new conversation, or take the file that came with the model.</source>
        <translation>%1 无法排布此会话（%2）：请新建会话，或使用模型自带的文件。</translation>
    </message>
    <message>
        <source>The question cannot be used as it is (%1): change it and ask again.</source>
        <translation>这个问题无法直接使用（%1）：请修改后重新提问。</translation>
    </message>
    <message>
        <source>A picture of %1 × %2 pixels is too long and thin: crop it to at most 200 times its shorter side, then ask again.</source>
        <translation>%1 × %2 像素的图片过于细长：请裁剪到长边不超过短边的 200 倍，然后重新提问。</translation>
    </message>
    <message>
        <source>The model&apos;s chat_template.jinja has places for %2 pictures, but %1 were given: take the file that came with the model.</source>
        <translation>模型的 chat_template.jinja 只有 %2 张图片的位置，却收到了 %1 张：请使用模型自带的文件。</translation>
    </message>
    <message>
        <source>The conversation has %1 tokens, but the model takes at most %2: start a new conversation, or use fewer pictures.</source>
        <translation>会话共有 %1 个词元，而模型最多接受 %2 个：请新建会话，或减少图片。</translation>
    </message>
    <message>
        <source>The model&apos;s numbers went out of range: ask again; if it happens once more, download the model again.</source>
        <translation>模型的计算结果超出了范围：请重新提问；如再次出现，请重新下载模型。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2): check the disk&apos;s free space and the folder&apos;s permissions.</source>
        <translation>无法写入 %1（%2）：请检查磁盘剩余空间和文件夹权限。</translation>
    </message>
    <message>
        <source>This was stopped: start it again when you need it.</source>
        <translation>操作已停止：需要时请重新开始。</translation>
    </message>
    <message>
        <source>Something unexpected went wrong (%1): try again, and report it if it stays.</source>
        <translation>发生了意外错误（%1）：请重试；如仍然出现，请反馈给我们。</translation>
    </message>
</context>
<context>
    <name>Exporter</name>
    <message numerus="yes">
        <source>%n picture(s) could not be read and are missing.</source>
        <translation>
            <numerusform>有 %n 张图片无法读取，未包含在内。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be read (%2).</source>
        <translation>无法读取 %1（%2）。</translation>
    </message>
    <message>
        <source>%1 conversations with %2 questions were imported.</source>
        <translation>已导入 %1 个对话，共 %2 个问题。</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 个词元</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>ended by the length limit</source>
        <translation>达到长度上限</translation>
    </message>
    <message>
        <source>There is no conversation %1.</source>
        <translation>没有编号为 %1 的对话。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2): check the disk&apos;s free space and the folder&apos;s permissions.</source>
        <translation>无法写入 %1（%2）：请检查磁盘空间和文件夹权限。</translation>
    </message>
    <message>
        <source>This is no export of GlanceDesk: choose a .json file that it wrote.</source>
        <translation>这不是图答导出的文件：请选择由图答导出的 .json 文件。</translation>
    </message>
    <message>
        <source>This export was written by a newer GlanceDesk: update the program first.</source>
        <translation>该文件由更新版本的图答导出：请先升级程序。</translation>
    </message>
    <message>
        <source>The file is damaged (%1): export it again.</source>
        <translation>文件已损坏（%1）：请重新导出。</translation>
    </message>
    <message>
        <source>it is not a file</source>
        <translation>它不是文件</translation>
    </message>
</context>
<context>
    <name>ImageImport</name>
    <message>
        <source>%1 is larger than %2: save a smaller version, or cut out the part in question.</source>
        <translation>%1 超过 %2：请另存为较小的版本，或截取需要的部分。</translation>
    </message>
    <message>
        <source>%1 is damaged: save or download it again, or take a new screenshot.</source>
        <translation>%1 已损坏：请重新保存或下载，或重新截图。</translation>
    </message>
    <message>
        <source>%1 has %2 × %3 pixels, more than 40 megapixels: make it smaller, or cut out the part in question.</source>
        <translation>%1 为 %2 × %3 像素，超过 4000 万像素：请缩小图片，或截取需要的部分。</translation>
    </message>
    <message>
        <source>%1 is too long and thin (%2 × %3 pixels): cut out the part in question.</source>
        <translation>%1 过于细长（%2 × %3 像素）：请截取需要的部分。</translation>
    </message>
    <message>
        <source>%1 could not be opened: close other programs and try again.</source>
        <translation>无法打开 %1：请关闭其他程序后重试。</translation>
    </message>
    <message>
        <source>%1 is not there any more: choose the picture again.</source>
        <translation>%1 已不存在：请重新选择图片。</translation>
    </message>
    <message>
        <source>%1 is a folder: open it and choose the pictures inside.</source>
        <translation>%1 是文件夹：请打开它并选择其中的图片。</translation>
    </message>
    <message>
        <source>%1 is not a file: choose a picture.</source>
        <translation>%1 不是文件：请选择一张图片。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2): check its permissions, or copy it elsewhere.</source>
        <translation>无法读取 %1（%2）：请检查其权限，或将其复制到别处。</translation>
    </message>
    <message>
        <source>%1 is empty: save or download it again.</source>
        <translation>%1 是空文件：请重新保存或下载。</translation>
    </message>
    <message>
        <source>%1 is not a picture of a known kind: save it as PNG, JPEG, WebP, BMP or GIF.</source>
        <translation>%1 不是可识别的图片：请将其另存为 PNG、JPEG、WebP、BMP 或 GIF。</translation>
    </message>
    <message>
        <source>%1 is cut off: save or download it again.</source>
        <translation>%1 不完整：请重新保存或下载。</translation>
    </message>
    <message>
        <source>%1 moves; only its first frame is used.</source>
        <translation>%1 是动图，只使用第一帧。</translation>
    </message>
    <message>
        <source>%1 holds no picture: copy it again.</source>
        <translation>%1 中没有图片：请重新复制。</translation>
    </message>
</context>
<context>
    <name>JwtVerifier</name>
    <message>
        <source>The JWT key &quot;%1&quot; is given twice.</source>
        <translation>JWT 密钥 “%1” 给出了两次。</translation>
    </message>
    <message>
        <source>The JWT key &quot;%1&quot; does not fit %2: HS256 needs a secret of at least 32 bytes, RS256 a public RSA key of at least 2048 bits, ES256 a public key on the curve P-256.</source>
        <translation>JWT 密钥 “%1” 不适用于 %2：HS256 需要至少 32 字节的密钥，RS256 需要至少 2048 位的 RSA 公钥，ES256 需要 P-256 曲线上的公钥。</translation>
    </message>
    <message>
        <source>JWT needs an audience: set the name that a token&apos;s aud must hold.</source>
        <translation>JWT 需要受众：请设置令牌的 aud 中必须包含的名称。</translation>
    </message>
    <message>
        <source>The clock skew of JWT is 0 to 60 seconds.</source>
        <translation>JWT 允许的时钟偏差为 0 到 60 秒。</translation>
    </message>
</context>
<context>
    <name>KeysCommand</name>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Keep this key now: it is not shown again.</source>
        <translation>请现在保存此密钥：它不会再次显示。</translation>
    </message>
    <message>
        <source>There is no key %1.</source>
        <translation>没有名为 %1 的密钥。</translation>
    </message>
</context>
<context>
    <name>PictureStore</name>
    <message>
        <source>A picture could not be kept in %1 (%2): free disk space or check the folder&apos;s permissions.</source>
        <translation>无法将图片保存到 %1（%2）：请释放磁盘空间，或检查该文件夹的权限。</translation>
    </message>
    <message>
        <source>A picture of this conversation is gone: attach it again.</source>
        <translation>此会话的一张图片已丢失：请重新添加。</translation>
    </message>
    <message>
        <source>the folder cannot be made</source>
        <translation>无法创建文件夹</translation>
    </message>
    <message>
        <source>The picture %1 cannot be read (%2): attach it again.</source>
        <translation>无法读取图片 %1（%2）：请重新添加。</translation>
    </message>
</context>
<context>
    <name>PrivateFile</name>
    <message>
        <source>%1 cannot be written (%2): check the folder&apos;s permissions and free space.</source>
        <translation>无法写入 %1（%2）：请检查文件夹的权限和剩余空间。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2): check its permissions.</source>
        <translation>无法读取 %1（%2）：请检查其权限。</translation>
    </message>
    <message>
        <source>%1 can be changed by others: run &quot;chmod 600&quot; on it.</source>
        <translation>其他人可以修改 %1：请对它执行 “chmod 600”。</translation>
    </message>
    <message>
        <source>%1 is too short for a secret: delete it, and a new one is made.</source>
        <translation>%1 太短，不能作为密钥：请删除它，程序会新建一个。</translation>
    </message>
</context>
<context>
    <name>RedisCache</name>
    <message>
        <source>The Redis address is not understood: write redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE] or unix:PATH. For TLS put a tunnel such as stunnel in between.</source>
        <translation>无法识别 Redis 地址：请写成 redis://[用户:密码@]主机[:端口][/数据库] 或 unix:路径。如需 TLS，请在中间使用 stunnel 之类的隧道。</translation>
    </message>
</context>
<context>
    <name>Schema</name>
    <message>
        <source>The conversations in %1 were written by a newer GlanceDesk: install that version again.</source>
        <translation>%1 中的会话由更新版本的图答写入：请重新安装该版本。</translation>
    </message>
</context>
<context>
    <name>TemplateCommand</name>
    <message>
        <source>%1 cannot be read: check the path.</source>
        <translation>无法读取 %1：请检查路径。</translation>
    </message>
    <message>
        <source>%1 must be a JSON object with a list named messages.</source>
        <translation>%1 必须是含有 messages 列表的 JSON 对象。</translation>
    </message>
</context>
<context>
    <name>app::ChatService</name>
    <message>
        <source>Describe this picture.</source>
        <translation>请描述这张图片。</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) of this conversation are damaged and left out.</source>
        <translation>
            <numerusform>此对话中有 %n 条消息已损坏，未显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>The picture %1 is damaged or gone; the rest of the conversation is there.</source>
        <translation>图片 %1 已损坏或丢失；对话的其余内容完好。</translation>
    </message>
</context>
<context>
    <name>ui::AboutDialog</name>
    <message>
        <source>About GlanceDesk</source>
        <translation>关于图答</translation>
    </message>
    <message>
        <source>GlanceDesk</source>
        <translation>图答</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>Answers questions about screenshots on your own computer. Nothing leaves it.</source>
        <translation>在您自己的电脑上回答关于截图的问题，任何内容都不会离开本机。</translation>
    </message>
    <message>
        <source>GlanceDesk is under the MIT licence and stands on:</source>
        <translation>图答采用 MIT 许可证，并使用了：</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>The model that comes with the program is a demo: small, trained on made-up products, and often wrong about anything else. For real work choose the folder of GLM-4.6V-Flash (Menu › Open model folder).</source>
        <translation>随程序附带的只是演示模型：它很小，只学过虚构的产品，对其他内容常常答错。实际工作请选择 GLM-4.6V-Flash 的文件夹（菜单 › 打开模型文件夹）。</translation>
    </message>
</context>
<context>
    <name>ui::Actions</name>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Attach pictures…</source>
        <translation>添加图片…</translation>
    </message>
    <message>
        <source>Open model folder…</source>
        <translation>打开模型文件夹…</translation>
    </message>
    <message>
        <source>Use the demo model</source>
        <translation>使用演示模型</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>停止回答</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Copy last answer</source>
        <translation>复制最后的回答</translation>
    </message>
    <message>
        <source>About GlanceDesk</source>
        <translation>关于图答</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Language / 语言</source>
        <translation>语言 / Language</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Show or hide conversations</source>
        <translation>显示或隐藏对话列表</translation>
    </message>
    <message>
        <source>Export conversation…</source>
        <translation>导出对话…</translation>
    </message>
    <message>
        <source>Continue the answer</source>
        <translation>继续回答</translation>
    </message>
</context>
<context>
    <name>ui::AttachmentStrip</name>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Opening %1…</source>
        <translation>正在打开 %1…</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>移除 %1</translation>
    </message>
    <message>
        <source>Attached pictures</source>
        <translation>已添加的图片</translation>
    </message>
</context>
<context>
    <name>ui::Attachments</name>
    <message numerus="yes">
        <source>A question takes at most %n picture(s): remove one first.</source>
        <translation>
            <numerusform>一个问题最多添加 %n 张图片：请先移除一张。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>关闭这条消息</translation>
    </message>
</context>
<context>
    <name>ui::ChatView</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Latest</source>
        <translation>最新</translation>
    </message>
    <message>
        <source>Go to the end and follow the answer</source>
        <translation>转到末尾并跟随回答</translation>
    </message>
    <message>
        <source>Go to the end of the conversation</source>
        <translation>转到对话末尾</translation>
    </message>
    <message>
        <source>Copy selection</source>
        <translation>复制所选内容</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy as plain text</source>
        <translation>复制为纯文本</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Copy question</source>
        <translation>复制问题</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>复制网址</translation>
    </message>
    <message>
        <source>Quote in the question</source>
        <translation>引用到问题中</translation>
    </message>
    <message>
        <source>Edit the question</source>
        <translation>修改问题</translation>
    </message>
</context>
<context>
    <name>ui::Composer</name>
    <message>
        <source>Stop the answer</source>
        <translation>停止回答</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Stop (Esc)</source>
        <translation>停止（Esc）</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>发送（Enter）</translation>
    </message>
    <message>
        <source>Sends as soon as the pictures are open</source>
        <translation>图片打开后立即发送</translation>
    </message>
    <message>
        <source>You can send when the answer has ended</source>
        <translation>回答结束后即可发送</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter starts a new line</source>
        <translation>Enter 发送，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Ask about a screenshot…</source>
        <translation>就截图提问…</translation>
    </message>
    <message>
        <source>Your question</source>
        <translation>您的问题</translation>
    </message>
    <message>
        <source>Attach pictures (Ctrl+O), or drop or paste them</source>
        <translation>添加图片（Ctrl+O），也可拖入或粘贴</translation>
    </message>
    <message>
        <source>Attach pictures</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>Editing an earlier question; the old one stays as a version</source>
        <translation>正在修改之前的问题；原来的版本会保留</translation>
    </message>
    <message>
        <source>Leave the question as it is</source>
        <translation>不修改这个问题</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>取消修改</translation>
    </message>
</context>
<context>
    <name>ui::ConversationDelegate</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>ui::ConversationDesk</name>
    <message numerus="yes">
        <source>%n conversation(s) moved to the trash; kept there for 30 days.</source>
        <translation>
            <numerusform>已将 %n 个对话移到回收站，保留 30 天。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>Exported %1 files to %2.</source>
        <translation>已导出 %1 个文件到 %2。</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be read and are missing.</source>
        <translation>
            <numerusform>有 %n 张图片无法读取，未包含在内。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export conversation</source>
        <translation>导出对话</translation>
    </message>
    <message>
        <source>PDF document</source>
        <translation>PDF 文档</translation>
    </message>
    <message>
        <source>Web page</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>JSON, to import again</source>
        <translation>JSON（可重新导入）</translation>
    </message>
    <message numerus="yes">
        <source>Export %n conversation(s)</source>
        <translation>
            <numerusform>导出 %n 个对话</numerusform>
        </translation>
    </message>
    <message>
        <source>Format:</source>
        <translation>格式：</translation>
    </message>
    <message>
        <source>Export into a folder</source>
        <translation>导出到文件夹</translation>
    </message>
</context>
<context>
    <name>ui::ConversationListModel</name>
    <message>
        <source>open</source>
        <translation>已打开</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>已置顶</translation>
    </message>
    <message>
        <source>draft</source>
        <translation>有草稿</translation>
    </message>
</context>
<context>
    <name>ui::DropOverlay</name>
    <message numerus="yes">
        <source>Drop to attach %n picture(s)</source>
        <translation>
            <numerusform>松开即可添加 %n 张图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop to put the text into your question</source>
        <translation>松开即可把文字放入问题</translation>
    </message>
    <message>
        <source>This can&apos;t be attached</source>
        <translation>无法添加</translation>
    </message>
</context>
<context>
    <name>ui::DropReader</name>
    <message>
        <source>“%1” is an address on the web: save the picture first, or copy the picture itself.</source>
        <translation>“%1”是网址：请先保存图片，或直接复制图片本身。</translation>
    </message>
    <message>
        <source>“%1” is no longer there.</source>
        <translation>“%1”已不存在。</translation>
    </message>
    <message>
        <source>“%1” is a folder: open it and drop the pictures in it.</source>
        <translation>“%1”是文件夹：请打开它，再拖入其中的图片。</translation>
    </message>
    <message>
        <source>“%1” may not be read by you.</source>
        <translation>您没有读取“%1”的权限。</translation>
    </message>
    <message>
        <source>“%1” is not a PNG, JPEG, WebP, BMP or GIF picture.</source>
        <translation>“%1”不是 PNG、JPEG、WebP、BMP 或 GIF 图片。</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>The picture inside the copied text cannot be read.</source>
        <translation>无法读取所复制文字中的图片。</translation>
    </message>
    <message>
        <source>There is no picture in this.</source>
        <translation>其中没有图片。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>GlanceDesk</source>
        <translation>图答</translation>
    </message>
</context>
<context>
    <name>ui::MessageDelegate</name>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>How it got there</source>
        <translation>思考过程</translation>
    </message>
</context>
<context>
    <name>ui::MessageListView</name>
    <message>
        <source>Open the picture</source>
        <translation>打开图片</translation>
    </message>
</context>
<context>
    <name>ui::MessageToolbar</name>
    <message>
        <source>Copy as Markdown</source>
        <translation>复制为 Markdown</translation>
    </message>
    <message>
        <source>Copy as plain text</source>
        <translation>复制为纯文本</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>重新回答</translation>
    </message>
    <message>
        <source>Show how it got there</source>
        <translation>显示思考过程</translation>
    </message>
    <message>
        <source>Answer actions</source>
        <translation>回答操作</translation>
    </message>
    <message>
        <source>Version %1 of %2</source>
        <translation>第 %1 个版本，共 %2 个</translation>
    </message>
    <message>
        <source>%1 tokens · %2 s</source>
        <translation>%1 个词元 · %2 秒</translation>
    </message>
    <message>
        <source>%1 tokens read, %2 of them for pictures; the first word came after %3 s</source>
        <translation>读取了 %1 个词元，其中图片 %2 个；%3 秒后出现第一个字</translation>
    </message>
    <message>
        <source>Quote in the question</source>
        <translation>引用到问题中</translation>
    </message>
    <message>
        <source>Edit the question</source>
        <translation>修改问题</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Previous version</source>
        <translation>上一个版本</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>下一个版本</translation>
    </message>
    <message>
        <source>Write the reply to the customer</source>
        <translation>写成给客户的回复</translation>
    </message>
</context>
<context>
    <name>ui::ModelStrip</name>
    <message>
        <source>%1 B parameters</source>
        <translation>%1B 参数</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 词元/秒</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>尚无模型</translation>
    </message>
    <message>
        <source>Loading the model… %1%</source>
        <translation>正在加载模型… %1%</translation>
    </message>
    <message>
        <source>No model is loaded</source>
        <translation>未加载模型</translation>
    </message>
    <message>
        <source>Loading progress</source>
        <translation>加载进度</translation>
    </message>
    <message>
        <source>Demo: knows only its made-up products</source>
        <translation>演示：只认识虚构的产品</translation>
    </message>
    <message>
        <source>A small model for trying the program. It knows a few made-up products and can be wrong; choose the folder of a full model for real work.</source>
        <translation>用于试用程序的小模型。它只认识少量虚构的产品，也可能答错；实际工作请选择完整模型的文件夹。</translation>
    </message>
    <message>
        <source>Choose the folder of another model</source>
        <translation>选择其他模型的文件夹</translation>
    </message>
    <message>
        <source>Choose a model folder</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
</context>
<context>
    <name>ui::PictureViewer</name>
    <message>
        <source>Previous picture</source>
        <translation>上一张图片</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>下一张图片</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Fit to the window</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>%1  ·  %2 × %3 pixels  ·  %4</source>
        <translation>%1  ·  %2 × %3 像素  ·  %4</translation>
    </message>
</context>
<context>
    <name>ui::Sidebar</name>
    <message>
        <source>Empty the trash</source>
        <translation>清空回收站</translation>
    </message>
    <message>
        <source>Delete everything in the trash for good?</source>
        <translation>永久删除回收站中的全部内容？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>All conversations</source>
        <translation>全部对话</translation>
    </message>
    <message>
        <source>Trash</source>
        <translation>回收站</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Name of the folder:</source>
        <translation>文件夹名称：</translation>
    </message>
    <message>
        <source>Rename folder…</source>
        <translation>重命名文件夹…</translation>
    </message>
    <message>
        <source>Rename folder</source>
        <translation>重命名文件夹</translation>
    </message>
    <message>
        <source>Instructions for the model…</source>
        <translation>给模型的说明…</translation>
    </message>
    <message>
        <source>What the model is told before every conversation of this folder:</source>
        <translation>此文件夹中的每个对话开始前告诉模型的内容：</translation>
    </message>
    <message>
        <source>Remove folder (its conversations stay)</source>
        <translation>删除文件夹（保留其中的对话）</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>回收站是空的。</translation>
    </message>
    <message>
        <source>Your conversations will be here.</source>
        <translation>您的对话会显示在这里。</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索对话</translation>
    </message>
    <message>
        <source>Search titles, questions and answers (Ctrl+F)</source>
        <translation>搜索标题、问题和回答（Ctrl+F）</translation>
    </message>
    <message>
        <source>New conversation (Ctrl+N)</source>
        <translation>新对话（Ctrl+N）</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新对话</translation>
    </message>
    <message>
        <source>Choose what the list shows</source>
        <translation>选择列表显示的内容</translation>
    </message>
    <message>
        <source>Shown: %1</source>
        <translation>当前显示：%1</translation>
    </message>
    <message>
        <source>Empty</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>Delete everything in the trash for good</source>
        <translation>永久删除回收站中的全部内容</translation>
    </message>
</context>
<context>
    <name>ui::SidebarMenu</name>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>不放入文件夹</translation>
    </message>
    <message>
        <source>New folder…</source>
        <translation>新建文件夹…</translation>
    </message>
    <message>
        <source>New folder</source>
        <translation>新建文件夹</translation>
    </message>
    <message>
        <source>Name of the folder:</source>
        <translation>文件夹名称：</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>New tag…</source>
        <translation>新建标签…</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>新建标签</translation>
    </message>
    <message>
        <source>Name of the tag:</source>
        <translation>标签名称：</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete for good…</source>
        <translation>永久删除…</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n conversation(s) with the pictures for good?</source>
        <translation>
            <numerusform>永久删除 %n 个对话及其图片？</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消置顶</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>置顶</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Move to trash</source>
        <translation>移到回收站</translation>
    </message>
</context>
<context>
    <name>ui::StateText</name>
    <message>
        <source>Waiting for the model…</source>
        <translation>正在等待模型…</translation>
    </message>
    <message>
        <source>Looking at the picture… %1%</source>
        <translation>正在看图… %1%</translation>
    </message>
    <message>
        <source>Reading… %1%</source>
        <translation>正在阅读… %1%</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在书写…</translation>
    </message>
    <message>
        <source>Thinking…</source>
        <translation>正在思考…</translation>
    </message>
    <message>
        <source>The answer ended here because it reached the length limit.</source>
        <translation>回答已达到长度上限，到此为止。</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>The model gave no answer.</source>
        <translation>模型没有给出回答。</translation>
    </message>
    <message>
        <source>You: %1</source>
        <translation>您：%1</translation>
    </message>
    <message numerus="yes">
        <source>%1 (with %n picture(s))</source>
        <translation>
            <numerusform>%1（附 %n 张图片）</numerusform>
        </translation>
    </message>
    <message>
        <source>Answer: %1</source>
        <translation>回答：%1</translation>
    </message>
</context>
<context>
    <name>ui::WelcomePage</name>
    <message>
        <source>A router with a red light</source>
        <translation>亮红灯的路由器</translation>
    </message>
    <message>
        <source>What does the red light mean?</source>
        <translation>这个红灯是什么意思？</translation>
    </message>
    <message>
        <source>A declined payment</source>
        <translation>付款被拒绝</translation>
    </message>
    <message>
        <source>What should the customer do?</source>
        <translation>客户应该怎么做？</translation>
    </message>
    <message>
        <source>An error code on a printer</source>
        <translation>打印机上的错误码</translation>
    </message>
    <message>
        <source>Which code is shown, and what does it mean?</source>
        <translation>显示的是什么错误码，是什么意思？</translation>
    </message>
    <message>
        <source>Drop a screenshot here</source>
        <translation>把截图拖到这里</translation>
    </message>
    <message>
        <source>Ask about it in Chinese or English. Everything stays on this computer.</source>
        <translation>可用中文或英文提问，一切都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Or try one of these</source>
        <translation>也可以先试试这些</translation>
    </message>
    <message>
        <source>Try it: %1</source>
        <translation>试一试：%1</translation>
    </message>
</context>
<context>
    <name>ui::WindowDialogs</name>
    <message>
        <source>Attach pictures</source>
        <translation>添加图片</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
</context>
<context>
    <name>ui::WindowHeader</name>
    <message>
        <source>GlanceDesk</source>
        <translation>图答</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单</translation>
    </message>
</context>
</TS>
