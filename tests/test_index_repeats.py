import random
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from index.cohesion import Cohesion, terms
from index.lines import Line, read_lines
from index.records import Page
from index.repeats import fold_repeats, kept_copy


def lines_of(*texts: str) -> list[Line]:
    pages = [Page(f"p{at}", f"p{at}", 0, b"", "utf-8", text, number=at + 1) for at, text in enumerate(texts)]
    return [line for at, page in enumerate(pages) for line in read_lines(at, page)]


def fold(lines: list[Line]) -> dict[int, int]:
    words = [terms(line.text) for line in lines]
    return fold_repeats(lines, words, Cohesion(words))


def folded(*texts: str) -> list[tuple[str, str]]:
    """The first characters of each folded line and of the one it is folded into."""
    lines = lines_of(*texts)
    return [(lines[at].text[:6], lines[kept].text[:6]) for at, kept in sorted(fold(lines).items())]


BRIDGE = (
    "城西新桥昨日正式通车,两岸居民出行不再绕道。新桥全长八百米,双向四车道,两侧设有人行步道和非机动车道。"
    "交通部门负责人介绍,通车后过河时间由半小时缩短到五分钟,沿线公交线路也将随之调整。"
)
DAM = (
    "堤岸加高工程比计划提前十天完工。工程负责人说,堤岸全长三公里,可以抵御二十年一遇的洪水。"
    "汛期将至,巡查队员轮班守在堤上,物资仓库里备齐了沙袋和抽水机。"
)
OTHERS = (
    "图书馆周末延长开放到晚上九点。\n阅览室添了两百个座位,儿童区每周六讲故事。\n"
    "市集搬到河边的老厂房里。\n摊主们说,雨天也能做生意了。\n"
)


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


def test_near_copies_are_folded_wherever_they_stand() -> None:
    near = DAM.replace("比计划", "计划").replace("轮班", "班")
    assert folded(f"{BRIDGE}\n{near}\n{OTHERS}", f"城东又添一处公园。\n{DAM}\n") == [("堤岸加高工程", "堤岸加高工程")]


def test_of_two_copies_that_fit_alike_the_longer_is_kept() -> None:
    near = DAM.replace("比计划", "计划")
    lines = lines_of(f"{near}\n{OTHERS}", f"{DAM}\n")
    assert fold(lines) == {0: len(lines) - 1}


def test_the_version_that_holds_more_is_kept() -> None:
    signed = f"本报讯(记者 王宁){BRIDGE}"
    assert folded(f"{BRIDGE}\n{OTHERS}{signed}\n") == [("城西新桥昨日", "本报讯(记者")]
    assert folded(f"{BRIDGE[:70]}\n{OTHERS}{BRIDGE}\n") == [("城西新桥昨日", "城西新桥昨日")]
    assert folded(f"{BRIDGE[30:]}\n{OTHERS}{BRIDGE}\n") == [(BRIDGE[30:36], "城西新桥昨日")]


def test_sentences_that_stand_again_by_themselves_are_folded() -> None:
    run = DAM[DAM.index("工程负责人") : DAM.index("汛期将至")]
    assert folded(f"{DAM}\n{OTHERS}{run}\n") == [("工程负责人说", "堤岸加高工程")]


def test_both_halves_of_a_whole_paragraph_are_folded() -> None:
    at = DAM.index("可以抵御")
    assert folded(f"{DAM}\n{OTHERS}{DAM[:at]}\n市集上人来人往。\n{DAM[at:]}\n") == [
        ("堤岸加高工程", "堤岸加高工程"),
        ("可以抵御二十", "堤岸加高工程"),
    ]
    at = len(DAM) - 7
    halves = f"{DAM[:at]}\n市集上人来人往。\n{DAM[at:]}\n"
    assert folded(f"{DAM}\n{OTHERS}{halves}") == [("堤岸加高工程", "堤岸加高工程"), (DAM[at : at + 6], "堤岸加高工程")]
    assert folded(f"{OTHERS}{halves}") == []


def test_a_piece_of_a_sentence_that_others_have_too_is_no_repeat() -> None:
    formula = "会议认真学习贯彻关于防汛工作的重要部署,"
    one = f"市里召开会议,{formula}安排了巡堤查险的值班表。"
    assert folded(f"{one}\n{OTHERS}县里也开了会。{formula}\n把沙袋运到了河边的仓库里。\n") == []


def test_notices_of_one_form_stand_each_by_itself() -> None:
    rows = [
        f"10日0时至24时,{area}区新增确诊病例{number}例,无死亡病例。"
        for area, number in zip("甲乙丙", (3, 5, 13), strict=True)
    ]
    rows += [
        f"{dish}每公斤{price}元,比昨日上涨,货源充足。" for dish, price in (("白菜", 2.5), ("菠菜", 2.6), ("韭菜", 2.6))
    ]
    rows += [f"霁川队以{score}战胜云州队,取得小组赛首场胜利。" for score in ("三比一", "二比一", "3:1", "3:0")]
    assert folded("\n".join(rows) + "\n") == []


def test_a_headline_that_its_text_says_again_is_no_repeat() -> None:
    head = "城西新桥昨日正式通车两岸居民出行不再绕道"
    assert folded(f"{head}\n{head}。新桥全长八百米,双向四车道。\n{OTHERS}") == []
    assert folded(f"{head}\n{head}\n新桥全长八百米,双向四车道。\n{OTHERS}") == []


def test_many_copies_take_no_time() -> None:
    lines = lines_of(f"{DAM}\n{BRIDGE}\n{DAM[:64]}\n" * 1000)
    began = time.process_time()
    assert len(fold(lines)) == 2998
    assert time.process_time() - began < 3


def test_an_echo_beside_a_jump_mark_is_no_repeat() -> None:
    head = "城西新桥昨日正式通车两岸居民出行不再绕道"
    assert folded(f"{head}\n{DAM}\n(下转2版)\n", f"{head}\n(上接1版)\n{OTHERS}") == []
    assert folded(f"(下转1版)\n{head}\n{DAM}\n{OTHERS}{head}\n(上接1版)\n") == []


def test_half_a_sentence_that_looks_like_a_headline_is_folded_on_its_page_only() -> None:
    half = "交通部门负责人昨日介绍新桥通车以后过河时间缩短"
    again = f"{OTHERS}{half}\n市集上人来人往。\n"
    assert folded(f"{BRIDGE}\n{half}\n{again}") == [(half[:6], half[:6])]
    assert folded(f"{BRIDGE}\n{half}\n", again) == []


def invented(source: random.Random, length: int) -> str:
    return "".join("。" if at % 25 == 24 else chr(source.randrange(0x4E00, 0x9FA0)) for at in range(length - 1)) + "。"


def noisy(text: str, source: random.Random) -> str:
    return "".join(character for character in text if source.random() >= 0.02)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 200), max_size=15))
def test_nothing_is_folded_among_different_lines(seed: int, lengths: list[int]) -> None:
    source = random.Random(seed)
    assert fold(lines_of("\n".join(invented(source, length) for length in lengths))) == {}


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(st.integers(60, 200), st.sampled_from(["exact", "noisy", "part", "none"])), max_size=8),
)
def test_every_copy_is_folded_once_and_for_all(seed: int, wanted: list[tuple[int, str]]) -> None:
    source = random.Random(seed)
    texts = [invented(source, length) for length, _ in wanted]
    copies = [
        {"exact": text, "noisy": noisy(text, source), "part": text[: 25 * (len(text) // 50 + 1)]}[kind]
        for text, (_, kind) in zip(texts, wanted, strict=True)
        if kind != "none"
    ]
    source.shuffle(copies)
    lines = lines_of("\n".join([*texts, *(invented(source, 40) for _ in range(4)), *copies]))
    repeated = fold(lines)
    noisy_ones = sum(kind == "noisy" for _, kind in wanted)  # of which one in a hundred may be too noisy
    assert len(copies) - noisy_ones <= len(repeated) <= len(copies)
    assert not set(repeated) & set(repeated.values())
    kept = [line for at, line in enumerate(lines) if at not in repeated]
    assert fold(kept) == {}


def test_a_page_of_five_thousand_lines_takes_no_time() -> None:
    source = random.Random(3)
    texts = [invented(source, 60) for _ in range(4000)]
    lines = lines_of("\n".join(texts + [noisy(text, source) for text in texts[:1000]]))
    began = time.process_time()
    assert len(fold(lines)) > 900
    assert time.process_time() - began < 5  # 0.3 s on an idle machine
