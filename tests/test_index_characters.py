from __future__ import annotations

import math
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.characters import PARAGRAPH, CharacterModel, character_model, plain

SMALL = CharacterModel.of(["堤岸加高，堤岸加固。", "加高堤岸三公里。", "堤岸长3公里。"])


def test_a_character_is_likelier_behind_what_it_was_seen_behind() -> None:
    assert SMALL.probability("堤", "岸") > SMALL.probability("里", "岸")
    assert SMALL.probability("堤岸", "加") > SMALL.probability("三", "加")


def test_every_digit_counts_as_one() -> None:
    assert plain("2020年３月") == "0000年0月"
    assert SMALL.probability("长", plain("7")) == SMALL.probability("长", plain("3"))


@given(st.text("堤岸加高，。三里公固", max_size=4))
def test_the_probabilities_behind_any_text_sum_up_to_no_more_than_one(before: str) -> None:
    known = "堤岸加高，固。三公里长0" + PARAGRAPH
    total = sum(SMALL.probability(before, character) for character in known)
    assert 0.5 < total <= 1 + 1e-9
    assert all(SMALL.probability(before, character) > 0 for character in known + "龘")


@given(st.text("堤岸加高，。", max_size=5), st.text("堤岸加高，。", max_size=5))
def test_a_text_is_as_likely_as_its_characters_one_by_one(before: str, text: str) -> None:
    expected = sum(math.log(SMALL.probability(before + text[:at], text[at])) for at in range(len(text)))
    assert math.isclose(SMALL.log_probability(before, text), expected, abs_tol=1e-9)


def test_the_model_comes_back_from_its_file(tmp_path: Path) -> None:
    SMALL.save(tmp_path / "small.npz")
    back = CharacterModel.load(tmp_path / "small.npz")
    for before in ("", "堤", "堤岸", PARAGRAPH, "龘"):
        for character in "堤岸加0。龘":
            assert back.probability(before, character) == SMALL.probability(before, character)


def test_the_model_that_comes_with_the_program_knows_how_sentences_go_on() -> None:
    model = character_model()
    assert model.log_probability("作出", "了重要") > model.log_probability(PARAGRAPH, "了重要") + 5
    assert model.log_probability(PARAGRAPH, "本报北") > model.log_probability("作出", "本报北") + 5
