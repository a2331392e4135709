"""Polarity: whether two texts say opposite things of the same, by negation or by a pair of opposites."""

from __future__ import annotations

import re

_OPPOSITES = [
    "增加 增长 增至 上升 上涨 升至 提高 扩大 回升 走高 上调 多了 | 减少 下降 下跌 降至 降低 缩小 回落 走低 下调 少了",
    "高于 超过 多于 超出 突破 超(?![级市声额期越导短高大]) | 低于 不足 少于 不到",
    "战胜 击败 取胜 获胜 赢得 轻取 力克 | 负于 不敌 输给 失利 落败 败给 告负",
    "首次 第一次 首度 | 再次 又一次 再度",
    "以前 之前 此前 | 以后 之后 此后",
    "提前 | 推迟 延期 延后 延迟",
    "支持 赞成 同意 | 反对 拒绝",
    "开放 开通 启用 恢复 | 关闭 停运 停航 暂停 停用 中断",
    "允许 可以 准许 | 禁止 不得 严禁",
    "进口 | 出口",
    "买入 收购 购买 | 卖出 出售 抛售",
    "最高 最大 最多 最长 最快 | 最低 最小 最少 最短 最慢",
    "男子 男性 男单 男队 男足 男篮 | 女子 女性 女单 女队 女足 女篮",
    "上半年 | 下半年",
    "主场 | 客场",
    "盈利 | 亏损",
    "生前 幸存 获救 | 死亡 遇难 身亡",
    "升级 升为 | 降级 降为",
    "加入 | 退出",
    "全部 全额 | 一半 半数 部分",
    "当选 | 落选",
    "increased rose rise risen grew climbed gained | decreased fell fall fallen dropped declined lost shrank",
    "above more over exceeded | below less under fewer",
    "before earlier | after later",
    "won beat defeated | lost beaten",
    "opened opens resumed | closed closes suspended stopped",
    "allowed may | banned forbidden",
    "highest largest most biggest longest | lowest smallest least shortest",
]
"""Words that exclude each other where they are said of the same; own list, of what news says of figures and events."""


def _compiled(words: str) -> re.Pattern[str]:
    parts = [rf"\b{word}\b" if word.isascii() else word for word in words.split()]
    return re.compile("|".join(parts))


_SIDES = [tuple(_compiled(side) for side in line.split("|")) for line in _OPPOSITES]

_NOT = re.compile(
    r"得不到|而非|没有|没能|没(?!收|落|有)|尚未|仍未|并未|从未|未能|未(?!来|成年|婚|知|必|免)|并非|不再|不会|不能|不是|无法|无(?!锡|论|人机|线|疑)"
    r"|不(?!仅|但|过|少|断|同|久|料|满|幸|足|得不|只|管|论|妨|锈|动产|良|明|法|可抗|到|低于|及格)"
    r"|\b(?:not|no|never|none|nobody|without|cannot)\b|n['’]t\b"
)
_DONE = re.compile(r"(?:已经?|均已|了)")
_WORD = re.compile(r"[有被能会还完全再得过正式]*([\u4e00-\u9fff]{2})| (?:be |been |have |has |yet |any )*(\w{4,})")


def denied(clause: str) -> set[str]:
    """What a clause denies: the two characters (or the word) behind each negation, 未解除 denies 解除."""
    found = set()
    for match in _NOT.finditer(clause):
        word = _WORD.match(clause, match.end())
        if word:
            found.add(word[1] or word[2])
    return found


def opposite(one: str, other: str) -> str | None:
    """The word of `one` whose opposite stands in `other`, where neither has a word of both sides; None without one."""
    for left, right in _SIDES:
        for here, there in ((left, right), (right, left)):
            found = here.search(one)
            if found and not there.search(one) and there.search(other) and not here.search(other):
                return found[0]
    return None
