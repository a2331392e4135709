from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import FixSettings
from ui.fonts import Fonts, find_fonts


def script(path: Path, prints: str, code: int = 0) -> str:
    path.write_text(f"#!/bin/sh\nprintf '{prints}'\nexit {code}\n")
    path.chmod(0o755)
    return str(path)


def test_a_font_with_chinese_characters_is_found() -> None:
    font = find_fonts().at(20)
    assert font.getlength("大桥") == pytest.approx(40, abs=2)
    assert bytes(font.getmask("大")) != bytes(font.getmask("桥")), "a missing glyph is a box for both"
    assert find_fonts().at(20, bold=True).getlength("大桥") > 0


def test_the_chosen_font_is_taken() -> None:
    file = Path(find_fonts().regular[0])
    assert find_fonts(file) == Fonts((str(file), 0), (str(file), 0))


def test_a_chosen_file_that_is_no_font_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_text("no font")
    for file in (tmp_path / "a.ttf", tmp_path / "none.ttf"):
        with pytest.raises(FixSettings, match="no font") as caught:
            find_fonts(file)
        assert caught.value.where == str(file) and caught.value.remedy


def test_what_fontconfig_names_is_taken_where_it_has_chinese(tmp_path: Path) -> None:
    file = find_fonts().regular[0]
    named = script(tmp_path / "good", f"{file}\\n65537\\nen|zh-cn")
    assert find_fonts(fontconfig=named).regular == (file, 1), "the high bits of an index name a variation"


@pytest.mark.parametrize("case", ["none", "fails", "latin", "gibberish"])
def test_without_fontconfig_a_known_font_or_a_named_error(tmp_path: Path, case: str) -> None:
    file = find_fonts().regular[0]
    program = {
        "none": str(tmp_path / "none"),
        "fails": script(tmp_path / "fails", f"{file}\\n0\\nzh-cn", 1),
        "latin": script(tmp_path / "latin", f"{file}\\n0\\nen|de"),
        "gibberish": script(tmp_path / "gibberish", "what"),
    }[case]
    try:
        found = find_fonts(fontconfig=program)
    except FixSettings as error:
        assert "--font" in error.remedy
    else:
        assert found.at(12).getlength("大") > 0
