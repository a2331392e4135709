from __future__ import annotations

from pathlib import Path

import pytest

from index.build import BuildProgress
from index.pace import FILE_NAME, Pace, PaceMeter, keep_pace, kept_pace
from tests.fakes import HashingEncoder


def test_a_meter_tells_speed_and_time_left_and_teaches_the_pace() -> None:
    now = 100.0
    pace = Pace()
    meter = PaceMeter(pace, lambda: now)
    meter.see(BuildProgress("embed", 10, 110))
    assert meter.speed(BuildProgress("embed", 10, 110)) == (None, None)
    now = 102.0
    meter.see(BuildProgress("embed", 60, 110))
    assert meter.speed(BuildProgress("embed", 60, 110)) == (25.0, 2.0)
    assert pace.rates["embed"] == 25.0
    now = 102.1
    meter.see(BuildProgress("index", 0, 5))
    assert meter.speed(BuildProgress("index", 0, 5)) == (None, None)


def test_a_stage_that_was_over_at_once_teaches_nothing() -> None:
    now = 0.0
    pace = Pace()
    meter = PaceMeter(pace, lambda: now)
    before = dict(pace.rates)
    meter.see(BuildProgress("read", 0, 5))
    now = 0.01
    meter.see(BuildProgress("read", 5, 5))
    assert pace.rates == before


def test_seconds_add_up_and_an_unknown_encoder_is_tried_once() -> None:
    pace, encoder = Pace({"read": 10.0, "segment": 5.0, "index": 100.0}), HashingEncoder()
    assert pace.seconds({"read": 20, "segment": 10, "embed": 0, "index": 50}, encoder) == pytest.approx(4.5)
    assert encoder.calls == []
    assert pace.seconds({"embed": 1000}, encoder) > 0
    tried = len(encoder.calls)
    assert tried and pace.seconds({"embed": 1000}, encoder) == 1000 / pace.rates["embed"]
    assert len(encoder.calls) == tried


def test_a_kept_pace_is_known_to_the_next_program(tmp_path: Path) -> None:
    encoder = HashingEncoder()
    pace = Pace()
    pace.rates.update(embed=25.0, segment=7.5)
    keep_pace(tmp_path, pace, encoder)
    assert kept_pace(tmp_path, encoder) == pace
    other = kept_pace(tmp_path, HashingEncoder(dimension=8))
    assert other.rates == {stage: rate for stage, rate in pace.rates.items() if stage != "embed"}
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"encoder": 1, "rates": 2}', '{"encoder": "x", "rates": {"read": 0, "index": "a"}}']
)
def test_a_pace_that_cannot_be_read_is_as_new(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content)
    assert kept_pace(tmp_path, HashingEncoder()) == Pace()


def test_a_pace_that_cannot_be_kept_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    keep_pace(tmp_path / "nowhere", Pace(), HashingEncoder())
    assert "the pace was not kept" in caplog.text
