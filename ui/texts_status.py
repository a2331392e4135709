"""What the status page says, in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusTexts:
    """The texts of the status page; `{names}` are filled in with `str.format`, none holds HTML."""

    tab: str
    holds_title: str
    issues: str
    pages: str
    articles: str
    passages: str
    newspapers: str
    dates: str
    undated: str
    made_title: str
    generation: str
    generation_of: str
    none_yet: str
    encoder: str
    dimensions: str
    model: str
    no_model: str
    disk_title: str
    library_size: str
    index_size: str
    free: str
    free_of: str
    folder: str
    sources: str
    builds_title: str
    no_builds: str
    ended: str
    seconds: str
    took_in: str
    took_out: str
    problems: str
    unchanged: str
    answers_title: str
    no_answers: str
    answers_count: str
    search: str
    first_word: str
    whole: str
    median: str
    slowest: str
    second_unit: str


ENGLISH = StatusTexts(
    tab="Status",
    holds_title="What the library holds",
    issues="Issues",
    pages="Pages",
    articles="Articles",
    passages="Passages",
    newspapers="Newspapers",
    dates="Dates",
    undated="Articles without a date",
    made_title="What made it",
    generation="Generation",
    generation_of="{number}, built on {when}",
    none_yet="none has been finished yet",
    encoder="Encoder",
    dimensions="{name} ({count} dimensions)",
    model="Language model",
    no_model="none: answers are the pages' own sentences",
    disk_title="On the disk",
    library_size="Library file",
    index_size="Indexes",
    free="Free",
    free_of="{free} of {total}",
    folder="Folder",
    sources="Built from",
    builds_title="Last builds",
    no_builds="No build has been noted yet.",
    ended="Ended",
    seconds="Took",
    took_in="Pages in",
    took_out="Pages out",
    problems="Problems",
    unchanged="nothing had changed",
    answers_title="Speed of the last answers",
    no_answers="Nobody has asked since the program was started.",
    answers_count="Answers: {count}",
    search="Search",
    first_word="First word",
    whole="Whole answer",
    median="Half of them within",
    slowest="Slowest",
    second_unit="{count} s",
)

CHINESE = StatusTexts(
    tab="概况",
    holds_title="资料库内容",
    issues="期数",
    pages="版数",
    articles="文章",
    passages="段落",
    newspapers="报纸",
    dates="日期",
    undated="日期不详的文章",
    made_title="如何建成",
    generation="索引",
    generation_of="第 {number} 代，建于 {when}",
    none_yet="还没有建成",
    encoder="编码模型",
    dimensions="{name}（{count} 维）",
    model="语言模型",
    no_model="没有：回答用版面原句",
    disk_title="磁盘",
    library_size="资料库文件",
    index_size="索引文件",
    free="剩余空间",
    free_of="{free}，共 {total}",
    folder="文件夹",
    sources="来源",
    builds_title="最近的建库",
    no_builds="还没有建库的记录。",
    ended="完成时间",
    seconds="用时",
    took_in="收入版面",
    took_out="移除版面",
    problems="问题",
    unchanged="没有变化",
    answers_title="最近回答的速度",
    no_answers="程序启动以来还没有人提问。",
    answers_count="回答 {count} 次",
    search="检索",
    first_word="首字",
    whole="全部回答",
    median="半数不超过",
    slowest="最慢",
    second_unit="{count} 秒",
)
