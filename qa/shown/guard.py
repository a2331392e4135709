"""Guarding: sentences of a page that speak to whoever answers, and page text made safe to stand in a prompt.

What stands on a page is data. A sentence that gives orders to a language model, tells it that it may not answer, or
hides from the reader is not shown to the model; it stays on the page and can be found. After "prompt injection"
(Greshake et al., 2023, https://arxiv.org/abs/2302.12173) and SafeRAG (Liang et al., 2025,
https://arxiv.org/abs/2501.18636).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.tokens import fold

SuspicionReason = Literal["commands", "forbids_answer", "chat_markup", "hidden"]


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why a sentence is kept from the model, and the `words` in it (as printed or folded) that gave it away.

    `commands`: it tells the answerer what to do. `forbids_answer`: it says that a question must not or cannot be
    answered. `chat_markup`: it holds marks that part the turns of a chat. `hidden`: a reader of the page would not see
    it (HTML comments, text without size or display, invisible characters that carry text, encoded text).
    """

    reason: SuspicionReason
    words: str


_INVISIBLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
)
_TAGS = "\U000e0000-\U000e007f"
"""Unicode's tag characters: each stands for one of ASCII, none is seen."""

_UNSEEN = re.compile(f"[{_INVISIBLE}{_TAGS}\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SMUGGLED = re.compile(f"[{_TAGS}]{{4,}}|[\u202d\u202e]")

_CHAT_MARKUP = re.compile(
    r"[<＜][|｜][^<>＜＞]{1,40}[|｜][>＞]"
    r"|[<＜](?:start_of_turn|end_of_turn|/?think|/?tool_call|/?system|/?s)[>＞]|[<＜]{2}/?sys[>＞]{2}"
    r"|[\[［]/?(?:inst|system_prompt|available_tools)[\]］]"
    r"|#{2,} ?(?:system|instructions?|assistant|user|human|response|系统|指令|系统提示)\b"
    r"|^\s*(?:system|assistant|human|developer)\s*[:：]"
)
_HIDDEN = re.compile(
    r"<!--|<\s*/?\s*(?:script|style|iframe|meta|object)\b"
    r"|display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0\b|<[^>]*\bhidden\b[^>]*>"
)
_ENCODED = re.compile(r"(?<![\w/:.?&=%-])(?=[A-Za-z+/]*\d)(?=[a-z\d+/]*[A-Z])[A-Za-z0-9+/]{40,}={0,2}")

_OVERRIDE = re.compile(
    r"(?:忽略|无视|忘记|忘掉|抛开|不要?(?:理会|遵守|遵循)|停止(?:遵守|遵循)|覆盖|推翻)掉?"
    r"(?:你|您)?(?:的|在)?(?:以上|上述|之前|前面|先前|此前|原有|原来|一切|所有|全部|任何|系统|其他|上面|上文)[^,。;!?]{0,8}?"
    r"(?:指示|指令|提示词?|命令|设定|对话|上下文|prompt|instructions?)"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.{0,24}?\b(?:previous|prior|above|earlier|preceding|all|any|"
    r"system|your|other)\b.{0,24}?\b(?:instructions?|prompts?|rules|directions?|guidelines?|context|messages?)\b"
    r"|\byou are now\b.{0,40}\b(?:assistant|model|ai|mode|dan|system|bot)\b"
    r"|(?:从现在(?:开始|起)|现在起|接下来),?(?:你|您)(?:就?是|要?扮演|将?作为|必须|只能)"
    r"|(?:^|[。:!?])(?:你|您)(?:现在)?是(?:一名|一个|一位|个)[^。]{0,20}?请(?:把|将|根据|用|对)(?:以上|上述|以下|下面|下列|这)"
)
_MACHINE = re.compile(
    r"检索(?:到|出|得)?(?:来)?的?(?:内容|结果|文档|资料|段落|片段|材料)|上下文(?:中|里|内容)?|提示词|语言模型|大模型|智能助手|ai助手|ai模型"
    r"|作为(?:一个|一名)?(?:ai|人工智能|大?模型|助手|聊天机器人)|(?:问答|检索|回答)(?:系统|模型|助手|机器人)|系统(?:提示|消息|指令|管理员)"
    r"|安全(?:警告|提示|策略|协议|规则):|\b(?:language model|llm|chatbot|ai (?:assistant|model)|assistant|prompt"
    r"|retrieved|retrieval|context|system (?:message|notice|prompt))\b"
)
_COMMAND = re.compile(
    r"请(?:你|您|直接|立即|立刻|务必|一律|只|仅|勿|不要|严格|优先|始终|原封不动|按照|如实|在回答|输出|回复|回答|拒|统一)|务必|必须|应当?(?:直接|一律|立即|拒|回[答复]|输出|答)"
    r"|(?:只|仅)(?:能|需|可|许|允许|应)?(?:输出|回答|回复|答|说|写|引用|采用|使用)|(?:不要|不得|切勿|禁止|严禁|不许|不应|不可|勿)(?:再)?(?:回答|作答|输出|回复"
    r"|使用|引用|提及|参考)"
    r"|(?:^|[,;:。!?])(?:直接|一律|立即|统一)(?:输出|回答|回复|拒答|拒绝)|请?以(?:本段|本文|本条|本资料|此|这)[^,。;]{0,4}为准|最(?:好|佳|合适|正确"
    r"|优)的?(?:回答|答案|做法|答复|回应)"
    r"|(?:正确|标准|唯一)的?(?:回答|答案)(?:是|为|应)"
    r"|\b(?:you (?:must|should|are to|will|need to)|must|please|only|always|never|do not|don['’]t|instead|simply"
    r"|the (?:best|correct|right) (?:answer|response))\b"
)
_SOURCES = re.compile(
    r"(?:其他|其余|其它|上述|以上|别的|后面|前面|上面|另外的?)[^,。;]{0,8}?(?:段落|资料|文档|来源|摘录|材料|检索结果|检索内容)|本段|(?:以上|上述)内容"
    r"|(?:本文|本页|全文|所有)(?:的)?内容(?:均|都|全)(?:为|是)?(?:虚假|错误|歪曲|不实)|后面所提供"
    r"|\b(?:other|above|following|preceding) (?:passages?|sources?|documents?|paragraphs?|extracts?)\b"
)
_ANSWERING = re.compile(
    r"回答|作答|拒答|答复|答案|回复|输出|应答|回应|总结|翻译|复述|引用|标注|\b(?:answer|respond|reply|output|print|write|say|"
    r"response|cite|repeat|refuse|summari[sz]e|translate)\b"
)
_LITERAL = re.compile(
    r"(?:回答|回复|输出|答复|作答|答|说|写|引用|标注|"
    r"output|answer|respond(?: with)?|reply(?: with)?|print|write|say|cite)"
    r"(?:是|为|成|出|到|上|来源)?\s*[:：]?\s*(?:[“\"'‘「『《]|[\[［【]\d{1,3}[\]］】])"
)
_THE_QUESTION = re.compile(
    r"(?:该|此|本|这个|这一|上述|以上|以下|用户的?|读者的?)(?:问题|提问|查询|询问|问询)|(?:关于|对于|针对|有关)问题"
    r"|用户(?:问|提问|询问|请求|查询)|(?:当|如果?|若|每当)[^,。;]{0,6}(?:被问(?:到|及)|有人(?:提问|问|询问))|\b(?:the|this|that|any"
    r"|user(?:'s)?) (?:question|query|request|user)\b"
)
_NO_ANSWER = re.compile(
    r"拒答|(?:不要|请勿|切勿|无法|不能|不得|不予|不便|不应|不可|不宜|禁止|严禁|拒绝|停止|不允许|不支持|暂不|没有办法|不会)(?:继续|对|就|给出|提供|作出|做出|予以|进行|直接|任何"
    r"|其|此|该|这个|"
    r"问题|提问|予|以)*(?:回答|作答|解答|答复|答案|应答|回复)|(?:问题|提问)[^,。;]{0,6}(?:没有答案|无解|不(?:能|可|应|予|得|宜)(?:被)?(?:回答|解答))"
    r"|\b(?:can ?not|can['’]t|must not|may not|unable to|refuse to|not allowed to|not able to|should not) "
    r"(?:\w+ ){0,2}(?:be answered|answer|respond|provide an answer)\b"
)
_WHY_NONE = re.compile(
    r"(?:由于|因为?|鉴于|出于|涉及|包含|违反|基于|根据|为(?:了)?(?:确保)?安全)[^。;]{0,40}?(?:敏感|违规|不当|安全|政策|隐私|版权|合规|有害|虚假|误导|歪曲|不实|限制"
    r"|保密|机密|秘密|法律|法规|权限|风险|错误|不可靠|过时)"
    r"|\b(?:due to|because|sensitive|policy|safety|confidential|copyright|harmful)\b"
)
_REPORTED = re.compile(
    r"记者|发言人|提问者|受访|采访|(?:他|她|他们|她们|双方|对方|警方|校方|官方|法院|法官|证人|被告|嫌疑人|部长|总统|总理|官员|议员|考生|学生|老师|专家|局长|主席|先生|女士|"
    r"工作人员|负责人|客服|店员|店家|民警|公司|企业|单位|部门|机构|多方|商家)[^,。;]{0,20}(?:拒|无法|不能|不愿|未能|不予|不便|回答|回应|答复|说|称|表示)"
    r"|\b(?:he|she|they|spokes\w+|reporters?|officials?|minister|president|police|witness|students?)\b"
)


def suspicion(sentence: str, question: str = "") -> Suspicion | None:
    """Why a sentence of a page should be kept from the model; None where nothing speaks against it.

    One sign alone is common in newspapers (请勿…, 拒绝回答记者提问, an article about 大模型): but for markup and hidden
    text, two or three of different kinds must meet. A passage that repeats the `question` word for word and then
    speaks of its answer was written for the question: there one sign less is enough. Never raises; linear in length.
    """
    found = _SMUGGLED.search(sentence) or _ENCODED.search(sentence)
    if found:
        return Suspicion("hidden", found[0][:40])
    plain = _UNSEEN.sub("", sentence)
    text = fold(plain)
    for pattern, reason in _MARKUP:
        found = pattern.search(text)
        if found:
            return Suspicion(reason, found[0][:40])
    return _addressed(text, question)


_MARKUP: tuple[tuple[re.Pattern[str], SuspicionReason], ...] = (
    (_CHAT_MARKUP, "chat_markup"),
    (_HIDDEN, "hidden"),
    (_OVERRIDE, "commands"),
)

_ECHO = 10
"""A question of fewer characters may stand in a headline by chance."""


def _repeats(text: str, question: str) -> bool:
    asked = re.sub(r"[^\w]+", "", fold(question))
    return len(asked) >= _ECHO and asked in re.sub(r"[^\w]+", "", text)


def _addressed(text: str, asked: str) -> Suspicion | None:
    """Signs that a folded sentence speaks to the answerer, weighed together."""
    refuses = _NO_ANSWER.search(text)
    answering = _ANSWERING.search(text)
    if not (refuses or answering):
        return None
    reported, repeats = bool(_REPORTED.search(text)), _repeats(text, asked)
    machine, literal, sources = _MACHINE.search(text), _LITERAL.search(text), _SOURCES.search(text)
    command, question = _COMMAND.search(text), _THE_QUESTION.search(text)
    signs = sum(map(bool, (machine, literal, sources, command, question))) + repeats
    if refuses and not reported and (signs >= 2 or (signs and _gives_reason(text, refuses.start()))):
        return Suspicion("forbids_answer", refuses[0])
    orders = command and (literal or machine or sources or repeats)
    if answering and orders and signs >= (3 if reported or not (literal or sources or repeats) else 2):
        return Suspicion("commands", (literal or command or answering)[0])
    return None


def _gives_reason(text: str, at: int) -> bool:
    """Whether a reason to refuse stands in front of the refusal at `at`; behind it, it says what question it was.

    In English the reason comes last as well.
    """
    return bool(_WHY_NONE.search(text, 0, at) or (text[at : at + 1].isascii() and _WHY_NONE.search(text)))


def kept_from_model(sentences: Sequence[str], question: str = "") -> tuple[Suspicion | None, ...]:
    """The suspicion of each of a passage's sentences, given in their order.

    Where a quotation that a suspicious sentence opens or closes runs over several sentences, all of it is suspicious.
    """
    found = [suspicion(sentence, question) for sentence in sentences]
    for at, why in enumerate(list(found)):
        if why is None:
            continue
        back, forth = at, at
        depth = _open_quotes(sentences[at])
        while depth < 0 and back > 0:
            back -= 1
            depth += _open_quotes(sentences[back])
            found[back] = found[back] or why
        depth = _open_quotes(sentences[at])
        while depth > 0 and forth + 1 < len(sentences):
            forth += 1
            depth += _open_quotes(sentences[forth])
            found[forth] = found[forth] or why
    return tuple(found)


def _open_quotes(sentence: str) -> int:
    return sum(sentence.count(mark) for mark in "“「『") - sum(sentence.count(mark) for mark in "”」』")


_BRACKETS = str.maketrans({"[": "〔", "]": "〕", "［": "〔", "］": "〕", "<": "＜", ">": "＞", "`": "'"})
_BREAKS = re.compile(r"\s*[\n\r\t\v\f\x1c-\x1f\u0085\u2028\u2029]+\s*")
_FAKE_MARK = re.compile(r"[【〖](\s*\d[\d\s,，、-]*)[】〗]")
_ROLE = re.compile(r"(?<![A-Za-z])(system|assistant|user|human|developer|tool)(?:\s*[:：])+", re.IGNORECASE)
_HEADING = re.compile(r"#{2,}")


def defuse(text: str) -> str:
    """Page text as it may stand in a prompt: on one line, nothing in it that parts turns or looks like our citations.

    Square brackets become 〔 〕, angle brackets full width, a number in 【 】 stands in 〔 〕, the roles of a chat lose
    their colon, unseen characters go. Readable as before; citations use the page's own text. Defusing twice changes
    nothing more. Never raises.
    """
    text = _UNSEEN.sub("", _BREAKS.sub(" ", text)).translate(_BRACKETS)
    text = _ROLE.sub(r"\1 ", _HEADING.sub("#", text))
    return _FAKE_MARK.sub(r"〔\1〕", text)
