from __future__ import annotations

from datetime import date

import pytest

from qa.checking.grounds import Grounds
from qa.checking.repair import contradicted, repaired
from qa.checking.verify import statement_of, supports
from tests.fakes import HashingEncoder
from tests.statements import FLOOD, passage


def mended(key: str, statement: str, question: str = "") -> str | None:
    grounds = Grounds(passage(key))
    one = statement_of(statement, question)
    (found,) = supports(one, [grounds], HashingEncoder())
    assert not found.holds
    return repaired(one, found, grounds)


@pytest.mark.parametrize(
    ("key", "wrong", "right"),
    [
        (FLOOD, "全市累计转移安置群众4261人。", "全市累计转移安置群众4216人。"),
        (FLOOD, "全市累计转移安置群众1562人。", "全市累计转移安置群众4216人。"),
        ("gift", "防汛专项捐款总额达188.6万元。", "防汛专项捐款总额达517.2万元。"),
        ("lift", "新办法自2024年6月1日起施行。", "新办法自2024年7月1日起施行。"),
        ("flood2", "到20日18时，水位已回落至118.63米。", "到20日18时，水位已回落至24.31米。"),
        ("match", "队长莫小川第88分钟头球扳平。", "队长莫小川第71分钟头球扳平。"),
    ],
)
def test_one_wrong_fact_is_mended_from_the_clause_that_says_the_same(key: str, wrong: str, right: str) -> None:
    assert mended(key, wrong) == right


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("bridge", "还剩6片钢箱梁。"),
        ("flood2", "到20日18时，渡口水位已回落至118.63米。"),
        ("match", "下一轮比赛将于2024年5月27日进行。"),
        ("race", "端午龙舟赛改期到2024年6月18日举行。"),
        ("gift", "共有143人捐了80元。"),
        (FLOOD, "望溪区桑落镇的雨量最大。"),
        ("power", "截至20日18时，还有11327户和1156户未恢复。"),
    ],
)
def test_what_is_not_certain_is_left_alone(key: str, wrong: str) -> None:
    assert mended(key, wrong) is None


def test_a_swapped_figure_is_spoken_against() -> None:
    grounds = Grounds(passage("gift"))
    one = statement_of("最大一笔来自霁川澄光玻璃厂，143万元。", "")
    (found,) = supports(one, [grounds], HashingEncoder())
    assert contradicted(one, found, grounds)
    assert grounds.issued == date(2024, 5, 21)
