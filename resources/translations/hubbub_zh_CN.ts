<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Console</name>
    <message>
        <source>UNKNOWN_COMMAND: there is no /%1. /help lists the commands; //%1 announces it as text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>announced as number %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>removed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>BAD_ARGUMENT: whom? /kick NAME [why], or /kick #NUMBER [why].</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A plain line is a notice to everyone; a line that begins with // is one that begins with a slash.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/who                 who is in the room</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/kick NAME [why]     remove a member (also #NUMBER for a name)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/stats               counters and figures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/invite              the link that lets people in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/quit [why]          stop the server; members come back when it is up again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>/help                this list</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>, admin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, away, last heard %1 s ago</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventLines</name>
    <message>
        <source>(this message was removed)</source>
        <translation>（此消息已被移除）</translation>
    </message>
    <message>
        <source>%1 left the room</source>
        <translation>%1退出了聊天室</translation>
    </message>
    <message>
        <source>%1 left the room: %2</source>
        <translation>%1退出了聊天室：%2</translation>
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
</context>
<context>
    <name>OutboxFiles</name>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>无法写入 %1：%2。</translation>
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
</context>
<context>
    <name>UdpSocketText</name>
    <message>
        <source>The system gives no UDP socket: %1.</source>
        <translation>系统无法提供 UDP 套接字：%1。</translation>
    </message>
</context>
<context>
    <name>hubbub::server</name>
    <message>
        <source>The server of a Hubbub chat room. Standard input is the admin console.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen on this address and UDP port (default 0.0.0.0:7788; several times for several; port 0 picks one).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the room in this folder (default ~/.local/share/hubbubd).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read this configuration file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say how much on standard error: debug, info, warning or error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hubbubd --help lists what it takes.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
