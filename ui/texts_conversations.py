"""What the page says of kept conversations and of feedback, in English and in Chinese."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConversationTexts:
    """The texts of the side bar and of the feedback beneath an answer in one language; `{names}` are filled in."""

    title: str
    toggle: str
    search: str
    none_yet: str
    none_found: str
    today: str
    last_week: str
    earlier: str
    turns: str
    rename: str
    rename_title: str
    save: str
    delete: str
    delete_sure: str
    delete_yes: str
    delete_no: str
    gone: str
    gone_remedy: str
    not_kept: str
    helpful: str
    not_helpful: str
    thanks: str
    feedback_on: str
    feedback_hint: str
    reason: str
    reasons: dict[str, str]
    expected: str
    expected_hint: str
    note: str
    send: str
    leave: str
    not_judged: str
    not_judged_remedy: str


ENGLISH_CONVERSATIONS = ConversationTexts(
    title="Conversations",
    toggle="Show or hide the conversations",
    search="Search conversations",
    none_yet="What you ask is kept here.",
    none_found="No conversation has these words.",
    today="Today",
    last_week="Last seven days",
    earlier="Earlier",
    turns="Questions: {count}",
    rename="Rename “{title}”",
    rename_title="New name",
    save="Save",
    delete="Delete “{title}”",
    delete_sure="Delete “{title}”?",
    delete_yes="Delete",
    delete_no="Keep",
    gone="this conversation is no longer there",
    gone_remedy="it was deleted in another window; begin a new one",
    not_kept="This exchange could not be kept: {error}",
    helpful="Good answer",
    not_helpful="Not a good answer",
    thanks="Thank you. This is kept for the archive's keeper, without your name.",
    feedback_on="What was wrong with the answer to “{question}”?",
    feedback_hint="It is kept for the archive's keeper with the question and the answer, without your name.",
    reason="Reason",
    reasons={
        "wrong": "It is wrong",
        "not_in_source": "The source does not say it",
        "incomplete": "Something is missing",
        "not_found": "The archive does have it",
        "should_refuse": "The archive does not have it",
        "other": "Something else",
    },
    expected="What would have been right",
    expected_hint="In the words of the page and as short as can be, such as 2,360 metres",
    note="Anything else",
    send="Send",
    leave="No, thank you",
    not_judged="this answer cannot be judged",
    not_judged_remedy="ask the question again, then judge the new answer",
)

CHINESE_CONVERSATIONS = ConversationTexts(
    title="对话",
    toggle="显示或隐藏对话列表",
    search="搜索对话",
    none_yet="您的提问会保存在这里。",
    none_found="没有包含这些词的对话。",
    today="今天",
    last_week="最近七天",
    earlier="更早",
    turns="提问 {count} 次",
    rename="重命名“{title}”",
    rename_title="新名称",
    save="保存",
    delete="删除“{title}”",
    delete_sure="删除“{title}”？",
    delete_yes="删除",
    delete_no="保留",
    gone="这个对话已经不在了",
    gone_remedy="它已在别的窗口里删除，请开始新对话",
    not_kept="这次问答未能保存：{error}",
    helpful="回答得好",
    not_helpful="回答得不好",
    thanks="谢谢。评价已为资料库管理者保存，不记您的姓名。",
    feedback_on="对“{question}”的回答哪里不好？",
    feedback_hint="评价连同问题和回答一起为资料库管理者保存，不记您的姓名。",
    reason="原因",
    reasons={
        "wrong": "内容有误",
        "not_in_source": "出处里没有这样写",
        "incomplete": "不完整",
        "not_found": "资料库里其实有",
        "should_refuse": "资料库里其实没有",
        "other": "其他",
    },
    expected="正确的回答应是",
    expected_hint="尽量用版面上的原词，越短越好，例如：2360米",
    note="其他意见",
    send="提交",
    leave="不用了",
    not_judged="这个回答不能评价",
    not_judged_remedy="请重新提问，再评价新的回答",
)
