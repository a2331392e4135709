"""Comparison: two reports on one set, question by question; which differences are real and which may be chance."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any

from index.errors import FixInput, FixPermissions
from qa.evaluation.statistics import SIGNIFICANCE, adjusted, difference_interval, paired_means_p, paired_rates_p
from qa.evaluation.summary import MEANS, scores_by_measure

REAL, NOT_TOLD_APART = "real", "not told apart"

Report = Mapping[str, Any]


def compare(now: Report, then: Report, name: str = "") -> dict[str, Any]:
    """What differs from the earlier report `then` (called `name`), for each measure that both have.

    Only questions that count for a measure in both reports are compared, each with itself. `difference` is now less
    then, over these questions; `p` the paired test's; `p_adjusted` the same in view of how many measures are tested.
    A difference whose `p_adjusted` is below 0.05 is `real`, else the two are `not told apart`.

    Raises FixInput where the reports are of different sets or modes, or have no question in common.
    """
    _check_alike(now, then, name)
    ours, theirs = scores_by_measure(now["cases"]), scores_by_measure(then["cases"])
    rows = [
        _difference(path, scores, theirs[path])
        for path, scores in ours.items()
        if path in theirs and scores.keys() & theirs[path].keys()
    ]
    for row, p_value in zip(rows, adjusted([row["p"] for row in rows]), strict=True):
        row["p_adjusted"] = round(p_value, 4)
        row["verdict"] = REAL if p_value < SIGNIFICANCE else NOT_TOLD_APART
    return {
        "with": name,
        "questions": len(_ids(now) & _ids(then)),
        "only_now": len(_ids(now) - _ids(then)),
        "only_then": len(_ids(then) - _ids(now)),
        "changed": _changes(now, then),
        "differences": rows,
    }


def read_report(path: FilePath) -> dict[str, Any]:
    """A report that was saved. Raises FixInput where the file is none."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(report, dict) or not isinstance(report.get("cases"), list) or "digest" not in report:
            raise ValueError("it has no cases or no digest")
        scores_by_measure(report["cases"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise FixInput(
            "this is no report of an evaluation ({error})",
            where=str(path),
            remedy="name a file that `askpress eval` saved",
            error=error,
        ) from error
    return report


def write_report(report: Report, path: FilePath) -> None:
    """Save a report as JSON, whole or not at all. Raises FixPermissions where it cannot be written."""
    partial = path.with_name(f"{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", "utf-8", "backslashreplace")
        partial.replace(path)
    except OSError as error:
        raise FixPermissions(
            "the report cannot be saved ({error})",
            where=str(path),
            remedy="name a file that can be written",
            error=error,
        ) from error


def _check_alike(now: Report, then: Report, name: str) -> None:
    """Raises FixInput where the two cannot be compared."""
    if now["digest"] != then["digest"]:
        raise FixInput(
            "the reports are of different sets: {now} ({now_digest}) and {then} ({then_digest})",
            where=name,
            remedy="compare with a report on the same set, its files unchanged",
            now=now["set"],
            now_digest=now["digest"][:12],
            then=then.get("set"),
            then_digest=then["digest"][:12],
        )
    if (now["mode"] == "unanswerable") != (then.get("mode") == "unanswerable"):
        raise FixInput(
            "the questions were asked with their gold articles in one report and without them in the other: "
            "{now} and {then}",
            where=name,
            remedy="compare with a report of the same mode",
            now=now["mode"],
            then=then.get("mode"),
        )
    if not _ids(now) & _ids(then):
        raise FixInput(
            "the reports have none of their {now} and {then} cases in common",
            where=name,
            remedy="measure with the same --limit, or without it",
            now=len(_ids(now)),
            then=len(_ids(then)),
        )


def _difference(path: tuple[str, ...], now: Mapping[str, float], then: Mapping[str, float]) -> dict[str, Any]:
    shared = [identifier for identifier in now if identifier in then]
    ours, theirs = [now[one] for one in shared], [then[one] for one in shared]
    p_value = paired_means_p(ours, theirs) if path[-1] in MEANS else paired_rates_p(ours, theirs)
    interval = difference_interval(ours, theirs)
    return {
        "measure": ".".join(path),
        "n": len(shared),
        "now": round(sum(ours) / len(shared), 4),
        "then": round(sum(theirs) / len(shared), 4),
        "difference": round((sum(ours) - sum(theirs)) / len(shared), 4),
        "interval": list(interval) if interval else None,
        "better": sum(a > b for a, b in zip(ours, theirs, strict=True)),
        "worse": sum(a < b for a, b in zip(ours, theirs, strict=True)),
        "p": p_value,
    }


def _changes(now: Report, then: Report) -> dict[str, dict[str, Any]]:
    """Versions, digests and settings that differ: {"versions.torch": {"now": "2.13.0", "then": "2.12.0"}}."""
    found = {}
    for section in ("versions", "digests", "settings"):
        ours, theirs = now.get(section) or {}, then.get(section) or {}
        for key in dict.fromkeys((*ours, *theirs)):
            if ours.get(key) != theirs.get(key):
                found[f"{section}.{key}"] = {"now": ours.get(key), "then": theirs.get(key)}
    return found


def _ids(report: Report) -> set[str]:
    return {case["id"] for case in report["cases"]}
