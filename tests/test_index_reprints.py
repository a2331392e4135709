import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Article, Span
from index.reprints import put_signature, reprints_of, sign, sign_articles
from index.store import Store

DAM = (
    "堤岸加高工程昨日完工,比计划提前了十天。工程负责人鲁知微介绍,加高后的堤岸全长三公里,可以抵御二十年一遇的洪水。"
    "汛期将至,巡查队员轮班守在堤上,物资仓库里备齐了沙袋和抽水机。住在河边的老人说,往年一下大雨就睡不好觉,今年可以放心了。"
    "工程总投资1200万元,用去石料8600吨,沿线新栽柳树450棵,铺设步道2.6公里。市水务局表示,下一步将加固上游的三座水闸。"
)
FOLLOW_UP = (
    "堤岸加高工程完工一周后迎来第一场大雨,昨夜的水位涨到警戒线以下半米。市水务局的值班员整夜盯着读数,每小时报一次。"
    "加高后的堤岸全长三公里,可以抵御二十年一遇的洪水。巡查队在上游发现一处渗水,用沙袋堵住后情况稳定,没有人员受伤。"
    "气象台预计明天雨势减弱,低洼处的三十户居民已经搬到小学过夜,饭菜由街道食堂送去。"
)
BULLETIN = (
    "本市批发市场{day}日行情:白菜每公斤{a}元,萝卜每公斤{b}元,土豆每公斤{c}元,黄瓜每公斤{d}元,货源充足,供应平稳。"
    "市场管理方表示,当日进场车辆{e}辆,比前一日略有变化,预计近期价格将保持稳定,市民可以放心购买。"
)


def article(name: str, text: str, day: date | None = date(2024, 5, 20), newspaper: str | None = "霁川日报") -> Article:
    spans = (Span(0, len(text), f"page-{name}", 0, len(text)),) if text else ()
    return Article(name, f"题{name}", "", "", "", newspaper, day, False, (1,), text, spans)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path, create=True)
    yield opened
    opened.close()


def put(store: Store, *articles: Article, generation: int = 1) -> None:
    """Each article as an issue of its own, and signed."""
    with store.transaction():
        for each in articles:
            store.replace_articles(f"issue {each.id}", [(each, [])], generation)
    sign_articles(store)


def ids(found: list[Article]) -> list[str]:
    return [each.id for each in found]


def noisy(text: str, seed: int) -> str:
    source = random.Random(seed)
    return "".join(character for character in text if source.random() >= 0.02)


def test_the_same_article_elsewhere_is_found_newest_first_without_itself(store: Store) -> None:
    own = article("own", DAM)
    put(
        store,
        own,
        article("undated", DAM, None),
        article("older", DAM, date(2024, 5, 19), "云州晚报"),
        article("newer", f"本报讯(记者 王宁){DAM}", date(2024, 5, 23)),
        article("other", FOLLOW_UP),
    )
    assert ids(reprints_of(store, 1, own)) == ["newer", "older", "undated"]
    assert reprints_of(store, 1, own)[1] == article("older", DAM, date(2024, 5, 19), "云州晚报")


TRADITIONAL = {
    "昨": "昨",
    "计": "計",
    "划": "劃",
    "长": "長",
    "岸": "岸",
    "里": "里",
    "备": "備",
    "齐": "齊",
    "绍": "紹",
}


@pytest.mark.parametrize(
    "again",
    [
        DAM[: len(DAM) * 6 // 10],
        DAM[DAM.index("汛期将至") :],
        noisy(DAM, 1),
        noisy(DAM[: len(DAM) * 6 // 10], 2),
        "".join(TRADITIONAL.get(character, character) for character in DAM),
        DAM.replace("。", "。\n\n").replace(",", "，").replace("1200", "１２００"),
        FOLLOW_UP + DAM,
    ],
)
def test_shortened_noisy_traditional_and_set_otherwise(store: Store, again: str) -> None:
    own, other = article("own", noisy(DAM, 3)), article("again", again)
    put(store, own, other)
    assert ids(reprints_of(store, 1, own)) == ["again"]
    assert ids(reprints_of(store, 1, other)) == ["own"]


def test_a_story_that_goes_on_and_a_bulletin_of_another_day_are_no_reprints(store: Store) -> None:
    monday = BULLETIN.format(day=20, a=2.5, b=1.8, c=3.2, d=4.6, e=310)
    tuesday = BULLETIN.format(day=21, a=2.6, b=1.9, c=3.1, d=4.8, e=298)
    put(store, article("a", DAM), article("b", FOLLOW_UP), article("c", monday), article("d", tuesday))
    for name, text in (("a", DAM), ("b", FOLLOW_UP), ("c", monday), ("d", tuesday)):
        assert reprints_of(store, 1, article(name, text)) == []


def test_a_short_bulletin_with_another_figure_in_the_same_words_is_no_reprint(store: Store) -> None:
    bulletin = "截至当日18时，霁川全市累计确诊病例{}例。各区县继续做好防控工作，请市民不要聚集，戴好口罩，勤洗手。"
    put(store, article("a", bulletin.format(41)), article("b", bulletin.format(66)), article("c", bulletin.format(41)))
    assert ids(reprints_of(store, 1, article("a", bulletin.format(41)))) == ["c"]


def test_only_articles_that_the_generation_may_see(store: Store) -> None:
    own = article("own", DAM)
    put(store, own, article("gone", DAM))
    put(store, article("late", DAM), generation=2)
    with store.transaction():
        store.replace_articles("issue gone", [], 2)
    assert ids(reprints_of(store, 1, own)) == ["gone"]
    assert ids(reprints_of(store, 2, own)) == ["late"]


def test_signatures_go_with_their_rows_and_each_article_is_signed_once(store: Store) -> None:
    put(store, article("a", DAM), article("short", "完"), article("empty", ""))
    assert sign_articles(store) == 0
    with store.transaction():
        store.replace_articles("issue a", [], 2)
    store.purge(2)
    left = store.connection.execute("SELECT DISTINCT article_key FROM signatures").fetchall()
    kept = store.connection.execute("SELECT key FROM articles").fetchall()
    assert sorted(row[0] for row in left) == sorted(row[0] for row in kept)
    assert reprints_of(store, 1, article("short", "完")) == reprints_of(store, 1, article("empty", "")) == []


def test_any_way_of_building_finds_the_same(store: Store, tmp_path: Path) -> None:
    articles = [article(str(number), noisy(DAM, number), date(2024, 5, 1 + number)) for number in range(5)]
    put(store, *articles)
    other = Store.open(tmp_path / "other", create=True)
    for each in reversed(articles):
        put(other, each)
    for each in articles:
        assert reprints_of(store, 1, each) == reprints_of(other, 1, each)
        assert len(reprints_of(store, 1, each)) == 4
    other.close()


def test_a_signature_is_the_same_in_every_process() -> None:
    code = "import sys; from index.reprints import sign; print(sign(sys.argv[1]))"
    run = subprocess.run(
        [sys.executable, "-c", code, DAM],
        capture_output=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parent.parent,
        encoding="utf-8",
    )
    assert run.stdout.strip() == str(sign(DAM))


def test_an_english_article_is_found_and_another_is_not(store: Store) -> None:
    bridge = (
        "The new bridge was opened on Monday after two years of work. Traffic now crosses the river in five minutes. "
    )
    bridge += "Residents on both banks said the long detour through the old town had cost them an hour every day."
    market = (
        "The market moved into the old factory by the river on Monday. Traders said they could now sell in the rain. "
    )
    market += "Residents of the quarter welcomed the longer opening hours, and the buses will run later at night."
    put(store, article("own", bridge), article("again", bridge.upper()), article("other", market))
    assert ids(reprints_of(store, 1, article("own", bridge))) == ["again"]


@given(st.text(max_size=200))
def test_any_text_can_be_signed(text: str) -> None:
    signature = sign(text)
    assert len(set(signature)) == len(signature)
    assert all(band >= 0 and -(2**63) <= value < 2**63 for band, value in signature)
    assert sign(text) == signature


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_different_texts_share_nothing(seed: int) -> None:
    source = random.Random(seed)

    def invented() -> str:
        return "".join("。" if at % 25 == 24 else chr(source.randrange(0x4E00, 0x9FA0)) for at in range(300))

    assert not set(sign(invented())) & set(sign(invented()))


def test_signing_costs_little_beside_embedding() -> None:
    text = "\n".join(noisy(DAM, seed) for seed in range(40))
    sign(text)
    began = time.process_time()
    sign(text)
    embedding = len(text) / 130 / 88  # seconds, at 88 passages of 130 characters a second
    assert time.process_time() - began < 0.1 * embedding  # 0.007 of it on an idle machine


def test_a_signature_may_be_put_twice(store: Store) -> None:
    put(store, article("own", DAM))
    before = store.connection.execute("SELECT count(*) FROM signatures").fetchone()[0]
    key = store.connection.execute("SELECT key FROM articles").fetchone()[0]
    put_signature(store, key, DAM)
    assert store.connection.execute("SELECT count(*) FROM signatures").fetchone()[0] == before
    assert reprints_of(store, 1, replace(article("own", DAM), id="elsewhere")) == [article("own", DAM)]
