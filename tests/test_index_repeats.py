from index.cohesion import Cohesion, terms
from index.lines import Line, read_lines
from index.records import Page
from index.repeats import fold_repeats, kept_copy


def lines_of(text: str) -> list[Line]:
    return read_lines(0, Page("p", "p", 0, text.encode(), "utf-8", text, number=1))


def fold(lines: list[Line]) -> dict[int, int]:
    words = [terms(line.text) for line in lines]
    return fold_repeats(lines, words, Cohesion(words))


def test_the_copy_is_kept_that_fits_its_place() -> None:
    stray = "堤岸全长三公里,可以抵御洪水,居民不再为汛期发愁。"
    text = (
        f"新桥昨日通车,两岸居民出行方便。\n{stray}\n新桥全长八百米,双向四车道通行。\n"
        f"堤岸加高工程完工,比计划提前。\n{stray}\n堤岸沿线居民说,汛期来了也不怕洪水。\n"
    )
    assert fold(lines_of(text)) == {1: 4}


def test_a_short_line_is_folded_with_its_run_only() -> None:
    text = "图片新闻\n这一段文字在版面上出现了两次。\n小标题\n另一段文字也在版面上出现了两次。\n中间的话不同。\n"
    text += "这一段文字在版面上出现了两次。\n小标题\n另一段文字也在版面上出现了两次。\n图片新闻\n"
    lines = lines_of(text)
    repeated = fold(lines)
    assert sorted(lines[at].text[:4] for at in repeated) == ["另一段文", "小标题", "这一段文"]
    assert all(kept_copy(repeated, at) not in repeated for at in repeated)


def test_width_and_spaces_make_no_other_text() -> None:
    assert len(fold(lines_of("堤岸加高工程完工，提前了10天。\n堤岸加高工程完工,提前了１０天。\n"))) == 1
