<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutText</name>
    <message>
        <source>About Hubbub</source>
        <translation>关于 Hubbub</translation>
    </message>
    <message>
        <source>Hubbub %1</source>
        <translation>Hubbub %1</translation>
    </message>
    <message>
        <source>A chat room for the people on one network, or on many. What is said goes over UDP, encrypted, and reaches everyone in the same order.</source>
        <translation>给同一网络或多个网络里的人用的聊天室。消息经 UDP 加密传送，每个人看到的顺序都相同。</translation>
    </message>
    <message>
        <source>Free software under the MIT licence. © 2026 The Hubbub authors.</source>
        <translation>以 MIT 许可证发布的自由软件。© 2026 The Hubbub authors。</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>关于 Qt(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>AdminModerationText</name>
    <message>
        <source>ban WHOM [for TIME] [WHY]  keeps out a name, #NUMBER, address (10.1.0.0/16) or key
unban WHOM                 lets them in again
mute WHOM [for TIME] [WHY] lets them read but not speak
unmute WHOM                lets them speak again
bans                       bans and mutes, with their numbers
topic TEXT                 sets the room&apos;s topic; - takes it away
lock, unlock               nobody may enter, or everybody again
remove NUMBER [WHY]        takes away the text of what was said
announce --ack TEXT        tells everyone, and asks to confirm it
acks NUMBER                who has confirmed it</source>
        <translation>ban 对象 [for 时长] [原因]   禁止名字、#编号、地址（10.1.0.0/16）或密钥进入
unban 对象                  允许重新进入
mute 对象 [for 时长] [原因]  只能看、不能发言
unmute 对象                 允许重新发言
bans                       列出封禁和禁言及其编号
topic 文字                  设置话题；- 清除话题
lock、unlock               禁止或重新允许进入
remove 编号 [原因]          移除一条消息的内容
announce --ack 文字         通知所有人并要求确认
acks 编号                   谁已确认</translation>
    </message>
    <message>
        <source>locked: nobody may enter</source>
        <translation>已锁定：任何人不能进入</translation>
    </message>
    <message>
        <source>unlocked: everybody may enter</source>
        <translation>已解锁：所有人可以进入</translation>
    </message>
    <message>
        <source>banned, as number %1</source>
        <translation>已封禁，编号 %1</translation>
    </message>
    <message>
        <source>muted, as number %1</source>
        <translation>已禁言，编号 %1</translation>
    </message>
    <message>
        <source>banned by the key: %1 (#%2, %3), as number %4</source>
        <translation>已按密钥封禁：%1（#%2，%3），编号 %4</translation>
    </message>
    <message>
        <source>muted by the key: %1 (#%2, %3), as number %4</source>
        <translation>已按密钥禁言：%1（#%2，%3），编号 %4</translation>
    </message>
    <message>
        <source>lifted: %1 #%2 of %3</source>
        <translation>已解除：%1 #%2，%3</translation>
    </message>
    <message>
        <source>the topic is taken away</source>
        <translation>话题已清除</translation>
    </message>
    <message>
        <source>the topic is set</source>
        <translation>话题已设置</translation>
    </message>
    <message>
        <source>the text of number %1 is removed</source>
        <translation>编号 %1 的内容已移除</translation>
    </message>
    <message>
        <source>bans and mutes: %1</source>
        <translation>封禁和禁言：%1</translation>
    </message>
    <message>
        <source>, until %1</source>
        <translation>，到 %1 为止</translation>
    </message>
    <message>
        <source>, without end</source>
        <translation>，无期限</translation>
    </message>
    <message>
        <source>the console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>, by %1</source>
        <translation>，由 %1</translation>
    </message>
    <message>
        <source>confirmed (%1)</source>
        <translation>已确认（%1）</translation>
    </message>
    <message>
        <source>delivered (%1)</source>
        <translation>已送达（%1）</translation>
    </message>
    <message>
        <source>unreachable (%1)</source>
        <translation>未送达（%1）</translation>
    </message>
</context>
<context>
    <name>AdminText</name>
    <message>
        <source>removed: %1</source>
        <translation>已移出：%1</translation>
    </message>
    <message>
        <source>announced as number %1</source>
        <translation>已发布，编号 %1</translation>
    </message>
    <message>
        <source>members: %1</source>
        <translation>成员：%1 人</translation>
    </message>
    <message>
        <source>, admin</source>
        <translation>，管理员</translation>
    </message>
    <message>
        <source>, away</source>
        <translation>，暂离</translation>
    </message>
    <message>
        <source>, heard %1 s ago</source>
        <translation>，%1 秒前有联系</translation>
    </message>
    <message>
        <source>Line by line, commands begin with a slash, and any other line is announced.</source>
        <translation>逐行输入时，命令以斜杠开头，其他内容作为管理员消息发布。</translation>
    </message>
    <message>
        <source>announce TEXT            tells everyone something as the admin
who                      who is in the room
kick NAME|#NUMBER [WHY]  removes a member
stats                    counters and figures
top                      members and their links
help                     this list
quit                     ends</source>
        <translation>announce 文字            以管理员身份告知所有人
who                      聊天室里有谁
kick 名字|#编号 [原因]   移出一名成员
stats                    计数与统计
top                      成员及其连接情况
help                     显示这个列表
quit                     结束</translation>
    </message>
    <message>
        <source>, muted</source>
        <translation>，已禁言</translation>
    </message>
</context>
<context>
    <name>BannerText</name>
    <message>
        <source>%1 %2</source>
        <comment>two sentences</comment>
        <translation>%1%2</translation>
    </message>
    <message>
        <source>What you wrote will be sent when the link is back.</source>
        <translation>连接恢复后，你写的内容会自动发出。</translation>
    </message>
    <message>
        <source>%L1 lines will be sent when the link is back.</source>
        <translation>连接恢复后，%L1 条内容会自动发出。</translation>
    </message>
    <message>
        <source>The link to the server is lost.</source>
        <translation>与服务器的连接已中断。</translation>
    </message>
    <message>
        <source>Trying again.</source>
        <translation>正在重试。</translation>
    </message>
    <message>
        <source>Trying again in %1 s.</source>
        <translation>%1 秒后重试。</translation>
    </message>
    <message>
        <source>You are not in the room.</source>
        <translation>你不在聊天室里。</translation>
    </message>
    <message>
        <source>Some of what you wrote may not have been sent; it is marked in the list.</source>
        <translation>你写的内容有些可能没有发出，列表中已标出。</translation>
    </message>
    <message>
        <source>You are not in the room: it waits for another name.</source>
        <translation>你不在聊天室里：需要换一个名字。</translation>
    </message>
    <message>
        <source>The server has gone back to an earlier state of the room. What stands above the line in the list may no longer be in it.</source>
        <translation>服务器把聊天室恢复到了较早的状态。列表中横线以上的内容可能已不在聊天室里。</translation>
    </message>
</context>
<context>
    <name>CandidateText</name>
    <message>
        <source>and %L1 more</source>
        <translation>另有 %L1 个</translation>
    </message>
</context>
<context>
    <name>CatchUpText</name>
    <message>
        <source>New messages: at least %L1</source>
        <translation>新消息：至少 %L1 条</translation>
    </message>
    <message>
        <source>New messages: %L1</source>
        <translation>新消息：%L1 条</translation>
    </message>
    <message>
        <source>mentioning you: %L1</source>
        <translation>提到你：%L1 次</translation>
    </message>
    <message>
        <source>notices: %L1</source>
        <translation>管理员消息：%L1 条</translation>
    </message>
    <message>
        <source> · </source>
        <comment>between the parts of a summary</comment>
        <translation> · </translation>
    </message>
    <message>
        <source>mentioning you: at least %L1</source>
        <translation>提到你：至少 %L1 次</translation>
    </message>
    <message>
        <source>notices: at least %L1</source>
        <translation>管理员消息：至少 %L1 条</translation>
    </message>
</context>
<context>
    <name>CliArguments</name>
    <message>
        <source>Plain lines on a terminal too, for screen readers.</source>
        <translation>在终端上也只输出纯文本行，适合屏幕阅读器。</translation>
    </message>
    <message>
        <source>Draw the screen with ASCII characters alone.</source>
        <translation>只用 ASCII 字符绘制屏幕。</translation>
    </message>
    <message>
        <source>Ring when somebody names you.</source>
        <translation>有人提到你时响铃。</translation>
    </message>
    <message>
        <source>End when the connection stays lost for so many seconds (60; the screen: never).</source>
        <translation>连接中断超过此秒数则结束（60；全屏时从不）。</translation>
    </message>
    <message>
        <source>hubbub --help tells more.</source>
        <translation>详见 hubbub --help。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Speak zh_CN or en.</source>
        <translation>使用 zh_CN 或 en。</translation>
    </message>
    <message>
        <source>Keep keys and known servers in this folder.</source>
        <translation>将密钥和已知服务器保存在此文件夹。</translation>
    </message>
    <message>
        <source>Talk to no server but the one with this key.</source>
        <translation>只与拥有此密钥的服务器通信。</translation>
    </message>
    <message>
        <source>Trust the server though its key has changed.</source>
        <translation>服务器密钥已变，仍然信任它。</translation>
    </message>
    <message>
        <source>Enter under this name (the last one).</source>
        <translation>以此名字进入（默认为上次的名字）。</translation>
    </message>
    <message>
        <source>Take the place of another program of yours.</source>
        <translation>接管你的另一个程序的位置。</translation>
    </message>
    <message>
        <source>One JSON object a line, for programs.</source>
        <translation>每行一个 JSON 对象，供程序使用。</translation>
    </message>
    <message>
        <source>Stay when the input has ended, until SIGINT or SIGTERM.</source>
        <translation>输入结束后留在聊天室，直到收到 SIGINT 或 SIGTERM。</translation>
    </message>
    <message>
        <source>Messages end with a NUL byte and not with the line.</source>
        <translation>消息以 NUL 字节结束，而不是换行。</translation>
    </message>
    <message>
        <source>admin: use the private key in this file.</source>
        <translation>admin：使用此文件中的私钥。</translation>
    </message>
    <message>
        <source>--%1 takes a number of seconds.</source>
        <translation>--%1 需要一个秒数。</translation>
    </message>
    <message>
        <source>--profile takes a folder.</source>
        <translation>--profile 需要一个文件夹。</translation>
    </message>
    <message>
        <source>--server-key takes a key: 43 letters, digits, - and _.</source>
        <translation>--server-key 需要一个密钥：43 个字母、数字、- 或 _。</translation>
    </message>
    <message>
        <source>“%1” is one word too many.</source>
        <translation>“%1”是多余的。</translation>
    </message>
    <message>
        <source>A chat room in the terminal.</source>
        <translation>终端里的聊天室。</translation>
    </message>
    <message>
        <source>Where the room is.</source>
        <translation>聊天室所在的服务器。</translation>
    </message>
    <message>
        <source>The link and --server-key name different keys.</source>
        <translation>链接与 --server-key 中的密钥不同。</translation>
    </message>
    <message>
        <source>--%1 is not for hubbub %2.</source>
        <translation>--%1 不能用于 hubbub %2。</translation>
    </message>
    <message>
        <source>The server&apos;s address is empty.</source>
        <translation>服务器地址是空的。</translation>
    </message>
    <message>
        <source>--identity takes a file.</source>
        <translation>--identity 需要一个文件。</translation>
    </message>
    <message>
        <source>Take the room&apos;s password from the first line of this file (-: of standard input).</source>
        <translation>从此文件的第一行读取聊天室密码（-：从标准输入读取）。</translation>
    </message>
    <message>
        <source>Keep the key made of the password, to enter without it the next time.</source>
        <translation>保存由密码生成的密钥，下次进入时不必再输入密码。</translation>
    </message>
    <message>
        <source>--password-file takes a file.</source>
        <translation>--password-file 需要一个文件。</translation>
    </message>
    <message>
        <source>Wait so many seconds for the server (10; discover: 2).</source>
        <translation>最多等待服务器多少秒（10；discover：2）。</translation>
    </message>
    <message>
        <source>history: from this day on (2026-01-31), or this moment.</source>
        <translation>history：从这一天（2026-01-31）或这一刻起。</translation>
    </message>
    <message>
        <source>history, search: at most so many events.</source>
        <translation>history、search：最多这么多条。</translation>
    </message>
    <message>
        <source>--%1 is not for the room, only for hubbub %2.</source>
        <translation>--%1 不能用于进入房间，只能用于 hubbub %2。</translation>
    </message>
    <message>
        <source>Say what to search for.</source>
        <translation>请写明要查找什么。</translation>
    </message>
    <message>
        <source>--since takes a day such as 2026-01-31, or 2026-01-31T18:00+08:00.</source>
        <translation>--since 后面是日期，例如 2026-01-31 或 2026-01-31T18:00+08:00。</translation>
    </message>
    <message>
        <source>--limit takes a number of events.</source>
        <translation>--limit 后面是条数。</translation>
    </message>
    <message>
        <source>Which file? hubbub verify takes an export of hubbubd.</source>
        <translation>哪个文件？hubbub verify 检查 hubbubd 导出的记录。</translation>
    </message>
    <message>
        <source>Commands:
  hubbub [SERVER]                    enter the room: every line is said, /help lists the commands
  hubbub ping [SERVER]               one line about the server, and one&apos;s own key there
  hubbub admin [SERVER] [COMMAND…]   the server&apos;s console from afar: announce TEXT, who,
                                     kick NAME|#NUMBER [WHY], stats, top; without a command, line by line:
                                     /who, /kick, …, and any other line is announced
  hubbub discover                    the rooms on this network, a line each with its invite link
  hubbub doctor [SERVER]             why a server cannot be reached, and what to do about it
  hubbub history [SERVER]            what was said: the last 100 events, --limit N of them, or those
                                     --since a day
  hubbub search [SERVER] QUERY       what was said with all these words, from:NAME, before: or after: a day,
                                     has:link; &quot;several words&quot; in one piece
  hubbub verify FILE                 whether an export of hubbubd is whole and as it was said
  hubbub demo                        plays a whole room on this machine

SERVER is HOST, HOST:PORT, [IPv6]:PORT or hubbub://HOST:PORT/#KEY; left out, it is the last one, or else
127.0.0.1 (for admin always 127.0.0.1). On a terminal, who has no last one chooses among the rooms of
this network. A domain may name its servers in the DNS (SRV records of _hubbub._udp).

Exit codes: 0 done; 1 wrong usage or an error on this machine; 2 no answer; 3 the name was refused;
4 the server&apos;s key is another one; 5 not admitted, removed, banned or taken over; 6 connection lost.
</source>
        <translation>命令：
  hubbub [SERVER]                    进入聊天室：每行都是一条消息，/help 列出命令
  hubbub ping [SERVER]               用一行说明服务器的情况和自己在那里的公钥
  hubbub admin [SERVER] [COMMAND…]   远程的服务器控制台：announce TEXT、who、
                                     kick NAME|#NUMBER [WHY]、stats、top；不带命令则逐行输入：
                                     /who、/kick 等，其他内容作为管理员消息发布
  hubbub discover                    列出本网络中的房间，每个一行，带邀请链接
  hubbub doctor [SERVER]             说明为什么连不上服务器，以及怎么办
  hubbub history [SERVER]            房间里说过的话：最近 100 条，--limit N 条，或者从 --since 那天起
  hubbub search [SERVER] QUERY       查找含有所有这些词的话；from:名字，before: 或 after: 日期，has:link；
                                     &quot;几个 词&quot; 作为一个整体
  hubbub verify FILE                 检查 hubbubd 导出的记录是否完整、未被改动
  hubbub demo                        在本机演示整个聊天室

SERVER 写作 HOST、HOST:PORT、[IPv6]:PORT 或 hubbub://HOST:PORT/#KEY；省略时为上次的服务器，否则为
127.0.0.1（admin 总是 127.0.0.1）。在终端上如果没有上次的服务器，可以从本网络中的房间里选择。
域名可以在 DNS 中写明它的服务器（_hubbub._udp 的 SRV 记录）。

退出码：0 完成；1 用法错误或本机错误；2 没有应答；3 名字被拒绝；4 服务器密钥不符；
5 未获准进入、被移出、被封禁或被接管；6 连接中断。
</translation>
    </message>
    <message>
        <source>Keep no messages on this computer, and remove those that are kept.</source>
        <translation>不在本机保存消息，并删除已保存的。</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>lists the commands, or tells about one</source>
        <translation>列出命令，或说明其中一个</translation>
    </message>
    <message>
        <source>says what you do: /me waves</source>
        <translation>描述你的动作：/me 挥手</translation>
    </message>
    <message>
        <source>lists who is here</source>
        <translation>列出谁在这里</translation>
    </message>
    <message>
        <source>finds messages that hold all these words</source>
        <translation>查找包含所有这些词的消息</translation>
    </message>
    <message>
        <source>hides what someone says, on your screen only; alone: lists whom you ignore</source>
        <translation>不显示某人的话，仅在你的屏幕上；单独使用则列出你屏蔽的人</translation>
    </message>
    <message>
        <source>shows what they say again</source>
        <translation>重新显示其发言</translation>
    </message>
    <message>
        <source>clears the screen; the room keeps everything</source>
        <translation>清屏；聊天室保留一切</translation>
    </message>
    <message>
        <source>tells the others that you are away, and why</source>
        <translation>告诉其他人你暂时离开以及原因</translation>
    </message>
    <message>
        <source>tells them that you are back</source>
        <translation>告诉其他人你回来了</translation>
    </message>
    <message>
        <source>tries at once to reach the server again</source>
        <translation>立即重新连接服务器</translation>
    </message>
    <message>
        <source>leaves the room</source>
        <translation>退出聊天室</translation>
    </message>
    <message>
        <source>removes someone from the room</source>
        <translation>将某人移出聊天室</translation>
    </message>
    <message>
        <source>removes someone and keeps them out</source>
        <translation>移出某人并不再让其进入</translation>
    </message>
    <message>
        <source>lets them in again</source>
        <translation>允许其再次进入</translation>
    </message>
    <message>
        <source>lets someone read but not speak</source>
        <translation>让某人只能看不能说</translation>
    </message>
    <message>
        <source>lets them speak again</source>
        <translation>允许其再次发言</translation>
    </message>
    <message>
        <source>[COMMAND]</source>
        <translation>[命令]</translation>
    </message>
    <message>
        <source>NAME</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>TEXT</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>[TEXT]</source>
        <translation>[文字]</translation>
    </message>
    <message>
        <source>WORDS</source>
        <translation>词语</translation>
    </message>
    <message>
        <source>[NAME]</source>
        <translation>[名字]</translation>
    </message>
    <message>
        <source>[REASON]</source>
        <translation>[原因]</translation>
    </message>
    <message>
        <source>NAME|#NUMBER [WHY]</source>
        <translation>名字|#编号 [原因]</translation>
    </message>
    <message>
        <source>In a later version: %1</source>
        <translation>以后的版本才有：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between commands</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>takes another name</source>
        <translation>换一个名字</translation>
    </message>
    <message>
        <source>shows the room&apos;s topic; admins set it, and a - takes it away</source>
        <translation>显示聊天室的话题；管理员可以设置话题，- 表示清除</translation>
    </message>
    <message>
        <source>takes back the last message of someone, or the one with this number: your own, or as an admin anybody&apos;s</source>
        <translation>移除某人的最后一条消息，或这个编号的消息：自己的，管理员可以移除任何人的</translation>
    </message>
    <message>
        <source>confirms that you have read a notice that asks for it</source>
        <translation>确认已读要求确认的管理员消息</translation>
    </message>
    <message>
        <source>tells everyone something as the admin; with --ack they are asked to confirm</source>
        <translation>以管理员身份告诉所有人；加 --ack 则请大家确认</translation>
    </message>
    <message>
        <source>tells who has confirmed a notice</source>
        <translation>查看谁确认了管理员消息</translation>
    </message>
    <message>
        <source>lists who is kept out, and who may not speak</source>
        <translation>列出谁被封禁，谁被禁言</translation>
    </message>
    <message>
        <source>lets nobody else enter</source>
        <translation>锁定聊天室，不让别人进入</translation>
    </message>
    <message>
        <source>lets people enter again</source>
        <translation>解除锁定，可以再进入</translation>
    </message>
    <message>
        <source>[#NUMBER]</source>
        <translation>[#编号]</translation>
    </message>
    <message>
        <source>[--ack] TEXT</source>
        <translation>[--ack] 内容</translation>
    </message>
    <message>
        <source>NAME|#NUMBER|ADDRESS|KEY [for 2h] [WHY]</source>
        <translation>名字|#编号|地址|密钥 [for 2h] [原因]</translation>
    </message>
    <message>
        <source>NAME|#NUMBER|ADDRESS|KEY [for 10m] [WHY]</source>
        <translation>名字|#编号|地址|密钥 [for 10m] [原因]</translation>
    </message>
    <message>
        <source>NAME|#NUMBER|ADDRESS|KEY</source>
        <translation>名字|#编号|地址|密钥</translation>
    </message>
    <message>
        <source>shows what was said then: /goto 2026-01-31, /goto 2026-01-31 18:30</source>
        <translation>显示当时说过的话：/goto 2026-01-31、/goto 2026-01-31 18:30</translation>
    </message>
    <message>
        <source>tells how far what is shown is proven to be without a gap</source>
        <translation>告知所显示的内容在哪个范围内已证明没有缺漏</translation>
    </message>
    <message>
        <source>DATE|#NUMBER</source>
        <translation>日期|#编号</translation>
    </message>
</context>
<context>
    <name>CompletenessText</name>
    <message>
        <source>The chain is broken at #%1: what stands there is not what was said, or something was left out or put in.</source>
        <translation>记录链在 #%1 处断开：那里的内容与当初所说的不符，或者有内容被删去或插入。</translation>
    </message>
    <message>
        <source>Nothing of the room has come yet that could be proven.</source>
        <translation>房间里还没有收到可以验证的内容。</translation>
    </message>
    <message>
        <source>Complete from #%1 to #%2.</source>
        <translation>从 #%1 到 #%2 完整。</translation>
    </message>
</context>
<context>
    <name>ConfigKeys</name>
    <message>
        <source>Listen on this address and UDP port, IPv4 or IPv6; several times for several. Port 0 picks one.</source>
        <translation>监听此地址和 UDP 端口，IPv4 或 IPv6；可多次使用。端口 0 表示自动选择。</translation>
    </message>
    <message>
        <source>The address that stands in invite links; unless told otherwise one of this machine&apos;s own.</source>
        <translation>邀请链接中的地址；默认使用本机的一个地址。</translation>
    </message>
    <message>
        <source>Keep the room in this folder; unless told otherwise in ~/.local/share/hubbubd.</source>
        <translation>将聊天室保存在此文件夹；默认为 ~/.local/share/hubbubd。</translation>
    </message>
    <message>
        <source>What a message shown as sent survives: normal a killed server, full also a power cut (slower).</source>
        <translation>显示为已发送的消息能经受什么：normal 为服务器被强行终止，full 还包括断电（较慢）。</translation>
    </message>
    <message>
        <source>Threads that receive and send; 0: as many as the machine has use for.</source>
        <translation>收发数据所用的线程数；0 表示由机器决定。</translation>
    </message>
    <message>
        <source>Name of the room.</source>
        <translation>聊天室的名称。</translation>
    </message>
    <message>
        <source>A further admin&apos;s public key; several times for several.</source>
        <translation>另一位管理员的公钥；可多次使用。</translation>
    </message>
    <message>
        <source>Let only this key in, and admins; several times for several. Unless there is one, everybody may enter.</source>
        <translation>只允许此公钥和管理员进入；可多次使用。一个都没有时，所有人都可以进入。</translation>
    </message>
    <message>
        <source>A name that nobody may take, nor one that looks like it; several times for several.</source>
        <translation>任何人都不能使用的名字，相似的名字也不行；可多次使用。</translation>
    </message>
    <message>
        <source>At most so many members at a time.</source>
        <translation>同时在聊天室里的成员最多这么多。</translation>
    </message>
    <message>
        <source>So many of the last events somebody is shown who enters; those of the last second may come along.</source>
        <translation>向进入的人显示最近这么多条记录；最后一秒内的记录可能会一并显示。</translation>
    </message>
    <message>
        <source>Silence after which a member counts as gone.</source>
        <translation>成员沉默超过此时间即视为已离开。</translation>
    </message>
    <message>
        <source>Messages a second of each member, in the long run.</source>
        <translation>每位成员长期平均每秒的消息数。</translation>
    </message>
    <message>
        <source>Messages of each member at once.</source>
        <translation>每位成员一次最多可连发的消息数。</translation>
    </message>
    <message>
        <source>Bytes of text times members a second that each member may cause.</source>
        <translation>每位成员每秒可产生的“文本字节数 × 成员数”。</translation>
    </message>
    <message>
        <source>The same for all members together.</source>
        <translation>同上，所有成员合计。</translation>
    </message>
    <message>
        <source>Joins and leaves a minute of each key, in the long run.</source>
        <translation>每个公钥长期平均每分钟的进入和退出次数。</translation>
    </message>
    <message>
        <source>Joins and leaves of each key at once.</source>
        <translation>每个公钥一次最多可连续进入和退出的次数。</translation>
    </message>
    <message>
        <source>Joins and leaves a second from each address (of IPv6, its first 64 bits), in the long run; this machine is not counted.</source>
        <translation>每个地址（IPv6 取前 64 位）长期平均每秒的进入和退出次数；本机不计。</translation>
    </message>
    <message>
        <source>Joins and leaves from each address at once.</source>
        <translation>每个地址一次最多可连续进入和退出的次数。</translation>
    </message>
    <message>
        <source>Say how much on standard error: debug, info, warning or error.</source>
        <translation>标准错误输出的详细程度：debug、info、warning 或 error。</translation>
    </message>
    <message>
        <source>The same for sessions and joins alone.</source>
        <translation>同上，仅针对会话和进入。</translation>
    </message>
    <message>
        <source>The same for what happens in the room alone.</source>
        <translation>同上，仅针对聊天室里发生的事。</translation>
    </message>
    <message>
        <source>The same for the database alone.</source>
        <translation>同上，仅针对数据库。</translation>
    </message>
    <message>
        <source>The same for what admins do alone.</source>
        <translation>同上，仅针对管理员的操作。</translation>
    </message>
    <message>
        <source>Tell the figures to Prometheus, over HTTP at /metrics of this TCP port; unless told otherwise nowhere. Whoever reaches it can read them.</source>
        <translation>在此 TCP 端口的 /metrics 上通过 HTTP 向 Prometheus 提供各项数据；默认不提供。能访问该端口的人都能读取。</translation>
    </message>
    <message>
        <source>Let in only those who know the password that this was made of with `hubbubd hash-password`, and admins. Whoever can read this can enter: it belongs into a file for the server alone.</source>
        <translation>只允许知道密码的人和管理员进入；此值由 `hubbubd hash-password` 根据密码生成。能读到它的人就能进入：请放在只有服务器能读取的文件中。</translation>
    </message>
    <message>
        <source>Whether programs that look for rooms on this network find this one (UDP port 17788): on or off.</source>
        <translation>在本网络中查找房间的程序能否找到这个房间（UDP 端口 17788）：on 或 off。</translation>
    </message>
    <message>
        <source>What those who enter are told first.</source>
        <translation>进入的人首先看到的话。</translation>
    </message>
    <message>
        <source>How far members may read back and search: everything that is kept, or no further than they were shown when they entered (shown).</source>
        <translation>成员可以往回阅读和查找到哪里：everything 为保留的全部记录，shown 为不早于进入时看到的记录。</translation>
    </message>
    <message>
        <source>Let go of what is older than so many days; 0 keeps it.</source>
        <translation>删除早于这么多天的记录；0 表示一直保留。</translation>
    </message>
    <message>
        <source>Keep so many of the last events, at least 1000; 0 keeps all.</source>
        <translation>只保留最近这么多条记录，至少 1000 条；0 表示全部保留。</translation>
    </message>
</context>
<context>
    <name>Console</name>
    <message>
        <source>UNKNOWN_COMMAND: there is no /%1. /help lists the commands; //%1 announces it as text.</source>
        <translation>UNKNOWN_COMMAND：没有 /%1。/help 列出命令；//%1 将其作为文字发布。</translation>
    </message>
    <message>
        <source>announced as number %1: %2</source>
        <translation>已发布，编号 %1：%2</translation>
    </message>
    <message>
        <source>removed: %1</source>
        <translation>已移出：%1</translation>
    </message>
    <message>
        <source>BAD_ARGUMENT: whom? /kick NAME [why], or /kick #NUMBER [why].</source>
        <translation>BAD_ARGUMENT：移出谁？/kick NAME [why] 或 /kick #NUMBER [why]。</translation>
    </message>
    <message>
        <source>A plain line is a notice to everyone; a line that begins with // is one that begins with a slash.</source>
        <translation>普通的一行是给所有人的管理员消息；以 // 开头的一行表示以斜杠开头的消息。</translation>
    </message>
    <message>
        <source>/who                 who is in the room</source>
        <translation>/who                 聊天室里有谁</translation>
    </message>
    <message>
        <source>/kick NAME [why]     remove a member (also #NUMBER for a name)</source>
        <translation>/kick NAME [why]     移出一名成员（名字也可写作 #NUMBER）</translation>
    </message>
    <message>
        <source>/stats               counters and figures</source>
        <translation>/stats               计数与统计</translation>
    </message>
    <message>
        <source>/invite              the link that lets people in</source>
        <translation>/invite              邀请链接</translation>
    </message>
    <message>
        <source>/quit [why]          stop the server; members come back when it is up again</source>
        <translation>/quit [why]          停止服务器；重新启动后成员会自动回来</translation>
    </message>
    <message>
        <source>/help                this list</source>
        <translation>/help                此列表</translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n 名成员</numerusform>
        </translation>
    </message>
    <message>
        <source>, admin</source>
        <translation>，管理员</translation>
    </message>
    <message>
        <source>, away, last heard %1 s ago</source>
        <translation>，暂离，%1 秒前有联系</translation>
    </message>
    <message>
        <source>Nothing was changed:</source>
        <translation>没有任何更改：</translation>
    </message>
    <message>
        <source>in force: %1</source>
        <translation>已生效：%1</translation>
    </message>
    <message>
        <source>not before the next start: %1</source>
        <translation>下次启动才生效：%1</translation>
    </message>
    <message>
        <source>The configuration says what is in force.</source>
        <translation>配置与当前生效的设置一致。</translation>
    </message>
    <message>
        <source>/reload              read the configuration again</source>
        <translation>/reload              重新读取配置</translation>
    </message>
    <message>
        <source>/ban WHOM [for TIME] [why]</source>
        <translation>/ban 对象 [for 时长] [原因]</translation>
    </message>
    <message>
        <source>                     keep out a name, #NUMBER, address (10.1.0.0/16) or key, for 10m, 2h, 3d</source>
        <translation>                     禁止名字、#编号、地址（10.1.0.0/16）或密钥进入，时长如 10m、2h、3d</translation>
    </message>
    <message>
        <source>/unban WHOM          let them in again</source>
        <translation>/unban 对象          允许重新进入</translation>
    </message>
    <message>
        <source>/mute, /unmute       the same, for who may read but not speak</source>
        <translation>/mute、/unmute       同上，只能看、不能发言</translation>
    </message>
    <message>
        <source>/bans                bans and mutes, with their numbers</source>
        <translation>/bans                列出封禁和禁言及其编号</translation>
    </message>
    <message>
        <source>/topic [TEXT]        show the topic, or set it; - takes it away</source>
        <translation>/topic [文字]        显示或设置话题；- 清除话题</translation>
    </message>
    <message>
        <source>/lock, /unlock       nobody may enter, or everybody again</source>
        <translation>/lock、/unlock       禁止或重新允许进入</translation>
    </message>
    <message>
        <source>/remove NUMBER [why] take away the text of what was said</source>
        <translation>/remove 编号 [原因]  移除一条消息的内容</translation>
    </message>
    <message>
        <source>/announce --ack TEXT a notice that everyone is to confirm</source>
        <translation>/announce --ack 文字 要求每个人确认的通知</translation>
    </message>
    <message>
        <source>/acks NUMBER         who has confirmed it</source>
        <translation>/acks 编号           谁已确认</translation>
    </message>
    <message>
        <source>, muted</source>
        <translation>，已禁言</translation>
    </message>
    <message>
        <source>BAD_ARGUMENT: there is none like that; /bans lists those there are.</source>
        <translation>BAD_ARGUMENT：没有这样的封禁或禁言；/bans 列出现有的。</translation>
    </message>
    <message>
        <source>The room has no topic.</source>
        <translation>聊天室没有话题。</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>话题：%1</translation>
    </message>
    <message>
        <source>BAD_ARGUMENT: which? /remove NUMBER [why], with the message&apos;s number.</source>
        <translation>BAD_ARGUMENT：哪一条？/remove 编号 [原因]，用消息的编号。</translation>
    </message>
    <message>
        <source>bans and mutes: %1</source>
        <translation>封禁和禁言：%1</translation>
    </message>
    <message>
        <source>, until %1</source>
        <translation>，到 %1 为止</translation>
    </message>
    <message>
        <source>, without end</source>
        <translation>，无期限</translation>
    </message>
    <message>
        <source>the console</source>
        <translation>控制台</translation>
    </message>
    <message>
        <source>, by %1</source>
        <translation>，由 %1</translation>
    </message>
    <message>
        <source>The room is locked: nobody may enter.</source>
        <translation>聊天室已锁定：任何人不能进入。</translation>
    </message>
    <message>
        <source>The room is open again.</source>
        <translation>聊天室重新开放。</translation>
    </message>
    <message>
        <source>BAD_ARGUMENT: no notice under that number has asked to be confirmed, or it is long ago. /acks NUMBER.</source>
        <translation>BAD_ARGUMENT：没有该编号的通知要求确认，或者已是很久以前。/acks 编号。</translation>
    </message>
    <message>
        <source>confirmed (%1)</source>
        <translation>已确认（%1）</translation>
    </message>
    <message>
        <source>delivered (%1)</source>
        <translation>已送达（%1）</translation>
    </message>
    <message>
        <source>unreachable (%1)</source>
        <translation>未送达（%1）</translation>
    </message>
    <message>
        <source>banned, as number %1: %2</source>
        <translation>已封禁，编号 %1：%2</translation>
    </message>
    <message>
        <source>muted, as number %1: %2</source>
        <translation>已禁言，编号 %1：%2</translation>
    </message>
    <message>
        <source>lifted, number %1: %2</source>
        <translation>已解除，编号 %1：%2</translation>
    </message>
    <message>
        <source>the text of number %1 is removed</source>
        <translation>编号 %1 的内容已移除</translation>
    </message>
</context>
<context>
    <name>DemoServerText</name>
    <message>
        <source>the server has ended: %1</source>
        <translation>服务器已结束：%1</translation>
    </message>
    <message>
        <source>there is no hubbubd beside this program or in the PATH</source>
        <translation>在本程序旁边和 PATH 中都找不到 hubbubd</translation>
    </message>
</context>
<context>
    <name>DemoText</name>
    <message>
        <source>Ann</source>
        <comment>a name</comment>
        <translation>小明</translation>
    </message>
    <message>
        <source>Ben</source>
        <comment>a name</comment>
        <translation>小红</translation>
    </message>
    <message>
        <source>Chloe</source>
        <comment>a name</comment>
        <translation>小刚</translation>
    </message>
    <message>
        <source>it did not happen in time</source>
        <translation>没有在规定时间内发生</translation>
    </message>
    <message>
        <source>it was interrupted</source>
        <translation>已被中断</translation>
    </message>
    <message>
        <source>the server starts</source>
        <translation>服务器启动</translation>
    </message>
    <message>
        <source>%1 enters</source>
        <translation>%1 进入</translation>
    </message>
    <message>
        <source>a second “%1” is refused</source>
        <translation>第二个“%1”被拒绝</translation>
    </message>
    <message>
        <source>Somebody else wants to enter as %1.</source>
        <translation>另一个人也想以 %1 的名字进入。</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>被拒绝：%1</translation>
    </message>
    <message>
        <source>everybody hears what the others say</source>
        <translation>每个人都能看到其他人的话</translation>
    </message>
    <message>
        <source>Hello, everyone!</source>
        <translation>大家好！</translation>
    </message>
    <message>
        <source>Hello! Nice to see you here.</source>
        <translation>你好！很高兴在这里见到你。</translation>
    </message>
    <message>
        <source>Hello!
A message may have several lines.</source>
        <translation>你们好！
一条消息可以有好几行。</translation>
    </message>
    <message>
        <source>everybody hears the admin</source>
        <translation>每个人都能看到管理员消息</translation>
    </message>
    <message>
        <source>Maintenance tonight at 8 pm.</source>
        <translation>今晚 8 点维护</translation>
    </message>
    <message>
        <source>%1&apos;s client notices that the connection is lost</source>
        <translation>%1 的客户端发现连接中断</translation>
    </message>
    <message>
        <source>%1 loses the network, and goes on writing.</source>
        <translation>%1 的网络断了，但还在写。</translation>
    </message>
    <message>
        <source>Can you hear me?</source>
        <translation>能看到我的消息吗？</translation>
    </message>
    <message>
        <source>the others talk on</source>
        <translation>其他人继续聊天</translation>
    </message>
    <message>
        <source>%1&apos;s client says: connection lost, trying again.</source>
        <translation>%1 的客户端显示：连接中断，正在重试。</translation>
    </message>
    <message>
        <source>%1 has become quiet.</source>
        <translation>%1 怎么不说话了。</translation>
    </message>
    <message>
        <source>%1 is found again, and nothing is missing or doubled</source>
        <translation>%1 恢复连接，消息不丢不重</translation>
    </message>
    <message>
        <source>%1 has the network back.</source>
        <translation>%1 的网络恢复了。</translation>
    </message>
    <message>
        <source>%1 leaves</source>
        <translation>%1 退出</translation>
    </message>
    <message>
        <source>all have seen the same</source>
        <translation>所有人看到的都一样</translation>
    </message>
    <message>
        <source>All have seen the same, in the same order. The demo has gone as it should.</source>
        <translation>所有人看到的内容和顺序都一样。演示圆满完成。</translation>
    </message>
    <message>
        <source>The demo failed at “%1”: %2.</source>
        <translation>演示在“%1”一步失败：%2。</translation>
    </message>
</context>
<context>
    <name>DesktopArguments</name>
    <message>
        <source>hubbub-desktop --help tells more.</source>
        <translation>详见 hubbub-desktop --help。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示本帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Speak zh_CN or en.</source>
        <translation>界面语言：zh_CN 或 en。</translation>
    </message>
    <message>
        <source>Enter under this name.</source>
        <translation>以这个名字进入。</translation>
    </message>
    <message>
        <source>Keep keys and known servers in this folder.</source>
        <translation>把密钥和认识的服务器保存在这个文件夹里。</translation>
    </message>
    <message>
        <source>Talk to no server but the one with this key.</source>
        <translation>只与持有这个密钥的服务器通信。</translation>
    </message>
    <message>
        <source>Trust the server though its key has changed.</source>
        <translation>服务器的密钥变了也信任它。</translation>
    </message>
    <message>
        <source>One server at a time; “%1” is one too many.</source>
        <translation>一次只能连接一个服务器；“%1”多余了。</translation>
    </message>
    <message>
        <source>--server-key needs the server beside it.</source>
        <translation>--server-key 要和服务器一起给出。</translation>
    </message>
    <message>
        <source>“%1” is no server&apos;s address: it looks like HOST, HOST:PORT, [IPv6]:PORT or hubbub://HOST:PORT/#KEY.</source>
        <translation>“%1”不是服务器地址：地址形如 HOST、HOST:PORT、[IPv6]:PORT 或 hubbub://HOST:PORT/#KEY。</translation>
    </message>
    <message>
        <source>--server-key takes a key: 43 letters, digits, - and _.</source>
        <translation>--server-key 需要一个密钥：由字母、数字、- 和 _ 组成的 43 个字符。</translation>
    </message>
    <message>
        <source>The link and --server-key name two different keys.</source>
        <translation>链接和 --server-key 给出的密钥不同。</translation>
    </message>
    <message>
        <source>The desktop client of the Hubbub chat room.</source>
        <translation>Hubbub 聊天室的桌面客户端。</translation>
    </message>
    <message>
        <source>HOST, HOST:PORT, [IPv6]:PORT or hubbub://HOST:PORT/#KEY</source>
        <translation>HOST、HOST:PORT、[IPv6]:PORT 或 hubbub://HOST:PORT/#KEY</translation>
    </message>
    <message>
        <source>--profile takes a folder.</source>
        <translation>--profile 需要一个文件夹。</translation>
    </message>
</context>
<context>
    <name>EventLines</name>
    <message>
        <source>%1 left the room</source>
        <translation>%1退出了聊天室</translation>
    </message>
    <message>
        <source>%1 left the room (connection lost)</source>
        <translation>%1退出了聊天室（连接中断）</translation>
    </message>
    <message>
        <source>%1 left the room (removed by the admin)</source>
        <translation>%1退出了聊天室（被管理员移出）</translation>
    </message>
    <message>
        <source>%1 left the room (removed by the admin: %2)</source>
        <translation>%1退出了聊天室（被管理员移出：%2）</translation>
    </message>
    <message>
        <source>A message was removed</source>
        <translation>一条消息已被移除</translation>
    </message>
    <message>
        <source>A message was removed (%1)</source>
        <translation>一条消息已被移除（%1）</translation>
    </message>
    <message>
        <source>%1 left the room (banned by the admin)</source>
        <translation>%1退出了聊天室（被管理员封禁）</translation>
    </message>
    <message>
        <source>%1 left the room (banned by the admin: %2)</source>
        <translation>%1退出了聊天室（被管理员封禁：%2）</translation>
    </message>
    <message>
        <source>%1 joined the room</source>
        <translation>%1 进入了聊天室</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>who speaks, and what</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Admin notice: %1</source>
        <translation>管理员消息：%1</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>sentence, detail</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>You have left the room.</source>
        <translation>你已退出聊天室。</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>服务器没有应答。</translation>
    </message>
    <message>
        <source>The server&apos;s key is not the one it is known by. Somebody may be posing as the server, or it has been set up anew; ask whoever runs it.</source>
        <translation>服务器的密钥与已知的不同：可能有人冒充服务器，也可能服务器已重新安装。请向服务器的管理者核实。</translation>
    </message>
    <message>
        <source>The server&apos;s key was not trusted.</source>
        <translation>服务器的密钥未被信任。</translation>
    </message>
    <message>
        <source>The server speaks another version of the protocol; one of the two programs is too old.</source>
        <translation>服务器使用的协议版本不同，双方程序中有一个过旧。</translation>
    </message>
    <message>
        <source>The server did not let you in.</source>
        <translation>服务器没有让你进入。</translation>
    </message>
    <message>
        <source>You were removed from the room.</source>
        <translation>你已被移出聊天室。</translation>
    </message>
    <message>
        <source>You were banned from the room.</source>
        <translation>你已被聊天室封禁。</translation>
    </message>
    <message>
        <source>Another program of yours has taken over your place in the room.</source>
        <translation>你的另一个程序已接管你在聊天室中的位置。</translation>
    </message>
    <message>
        <source>The connection was lost and did not come back.</source>
        <translation>连接中断，未能恢复。</translation>
    </message>
    <message>
        <source>The server said something that makes no sense; the connection was closed.</source>
        <translation>服务器发来的内容无法理解，连接已关闭。</translation>
    </message>
    <message>
        <source>connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>connection lost, trying again</source>
        <translation>连接中断，正在重试</translation>
    </message>
    <message>
        <source>connected again</source>
        <translation>连接已恢复</translation>
    </message>
    <message>
        <source>connection closed</source>
        <translation>连接已关闭</translation>
    </message>
    <message>
        <source>the server was restored from an older copy; some of the above may no longer be in the room</source>
        <translation>服务器已从较早的副本恢复，以上部分内容可能已不在聊天室中</translation>
    </message>
    <message>
        <source>%1 left the room (“%2”)</source>
        <translation>%1退出了聊天室（“%2”）</translation>
    </message>
    <message>
        <source>(message removed)</source>
        <translation>（消息已被移除）</translation>
    </message>
    <message>
        <source>(message removed: %1)</source>
        <translation>（消息已被移除：%1）</translation>
    </message>
    <message>
        <source>The room has no topic any more</source>
        <translation>话题已清除</translation>
    </message>
    <message>
        <source>The topic is now: %1</source>
        <translation>话题改为：%1</translation>
    </message>
    <message>
        <source>%1 has taken the topic away</source>
        <translation>%1 清除了话题</translation>
    </message>
    <message>
        <source>%1 has set the topic: %2</source>
        <translation>%1 将话题改为：%2</translation>
    </message>
    <message>
        <source>%1 is now called %2</source>
        <translation>%1 改名为 %2</translation>
    </message>
</context>
<context>
    <name>ExportText</name>
    <message>
        <source>This is no export of hubbubd: its first line does not tell of a log.</source>
        <translation>这不是 hubbubd 导出的记录：第一行没有说明是哪个记录。</translation>
    </message>
    <message>
        <source>This export is of a form that this version does not know.</source>
        <translation>这份导出记录的格式是本版本不认识的。</translation>
    </message>
    <message>
        <source>The export is cut off behind event %1.</source>
        <translation>导出的记录在第 %1 条之后中断。</translation>
    </message>
    <message>
        <source>Something stands behind the end of the export.</source>
        <translation>导出记录的结尾之后还有别的内容。</translation>
    </message>
</context>
<context>
    <name>FindingText</name>
    <message>
        <source>ok</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>This computer&apos;s own firewall forbids sending to %1. Allow outgoing UDP to port %2 in it.</source>
        <translation>本机自己的防火墙禁止发往 %1。请在其中放行发往端口 %2 的 UDP（出站）。</translation>
    </message>
    <message>
        <source>This computer knows no way to %1: it is not in that network and has no router that leads there. Join the same network as the server, or use another address of it.</source>
        <translation>本机没有通往 %1 的路：本机不在那个网络里，也没有通向那里的路由器。请加入服务器所在的网络，或者改用服务器的另一个地址。</translation>
    </message>
    <message>
        <source>No computer answers to the address %1 in this network. Is the server on, in the same network, and is the address right?</source>
        <translation>本网络中没有计算机使用地址 %1。服务器开着吗？在同一个网络里吗？地址对吗？</translation>
    </message>
    <message>
        <source>This computer cannot send to %1: %2.</source>
        <translation>本机无法发往 %1：%2。</translation>
    </message>
    <message>
        <source>The computer at %1 answers, but nothing listens there on UDP port %2. Start hubbubd on it, or use the port that it has printed. (A firewall that refuses looks the same.)</source>
        <translation>%1 处的计算机有回应，但那里没有程序在监听 UDP 端口 %2。请在那台计算机上启动 hubbubd，或者使用它显示的端口。（防火墙拒绝时看起来也是这样。）</translation>
    </message>
    <message>
        <source>A firewall on the way to %1 refuses it. Allow UDP port %2 on the server and in the router.</source>
        <translation>通往 %1 的路上有防火墙拒绝。请在服务器和路由器上放行 UDP 端口 %2。</translation>
    </message>
    <message>
        <source>The network says that %1 cannot be reached (%2). Is the server on, in the same network, and is the address right?</source>
        <translation>网络回答说到不了 %1（%2）。服务器开着吗？在同一个网络里吗？地址对吗？</translation>
    </message>
    <message>
        <source>Nothing comes back from %1, though the server is found when this program looks for rooms: it is there, and its answers reach this computer. Most likely the server&apos;s firewall keeps UDP port %2 closed: open it there (incoming).</source>
        <translation>%1 没有任何回应，但查找房间时能找到这台服务器：它在那里，它的应答也能到达本机。多半是服务器的防火墙关着 UDP 端口 %2：请在服务器上打开它（入站）。</translation>
    </message>
    <message>
        <source>Nothing comes back from %1, on this very computer: its firewall drops it, or hubbubd hangs.</source>
        <translation>就在本机上的 %1 没有任何回应：要么被防火墙丢弃，要么 hubbubd 卡住了。</translation>
    </message>
    <message>
        <source>Nothing comes back from %1: the address is wrong, the server is off, or a firewall drops UDP. To see which way is closed, type /stats at the server before and after this check: if datagrams.in has risen, this computer&apos;s firewall drops the answers; if not, open UDP port %2 (incoming) in the server&apos;s firewall.</source>
        <translation>%1 没有任何回应：地址不对，服务器没开，或者有防火墙丢弃 UDP。要知道哪个方向不通，请在检查前后各在服务器上输入一次 /stats：如果 datagrams.in 增加了，是本机的防火墙丢弃了应答；如果没有，请在服务器的防火墙中打开 UDP 端口 %2（入站）。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>This computer is in no network. Plug the cable in, or join the wireless network.</source>
        <translation>本机没有连上任何网络。请插上网线，或者加入无线网络。</translation>
    </message>
    <message>
        <source>This computer is in a network: %1.</source>
        <translation>本机已连上网络：%1。</translation>
    </message>
    <message>
        <source>This computer has several network cards: %1.</source>
        <translation>本机有多块网卡：%1。</translation>
    </message>
    <message>
        <source>This computer has several network cards: %1. To this server it goes by %2; if that is the wrong one, switch it off or unplug it.</source>
        <translation>本机有多块网卡：%1。前往这台服务器用的是 %2；如果不该用它，请关掉它或拔掉网线。</translation>
    </message>
    <message>
        <source>The name %1 is not known: %2. Is it spelled right? If the network has no name server, use the server&apos;s address or its invite link.</source>
        <translation>找不到名称 %1：%2。拼写对吗？如果网络里没有域名服务器，请使用服务器的地址或邀请链接。</translation>
    </message>
    <message>
        <source>%1 is an address; no name has to be looked up.</source>
        <translation>%1 就是地址，不必查询名称。</translation>
    </message>
    <message>
        <source>The name %1 leads to %2.</source>
        <translation>名称 %1 对应 %2。</translation>
    </message>
    <message>
        <source>The domain %1 names its servers in the DNS (SRV): %2, which leads to %3.</source>
        <translation>域名 %1 在 DNS 中写明了它的服务器（SRV）：%2，对应 %3。</translation>
    </message>
    <message>
        <source>UDP goes to %1 and comes back.</source>
        <translation>UDP 能到达 %1，也能回来。</translation>
    </message>
    <message>
        <source>Large datagrams pass (1200 bytes, as every entry needs them).</source>
        <translation>大的数据报能通过（1200 字节，每次进入都要用到）。</translation>
    </message>
    <message>
        <source>Small datagrams pass, but large ones (1200 bytes) do not. Something on the way has too small a limit (MTU), mostly a VPN or tunnel: leave it, or raise its MTU to at least 1280.</source>
        <translation>小的数据报能通过，大的（1200 字节）不能。路上某处的上限（MTU）太小，多半是 VPN 或隧道：请退出它，或者把它的 MTU 提高到至少 1280。</translation>
    </message>
    <message>
        <source>Loss and round trip could not be measured: the server has not answered small datagrams. A busy server may leave them unanswered; try again later.</source>
        <translation>无法测量丢包和往返时间：服务器没有回应小的数据报。服务器繁忙时可能不回应；请稍后再试。</translation>
    </message>
    <message>
        <source>Of %1 datagrams %2 were lost; an answer takes %3 ms (at most %4 ms).</source>
        <translation>%1 个数据报丢了 %2 个；一次应答要 %3 毫秒（最多 %4 毫秒）。</translation>
    </message>
    <message>
        <source>That much loss makes messages late. In a wireless network go nearer to the access point or use a cable.</source>
        <translation>丢包这么多，消息会迟到。用无线网络时，请靠近接入点，或者改用网线。</translation>
    </message>
    <message>
        <source>That is slow: the way is long, or somebody fills the line.</source>
        <translation>这很慢：路途太远，或者有人占满了线路。</translation>
    </message>
    <message>
        <source>The server has another key (%1) than the one known or given: either it was set up anew, or this is another server in its place. Ask its owner for a new invite link.</source>
        <translation>服务器的密钥（%1）与已知的或给出的不同：要么它重新安装过，要么是另一台服务器占了它的位置。请向它的主人要新的邀请链接。</translation>
    </message>
    <message>
        <source>The server answers, but no session comes about: %1</source>
        <translation>服务器有回应，但会话建立不起来：%1</translation>
    </message>
    <message>
        <source>The server runs Hubbub %1, its room is “%2”, its key %3.</source>
        <translation>服务器运行 Hubbub %1，房间是“%2”，密钥是 %3。</translation>
    </message>
    <message>
        <source>This profile has not met it before; compare the key with its owner&apos;s.</source>
        <translation>这个用户资料以前没有见过它；请与它的主人核对密钥。</translation>
    </message>
    <message>
        <source>The clocks agree (%1 s apart).</source>
        <translation>两边的时钟一致（相差 %1 秒）。</translation>
    </message>
    <message>
        <source>The server&apos;s clock is %1 s ahead of this computer&apos;s.</source>
        <translation>服务器的时钟比本机快 %1 秒。</translation>
    </message>
    <message>
        <source>The server&apos;s clock is %1 s behind this computer&apos;s.</source>
        <translation>服务器的时钟比本机慢 %1 秒。</translation>
    </message>
    <message>
        <source>Times of messages will look wrong: let both computers set their clocks by the network.</source>
        <translation>消息的时间会显得不对：请让两台计算机都用网络校准时钟。</translation>
    </message>
    <message>
        <source>The server is found when this computer looks for rooms.</source>
        <translation>本机查找房间时能找到这台服务器。</translation>
    </message>
    <message>
        <source>The server is not among the rooms found on this network (there: %L1). It may be in another network, or not want to be found; its address or invite link leads there.</source>
        <translation>在本网络中找到的房间里没有这台服务器（共 %L1 个）。它可能在别的网络里，或者不想被找到；用它的地址或邀请链接可以进去。</translation>
    </message>
    <message>
        <source>Nobody answers when this computer looks for rooms: there is no server in this network that wants to be found, its firewall or this one&apos;s drops UDP port %1, or the wireless network keeps its computers apart. An address or invite link works without.</source>
        <translation>本机查找房间时没有回应：本网络中没有愿意被找到的服务器，或者它的或本机的防火墙丢弃 UDP 端口 %1，或者无线网络把各台计算机隔开了。用地址或邀请链接不受影响。</translation>
    </message>
    <message>
        <source>No room was found on this network. Name the server: hubbub doctor SERVER, as its owner or its invite link tells.</source>
        <translation>在本网络中没有找到房间。请写明服务器：hubbub doctor 服务器，地址由它的主人或邀请链接给出。</translation>
    </message>
</context>
<context>
    <name>FoundRoomText</name>
    <message>
        <source>%1 · members: %L2 · %3</source>
        <translation>%1 · %L2 人 · %3</translation>
    </message>
    <message>
        <source>%1 · closed · %2</source>
        <translation>%1 · 不公开 · %2</translation>
    </message>
</context>
<context>
    <name>HashPassword</name>
    <message>
        <source>The room&apos;s password: </source>
        <translation>聊天室密码：</translation>
    </message>
    <message>
        <source>Once more: </source>
        <translation>再输入一次：</translation>
    </message>
    <message>
        <source>The two are not the same.</source>
        <translation>两次输入不一致。</translation>
    </message>
    <message>
        <source>This machine has not the memory that it takes.</source>
        <translation>这台机器的内存不足。</translation>
    </message>
</context>
<context>
    <name>HostLookupText</name>
    <message>
        <source>the domain says that it has no such server</source>
        <translation>该域名表明它没有这样的服务器</translation>
    </message>
</context>
<context>
    <name>HubbubdArguments</name>
    <message>
        <source>The server of a Hubbub chat room. Standard input is the admin console.</source>
        <translation>Hubbub 聊天室的服务器。标准输入是管理员控制台。</translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation>显示此帮助。</translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation>显示版本。</translation>
    </message>
    <message>
        <source>Read this configuration file.</source>
        <translation>读取此配置文件。</translation>
    </message>
    <message>
        <source>hubbubd --help lists what it takes.</source>
        <translation>hubbubd --help 列出所有选项。</translation>
    </message>
    <message>
        <source>export: as JSON, one event a line, with what its chain needs (the default).</source>
        <translation>export：输出为 JSON，每行一个事件，并含校验链所需的内容（默认）。</translation>
    </message>
    <message>
        <source>export: as the lines that everybody saw.</source>
        <translation>export：输出为大家看到的文字行。</translation>
    </message>
    <message>
        <source>export: from this number of the log or time on (2026-11-29, 2026-11-29T18:00).</source>
        <translation>export：从日志的此编号或此时间开始（2026-11-29、2026-11-29T18:00）。</translation>
    </message>
    <message>
        <source>export: up to this number or time, which belongs to it.</source>
        <translation>export：到此编号或此时间为止（包含在内）。</translation>
    </message>
    <message>
        <source>Write the room&apos;s log to standard output.</source>
        <translation>将聊天室日志写到标准输出。</translation>
    </message>
    <message>
        <source>Copy the database to FILE, also while the server runs.</source>
        <translation>将数据库复制到 FILE，服务器运行时也可以。</translation>
    </message>
    <message>
        <source>Look for mistakes in configuration, environment and options, and end.</source>
        <translation>检查配置文件、环境变量和选项中的错误，然后结束。</translation>
    </message>
    <message>
        <source>Print a configuration file with every key explained, and end.</source>
        <translation>输出一份带有每个键说明的配置文件，然后结束。</translation>
    </message>
    <message>
        <source>No mistakes found; no configuration file was named.</source>
        <translation>没有发现错误；未指定配置文件。</translation>
    </message>
    <message>
        <source>No mistakes found in %1.</source>
        <translation>在 %1 中没有发现错误。</translation>
    </message>
    <message>
        <source>%1 Default: %2.</source>
        <comment>what an option means, a value</comment>
        <translation>%1默认：%2。</translation>
    </message>
    <message>
        <source>Ask for the room&apos;s password, or read it from standard input, and print what the configuration is to hold.</source>
        <translation>询问聊天室密码，或从标准输入读取，并输出应写入配置的内容。</translation>
    </message>
</context>
<context>
    <name>IgnoreText</name>
    <message>
        <source>You ignore nobody.</source>
        <translation>你没有屏蔽任何人。</translation>
    </message>
    <message>
        <source>You ignore: %1</source>
        <translation>你屏蔽了：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>You do not see any more what %1 says.</source>
        <translation>你不会再看到 %1 说的话。</translation>
    </message>
    <message>
        <source>You see again what %1 says.</source>
        <translation>你又能看到 %1 说的话了。</translation>
    </message>
</context>
<context>
    <name>KeptRoomText</name>
    <message>
        <source>%1 was damaged, and is removed: what was said last is asked of the server again.</source>
        <translation>%1 已损坏，现已删除：最近说过的话会重新向服务器索取。</translation>
    </message>
</context>
<context>
    <name>KeysText</name>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Shift+Enter</source>
        <translation>Shift+Enter</translation>
    </message>
    <message>
        <source>a new line</source>
        <translation>换行</translation>
    </message>
    <message>
        <source>Tab</source>
        <translation>Tab</translation>
    </message>
    <message>
        <source>complete a name, a command or an emoji (:smi); from an empty input to the next control</source>
        <translation>补全名字、命令或表情（:smi）；输入框为空时转到下一个控件</translation>
    </message>
    <message>
        <source>Up, Down</source>
        <translation>上、下</translation>
    </message>
    <message>
        <source>in an empty input: what was sent before</source>
        <translation>输入框为空时：调出以前发过的内容</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>copy the selected messages</source>
        <translation>复制选中的消息</translation>
    </message>
    <message>
        <source>Ctrl+Shift+M</source>
        <translation>Ctrl+Shift+M</translation>
    </message>
    <message>
        <source>select all messages</source>
        <translation>选中所有消息</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>find in the room</source>
        <translation>在聊天室中查找</translation>
    </message>
    <message>
        <source>F3, Shift+F3</source>
        <translation>F3、Shift+F3</translation>
    </message>
    <message>
        <source>to the next older place, to the next newer one</source>
        <translation>到较早的一处、到较新的一处</translation>
    </message>
    <message>
        <source>Alt+U</source>
        <translation>Alt+U</translation>
    </message>
    <message>
        <source>to the first unread message</source>
        <translation>转到第一条未读消息</translation>
    </message>
    <message>
        <source>Alt+Home, Alt+End</source>
        <translation>Alt+Home、Alt+End</translation>
    </message>
    <message>
        <source>to the oldest message, to the newest</source>
        <translation>转到最早的消息、最新的消息</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>to the input</source>
        <translation>转到输入框</translation>
    </message>
    <message>
        <source>Ctrl+M</source>
        <translation>Ctrl+M</translation>
    </message>
    <message>
        <source>show or hide the members</source>
        <translation>显示或隐藏成员</translation>
    </message>
    <message>
        <source>Ctrl++, Ctrl+-, Ctrl+0</source>
        <translation>Ctrl++、Ctrl+-、Ctrl+0</translation>
    </message>
    <message>
        <source>size of the text</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Ctrl+N</source>
        <translation>Ctrl+N</translation>
    </message>
    <message>
        <source>enter a room</source>
        <translation>进入聊天室</translation>
    </message>
    <message>
        <source>Ctrl+R</source>
        <translation>Ctrl+R</translation>
    </message>
    <message>
        <source>try to connect now</source>
        <translation>立即尝试连接</translation>
    </message>
    <message>
        <source>Ctrl+,</source>
        <translation>Ctrl+,</translation>
    </message>
    <message>
        <source>settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Ctrl+Q</source>
        <translation>Ctrl+Q</translation>
    </message>
    <message>
        <source>leave and quit</source>
        <translation>离开并退出</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <source>confirm that the newest notice has been read</source>
        <translation>确认已读最新的管理员消息</translation>
    </message>
    <message>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <source>search the whole room</source>
        <translation>搜索整个聊天室</translation>
    </message>
    <message>
        <source>Ctrl+G</source>
        <translation>Ctrl+G</translation>
    </message>
    <message>
        <source>go to a date</source>
        <translation>跳转到某一天</translation>
    </message>
    <message>
        <source>Ctrl+Shift+G</source>
        <translation>Ctrl+Shift+G</translation>
    </message>
    <message>
        <source>from the past back to now</source>
        <translation>从过去回到现在</translation>
    </message>
    <message>
        <source>Page Up, Page Down</source>
        <translation>Page Up、Page Down</translation>
    </message>
    <message>
        <source>scroll the messages</source>
        <translation>滚动消息</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A</source>
        <translation>Ctrl+Shift+A</translation>
    </message>
    <message>
        <source>a notice to everyone (for admins)</source>
        <translation>向所有人发通知（管理员）</translation>
    </message>
</context>
<context>
    <name>LinkText</name>
    <message>
        <source>connected, under 1 ms</source>
        <translation>已连接，不到 1 毫秒</translation>
    </message>
    <message>
        <source>connected, %1 ms</source>
        <translation>已连接，%1 毫秒</translation>
    </message>
    <message>
        <source>connected, entering the room…</source>
        <translation>已连接，正在进入聊天室…</translation>
    </message>
    <message>
        <source>connected, last heard of %1 s ago</source>
        <translation>已连接，%1 秒前收到过回应</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>lost: trying again in %1 s</source>
        <translation>连接中断：%1 秒后重试</translation>
    </message>
    <message>
        <source>lost: trying again</source>
        <translation>连接中断：正在重试</translation>
    </message>
    <message>
        <source>connecting to %1…</source>
        <translation>正在连接 %1…</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <comment>state of the link, what is not confirmed</comment>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>not confirmed yet: %L1</source>
        <translation>尚未确认：%L1 条</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>state of the link, why</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>not in the room</source>
        <translation>不在聊天室里</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>--lang knows zh_CN and en.</source>
        <translation>--lang 只支持 zh_CN 和 en。</translation>
    </message>
    <message>
        <source>This machine gives no random bytes; a client cannot work without.</source>
        <translation>本机无法提供随机数，客户端无法工作。</translation>
    </message>
</context>
<context>
    <name>MainText</name>
    <message>
        <source>There is no language “%1” here, but zh_CN and en.</source>
        <translation>没有语言“%1”，只有 zh_CN 和 en。</translation>
    </message>
    <message>
        <source>There is no screen here (DISPLAY is not set); hubbub is the client for terminals.</source>
        <translation>这里没有图形界面（未设置 DISPLAY）；终端里请用 hubbub。</translation>
    </message>
    <message>
        <source>This machine gives no random bytes; nothing can be encrypted.</source>
        <translation>这台机器不提供随机数，无法加密。</translation>
    </message>
</context>
<context>
    <name>MessageLayoutText</name>
    <message>
        <source>Not sent: %1</source>
        <comment>why</comment>
        <translation>未发出：%1</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>New</source>
        <comment>messages that were not read yet</comment>
        <translation>新消息</translation>
    </message>
    <message>
        <source>Please say that you have read this.</source>
        <translation>请确认已读。</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
</context>
<context>
    <name>ModerationCommands</name>
    <message>
        <source>You are now called %1.</source>
        <translation>你现在的名字是 %1。</translation>
    </message>
    <message>
        <source>The topic is taken away.</source>
        <translation>话题已清除。</translation>
    </message>
    <message>
        <source>The topic is set.</source>
        <translation>话题已设置。</translation>
    </message>
    <message>
        <source>banned: %1</source>
        <translation>已封禁：%1</translation>
    </message>
    <message>
        <source>muted: %1</source>
        <translation>已禁言：%1</translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <comment>a ban, how long</comment>
        <translation>%1，为期 %2</translation>
    </message>
    <message>
        <source>The room is locked: nobody else may enter.</source>
        <translation>聊天室已锁定：别人不能再进入。</translation>
    </message>
    <message>
        <source>The room is open again.</source>
        <translation>聊天室已解除锁定。</translation>
    </message>
    <message>
        <source>Message #%1 is removed.</source>
        <translation>消息 #%1 已移除。</translation>
    </message>
    <message>
        <source>Notice #%1 is confirmed.</source>
        <translation>已确认管理员消息 #%1。</translation>
    </message>
    <message>
        <source>lifted: %1</source>
        <translation>已解除：%1</translation>
    </message>
</context>
<context>
    <name>ModerationText</name>
    <message>
        <source>%L1 d</source>
        <comment>days</comment>
        <translation>%L1 天</translation>
    </message>
    <message>
        <source>%L1 h</source>
        <comment>hours</comment>
        <translation>%L1 小时</translation>
    </message>
    <message>
        <source>%L1 min</source>
        <comment>minutes</comment>
        <translation>%L1 分钟</translation>
    </message>
    <message>
        <source>%L1 s</source>
        <comment>seconds</comment>
        <translation>%L1 秒</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>密钥 %1</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>name, key or addresses</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>到 %1 为止</translation>
    </message>
    <message>
        <source>until it is lifted</source>
        <translation>直到解除</translation>
    </message>
    <message>
        <source>#%1 banned: %2; %3</source>
        <comment>number, whom, until when</comment>
        <translation>#%1 封禁：%2；%3</translation>
    </message>
    <message>
        <source>#%1 muted: %2; %3</source>
        <comment>number, whom, until when</comment>
        <translation>#%1 禁言：%2；%3</translation>
    </message>
    <message>
        <source>%1; by %2</source>
        <comment>a ban, the admin</comment>
        <translation>%1；由 %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>a ban, why</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Nobody is banned or muted.</source>
        <translation>没有人被封禁或禁言。</translation>
    </message>
    <message>
        <source>Confirmed (%L1):</source>
        <translation>已确认（%L1）：</translation>
    </message>
    <message>
        <source>Delivered, not confirmed (%L1):</source>
        <translation>已送达，未确认（%L1）：</translation>
    </message>
    <message>
        <source>Unreachable (%L1):</source>
        <translation>无法送达（%L1）：</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>NotificationText</name>
    <message>
        <source>%L1 new messages in %2</source>
        <translation>%2：%L1 条新消息</translation>
    </message>
</context>
<context>
    <name>OutboxFiles</name>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
</context>
<context>
    <name>PasswordText</name>
    <message>
        <source>The password is empty.</source>
        <translation>密码为空。</translation>
    </message>
    <message>
        <source>The password is too long; at most %1 bytes are allowed.</source>
        <translation>密码太长；最多 %1 字节。</translation>
    </message>
    <message>
        <source>The password is no text in UTF-8.</source>
        <translation>密码不是 UTF-8 文本。</translation>
    </message>
    <message>
        <source>The password file %1 cannot be read: %2.</source>
        <translation>无法读取密码文件 %1：%2。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>PlainOutput</name>
    <message>
        <source>Lines that were not confirmed: %1</source>
        <translation>未确认的行数：%1</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 等，另有 %2 人</translation>
    </message>
    <message>
        <source>You are in the room “%1” as %2.</source>
        <translation>你以 %2 的名字进入了聊天室“%1”。</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>话题：%1</translation>
    </message>
    <message>
        <source>Here (%1): %2</source>
        <translation>在场（%1 人）：%2</translation>
    </message>
    <message>
        <source>The events %1 to %2 were missed.</source>
        <translation>错过了编号 %1 到 %2 的内容。</translation>
    </message>
    <message>
        <source>Line %1 was refused: %2</source>
        <translation>第 %1 行被拒绝：%2</translation>
    </message>
    <message>
        <source>Something said earlier was refused: %1</source>
        <translation>之前说的话被拒绝：%1</translation>
    </message>
    <message>
        <source>This server is met for the first time; its key is kept: %1</source>
        <translation>第一次连接此服务器，已保存其密钥：%1</translation>
    </message>
    <message>
        <source>The server&apos;s key has changed.
  known: %1
  shown: %2</source>
        <translation>服务器的密钥变了。
  已知：%1
  收到：%2</translation>
    </message>
    <message>
        <source>This one is free: %1</source>
        <translation>可以用这个：%1</translation>
    </message>
    <message>
        <source>--take-over moves you here.</source>
        <translation>加上 --take-over 可以转到这里。</translation>
    </message>
    <message>
        <source>If you know that the new key is right, --accept-new-key takes it.</source>
        <translation>如果确定新密钥正确，可加上 --accept-new-key 接受它。</translation>
    </message>
    <message>
        <source>(waits for the connection) %1</source>
        <translation>（等待连接恢复）%1</translation>
    </message>
    <message>
        <source>This notice asks to be confirmed; /ack does it, later on /ack #%1.</source>
        <translation>这条消息请你确认：输入 /ack，之后用 /ack #%1。</translation>
    </message>
</context>
<context>
    <name>PresenceText</name>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>%1 and %L2 more joined the room</source>
        <comment>names, count</comment>
        <translation>%1 和另外 %L2 人进入了聊天室</translation>
    </message>
    <message>
        <source>%1 joined the room</source>
        <comment>names</comment>
        <translation>%1 进入了聊天室</translation>
    </message>
    <message>
        <source>%1 and %L2 more left the room</source>
        <comment>names, count</comment>
        <translation>%1 和另外 %L2 人退出了聊天室</translation>
    </message>
    <message>
        <source>%1 left the room</source>
        <comment>names</comment>
        <translation>%1退出了聊天室</translation>
    </message>
    <message>
        <source>; </source>
        <comment>between those who joined and those who left</comment>
        <translation>；</translation>
    </message>
    <message>
        <source>%1 left and came back</source>
        <comment>names</comment>
        <translation>%1 退出后又回来了</translation>
    </message>
    <message>
        <source>%1 and %L2 more left and came back</source>
        <comment>names, count</comment>
        <translation>%1 和另外 %L2 人退出后又回来了</translation>
    </message>
    <message>
        <source>%1 came and went</source>
        <comment>names</comment>
        <translation>%1 来了又走了</translation>
    </message>
    <message>
        <source>%1 and %L2 more came and went</source>
        <comment>names, count</comment>
        <translation>%1 和另外 %L2 人来了又走了</translation>
    </message>
</context>
<context>
    <name>ProfileFiles</name>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>无法读取 %1：%2。</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be made: %2.</source>
        <translation>无法创建文件夹 %1：%2。</translation>
    </message>
    <message>
        <source>%1 is no folder.</source>
        <translation>%1 不是文件夹。</translation>
    </message>
    <message>
        <source>%1 is damaged (line %2). Restore it from a backup, or move it away to begin with a fresh one.</source>
        <translation>%1 已损坏（第 %2 行）。请从备份恢复，或将其移走以重新开始。</translation>
    </message>
</context>
<context>
    <name>ProfileText</name>
    <message>
        <source>There is no file %1.</source>
        <translation>文件 %1 不存在。</translation>
    </message>
    <message>
        <source>%1 holds no key: 43 characters of base64url are expected.</source>
        <translation>%1 中没有密钥：应为 43 个 base64url 字符。</translation>
    </message>
</context>
<context>
    <name>Programs</name>
    <message>
        <source>Under which name? Say it with --name.</source>
        <translation>请用 --name 指定名字。</translation>
    </message>
    <message>
        <source>Standard output cannot be written: %1.</source>
        <translation>无法写入标准输出：%1。</translation>
    </message>
    <message>
        <source>The room&apos;s password: </source>
        <translation>聊天室密码：</translation>
    </message>
    <message>
        <source>No room answered on this network. Somebody may have its address or invite link; hubbub doctor SERVER tells why one cannot be reached.</source>
        <translation>本网络中没有房间回应。也许有人知道它的地址或邀请链接；hubbub doctor 服务器 会说明为什么连不上。</translation>
    </message>
    <message>
        <source>The file cannot be read: %1.</source>
        <translation>无法读取文件：%1。</translation>
    </message>
    <message>
        <source>The chain is broken at #%1: what stands there is not what was said, or something was left out or put in.</source>
        <translation>记录链在 #%1 处断开：那里的内容与当初所说的不符，或者有内容被删去或插入。</translation>
    </message>
    <message>
        <source>There is no event in it.</source>
        <translation>其中没有任何记录。</translation>
    </message>
    <message>
        <source>Complete from #%1 to #%2, and as it was said.</source>
        <translation>从 #%1 到 #%2 完整，与当初所说的一致。</translation>
    </message>
    <message>
        <source>Removed texts: %1.</source>
        <translation>被删除的内容：%1。</translation>
    </message>
    <message>
        <source>The first event cannot be proven: the one before it is not kept.</source>
        <translation>第一条无法验证：它之前的一条已不再保留。</translation>
    </message>
</context>
<context>
    <name>PromptText</name>
    <message>
        <source>No password was given.</source>
        <translation>没有输入密码。</translation>
    </message>
</context>
<context>
    <name>RefusalText</name>
    <message>
        <source>This name is taken; choose another one.</source>
        <translation>这个名字已有人使用，请换一个。</translation>
    </message>
    <message>
        <source>This name looks like that of somebody who is here; choose another one.</source>
        <translation>这个名字与在场某人的名字太像，请换一个。</translation>
    </message>
    <message>
        <source>This name is reserved; choose another one.</source>
        <translation>这个名字是保留的，请换一个。</translation>
    </message>
    <message>
        <source>This cannot be a name.</source>
        <translation>这不能作为名字。</translation>
    </message>
    <message>
        <source>Somebody has just lost this name and may come back for it; choose another one or wait.</source>
        <translation>使用这个名字的人刚刚断线，可能还会回来；请换一个名字或稍等。</translation>
    </message>
    <message>
        <source>You are in the room under this name with another program already.</source>
        <translation>你已用另一个程序以这个名字进入了房间。</translation>
    </message>
    <message>
        <source>This text cannot be sent.</source>
        <translation>这段文字无法发送。</translation>
    </message>
    <message>
        <source>This text is too long; send it in parts.</source>
        <translation>这段文字太长，请分几次发送。</translation>
    </message>
    <message>
        <source>Too much at once; wait a little.</source>
        <translation>发送太快，请稍等。</translation>
    </message>
    <message>
        <source>You may read but not speak.</source>
        <translation>你只能看，不能发言。</translation>
    </message>
    <message>
        <source>You are banned from this room.</source>
        <translation>你已被此聊天室封禁。</translation>
    </message>
    <message>
        <source>The room&apos;s password is another one.</source>
        <translation>聊天室密码不正确。</translation>
    </message>
    <message>
        <source>Only those on the room&apos;s list may enter.</source>
        <translation>只有名单上的人可以进入。</translation>
    </message>
    <message>
        <source>The room is full; try again later.</source>
        <translation>聊天室已满，请稍后再试。</translation>
    </message>
    <message>
        <source>The room is locked; nobody may enter.</source>
        <translation>聊天室已锁定，任何人都不能进入。</translation>
    </message>
    <message>
        <source>Only admins can do this.</source>
        <translation>只有管理员可以这样做。</translation>
    </message>
    <message>
        <source>Nobody like that is here.</source>
        <translation>聊天室里没有这个人。</translation>
    </message>
    <message>
        <source>The server could not keep it; send it again.</source>
        <translation>服务器未能保存，请重新发送。</translation>
    </message>
    <message>
        <source>The server knows something else under this number; send it again.</source>
        <translation>服务器上此编号对应的内容不同，请重新发送。</translation>
    </message>
    <message>
        <source>The server is busy; try again in a moment.</source>
        <translation>服务器繁忙，请稍后再试。</translation>
    </message>
    <message>
        <source>There is no such command.</source>
        <translation>没有这个命令。</translation>
    </message>
    <message>
        <source>This cannot be done like that.</source>
        <translation>不能这样做。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>sentence, what the server says</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 (again in %2 s)</source>
        <comment>sentence, seconds</comment>
        <translation>%1（请在 %2 秒后再试）</translation>
    </message>
</context>
<context>
    <name>RoomClientText</name>
    <message>
        <source>The host %1 was not found: %2.</source>
        <translation>找不到主机 %1：%2。</translation>
    </message>
    <message>
        <source>nobody answered in time</source>
        <translation>没有及时得到应答</translation>
    </message>
    <message>
        <source>This machine has not the memory that the room&apos;s password needs.</source>
        <translation>这台机器的内存不足以处理聊天室密码。</translation>
    </message>
</context>
<context>
    <name>RoomCommandText</name>
    <message>
        <source>Commands:</source>
        <translation>命令：</translation>
    </message>
    <message>
        <source>There is no command /%1.</source>
        <translation>没有命令 /%1。</translation>
    </message>
    <message>
        <source>Who is here is known once you are in the room.</source>
        <translation>进入聊天室后才知道谁在这里。</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>Whom? /kick NAME or /kick #NUMBER, and why.</source>
        <translation>移出谁？/kick 名字 或 /kick #编号，然后写原因。</translation>
    </message>
    <message>
        <source>Nobody called %1 is here.</source>
        <translation>这里没有叫 %1 的人。</translation>
    </message>
    <message>
        <source>/%1 is for admins.</source>
        <translation>/%1 只有管理员能用。</translation>
    </message>
    <message>
        <source>Here (%1): %2</source>
        <comment>how many, who</comment>
        <translation>在场 %1 人：%2</translation>
    </message>
    <message>
        <source>The topic is known once you are in the room.</source>
        <translation>进入聊天室后才知道话题。</translation>
    </message>
    <message>
        <source>The room has no topic.</source>
        <translation>聊天室没有话题。</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>话题：%1</translation>
    </message>
    <message>
        <source>Where to? /goto 2026-01-31, /goto 2026-01-31 18:30, or /goto #4812 with a message&apos;s number.</source>
        <translation>去哪里？/goto 2026-01-31、/goto 2026-01-31 18:30，或带消息编号的 /goto #4812。</translation>
    </message>
    <message>
        <source>There is no #%1 yet; the last is #%2.</source>
        <translation>还没有 #%1；最后一条是 #%2。</translation>
    </message>
</context>
<context>
    <name>RoomCommands</name>
    <message>
        <source>Everything else is said to the room; //text says what begins with a slash.</source>
        <translation>其他内容都会发到聊天室；//文字 发送以斜杠开头的内容。</translation>
    </message>
    <message>
        <source>, admin</source>
        <translation>，管理员</translation>
    </message>
    <message>
        <source>, away</source>
        <translation>，暂离</translation>
    </message>
    <message>
        <source>removed: %1 (#%2, %3)</source>
        <translation>已移出：%1（#%2，%3）</translation>
    </message>
    <message>
        <source>The room has no topic.</source>
        <translation>聊天室没有话题。</translation>
    </message>
    <message>
        <source>Topic: %1</source>
        <translation>话题：%1</translation>
    </message>
    <message>
        <source>Nothing of what was read so far holds this.</source>
        <translation>到目前为止读到的内容里没有这些词。</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>找到 %1 条：</translation>
    </message>
    <message>
        <source>The server is out of reach; of what was read since this program began:</source>
        <translation>连不上服务器；在本程序启动以来读到的内容中：</translation>
    </message>
    <message>
        <source>Nothing that was said here holds this.</source>
        <translation>这里说过的话都不含这些。</translation>
    </message>
    <message>
        <source>The last that were found: %1. There are older ones.</source>
        <translation>找到的最近几条：%1。还有更早的。</translation>
    </message>
    <message>
        <source>The lines above stay, and /search finds them: they are the room&apos;s.</source>
        <translation>上面的行会保留，/search 也能找到它们：它们属于房间。</translation>
    </message>
</context>
<context>
    <name>RowLines</name>
    <message>
        <source>unread</source>
        <translation>未读</translation>
    </message>
    <message>
        <source>%1 (Alt-R tries again)</source>
        <comment>why it was not sent</comment>
        <translation>%1（按 Alt-R 重试）</translation>
    </message>
    <message>
        <source>[Alt-A confirms]</source>
        <translation>[Alt-A 确认]</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>A name is needed: 1 to %1 characters.</source>
        <translation>需要一个名字：1 到 %1 个字符。</translation>
    </message>
    <message>
        <source>The name is not valid UTF-8; check the encoding of your terminal.</source>
        <translation>名字不是有效的 UTF-8；请检查终端的编码。</translation>
    </message>
    <message>
        <source>A name can have at most %1 characters and %2 bytes; take a shorter one.</source>
        <translation>名字最多 %1 个字符、%2 字节；请换一个短一些的。</translation>
    </message>
    <message>
        <source>A name cannot hold spaces; put - or _ between words.</source>
        <translation>名字中不能有空格；可以用 - 或 _ 连接。</translation>
    </message>
    <message>
        <source>A name cannot hold invisible characters (%1); type it anew.</source>
        <translation>名字中不能有不可见字符（%1）；请重新输入。</translation>
    </message>
    <message>
        <source>Of numbers a name can hold digits only, not %1.</source>
        <translation>名字中的数字只能是普通数字，不能有 %1。</translation>
    </message>
    <message>
        <source>A name cannot hold symbols or emoji such as %1; use letters and digits.</source>
        <translation>名字中不能有 %1 这样的符号或表情；请用文字和数字。</translation>
    </message>
    <message>
        <source>A name cannot hold control characters (%1).</source>
        <translation>名字中不能有控制字符（%1）。</translation>
    </message>
    <message>
        <source>A name cannot hold %1, which is no assigned character.</source>
        <translation>名字中不能有 %1：这不是已定义的字符。</translation>
    </message>
    <message>
        <source>Of punctuation a name can hold only - _ . &apos; and ·, not %1.</source>
        <translation>名字中的标点只能是 - _ . &apos; 和 ·，不能有 %1。</translation>
    </message>
    <message>
        <source>A name cannot begin with a combining mark (%1).</source>
        <translation>名字不能以组合符号（%1）开头。</translation>
    </message>
    <message>
        <source>A name cannot stack more than %1 marks upon one letter.</source>
        <translation>名字中一个字母上最多叠加 %1 个符号。</translation>
    </message>
    <message>
        <source>A name needs at least one letter or digit.</source>
        <translation>名字中至少要有一个文字或数字。</translation>
    </message>
    <message>
        <source>A name cannot mix scripts that look alike, such as Latin with Cyrillic or Greek letters; write it in one script.</source>
        <translation>名字不能混用容易看错的文字，例如拉丁字母与西里尔或希腊字母；请只用一种文字。</translation>
    </message>
    <message>
        <source>A name cannot mix digits of several scripts.</source>
        <translation>名字不能混用几种文字的数字。</translation>
    </message>
    <message>
        <source>A name cannot have the same mark twice upon one letter.</source>
        <translation>名字中一个字母上不能有两个相同的符号。</translation>
    </message>
    <message>
        <source>A name cannot have marks that disappear in their letters, like a second dot on an i.</source>
        <translation>名字中不能有看不出来的附加符号，例如 i 上的第二个点。</translation>
    </message>
    <message>
        <source>A name cannot hold the words of the room&apos;s own lines; take another one.</source>
        <translation>名字中不能有聊天室提示语中的词；请换一个。</translation>
    </message>
    <message>
        <source>A name cannot begin with “admin” or “管理员”, which could be taken for the admin; take another one.</source>
        <translation>名字不能以“admin”或“管理员”开头，以免被当作管理员；请换一个。</translation>
    </message>
    <message>
        <source>The name %1 is taken; choose another one.</source>
        <translation>名字 %1 已有人使用，请换一个。</translation>
    </message>
    <message>
        <source>The name %1 is reserved; choose another one.</source>
        <translation>名字 %1 是保留的，请换一个。</translation>
    </message>
    <message>
        <source>The text is not valid UTF-8; check the encoding of your terminal.</source>
        <translation>文字不是有效的 UTF-8；请检查终端的编码。</translation>
    </message>
    <message>
        <source>The text is blank; write something.</source>
        <translation>内容为空，请写点什么。</translation>
    </message>
    <message>
        <source>The text has %1 bytes, and at most %2 are allowed; send it in parts.</source>
        <translation>这段文字有 %1 字节，最多允许 %2 字节；请分几次发送。</translation>
    </message>
    <message>
        <source>There is no command %1. /help lists the commands; a message that begins with a slash is typed with two.</source>
        <translation>没有命令 %1。/help 列出所有命令；要发送以斜杠开头的消息，请输入两个斜杠。</translation>
    </message>
    <message>
        <source>The room is full; try again later.</source>
        <translation>聊天室已满，请稍后再试。</translation>
    </message>
    <message>
        <source>Too many joins; wait a little.</source>
        <translation>进入太频繁，请稍等。</translation>
    </message>
    <message>
        <source>Too much at once; wait a little.</source>
        <translation>发送太快，请稍等。</translation>
    </message>
    <message>
        <source>The server is busy; try again in a moment.</source>
        <translation>服务器繁忙，请稍后再试。</translation>
    </message>
    <message>
        <source>The server could not keep it; send it again.</source>
        <translation>服务器未能保存，请重新发送。</translation>
    </message>
    <message>
        <source>The server&apos;s disk is full; tell its operator, and send it again later.</source>
        <translation>服务器的磁盘已满，请告诉管理员，稍后再发送。</translation>
    </message>
    <message>
        <source>Only members can do this; join the room first.</source>
        <translation>只有进入聊天室的人可以这样做；请先进入。</translation>
    </message>
    <message>
        <source>Only admins can do this.</source>
        <translation>只有管理员可以这样做。</translation>
    </message>
    <message>
        <source>No such member is in the room; look again with who.</source>
        <translation>聊天室里没有这个人；请用 /who 再看一下。</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The code of your language; anything but en.</extracomment>
        <translation>zh_CN</translation>
    </message>
    <message>
        <source>The name %1 looks like one that is taken; choose another one.</source>
        <translation>名字 %1 与已有的名字太像，请换一个。</translation>
    </message>
    <message>
        <source>Whoever had the name %1 may still come back; try again soon.</source>
        <translation>使用名字 %1 的人可能还会回来，请稍后再试。</translation>
    </message>
    <message>
        <source>You are in the room as %1 from elsewhere; take over, or choose another name.</source>
        <translation>你已在别处以 %1 的名字进入聊天室；可以接管，或换一个名字。</translation>
    </message>
    <message>
        <source>You are in the room as %1; leave first.</source>
        <translation>你已以 %1 的名字进入聊天室，请先退出。</translation>
    </message>
    <message>
        <source>Another text was sent under this number before.</source>
        <translation>此编号之前已用于另一段文字。</translation>
    </message>
    <message>
        <source>This server does not know that request.</source>
        <translation>此服务器不支持这个请求。</translation>
    </message>
    <message>
        <source>You have left the room.</source>
        <translation>你已退出聊天室。</translation>
    </message>
    <message>
        <source>A message here may be at most %1 bytes long.</source>
        <translation>这里的消息最长 %1 字节。</translation>
    </message>
    <message>
        <source>Too much waits to be sent already; wait until some of it is.</source>
        <translation>等待发送的内容太多，请等一部分发出后再试。</translation>
    </message>
    <message>
        <source>No answer from %1. Is a server running there, and do the firewalls on the way let its UDP port pass, in datagrams of 1200 bytes?</source>
        <translation>%1 没有应答。那里有服务器在运行吗？途中的防火墙是否允许其 UDP 端口和 1200 字节的数据报通过？</translation>
    </message>
    <message>
        <source>The server at %1 was heard, but no session came about in the time allowed.</source>
        <translation>%1 的服务器有回应，但未能在规定时间内建立会话。</translation>
    </message>
    <message>
        <source>The server at %1 is there but does not answer.</source>
        <translation>%1 的服务器在线，但没有应答。</translation>
    </message>
    <message>
        <source>The server at %1 speaks no version of the protocol that this program speaks.</source>
        <translation>%1 的服务器不支持本程序的任何协议版本。</translation>
    </message>
    <message>
        <source>The server at %1 has another key than the one known. Either it was set up anew, or somebody is between you and it.</source>
        <translation>%1 的服务器密钥与已知的不同：可能已重新安装，也可能有人在中间冒充。</translation>
    </message>
    <message>
        <source>The link to %1 was lost and has not come back.</source>
        <translation>与 %1 的连接中断，未能恢复。</translation>
    </message>
    <message>
        <source>The server&apos;s key is not trusted.</source>
        <translation>服务器的密钥未被信任。</translation>
    </message>
    <message>
        <source>The same person has entered from elsewhere</source>
        <translation>你已从别处进入</translation>
    </message>
    <message>
        <source>The admin has removed you from the room: %1</source>
        <translation>管理员已将你移出聊天室：%1</translation>
    </message>
    <message>
        <source>The admin has removed you from the room</source>
        <translation>管理员已将你移出聊天室</translation>
    </message>
    <message>
        <source>The admin has banned you from the room: %1</source>
        <translation>管理员已封禁你：%1</translation>
    </message>
    <message>
        <source>The admin has banned you from the room</source>
        <translation>管理员已封禁你</translation>
    </message>
    <message>
        <source>The server was shut down: %1</source>
        <translation>服务器已关闭：%1</translation>
    </message>
    <message>
        <source>The server was shut down</source>
        <translation>服务器已关闭</translation>
    </message>
    <message>
        <source>The server has not heard from here for too long</source>
        <translation>服务器太久没有收到这边的消息</translation>
    </message>
    <message>
        <source>The server has too much to do</source>
        <translation>服务器太忙</translation>
    </message>
    <message>
        <source>The server has closed the session</source>
        <translation>服务器已关闭会话</translation>
    </message>
    <message>
        <source>The server has forgotten the session.</source>
        <translation>服务器已不认识此会话。</translation>
    </message>
    <message>
        <source>The server no longer knows this session.</source>
        <translation>服务器已不认识此会话。</translation>
    </message>
    <message>
        <source>Nothing has been heard from the server for a long time.</source>
        <translation>很久没有收到服务器的消息。</translation>
    </message>
    <message>
        <source>The keys of the session are used up.</source>
        <translation>会话的密钥已用尽。</translation>
    </message>
    <message>
        <source>No answer from the server for 12 s.</source>
        <translation>服务器已 12 秒没有应答。</translation>
    </message>
    <message>
        <source>The server does not answer.</source>
        <translation>服务器没有应答。</translation>
    </message>
    <message>
        <source>The server does not keep to the protocol: %1</source>
        <translation>服务器不遵守协议：%1</translation>
    </message>
    <message>
        <source>/%1 is not there yet in this version; /help lists what is.</source>
        <translation>此版本还没有 /%1；/help 列出已有的命令。</translation>
    </message>
    <message>
        <source>There is no such command; /help lists them.</source>
        <translation>没有这个命令；/help 列出所有命令。</translation>
    </message>
    <message>
        <source>There is no command %1 here; help lists them.</source>
        <translation>这里没有命令 %1；help 列出所有命令。</translation>
    </message>
    <message>
        <source>Whom? /kick NAME [WHY], or /kick #NUMBER [WHY].</source>
        <translation>移出谁？/kick 名字 [原因] 或 /kick #编号 [原因]。</translation>
    </message>
    <message>
        <source>Whom? kick NAME [WHY], or kick #NUMBER [WHY].</source>
        <translation>移出谁？kick 名字 [原因] 或 kick #编号 [原因]。</translation>
    </message>
    <message>
        <source>Nobody of that name is here; /who lists who is.</source>
        <translation>聊天室里没有这个人；/who 列出谁在。</translation>
    </message>
    <message>
        <source>Nobody of that name is in the room; who lists who is.</source>
        <translation>聊天室里没有这个人；who 列出谁在。</translation>
    </message>
    <message>
        <source>The line has more than %1 bytes; send it in parts.</source>
        <translation>这一行超过 %1 字节，请分几次发送。</translation>
    </message>
    <message>
        <source>There is no command %1 here; /help lists them.</source>
        <translation>这里没有命令 %1；/help 列出所有命令。</translation>
    </message>
    <message>
        <source>Nobody of that name is in the room; /who lists who is.</source>
        <translation>聊天室里没有这个人；/who 列出谁在。</translation>
    </message>
    <message>
        <source>No member has that number; who lists who is.</source>
        <translation>没有这个编号的成员；who 列出谁在。</translation>
    </message>
    <message>
        <source>No member has that number; /who lists who is.</source>
        <translation>没有这个编号的成员；/who 列出谁在。</translation>
    </message>
    <message>
        <source>/%1 runs it, /announce %2 says it to everyone.</source>
        <translation>/%1 执行命令，/announce %2 告知所有人。</translation>
    </message>
    <message>
        <source>Only admins can do this. Your key here is %1; the operator can make it an admin&apos;s.</source>
        <translation>只有管理员可以这样做。你在这里的密钥是 %1，服务器的运营者可以把它设为管理员的密钥。</translation>
    </message>
    <message>
        <source>Whom? /unignore NAME.</source>
        <translation>解除屏蔽谁？/unignore 名字。</translation>
    </message>
    <message>
        <source>That is you; choose somebody else.</source>
        <translation>那就是你自己，请选别人。</translation>
    </message>
    <message>
        <source>Nobody called %1 is here.</source>
        <translation>这里没有叫 %1 的人。</translation>
    </message>
    <message>
        <source>You do not ignore anybody called %1.</source>
        <translation>你没有屏蔽叫 %1 的人。</translation>
    </message>
    <message>
        <source>Search for what? /search WORDS.</source>
        <translation>查找什么？/search 词语。</translation>
    </message>
    <message>
        <source>This room has a password, and none was given.</source>
        <translation>此聊天室设有密码，尚未提供。</translation>
    </message>
    <message>
        <source>That is not the room&apos;s password.</source>
        <translation>这不是聊天室的密码。</translation>
    </message>
    <message>
        <source>Too many wrong passwords from your address; wait a little.</source>
        <translation>来自你所在地址的错误密码太多；请稍候。</translation>
    </message>
    <message>
        <source>The server asks for its room&apos;s password in a way that would cost this machine too much, or whoever listens too little.</source>
        <translation>服务器要求的密码处理方式对这台机器代价太高，或对窃听者代价太低。</translation>
    </message>
    <message>
        <source>Say what to search for.</source>
        <translation>请写明要查找什么。</translation>
    </message>
    <message>
        <source>Search for less at once: at most %1 bytes.</source>
        <translation>一次请少查找一些：最多 %1 字节。</translation>
    </message>
    <message>
        <source>Search for at most %1 words and conditions at once.</source>
        <translation>一次最多查找 %1 个词和条件。</translation>
    </message>
    <message>
        <source>What is searched for must be valid UTF-8.</source>
        <translation>要查找的内容必须是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>Close the quotation mark, or write &quot;&quot;&quot;&quot; to search for one.</source>
        <translation>请补上后一个引号；要查找引号本身，请写 &quot;&quot;&quot;&quot;。</translation>
    </message>
    <message>
        <source>Write something between the quotation marks.</source>
        <translation>请在引号之间写些什么。</translation>
    </message>
    <message>
        <source>Write a name directly behind from:, as in from:tom.</source>
        <translation>请把名字紧接在 from: 之后，例如 from:tom。</translation>
    </message>
    <message>
        <source>Write the date directly behind before: or after:, as in after:2026-01-31.</source>
        <translation>请把日期紧接在 before: 或 after: 之后，例如 after:2026-01-31。</translation>
    </message>
    <message>
        <source>The only thing to ask for with has: is a link, as in has:link.</source>
        <translation>has: 之后只能是 link，即 has:link。</translation>
    </message>
    <message>
        <source>Only members can read what was said here; join the room first.</source>
        <translation>只有成员可以阅读这里说过的话；请先进入房间。</translation>
    </message>
    <message>
        <source>That was asked too often; wait a moment.</source>
        <translation>查询过于频繁；请稍等片刻。</translation>
    </message>
    <message>
        <source>A later question took the place of this one.</source>
        <translation>后来的查询取代了这一个。</translation>
    </message>
    <message>
        <source>Which name? /nick NAME.</source>
        <translation>换成什么名字？/nick 名字。</translation>
    </message>
    <message>
        <source>Whom? A name, #NUMBER, an address such as 10.1.0.0/16, or a key; then perhaps `for 2h`, and why.</source>
        <translation>对谁？名字、#编号、10.1.0.0/16 这样的地址或密钥；后面可以写 `for 2h` 和原因。</translation>
    </message>
    <message>
        <source>Whom? A name, the #NUMBER that /bans shows, addresses or a key.</source>
        <translation>解除谁？名字、/bans 显示的 #编号、地址或密钥。</translation>
    </message>
    <message>
        <source>Which message? /remove #NUMBER [WHY], or /remove NAME [WHY] for the last one of somebody.</source>
        <translation>移除哪一条？/remove #编号 [原因]，或 /remove 名字 [原因] 移除某人的最后一条。</translation>
    </message>
    <message>
        <source>A message&apos;s number is a number, such as #12.</source>
        <translation>消息的编号是数字，例如 #12。</translation>
    </message>
    <message>
        <source>Nothing of what was read here is by somebody of that name.</source>
        <translation>这里读到的消息中没有这个名字说的话。</translation>
    </message>
    <message>
        <source>No notice waits for you to confirm it.</source>
        <translation>没有等你确认的消息。</translation>
    </message>
    <message>
        <source>A notice&apos;s number is a number, such as #12.</source>
        <translation>管理员消息的编号是数字，例如 #12。</translation>
    </message>
    <message>
        <source>No notice has asked to be confirmed; /announce --ack TEXT makes one.</source>
        <translation>还没有要求确认的管理员消息；/announce --ack 内容 可以发一条。</translation>
    </message>
    <message>
        <source>There is no such ban or mute; /bans lists them.</source>
        <translation>没有这样的封禁或禁言；/bans 可以列出。</translation>
    </message>
    <message>
        <source>/goto is for the full screen; `hubbub history --since DATE` prints what was said then.</source>
        <translation>/goto 只用于全屏界面；`hubbub history --since 日期` 会列出那时说的话。</translation>
    </message>
</context>
<context>
    <name>TopTable</name>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>trip</source>
        <translation>往返</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>丢包</translation>
    </message>
    <message>
        <source>here</source>
        <translation>在场</translation>
    </message>
    <message>
        <source>event</source>
        <translation>已收</translation>
    </message>
    <message>
        <source>number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名字</translation>
    </message>
</context>
<context>
    <name>UdpSocketText</name>
    <message>
        <source>The system gives no UDP socket: %1.</source>
        <translation>系统无法提供 UDP 套接字：%1。</translation>
    </message>
</context>
<context>
    <name>hubbub::cli::DoctorSession</name>
    <message>
        <source>nobody answered in time</source>
        <translation>没有及时得到应答</translation>
    </message>
</context>
<context>
    <name>hubbub::cli::HistorySession</name>
    <message>
        <source>The chain is broken at #%1: what stands there is not what was said, or something was left out or put in.</source>
        <translation>记录链在 #%1 处断开：那里的内容与当初所说的不符，或者有内容被删去或插入。</translation>
    </message>
</context>
<context>
    <name>hubbub::cli::RoomChooser</name>
    <message>
        <source>Rooms on this network appear below. Type the number of one, or a server&apos;s address or invite link.</source>
        <translation>本网络中的房间会列在下面。请输入房间的编号，或者服务器的地址或邀请链接。</translation>
    </message>
    <message>
        <source>There is no number %1 in the list.</source>
        <translation>列表中没有编号 %1。</translation>
    </message>
</context>
<context>
    <name>hubbub::cli::ScreenSession</name>
    <message>
        <source>F1 shows the keys, /help the commands.</source>
        <translation>F1 查看按键，/help 查看命令。</translation>
    </message>
    <message>
        <source>Enter this name again to move here; the other program leaves the room.</source>
        <translation>再次输入这个名字即可移到这里，另一个程序会退出聊天室。</translation>
    </message>
</context>
<context>
    <name>hubbub::cli::TerminalInput</name>
    <message>
        <source>Said before (%1): </source>
        <translation>说过的（%1）：</translation>
    </message>
</context>
<context>
    <name>hubbub::cli::TopSession</name>
    <message>
        <source>q ends; order: n name, h here, i idle, t trip, l loss, e event</source>
        <translation>q 退出；排序：n 名字，h 在场，i 空闲，t 往返，l 丢包，e 已收</translation>
    </message>
    <message>
        <source>%1: connection lost, trying again</source>
        <translation>%1：连接中断，正在重试</translation>
    </message>
    <message>
        <source>%1: asking…</source>
        <translation>%1：正在询问…</translation>
    </message>
    <message>
        <source>%1: members: %L2</source>
        <translation>%1：成员：%L2 人</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::AnnounceDialog</name>
    <message>
        <source>Notice to everyone</source>
        <translation>发给所有人的消息</translation>
    </message>
    <message>
        <source>Text of the notice</source>
        <translation>消息内容</translation>
    </message>
    <message>
        <source>Tell &amp;everyone</source>
        <translation>发给所有人(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Text of the notice:</source>
        <translation>消息内容(&amp;T)：</translation>
    </message>
    <message>
        <source>As everyone will see it:</source>
        <translation>大家将看到的样子：</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>%L1 bytes too many</source>
        <translation>超出 %L1 字节</translation>
    </message>
    <message>
        <source>&amp;Ask everyone to confirm that they have read it</source>
        <translation>请大家确认已读(&amp;A)</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::Announcer</name>
    <message>
        <source>%L1 new messages</source>
        <translation>%L1 条新消息</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::BanDialog</name>
    <message>
        <source>Ban from the room</source>
        <translation>封禁</translation>
    </message>
    <message>
        <source>Remove %1 and keep this key out of the room?</source>
        <translation>移出 %1，并禁止这个密钥再进入聊天室？</translation>
    </message>
    <message>
        <source>10 minutes</source>
        <translation>10 分钟</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>1 周</translation>
    </message>
    <message>
        <source>until it is lifted</source>
        <translation>直到解除</translation>
    </message>
    <message>
        <source>Reason, which everyone will see</source>
        <translation>原因（大家都会看到）</translation>
    </message>
    <message>
        <source>&amp;Ban</source>
        <translation>封禁(&amp;B)</translation>
    </message>
    <message>
        <source>For how &amp;long:</source>
        <translation>多久(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Reason:</source>
        <translation>原因(&amp;R)：</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::CompletionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>候选列表</translation>
    </message>
    <message>
        <source>%1; suggestion %2 of %3</source>
        <translation>%1；第 %2 个候选，共 %3 个</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::ConfirmBanner</name>
    <message>
        <source>Con&amp;firm</source>
        <translation>确认(&amp;F)</translation>
    </message>
    <message>
        <source>A notice that asks to be confirmed</source>
        <translation>请你确认的管理员消息</translation>
    </message>
    <message>
        <source>Says that you have read it (Ctrl+Shift+R)</source>
        <translation>告诉管理员你已读（Ctrl+Shift+R）</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::ConfirmationsDialog</name>
    <message>
        <source>Who has confirmed notice #%1</source>
        <translation>谁确认了管理员消息 #%1</translation>
    </message>
    <message>
        <source>Who has confirmed</source>
        <translation>谁确认了</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::ConnectDialog</name>
    <message>
        <source>Enter a room – Hubbub</source>
        <translation>进入聊天室 – Hubbub</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>&amp;Enter</source>
        <translation>进入(&amp;E)</translation>
    </message>
    <message>
        <source>A server is needed: the address or the invite link that its owner gives you.</source>
        <translation>需要填写服务器：向服务器的主人要地址或邀请链接。</translation>
    </message>
    <message>
        <source>This is no server&apos;s address. It looks like chat.example, 192.168.1.20:7788, [fe80::1]:7788 or hubbub://HOST:PORT/#KEY.</source>
        <translation>这不是服务器地址。地址形如 chat.example、192.168.1.20:7788、[fe80::1]:7788 或 hubbub://主机:端口/#密钥。</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::Desktop</name>
    <message>
        <source>Entering as %1…</source>
        <translation>正在以“%1”的名字进入…</translation>
    </message>
    <message>
        <source>Connecting to %1…</source>
        <translation>正在连接 %1…</translation>
    </message>
    <message>
        <source>The key of %1 has changed and is accepted, as asked for.</source>
        <translation>%1 的密钥变了，已按要求接受。</translation>
    </message>
    <message>
        <source>Entering %1…</source>
        <translation>正在进入 %1…</translation>
    </message>
    <message>
        <source>You did not enter.</source>
        <translation>你没有进入。</translation>
    </message>
    <message>
        <source>Leave and quit</source>
        <translation>离开并退出</translation>
    </message>
    <message>
        <source>Something you wrote has not reached the server: %L1 in all.</source>
        <translation>你写的内容还没有送到服务器，共 %L1 条。</translation>
    </message>
    <message>
        <source>They go out by themselves when the link is back, if you stay.</source>
        <translation>留下来，连接恢复后会自动发出。</translation>
    </message>
    <message>
        <source>&amp;Leave anyway</source>
        <translation>仍然离开(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Stay</source>
        <translation>留下(&amp;S)</translation>
    </message>
    <message>
        <source>Enter anew</source>
        <translation>重新进入</translation>
    </message>
    <message>
        <source>If you enter anew, it is not sent by itself any more. It stays in the list, and can be sent again from there.</source>
        <translation>如果重新进入，它不会再自动发出；它会留在列表里，可以从那里再次发送。</translation>
    </message>
    <message>
        <source>&amp;Enter anew</source>
        <translation>重新进入(&amp;E)</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::EntryForm</name>
    <message>
        <source>&amp;Take over from the other program</source>
        <translation>取代另一个程序(&amp;T)</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>你的名字</translation>
    </message>
    <message>
        <source>How the others see you</source>
        <translation>别人看到的名字</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>chat.example, 192.168.1.20:7788 or hubbub://…</source>
        <translation>chat.example、192.168.1.20:7788 或 hubbub://…</translation>
    </message>
    <message>
        <source>Your &amp;name:</source>
        <translation>你的名字(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Server:</source>
        <translation>服务器(&amp;S)：</translation>
    </message>
    <message>
        <source>Enter as %1</source>
        <translation>以“%1”进入</translation>
    </message>
    <message>
        <source>&amp;Forget</source>
        <translation>忘记(&amp;F)</translation>
    </message>
    <message>
        <source>Offer this server no more; its key stays known</source>
        <translation>不再列出这个服务器；仍会记住它的密钥</translation>
    </message>
    <message>
        <source>&amp;Password:</source>
        <translation>密码(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Remember it on this computer</source>
        <translation>在这台电脑上记住(&amp;R)</translation>
    </message>
    <message>
        <source>The room&apos;s password</source>
        <translation>聊天室密码</translation>
    </message>
    <message>
        <source>A key made of it is kept, not the password itself</source>
        <translation>保存的是由密码生成的密钥，而不是密码本身</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::FindBar</name>
    <message>
        <source>Find in the room</source>
        <translation>在聊天室中查找</translation>
    </message>
    <message>
        <source>To the next older place (F3)</source>
        <translation>到较早的一处 (F3)</translation>
    </message>
    <message>
        <source>To the next newer place (Shift+F3)</source>
        <translation>到较新的一处 (Shift+F3)</translation>
    </message>
    <message>
        <source>Back to the input (Esc)</source>
        <translation>回到输入框 (Esc)</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Not found further up; going on at the newest</source>
        <translation>上面没有了，从最新处继续</translation>
    </message>
    <message>
        <source>Not found further down; going on at the oldest</source>
        <translation>下面没有了，从最早处继续</translation>
    </message>
    <message>
        <source>%L1 places or more</source>
        <translation>至少 %L1 处</translation>
    </message>
    <message>
        <source>1 place</source>
        <translation>1 处</translation>
    </message>
    <message>
        <source>%L1 places</source>
        <translation>%L1 处</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>较早</translation>
    </message>
    <message>
        <source>Newer</source>
        <translation>较新</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>%L1 of %L2</source>
        <comment>which place, how many</comment>
        <translation>第 %L1 处，共 %L2 处</translation>
    </message>
    <message>
        <source>Search the &amp;whole room</source>
        <translation>搜索整个聊天室(&amp;W)</translation>
    </message>
    <message>
        <source>Also what is not loaded here (Ctrl+Shift+F)</source>
        <translation>也包括此处尚未加载的内容 (Ctrl+Shift+F)</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::FoundPanel</name>
    <message>
        <source>&amp;Older results</source>
        <translation>更早的结果(&amp;O)</translation>
    </message>
    <message>
        <source>Search the whole room</source>
        <translation>搜索整个聊天室</translation>
    </message>
    <message>
        <source>Close the results</source>
        <translation>关闭搜索结果</translation>
    </message>
    <message>
        <source>Close the results (Esc)</source>
        <translation>关闭搜索结果 (Esc)</translation>
    </message>
    <message>
        <source>Also: &quot;several words&quot;, from:NAME, after:2026-01-31, before:2026-02-28, has:link</source>
        <translation>还可以用：&quot;几个词&quot;、from:名字、after:2026-01-31、before:2026-02-28、has:link</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>Nothing was found.</source>
        <translation>没有找到。</translation>
    </message>
    <message>
        <source>Found so far: %L1</source>
        <translation>目前找到 %L1 条</translation>
    </message>
    <message>
        <source>Found: %L1</source>
        <translation>共找到 %L1 条</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::FoundRooms</name>
    <message>
        <source>Rooms on this network</source>
        <translation>本网络中的房间</translation>
    </message>
    <message>
        <source>&amp;Rooms on this network:</source>
        <translation>本网络中的房间(&amp;R)：</translation>
    </message>
    <message>
        <source>None has answered yet.</source>
        <translation>还没有房间回应。</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::GoToDialog</name>
    <message>
        <source>Go to a date</source>
        <translation>跳转到日期</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>From this &amp;time on:</source>
        <translation>从此时刻起(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Go there</source>
        <translation>跳转(&amp;G)</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::InputBar</name>
    <message>
        <source>&amp;Send</source>
        <translation>发送(&amp;S)</translation>
    </message>
    <message>
        <source>%L1 bytes too many</source>
        <translation>超出 %L1 字节</translation>
    </message>
    <message>
        <source>%L1 bytes left</source>
        <translation>还剩 %L1 字节</translation>
    </message>
    <message>
        <source>%L1 characters are too many to paste; a message holds %L2 bytes. Nothing was pasted.</source>
        <translation>%L1 个字符太多，无法粘贴；一条消息最多 %L2 字节。没有粘贴任何内容。</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::InputEdit</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Write a message; Enter sends it, Shift+Enter begins a new line</source>
        <translation>写消息：Enter 发送，Shift+Enter 换行</translation>
    </message>
    <message>
        <source>Write a message</source>
        <translation>写消息</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::KickDialog</name>
    <message>
        <source>Remove from the room</source>
        <translation>移出聊天室</translation>
    </message>
    <message>
        <source>Remove %1 (member %2, key %3) from the room?</source>
        <translation>把 %1（成员 %2，密钥 %3）移出聊天室吗？</translation>
    </message>
    <message>
        <source>Reason, which everyone will see</source>
        <translation>原因（大家都会看到）</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移出(&amp;R)</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::LineDialog</name>
    <message>
        <source>&amp;Take %1</source>
        <translation>用 %1(&amp;T)</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::LinkBanner</name>
    <message>
        <source>Try &amp;now</source>
        <translation>立即重试(&amp;N)</translation>
    </message>
    <message>
        <source>Enter &amp;again…</source>
        <translation>重新进入(&amp;A)…</translation>
    </message>
    <message>
        <source>About the connection</source>
        <translation>连接情况</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::LinkStatus</name>
    <message>
        <source>Try now</source>
        <translation>立即重试</translation>
    </message>
    <message>
        <source>Enter again…</source>
        <translation>重新进入…</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::MainWindow</name>
    <message>
        <source>%1 – Hubbub</source>
        <translation>%1 – Hubbub</translation>
    </message>
    <message>
        <source>&amp;Room</source>
        <translation>聊天室(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Enter a room…</source>
        <translation>进入聊天室(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Try to connect now</source>
        <translation>立即重新连接(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Notice to everyone…</source>
        <translation>发消息给所有人(&amp;N)…</translation>
    </message>
    <message>
        <source>Leave and &amp;quit</source>
        <translation>离开并退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Select all &amp;messages</source>
        <translation>选择所有消息(&amp;M)</translation>
    </message>
    <message>
        <source>C&amp;lear the list of messages</source>
        <translation>清空消息列表(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>放大文字(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Smaller text</source>
        <translation>缩小文字(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Normal text</source>
        <translation>正常大小(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Members</source>
        <translation>成员(&amp;M)</translation>
    </message>
    <message>
        <source>To the ne&amp;west message</source>
        <translation>转到最新消息(&amp;W)</translation>
    </message>
    <message>
        <source>To the &amp;input</source>
        <translation>转到输入框(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>按键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Commands</source>
        <translation>命令(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;About Hubbub</source>
        <translation>关于 Hubbub(&amp;A)</translation>
    </message>
    <message>
        <source>About &amp;Qt</source>
        <translation>关于 Qt(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Find in the room…</source>
        <translation>在聊天室中查找(&amp;F)…</translation>
    </message>
    <message>
        <source>Find &amp;older</source>
        <translation>查找较早的(&amp;O)</translation>
    </message>
    <message>
        <source>Find &amp;newer</source>
        <translation>查找较新的(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>To the first &amp;unread message</source>
        <translation>转到第一条未读消息(&amp;U)</translation>
    </message>
    <message>
        <source>To the &amp;oldest message</source>
        <translation>转到最早的消息(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Confirm the newest notice</source>
        <translation>确认最新的管理员消息(&amp;C)</translation>
    </message>
    <message>
        <source>Change &amp;my name…</source>
        <translation>改名(&amp;M)…</translation>
    </message>
    <message>
        <source>T&amp;opic…</source>
        <translation>话题(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Lock the room</source>
        <translation>锁定聊天室(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Unlock the room</source>
        <translation>解除锁定(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Bans and mutes…</source>
        <translation>封禁和禁言(&amp;B)…</translation>
    </message>
    <message>
        <source>banned: %1</source>
        <translation>已封禁：%1</translation>
    </message>
    <message>
        <source>muted: %1, for %2</source>
        <translation>已禁言：%1，为期 %2</translation>
    </message>
    <message>
        <source>muted: %1</source>
        <translation>已禁言：%1</translation>
    </message>
    <message>
        <source>Remove a message</source>
        <translation>移除消息</translation>
    </message>
    <message>
        <source>Remove this message from the room, for everyone? Its place stays, its text goes.</source>
        <translation>从聊天室为所有人移除这条消息？位置保留，内容消失。</translation>
    </message>
    <message>
        <source>Reason, which everyone will see</source>
        <translation>原因（大家都会看到）</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Change my name</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Everyone sees who has taken another name.</source>
        <translation>大家都会看到谁改了名。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>Change &amp;name</source>
        <translation>改名(&amp;N)</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>话题</translation>
    </message>
    <message>
        <source>What the room is about. Left empty, it has no topic.</source>
        <translation>聊天室谈什么。留空则没有话题。</translation>
    </message>
    <message>
        <source>&amp;Set the topic</source>
        <translation>设置话题(&amp;S)</translation>
    </message>
    <message>
        <source>Search the &amp;whole room…</source>
        <translation>搜索整个聊天室(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Go to a date…</source>
        <translation>跳转到日期(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;Back to now</source>
        <translation>回到现在(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;How far the room is complete</source>
        <translation>记录完整到哪里(&amp;H)</translation>
    </message>
    <message>
        <source>Looking for the place…</source>
        <translation>正在查找该位置…</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>You are reading the past.</source>
        <translation>你正在阅读过去的消息。</translation>
    </message>
    <message>
        <source>While you were away: %1</source>
        <translation>你不在的时候：%1</translation>
    </message>
    <message>
        <source>&amp;Jump to unread</source>
        <translation>跳到未读处(&amp;J)</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::MemberPanel</name>
    <message>
        <source>Find a member</source>
        <translation>查找成员</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>&amp;Mention %1</source>
        <translation>提到 %1(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Remove from the room…</source>
        <translation>移出聊天室(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Copy the name</source>
        <translation>复制名字(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the &amp;fingerprint of the key</source>
        <translation>复制密钥指纹(&amp;F)</translation>
    </message>
    <message>
        <source>M&amp;ute</source>
        <translation>禁言(&amp;U)</translation>
    </message>
    <message>
        <source>For 10 &amp;minutes</source>
        <translation>10 分钟(&amp;M)</translation>
    </message>
    <message>
        <source>For 1 &amp;hour</source>
        <translation>1 小时(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Until it is lifted</source>
        <translation>直到解除(&amp;U)</translation>
    </message>
    <message>
        <source>Unmu&amp;te</source>
        <translation>解除禁言(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Ban…</source>
        <translation>封禁(&amp;B)…</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::MessageView</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>%L1 new</source>
        <translation>%L1 条新消息</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>重试(&amp;T)</translation>
    </message>
    <message>
        <source>Copy &amp;message</source>
        <translation>复制整条消息(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Open %1</source>
        <translation>打开 %1(&amp;O)</translation>
    </message>
    <message>
        <source>Copy &amp;link %1</source>
        <translation>复制链接 %1(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
    <message>
        <source>Me&amp;ntion %1</source>
        <translation>提及 %1(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Fold</source>
        <translation>折叠(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Unfold</source>
        <translation>展开(&amp;U)</translation>
    </message>
    <message>
        <source>Con&amp;firm</source>
        <translation>确认(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Who has confirmed…</source>
        <translation>谁确认了(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Remove from the room…</source>
        <translation>从聊天室移除(&amp;R)…</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::NoteBar</name>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::NotificationService</name>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::PastSign</name>
    <message>
        <source>Try &amp;again</source>
        <translation>重试(&amp;A)</translation>
    </message>
    <message>
        <source>Older messages are being loaded</source>
        <translation>正在加载更早的消息</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::PasteDialog</name>
    <message>
        <source>Paste much text</source>
        <translation>粘贴大段文字</translation>
    </message>
    <message>
        <source>This text is too long for one message: %L1 bytes, where %L2 fit. You can shorten it in the input.</source>
        <translation>这段文字作为一条消息太长：%L1 字节，最多 %L2 字节。你可以在输入框里缩短它。</translation>
    </message>
    <message>
        <source>Send this text of %L1 lines as one message?</source>
        <translation>将这 %L1 行文字作为一条消息发送吗？</translation>
    </message>
    <message>
        <source>Text to be pasted</source>
        <translation>要粘贴的文字</translation>
    </message>
    <message>
        <source>&amp;Send as one message</source>
        <translation>作为一条消息发送(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Edit first</source>
        <translation>先编辑(&amp;E)</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::RestrictionsDialog</name>
    <message>
        <source>Nobody is banned or muted.</source>
        <translation>没有人被封禁或禁言。</translation>
    </message>
    <message>
        <source>Bans and mutes</source>
        <translation>封禁和禁言</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Whom</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>到何时</translation>
    </message>
    <message>
        <source>By</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>&amp;Lift</source>
        <translation>解除(&amp;L)</translation>
    </message>
    <message>
        <source>banned</source>
        <translation>封禁</translation>
    </message>
    <message>
        <source>muted</source>
        <translation>禁言</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::ServerKeyPage</name>
    <message>
        <source>Fingerprint: %1
Key: %2</source>
        <translation>指纹：%1
密钥：%2</translation>
    </message>
    <message>
        <source>It is the right one: &amp;enter</source>
        <translation>密钥无误，进入(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Do not enter</source>
        <translation>不进入(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>You have not met this server before.</source>
        <translation>你是第一次连接这个服务器。</translation>
    </message>
    <message>
        <source>%1 showed the key below. The server prints its key when it starts; compare the two, or ask whoever runs it. From here on only this key is accepted there.</source>
        <translation>%1 出示了下面的密钥。服务器启动时会打印自己的密钥；请比较两者，或询问服务器的主人。此后那里只接受这个密钥。</translation>
    </message>
    <message>
        <source>The server&apos;s key has changed. Nothing was sent to it.</source>
        <translation>服务器的密钥变了。没有向它发送任何内容。</translation>
    </message>
    <message>
        <source>Shown now:</source>
        <translation>现在出示的：</translation>
    </message>
    <message>
        <source>Known so far:</source>
        <translation>以前认识的：</translation>
    </message>
    <message>
        <source>The link names another key. Nothing was sent to the server.</source>
        <translation>链接中的密钥与服务器的不同。没有向它发送任何内容。</translation>
    </message>
    <message>
        <source>%1 showed a key that is not the one in your link. Somebody may be posing as the server, or the link is old. Ask whoever runs it for the link that is right now.</source>
        <translation>%1 出示的密钥不是你的链接中的那一个。可能有人在冒充服务器，也可能链接已经过时。请向服务器的主人索取现在有效的链接。</translation>
    </message>
    <message>
        <source>%1 is known by another key. Somebody may be posing as the server, or it was set up anew. Ask whoever runs it. If the new key is right, enter with the new invite link.</source>
        <translation>%1 以前用的是另一个密钥。可能有人在冒充服务器，也可能它重新安装过。请询问服务器的主人。如果新密钥无误，请用新的邀请链接进入。</translation>
    </message>
    <message>
        <source>In the link:</source>
        <translation>链接中的：</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::SettingsDialog</name>
    <message>
        <source>Show the &amp;members beside the messages</source>
        <translation>在消息旁显示成员(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Closing the window keeps Hubbub in the tray</source>
        <translation>关闭窗口时让 Hubbub 留在托盘(&amp;C)</translation>
    </message>
    <message>
        <source>Counts when Hubbub is started again.</source>
        <translation>重新启动 Hubbub 后生效。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>This desktop has no tray.</source>
        <translation>此桌面没有托盘。</translation>
    </message>
    <message>
        <source>Mentions of my name, and notices</source>
        <translation>提到我的名字，以及管理员消息</translation>
    </message>
    <message>
        <source>Everything that is said</source>
        <translation>所有消息</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不通知</translation>
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
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source> pt</source>
        <comment>points</comment>
        <translation> 磅</translation>
    </message>
    <message>
        <source>&amp;Notify me of:</source>
        <translation>通知我(&amp;N)：</translation>
    </message>
    <message>
        <source>&amp;Appearance:</source>
        <translation>外观(&amp;A)：</translation>
    </message>
    <message>
        <source>Size of the &amp;text:</source>
        <translation>文字大小(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>语言(&amp;L)：</translation>
    </message>
    <message>
        <source>&amp;Keep the last messages on this computer</source>
        <translation>在本机保存最近的消息(&amp;K)</translation>
    </message>
    <message>
        <source>They are shown when the server cannot be reached. Without this, what is kept is removed.</source>
        <translation>连不上服务器时会显示它们。不勾选时，已保存的会被删除。</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::TopicLine</name>
    <message>
        <source>Topic: %1</source>
        <translation>话题：%1</translation>
    </message>
</context>
<context>
    <name>hubbub::gui::TrayIcon</name>
    <message>
        <source>&amp;Show Hubbub</source>
        <translation>显示 Hubbub(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Mute notifications</source>
        <translation>通知静音(&amp;M)</translation>
    </message>
    <message>
        <source>Leave and &amp;quit</source>
        <translation>离开并退出(&amp;Q)</translation>
    </message>
</context>
<context>
    <name>hubbub::screen::MemberModel</name>
    <message>
        <source>%1 (you)</source>
        <translation>%1（你）</translation>
    </message>
    <message>
        <source>admin</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>away</source>
        <translation>暂离</translation>
    </message>
    <message>
        <source>%1, member %2, key %3</source>
        <translation>%1，成员 %2，密钥 %3</translation>
    </message>
    <message>
        <source>Admin of this room</source>
        <translation>本聊天室的管理员</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>暂离</translation>
    </message>
    <message>
        <source>Away: %1</source>
        <translation>暂离：%1</translation>
    </message>
</context>
<context>
    <name>hubbub::screen::MessageModel</name>
    <message>
        <source>Events %1 to %2 were missed; those that the server still keeps are in the past.</source>
        <translation>错过了第 %1 至 %2 条记录；服务器仍保存的部分可在过去的消息中查看。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>line, time</comment>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>who, when, what was said</comment>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>message, why it was not sent</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>hubbub::screen::PastReader</name>
    <message>
        <source>The chain is broken between #%1 and #%2: something there was changed, left out or put in.</source>
        <translation>#%1 与 #%2 之间的校验链已断：其中有内容被改动、遗漏或添加。</translation>
    </message>
</context>
<context>
    <name>hubbub::screen::RoomController</name>
    <message>
        <source>%1 – %2</source>
        <comment>own name, room</comment>
        <translation>%1 – %2</translation>
    </message>
    <message>
        <source>%1 (member %2) was removed.</source>
        <translation>已移出 %1（成员 %2）。</translation>
    </message>
    <message>
        <source>The others see that you are away.</source>
        <translation>别人会看到你暂时离开。</translation>
    </message>
    <message>
        <source>The others see that you are back.</source>
        <translation>别人会看到你回来了。</translation>
    </message>
    <message>
        <source>Something you wrote before was refused: %1</source>
        <translation>你以前写的一条内容被拒绝：%1</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>被拒绝：%1</translation>
    </message>
    <message>
        <source>You are not in the room; enter it again first.</source>
        <translation>你不在聊天室里；请先重新进入。</translation>
    </message>
    <message>
        <source>Perhaps not sent: the connection ended before the server confirmed it.</source>
        <translation>也许没有发出：服务器确认之前连接就结束了。</translation>
    </message>
    <message>
        <source>Not sent: you did not get into the room.</source>
        <translation>没有发出：你没有进入聊天室。</translation>
    </message>
    <message>
        <source>This one is free: %1</source>
        <translation>可以用这个：%1</translation>
    </message>
    <message>
        <source>It is lifted: #%1.</source>
        <translation>已解除：#%1。</translation>
    </message>
    <message>
        <source>The room is locked: nobody else may enter.</source>
        <translation>聊天室已锁定：别人不能再进入。</translation>
    </message>
    <message>
        <source>The room is open again.</source>
        <translation>聊天室已解除锁定。</translation>
    </message>
    <message>
        <source>No notice waits for you to confirm it.</source>
        <translation>没有等你确认的消息。</translation>
    </message>
    <message>
        <source>Notice #%1 is confirmed.</source>
        <translation>已确认管理员消息 #%1。</translation>
    </message>
    <message>
        <source>The room shows nothing of that time.</source>
        <translation>房间没有那个时间的内容可显示。</translation>
    </message>
    <message>
        <source>Loading what was said before…</source>
        <translation>正在加载更早的消息…</translation>
    </message>
    <message>
        <source>The room begins here.</source>
        <translation>房间从这里开始。</translation>
    </message>
    <message>
        <source>The room shows nothing older.</source>
        <translation>房间不显示更早的内容。</translation>
    </message>
    <message>
        <source>What was said before could not be loaded.</source>
        <translation>无法加载更早的消息。</translation>
    </message>
    <message>
        <source>As it was at %1; not connected to %2 yet.</source>
        <comment>when, the server</comment>
        <translation>以上是 %1 时的情况；尚未连接到 %2。</translation>
    </message>
    <message>
        <source>The connection is lost; the server can be asked when it is back.</source>
        <translation>连接已中断；等连接恢复后才能向服务器查询。</translation>
    </message>
</context>
<context>
    <name>hubbub::screen::SortedMembers</name>
    <message>
        <source>%L1 of %L2</source>
        <comment>members found, members in all</comment>
        <translation>%L2 人中的 %L1 人</translation>
    </message>
    <message>
        <source>1 member</source>
        <translation>1 名成员</translation>
    </message>
    <message>
        <source>%L1 members</source>
        <translation>%L1 名成员</translation>
    </message>
    <message>
        <source>%1, %L2 away</source>
        <comment>how many members, how many of them</comment>
        <translation>%1，%L2 人暂离</translation>
    </message>
</context>
<context>
    <name>hubbub::terminal::MemberColumn</name>
    <message>
        <source>Here: %L1</source>
        <translation>在场：%L1</translation>
    </message>
    <message>
        <source> (away)</source>
        <translation>（暂离）</translation>
    </message>
    <message>
        <source> and %L1 more</source>
        <translation> 另有 %L1 人</translation>
    </message>
</context>
<context>
    <name>hubbub::terminal::RoomScreen</name>
    <message>
        <source>/search WORDS first says what to look for.</source>
        <translation>请先用 /search 关键词 说明要找什么。</translation>
    </message>
    <message>
        <source>Nothing more is found.</source>
        <translation>没有更多结果了。</translation>
    </message>
    <message>
        <source>There is nothing that was not sent.</source>
        <translation>没有未发送的内容。</translation>
    </message>
    <message>
        <source>Everything has been read.</source>
        <translation>全部已读。</translation>
    </message>
    <message>
        <source>(%L1) %2</source>
        <comment>unread, name and room</comment>
        <translation>(%L1) %2</translation>
    </message>
    <message>
        <source>This terminal is too small.</source>
        <translation>终端窗口太小。</translation>
    </message>
    <message>
        <source> %L1 new (Alt-End) </source>
        <translation> %L1 条新消息 (Alt-End) </translation>
    </message>
    <message>
        <source> scrolled up (Alt-End) </source>
        <translation> 已向上滚动 (Alt-End) </translation>
    </message>
    <message>
        <source> %L1 unread </source>
        <translation> %L1 条未读 </translation>
    </message>
    <message>
        <source>Your name: </source>
        <translation>你的名字：</translation>
    </message>
    <message>
        <source>Said before (%1): </source>
        <translation>说过的（%1）：</translation>
    </message>
    <message>
        <source>Leave the room? Enter or y: leave. Any other key: stay.</source>
        <translation>要退出聊天室吗？回车或 y：退出；其他键：留下。</translation>
    </message>
    <message>
        <source>Enter: send as one message. e: edit. c: cancel.</source>
        <translation>回车：作为一条消息发送；e：编辑；c：取消。</translation>
    </message>
    <message>
        <source>To be pasted, %L1 lines:</source>
        <translation>将要粘贴，共 %L1 行：</translation>
    </message>
    <message>
        <source>The room&apos;s password: </source>
        <translation>聊天室密码：</translation>
    </message>
    <message>
        <source> confirm: Alt-A </source>
        <comment>a notice asks for it</comment>
        <translation> 请确认：Alt-A </translation>
    </message>
    <message>
        <source>Keys:
Enter sends, Alt-Enter begins another line, Tab completes
Up, Down: what was said before; Ctrl-R searches in it
PageUp, PageDown, Alt-Home, Alt-End: scroll, and load what was said before
Alt-U: to what is unread; Esc: back from the past, or from what was found
Alt-P, Alt-N: to the older and the younger of what /search has found; Alt-S: all of it
Alt-M: members; Alt-J: joins and leaves; Alt-R: sends again what was refused
Alt-A: confirms that a notice which asks for it has been read
Ctrl-A E B F K U W Y, Alt-B F D: editing as in Emacs
Ctrl-C empties the input, and then leaves after a question; Ctrl-Z suspends</source>
        <translation>按键：
回车发送，Alt-回车换行，Tab 补全
上、下：以前说过的话；Ctrl-R 在其中搜索
PageUp、PageDown、Alt-Home、Alt-End：滚动，并加载更早的消息
Alt-U：到未读处；Esc：从以前的消息或查找结果返回
Alt-P、Alt-N：到 /search 找到的更早或更晚的一条；Alt-S：全部结果
Alt-M：成员；Alt-J：进出记录；Alt-R：重发被拒绝的内容
Alt-A：确认已读要求确认的管理员消息
Ctrl-A E B F K U W Y、Alt-B F D：与 Emacs 相同的编辑键
Ctrl-C 清空输入，再按一次询问后退出；Ctrl-Z 挂起</translation>
    </message>
    <message>
        <source>Looking for that place…</source>
        <translation>正在寻找那个位置…</translation>
    </message>
    <message>
        <source> the past (Alt-End) </source>
        <translation> 以前的消息 (Alt-End) </translation>
    </message>
    <message>
        <source>Enter: go there. Esc: back.</source>
        <translation>回车：前往。Esc：返回。</translation>
    </message>
    <message>
        <source>%1 (Alt-U: there)</source>
        <comment>what was missed</comment>
        <translation>%1（Alt-U：前往）</translation>
    </message>
    <message>
        <source>The server looks for more.</source>
        <translation>服务器正在继续查找。</translation>
    </message>
    <message>
        <source>Found: %L1 and more, %2</source>
        <comment>how many, what was searched for</comment>
        <translation>找到：%L1 条以上，%2</translation>
    </message>
    <message>
        <source>Found: %L1, %2</source>
        <comment>how many, what was searched for</comment>
        <translation>找到：%L1 条，%2</translation>
    </message>
    <message>
        <source>Searching: %1</source>
        <translation>正在查找：%1</translation>
    </message>
    <message>
        <source>Nothing is found: %1</source>
        <translation>没有找到：%1</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Nothing older is found.</source>
        <translation>没有找到更早的。</translation>
    </message>
    <message>
        <source>You read the past. Esc: back to now</source>
        <translation>正在看以前的消息。Esc：回到现在</translation>
    </message>
</context>
</TS>
