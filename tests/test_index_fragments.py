from __future__ import annotations

import pytest

from index.fragments import is_fragment

LONG = "堤岸加高工程的负责人昨天在现场告诉前来采访的本报记者，工程可以"


@pytest.mark.parametrize(
    ("text", "following", "shared", "expected"),
    [
        (LONG, "", 0.0, True),  # nothing below has to do with it
        (LONG, "抵御二十年一遇的洪水。", 0.3, True),  # the next line is the rest of the sentence
        (LONG, "本报讯(记者 王宁)堤岸加高工程昨日完工。", 0.0, False),  # an article opens below it
        (LONG, "抵御二十年一遇的洪水。", 0.6, False),  # what stands below is about the same
        ("堤岸加高工程昨日完工", "", 0.0, False),  # short enough for a headline
        ("新华社霁川5月20日新媒体专电（记者王宁）堤岸加高工程的负责人", "", 0.9, True),  # opens an article itself
        ("（国际）一座堤岸能不能抵御二十年一遇的洪水要看它的高度", "", 0.0, False),  # an agency marked it
        ("一座堤岸能不能抵御二十年一遇的洪水，要看它的高度是多少？", "", 0.0, False),  # a question is whole
    ],
)
def test_a_piece_of_a_sentence_is_told_from_a_headline(
    text: str, following: str, shared: float, expected: bool
) -> None:
    assert is_fragment(text, following, shared) is expected
