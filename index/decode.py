"""Decode: bytes of unknown encoding to text, with a decision of our own between GB18030 and Big5."""

from __future__ import annotations

import codecs

from index.errors import FixInput
from index.messages import Message

# The most frequent Chinese characters, simplified and (behind them) the traditional forms that differ. About six in
# ten characters of any Chinese text are among them; of text decoded the wrong way, hardly one in thirty. That tells
# GB18030 from Big5 within a line, where a statistical detector needs a page (tests/test_index_decode.py measures).
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知"
    "全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门"
    "任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接"
    "必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住"
    "告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运京习近总书记者公司市场企业发展工作会议省县区镇村党委"
    "這個們來為國說時會對於著後過發裡種經麼學當沒動還進樣開從軍無與長機關點業將兩間問並應戰頭體見產或話給門兒東聲員論處義幾認條"
    "題爾別變電數報結務場計資許統區隊決馬書則聽達強難權設記類據邊張規萬術確傳師觀讓識帶導爭運習總黨縣鎮議係顯臺灣灣選舉車輛鐵線"
)
_CONFIDENT = 0.2
"""Share of common characters among the non-ASCII ones from which on Chinese text is taken for rightly decoded."""
_SAMPLE = 65_536
_WESTERN = frozenset({"cp1250", "cp1252", "cp1254", "cp1257", "latin_1", "iso8859_2", "iso8859_9", "iso8859_15"})
_CHINESE = ("gb18030", "big5", "cp950", "big5hkscs")


def decode(raw: bytes, where: str) -> tuple[str, str]:
    """The encoding of `raw` (a Python codec name) and its text, without byte order mark, line breaks as they stand.

    UTF-8 and UTF-16 with a byte order mark, UTF-8 without, GB18030, Big5 (also cp950 and HKSCS); whatever else only
    where charset-normalizer is sure of it. Raises FixInput for binary data and for what does not decode; `where` is
    the file to name then.
    """
    for mark, codec in ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(mark):
            return codec, _strict(raw, codec, where)
    if _is_binary(raw):
        raise FixInput("this is binary data, not text", where=where, remedy="give a text file, or take it out")
    try:
        return "utf-8", raw.decode()
    except UnicodeDecodeError as error:
        first = error.start
    sample = raw[max(0, first - _SAMPLE // 2) : first + _SAMPLE] if len(raw) > 2 * _SAMPLE else raw
    if _is_damaged_utf8(sample):
        raise _undecodable(raw, first, "UTF-8", where)
    sample = _from_line_start(sample)
    shares = sorted(((_common_share(sample, codec), codec) for codec in _CHINESE), reverse=True, key=lambda p: p[0])
    encodings = [codec for share, codec in shares if share >= _CONFIDENT]
    encodings += [codec for codec in [_other(sample)] if codec]
    furthest, best = first, encodings[0] if encodings else "any known encoding"
    for codec in encodings:
        try:
            return codec, raw.decode(codec)
        except UnicodeDecodeError as error:
            if codec == best:
                furthest = error.start
    raise _undecodable(raw, furthest, best, where)


def locate(raw: bytes, offset: int) -> int:
    """The 1-based line that byte `offset` is on."""
    return raw.count(b"\n", 0, offset) + 1


def _strict(raw: bytes, codec: str, where: str) -> str:
    try:
        text = raw.decode(codec)
    except UnicodeDecodeError as error:
        raise _undecodable(raw, error.start, codec, where) from error
    if "\0" in text:
        raise FixInput("this is binary data, not text", where=where, remedy="give a text file, or take it out")
    return text


def _undecodable(raw: bytes, offset: int, codec: str, where: str) -> FixInput:
    shown = raw[offset : offset + 4].hex(" ")
    return FixInput(
        "the text does not decode as {codec}: byte {offset:,} is {shown}",
        where=f"{where}:{locate(raw, offset)}",
        remedy="save the file as UTF-8",
        codec=codec,
        offset=offset,
        shown=shown or Message("missing"),
    )


def _is_binary(raw: bytes) -> bool:
    if b"\0" in raw:
        return True
    head = raw[:_SAMPLE]
    # Control characters other than tab, line feed, form feed, carriage return, end-of-file (26) and escape (27).
    controls = sum(head.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 26, 27))
    return controls > len(head) / 100


def _is_damaged_utf8(sample: bytes) -> bool:
    # Text of another encoding hardly ever forms valid sequences of three bytes; ten to one mean UTF-8 gone bad.
    good = sum(1 for character in sample.decode("utf-8", "ignore") if character > "\u07ff")
    bad = sample.decode("utf-8", "replace").count("\ufffd")
    return good > 10 * bad


def _from_line_start(sample: bytes) -> bytes:
    # A sample that starts on the second byte of a character would decode to nonsense; line feeds are never one.
    at = sample.find(b"\n", 0, _SAMPLE // 2)
    return sample[at + 1 :] if len(sample) > _SAMPLE and at >= 0 else sample


def _common_share(sample: bytes, codec: str) -> float:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text = decoder.decode(sample, final=False)
    except UnicodeDecodeError as error:
        # One odd byte must not decide: what stands before it may be plenty to tell.
        text = sample[: error.start].decode(codec)
        if error.start < len(sample) / 2:
            return 0.0
    foreign = [character for character in text if character > "\x7f"]
    hanzi = [character for character in foreign if "\u3400" <= character <= "\u9fff"]
    if not hanzi:
        return 0.0
    return sum(1 for character in hanzi if character in _COMMON) / len(foreign)


def _other(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes  # costs 40 ms, and UTF-8 files never need it

    best = from_bytes(sample, steps=5, chunk_size=512, threshold=0.15).best()
    if best is None:
        return None
    # A few curly quotes and accents do not tell the western code pages apart; Windows' own is what editors wrote.
    return "cp1252" if best.encoding in _WESTERN else best.encoding
