from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.asked.parts import answered_apart, split_question
from tests.strategies import any_text


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        # One thing asked of several
        (
            "湖北、湖南、河南的确诊病例各是多少？",
            ("湖北的确诊病例是多少？", "湖南的确诊病例是多少？", "河南的确诊病例是多少？"),
        ),
        ("张伟和李娜分别是哪里人？", ("张伟是哪里人？", "李娜是哪里人？")),
        ("張偉與李娜分別是哪裡人？", ("張偉是哪裡人？", "李娜是哪裡人？")),
        ("臺北和高雄的人口各有多少？", ("臺北的人口有多少？", "高雄的人口有多少？")),
        (
            "霁河三桥和鹿鸣涧水库的总工程师分别是谁？",
            ("霁河三桥的总工程师是谁？", "鹿鸣涧水库的总工程师是谁？"),
        ),
        ("骆知远和裴若舟的年龄", ("骆知远的年龄", "裴若舟的年龄")),
        ("上海博物馆和北京图书馆的馆长是谁", ("上海博物馆的馆长是谁", "北京图书馆的馆长是谁")),
        ("草鱼和鲫鱼的均价是多少", ("草鱼的均价是多少", "鲫鱼的均价是多少")),
        ("法国和德国的首都是哪里", ("法国的首都是哪里", "德国的首都是哪里")),
        ("一年级和二年级各有多少名学生？", ("一年级有多少名学生？", "二年级有多少名学生？")),
        ("霁川市的市长和市委书记是谁", ("霁川市的市长是谁", "霁川市的市委书记是谁")),
        ("《傲慢与偏见》的作者和译者分别是谁", ("《傲慢与偏见》的作者是谁", "《傲慢与偏见》的译者是谁")),
        ("全市的受灾人口和直接经济损失分别是多少", ("全市的受灾人口是多少", "全市的直接经济损失是多少")),
        ("冠军和亚军分别是谁？", ("冠军是谁？", "亚军是谁？")),
        ("冠亚季军分别是谁", ("冠军是谁", "亚军是谁", "季军是谁")),
        ("全市羽毛球赛男女单打冠军", ("全市羽毛球赛男单打冠军", "全市羽毛球赛女单打冠军")),
        # Times
        ("2022年與2023年的產量各為多少？", ("2022年的產量為多少？", "2023年的產量為多少？")),
        ("5月19日和20日的水位各是多少？", ("5月19日的水位是多少？", "5月20日的水位是多少？")),
        ("三月和四月的出口额", ("三月的出口额", "四月的出口额")),
        ("霁川港前三季度的吞吐量分别是多少", tuple(f"霁川港第{n}季度的吞吐量是多少" for n in "一二三")),
        # Two words that ask
        ("龙舟赛什么时候、在哪里举行？", ("龙舟赛什么时候举行？", "龙舟赛在哪里举行？")),
        ("龍舟賽什麼時候在哪裡舉行？", ("龍舟賽什麼時候舉行？", "龍舟賽在哪裡舉行？")),
        ("龙舟赛何时何地举行？", ("龙舟赛何时举行？", "龙舟赛何地举行？")),
        # Sentences and clauses
        ("水位是多少？龙舟赛为什么延期？", ("水位是多少", "龙舟赛为什么延期？")),
        (
            "霁河三桥什么时候合龙以及总工程师是谁",
            ("霁河三桥什么时候合龙", "霁河三桥总工程师是谁"),
        ),
        (
            "驾冲锋舟救人的消防员是谁，一共跑了多少趟？",
            ("驾冲锋舟救人的消防员是谁", "驾冲锋舟救人的消防员一共跑了多少趟？"),
        ),
        ("《渡口》的导演是谁，主演有谁？", ("《渡口》的导演是谁", "《渡口》的主演有谁？")),
        (
            "5月20日水位是多少，霁河三桥停工了吗",
            ("5月20日水位是多少", "5月20日霁河三桥停工了吗"),
        ),
        ("新办法补助多少钱，比原标准提高多少？", ("新办法补助多少钱", "新办法补助比原标准提高多少？")),
        (
            "报到的队伍，5月19日还剩几支，到5月20日还剩几支？",
            ("报到的队伍，5月19日还剩几支", "报到的队伍，到5月20日还剩几支？"),
        ),
        ("返家的群众来自哪个村，一共多少人？", ("返家的群众来自哪个村", "返家的群众一共多少人？")),
        ("攻下玻璃的工程师叫什么，她以前学的是什么？", ("攻下玻璃的工程师叫什么", "攻下玻璃的工程师以前学的是什么？")),
        (
            "报名队伍5月19日和5月20日17时各有多少支？",
            ("报名队伍5月19日17时有多少支？", "报名队伍5月20日17时有多少支？"),
        ),
        # Comparisons
        ("今年的小麥收割預計要比去年晚幾天？", ("今年的小麥收割是什么时候？", "去年的小麥收割是什么时候？")),
        ("确诊病例比昨天增加了多少？", ("今天确诊病例增加了多少？", "昨天确诊病例是多少？")),
        ("水庫的水位比昨天高了多少米？", ("今天水庫的水位是多少米？", "昨天水庫的水位是多少米？")),
        ("5月20日的水位比19日高多少", ("5月20日的水位是多少", "5月19日的水位是多少")),
        ("2023年的产量比2022年增长了多少？", ("2023年的产量增长了多少？", "2022年的产量是多少？")),
        ("转移人数比前一天增加了多少？", ("转移人数增加了多少？", "前一天转移人数是多少？")),
        ("上海的GDP比北京高多少？", ("上海的GDP是多少？", "北京的GDP是多少？")),
        ("霁河三桥比霁河二桥长多少米？", ("霁河三桥有多长", "霁河二桥有多长")),
        ("霁河三桥和霁河二桥哪个更长？", ("霁河三桥有多长？", "霁河二桥有多长？")),
        ("小明和小红谁更高", ("小明有多高？", "小红有多高？")),
        ("上海和北京的人口哪个更多？", ("上海的人口是多少？", "北京的人口是多少？")),
        ("2022年和2023年的产量相差多少", ("2022年的产量是多少？", "2023年的产量是多少？")),
        ("1号线和2号线哪个更早开通？", ("1号线什么时候开通？", "2号线什么时候开通？")),
        # English
        ("When and where was the bridge opened?", ("When was the bridge opened?", "Where was the bridge opened?")),
        (
            "Who won the men's and women's singles?",
            ("Who won the men's singles?", "Who won the women's singles?"),
        ),
        (
            "What were the populations of Shanghai and Beijing respectively?",
            ("What were the populations of Shanghai?", "What were the populations of Beijing?"),
        ),
        (
            "Which is longer, the Third Bridge or the Second Bridge?",
            ("How long is the Third Bridge?", "How long is the Second Bridge?"),
        ),
        (
            "How many wells has Gu found, and how many of them hold water?",
            ("How many wells has Gu found", "how many of wells Gu found hold water?"),
        ),
        ("How much did it cost in 2021 and 2022?", ("How much did it cost in 2021?", "How much did it cost in 2022?")),
    ],
)
def test_a_question_for_several_things_is_split(question: str, parts: tuple[str, ...]) -> None:
    assert split_question(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "和平区的区长是谁",
        "中国和平统一促进会的会长是谁",
        "北京市和平里街道的主任是谁",
        "上海和谐小区有多少户",
        "《战争与和平》的作者是谁",
        "与会人员有多少",
        "参与者的人数是多少",
        "北京和上海之间的距离是多少",
        "北京和上海相距多少公里",
        "中国和美国的关系如何",
        "中国队和日本队的比分是多少",
        "男女比例是多少",
        "谁和裴若舟一起去了现场？",
        "裴若舟和谁见了面？",
        "财政部和商务部联合发布了什么通知",
        "水庫和河道都由誰管理？",
        "草鱼、鲫鱼、鲢鱼、鳙鱼、黑鱼的均价各是多少",
        "2022年和2023年的产量总共是多少",
        "销售额同比增长多少",
        "比例是多少",
        "比赛什么时候开始？",
        "这次比上次多多少",
        "如果下雨，比赛怎么办？",
        "家里有几包旧衣裳，慈善总会那边肯收吗？",
        "不知道是不是只招本校的学生，我可以去吗？",
        "聲音、圖片以及什麼為資訊的表現形式？",
        "2023年7月，厂长和书记在车间检查了安全生产，并与工人座谈。",
        "What is the distance between Shanghai and Beijing?",
        "Who directed Pride and Prejudice?",
        "Who founded Johnson and Johnson?",
        "What did he say and why?",
        "",
    ],
)
def test_a_question_for_one_thing_stays_one(question: str) -> None:
    assert split_question(question) == (question,)


PIECES = (
    *("和", "与", "、", "及", "，", "？", "比", "昨天", "的", "A", "B", "上海", "北京", "《", "》", "分别", "各", "是"),
    *("多少", "谁", "什么时候", "哪个", "更", "长", "2022年", "5月19日", "20日", "男女", "单", "相差", "前两", "季度"),
    *("when ", "and ", "where ", "who ", "is ", "respectively", "men's ", "women's ", "冠亚", "军", "x2022", "2023"),
)
questions = st.one_of(any_text, st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


@given(questions)
def test_any_text_has_one_to_four_parts_with_something_in_each(question: str) -> None:
    parts = split_question(question)
    assert 1 <= len(parts) <= 4
    assert parts == (question,) or all(part.strip() for part in parts)
    assert len(set(parts)) == len(parts)
    assert split_question(question) == parts


@given(st.text(st.characters(categories=["Lo"]), max_size=20))
def test_what_does_not_ask_or_join_is_one(text: str) -> None:
    plain = "".join(character for character in text if character not in "和与與及跟同以男冠前比较較")
    assert split_question(plain) == (plain,) or any(word in plain for word in ("什", "何", "哪", "几", "幾"))


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("上海和北京2023年新任市长是谁？", 2),
        ("大桥何时在哪里合龙？", 2),
        ("When and where was the bridge closed?", 2),
        ("大桥全长多少米？", 1),
        # What is compared is set against each other in one answer.
        ("2月10日比2月9日增加了多少例？", 1),
        ("霁川大桥和江城大桥哪个更长？", 1),
        ("Which is longer, the Nile or the Amazon?", 1),
    ],
)
def test_only_what_is_not_compared_is_answered_apart(question: str, apart: int) -> None:
    assert len(answered_apart(question)) == apart
