"""Pace: how fast each stage of a build goes here, measured while builds run, for what the next one will take."""

from __future__ import annotations

import json
import logging
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, get_args

if TYPE_CHECKING:
    from index.build import BuildProgress, Stage
    from index.embed import Encoder

log = logging.getLogger(__name__)

FILE_NAME = "pace.json"

_PROBE = (
    "本报讯（记者）大桥昨日合龙，全长2360米，双向六车道，年底前建成通车，两岸之间的车程将由45分钟缩短到15分钟。" * 2
)
"""A passage of common length, 100 characters."""

_PROBES = 16


@dataclass
class Pace:
    """Units a second of each stage; as given here until a build of some length has been watched.

    Units are those of `BuildProgress`. Measured on two cores: an issue of one page is read and its articles found in
    about 30 ms, 20,000 passages a second are indexed. `embed` has no value before it is measured: machines and encoders
    differ too much.
    """

    rates: dict[Stage, float] = field(
        default_factory=lambda: {"read": 500.0, "segment": 40.0, "index": 20_000.0, "verify": 1.0}
    )

    def seconds(self, work: Mapping[Stage, int], encoder: Encoder) -> float:
        """How long so many units of each stage take; tries the encoder out where it was not yet watched."""
        if work.get("embed") and "embed" not in self.rates:
            self.rates["embed"] = _tried_out(encoder)
        return sum(units / self.rates[stage] for stage, units in work.items() if units)


def keep_pace(library: Path, pace: Pace, encoder: Encoder) -> None:
    """Write a pace beside the library, for the next start of the program. What stands in the way of that is logged."""
    file = library / FILE_NAME
    half_made = file.with_suffix(".half")
    try:
        half_made.write_text(json.dumps({"encoder": encoder.digest, "rates": pace.rates}) + "\n", encoding="utf-8")
        half_made.replace(file)
    except OSError as error:
        log.warning("the pace was not kept in %s: %s", file, error)


def kept_pace(library: Path, encoder: Encoder) -> Pace:
    """The pace that was kept beside the library; of another encoder without its `embed`, as new where there is none."""
    from index.build import Stage

    pace = Pace()
    try:
        kept = json.loads((library / FILE_NAME).read_text(encoding="utf-8"))
        rates, same = dict(kept["rates"]), kept["encoder"] == encoder.digest
    except (OSError, ValueError, KeyError, TypeError):
        # As before the first build: nothing is known, and nothing is lost by that.
        return pace
    for stage in get_args(Stage):
        rate = rates.get(stage)
        if isinstance(rate, int | float) and math.isfinite(rate) and rate > 0 and (same or stage != "embed"):
            pace.rates[stage] = float(rate)
    return pace


class PaceMeter:
    """Watches the progress of one build: the pace of the stage it is in, and what `pace` learns of it."""

    def __init__(self, pace: Pace, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._clock = clock
        self._stage: Stage | None = None
        self._begun = 0.0
        self._from = 0

    def see(self, progress: BuildProgress) -> None:
        """Take note of where the build stands; a stage that took half a second or more changes the pace."""
        now = self._clock()
        if progress.stage != self._stage:
            self._stage, self._begun, self._from = progress.stage, now, progress.done
        seconds, done = now - self._begun, progress.done - self._from
        if seconds >= 0.5 and done > 0:
            self._pace.rates[progress.stage] = done / seconds

    def speed(self, progress: BuildProgress) -> tuple[float | None, float | None]:
        """Units a second of this stage, and seconds until it ends; None in its first half second."""
        seconds, done = self._clock() - self._begun, progress.done - self._from
        if progress.stage != self._stage or done <= 0 or seconds < 0.5:
            return None, None
        rate = done / seconds
        return rate, max(0.0, (progress.total - progress.done) / rate) if progress.total else None


def _tried_out(encoder: Encoder) -> float:
    """Passages a second, of two tries the second: the first one loads the weights."""
    encoder.encode_passages([_PROBE])
    begun = time.perf_counter()
    encoder.encode_passages([_PROBE] * _PROBES)
    return _PROBES / max(time.perf_counter() - begun, 1e-6)
