import pytest

from index.lines import Kind, has_open_end, read_lines
from index.looks import looks_like_title, opens_article, starts_within_sentence
from index.records import Page, PageNumber


def kinds(text: str, number: PageNumber | None = 1) -> list[tuple[Kind, str, PageNumber | None]]:
    page = Page("p", "p", 0, text.encode(), "utf-8", text, number=number)
    return [(line.kind, line.text, line.jump) for line in read_lines(0, page)]


@pytest.mark.parametrize(
    "title",
    [
        "堤岸加高工程昨日完工",
        "转移在前 巡堤在先 全力守住安全底线",
        "父子篮球的梦想，还能实现吗？",
        "再接再厉!",
        "Retired Engineer Maps the City's Forgotten Wells",
        "5月20日至21日天气预报",
        "（国际）两国代表团会谈",
    ],
)
def test_headlines(title: str) -> None:
    assert looks_like_title(title)


@pytest.mark.parametrize(
    "text",
    [
        "昨日下午,城西的堤岸加高工程完工。",
        "市长说,工程已经完工",
        "了重大贡献",
        "白菜 2.5 3.0",
        "土豆 2.10(2.10)",
        "图为市民在堤岸上散步 本报记者 庄蕴 摄",
        "新华社北京2月10日电 会议",
        "以下是主要内容：",
        "作为临床医生,将同时间赛跑,与病魔较量,发扬精神",
        "一" * 80,
        "……",
    ],
)
def test_what_is_no_headline(text: str) -> None:
    assert not looks_like_title(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(上接1版)", [("jump_in", "(上接1版)", 1)]),
        ("（上接第A04版）我市居民表示。", [("jump_in", "（上接第A04版）", "A4"), ("text", "我市居民表示。", None)]),
        ("正文到此。(下转三版)", [("text", "正文到此。", None), ("jump_out", "(下转三版)", 3)]),
        ("(下转第十二版)", [("jump_out", "(下转第十二版)", 12)]),
        ("(紧接第2版)", [("jump_out", "(紧接第2版)", 2)]),
        ("Continued on A4", [("jump_out", "Continued on A4", "A4")]),
        ("Continued from page 3", [("jump_in", "Continued from page 3", 3)]),
        ("他转到第2版编辑部工作。", [("text", "他转到第2版编辑部工作。", None)]),
        ("2024年5月20日 星期一 第1版", [("running_head", "2024年5月20日 星期一 第1版", None)]),
        ("□本报评论员", [("byline", "□本报评论员", None)]),
    ],
)
def test_marks(text: str, expected: list[tuple[Kind, str, PageNumber | None]]) -> None:
    assert kinds(text) == expected


def test_which_way_a_bare_next_mark_points_depends_on_the_page() -> None:
    assert kinds("(紧接第1版)", 2)[0][0] == "jump_in"
    assert kinds("(紧接第3版)", 2)[0][0] == "jump_out"


@pytest.mark.parametrize(
    "text",
    [
        "本報記者 陳大文",
        "新华社记者 王宁",
        "本报特约评论员 王宁",
        "重庆日报首席记者 王宁",
        "本报驻京记者 王宁",
        "本报记者 王宁 摄影报道",
        "文/图 记者 王宁",
        "文/王宁 图/李朗",
        "(据新华社)",
        "（综合新华社、央视报道）",
        "本报综合",
        "Staff Reporter Lin Suye",
        "Lin Suye, Staff Reporter",
        "By Lin Suye and Gu Wen in Beijing",
        "By J. R. Smith",
    ],
)
def test_signatures(text: str) -> None:
    assert kinds(text)[0][0] == "byline"


@pytest.mark.parametrize(
    "text", ["记者从市水务局获悉", "本报记者调查发现", "（据了解）", "By Monday the water had risen"]
)
def test_what_is_no_signature(text: str) -> None:
    assert kinds(text)[0][0] != "byline"


@pytest.mark.parametrize(
    ("text", "open_end"),
    [
        ("大家做了大量工作,付出了巨大努力,为防汛工作作出", True),
        ("湖北和武汉是重中之重,", True),
        ("工程完工。", False),
        ("“今年不怕了。”", False),
        ("全文完。（完）", False),
        ("图片新闻", False),
        ("工", False),
        ("* * *", False),
        ("工程", False),
        ("了贡献,为", True),
        ("21日白天 多云 20至28摄氏度 东风2级", False),
    ],
)
def test_open_ends(text: str, open_end: bool) -> None:
    page = Page("p", "p", 0, text.encode(), "utf-8", text)
    assert has_open_end(read_lines(0, page)[0]) is open_end


def test_starts() -> None:
    assert all(map(starts_within_sentence, ["了重大贡献。", "，可以放心。", "and nobody was hurt.", "并在当天公布。"]))
    assert not any(map(starts_within_sentence, ["工程完工。", "并非如此。", "The bridge.", "和平是福。"]))
    assert all(
        map(opens_article, ["本报讯(记者 王宁)完工。", "新华社北京2月10日电 会议。", "BEIJING, Feb. 10 (Xinhua) --"])
    )
    assert not opens_article("会议于2月10日召开。")
