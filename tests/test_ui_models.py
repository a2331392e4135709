from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import AskpressError, FetchModel, FixInput
from qa.model.catalogue import CATALOGUE, ENCODER, LANGUAGE_MODEL
from qa.settings import Settings
from ui.models import fetch_models, model_lines, model_rows


def chosen(tmp_path: Path, **values: object) -> Settings:
    return Settings(library=tmp_path / "library", cache=tmp_path / "cache", **values)  # type: ignore[arg-type]


def test_every_model_has_a_row_that_says_whether_it_is_wanted(tmp_path: Path) -> None:
    rows = model_rows(chosen(tmp_path))
    assert [row["name"] for row in rows] == [model.name for model in CATALOGUE]
    assert {(row["fetched"], row["path"], row["wanted"]) for row in rows} == {(0, None, True)}
    rows = model_rows(chosen(tmp_path, model="none", encoder=str(tmp_path)))
    assert [row["wanted"] for row in rows] == [False, False]


def test_lines_say_how_much_is_there(tmp_path: Path) -> None:
    rows = model_rows(chosen(tmp_path, model="none"))
    rows[0] = {**rows[0], "path": "/cache/encoder"}
    rows[1] = {**rows[1], "fetched": 500_000_000}
    encoder, model = model_lines(rows)
    assert encoder.startswith(ENCODER.name) and encoder.endswith("/cache/encoder")
    assert model.startswith(LANGUAGE_MODEL.name) and "not needed" in model and "500 of 1,117 MB" in model


def test_a_name_that_there_is_not_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(FixInput, match=f"'nobody', expected one of {ENCODER.name}, {LANGUAGE_MODEL.name}"):
        list(fetch_models(chosen(tmp_path), "nobody", "auto", None))


def test_an_encoder_of_one_s_own_is_looked_at_and_nothing_is_fetched(tmp_path: Path) -> None:
    settings = chosen(tmp_path, model="none", encoder=str(tmp_path))
    with pytest.raises(FetchModel, match="no encoder's weights") as caught:
        list(fetch_models(settings, None, "auto", None))
    assert caught.value.where == str(tmp_path)


@pytest.mark.parametrize("name", [None, LANGUAGE_MODEL.name])
def test_a_file_that_holds_something_else_is_not_taken(tmp_path: Path, name: str | None) -> None:
    file = tmp_path / LANGUAGE_MODEL.file
    file.write_bytes(b"not the weights")
    with pytest.raises(FetchModel) as caught:
        list(fetch_models(chosen(tmp_path), name, "file", file))
    assert isinstance(caught.value, AskpressError) and caught.value.what
    assert model_rows(chosen(tmp_path))[1]["path"] is None
    assert file.read_bytes() == b"not the weights"


def test_a_file_that_is_none_of_the_models_is_named(tmp_path: Path) -> None:
    file = tmp_path / "holiday.jpg"
    file.write_bytes(b"x")
    with pytest.raises(FetchModel, match="none of the known weights") as caught:
        list(fetch_models(chosen(tmp_path), None, "auto", file))
    assert caught.value.where == str(file)
