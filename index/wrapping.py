"""Wrapping: which physical lines of a page are one paragraph that the column's width broke."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from index.looks import BYLINE, CLOSERS, JUMP_IN, JUMP_OUT, is_section_head, looks_like_title, opens_article
from index.running_heads import running_head


@dataclass(frozen=True, slots=True)
class PhysicalLine:
    """A line as it stands on the page: `text` is `page[start:end]`, without white space around it.

    `indent` is the width of the white space in front of it, `gap` how many blank lines stand above it.
    """

    start: int
    end: int
    text: str
    indent: int
    gap: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """Line `at` and the next: a column fits them that is at least `low` and less than `high` wide."""

    at: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Column:
    """A width that many lines of a page are broken at; `near` tells for each line whether such lines stand by.

    `signed` tells that paragraphs are told apart: by indentation deeper than `margin`, or by more than `gap` blank
    lines.
    """

    width: int
    measure: _Measure
    gap: int
    margin: int
    signed: bool
    near: bytearray


_NARROW, _WIDE = 10, 120
"""Columns are not narrower than ten Chinese characters (twenty in display width), nor wider than sixty."""
_LEAST = 3
"""So many pairs of lines, each beside another such pair, show that a page is wrapped."""
_AFTERWORD = re.compile(r"(?:[。！？!?.）)][”’」』\"']?|\A)\s*[（(][^()（）]*[)）]\Z")
"""Brackets behind the end of a sentence: （完）, (本报记者 …)."""
# Most lines are no bylines, jump marks, openings or running heads; that they lack these characters is seen in no time.
_HINT = re.compile("[□■◎○●◆▲★讯訊电電—转接版者论論员員稿习習据據综綜/／|｜:：年.A-Za-z-]")
_REACH = 8
_COLUMNS = 3
_SAMPLE = 60
_STOPS = frozenset("。！？!?.")
_INNER = re.compile(r"[，,。、；：“”;:].|[a-z],? [a-z]")
_NO_ROW = re.compile("[，,。、；]|[记記]者|通[讯訊][员員]|[讯訊电電][(（\\s]")
_HEAD = re.compile(r"[!-~]{1,24}")
_NO_LINE_START = frozenset("，,。、；：！？;:!?)）”’」』】》〉%")


def display_width(text: str) -> int:
    """The width of a text in columns of a fixed-width font: two for a Chinese character, one for a Latin one."""
    # Three bytes of UTF-8 are a wide character, one is a narrow one: a character's width is (bytes + 1) // 2.
    return (len(text.encode("utf-8", "surrogatepass")) + len(text)) // 2


def paragraphs(lines: Sequence[PhysicalLine]) -> list[list[PhysicalLine]]:
    """The lines in groups, each a paragraph of its own or the lines of one that was hard-wrapped.

    A page is taken for wrapped where line after line ends in mid-sentence at the same width, so that the next line's
    first word would not have fitted. Pages that are not give each line by itself.
    """
    columns = _columns(lines)
    groups: list[list[PhysicalLine]] = []
    for at, line in enumerate(lines):
        if columns and at and any(_goes_on(lines, at - 1, column) for column in columns):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


# --- the columns of a page ------------------------------------------------------------------------------------------


class _Measure:
    """Widths of lines, in columns of a fixed-width font (`display`) or in characters; each is measured once."""

    def __init__(self, lines: Sequence[PhysicalLine], display: bool) -> None:
        self.display = display
        self.slack = 2 if display else 1
        self._lines = lines
        self._pairs: dict[int, _Pair] = {}
        self._widths: dict[int, int] = {}

    def width(self, at: int) -> int:
        """The width of a line without its indentation."""
        if at not in self._widths:
            text = self._lines[at].text
            self._widths[at] = display_width(text) if self.display else len(text)
        return self._widths[at]

    def pair(self, at: int) -> _Pair:
        """Which widths of a column fit a line and the next one."""
        found = self._pairs.get(at)
        if found is None:
            line = self._lines[at]
            low = self.width(at)
            # The first line of a paragraph is as much shorter as it is indented: four columns for two characters.
            indented = min(line.indent, 8) if self.display else min(line.indent, 8) // 2
            head = _head_width(line.text, self._lines[at + 1].text, self.display)
            found = self._pairs[at] = _Pair(at, low, low + indented + head + self.slack)
        return found


def _columns(lines: Sequence[PhysicalLine]) -> list[_Column]:
    able = [at for at in range(len(lines) - 1) if _may_be_wrapped(lines[at], lines[at + 1])]
    if len(able) < _LEAST:
        return []
    measures = _Measure(lines, True), _Measure(lines, False)
    for gap in (0, 1):
        chosen = [at for at in able if lines[at + 1].gap == gap]
        # One measure is enough for a page: the one that more of its first lines agree in.
        measure = max(measures, key=lambda each: len(_column(lines, chosen[:_SAMPLE], gap, each)[1]))
        found: list[_Column] = []
        while len(found) < _COLUMNS and len(chosen) >= _LEAST:
            column, members = _column(lines, chosen, gap, measure)
            if column is None:
                break
            found.append(column)
            taken = set(members)
            chosen = [at for at in chosen if at not in taken]
        if found:
            return found
    return []


def _may_be_wrapped(line: PhysicalLine, following: PhysicalLine) -> bool:
    if not _NARROW <= len(line.text) <= _WIDE or len(following.text) > _WIDE or following.gap > 1:
        return False
    return _is_open(line.text) and not _is_row(line.text)


def _is_open(text: str) -> bool:
    """Whether a line ends in mid-sentence."""
    bare = text.rstrip(CLOSERS)
    return bool(bare) and bare[-1] not in _STOPS and not (text[-1] in "）)" and _AFTERWORD.search(text))


def _is_row(text: str) -> bool:
    # Names or figures in columns: wide gaps, no sentence.
    if " " not in text and "\u3000" not in text:
        return False
    return not text.isascii() and len(text.split()) > 2 and not _NO_ROW.search(text)


def _column(
    lines: Sequence[PhysicalLine], able: Sequence[int], gap: int, measure: _Measure
) -> tuple[_Column | None, list[int]]:
    """The width that most pairs of lines fit, and these pairs; None and no pairs, if too few do."""
    pairs = [measure.pair(at) for at in able]
    changes = [0] * (3 * _WIDE)
    for pair in pairs:
        if pair.low <= _WIDE:
            changes[pair.low] += 1
            changes[pair.high] -= 1
    counts = list(accumulate(changes))
    least = 2 * _NARROW if measure.display else _NARROW
    width = max(range(least, _WIDE + 1), key=lambda each: (counts[each], -each))
    fitting = [pair.at for pair in pairs if pair.low <= width < pair.high]
    fitting = [at for at in fitting if measure.width(at + 1) <= width + measure.slack]
    beside = set(fitting)
    members = [at for at in fitting if at - 1 in beside or at + 1 in beside]
    if len(members) < _LEAST or sum(1 for at in members if _INNER.search(lines[at].text)) < 0.3 * len(members):
        return None, []
    near = bytearray(len(lines))
    for at in members:
        low, high = max(0, at - _REACH), min(len(lines), at + _REACH)
        near[low:high] = b"\1" * (high - low)
    indents = sorted(lines[at].indent for at in members)
    margin = indents[len(indents) // 3]
    signs = sum(1 for line in lines if line.indent >= margin + 2 or line.gap > gap)
    return _Column(width, measure, gap, margin, signs >= max(2, len(lines) // 40), near), members


def _head_width(text: str, following: str, display: bool) -> int:
    """How much room the next line's first word (or character, with the marks that cling to it) would have taken."""
    word = _HEAD.match(following)
    if word:
        # Letters of a proportional font differ in width: lines of as many columns have a tenth more or fewer of them.
        loose = len(text) // 12 if following[0].isalpha() and text[-1] < "\x7f" else 0
        return len(word[0]) + (text[-1] < "\x7f") + loose
    size = 1
    while size < len(following) and size < 4 and following[size] in _NO_LINE_START:
        size += 1
    return 2 * size if display else size


# --- the paragraphs of a column -------------------------------------------------------------------------------------


def _goes_on(lines: Sequence[PhysicalLine], at: int, column: _Column) -> bool:
    """Whether the line behind `lines[at]` is of the same paragraph."""
    line, following = lines[at], lines[at + 1]
    if not column.near[at] or following.gap > column.gap or following.indent >= column.margin + 2:
        return False
    pair, widest = column.measure.pair(at), column.width + column.measure.slack
    if pair.low > widest or pair.high <= column.width or column.measure.width(at + 1) > widest:
        return False
    if _stands_alone(line.text) or _begins(following.text, line.text) or _is_row(line.text) or _is_row(following.text):
        return False
    if _is_open(line.text):
        return not (following.text.startswith("—") and looks_like_title(following.text))
    if not column.signed and pair.high - column.measure.slack <= column.width:
        return False  # the last line of a paragraph, and there was room for a word more
    return not (is_section_head(following.text) or _is_headline(lines, at + 1, column))


def _stands_alone(text: str) -> bool:
    """Whether no line can continue this one: a byline, a running head, a mark that sends the reader elsewhere."""
    if not _HINT.search(text):
        return False
    if len(text) <= 40 and text[-1] in "）)】]版0123456789" and JUMP_OUT.search(text):
        return True
    return text[0] in "□■◎○" or _is_signed_or_dated(text)


def _begins(text: str, above: str = "") -> bool:
    """Whether a line does not continue the one `above`: it is a byline, a jump mark, an opening."""
    if not _HINT.search(text):
        return False
    if text[0] in "□■◎○●◆▲★":
        return True
    if opens_article(text) and not (above and (opens_article(above) or _holds_open_bracket(above))):
        return True
    jump = JUMP_IN.match(text) or JUMP_OUT.match(text)
    if jump and (text[0] in "（(【[" or jump.end() == len(text)):
        return True
    return _is_signed_or_dated(text)


def _is_signed_or_dated(text: str) -> bool:
    return BYLINE.fullmatch(text) is not None or running_head(text) is not None


def _holds_open_bracket(text: str) -> bool:
    return max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))


def _is_headline(lines: Sequence[PhysicalLine], at: int, column: _Column) -> bool:
    """Whether a line behind the end of a sentence is a headline: by its looks, and because it is not filled."""
    line = lines[at]
    if not looks_like_title(line.text):
        return False
    if at + 1 == len(lines):
        return True
    following = lines[at + 1]
    filled = column.measure.pair(at).high > column.width
    starts = following.gap > column.gap or following.indent >= column.margin + 2 or _begins(following.text)
    return starts or not filled
