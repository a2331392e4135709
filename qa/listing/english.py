"""English questions about the records: the forms that such questions take, each fitting a whole question."""

from __future__ import annotations

import re

from qa.listing.slots import DAYS, FRONT, LATEST, NEWSPAPER, PAGE, QUOTED, TITLE

_ARTICLE = "(?:(?:newspaper |news )?(?:articles?|stories|story|reports?)|news items?|news)"
_WHICH = "(?:which|what)"
_COUNT = "(?:how many)"
_IS = f"{_WHICH}(?:'s|’s| is| was)"
_ARCHIVE = "(?:the |this |your )?(?:archives?|library|collection|database|corpus|records)"
_PAPER = "(?:the |this )?(?:newspapers?|papers?|issue)"
_CONDITION = (
    f"(?:(?:published |printed |appearing |that (?:appeared|ran) |which (?:appeared|ran) )?"
    f"(?:on|in|from|of|for|at|,)? ?(?:the )?(?:{NEWSPAPER}|{DAYS}|{LATEST}|{PAGE}|{FRONT}|{_ARCHIVE}|{_PAPER})"
    f"(?: (?:issue|edition|paper|newspaper))?(?:'s|’s)?)"
)
_C = f"(?: ?{_CONDITION})"
_SAYS = "(?:mentions?|mentioned|mentioning|refers? to|referred to|contains?|contained|name|names|named)"
_ABOUT = (
    "(?:(?:are|were|is|was) (?:there )?about|about|on the (?:topic|subject) of|discuss|discussed|cover|covered"
    "|talk about)"
)
_PHRASE = "(?P<phrase>.{1,60}?)"
_SIGNER = (
    rf"(?:(?:the )?(?:staff )?(?:reporter|journalist|correspondent|writer) )?(?P<signer>[\u4e00-\u9fff·]{{2,10}}"
    rf"|(?-i:[A-Z][\w.'’-]*(?: (?:[A-Z][\w.'’-]*|de|van|von|bin|al)){{0,3}})|{QUOTED})"
)
_T = f"(?:the )?(?:{_ARTICLE} )?(?:titled |entitled |headlined |called )?(?P<title>{TITLE}|{QUOTED})(?: {_ARTICLE})?"
_ARE = "(?:are|were|is|was|appear(?:s|ed)?|ran|run)"
_PRINTED = "(?:printed|published|run|carried|placed|located)"
_HAS = "(?:have|has|had|hold|holds|contain|contains|carry|carries|carried|include|includes|cover|covers)"
_NEWEST = "(?:latest|newest|most recent|last)"
_BY = "(?:written |signed |reported )?by"
_ISSUE = "(?:issue|edition|newspaper|paper)"

_FORMS = {
    "lead": (
        f"{_IS}(?: the)? (?:lead(?:ing)?|top|main|first)(?: news)? (?:story|article|report|headline|item){_C}+",
        f"{_IS} (?:the )?{FRONT} (?:lead(?:ing)?|top|main)?(?: ?(?:story|article|headline|news))?{_C}*",
        f"{_WHICH} (?:lead(?:ing)?|top|main)(?: story| article| headline)? (?:is|was){_C}+",
    ),
    "articles": (
        f"{_WHICH}(?: all)?(?: the)? {_ARTICLE} {_ARE}(?: there)?{_C}+",
        f"{_WHICH} {_ARTICLE} (?:does|do|did){_C} {_HAS}",
        f"(?:list |show )(?:me )?(?:all )?(?:of )?(?:the )?{_ARTICLE}{_C}+",
        f"all (?:of )?(?:the )?{_ARTICLE}{_C}+",
        f"{_WHICH}(?:'s|’s| is| was| are| were) (?:on|in) (?:the )?(?:{PAGE}|{FRONT}){_C}*",
        f"(?P<counted>{_COUNT}) {_ARTICLE}(?: {_ARE}(?: there)?)?{_C}+",
        f"(?P<counted>{_COUNT}) {_ARTICLE} (?:does|do|did|are there in){_C}(?: {_HAS})?",
        f"(?P<counted>{_COUNT}) {_ARTICLE} (?:do you have|are there|does it have)",
        # mentions
        f"(?:{_WHICH}|(?P<counted>{_COUNT}))(?: of the)? {_ARTICLE}{_C}*(?: that| which)?"
        f" (?:{_SAYS}|(?P<about>{_ABOUT})) {_PHRASE}",
        f"(?:{_WHICH}|(?P<counted>{_COUNT}))(?: of the)? {_ARTICLE} {_ARE}(?: there)?{_C}* "
        f"(?:(?:that |which )?{_SAYS}|(?P<about>about)) {_PHRASE}",
        f"(?:list |show |find )?(?:me )?(?:all )?(?:the )?{_ARTICLE}{_C}* (?:that |which )?(?:{_SAYS}) {_PHRASE}",
        f"(?:list |show |find )(?:me )?(?:all )?(?:the )?{_ARTICLE}{_C}* (?P<about>about|on) {_PHRASE}",
        f"(?:in )?(?:{_WHICH}|(?P<counted>{_COUNT})) {_ARTICLE} (?:is|are|was|were|does|do|did) {_PHRASE}"
        "(?: mentioned| appear| named| occur)(?: in)?",
        f"(?:are|is) there (?:any|an?) {_ARTICLE}{_C}* (?:that |which )?(?:{_SAYS}) {_PHRASE}",
        # signers
        f"(?:{_WHICH}|(?P<counted>{_COUNT})) {_ARTICLE} (?:did|has|have) {_SIGNER}"
        f" (?:write|written|wrote|authored?|sign(?:ed)?){_C}*",
        f"{_WHICH} (?P<unsure>did|has|have) {_SIGNER} (?:write|written|wrote|authored?|sign(?:ed)?){_C}*",
        f"(?:{_WHICH}|(?P<counted>{_COUNT})) {_ARTICLE} (?P<unsure>did|has|have) {_SIGNER}"
        f" (?:report(?:ed)?|publish(?:ed)?|contribute[d]?){_C}*",
        f"(?:{_WHICH}|(?P<counted>{_COUNT})) {_ARTICLE}(?: {_ARE}(?: there)?)?{_C}* {_BY} {_SIGNER}{_C}*",
        f"(?:list |show |find )?(?:me )?(?:all )?(?:the )?{_ARTICLE}{_C}* {_BY} {_SIGNER}{_C}*",
        f"(?:{_WHICH}|(?P<counted>{_COUNT})) {_ARTICLE} (?:carry|bear|have) (?:the )?byline (?:of )?{_SIGNER}",
    ),
    "signer": (
        f"who (?:wrote|authored|signed|reported|(?:is|was) (?:the )?(?:author|writer|reporter) of) {_T}{_C}*",
        f"who (?:is|was) {_T} (?:written |signed )?by",
        f"by whom (?:is|was) {_T}(?: written| signed)?",
        f"{_WHICH} (?:reporter|journalist|author|writer) wrote {_T}{_C}*",
    ),
    "page": (
        f"(?:on )?(?:{_WHICH}) page (?:is|was|does|did|has|carries|carried) {_T}"
        f"(?: ?(?:{_PRINTED}|on|appear|appears))*{_C}*",
        f"where (?:is|was) {_T} {_PRINTED}",
    ),
    "date": (
        f"(?:when|on (?:which|what) (?:day|date)) (?:was|did|is) {_T}(?: {_PRINTED}| appear| come out)",
        f"{_WHICH} (?:day|date|issue) (?:was|is|did|does) {_T}(?: ?(?:{_PRINTED}|appear|in|on|from))+",
    ),
    "newspapers": (
        f"(?:{_WHICH}|{_COUNT})(?: different)? (?:newspapers?|papers)(?: titles)? (?:are|is)(?: there| held)?"
        f"(?: in)? {_ARCHIVE}",
        f"(?:{_WHICH}|{_COUNT})(?: different)? (?:newspapers?|papers) (?:does|do) (?:{_ARCHIVE}|you) {_HAS}",
        f"(?:list |show )(?:me )?(?:all )?(?:the )?(?:newspapers|papers)(?: (?:in|of) {_ARCHIVE})?",
        f"(?:{_WHICH}|{_COUNT}) (?:newspapers|papers) are (?:there|available)",
    ),
    "dates": (
        f"(?:{_WHICH}|{_COUNT}) (?:issues|editions)(?: of (?:the )?{NEWSPAPER})? (?:are|is)"
        f"(?: there| held| available)?{_C}*",
        f"(?:{_WHICH}|{_COUNT}) (?:dates|days|issues|editions) (?:are|is)(?: there| held| available)?{_C}+",
        f"(?:{_WHICH}|{_COUNT}) (?:dates|days|issues|editions|period|time span)(?: of {NEWSPAPER})? (?:does|do)"
        f" (?:{_ARCHIVE}|you|the {NEWSPAPER}) {_HAS}",
        f"{_WHICH}(?:'s|’s| is) the (?:date range|time span|period|coverage) of {_ARCHIVE}",
    ),
    "newest": (
        f"(?:{_WHICH}|when)(?:'s|’s| is| was)(?: the)?(?: date of)?(?: the)?(?: {LATEST}| {_NEWEST} {_ISSUE}){_C}*",
        f"{_WHICH} {_ISSUE} is(?: the)? (?:{_NEWEST}){_C}*",
        f"{_IS}(?: the)? {_NEWEST} (?:date|day){_C}+",
    ),
    "oldest": (
        f"(?:{_WHICH}|when)(?:'s|’s| is| was)(?: the)?(?: date of)?(?: the)? (?:earliest|oldest|first) {_ISSUE}{_C}*",
        f"{_WHICH} {_ISSUE} is(?: the)? (?:earliest|oldest|first){_C}*",
    ),
    "pages": (
        f"(?:{_WHICH}|{_COUNT}) pages (?:does|do|did){_C}+ {_HAS}",
        f"(?:{_WHICH}|{_COUNT}) pages (?:are|were)(?: there)?{_C}+",
        f"(?:{_WHICH}|{_COUNT}) pages{_C}+",
    ),
}
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(form, re.IGNORECASE)) for kind, forms in _FORMS.items() for form in forms
)

_POLITE = re.compile(
    r"^(?:(?:please|can you|could you|would you|tell me|let me know|i (?:want|would like|'d like) to know|give me"
    r"|(?:a |the )?list of|hi|hello)[,:]? )+",
    re.IGNORECASE,
)
_END = re.compile(r"(?:[?!.… ]|,? please)+$", re.IGNORECASE)


def plain_english(text: str) -> str:
    """A question with single blanks, without polite words before it and marks behind it."""
    return _POLITE.sub("", _END.sub("", " ".join(text.split())))
