"""Correcting: each operation does what its keeper means, one that does not fit says so, and nothing is ever lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.correct import correct
from index.drafts import Draft, Drafts, Piece
from index.errors import AskpressError, FixInput
from index.ingest import read_sources
from index.issue import IssueGiven
from index.recompose import DROPPED
from index.records import Annotation, Article, EventDate, Mark, Page, PageNumber
from index.segment import segment
from index.serialise import page_from_row
from index.store import Store
from tests.test_index_segment import NUMBERS, TEXTS, check_tiling, page

BRIDGE = "城西新桥通车 居民出行便利"
BRIDGE_TEXT = "本报讯(记者 王宁)城西新桥昨日通车,两岸居民出行不再绕道。"
BRIDGE_MORE = "新桥全长八百米,双向四车道,桥头各有一处公交站。"
DAM = "堤岸加高工程昨日完工"
DAM_TEXT = "霁川社5月19日电 堤岸加高工程昨日完工,比计划提前十天,可以抵御二十年一遇的洪水。"
DAM_MORE = "工程负责人说,堤岸全长三公里,沿线居民可以放心过夏天了。"
TWO = f"{BRIDGE}\n\n{BRIDGE_TEXT}\n\n{BRIDGE_MORE}\n\n{DAM}\n\n{DAM_TEXT}\n\n{DAM_MORE}\n"


def corrected(text: str, corrections: str, number: PageNumber | None = 1, name: str = "") -> Page:
    return replace(page(text, number, name), corrections=corrections)


def run(*pages: Page) -> tuple[list[Article], list[AskpressError]]:
    found, errors = correct(segment(pages), pages)
    check_tiling(pages, found)
    return found, errors


def good(*pages: Page) -> list[Article]:
    found, errors = run(*pages)
    assert errors == []
    return found


def refused(*pages: Page) -> AskpressError:
    """The one error; nothing else may have changed."""
    found, errors = run(*pages)
    assert found == segment(pages)
    (error,) = errors
    assert isinstance(error, FixInput)
    assert error.remedy
    return error


def test_without_corrections_articles_stay_as_they_are() -> None:
    pages = [page(TWO)]
    articles = segment(pages)
    assert correct(articles, pages) == (articles, [])


# --- fields ---


def test_a_title_that_the_keeper_gives_is_the_articles_title() -> None:
    first, second = good(
        corrected(TWO, '[[article]]\nat = "堤岸全长三公里"\ntitle = "堤岸"\nbyline = "李朗"\nkicker = "汛期"')
    )
    assert (second.title, second.byline, second.kicker) == ("堤岸", "李朗", "汛期")
    assert second.text == DAM_TEXT + "\n\n" + DAM_MORE + "\n"
    before = segment([page(TWO)])
    assert first == before[0]
    assert second.id != before[1].id


def test_a_line_of_the_text_that_is_the_title_is_no_text_any_more() -> None:
    text = f"{DAM_MORE}\n\n{BRIDGE_TEXT}\n\n{BRIDGE_MORE}\n"
    (article,) = good(corrected(text, f'[[article]]\nat = 5\ntitle = "{DAM_MORE}"'))
    assert (article.title, article.text) == (DAM_MORE, f"{BRIDGE_TEXT}\n\n{BRIDGE_MORE}\n")
    assert [mark.role for mark in article.marks] == ["headline"]


def test_a_headline_that_is_none_becomes_text() -> None:
    first, _ = good(corrected(TWO, f'[[article]]\nat = "{BRIDGE}"\ntitle = ""'))
    assert (first.title, first.text) == ("", f"{BRIDGE}\n\n{BRIDGE_TEXT}\n\n{BRIDGE_MORE}\n\n")
    assert first.marks == ()


def test_same_content_has_the_same_id() -> None:
    once, twice = (f'[[article]]\nat = "堤岸全长三公里"\ntitle = "{title}"' for title in (DAM, "堤岸"))
    assert good(corrected(TWO, once)) == segment([page(TWO)])
    assert good(corrected(TWO, twice)) == good(corrected(TWO, twice))


# --- split ---


RUN_ON = f"{BRIDGE}\n\n{BRIDGE_TEXT}\n\n{BRIDGE_MORE}\n\n{DAM_MORE}\n\n市民们说,今年不怕了。\n\n(本报记者 李朗)\n"


def test_an_article_is_split_before_the_words_named() -> None:
    assert len(segment([page(RUN_ON)])) == 1
    first, second = good(corrected(RUN_ON, '[[split]]\nbefore = "工程负责人说"\ntitle = "堤岸完工"'))
    assert (first.title, first.text, first.byline) == (BRIDGE, f"{BRIDGE_TEXT}\n\n{BRIDGE_MORE}\n\n", "记者 王宁")
    assert (second.title, second.text[: len(DAM_MORE)]) == ("堤岸完工", DAM_MORE)
    assert second.byline == "本报记者 李朗"
    assert (second.pages, second.date, second.newspaper) == (first.pages, first.date, first.newspaper)


def test_a_headline_in_the_text_heads_the_new_article() -> None:
    text = f"{BRIDGE}\n\n{BRIDGE_TEXT}\n\n一、{DAM}\n\n{DAM_MORE}\n"
    assert len(segment([page(text)])) == 1
    _, second = good(corrected(text, f'[[split]]\nbefore = "{DAM}"'))
    assert (second.title, second.text) == (DAM, DAM_MORE + "\n")
    _, whole = good(corrected(text, "[[split]]\nbefore = 5"))
    assert whole.title == f"一、{DAM}"


def test_a_headline_taken_for_another_articles_second_half_goes_with_its_text() -> None:
    text = f"{BRIDGE}\n{DAM}\n\n{DAM_TEXT}\n\n{DAM_MORE}\n"
    (both,) = segment([page(text)])
    assert both.title == f"{BRIDGE} {DAM}"
    first, second = good(corrected(text, f'[[split]]\nbefore = "{DAM}"'))
    assert (first.title, first.text) == (BRIDGE, BRIDGE + "\n")
    assert (second.title, second.text, second.dateline) == (DAM, both.text, "霁川社5月19日电")


def test_words_are_found_though_set_in_other_widths_and_broken_by_white_space() -> None:
    text = RUN_ON.replace("工程负责人说,", "工程 负责人\u3000说，")
    _, second = good(corrected(text, '[[split]]\nbefore = "工程负责人说,堤岸"'))
    assert second.text.startswith("工程 负责人")


def test_an_opening_quote_goes_with_its_words() -> None:
    text = RUN_ON.replace("市民们说,今年不怕了。", "“今年不怕了。”市民们说。")
    _, second = good(corrected(text, '[[split]]\nbefore = "今年不怕了"'))
    assert second.text.startswith("“今年不怕了。”")


# --- join ---


def test_articles_are_joined_and_the_second_headline_is_a_head_inside() -> None:
    (article,) = good(corrected(TWO, '[[join]]\nparts = ["城西新桥昨日通车", "沿线居民可以放心"]'))
    assert article.title == BRIDGE
    assert article.text == TWO.removeprefix(BRIDGE + "\n\n")


def test_the_order_of_a_join_is_the_keepers() -> None:
    (article,) = good(corrected(TWO, '[[join]]\nparts = ["沿线居民可以放心", "城西新桥昨日通车"]\ntitle = "两件事"'))
    assert article.title == "两件事"
    assert article.text.split("\n\n")[:3] == [DAM_TEXT, DAM_MORE + "\n" + BRIDGE, BRIDGE_TEXT]


def test_a_join_across_pages_closes_the_jump() -> None:
    one = f"{BRIDGE}\n\n{BRIDGE_TEXT}\n(下转4版)\n"
    four = f"{DAM}\n\n{DAM_TEXT}\n\n(上接2版)\n\n公交车今天改道,两条线路经过新桥。\n"
    pages = [corrected(one, '[[join]]\nparts = ["两岸居民", {page = 4, words = "公交车今天改道"}]', 1), page(four, 4)]
    before = segment(pages)
    assert [jump.direction for article in before for jump in article.open_jumps] == ["to", "from"]
    first, second = good(*pages)
    assert (first.title, first.pages) == (BRIDGE, (1, 4))
    assert [line for line in first.text.splitlines() if line] == [BRIDGE_TEXT, "公交车今天改道,两条线路经过新桥。"]
    assert [jump.direction for jump in first.open_jumps] == ["from"]  # it names page 2, which is not the joined one
    assert second == before[1]


def test_a_sentence_that_was_cut_is_whole_after_a_join() -> None:
    cut = "昨天下午新桥通车以后,人们从两岸走上桥面,为修桥的工人们作出"
    text = f"{BRIDGE}\n\n{cut}\n\n{DAM}\n\n{DAM_TEXT}\n\n图片新闻\n\n了很高的评价,许多老人说这是第一次走过江面。\n"
    found = good(corrected(text, '[[move]]\nfrom = "了很高的评价"\nafter = "人们从两岸"'))
    assert found[0].text == cut + "了很高的评价,许多老人说这是第一次走过江面。\n"


def test_what_is_one_already_stays_so() -> None:
    pages = [corrected(TWO, '[[join]]\nparts = ["城西新桥昨日通车", "桥头各有一处"]')]
    assert good(*pages) == segment(pages)


# --- move ---


def test_a_paragraph_goes_where_it_belongs() -> None:
    text = TWO.replace(BRIDGE_MORE + "\n\n", "").replace(DAM_MORE, BRIDGE_MORE + "\n\n" + DAM_MORE)
    first, second = good(corrected(text, '[[move]]\nfrom = "新桥全长八百米"\nafter = "两岸居民出行"'))
    assert [line for line in first.text.splitlines() if line] == [BRIDGE_TEXT, BRIDGE_MORE]
    assert [line for line in second.text.splitlines() if line] == [DAM_TEXT, DAM_MORE]


def test_a_passage_of_several_paragraphs_goes_into_an_article_of_another_page() -> None:
    pages = [
        corrected(
            TWO, '[[move]]\nfrom = "霁川社5月19日电"\nto = "放心过夏天了"\ninto = {page = 2, words = "请乘客留意"}'
        ),
        page("公交线路明日调整\n\n本报讯(记者 李朗)公交线路明日起调整,请乘客留意站牌。\n", 2),
    ]
    first, dam, buses = good(*pages)
    assert first.title == BRIDGE
    assert (dam.title, dam.text) == (DAM, DAM + "\n\n")  # its headline is all that is left of it
    assert buses.text.splitlines()[1:] == [DAM_TEXT, "", DAM_MORE]
    assert buses.pages == (2, 1)


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_passage_moves_within_its_article(side: str) -> None:
    corrections = f'[[move]]\nfrom = "工程负责人说"\n{side} = "霁川社5月19日电"'
    _, second = good(corrected(TWO, corrections))
    lines = [line for line in second.text.splitlines() if line]
    assert lines == ([DAM_MORE, DAM_TEXT] if side == "before" else [DAM_TEXT, DAM_MORE])


def test_a_moved_headline_becomes_text_and_can_be_made_a_title() -> None:
    text = f"{BRIDGE}\n\n{BRIDGE_TEXT}\n\n{DAM_MORE}\n\n(下转2版)\n\n{DAM_TEXT}\n"
    first, second = segment([page(text)])
    assert (first.title, second.title) == (BRIDGE, "")
    corrections = f'[[move]]\nfrom = "{DAM_MORE}"\nbefore = "霁川社"\n[[article]]\nat = "霁川社"\ntitle = "{DAM_MORE}"'
    first, second = good(corrected(text, corrections))
    assert first.text.strip() == BRIDGE_TEXT
    assert (second.title, second.text.strip()) == (DAM_MORE, DAM_TEXT)


def test_what_was_joined_wrongly_within_a_sentence_comes_apart() -> None:
    """The first half ends its paragraph again, and the second stands in front of the place that is named."""
    half, other = (
        "桥上的路灯和栏杆由区里负责维护,检修的费用由两岸的街道统一",
        "来了三批学生帮忙,大家把台阶扫得干干净净。",
    )
    text = f"{BRIDGE_TEXT}\n\n{half}\n\n{other}\n\n{BRIDGE_MORE}\n\n{DAM_TEXT}\n"
    cut, dam = text.index(half) + len(half), text.index(DAM_TEXT)
    pages = [corrected(text, '[[move]]\nfrom = "来了三批学生"\nbefore = "霁川社5月19日电"')]
    wrong = handmade(text, [(0, cut), (cut + 2, dam)])
    assert half + other in wrong.text
    (first, second), errors = correct([wrong, handmade(text, [(dam, len(text))])], pages)
    assert errors == []
    assert first.text == f"{BRIDGE_TEXT}\n\n{half}\n\n{BRIDGE_MORE}\n\n"
    assert second.text == f"{other}\n\n{DAM_TEXT}\n"


def handmade(text: str, ranges: list[tuple[int, int]], hyphens: list[tuple[int, int]] | None = None) -> Article:
    """The article of ranges of a page, and of marks for hyphens that are out of the text."""
    (plain,) = segment([page(DAM_TEXT)])
    pieces = [Piece("page-1", *place) for place in ranges]
    drafts = Drafts([], [page(text)])
    spans = drafts.spans(Draft(plain, pieces, [], "", "", "", "", "", []))
    marks = tuple(Mark("hyphen", "page-1", *place) for place in hyphens or [])
    words = drafts.text(pieces)
    return replace(plain, id=f"made-{ranges[0]}", text=words, spans=spans, marks=marks, annotations=(), dateline="")


def hard_wrapped(text: str) -> Article:
    """The article of a page whose lines are wrapped: `~` stands for a line's end that is out of the text."""
    at, ranges, hyphens = 0, [], []
    for line in text.split("~"):
        hyphen = line.endswith("-")
        ranges.append((at, at + len(line) - hyphen))
        hyphens += [(at + len(line) - 1, at + len(line))] if hyphen else []
        at += len(line) + 1
    return handmade(text.replace("~", "\n"), ranges, hyphens)


@pytest.mark.parametrize("target", ["opened on Monday", "work by the company", "The new bridge"])
def test_a_hard_wrapped_paragraph_is_one_place_and_moves_whole(target: str) -> None:
    one = "The new bridge was opened on Mon-~day after two years of work by the com-~pany.\n\n"
    two = "Its four lanes carry the traffic of both banks, and the ~old ferry is laid up.\n\n"
    three = "The dam is three kilometres long and was fin-~ished early.\n"
    article = hard_wrapped(one + two + three)
    pages = [corrected((one + two + three).replace("~", "\n"), f'[[move]]\nfrom = "The dam is"\nafter = "{target}"')]
    (found,), errors = correct([article], pages)
    assert errors == []
    plain = [part.replace("-~", "").replace("~", "") for part in (one, three, two)]
    assert found.text == "".join(plain)
    check_tiling(pages, [found])


# --- drop ---


def test_what_is_no_article_is_no_text_of_any() -> None:
    (article,) = good(corrected(TWO, '[[drop]]\nat = "堤岸全长三公里"'))
    assert article.text == segment([page(TWO)])[0].text
    dropped = [TWO[mark.start : mark.end] for mark in article.marks if mark.role == DROPPED]
    assert "".join("".join(dropped).split()) == "".join((DAM + DAM_TEXT + DAM_MORE).split())


def test_a_passage_is_dropped_and_the_rest_of_its_article_stays() -> None:
    _, second = good(corrected(TWO, '[[drop]]\nfrom = "比计划提前十天"\nto = "二十年一遇的洪水"'))
    assert second.text.splitlines()[0] == "霁川社5月19日电 堤岸加高工程昨日完工,"
    assert second.title == DAM


def test_a_page_that_is_an_advertisement_has_one_article_without_text() -> None:
    (article,) = good(corrected(f"{DAM}\n\n{DAM_TEXT}\n", '[[drop]]\nat = "抵御"'))
    assert (article.title, article.text, article.spans, article.byline, article.pages) == ("", "", (), "", (1,))


# --- what does not apply ---


@pytest.mark.parametrize(
    ("corrections", "part"),
    [
        ('[[split]]\nbefore = "没有的话"', "stands nowhere"),
        ('[[split]]\nbefore = "堤岸全长五公里"', "only its beginning '堤岸全长' does, on line 11"),
        ('[[split]]\nbefore = "昨日"', "stands 3 times: on line 3, line 7, line 9"),
        ("[[split]]\nbefore = 99", "12 lines"),
        ("[[split]]\nbefore = 2", "line 2 of the page is empty"),
        ('[[split]]\nbefore = {page = 9, words = "堤岸"}', "no page 9"),
        (f'[[split]]\nbefore = "{BRIDGE}"', "begins"),
        ('[[split]]\nbefore = "城西新桥昨日通车"\n[[join]]\nparts = ["堤岸全长", "堤岸全长", "没有"]', "nowhere"),
        ('[[join]]\nparts = ["堤岸全长", "新桥全长", "霁川社"]', "twice"),
        ('[[move]]\nfrom = "堤岸全长"\nto = "霁川社"\ninto = "新桥全长"', "in front of"),
        ('[[move]]\nfrom = "霁川社"\nto = "堤岸全长"\ninto = "比计划提前"', "inside"),
    ],
)
def test_a_correction_that_does_not_apply_says_why_and_changes_nothing(corrections: str, part: str) -> None:
    if "城西新桥昨日通车" in corrections:
        found, errors = run(corrected(TWO, corrections))
        assert len(found) == 3
        (error,) = errors
    else:
        error = refused(corrected(TWO, corrections))
    assert part in error.what
    assert error.where.startswith("page-1.corrections.toml:")


def test_the_other_corrections_apply_all_the_same() -> None:
    corrections = (
        '[[split]]\nbefore = "没有的话"\n\n[[article]]\nat = "堤岸全长"\ntitle = "堤岸"\n[[drop]]\nat = "没有"'
    )
    found, errors = run(corrected(TWO, corrections))
    assert [error.where for error in errors] == ["page-1.corrections.toml:1", "page-1.corrections.toml:7"]
    assert found[1].title == "堤岸"


def test_words_on_another_page_are_pointed_to() -> None:
    other = page("公交线路明日调整\n\n本报讯(记者 李朗)公交线路明日起调整,请乘客留意站牌。\n", 2)
    error = refused(corrected(TWO, '[[drop]]\nat = "请乘客留意"'), other)
    assert "on page 2: write {page = 2" in error.what


def test_what_was_dropped_is_not_found_again() -> None:
    found, errors = run(corrected(TWO, '[[drop]]\nat = "堤岸全长"\n[[split]]\nbefore = "堤岸全长"'))
    assert len(found) == 1
    assert "dropped" in errors[0].what


def test_a_file_that_does_not_parse_is_an_error_of_its_page() -> None:
    error = refused(corrected(TWO, "[[split]]\nbefore ="))
    assert error.where == "page-1.corrections.toml (at its end)"


def test_of_words_that_stand_twice_the_copy_is_not_meant() -> None:
    text = TWO + f"\n{BRIDGE_MORE}\n"
    assert any(mark.role == "repeat" for article in segment([page(text)]) for mark in article.marks)
    found = good(corrected(text, '[[split]]\nbefore = "新桥全长八百米"'))
    assert any(article.text.startswith(BRIDGE_MORE) for article in found)


# --- notes ---


def test_annotations_and_event_dates_go_with_their_words() -> None:
    pages = [corrected(TWO, '[[join]]\nparts = ["堤岸全长", "城西新桥昨日通车"]')]
    day = date(2024, 5, 19)
    articles = []
    for article in segment(pages):
        at = article.text.index("昨日")
        articles.append(
            replace(
                article,
                events=(EventDate(at, at + 2, day, day),),
                annotations=(Annotation("dateline", 0, 4), Annotation("caption", 0, len(article.text))),
            )
        )
    (joined,), errors = correct(articles, pages)
    assert errors == []
    assert [joined.text[event.start : event.end] for event in joined.events] == ["昨日", "昨日"]
    heads = [joined.text[note.start : note.end] for note in joined.annotations if note.role == "dateline"]
    assert heads == ["霁川社5", "本报讯("]
    assert [note.start for note in joined.annotations] == sorted(note.start for note in joined.annotations)


# --- from the file beside the page ---


def test_a_correction_file_changes_the_articles_and_survives_a_rebuild(tmp_path: Path) -> None:
    """The page file is edited, the correction file stays: it applies to what is recovered anew."""
    folder = tmp_path / "pages"
    folder.mkdir()
    file, beside = folder / "霁川日报_2024-05-20_01.txt", folder / "霁川日报_2024-05-20_01.txt.corrections.toml"
    file.write_text(RUN_ON, encoding="utf-8")
    store = Store.open(tmp_path / "library", create=True)

    def rebuild(generation: int) -> list[str]:
        found = read_sources(store, [folder], generation, IssueGiven(), False, lambda *_: None)
        assert found.problems == []
        pages = [page_from_row(row) for issue in store.unsegmented() for row in store.live_pages(issue)]
        articles, errors = correct(segment(pages), pages)
        assert errors == []
        check_tiling(pages, articles)
        return [article.title for article in articles]

    assert rebuild(1) == [BRIDGE]
    beside.write_text('[[split]]\nbefore = "工程负责人说"\ntitle = "堤岸完工"\n', encoding="utf-8")
    assert rebuild(2) == [BRIDGE, "堤岸完工"]
    file.write_text(RUN_ON.replace("八百米", "九百米"), encoding="utf-8")
    assert rebuild(3) == [BRIDGE, "堤岸完工"]
    beside.unlink()
    assert rebuild(4) == [BRIDGE]
    store.close()


# --- nothing is lost, whatever is corrected ---


@st.composite
def issues(draw: st.DrawFn) -> list[Page]:
    """Pages with corrections that quote their words, most of them as they stand."""
    raw = draw(st.lists(st.tuples(TEXTS, NUMBERS), min_size=1, max_size=3))
    texts = [text for text, _ in raw]

    def anchor() -> str:
        if draw(st.integers(0, 3)) == 0:
            return str(draw(st.integers(1, 20)))
        at = draw(st.integers(0, len(texts) - 1))
        text = texts[at]
        start = draw(st.integers(0, max(0, len(text) - 1)))
        quoted = text[start : start + draw(st.integers(1, 14))]
        if not quoted.strip():
            return "1"  # a file that quotes nothing is refused as a whole
        words = '"' + "".join(f"\\U{ord(character):08X}" for character in quoted) + '"'
        number = raw[at][1]
        page = "" if number is None else f"page = {number!r}, ".replace("'", '"')
        return f"{{{page}words = {words}}}"

    def correction() -> str:
        kind = draw(st.sampled_from(["article", "split", "join", "move", "move", "drop", "drop"]))
        title = draw(st.sampled_from(['title = "城西新桥通车 居民出行便利"', 'title = ""', 'title = "新"']))
        if kind == "article":
            return f"[[article]]\nat = {anchor()}\n{title}"
        if kind == "split":
            return f"[[split]]\nbefore = {anchor()}\n" + draw(st.sampled_from(["", title]))
        if kind == "join":
            return f"[[join]]\nparts = [{anchor()}, {anchor()}]\n" + draw(st.sampled_from(["", title]))
        end = draw(st.sampled_from(["", f"to = {anchor()}\n"]))
        if kind == "drop":
            return draw(st.sampled_from([f"[[drop]]\nat = {anchor()}", f"[[drop]]\nfrom = {anchor()}\n{end}"]))
        return f"[[move]]\nfrom = {anchor()}\n{end}{draw(st.sampled_from(['after', 'before', 'into']))} = {anchor()}"

    files = [[correction() for _ in range(draw(st.integers(0, 4)))] for _ in texts]
    return [
        corrected(text, "\n".join(file), number, f"p{index}")
        for index, ((text, number), file) in enumerate(zip(raw, files, strict=True))
    ]


@settings(max_examples=400)
@given(issues())
def test_nothing_is_lost_and_nothing_stands_twice(pages: list[Page]) -> None:
    articles = segment(pages)
    notes = [
        replace(article, annotations=(Annotation("caption", 0, max(1, len(article.text) // 2)),))
        if article.text
        else article
        for article in articles
    ]
    found, told = correct(notes, pages)
    check_tiling(pages, found)
    numbers = {each.id: each.number for each in pages}
    for article in found:
        stands_on = dict.fromkeys(numbers[span.page_id] for span in article.spans)
        if article.spans:
            assert article.pages == tuple(number for number in stands_on if number is not None)
        assert all(0 <= note.start < note.end <= len(article.text) for note in article.annotations)
        marks = {(mark.page_id, mark.start) for mark in article.marks if mark.role == "jump"}
        assert all((jump.page_id, jump.start) in marks for jump in article.open_jumps)
    again, errors = correct(notes, list(reversed(pages)))
    assert (again, list(map(str, errors))) == (found, list(map(str, told)))
