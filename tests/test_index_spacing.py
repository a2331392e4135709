import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.spacing import needless_blanks


def without(text: str) -> str:
    for start, end in reversed(needless_blanks(text)):
        text = text[:start] + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中 国 共 产 党", "中国共产党"),
        ("重 庆 日 报", "重庆日报"),
        ("编 者 按", "编者按"),
        ("坚 定 信 心  同 舟 共 济", "坚定信心  同舟共济"),
        ("中 国 共 产 党 第二十次全国代表大会", "中国共产党 第二十次全国代表大会"),
        (
            "会议 指出 ,各地区 要贯 彻落实 防汛工 作的部署,把工作 抓细抓实。",
            "会议指出,各地区要贯彻落实防汛工作的部署,把工作抓细抓实。",
        ),
    ],
)
def test_spacing_goes(text: str, expected: str) -> None:
    assert without(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "坚定信心 同舟共济 坚决打赢防汛这一仗",
        "王 宁 李 朗",
        "王 宁 李 朗 赵 安 孙 川",
        "(记者 王 宁 李 朗 庄 蕴)",
        "李  朗",
        "本报记者 王 宁 李 朗",
        "白菜 萝卜 土豆 番茄",
        "一 二 三 四 五 六 日",
        "霁川社5月19日电 堤岸加高工程昨日完工,比计划提前十天,居民放心。",
        "本报讯(记者 王宁 通讯员 李朗 赵一)城西新桥昨日通车,两岸居民不再绕道。",
        "图为市民在堤岸上散步,十分惬意。 本报记者 庄蕴 摄",
        "出席会议的有:王宁 李朗 赵安 孙川 周远 吴洁,会议由市长主持。",
        "出席会议的有:王宁 李朗一 赵安 孙川 周远志 吴洁,会议由市长主持,各区参加。",
        "The old wells of the town",
        "",
    ],
)
def test_separators_stay(text: str) -> None:
    assert without(text) == text


@given(st.text("重庆日报王李宁，。记者 \u3000,12a(", max_size=60))
def test_only_white_space_goes_and_once_is_enough(text: str) -> None:
    last = 0
    for start, end in needless_blanks(text):
        assert last <= start < end
        assert text[start:end].isspace()
        last = end
    assert without(without(text)) == without(text)
