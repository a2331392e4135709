"""What the part of the page that takes pages in says, in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IntakeTexts:
    """The texts of adding pages, of the queue and of the look ahead; `{names}` are filled in with `str.format`."""

    add_pages: str
    add_hint: str
    drop: str
    choose_files: str
    choose_folder: str
    address: str
    fetch: str
    sending: str
    not_sent: str
    not_sent_remedy: str
    nothing_to_send: str
    rescan: str
    stop: str
    stopped: str
    queue: str
    queue_counts: dict[str, str]
    more_lines: str
    states: dict[str, str]
    taken_in: dict[str, str]
    beside: str
    replaced: str
    cancel: str
    cancel_label: str
    clear: str
    speed: dict[str, str]
    left: str
    seconds: str
    minutes: str
    hours: str
    ahead: str
    ahead_nothing: str
    ahead_files: str
    ahead_gone: str
    ahead_every_page: str
    ahead_passages: str
    ahead_passages_most: str
    ahead_index: str
    ahead_time: str
    ahead_meanwhile: str
    begin: str
    not_now: str
    watching: str
    watching_first: str
    watching_failed: str


ENGLISH = IntakeTexts(
    add_pages="Add pages",
    add_hint="Names such as 重庆日报_2020-02-11_01.txt tell the newspaper, the date and the page.",
    drop="Drop files, folders or a .zip here: .txt, .md, .html, .jsonl, with .toml beside them",
    choose_files="Choose files",
    choose_folder="Choose a folder",
    address="Or the address of an article on the web",
    fetch="Fetch",
    sending="Sending {done} of {total}: {name}",
    not_sent="the file did not arrive ({reason})",
    not_sent_remedy="send it again; above {limit} split it, or put it in a folder and run askpress build",
    nothing_to_send="There are no files in it.",
    rescan="Look again at all known files…",
    stop="Stop this build",
    stopped="Stopped. The files that came for this build were taken back; the library is as it was.",
    queue="Taken in",
    queue_counts={
        "waiting": "waiting: {count}",
        "working": "being taken in: {count}",
        "done": "done: {count}",
        "failed": "failed: {count}",
    },
    more_lines="… and {count} more lines",
    states={
        "waiting": "waiting",
        "working": "being taken in",
        "done": "taken in",
        "same": "in the library already",
        "failed": "not taken in",
        "cancelled": "cancelled",
    },
    taken_in={
        "page": "{count} page",
        "pages": "{count} pages",
        "article": "{count} article",
        "articles": "{count} articles",
    },
    beside="goes with its page",
    replaced="took the place of the earlier file",
    cancel="Cancel",
    cancel_label="Cancel {name}",
    clear="Clear what has ended",
    speed={
        "read": "{rate} files/s",
        "segment": "{rate} issues/s",
        "embed": "{rate} passages/s",
        "index": "{rate} passages/s",
    },
    left="about {time} left",
    seconds="{count} s",
    minutes="{count} min",
    hours="{hours} h {minutes} min",
    ahead="A look at all known files would do this",
    ahead_nothing="Nothing has changed since the last build: there is nothing to do.",
    ahead_files="Files: {new} new, {changed} changed, {unchanged} as they were.",
    ahead_gone="Files that are gone: {count}. Their pages stay in the library.",
    ahead_every_page="The program has newer rules: the articles of all {pages} pages are found again.",
    ahead_passages="Passages to encode: about {count}.",
    ahead_passages_most="Passages to encode: {count} at most.",
    ahead_index="An index of {count} passages is written.",
    ahead_time="It takes about {time}.",
    ahead_meanwhile="Readers go on asking meanwhile, and see the new pages when it is done.",
    begin="Begin",
    not_now="Not now",
    watching="Watched folder: {folder} (page files: {count}). New pages in it are taken in by themselves.",
    watching_first="Watched folder: {folder}. It is being looked at for the first time.",
    watching_failed="The watched folder {folder} cannot be looked at: {what}.",
)

CHINESE = IntakeTexts(
    add_pages="添加版面",
    add_hint="文件名如“重庆日报_2020-02-11_01.txt”可标明报纸、日期和版次。",
    drop="把文件、文件夹或 .zip 拖到这里：.txt、.md、.html、.jsonl，以及旁边的 .toml",
    choose_files="选择文件",
    choose_folder="选择文件夹",
    address="或者网上一篇文章的网址",
    fetch="抓取",
    sending="正在上传 {done}/{total}：{name}",
    not_sent="文件没有传到（{reason}）",
    not_sent_remedy="请重新上传；超过 {limit} 请拆开，或者放进文件夹后运行 askpress build",
    nothing_to_send="里面没有文件。",
    rescan="重新查看全部已知文件……",
    stop="停止建索引",
    stopped="已停止。为这次建索引送来的文件已退回，资料库和原来一样。",
    queue="收入情况",
    queue_counts={
        "waiting": "等候：{count}",
        "working": "处理中：{count}",
        "done": "完成：{count}",
        "failed": "未能收入：{count}",
    },
    more_lines="……另有 {count} 行",
    states={
        "waiting": "等候",
        "working": "处理中",
        "done": "已收入",
        "same": "资料库里已有",
        "failed": "未能收入",
        "cancelled": "已取消",
    },
    taken_in={
        "page": "{count} 版",
        "pages": "{count} 版",
        "article": "{count} 篇文章",
        "articles": "{count} 篇文章",
    },
    beside="随其版面使用",
    replaced="已替换先前的文件",
    cancel="取消",
    cancel_label="取消 {name}",
    clear="清除已结束的",
    speed={
        "read": "每秒 {rate} 个文件",
        "segment": "每秒 {rate} 期",
        "embed": "每秒 {rate} 段",
        "index": "每秒 {rate} 段",
    },
    left="约剩 {time}",
    seconds="{count} 秒",
    minutes="{count} 分钟",
    hours="{hours} 小时 {minutes} 分钟",
    ahead="重新查看全部已知文件，将会：",
    ahead_nothing="上次建索引以来没有变化，无事可做。",
    ahead_files="文件：新 {new} 个，改动 {changed} 个，未变 {unchanged} 个。",
    ahead_gone="已经不在的文件：{count} 个，其版面仍留在资料库里。",
    ahead_every_page="程序的规则有更新：全部 {pages} 个版面重新划分文章。",
    ahead_passages="需要编码的段落：约 {count} 段。",
    ahead_passages_most="需要编码的段落：至多 {count} 段。",
    ahead_index="写入 {count} 段的索引。",
    ahead_time="大约需要 {time}。",
    ahead_meanwhile="其间读者照常提问，完成后即可看到新版面。",
    begin="开始",
    not_now="暂不",
    watching="监看文件夹：{folder}（版面文件 {count} 个），其中的新版面会自动收入。",
    watching_first="监看文件夹：{folder}，正在首次查看。",
    watching_failed="监看的文件夹 {folder} 无法查看：{what}。",
)
