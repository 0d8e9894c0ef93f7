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
    <name>Batch</name>
    <message>
        <source>Interrupted after %1 of %2 pictures: the same command goes on from there.</source>
        <translation>已中断，完成 %1/%2 张：再次运行同一命令即可继续。</translation>
    </message>
    <message>
        <source>%1 of %2: %3, %4 s</source>
        <translation>%1/%2：%3，%4 秒</translation>
    </message>
    <message>
        <source>%1 of %2: %3: %4</source>
        <translation>%1/%2：%3：%4</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) could not be answered; the table says why. Run the same command again to try them once more.</source>
        <translation>
            <numerusform>有 %n 张图片未能回答，原因写在表格中。再次运行同一命令会重试。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 pictures are answered already.</source>
        <translation>%2 张图片中已有 %1 张有回答。</translation>
    </message>
    <message>
        <source>%1 holds no picture (PNG, JPEG, WebP, BMP or GIF): name another folder.</source>
        <translation>%1 中没有图片（PNG、JPEG、WebP、BMP 或 GIF）：请指定另一个文件夹。</translation>
    </message>
    <message>
        <source>%1 cannot be read: check the path.</source>
        <translation>无法读取 %1：请检查路径。</translation>
    </message>
    <message>
        <source>%1, line %2: write {&quot;image&quot;: &quot;shot.png&quot;, &quot;question&quot;: &quot;…&quot;}, or give --question for all.</source>
        <translation>%1 第 %2 行：请写成 {&quot;image&quot;: &quot;shot.png&quot;, &quot;question&quot;: &quot;…&quot;}，或用 --question 给出共同的问题。</translation>
    </message>
    <message>
        <source>There is no %1: name a folder of pictures.</source>
        <translation>%1 不存在：请指定一个图片文件夹。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2): check the folder and the free space.</source>
        <translation>无法写入 %1（%2）：请检查文件夹和可用空间。</translation>
    </message>
    <message>
        <source>%1 is being written by another run: wait for it, or name another table.</source>
        <translation>另一次运行正在写入 %1：请等它结束，或另指定一个表格。</translation>
    </message>
    <message>
        <source>%1 is there already and is no table of --batch: name another one.</source>
        <translation>%1 已存在，且不是 --batch 的表格：请另指定一个文件。</translation>
    </message>
    <message>
        <source>%1 holds no line: write at least one.</source>
        <translation>%1 中没有内容：请至少写一行。</translation>
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
        <source>The conversations in %1 are damaged (%2): put a copy of conversations.db in its place, or move that file away to begin anew.</source>
        <translation>%1 中的对话已损坏（%2）：请用 conversations.db 的副本替换它，或移走该文件以重新开始。</translation>
    </message>
    <message>
        <source>Another program holds the conversations in %1: try again in a moment.</source>
        <translation>另一个程序正在使用 %1 中的对话：请稍后再试。</translation>
    </message>
</context>
<context>
    <name>Doctor</name>
    <message>
        <source>%1, but the part for cards is not there yet, so the processor computes: fetch it by sudo glancedesk-cuda install (2.5 GB).</source>
        <translation>%1，但显卡组件尚未安装，目前由处理器计算：请运行 sudo glancedesk-cuda install 下载（2.5 GB）。</translation>
    </message>
    <message>
        <source>%1 GB</source>
        <translation>%1 GB</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>It has no AVX2 (2013 and later), so answers come very slowly: use another machine&apos;s port.</source>
        <translation>它没有 AVX2（2013 年以后的处理器才有），回答会非常慢：请使用另一台机器的端口。</translation>
    </message>
    <message numerus="yes">
        <source>%n core(s) with AVX-512.</source>
        <translation>
            <numerusform>%n 核，支持 AVX-512。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n core(s) with AVX2.</source>
        <translation>
            <numerusform>%n 核，支持 AVX2。</numerusform>
        </translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1 holds no .safetensors file: download the whole folder of the model again.</source>
        <translation>%1 里没有 .safetensors 文件：请重新下载完整的模型文件夹。</translation>
    </message>
    <message>
        <source>%1, %2.</source>
        <translation>%1，%2。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>The system doesn&apos;t say how much there is.</source>
        <translation>系统没有说明有多少内存。</translation>
    </message>
    <message>
        <source>%1 in all, %2 free.</source>
        <translation>共 %1，可用 %2。</translation>
    </message>
    <message>
        <source>The model doesn&apos;t fit as stored: choose int8 weights in the settings, or --weights int8.</source>
        <translation>按原样放不下这个模型：请在设置里选 int8 权重，或用 --weights int8。</translation>
    </message>
    <message>
        <source>The model fits with int4 weights alone: choose them in the settings, or --weights int4.</source>
        <translation>只有 int4 权重放得下：请在设置里选择，或用 --weights int4。</translation>
    </message>
    <message>
        <source>The model doesn&apos;t fit in any form: use a machine with more memory, or its port.</source>
        <translation>任何形式都放不下这个模型：请换内存更大的机器，或使用那台机器的端口。</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Nothing can be written to %1, so no conversation is kept: change the folder&apos;s owner, or start with --data and another one.</source>
        <translation>无法写入 %1，对话无法保存：请修改文件夹的所有者，或用 --data 换一个文件夹启动。</translation>
    </message>
    <message>
        <source>Only %1 are free where conversations are kept: make room there.</source>
        <translation>保存对话的磁盘只剩 %1：请腾出空间。</translation>
    </message>
    <message>
        <source>%1 free in %2.</source>
        <translation>%2 可用 %1。</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>There is an NVIDIA card, but no driver for it: install NVIDIA&apos;s driver (Debian: nvidia-driver) and restart.</source>
        <translation>有 NVIDIA 显卡但没有驱动：请安装 NVIDIA 驱动（Debian：nvidia-driver）后重启。</translation>
    </message>
    <message>
        <source>No NVIDIA card: the processor computes.</source>
        <translation>没有 NVIDIA 显卡：由处理器计算。</translation>
    </message>
    <message>
        <source>%1, but libcuda.so.1 can&apos;t be opened: install the driver&apos;s CUDA part (Debian: libcuda1).</source>
        <translation>%1，但打不开 libcuda.so.1：请安装驱动的 CUDA 部分（Debian：libcuda1）。</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>%1 is free.</source>
        <translation>%1 空闲。</translation>
    </message>
    <message>
        <source>Port %1 is taken by another program (perhaps GlanceDesk itself): choose another one with --port or in the settings.</source>
        <translation>端口 %1 已被别的程序占用（也许是图答自己）：请用 --port 或在设置里换一个。</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>The window can be opened.</source>
        <translation>可以打开窗口。</translation>
    </message>
    <message>
        <source>There is none: the web page works in its place (glancedesk-cli serve).</source>
        <translation>没有显示器：可以改用网页（glancedesk-cli serve）。</translation>
    </message>
    <message>
        <source>Input method</source>
        <translation>输入法</translation>
    </message>
    <message>
        <source>%1 runs, but Qt can&apos;t talk to it, so Chinese can&apos;t be typed: install %2.</source>
        <translation>%1 正在运行，但 Qt 无法与它通信，因此打不了中文：请安装 %2。</translation>
    </message>
    <message>
        <source>%1 runs.</source>
        <translation>%1 正在运行。</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>No font has Chinese characters: install one (Debian: fonts-noto-cjk).</source>
        <translation>没有中文字体：请安装一种（Debian：fonts-noto-cjk）。</translation>
    </message>
    <message numerus="yes">
        <source>%n with Chinese characters.</source>
        <translation>
            <numerusform>%n 种中文字体。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 MB</source>
        <translation>%1 MB</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>They stay on this computer: its own model answers those questions.</source>
        <translation>留在本机：带图片的问题由本机的模型回答。</translation>
    </message>
    <message>
        <source>They are sent to the servers with their questions.</source>
        <translation>会随问题一起发送到服务器。</translation>
    </message>
</context>
<context>
    <name>DownloadSettings</name>
    <message>
        <source>%1 is no address of a mirror: write it as https://name or https://name/path, without a password.</source>
        <translation>%1 不是镜像地址：请写成 https://名称 或 https://名称/路径，不要带密码。</translation>
    </message>
    <message>
        <source>There is no token file %1: choose the file that holds the token alone.</source>
        <translation>没有令牌文件 %1：请选择只含令牌的文件。</translation>
    </message>
</context>
<context>
    <name>EngineTools</name>
    <message>
        <source>Its weights are int8 or int4 already: take them as they are.</source>
        <translation>它的权重已经是 int8 或 int4：请原样使用。</translation>
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
        <source>The memory does not suffice (%1 needed, %2 free): close other programs or use smaller pictures, then try again.</source>
        <translation>内存不足（需要 %1，可用 %2）：请关闭其他程序或改用较小的图片，然后重试。</translation>
    </message>
    <message>
        <source>%1 has too little memory for %2 (%3 needed, %4 free), with any weights: choose the processor, or close other programs that use the card.</source>
        <translation>%1 的显存不足，无法用于 %2（需要 %3，可用 %4），换用任何权重都不够：请改用处理器，或关闭占用显卡的其他程序。</translation>
    </message>
    <message>
        <source>%1 has too little memory for %2 (%3 needed, %4 free): choose %5 weights (%6 needed) or the processor.</source>
        <translation>%1 的显存不足，无法用于 %2（需要 %3，可用 %4）：请改用 %5 权重（需要 %6）或处理器。</translation>
    </message>
    <message>
        <source>There is no card %1 here that can be used: choose auto or cpu.</source>
        <translation>这里没有可用的显卡 %1：请选择 auto 或 cpu。</translation>
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
    <message>
        <source>This computer has too little memory for this model (%1 needed, %2 there), with any weights: choose a smaller model.</source>
        <translation>这台电脑的内存不够用这个模型（需要 %1，共有 %2），无论用哪种权重：请换一个更小的模型。</translation>
    </message>
    <message>
        <source>This computer has too little memory for this model (%1 needed, %2 there): choose %3 weights (%4 needed).</source>
        <translation>这台电脑的内存不够用这个模型（需要 %1，共有 %2）：请选 %3 权重（需要 %4）。</translation>
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
    <name>FaultJson</name>
    <message>
        <source>The file is too large for known faults.</source>
        <translation>文件太大，不是已知故障文件。</translation>
    </message>
    <message>
        <source>The file holds no known faults: choose one that was exported here.</source>
        <translation>文件里没有已知故障：请选择从这里导出的文件。</translation>
    </message>
    <message>
        <source>The file was written by a newer GlanceDesk: install that version first.</source>
        <translation>文件由更新版本的图答写成：请先安装那个版本。</translation>
    </message>
    <message>
        <source>Entry %1 of the file is damaged; nothing was imported.</source>
        <translation>文件的第 %1 条已损坏；没有导入任何内容。</translation>
    </message>
</context>
<context>
    <name>FaultStore</name>
    <message>
        <source>The known faults in %1 could not be kept or read (%2): free disk space or check the folder&apos;s permissions.</source>
        <translation>%1 中的已知故障无法保存或读取（%2）：请清理磁盘空间或检查文件夹权限。</translation>
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
    <name>Keychain</name>
    <message>
        <source>There is no keychain here: write the secret into a file that only you can read, and name that file in its place.</source>
        <translation>这里没有密钥环：请把密钥写入只有您能读取的文件，并改为指定该文件。</translation>
    </message>
    <message>
        <source>The keychain did not keep it: unlock it and try again, or write the secret into a file that only you can read and name that file in its place.</source>
        <translation>密钥环没有保存它：请解锁后重试，或把密钥写入只有您能读取的文件，并改为指定该文件。</translation>
    </message>
    <message>
        <source>The keychain cannot be used (%1): unlock it, or write the secret into a file that only you can read and name that file in its place.</source>
        <translation>无法使用密钥环（%1）：请解锁，或把密钥写入只有您能读取的文件，并改为指定该文件。</translation>
    </message>
</context>
<context>
    <name>KeychainWait</name>
    <message>
        <source>Interrupted while the keychain was asked.</source>
        <translation>询问密钥环时被中断。</translation>
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
    <name>ModelDownload</name>
    <message>
        <source>%1 refuses the token: make one there that may read this model, and put it into the token file.</source>
        <translation>%1 拒绝了这个令牌：请在该站点新建一个可以读取此模型的令牌，并写进令牌文件。</translation>
    </message>
    <message>
        <source>%1 wants a token for this model: make one there, and put it into a token file.</source>
        <translation>%1 要求有令牌才能取这个模型：请在该站点新建一个令牌，并写进令牌文件。</translation>
    </message>
    <message>
        <source>%1 is not there: check the address of the mirror, or choose another site.</source>
        <translation>%1 不存在：请检查镜像地址，或换一个站点。</translation>
    </message>
    <message>
        <source>%1 answers with error %2: try again later, or choose another site.</source>
        <translation>%1 返回错误 %2：请稍后再试，或换一个站点。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted (%2): ask whoever runs it, or choose another site.</source>
        <translation>%1 的证书不受信任（%2）：请询问该站点的管理员，或换一个站点。</translation>
    </message>
    <message>
        <source>%1 leads to an address without https: choose another site.</source>
        <translation>%1 跳转到了不带 https 的地址：请换一个站点。</translation>
    </message>
    <message>
        <source>A token would go to %1 for all to read: give the mirror&apos;s address with https.</source>
        <translation>令牌会以明文发往 %1：请把镜像地址写成 https。</translation>
    </message>
    <message>
        <source>%1 leads nowhere: check the address of the mirror, or choose another site.</source>
        <translation>%1 无法到达目标：请检查镜像地址，或换一个站点。</translation>
    </message>
    <message>
        <source>%1 sends nothing any more: check the network and go on with the download later.</source>
        <translation>%1 不再发送数据：请检查网络，稍后继续下载。</translation>
    </message>
    <message>
        <source>%1 ends its files early: go on with the download later, or choose another site.</source>
        <translation>%1 发来的文件不完整：请稍后继续下载，或换一个站点。</translation>
    </message>
    <message>
        <source>%1 cannot be reached (%2): check the network and the proxy, and go on later.</source>
        <translation>无法连接 %1（%2）：请检查网络和代理，稍后继续。</translation>
    </message>
    <message>
        <source>%1 was changed on the site meanwhile: start the download again.</source>
        <translation>%1 在站点上已被更改：请重新开始下载。</translation>
    </message>
    <message>
        <source>%1 sends other bytes for %2 than it lists: try again later, or choose another site.</source>
        <translation>%1 发来的 %2 与它列出的内容不符：请稍后再试，或换一个站点。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2): make room on the disk, then go on with the download.</source>
        <translation>无法写入 %1（%2）：请腾出磁盘空间，然后继续下载。</translation>
    </message>
    <message>
        <source>%1 has no model in %2: it needs config.json and .safetensors files.</source>
        <translation>%1 的 %2 里没有模型：需要有 config.json 和 .safetensors 文件。</translation>
    </message>
    <message>
        <source>%1 cannot be written: check the folder&apos;s permissions and the free space.</source>
        <translation>无法写入 %1：请检查文件夹的权限和剩余空间。</translation>
    </message>
    <message>
        <source>%1 needs %2 more on the disk, and %3 are free: make room, or choose another folder for models in the settings.</source>
        <translation>%1 还需要 %2 磁盘空间，现在只剩 %3：请腾出空间，或在设置里换一个存放模型的文件夹。</translation>
    </message>
    <message>
        <source>%1 does not list the model&apos;s files as it should: check the address of the mirror and which site&apos;s paths it has.</source>
        <translation>%1 没有按应有的格式列出模型文件：请检查镜像地址，以及它用的是哪个站点的路径。</translation>
    </message>
</context>
<context>
    <name>ModelFit</name>
    <message>
        <source>What it takes is not known.</source>
        <translation>不清楚它需要多少内存。</translation>
    </message>
    <message>
        <source>It does not fit this computer: even in %1 it takes %2 of memory, and there are %3.</source>
        <translation>这台电脑装不下它：即使用 %1 也需要 %2 内存，而这里共有 %3。</translation>
    </message>
    <message>
        <source>%1 fits %2: it takes %3 of its memory.</source>
        <translation>%1 适合 %2：占用 %3 显存。</translation>
    </message>
    <message>
        <source>%1 fits this computer: it takes %2 of %3.</source>
        <translation>%1 适合这台电脑：占用 %3 内存中的 %2。</translation>
    </message>
</context>
<context>
    <name>ModelInstall</name>
    <message>
        <source>%1 is damaged: its content is not the one it came with. Download or import the model again.</source>
        <translation>%1 已损坏：内容与原来的不同。请重新下载或导入这个模型。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2): check the disk or the stick, then import it again.</source>
        <translation>无法读取 %1（%2）：请检查磁盘或 U 盘，然后重新导入。</translation>
    </message>
    <message>
        <source>%1 takes %2 on the disk, and %3 are free: make room, or choose another folder for models in the settings.</source>
        <translation>%1 需要 %2 磁盘空间，现在只剩 %3：请腾出空间，或在设置里换一个存放模型的文件夹。</translation>
    </message>
    <message>
        <source>There is no folder %1: choose the folder that holds the model&apos;s files.</source>
        <translation>没有文件夹 %1：请选择存放模型文件的文件夹。</translation>
    </message>
    <message>
        <source>The folder %1 holds no model: choose the one with config.json and the .safetensors files.</source>
        <translation>文件夹 %1 里没有模型：请选择含有 config.json 和 .safetensors 文件的文件夹。</translation>
    </message>
    <message>
        <source>%1 is missing: download or import the model again.</source>
        <translation>缺少 %1：请重新下载或导入这个模型。</translation>
    </message>
</context>
<context>
    <name>ModelJob</name>
    <message>
        <source>Another program is working on %1: wait until it is done.</source>
        <translation>另一个程序正在处理 %1：请等它完成。</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>%1 is not installed: the list of models shows what is.</source>
        <translation>%1 没有安装：模型列表里可以看到已安装的模型。</translation>
    </message>
    <message>
        <source>%1 is being worked on already: wait, or pause that first.</source>
        <translation>%1 正在处理中：请等待，或先暂停。</translation>
    </message>
    <message>
        <source>%1 is whole and can be used.</source>
        <translation>%1 完整无损，可以使用。</translation>
    </message>
    <message>
        <source>%1 is at revision %2 now; the one before is kept to go back to.</source>
        <translation>%1 现在是版本 %2；之前的版本已保留，可以退回。</translation>
    </message>
    <message>
        <source>%1 is installed and can be used.</source>
        <translation>%1 已安装，可以使用。</translation>
    </message>
    <message>
        <source>%1 is not in the catalogue: choose one of the list, or import a folder.</source>
        <translation>目录里没有 %1：请从列表中选择，或导入文件夹。</translation>
    </message>
    <message>
        <source>%1 is no name for a model: use letters, digits, dots, dashes and underscores.</source>
        <translation>%1 不能用作模型名称：请用字母、数字、点、连字符和下划线。</translation>
    </message>
    <message>
        <source>%1 is converted already: convert the model as it was published.</source>
        <translation>%1 已经转换过：请转换原样发布的模型。</translation>
    </message>
    <message>
        <source>%1 was imported and is not of the catalogue: import its newer files instead.</source>
        <translation>%1 是导入的，不在目录里：请改为导入它的新文件。</translation>
    </message>
    <message>
        <source>%1 is back at revision %2.</source>
        <translation>%1 已退回版本 %2。</translation>
    </message>
    <message>
        <source>The demo model belongs to the program and stays.</source>
        <translation>演示模型是程序自带的，不能删除。</translation>
    </message>
    <message>
        <source>%1 is in use: choose another model first.</source>
        <translation>%1 正在使用：请先换用别的模型。</translation>
    </message>
    <message>
        <source>%1 is removed.</source>
        <translation>%1 已删除。</translation>
    </message>
</context>
<context>
    <name>ModelProbe</name>
    <message>
        <source>This model answers without looking at the picture: its vision part is missing or damaged. Download the whole folder again, or choose another model.</source>
        <translation>这个模型不看图片就回答：它的视觉部分缺失或损坏。请重新下载完整的文件夹，或换一个模型。</translation>
    </message>
    <message>
        <source>This model answers a simple question with nothing sensible: its files are damaged or do not belong together. Download the whole folder again, or choose another model.</source>
        <translation>这个模型连简单的问题也答不出有意义的内容：它的文件已损坏或不配套。请重新下载完整的文件夹，或换一个模型。</translation>
    </message>
</context>
<context>
    <name>ModelStore</name>
    <message>
        <source>%1 cannot be written: check the folder&apos;s permissions and the free space.</source>
        <translation>无法写入 %1：请检查文件夹的权限和剩余空间。</translation>
    </message>
    <message>
        <source>%1 cannot be removed: check its permissions, and close programs that use it.</source>
        <translation>无法删除 %1：请检查权限，并关闭正在使用它的程序。</translation>
    </message>
    <message>
        <source>There is no earlier revision of %1 to go back to.</source>
        <translation>%1 没有可以退回的旧版本。</translation>
    </message>
    <message>
        <source>%1 is no name of a model.</source>
        <translation>%1 不是模型名称。</translation>
    </message>
</context>
<context>
    <name>ModelUpdate</name>
    <message numerus="yes">
        <source>%1 has a newer revision %2 (here: %3): %n file(s) differ, %4 to download.</source>
        <translation>
            <numerusform>%1 有新版本 %2（当前：%3）：%n 个文件不同，需下载 %4。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelWords</name>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到 1 分钟</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>约剩 %1 分钟</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>约剩 %1 小时</translation>
    </message>
    <message>
        <source>Changed: %1</source>
        <translation>更改：%1</translation>
    </message>
    <message>
        <source>New: %1</source>
        <translation>新增：%1</translation>
    </message>
    <message>
        <source>Gone: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>Asking the site</source>
        <translation>正在询问站点</translation>
    </message>
    <message>
        <source>Downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>Copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>Checking the files</source>
        <translation>正在校验文件</translation>
    </message>
    <message>
        <source>Converting</source>
        <translation>正在转换</translation>
    </message>
    <message>
        <source>Opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>Trying the model</source>
        <translation>正在试用模型</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>已安装</translation>
    </message>
    <message>
        <source>Paused at %1 %</source>
        <translation>已暂停于 %1 %</translation>
    </message>
    <message>
        <source>Update there</source>
        <translation>有更新</translation>
    </message>
    <message>
        <source>Not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Too large for this computer</source>
        <translation>这台电脑放不下</translation>
    </message>
    <message>
        <source>graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>Revision %1 is kept to go back to.</source>
        <translation>保留了版本 %1，可以退回。</translation>
    </message>
    <message>
        <source>It comes with the program, to try everything out.</source>
        <translation>随程序附带，用来试用各项功能。</translation>
    </message>
    <message>
        <source>Revision %1, in %2</source>
        <translation>版本 %1，位于 %2</translation>
    </message>
    <message>
        <source>As published</source>
        <translation>原始权重</translation>
    </message>
    <message>
        <source>advised</source>
        <translation>推荐</translation>
    </message>
</context>
<context>
    <name>ModelsCommand</name>
    <message>
        <source>%1 is not installed: download or import it first.</source>
        <translation>%1 没有安装：请先下载或导入。</translation>
    </message>
    <message>
        <source>Every model is at its newest revision.</source>
        <translation>所有模型都是最新版本。</translation>
    </message>
    <message>
        <source>comes with the program</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>installed, revision %1</source>
        <translation>已安装，版本 %1</translation>
    </message>
    <message>
        <source>%1 downloaded, paused</source>
        <translation>已下载 %1，已暂停</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>未安装</translation>
    </message>
    <message>
        <source>%1 licence</source>
        <translation>%1 许可证</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>正在使用</translation>
    </message>
    <message>
        <source>Revision %1 is kept to go back to.</source>
        <translation>保留了版本 %1，可以退回。</translation>
    </message>
    <message>
        <source>asking the site</source>
        <translation>正在询问站点</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>正在下载</translation>
    </message>
    <message>
        <source>copying</source>
        <translation>正在复制</translation>
    </message>
    <message>
        <source>checking the files</source>
        <translation>正在校验文件</translation>
    </message>
    <message>
        <source>converting</source>
        <translation>正在转换</translation>
    </message>
    <message>
        <source>opening the model</source>
        <translation>正在打开模型</translation>
    </message>
    <message>
        <source>trying the model</source>
        <translation>正在试用模型</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s) left</source>
        <translation>
            <numerusform>还剩 %n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>还剩 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 is paused: the same command goes on with it.</source>
        <translation>%1 已暂停：再次运行同一命令即可继续。</translation>
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
    <name>PortSettings</name>
    <message>
        <source>%1 is no address: write 127.0.0.1 for this computer alone, or 0.0.0.0 for all that can reach it.</source>
        <translation>%1 不是有效地址：只供本机使用请填 127.0.0.1，供所有能访问的电脑使用请填 0.0.0.0。</translation>
    </message>
    <message>
        <source>A port is a number from 1 to 65535.</source>
        <translation>端口须为 1 到 65535 之间的数字。</translation>
    </message>
    <message>
        <source>%1 is no origin: write it as https://name or https://name:port.</source>
        <translation>%1 不是有效来源：请写成 https://名称 或 https://名称:端口。</translation>
    </message>
    <message>
        <source>There is no keys file %1.</source>
        <translation>找不到密钥文件 %1。</translation>
    </message>
    <message>
        <source>Other computers can reach this address: choose a keys file first.</source>
        <translation>其他电脑可以访问此地址：请先选择密钥文件。</translation>
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
    <name>QueueCsv</name>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Being answered</source>
        <translation>回答中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>问题原因</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
</context>
<context>
    <name>QueueStore</name>
    <message>
        <source>The queue in %1 could not be kept or read (%2): free disk space or check the folder&apos;s permissions.</source>
        <translation>%1 中的队列无法保存或读取（%2）：请清理磁盘空间或检查文件夹权限。</translation>
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
    <name>ScanSettings</name>
    <message>
        <source>%1 is no address of a virus scanner: write unix:/run/clamav/clamd.ctl or tcp:127.0.0.1:3310.</source>
        <translation>%1 不是病毒扫描程序的地址：请写成 unix:/run/clamav/clamd.ctl 或 tcp:127.0.0.1:3310。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>空内容</translation>
    </message>
    <message>
        <source>There is no virus scanner at %1: start clamd, or switch the scan off.</source>
        <translation>%1 处没有病毒扫描程序：请启动 clamd，或关闭扫描。</translation>
    </message>
</context>
<context>
    <name>Schema</name>
    <message>
        <source>The conversations in %1 were written by a newer GlanceDesk: install that version again.</source>
        <translation>%1 中的会话由更新版本的图答写入：请重新安装该版本。</translation>
    </message>
    <message>
        <source>%1 could not be copied before it is changed (%2): free disk space or check the folder&apos;s permissions.</source>
        <translation>更改 %1 之前无法先复制它（%2）：请释放磁盘空间，或检查该文件夹的权限。</translation>
    </message>
    <message>
        <source>Another program is bringing %1 up to date: wait until it is done, then try again.</source>
        <translation>另一个程序正在更新 %1：请等它完成后再试。</translation>
    </message>
</context>
<context>
    <name>ServeCommand</name>
    <message>
        <source>Serving on %1 (the model is loading; Ctrl-C ends)</source>
        <translation>服务地址：%1（模型正在加载；按 Ctrl-C 结束）</translation>
    </message>
    <message>
        <source>Ready: %1</source>
        <translation>就绪：%1</translation>
    </message>
    <message>
        <source>The socket that was handed over has its address already: leave out --host and --port.</source>
        <translation>交来的套接字已经有地址：请去掉 --host 和 --port。</translation>
    </message>
    <message>
        <source>Ending: running answers are finished first (Ctrl-C again ends at once)</source>
        <translation>正在结束：先写完进行中的回答（再按一次 Ctrl-C 立即结束）</translation>
    </message>
</context>
<context>
    <name>Server</name>
    <message>
        <source>Others can reach the address %1, so keys are needed: make one with &apos;glancedesk-cli keys add NAME&apos;, and name the file as keys_file under [auth] in the configuration, or set up [auth.jwt] there.</source>
        <translation>其他电脑能访问地址 %1，因此需要密钥：用 glancedesk-cli keys add NAME 生成一个，并在配置的 [auth] 下用 keys_file 写明文件，或在那里设置 [auth.jwt]。</translation>
    </message>
    <message>
        <source>Behind a proxy others can reach the port, so keys are needed: name a keys_file under [auth] in the configuration, or set up [auth.jwt] there.</source>
        <translation>经过代理后其他电脑能访问端口，因此需要密钥：在配置的 [auth] 下写明 keys_file，或在那里设置 [auth.jwt]。</translation>
    </message>
    <message>
        <source>One socket is taken over, but LISTEN_FDS says &apos;%1&apos;: leave a single ListenStream in the socket unit.</source>
        <translation>只能接管一个套接字，但 LISTEN_FDS 是“%1”：套接字单元里请只留一行 ListenStream。</translation>
    </message>
    <message>
        <source>What was handed over is no TCP socket that listens: in the socket unit, write an address and a port as ListenStream, and leave out Accept=yes.</source>
        <translation>交来的不是正在监听的 TCP 套接字：请在套接字单元里把 ListenStream 写成地址和端口，并去掉 Accept=yes。</translation>
    </message>
    <message>
        <source>The address %1:%2 cannot be used (%3): choose another port.</source>
        <translation>地址 %1:%2 无法使用（%3）：请换一个端口。</translation>
    </message>
</context>
<context>
    <name>ServerLook</name>
    <message>
        <source>%1 serves %2.</source>
        <translation>%1 提供模型 %2。</translation>
    </message>
    <message>
        <source>%1 takes the key and serves %2.</source>
        <translation>%1 接受密钥，提供模型 %2。</translation>
    </message>
</context>
<context>
    <name>ServersCommand</name>
    <message>
        <source>Key: in the file %1</source>
        <translation>密钥：在文件 %1 中</translation>
    </message>
    <message>
        <source>Key: in GLANCEDESK_UPSTREAM_KEY</source>
        <translation>密钥：在 GLANCEDESK_UPSTREAM_KEY 中</translation>
    </message>
    <message>
        <source>Key: in the keychain</source>
        <translation>密钥：在密钥环中</translation>
    </message>
    <message>
        <source>Key: none</source>
        <translation>密钥：无</translation>
    </message>
    <message>
        <source>Servers answer in this computer&apos;s place:</source>
        <translation>由服务器代替本机回答：</translation>
    </message>
    <message>
        <source>This computer&apos;s model answers. Servers that are kept:</source>
        <translation>由本机的模型回答。已保存的服务器：</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>Pictures stay on this computer.</source>
        <translation>图片留在本机。</translation>
    </message>
    <message>
        <source>Pictures go to the servers.</source>
        <translation>图片会发送到服务器。</translation>
    </message>
</context>
<context>
    <name>SiteToken</name>
    <message>
        <source>GLANCEDESK_MODELS_TOKEN holds no token: set it to the token alone.</source>
        <translation>GLANCEDESK_MODELS_TOKEN 里没有令牌：请把它设为令牌本身。</translation>
    </message>
    <message>
        <source>The token file %1 cannot be read (%2): check its path and permissions.</source>
        <translation>无法读取令牌文件 %1（%2）：请检查路径和权限。</translation>
    </message>
    <message>
        <source>Others may read the token file %1: take their right away with chmod 600.</source>
        <translation>其他用户可以读取令牌文件 %1：请用 chmod 600 收回权限。</translation>
    </message>
    <message>
        <source>The token file %1 holds no token: write the token into it, and nothing else.</source>
        <translation>令牌文件 %1 里没有令牌：请只写入令牌，不要写别的。</translation>
    </message>
</context>
<context>
    <name>Snippets</name>
    <message>
        <source>Give it a name to type after /.</source>
        <translation>请填写名称，输入 / 加名称即可插入。</translation>
    </message>
    <message>
        <source>The name has more than %1 characters.</source>
        <translation>名称超过 %1 个字符。</translation>
    </message>
    <message>
        <source>The name can have letters, digits and signs, but no spaces and no /.</source>
        <translation>名称可以包含文字、数字和符号，但不能有空格和 /。</translation>
    </message>
    <message>
        <source>The title has more than %1 characters.</source>
        <translation>标题超过 %1 个字符。</translation>
    </message>
    <message>
        <source>Write the text.</source>
        <translation>请填写内容。</translation>
    </message>
    <message>
        <source>The text has more than %1 characters.</source>
        <translation>内容超过 %1 个字符。</translation>
    </message>
    <message>
        <source>This is no file of GlanceDesk&apos;s snippets.</source>
        <translation>这不是图答的模板文件。</translation>
    </message>
    <message>
        <source>These snippets were written by a newer GlanceDesk.</source>
        <translation>这些模板由更新版本的图答写入。</translation>
    </message>
    <message>
        <source>A file holds at most %1 snippets.</source>
        <translation>一个文件最多包含 %1 条模板。</translation>
    </message>
    <message>
        <source>Two have the name %1.</source>
        <translation>有两条模板同名：%1。</translation>
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
    <name>UpstreamErrorText</name>
    <message>
        <source>The server %1 has too much to do: ask again in a moment.</source>
        <translation>服务器 %1 太忙了：请稍后再问。</translation>
    </message>
    <message>
        <source>The server %1 has too much to do: ask again in %2 seconds.</source>
        <translation>服务器 %1 太忙了：请在 %2 秒后再问。</translation>
    </message>
    <message>
        <source>The server %1 cannot be trusted (%2): name your company&apos;s certificate authority in the settings, or ask who runs the server.</source>
        <translation>无法信任服务器 %1（%2）：请在设置中指定公司的证书颁发机构文件，或询问服务器的管理员。</translation>
    </message>
    <message>
        <source>The server %1 refuses the key: enter the key that you were given for it.</source>
        <translation>服务器 %1 拒绝了密钥：请填写为它发给您的密钥。</translation>
    </message>
    <message>
        <source>The server %1 has no model %2: choose one that it lists.</source>
        <translation>服务器 %1 没有模型 %2：请选择它列出的模型。</translation>
    </message>
    <message>
        <source>The server %1 does not take this question (%2): change it and ask again.</source>
        <translation>服务器 %1 不接受这个问题（%2）：请修改后再问。</translation>
    </message>
    <message>
        <source>The server %1 failed (status %2, %3): ask again, and tell who runs it if it stays.</source>
        <translation>服务器 %1 出错了（状态 %2，%3）：请再问一次；若仍出错，请告知其管理员。</translation>
    </message>
    <message>
        <source>The server %1 said nothing for %2 seconds: ask again, or ask who runs it.</source>
        <translation>服务器 %1 在 %2 秒内没有任何回应：请再问一次，或询问其管理员。</translation>
    </message>
    <message>
        <source>The server %1 broke off in the middle of the answer: ask again.</source>
        <translation>服务器 %1 在回答中途断开了：请再问一次。</translation>
    </message>
    <message>
        <source>What %1 answers is not OpenAI&apos;s interface (%2): check the address, which often ends in /v1.</source>
        <translation>%1 的回应不是 OpenAI 接口（%2）：请检查地址，它通常以 /v1 结尾。</translation>
    </message>
    <message>
        <source>The server %1 cannot be reached (%2): check the address and the network, then ask again.</source>
        <translation>无法连接服务器 %1（%2）：请检查地址和网络，然后再问。</translation>
    </message>
</context>
<context>
    <name>UpstreamKey</name>
    <message>
        <source>The keychain does not give the servers&apos; key: unlock it, or enter the key again in Settings › Servers.</source>
        <translation>密钥环没有给出服务器的密钥：请解锁密钥环，或在“设置 › 服务器”中重新输入密钥。</translation>
    </message>
    <message>
        <source>A key is one word of ASCII characters: copy it again, without spaces or line ends.</source>
        <translation>密钥只能由一串 ASCII 字符组成：请重新复制，不要带空格或换行。</translation>
    </message>
</context>
<context>
    <name>UpstreamSettings</name>
    <message>
        <source>Write the address of at least one server, such as http://gpu1:8000.</source>
        <translation>请至少填写一个服务器地址，例如 http://gpu1:8000。</translation>
    </message>
    <message>
        <source>At most %1 servers can be used at once.</source>
        <translation>最多可同时使用 %1 个服务器。</translation>
    </message>
    <message>
        <source>%1 is no address of a server: write it as http://name:port or https://name, without a key.</source>
        <translation>%1 不是服务器地址：请写成 http://名称:端口 或 https://名称，不要带密钥。</translation>
    </message>
    <message>
        <source>The model&apos;s name is too long.</source>
        <translation>模型名称太长。</translation>
    </message>
    <message>
        <source>There is no key file %1.</source>
        <translation>没有密钥文件 %1。</translation>
    </message>
    <message>
        <source>There is no certificate file %1.</source>
        <translation>没有证书文件 %1。</translation>
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
    <name>app::KnownFaults</name>
    <message>
        <source>%1 could not be written (%2): choose another folder or free disk space.</source>
        <translation>无法写入 %1（%2）：请换一个文件夹或清理磁盘空间。</translation>
    </message>
    <message>
        <source>%1 cannot be read (%2).</source>
        <translation>无法读取 %1（%2）。</translation>
    </message>
</context>
<context>
    <name>app::SnippetLibrary</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is too large for a list of snippets.</source>
        <translation>%1 太大，不像是模板文件。</translation>
    </message>
    <message>
        <source>%1 cannot be written (%2): free disk space or check the folder&apos;s permissions.</source>
        <translation>无法写入 %1（%2）：请释放磁盘空间或检查文件夹权限。</translation>
    </message>
    <message>
        <source>Your snippets could not be read. The file was set aside as %1; the starter set is shown instead.</source>
        <translation>您的模板无法读取。原文件已另存为 %1；现在显示的是自带的模板。</translation>
    </message>
    <message>
        <source>Your snippets could not be read, and %1 cannot be renamed.</source>
        <translation>您的模板无法读取，且 %1 无法改名。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made.</source>
        <translation>无法创建文件夹 %1。</translation>
    </message>
    <message>
        <source>There is a snippet /%1 already.</source>
        <translation>已有模板 /%1。</translation>
    </message>
</context>
<context>
    <name>app::WorkQueue</name>
    <message>
        <source>Describe this picture.</source>
        <translation>请描述这张图片。</translation>
    </message>
    <message>
        <source>Its conversation was deleted.</source>
        <translation>它的对话已被删除。</translation>
    </message>
    <message>
        <source>Its picture is damaged or gone.</source>
        <translation>它的图片已损坏或不存在。</translation>
    </message>
    <message>
        <source>%1 could not be written (%2): choose another folder or free disk space.</source>
        <translation>无法写入 %1（%2）：请换一个文件夹或清理磁盘空间。</translation>
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
        <source>Models…</source>
        <translation>模型…</translation>
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
    <message>
        <source>Capture a region of the screen</source>
        <translation>截取屏幕区域</translation>
    </message>
    <message>
        <source>Capture a window</source>
        <translation>截取窗口</translation>
    </message>
    <message>
        <source>Capture the whole screen</source>
        <translation>截取整个屏幕</translation>
    </message>
    <message>
        <source>Write the reply to the customer</source>
        <translation>写成给客户的回复</translation>
    </message>
    <message>
        <source>Templates and replies…</source>
        <translation>模板与回复…</translation>
    </message>
    <message>
        <source>Queue of pictures…</source>
        <translation>图片队列…</translation>
    </message>
    <message>
        <source>Known faults…</source>
        <translation>已知故障…</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>查找操作和对话…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>新手引导</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Port for other programs…</source>
        <translation>供其他程序使用的端口…</translation>
    </message>
</context>
<context>
    <name>ui::AnswersPage</name>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>For example: You help the support agents of a network provider. Name menus exactly as they are shown.</source>
        <translation>例如：你在协助网络运营商的客服人员，菜单名称请与界面完全一致。</translation>
    </message>
    <message>
        <source>As the model says</source>
        <translation>由模型决定</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>个词元</translation>
    </message>
    <message>
        <source>As large as the model can use</source>
        <translation>模型能用多大就用多大</translation>
    </message>
    <message>
        <source>At most %1 tokens</source>
        <translation>最多 %1 个词元</translation>
    </message>
    <message>
        <source>As much as the model can</source>
        <translation>模型能记多少就记多少</translation>
    </message>
    <message>
        <source>The last %1 tokens</source>
        <translation>最近 %1 个词元</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>系统提示</translation>
    </message>
    <message>
        <source>What the model is told before every conversation. A folder can have instructions of its own besides.</source>
        <translation>每次对话前告诉模型的话。文件夹还可以另有自己的提示。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>0 always gives the likeliest answer; more gives more varied ones.</source>
        <translation>为 0 时总是给出最可能的回答，越大变化越多。</translation>
    </message>
    <message>
        <source>Top P</source>
        <translation>Top P</translation>
    </message>
    <message>
        <source>Leaves out the least likely words; less is safer.</source>
        <translation>略去可能性最小的词，越小越稳妥。</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>最长回答</translation>
    </message>
    <message>
        <source>A token is about one Chinese word or three quarters of an English one.</source>
        <translation>一个词元约为一个中文词，或四分之三个英文单词。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Smaller pictures are answered sooner, but small print may become unreadable.</source>
        <translation>图片小一些回答更快，但小字可能看不清。</translation>
    </message>
    <message>
        <source>Conversation memory</source>
        <translation>对话记忆</translation>
    </message>
    <message>
        <source>How much of a conversation, pictures included, is given to the model with each question. Less needs less memory and time; the beginning is left out first.</source>
        <translation>每次提问时把多长的对话（含图片）交给模型。设得小一些更省内存和时间，最早的内容先略去。</translation>
    </message>
    <message>
        <source>The instructions have more than %1 characters.</source>
        <translation>系统提示超过 %1 个字符。</translation>
    </message>
</context>
<context>
    <name>ui::AttachmentCost</name>
    <message>
        <source>first word in less than a second</source>
        <translation>不到一秒出首字</translation>
    </message>
    <message>
        <source>first word in about %1 s</source>
        <translation>约 %1 秒出首字</translation>
    </message>
    <message>
        <source>first word in about %1 min</source>
        <translation>约 %1 分钟出首字</translation>
    </message>
    <message>
        <source>Pictures: %1 tokens</source>
        <translation>图片：%1 个词元</translation>
    </message>
    <message>
        <source>Seconds are told by earlier answers of this model on this computer.</source>
        <translation>时间根据这台电脑上此模型以往的回答估计。</translation>
    </message>
    <message>
        <source>%1 is larger than the model can use: it sees %2 × %3 of the %4 × %5 pixels.</source>
        <translation>%1 超出模型能用的大小：%4 × %5 像素中，模型只看到 %2 × %3。</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>裁剪…</translation>
    </message>
    <message>
        <source>Cut out the part that matters</source>
        <translation>裁出重要的部分</translation>
    </message>
    <message>
        <source>Crop %1</source>
        <translation>裁剪 %1</translation>
    </message>
    <message numerus="yes">
        <source>Cut into %n parts</source>
        <translation>
            <numerusform>切成 %n 段</numerusform>
        </translation>
    </message>
    <message>
        <source>Parts from top to bottom that the model sees at full size</source>
        <translation>从上到下切成几段，模型能看清每一段</translation>
    </message>
</context>
<context>
    <name>ui::AttachmentStrip</name>
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
    <message>
        <source>Open and edit %1</source>
        <translation>打开并编辑 %1</translation>
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
    <message>
        <source>%1, part %2</source>
        <translation>%1，第 %2 段</translation>
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
    <name>ui::CaptureButton</name>
    <message>
        <source>Capture a region of the screen (Ctrl+Shift+A); hold for a window or the screen</source>
        <translation>截取屏幕区域（Ctrl+Shift+A）；按住可选窗口或整个屏幕</translation>
    </message>
    <message>
        <source>Capture the screen</source>
        <translation>截屏</translation>
    </message>
    <message>
        <source>What to capture</source>
        <translation>截取什么</translation>
    </message>
</context>
<context>
    <name>ui::CarePage</name>
    <message>
        <source>Cache and scan</source>
        <translation>缓存与扫描</translation>
    </message>
    <message>
        <source>The port keeps answers</source>
        <translation>端口保留回答</translation>
    </message>
    <message>
        <source>A virus scanner looks at pictures first</source>
        <translation>先由病毒扫描程序检查图片</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Pictures are refused</source>
        <translation>拒绝图片</translation>
    </message>
    <message>
        <source>Pictures are taken without a scan</source>
        <translation>不扫描，照常接收图片</translation>
    </message>
    <message>
        <source>The same question about the same picture is then answered at once. Each key has its own answers; your conversations are not among them.</source>
        <translation>同一张图片的同一个问题会立即得到回答。每个密钥各有各的回答，您的对话不在其中。</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>On disk; the answers that were not used for longest go first.</source>
        <translation>占用磁盘；最久没有用到的回答最先删除。</translation>
    </message>
    <message>
        <source>For</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>ClamAV&apos;s service clamd, for pictures that come through the port. Nothing is sent over the Internet.</source>
        <translation>ClamAV 的 clamd 服务，检查经端口收到的图片。不会通过互联网发送任何内容。</translation>
    </message>
    <message>
        <source>Scanner</source>
        <translation>扫描程序</translation>
    </message>
    <message>
        <source>unix: and the path of its socket, or tcp:host:port.</source>
        <translation>unix: 加套接字路径，或 tcp:主机:端口。</translation>
    </message>
    <message>
        <source>While it is away</source>
        <translation>扫描程序不可用时</translation>
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
    <name>ui::CommandPalette</name>
    <message>
        <source>Find anything</source>
        <translation>查找操作和对话</translation>
    </message>
    <message>
        <source>Actions, conversations, templates…</source>
        <translation>操作、对话、模板…</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>查找结果</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
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
    <message>
        <source>Attach pictures, or drop or paste them</source>
        <translation>添加图片，也可拖入或粘贴</translation>
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
    <message>
        <source>The conversation was deleted for good in another window.</source>
        <translation>该对话已在另一个窗口中彻底删除。</translation>
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
    <name>ui::FaultBar</name>
    <message>
        <source>Known fault, approved on %1; the pictures are %2 % alike</source>
        <translation>已知故障，%1 批准；图片相似度 %2%</translation>
    </message>
    <message>
        <source>same code: %1</source>
        <translation>相同代码：%1</translation>
    </message>
    <message>
        <source>The approved answer</source>
        <translation>已批准的回答</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>复制回答</translation>
    </message>
    <message>
        <source>Copy it as plain text for the customer</source>
        <translation>复制为纯文本，可直接发给客户</translation>
    </message>
    <message>
        <source>Next (%1 of %2)</source>
        <translation>下一条（%1/%2）</translation>
    </message>
    <message>
        <source>Show the next known fault</source>
        <translation>显示下一条已知故障</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Change or delete this known fault</source>
        <translation>修改或删除这条已知故障</translation>
    </message>
    <message>
        <source>It is something else</source>
        <translation>不是这个故障</translation>
    </message>
    <message>
        <source>Hide the known fault</source>
        <translation>隐藏已知故障</translation>
    </message>
    <message>
        <source>Known fault, approved on %1; the model sees the same thing</source>
        <translation>已知故障，批准于 %1；模型看到的是同一内容</translation>
    </message>
</context>
<context>
    <name>ui::FaultDesk</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Only an answer about a picture becomes a known fault.</source>
        <translation>只有关于图片的回答才能成为已知故障。</translation>
    </message>
    <message numerus="yes">
        <source>Approved. A screenshot that looks the same will find this answer, for %n day(s).</source>
        <translation>
            <numerusform>已批准。%n 天内，看起来相同的截图会找到这个回答。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>ui::FaultDialog</name>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>Expires on</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Known faults</source>
        <translation>已知故障</translation>
    </message>
    <message>
        <source>Search questions, answers and codes</source>
        <translation>搜索问题、回答和代码</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>批准</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>到期</translation>
    </message>
    <message>
        <source>Approved answer</source>
        <translation>已批准的回答</translation>
    </message>
    <message>
        <source>Error codes</source>
        <translation>错误代码</translation>
    </message>
    <message>
        <source>Separated by spaces</source>
        <translation>用空格分隔</translation>
    </message>
    <message>
        <source>Expiry date</source>
        <translation>到期日期</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Expired: it is no longer found</source>
        <translation>已到期：不再参与匹配</translation>
    </message>
    <message>
        <source>Export known faults</source>
        <translation>导出已知故障</translation>
    </message>
    <message numerus="yes">
        <source>%n known fault(s) exported.</source>
        <translation>
            <numerusform>已导出 %n 条已知故障。</numerusform>
        </translation>
    </message>
    <message>
        <source>Import known faults</source>
        <translation>导入已知故障</translation>
    </message>
    <message numerus="yes">
        <source>%n known fault(s) imported.</source>
        <translation>
            <numerusform>已导入 %n 条已知故障。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ui::FaultText</name>
    <message>
        <source>at the upper left</source>
        <translation>左上角</translation>
    </message>
    <message>
        <source>at the top</source>
        <translation>上方</translation>
    </message>
    <message>
        <source>at the upper right</source>
        <translation>右上角</translation>
    </message>
    <message>
        <source>on the left</source>
        <translation>左侧</translation>
    </message>
    <message>
        <source>in the middle</source>
        <translation>中间</translation>
    </message>
    <message>
        <source>on the right</source>
        <translation>右侧</translation>
    </message>
    <message>
        <source>at the lower left</source>
        <translation>左下角</translation>
    </message>
    <message>
        <source>at the bottom</source>
        <translation>下方</translation>
    </message>
    <message>
        <source>at the lower right</source>
        <translation>右下角</translation>
    </message>
    <message>
        <source>Something has another colour %1.</source>
        <translation>%1有颜色不同。</translation>
    </message>
    <message>
        <source>The question names %1, the known fault does not.</source>
        <translation>问题提到 %1，而已知故障没有。</translation>
    </message>
    <message>
        <source>The known fault is about %1: compare the code on the picture.</source>
        <translation>已知故障的代码是 %1：请核对图片上的代码。</translation>
    </message>
    <message>
        <source>The approved answer is in another language.</source>
        <translation>已批准的回答是另一种语言。</translation>
    </message>
    <message numerus="yes">
        <source>It was approved %n day(s) ago.</source>
        <translation>
            <numerusform>它在 %n 天前批准。</numerusform>
        </translation>
    </message>
    <message>
        <source>The picture is cut, arranged or coloured in another way: compare it first.</source>
        <translation>图片的裁切、布局或颜色不同：请先比对。</translation>
    </message>
    <message>
        <source>It looks alike, but the model sees something else on it.</source>
        <translation>看起来相像，但模型看到的是别的内容。</translation>
    </message>
</context>
<context>
    <name>ui::FoldersPage</name>
    <message>
        <source>Your folder for documents</source>
        <translation>您的“文档”文件夹</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose the folder for exports</source>
        <translation>选择导出文件夹</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Where conversations and tables are offered to be saved.</source>
        <translation>导出对话和表格时默认打开的位置。</translation>
    </message>
    <message>
        <source>Kept here</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Conversations, known faults and settings. Copy this folder while the program is closed to back them up; the option --data of the program names another one.</source>
        <translation>对话、已知故障和设置。关闭程序后复制此文件夹即可备份；用程序的 --data 选项可指定其他文件夹。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>As they were sent: what was redacted is not in them.</source>
        <translation>发送时的样子：被遮盖的内容不在其中。</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>What the program did; without questions, answers and names of pictures.</source>
        <translation>程序的运行记录；不含问题、回答和图片名称。</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>The port&apos;s keys, kept answers and audit log.</source>
        <translation>端口的密钥、保留的回答和审计日志。</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Screenshots to try.</source>
        <translation>可以用来试用的截图。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open: %1</source>
        <translation>打开：%1</translation>
    </message>
    <message>
        <source>Nothing has been kept there yet.</source>
        <translation>那里还没有内容。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>没有文件夹 %1。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be written: choose another one.</source>
        <translation>文件夹 %1 不可写入：请换一个。</translation>
    </message>
</context>
<context>
    <name>ui::GeneralPage</name>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Closing the window leaves GlanceDesk in the tray</source>
        <translation>关闭窗口时留在系统托盘</translation>
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
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>It goes on answering, and a click on its icon brings the window back.</source>
        <translation>图答会继续回答，点击托盘图标即可回到窗口。</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>此桌面没有系统托盘。</translation>
    </message>
</context>
<context>
    <name>ui::GuideDialog</name>
    <message>
        <source>No model is loaded yet.</source>
        <translation>尚未加载模型。</translation>
    </message>
    <message>
        <source>Loading the model… %1%</source>
        <translation>正在加载模型… %1%</translation>
    </message>
    <message>
        <source>Ready: the demo model. It is small and knows only a few made-up products, enough to try everything.</source>
        <translation>已就绪：演示模型。它很小，只认识几种虚构产品，足够体验全部功能。</translation>
    </message>
    <message>
        <source>Ready: %1.</source>
        <translation>已就绪：%1。</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>新手引导</translation>
    </message>
    <message>
        <source>Welcome to GlanceDesk</source>
        <translation>欢迎使用图答</translation>
    </message>
    <message>
        <source>Drop a customer&apos;s screenshot, ask about it in Chinese or English, and read the answer as it is written. Pictures, questions and answers never leave this computer.</source>
        <translation>拖入客户的截图，用中文或英文提问，答案会逐字显示。图片、问题和回答都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>Language / 语言</source>
        <translation>语言 / Language</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
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
        <source>The model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Ask about a screenshot</source>
        <translation>对着截图提问</translation>
    </message>
    <message>
        <source>Here is one to try. Your own you drop into the window, paste with Ctrl+V, or capture from the screen.</source>
        <translation>先用这张试一试。您自己的截图可以拖入窗口、用 Ctrl+V 粘贴，或直接截屏。</translation>
    </message>
    <message>
        <source>What does the red light mean?</source>
        <translation>红灯是什么意思？</translation>
    </message>
    <message>
        <source>A router with a red light</source>
        <translation>亮红灯的路由器</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>For real work download GLM-4.6V-Flash, or import it from a folder or a stick. You can do it later: Menu › Models.</source>
        <translation>实际工作请下载 GLM-4.6V-Flash，或从文件夹、U 盘导入。也可以以后再做：菜单 › 模型。</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
</context>
<context>
    <name>ui::ImportDialog</name>
    <message>
        <source>Import a model</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Smaller weights take less memory and answer a little less exactly</source>
        <translation>权重越小，占用内存越少，回答的精确度略有下降</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
</context>
<context>
    <name>ui::KeysPage</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>As they came with the program</source>
        <translation>恢复默认快捷键</translation>
    </message>
    <message>
        <source>Keys of %1</source>
        <translation>“%1”的快捷键</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>No keys for %1</source>
        <translation>清除“%1”的快捷键</translation>
    </message>
    <message>
        <source>“%1” has these keys too.</source>
        <translation>与“%1”的快捷键相同。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>ui::LogDialog</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warnings and errors</source>
        <translation>警告和错误</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>Nothing has been logged.</source>
        <translation>没有日志。</translation>
    </message>
    <message>
        <source>Questions, answers and names of pictures are never logged.</source>
        <translation>日志不会记录问题、回答和图片名称。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ui::MainWindow</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>GlanceDesk</source>
        <translation>图答</translation>
    </message>
    <message>
        <source>GlanceDesk was ended while an answer was being written in “%1”. What was there is kept.</source>
        <translation>图答上次在“%1”回答到一半时被关闭，已写出的内容都保留着。</translation>
    </message>
    <message numerus="yes">
        <source>So it was in %n more conversation(s).</source>
        <translation>
            <numerusform>另有 %n 个对话也是如此。</numerusform>
        </translation>
    </message>
    <message>
        <source>Go on with it</source>
        <translation>接着回答</translation>
    </message>
    <message>
        <source>Servers…</source>
        <translation>服务器…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
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
    <message>
        <source>Approve: a known fault from now on</source>
        <translation>批准：今后作为已知故障</translation>
    </message>
</context>
<context>
    <name>ui::ModelBar</name>
    <message>
        <source>Download</source>
        <translation>下载</translation>
    </message>
    <message>
        <source>Fetch it from the site below, check it, and make these weights of it</source>
        <translation>从下面的站点下载并校验，再转换成所选的权重</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Fetch what is still missing</source>
        <translation>下载还缺的部分</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>Make a smaller model of it, beside it</source>
        <translation>另外生成一个更小的模型，原模型保留</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>A download stays on the disk to go on with; other work is given up</source>
        <translation>下载的部分留在磁盘上，可以继续；其他工作则放弃</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Load it into the window</source>
        <translation>加载到窗口中使用</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Compare every file with what it must be, and open the model</source>
        <translation>逐个核对文件内容，并打开模型</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>更新</translation>
    </message>
    <message>
        <source>Install the newer revision beside this one, try it, then change over</source>
        <translation>把新版本装在旧版本旁边，试用通过后再切换</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>To the revision before</source>
        <translation>退回到之前的版本</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>删除…</translation>
    </message>
    <message>
        <source>Delete it from the disk</source>
        <translation>从磁盘上删除</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Smaller weights take less memory and answer a little less exactly</source>
        <translation>权重越小，占用内存越少，回答的精确度略有下降</translation>
    </message>
</context>
<context>
    <name>ui::ModelDesk</name>
    <message>
        <source>Models…</source>
        <translation>模型…</translation>
    </message>
</context>
<context>
    <name>ui::ModelPage</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Choose the folder of a model</source>
        <translation>选择模型文件夹</translation>
    </message>
    <message>
        <source>Small picture reader</source>
        <translation>精简识图模块</translation>
    </message>
    <message>
        <source>The demo model that comes with the program</source>
        <translation>程序自带的演示模型</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Graphics card when it fits, else the processor</source>
        <translation>显卡放得下就用显卡，否则用处理器</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>As they are stored</source>
        <translation>与文件一致</translation>
    </message>
    <message>
        <source>bf16: exact, the most memory</source>
        <translation>bf16：精确，占用内存最多</translation>
    </message>
    <message>
        <source>int8: about half the memory</source>
        <translation>int8：约一半内存</translation>
    </message>
    <message>
        <source>int4: about a third of the memory</source>
        <translation>int4：约三分之一内存</translation>
    </message>
    <message>
        <source>One for each core (%1)</source>
        <translation>每个核心一个（%1）</translation>
    </message>
    <message>
        <source>The folder of GLM-4.6V-Flash, or of another model of its kind.</source>
        <translation>GLM-4.6V-Flash 或同类模型的文件夹。</translation>
    </message>
    <message>
        <source>Computes</source>
        <translation>计算设备</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Smaller weights are faster and need less memory; answers may become a little less exact.</source>
        <translation>权重越小速度越快、占用内存越少，回答的精确度可能略有下降。</translation>
    </message>
    <message>
        <source>Saves memory when pictures are read. Small print may be read less well.</source>
        <translation>识图时更省内存，但小字可能读得不那么准。</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>Fewer leave more of the computer to other programs.</source>
        <translation>线程少一些，其他程序会更流畅。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>找不到文件夹 %1。</translation>
    </message>
    <message>
        <source>Small conversation memory</source>
        <translation>缩小对话内存</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>For later questions</source>
        <translation>留给后续问题</translation>
    </message>
    <message>
        <source>Memory for pictures and conversations that were read already, so that the next question about them is answered sooner.</source>
        <translation>用来保存已读过的图片和对话的内存，再次提问时回答更快。</translation>
    </message>
    <message>
        <source>Halves the memory of a long conversation. Answers may become a little less exact.</source>
        <translation>长对话占用的内存减半，回答可能略欠精确。</translation>
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
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>%1 in memory</source>
        <translation>占用内存 %1</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>在 %1 上</translation>
    </message>
    <message>
        <source>Models: what is here, and others to fetch or open</source>
        <translation>模型：查看已有的，下载或打开其他的</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
</context>
<context>
    <name>ui::ModelTable</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Advised here</source>
        <translation>本机推荐</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>ui::ModelWindow</name>
    <message>
        <source>Look for updates</source>
        <translation>检查更新</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Import from a folder…</source>
        <translation>从文件夹导入…</translation>
    </message>
    <message>
        <source>Copy a model from a folder or a stick, and check it</source>
        <translation>从文件夹或 U 盘复制模型并校验</translation>
    </message>
    <message>
        <source>Ask the site whether installed models have newer revisions</source>
        <translation>向站点询问已安装的模型是否有新版本</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%1 is being loaded…</source>
        <translation>正在加载 %1…</translation>
    </message>
    <message>
        <source>%1 is in use.</source>
        <translation>现在使用 %1。</translation>
    </message>
    <message>
        <source>Remove a model</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <source>Delete %1 and all that was downloaded of it from the disk?</source>
        <translation>从磁盘上删除 %1 以及已下载的部分吗？</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Import a model from a folder</source>
        <translation>从文件夹导入模型</translation>
    </message>
    <message>
        <source>Every installed model is at its newest revision.</source>
        <translation>已安装的模型都是最新版本。</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>Use a model where it lies, without copying it</source>
        <translation>直接使用所在位置的模型，不复制</translation>
    </message>
    <message>
        <source>Open a model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
</context>
<context>
    <name>ui::PictureDesk</name>
    <message>
        <source>Screenshot %1</source>
        <translation>截图 %1</translation>
    </message>
    <message>
        <source>The earlier version of this question still has the picture as it was. Delete the conversation for good if nobody may see it.</source>
        <translation>这个问题的较早版本里仍有原来的图片。如果不能让任何人看到，请彻底删除这个对话。</translation>
    </message>
</context>
<context>
    <name>ui::PictureEditor</name>
    <message>
        <source>Edit %1</source>
        <translation>编辑 %1</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>图片 %1</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>移动图片</translation>
    </message>
    <message>
        <source>Crop to a part</source>
        <translation>裁剪到一部分</translation>
    </message>
    <message>
        <source>Redact: black out for good</source>
        <translation>遮盖：彻底涂黑</translation>
    </message>
    <message>
        <source>Draw a box</source>
        <translation>画方框</translation>
    </message>
    <message>
        <source>Draw an arrow</source>
        <translation>画箭头</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>向左转</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>向右转</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Use the edited picture</source>
        <translation>使用编辑后的图片</translation>
    </message>
    <message>
        <source>Drag to move, turn the wheel to zoom</source>
        <translation>拖动以移动，滚轮缩放</translation>
    </message>
    <message>
        <source>Drag over the part to keep; with the keys: arrows, Shift+arrows, Enter</source>
        <translation>拖过要保留的部分；键盘：方向键、Shift+方向键、Enter</translation>
    </message>
    <message>
        <source>Drag over what nobody may see; with the keys: arrows, Shift+arrows, Enter</source>
        <translation>拖过不能让人看到的内容；键盘：方向键、Shift+方向键、Enter</translation>
    </message>
    <message>
        <source>Drag to draw; with the keys: arrows, Shift+arrows, Enter</source>
        <translation>拖动以绘制；键盘：方向键、Shift+方向键、Enter</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>Discard the edits?</source>
        <translation>放弃编辑？</translation>
    </message>
    <message>
        <source>The picture stays as it was. What you drew, cut and redacted is lost.</source>
        <translation>图片保持原样。绘制、裁剪和遮盖都会丢失。</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Discard the edits</source>
        <translation>放弃编辑</translation>
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
        <source>Close (Esc)</source>
        <translation>关闭（Esc）</translation>
    </message>
    <message>
        <source>%1  ·  %2 × %3 pixels  ·  %4</source>
        <translation>%1  ·  %2 × %3 像素  ·  %4</translation>
    </message>
    <message>
        <source>What the answers say about places on the picture</source>
        <translation>回答中提到的图片位置</translation>
    </message>
</context>
<context>
    <name>ui::PortDialog</name>
    <message>
        <source>Other programs may use the model</source>
        <translation>允许其他程序使用模型</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open the page</source>
        <translation>打开网页</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新建密钥</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Port for other programs</source>
        <translation>供其他程序使用的端口</translation>
    </message>
    <message>
        <source>Who will use the key</source>
        <translation>密钥给谁用</translation>
    </message>
    <message>
        <source>Right now</source>
        <translation>此刻</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Programs and web pages then ask this model through an OpenAI-compatible port. They never see your conversations.</source>
        <translation>其他程序和网页可通过兼容 OpenAI 的端口向此模型提问，但看不到您的对话。</translation>
    </message>
    <message>
        <source>Open for programs on this computer.</source>
        <translation>已打开，供本机上的程序使用。</translation>
    </message>
    <message>
        <source>Open for everybody who can reach this computer and has a key.</source>
        <translation>已打开，供能访问本机并持有密钥的人使用。</translation>
    </message>
    <message>
        <source>Closing: answers that are being written are finished first.</source>
        <translation>正在关闭：先写完进行中的回答。</translation>
    </message>
    <message>
        <source>The chat page for a phone or a colleague in the same network. It asks for a key.</source>
        <translation>供手机或同一网络里的同事使用的聊天网页，打开时会要求输入密钥。</translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) in work</source>
        <translation>
            <numerusform>正在处理 %n 个请求</numerusform>
        </translation>
    </message>
    <message>
        <source>The port is closed</source>
        <translation>端口已关闭</translation>
    </message>
    <message>
        <source>Copy this key now: it is not shown again. From now on nobody asks without a key.</source>
        <translation>请现在就复制这个密钥，以后不再显示。从现在起，没有密钥就不能提问。</translation>
    </message>
    <message>
        <source>Who will use it</source>
        <translation>给谁用</translation>
    </message>
    <message>
        <source>Letters, digits, dots and dashes, without spaces</source>
        <translation>字母、数字、点和连字符，不含空格</translation>
    </message>
</context>
<context>
    <name>ui::PortPage</name>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Other programs may use the model</source>
        <translation>允许其他程序使用模型</translation>
    </message>
    <message>
        <source>Choose the keys file</source>
        <translation>选择密钥文件</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>None: only this computer may ask</source>
        <translation>无：只允许本机访问</translation>
    </message>
    <message>
        <source>Keys file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>Programs and web pages then ask this model through an OpenAI-compatible port. They never see your conversations.</source>
        <translation>其他程序和网页可通过兼容 OpenAI 的端口向此模型提问，但看不到您的对话。</translation>
    </message>
    <message>
        <source>127.0.0.1 is this computer alone; 0.0.0.0 is everybody who can reach it, and needs keys.</source>
        <translation>127.0.0.1 仅供本机；0.0.0.0 供所有能访问的电脑，必须设置密钥。</translation>
    </message>
    <message>
        <source>Made by the command: glancedesk-cli keys</source>
        <translation>用命令生成：glancedesk-cli keys</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Pages of other addresses that may use the port, one a line.</source>
        <translation>可使用此端口的其他网页地址，每行一个。</translation>
    </message>
</context>
<context>
    <name>ui::PortalScreenshot</name>
    <message>
        <source>The desktop gives no screenshot (%1): take one with the desktop&apos;s own tool and paste it.</source>
        <translation>桌面没有给出截图（%1）：请用桌面自带的工具截屏后粘贴。</translation>
    </message>
    <message>
        <source>The desktop took no screenshot: take one with the desktop&apos;s own tool and paste it.</source>
        <translation>桌面没有截屏：请用桌面自带的工具截屏后粘贴。</translation>
    </message>
    <message>
        <source>The desktop&apos;s screenshot can&apos;t be read: take one with the desktop&apos;s own tool and paste it.</source>
        <translation>无法读取桌面的截图：请用桌面自带的工具截屏后粘贴。</translation>
    </message>
    <message>
        <source>There is no session bus, so the desktop can&apos;t be asked for a screenshot: take one with the desktop&apos;s own tool and paste it.</source>
        <translation>没有会话总线，无法请桌面截屏：请用桌面自带的工具截屏后粘贴。</translation>
    </message>
</context>
<context>
    <name>ui::QrCode</name>
    <message>
        <source>QR code of %1</source>
        <translation>%1 的二维码</translation>
    </message>
</context>
<context>
    <name>ui::QueueDesk</name>
    <message>
        <source>Queue: %1</source>
        <translation>队列：%1</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Show the queue and its results</source>
        <translation>显示队列和结果</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Go on with the queue</source>
        <translation>继续队列</translation>
    </message>
    <message>
        <source>Pause the queue</source>
        <translation>暂停队列</translation>
    </message>
    <message>
        <source>The queue is done: %1.</source>
        <translation>队列已完成：%1。</translation>
    </message>
    <message>
        <source>Pictures for the queue</source>
        <translation>加入队列的图片</translation>
    </message>
</context>
<context>
    <name>ui::QueueStart</name>
    <message>
        <source>Many pictures</source>
        <translation>很多图片</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s): ask the same about each, one after the other? Each gets a conversation of its own, and you can go on working meanwhile.</source>
        <translation>
            <numerusform>%n 张图片：要逐张问同一个问题吗？每张都有自己的对话，期间您可以继续工作。</numerusform>
        </translation>
    </message>
    <message>
        <source>Describe this picture.</source>
        <translation>请描述这张图片。</translation>
    </message>
    <message>
        <source>The question about each picture</source>
        <translation>对每张图片的问题</translation>
    </message>
    <message>
        <source>Start the queue</source>
        <translation>开始队列</translation>
    </message>
    <message numerus="yes">
        <source>Attach the first %n</source>
        <translation>
            <numerusform>只附上前 %n 张</numerusform>
        </translation>
    </message>
    <message>
        <source>Attach all to one question</source>
        <translation>全部附到一个问题</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ui::QueueTable</name>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>秒</translation>
    </message>
</context>
<context>
    <name>ui::QueueWindow</name>
    <message>
        <source>%1 of %2 done</source>
        <translation>已完成 %1/%2</translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message numerus="yes">
        <source>about %n min left</source>
        <translation>
            <numerusform>约剩 %n 分钟</numerusform>
        </translation>
    </message>
    <message>
        <source>Queue of pictures</source>
        <translation>图片队列</translation>
    </message>
    <message>
        <source>Pictures and their answers</source>
        <translation>图片和回答</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>添加图片…</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Open the conversation</source>
        <translation>打开对话</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>移出队列</translation>
    </message>
    <message>
        <source>Clear what is done</source>
        <translation>清除已完成的</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>Drop many pictures at once, or add them here: each is answered in a conversation of its own.</source>
        <translation>一次拖入很多图片，或在这里添加：每张图片都会在自己的对话里得到回答。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Export the table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
</context>
<context>
    <name>ui::RegionPicker</name>
    <message>
        <source>Choose a part of the screen</source>
        <translation>选择屏幕的一部分</translation>
    </message>
    <message>
        <source>Drag over a part of the screen, or use the arrow keys, Shift and Enter</source>
        <translation>拖过屏幕的一部分，或用方向键、Shift 和 Enter</translation>
    </message>
    <message>
        <source>Click what to capture, or use Tab and Enter</source>
        <translation>点击要截取的内容，或用 Tab 和 Enter</translation>
    </message>
    <message>
        <source>%1 × %2 pixels</source>
        <translation>%1 × %2 像素</translation>
    </message>
    <message>
        <source>Esc leaves</source>
        <translation>Esc 退出</translation>
    </message>
</context>
<context>
    <name>ui::ScreenCapture</name>
    <message>
        <source>The screen can&apos;t be captured here: take a screenshot with the desktop&apos;s own tool and paste it.</source>
        <translation>这里无法截屏：请用桌面自带的工具截屏后粘贴。</translation>
    </message>
</context>
<context>
    <name>ui::SearchField</name>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>清除搜索</translation>
    </message>
</context>
<context>
    <name>ui::SecretField</name>
    <message>
        <source>In the keychain</source>
        <translation>在密钥环中</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>ui::SettingsDialog</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>设置页面</translation>
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
    <message>
        <source>Search titles, questions and answers</source>
        <translation>搜索标题、问题和回答</translation>
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
    <name>ui::SiteForm</name>
    <message>
        <source>Choose the file with the token</source>
        <translation>选择含有令牌的文件</translation>
    </message>
    <message>
        <source>Look for updates daily</source>
        <translation>每天检查更新</translation>
    </message>
    <message>
        <source>Models come from</source>
        <translation>模型来源</translation>
    </message>
    <message>
        <source>Whose addresses are asked; a mirror answers to the same ones</source>
        <translation>向哪个站点请求；镜像使用同样的路径</translation>
    </message>
    <message>
        <source>Company mirror</source>
        <translation>公司镜像</translation>
    </message>
    <message>
        <source>Base address of a server of yours that holds the models; empty: the site itself</source>
        <translation>贵公司存放模型的服务器的基础地址；留空则直接访问站点</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>For models that are not public; the keychain of the desktop keeps it</source>
        <translation>用于非公开的模型；由桌面的密钥环保管</translation>
    </message>
    <message>
        <source>Token file</source>
        <translation>令牌文件</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Where there is no keychain: a file with the token alone, for you only</source>
        <translation>没有密钥环时使用：只含令牌、只有你能读的文件</translation>
    </message>
    <message>
        <source>Asks the site once a day whether an installed model has a newer revision</source>
        <translation>每天向站点询问一次已安装的模型是否有新版本</translation>
    </message>
    <message>
        <source>The keychain keeps the token; it is not shown again.</source>
        <translation>令牌已存入密钥环，不会再显示。</translation>
    </message>
    <message>
        <source>The token is forgotten.</source>
        <translation>令牌已删除。</translation>
    </message>
    <message>
        <source>Forget the token</source>
        <translation>删除令牌</translation>
    </message>
    <message>
        <source>Keep the token</source>
        <translation>保存令牌</translation>
    </message>
</context>
<context>
    <name>ui::SnippetDialog</name>
    <message>
        <source>/%1 was removed.</source>
        <translation>已移除 /%1。</translation>
    </message>
    <message>
        <source>Import snippets</source>
        <translation>导入模板</translation>
    </message>
    <message>
        <source>Snippets</source>
        <translation>模板</translation>
    </message>
    <message>
        <source>%1 snippets were added, %2 replaced.</source>
        <translation>已添加 %1 条模板，替换 %2 条。</translation>
    </message>
    <message>
        <source>Export snippets</source>
        <translation>导出模板</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>Templates and replies</source>
        <translation>模板与回复</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Add the starter set</source>
        <translation>添加自带模板</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Adds the texts that came with the program and are missing</source>
        <translation>补上程序自带而现在没有的模板</translation>
    </message>
</context>
<context>
    <name>ui::SnippetForm</name>
    <message>
        <source>Not saved: %1</source>
        <translation>未保存：%1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>typed after / in the question</source>
        <translation>在问题中输入 / 加此名称</translation>
    </message>
    <message>
        <source>what it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Prompt for the model</source>
        <translation>给模型的提问</translation>
    </message>
    <message>
        <source>Reply to the customer</source>
        <translation>给客户的回复</translation>
    </message>
    <message>
        <source>{{words in braces}} are filled in with Tab. {{date}}, {{time}} and {{clipboard}} fill themselves.</source>
        <translation>按 Tab 逐个填写 {{花括号中的空格}}。{{日期}}、{{时间}} 和 {{剪贴板}} 会自动填好。</translation>
    </message>
</context>
<context>
    <name>ui::SnippetPopup</name>
    <message>
        <source>Snippets</source>
        <translation>模板</translation>
    </message>
</context>
<context>
    <name>ui::SnippetTyping</name>
    <message>
        <source>“%1” is still to be filled in. Enter once more sends it as it is.</source>
        <translation>“%1”还没有填写。再按一次 Enter 将照原样发送。</translation>
    </message>
</context>
<context>
    <name>ui::SpeedPlot</name>
    <message>
        <source>Text of the last minute; now %1 pieces a second</source>
        <translation>最近一分钟的输出速度，现为每秒 %1 段</translation>
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
    <message>
        <source>Answered on this computer by %1, where the pictures stay</source>
        <translation>由本机的 %1 回答，图片未离开本机</translation>
    </message>
    <message>
        <source>Answered by %1 on the server %2</source>
        <translation>由服务器 %2 上的 %1 回答</translation>
    </message>
</context>
<context>
    <name>ui::StyleBar</name>
    <message>
        <source>Tone</source>
        <translation>语气</translation>
    </message>
    <message>
        <source>As it comes</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Friendly</source>
        <translation>亲切</translation>
    </message>
    <message>
        <source>Formal</source>
        <translation>正式</translation>
    </message>
    <message>
        <source>Plain words</source>
        <translation>通俗</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>As asked</source>
        <translation>随提问</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>篇幅</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>简短</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>详尽</translation>
    </message>
    <message>
        <source>%1 of the answers: %2</source>
        <translation>回答的%1：%2</translation>
    </message>
</context>
<context>
    <name>ui::Tray</name>
    <message>
        <source>The answer is there</source>
        <translation>回答已完成</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>显示窗口</translation>
    </message>
    <message>
        <source>GlanceDesk</source>
        <translation>图答</translation>
    </message>
</context>
<context>
    <name>ui::UpstreamPage</name>
    <message>
        <source>Servers</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>Servers answer in this computer&apos;s place</source>
        <translation>由服务器代替本机回答</translation>
    </message>
    <message>
        <source>Choose the file with the key</source>
        <translation>选择密钥文件</translation>
    </message>
    <message>
        <source>Choose the certificate file</source>
        <translation>选择证书文件</translation>
    </message>
    <message>
        <source>Pictures stay on this computer</source>
        <translation>图片留在本机</translation>
    </message>
    <message>
        <source>Check the servers</source>
        <translation>检查服务器</translation>
    </message>
    <message>
        <source>The first that the servers list</source>
        <translation>服务器列出的第一个</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>Those that this computer trusts</source>
        <translation>本机信任的证书</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>One or several servers with OpenAI&apos;s interface, such as vLLM, that serve the same model. Conversations stay here; a question goes there with what it needs.</source>
        <translation>一个或多个提供同一模型、具有 OpenAI 接口的服务器，例如 vLLM。对话留在本机；提问时只把所需内容发送过去。</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>One a line. Each question goes to the one with the least to do.</source>
        <translation>每行一个。每个问题交给最空闲的服务器。</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>A PEM file of your company&apos;s own authority, for https.</source>
        <translation>公司自有证书颁发机构的 PEM 文件，用于 https。</translation>
    </message>
    <message>
        <source>Questions with pictures are then answered by the model of this computer, and the answer says so.</source>
        <translation>带图片的问题由本机的模型回答，并在回答下注明。</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>What the servers ask for; the keychain of the desktop keeps it</source>
        <translation>服务器要求的密钥，由桌面的密钥环保存</translation>
    </message>
    <message>
        <source>Keep the key</source>
        <translation>保存密钥</translation>
    </message>
    <message>
        <source>Forget the key</source>
        <translation>删除密钥</translation>
    </message>
    <message>
        <source>Kept by the desktop&apos;s keychain, never in the settings.</source>
        <translation>由桌面的密钥环保存，不写入设置。</translation>
    </message>
    <message>
        <source>Where there is no keychain: a file that holds the servers&apos; key and nothing else.</source>
        <translation>没有密钥环时使用：只含服务器密钥的文件。</translation>
    </message>
    <message>
        <source>The keychain keeps the key; it is not shown again.</source>
        <translation>密钥环已保存密钥，不会再显示。</translation>
    </message>
    <message>
        <source>The key is forgotten.</source>
        <translation>密钥已删除。</translation>
    </message>
    <message>
        <source>The key is not kept yet: press Keep beside it, or empty its field.</source>
        <translation>密钥还没有保存：请按旁边的“保存”，或清空该输入框。</translation>
    </message>
</context>
<context>
    <name>ui::ViewerBar</name>
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
