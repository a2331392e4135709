"""What the forms for correcting a page and for removing an issue say, in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeepingTexts:
    """The texts of the keeper's forms; `{names}` are filled in with `str.format`, none holds HTML."""

    correct: str
    correct_title: str
    kind: str
    kind_article: str
    kind_split: str
    kind_join: str
    kind_move: str
    kind_drop: str
    article: str
    others: str
    others_help: str
    on_page: str
    first_words: str
    first_words_help: str
    last_words: str
    last_words_help: str
    side: str
    side_after: str
    side_before: str
    side_into: str
    target: str
    title: str
    kicker: str
    subtitle: str
    byline: str
    add: str
    file_text: str
    keep: str
    close: str
    preview: str
    kept: str
    choose_article: str
    choose_article_remedy: str
    no_words: str
    no_words_remedy: str
    nothing_new: str
    nothing_new_remedy: str
    not_here: str
    not_here_remedy: str
    remove: str
    remove_question: str
    remove_now: str
    cancel: str
    removed: str
    removed_which: str
    restore: str
    choose_issue: str
    choose_issue_remedy: str


ENGLISH = KeepingTexts(
    correct="Correct this page",
    correct_title="Correct {name}",
    kind="What is wrong",
    kind_article="Headline or byline",
    kind_split="A new article begins in the middle",
    kind_join="Parts of one article stand apart",
    kind_move="A passage belongs elsewhere",
    kind_drop="This is no article",
    article="Article",
    others="Goes on in",
    others_help="in their order; articles of other pages of the issue too",
    on_page="{title} (page {number})",
    first_words="First words",
    first_words_help="a few words as the page has them; or mark them in the page",
    last_words="Last words",
    last_words_help="empty: to the end of the paragraph",
    side="New place",
    side_after="behind the paragraph with",
    side_before="in front of the paragraph with",
    side_into="at the end of the article with",
    target="Words there",
    title="Headline",
    kicker="Kicker",
    subtitle="Subtitle",
    byline="Byline",
    add="Try it",
    file_text="All corrections of this page ({name})",
    keep="Keep and build",
    close="Close without keeping",
    preview="This is how the page would be. Nothing is kept yet.",
    kept="Kept in {name}. The page is built in anew, as soon as the queue comes to it.",
    choose_article="no article was chosen",
    choose_article_remedy="choose an article of the page",
    no_words="no words of the page were given",
    no_words_remedy="type a few words as the page has them, or mark them in the page",
    nothing_new="there is nothing to correct in what was filled in",
    nothing_new_remedy="change the headline, the kicker, the subtitle or the byline",
    not_here="this page cannot be corrected here",
    not_here_remedy="open a page whose articles were recovered from its text",
    remove="Remove this issue",
    remove_question="{issue}: {pages} pages and {articles} articles are taken out of the library. The files stay where "
    "they are, and the issue can be brought back.",
    remove_now="Remove",
    cancel="Cancel",
    removed="Removed issues ({count})",
    removed_which="Removed issue",
    restore="Bring back",
    choose_issue="no issue was chosen",
    choose_issue_remedy="open a page or an article of the issue first",
)

CHINESE = KeepingTexts(
    correct="更正此版",
    correct_title="更正 {name}",
    kind="哪里不对",
    kind_article="标题或署名不对",
    kind_split="中间应另起一篇",
    kind_join="一篇文章被拆散",
    kind_move="段落放错了地方",
    kind_drop="这不是文章",
    article="文章",
    others="接着是",
    others_help="按先后选择，也可选同期其他版的文章",
    on_page="{title}（第{number}版）",
    first_words="开头几个字",
    first_words_help="照版面原文写几个字，或者在版面上选中",
    last_words="末尾几个字",
    last_words_help="留空表示到段末",
    side="移到",
    side_after="此段之后",
    side_before="此段之前",
    side_into="此文末尾",
    target="那里的几个字",
    title="标题",
    kicker="引题",
    subtitle="副题",
    byline="署名",
    add="试一试",
    file_text="此版的全部更正（{name}）",
    keep="保存并重建",
    close="不保存，关闭",
    preview="更正后的版面如下，尚未保存。",
    kept="已保存在 {name}，轮到时即重建此版。",
    choose_article="没有选择文章",
    choose_article_remedy="请选择版面上的一篇文章",
    no_words="没有写出版面上的字句",
    no_words_remedy="请照版面原文写几个字，或者在版面上选中",
    nothing_new="填写的内容没有需要更正的",
    nothing_new_remedy="请修改标题、引题、副题或署名",
    not_here="这个版面不能在这里更正",
    not_here_remedy="请打开由原文划分出文章的版面",
    remove="移除此期",
    remove_question="{issue}：将从资料库中移除 {pages} 个版面、{articles} 篇文章。文件原样保留，以后可以恢复。",
    remove_now="移除",
    cancel="取消",
    removed="已移除的各期（{count}）",
    removed_which="已移除的一期",
    restore="恢复",
    choose_issue="没有选择哪一期",
    choose_issue_remedy="请先打开该期的版面或文章",
)
