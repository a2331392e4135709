"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A machine that is busy with a build or a browser makes any example slow: time is measured in tests/benchmarks.
settings.register_profile("askpress", deadline=None)
settings.load_profile("askpress")
