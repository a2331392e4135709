import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.copies import Copy, find_copies

BRIDGE = (
    "城西新桥昨日正式通车,两岸居民出行不再绕道。新桥全长八百米,双向四车道,两侧设有人行步道和非机动车道,"
    "建设历时两年。交通部门负责人介绍,通车后过河时间由半小时缩短到五分钟,沿线公交线路也将随之调整。"
)
DAM = (
    "堤岸加高工程比计划提前十天完工。工程负责人说,堤岸全长三公里,可以抵御二十年一遇的洪水。"
    "汛期将至,巡查队员轮班守在堤上,物资仓库里备齐了沙袋和抽水机。"
)


def noisy(text: str, rate: float, source: random.Random) -> str:
    """The text as a scanner reads it: a share of its characters lost, taken for a look-alike or for a comma."""
    alike = dict(zip("日人大士千末己", "曰入太土干未已", strict=True))
    read = []
    for character in text:
        if source.random() >= rate or character.isdigit():
            read.append(character)
        elif character in alike:
            read.append(alike[character])
    return "".join(read)


def invented(source: random.Random, length: int) -> str:
    """A text of random Chinese characters in sentences: shares no run of characters with another such text."""
    return "".join("。" if at % 25 == 24 else chr(source.randrange(0x4E00, 0x9FA0)) for at in range(length - 1)) + "。"


def test_noise_of_two_in_a_hundred_hides_hardly_any_long_copy() -> None:
    found = 0
    for seed in range(300):
        source = random.Random(seed)
        text = invented(source, source.randrange(80, 600))
        others = [invented(source, 200) for _ in range(3)]
        copies = find_copies([noisy(text, 0.02, source), *others, noisy(text, 0.02, source)])
        assert all({copy.part, copy.whole} == {0, 4} for copy in copies)
        found += len(copies)
    assert found >= 0.98 * 300


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.lists(st.integers(1, 120), max_size=12))
def test_nothing_is_a_copy_among_different_texts(seed: int, lengths: list[int]) -> None:
    source = random.Random(seed)
    assert find_copies([invented(source, length) for length in lengths]) == []


@given(st.lists(st.text(alphabet="甲乙丙丁戊12。,\ud800 ", max_size=60), unique=True, max_size=8))
def test_odd_texts_give_sound_copies(texts: list[str]) -> None:
    for copy in find_copies(texts):
        assert copy.part != copy.whole
        assert 0 <= copy.start < copy.end <= len(texts[copy.whole])


def test_where_a_part_stands_in_the_whole() -> None:
    part = DAM[DAM.index("工程负责人") : DAM.index("汛期将至")]
    assert find_copies([BRIDGE, part, DAM]) == [Copy(1, 2, DAM.index("工程负责人"), DAM.index("汛期将至"), False)]


def test_one_version_longer_at_its_end_or_its_start_or_within() -> None:
    within = BRIDGE.replace("建设历时两年。", "建设历时两年。据悉,这是城西的第三座桥。")
    for longer in (BRIDGE + "首日车流平稳。", "本报讯(记者王宁)" + BRIDGE):
        (copy,) = find_copies([BRIDGE, longer])
        assert (copy.part, copy.whole, copy.mutual) == (0, 1, False)
    assert find_copies([BRIDGE, within]) == []  # what only one of them says within is a fact


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "10日0时至24时,城东区新增确诊病例3例,累计确诊病例57例。",
            "10日0时至24时,城东区新增确诊病例5例,累计确诊病例57例。",
        ),
        ("10日0时至24时,城东区新增确诊病例3例,累计确诊57例。", "10日0时至24时,城东区新增确诊病例13例,累计确诊57例。"),
        ("白菜每公斤2.5元,比昨日涨0.2元,货源充足。", "菠菜每公斤2.5元,比昨日涨0.2元,货源充足。"),
        (
            "昨日下午,东湖区召开会议,部署春季防汛工作,要求各单位落实责任。",
            "昨日下午,西湖区召开会议,部署春季防汛工作,要求各单位落实责任。",
        ),
        ("男子组决赛中,霁川队以三比一战胜云州队,夺得冠军。", "女子组决赛中,霁川队以三比一战胜云州队,夺得冠军。"),
        (
            "经研究,决定任命王宁为城西街道办事处主任,试用期一年。",
            "经研究,决定任命李朗为城西街道办事处主任,试用期一年。",
        ),
        ("理事会一致同意提高今年的会费标准并立即施行。", "理事会一致不同意提高今年的会费标准并立即施行。"),
        (BRIDGE.replace("八百米", "800米"), BRIDGE.replace("八百米", "600米")),
        (BRIDGE, BRIDGE.replace("交通部门负责人", "城管部门发言人")),
        ("13日起,城西图书馆每晚延长开放到九点,周末照常。", "3日起,城西图书馆每晚延长开放到九点,周末照常。"),
        (DAM, DAM.replace("三公里", "八公里").replace("十天", "两天")),
    ],
)
def test_a_figure_or_a_name_that_differs_makes_another_notice(one: str, other: str) -> None:
    assert find_copies([one, other]) == []


@pytest.mark.parametrize(
    "read",
    [
        DAM.replace("比计划", "计划"),
        DAM.replace(",堤岸", "堤岸").replace("。汛", ".汛"),
        DAM.replace("抽水", "袖水").replace("巡查", "巡杳").replace("负责", "负贵"),
        "堤岸" + DAM[3:],
        DAM[:-3] + "水。",
    ],
)
def test_a_character_lost_or_misread_in_a_long_text_is_noise(read: str) -> None:
    (copy,) = find_copies([DAM, read])
    assert copy.mutual


def test_a_digit_lost_in_a_noisy_text_is_noise() -> None:
    text = DAM.replace("三公里", "3021米")
    assert find_copies([text, text.replace("3021", "301")]) == []
    assert len(find_copies([text, text.replace("3021", "301").replace("轮班", "班")])) == 1


def test_a_form_that_many_notices_are_made_from_pairs_none() -> None:
    source = random.Random(1)
    form = "兹有{}于日前不慎遗失营业执照正本一份,现声明作废,特此公告,如有疑问请来电话联系。"
    assert find_copies([form.format(invented(source, 4)[:3]) for _ in range(60)]) == []


@pytest.mark.parametrize("unit", ["雨还在下,", "同样的一行字同样的一行字。", "甲 2.5 3.0"])
def test_time_grows_with_the_texts_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        best = 1e9
        for _ in range(3):
            began = time.process_time()
            find_copies([text + "完", text[:-1], "前" + text])
            best = min(best, time.process_time() - began)
        return best + 5e-3

    assert seconds(160_000) / seconds(20_000) < 30  # linear would be 8, quadratic 64


def test_five_thousand_texts_take_no_time() -> None:
    source = random.Random(2)
    texts = [invented(source, 60) for _ in range(4000)]
    texts += [noisy(text, 0.02, source) for text in texts[:1000]]
    began = time.process_time()
    assert len(find_copies(texts)) > 600
    assert time.process_time() - began < 3  # 0.1 s on an idle machine
