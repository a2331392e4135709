"""Errors in Chinese: files, pages and what stands beside them, and their corrections, by the English templates."""

from __future__ import annotations

FILES = {
    "permission to read is missing": "没有读取权限",
    "give read permission": "请给予读取权限",
    "there is no such file or folder": "没有这个文件或文件夹",
    "check the path": "请检查路径",
    "it cannot be read: {error}": "无法读取：{error}",
    "check the path and the disk": "请检查路径和磁盘",
    "files of the kind {kind} are not supported, expected one of {expected}": "不支持 {kind} 文件，可用的是 {expected}",
    "(no suffix)": "（无后缀）",
    "convert it to text, or take it out": "请转成文本，或者拿走",
    "the file's name is not valid UTF-8": "文件名不是有效的 UTF-8",
    "rename the file": "请给文件改名",
    "this is no regular file": "这不是普通文件",
    "give a file or a folder": "请给出文件或文件夹",
    "the file has {size:,} bytes, at most {limit:,} are read": "文件有 {size:,} 字节，最多只读 {limit:,} 字节",
    "split it into one file a page": "请拆成一版一个文件",
    "the file holds no text ({size} bytes)": "文件里没有文字（{size} 字节）",
    "take it out, or fill it": "请拿走，或者补上内容",
    "this is binary data, not text": "这是二进制数据，不是文本",
    "give a text file, or take it out": "请换成文本文件，或者拿走",
    "the text does not decode as {codec}: byte {offset:,} is {shown}": (
        "文本不能按 {codec} 解码：第 {offset:,} 字节是 {shown}"
    ),
    "missing": "空缺",
    "save the file as UTF-8": "请把文件另存为 UTF-8",
    "its issue was removed from the library": "这一期已从资料库中移除",
    "bring the issue back in the Library tab of `askpress ui`": "请在“资料库”页恢复这一期",
    "{newspaper}, {day}": "{newspaper} {day}",
    "newspaper unknown": "报名不详",
    "date unknown": "日期不详",
}

JSON_LINES = {
    "{name}: expected {expected}, got {got}": "{name}：应为{expected}，实为 {got}",
    'write {{"id": "…", "title": "…", "date": "2020-02-11", "text": "…"}}': (
        '请写成 {{"id": "…", "title": "…", "date": "2020-02-11", "text": "…"}}'
    ),
    "nothing": "空",
    "the article's text": "文章正文",
    "the article's id": "文章编号",
    "the line": "此行",
    "a JSON object": " JSON 对象",
    "a string": "字符串",
    "half a surrogate pair at {position}": "第 {position} 字处只有半个代理对",
    "valid Unicode": "有效的 Unicode",
    'a day such as "2020-02-11" and a page such as 1 or "A4"': '日期（如 "2020-02-11"）和版次（如 1 或 "A4"）',
    "{date} and {page}": "{date} 和 {page}",
    "the line is not JSON: {error}": "此行不是 JSON：{error}",
    "write one JSON object a line, or take the line out": "请一行写一个 JSON 对象，或者删去此行",
    '"id" must be unique, {id} is on line {first} already': '"id" 不可重复，第 {first} 行已有 {id}',
    "give each line an id of its own": "请给每行一个自己的编号",
    "byte {byte} of the line is not UTF-8": "此行第 {byte} 字节不是 UTF-8",
}

SIDECARS = {
    "{path} (at its end)": "{path}（末尾）",
    "{prefix}{key}: expected {expected}, got {got}": "{prefix}{key}：应为{expected}，实为 {got}",
    'write newspaper = "…", date = 2020-02-11, page = 1': '请写成 newspaper = "…"、date = 2020-02-11、page = 1',
    "the sidecar has {size:,} bytes, at most {limit:,} are expected": (
        "附带的 .toml 文件有 {size:,} 字节，最多应有 {limit:,} 字节"
    ),
    "keep newspaper, date and page only": "请只保留报名、日期和版次",
    "the sidecar cannot be read": "附带的 .toml 文件无法读取",
    "the sidecar is not UTF-8": "附带的 .toml 文件不是 UTF-8",
    "the sidecar is not TOML: {error}": "附带的 .toml 文件不合 TOML 格式：{error}",
    "save it as UTF-8": "请另存为 UTF-8",
    "a table": "表",
    "a name in quotes": "引号中的名称",
    "one of newspaper, date, page": " newspaper、date、page 之一",
    "a day such as 2020-02-11": "日期（如 2020-02-11）",
    'a number such as 1 or "A4"': '版次（如 1 或 "A4"）',
}

CORRECTION_FILES = {
    "a correction file stands here without its page, expected the page file {name} beside it": (
        "这里有更正文件而没有版面，旁边应有版面文件 {name}"
    ),
    "put the page file back, or name the correction file as the page and this suffix": (
        "请放回版面文件，或者把更正文件命名为版面文件名加此后缀"
    ),
    "{name} holds articles as they are, only a page (.txt, .md) takes corrections": (
        "{name} 里本来就是文章，只有版面（.txt、.md）可以更正"
    ),
    "edit the file itself, and take the correction file out": "请直接修改那个文件，并拿走更正文件",
    "the corrections cannot be read": "更正文件无法读取",
    "the corrections cannot be read: {error}": "更正文件无法读取：{error}",
    "the corrections cannot be read ({error})": "更正文件无法读取（{error}）",
    "the corrections cannot be written ({error})": "更正文件无法写入（{error}）",
    "check the file": "请检查文件",
    "give this user permission on the page's folder, or write the file by hand": (
        "请给运行程序的用户该文件夹的权限，或者手工写这个文件"
    ),
    "the correction file has {size:,} bytes, at most {limit:,} are expected": (
        "更正文件有 {size:,} 字节，最多应有 {limit:,} 字节"
    ),
    "quote a few words of each passage only": "每段只需抄录几个字",
    "the corrections are not UTF-8": "更正文件不是 UTF-8",
    "the correction file is not TOML: {error}": "更正文件不合 TOML 格式：{error}",
    "write {example}, each key on a line of its own": "请写成 {example}，每项各占一行",
    "write {example}": "请写成 {example}",
    '[[article]] at = "words in it" title = "its headline"': '[[article]] at = "文中的字句" title = "标题"',
    '[[split]] before = "words that begin the new article"': '[[split]] before = "新文章开头的字句"',
    '[[join]] parts = ["words in the first", "words in the second"]': (
        '[[join]] parts = ["前一部分中的字句", "后一部分中的字句"]'
    ),
    '[[move]] from = "first words" to = "last words" after = "words in the paragraph above its place"': (
        '[[move]] from = "开头的字句" to = "末尾的字句" after = "新位置上一段中的字句"'
    ),
    '[[drop]] at = "words in it", or from = "first words" to = "last words"': (
        '[[drop]] at = "文中的字句"，或者 from = "开头的字句" to = "末尾的字句"'
    ),
    "[[{kind}]] {key}: expected {expected}, got {got}": "[[{kind}]] {key}：应为{expected}，实为 {got}",
    "[[{kind}]] expects {key} = {place}, got none": "[[{kind}]] 应有 {key} = {place}，现在没有",
    "{kind}: each one must begin with a line [[{kind}]]": "{kind}：每一条都要以 [[{kind}]] 行开头",
    "[[article]] expects one of {names}, got none": "[[article]] 应有 {names} 之一，现在没有",
    "[[move]] expects one of {names}, got {count}": "[[move]] 应有 {names} 之一，现有 {count} 个",
    "[[drop]] expects at, or from and to, got {got}": "[[drop]] 应有 at，或者 from 和 to，现有 {got}",
    "none": "无",
    "a list of two or more places": "两处以上的列表",
    "expected one of {kinds}, got {key!r}": "应为 {kinds} 之一，实为“{key}”",
    'a page such as 4 or "A4"': '版次（如 4 或 "A4"）',
    "words in quotes": "引号中的字句",
    'words of the page in quotes, a line number, or {{page = 4, words = "…"}}': (
        '引号中的版面字句、行号，或者 {{page = 4, words = "…"}}'
    ),
    "one of {names}": " {names} 之一",
}

CORRECTING = {
    '"{words}"': "“{words}”",
    "line {line}": "第 {line} 行",
    "line {line} of {path}": "{path} 第 {line} 行",
    "{place} on page {page}": "第 {page} 版{place}",
    "{one}, {more}": "{one}、{more}",
    "{anchor} stands nowhere on the page{hint}": "{anchor}不在此版上{hint}",
    ", only its beginning {words!r} does, on {line}": "，只有开头的“{words}”在{line}",
    ", but on page {page}: write {{page = {page}, words = …}}": (
        "，而在第 {page} 版：请写成 {{page = {page}, words = …}}"
    ),
    "{anchor} stands {count} times: on {places}": "{anchor}出现 {count} 次：在{places}",
    "quote more words, so that they stand there once, or give a line number": (
        "请多抄几个字，使它只出现一次，或者给出行号"
    ),
    "quote a few words just as the page file has them, or give a line number of the file": (
        "请照版面文件原样抄几个字，或者给出文件的行号"
    ),
    "there is no page {page} in this issue, it has {numbers}": "这一期没有第 {page} 版，有的是 {numbers}",
    "no numbered page": "没有版次的版面",
    "name a page of the same newspaper and day, or add it": "请写同一报纸、同一日期的版面，或者添加它",
    "{count} pages have the number {page}": "有 {count} 个版面都是第 {page} 版",
    "quote words in place of a line number": "请不用行号，改抄几个字",
    "the page has {count} lines, got line {line}": "此版有 {count} 行，写的是第 {line} 行",
    "line {line} of the page is empty": "此版第 {line} 行是空行",
    "{anchor} is in no article: another correction dropped it": "{anchor}不在任何文章里：另一条更正已把它去掉",
    "take one of them out": "请删去其中一条",
    "an article begins (or ends) at {place} already": "{place}处已经是文章的开头（或结尾）",
    'take the correction out; [[article]] at = "…" gives the article a title': (
        '请删去这条更正；要给文章标题，请用 [[article]] at = "…"'
    ),
    "{place} and others stand in one article that comes twice in this order": (
        "{place}等几处在同一篇文章里，这个次序中它出现两次"
    ),
    "name each article once, or move passages with [[move]]": "请每篇文章只写一次，或者用 [[move]] 移动段落",
    "{place} is inside the passage that moves": "{place}在要移动的段落之内",
    "name a place outside of it": "请写段落之外的一处",
    "{place} is no text of an article": "{place}不是文章的正文",
    "quote the passage where it is kept": "请抄录保留下来的那一处",
    "{place} stands in a copy of a passage that is kept elsewhere": "{place}在重复的段落里，保留的是另一处",
    "quote the kept one": "请抄录保留的那一处",
    "{end} stands in front of {start}": "{end}在{start}之前",
    "quote first words and last words in order": "请按先后写开头和末尾的字句",
    "the article has no text on this page": "这篇文章在此版上没有文字",
    "correct it on a page where it stands": "请在它所在的版面上更正",
    "the page's file is gone": "版面的文件已经不在",
    "bring it back, or remove the issue": "请放回文件，或者移除这一期",
    "somebody else has changed the corrections of this page meanwhile": "这期间别人改过此版的更正",
    "open the page again and make the change anew": "请重新打开版面，再改一次",
    "there is no such issue to take out, or to bring back": "没有这样一期可移除或恢复",
    "look at the list of issues again": "请再看一看各期的列表",
}

CHINESE = FILES | JSON_LINES | SIDECARS | CORRECTION_FILES | CORRECTING
