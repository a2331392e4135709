import pytest

from index.bylines import read_byline, read_dateline


@pytest.mark.parametrize(
    ("signed", "paragraphs", "expected"),
    [
        ([], ["本报讯(记者 王宁 通讯员 李朗)昨日完工。"], "记者 王宁 通讯员 李朗"),
        ([], ["霁川社5月19日电（记者赵一、钱二）昨日完工。"], "记者赵一、钱二"),
        ([], ["霁川社5月19日电（记者 赵一 钱二）昨日完工。"], "记者 赵一 钱二"),
        ([], ["昨日完工。", "居民们不怕了。(本报记者 王宁)"], "本报记者 王宁"),
        (["□本报评论员"], ["昨日完工。"], "本报评论员"),
        (["By Staff Reporter Lin Suye"], ["It was done."], "Staff Reporter Lin Suye"),
        (["（本报记者 王宁　李朗）"], [], "本报记者 王宁 李朗"),
        ([], ["他说(记者会上的话)没有用。" * 20], ""),
        ([], [], ""),
        (["(参与记者:李朗)"], ["本报讯(记者 王宁)昨日完工。"], "记者 王宁"),
        ([], ["本报讯 见习记者 王宁 李朗 摄影报道:昨日完工。"], "见习记者 王宁 李朗 摄影报道"),
        ([], ["本报记者王宁报道：昨日完工。"], "本报记者王宁报道"),
        ([], ["本報訊（記者 陳大文）昨日完工。"], "記者 陳大文"),
        ([], ["（记者王宁，通讯员李朗）昨日完工。"], "记者王宁，通讯员李朗"),
        ([], ["昨日完工。", "居民们不怕了。(据新华社)"], "据新华社"),
        ([], ["昨日完工。", "居民们不怕了。", "本报综合"], "本报综合"),
        ([], ["昨日完工。", "有人担心水位。(据了解,去年水位更高)"], ""),
        (["By Lin Suye and Gu Wen in Beijing"], [], "Lin Suye and Gu Wen in Beijing"),
        (["(By J. R. Smith)"], [], "J. R. Smith"),
        # A scan lost the bracket behind the names: the text must not come along.
        ([], ["本报讯(记者 王宁昨日,城西的堤岸加高工程完工,比计划提前了十天)"], ""),
        ([], ["本报讯(记者 王宁 李朗昨日,城西的堤岸(见图)完工。"], ""),
    ],
)
def test_bylines(signed: list[str], paragraphs: list[str], expected: str) -> None:
    assert read_byline(signed, paragraphs) == expected


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("新华社北京2月10日电 会议。", "新华社北京2月10日电"),
        ("本报澜津5月19日专电 会议。", "本报澜津5月19日专电"),
        ("本报讯(记者 王宁)霁川社5月19日电 会议。", "霁川社5月19日电"),
        ("BEIJING, Feb. 10 (Xinhua) -- A meeting.", "BEIJING, Feb. 10 (Xinhua)"),
        ("会议于2月10日召开。", ""),
        ("霁川社5月19日体育专电（记者王宁）", "霁川社5月19日体育专电"),
        ("", ""),
    ],
)
def test_datelines(paragraph: str, expected: str) -> None:
    assert read_dateline(paragraph) == expected
