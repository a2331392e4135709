from __future__ import annotations

import pytest

from index.build import BuildProgress
from index.pace import Pace, PaceMeter
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
