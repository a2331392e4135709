"""What the command line prints of an evaluation: rates with their intervals, latencies, and a comparison, as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_MODES = {
    "answers": "asked as they are",
    "unanswerable": "asked with the articles that answer taken out",
    "retrieval": "searched",
}
_RANKING = (("r1", "R@1"), ("r5", "R@5"), ("mrr10", "MRR@10"), ("ndcg10", "nDCG@10"))
_SECTIONS = ("answers", "refusals", "attacks", "checks", "planted")
_CELL = 20
_NAME = 30


def evaluation_lines(report: Mapping[str, Any]) -> Iterator[str]:
    """An evaluation's report as tables; beside every rate stand its 95 % interval and the cases that it counts."""
    yield f"{report['set']}: {_how_many(report)}"
    yield from _ranking_lines(report)
    for section in _SECTIONS:
        if report.get(section):
            yield ""
            yield section
            for name, value in report[section].items():
                yield _rate_line(report, section, name, value)
    if report.get("not_graded"):
        yield f"  not in accuracy: {report['not_graded']} questions, whose answers are too long to be looked for"
    yield from _latency_lines(report)
    yield ""
    yield from _made_with(report)


def _how_many(report: Mapping[str, Any]) -> str:
    n, of = report["n"], report.get("of", report["n"])
    shown = f"{n} questions" if n == of else f"{n} of {of} questions, spread evenly"
    mode = _MODES.get(report.get("mode", ""), "")
    earlier = report.get("taken_from_earlier_run")
    return ", ".join(filter(None, (shown, mode, f"{earlier} cases measured by an earlier run" if earlier else "")))


def _ranking_lines(report: Mapping[str, Any]) -> Iterator[str]:
    if not report["retrieval"]:
        return
    width = max(len("ranking"), *map(len, report["retrieval"])) + 2
    yield f"{'ranking':<{width}}{''.join(f'{title:<{_CELL}}' for _, title in _RANKING)}".rstrip()
    for name, row in report["retrieval"].items():
        intervals = report.get("intervals", {}).get("retrieval", {}).get(name, {})
        cells = (f"{_rate(row[key], intervals.get(key)):<{_CELL}}" for key, _ in _RANKING)
        yield f"{name:<{width}}{''.join(cells)}".rstrip()


def _rate_line(report: Mapping[str, Any], section: str, name: str, value: float | None) -> str:
    interval = report.get("intervals", {}).get(section, {}).get(name)
    count = report.get("counts", {}).get(section, {}).get(name)
    shown = f"  {name.replace('_', ' '):<{_NAME}}{_rate(value, interval):<{_CELL}}"
    return (f"{shown}of {count}" if count else shown).rstrip()


def _rate(value: float | None, interval: list[float] | None) -> str:
    if value is None:
        return "–"
    return f"{value:.3f}" + (f" [{interval[0]:.3f} {interval[1]:.3f}]" if interval else "")


def _latency_lines(report: Mapping[str, Any]) -> Iterator[str]:
    parts = {name: row for name, row in report.get("latency_ms", {}).items() if isinstance(row, Mapping)}
    shown = {name: row for name, row in parts.items() if row["p50"] is not None}
    if shown:
        yield ""
        yield "milliseconds"
        for name, row in shown.items():
            yield f"  {name.replace('_', ' '):<{_NAME}}half within {row['p50']:.0f}, 95 % within {row['p95']:.0f}"


def _made_with(report: Mapping[str, Any]) -> Iterator[str]:
    versions = report.get("versions", {})
    if versions:
        yield f"encoder {versions.get('encoder')}, model {versions.get('model')}, askpress {versions.get('askpress')}"
    if "digest" in report:
        yield f"set {report['digest'][:12]}, code {report.get('digests', {}).get('code', '')[:12]}"


def comparison_lines(comparison: Mapping[str, Any]) -> Iterator[str]:
    """A comparison as a table: what changed between the two, then every measure that differs, the real ones first."""
    yield ""
    yield f"compared with {comparison['with']}, {comparison['questions']} cases in both"
    for name, sides in comparison["changed"].items():
        yield f"  {name}: {_short(sides['then'])} then, {_short(sides['now'])} now"
    rows = comparison["differences"]
    moved = [row for row in rows if row["difference"] or row["better"] or row["worse"]]
    yield f"{len(rows)} measures in both, {len(moved)} differ; p allows for so many being tested"
    if moved:
        yield f"  {'measure':<38}{'then':>7}{'now':>7}  {'difference':<25}{'p':>7}"
    for row in sorted(moved, key=lambda row: row["p_adjusted"]):
        low, high = row["interval"]
        apart = f"{row['difference']:+.3f} [{low:+.3f} {high:+.3f}]"
        yield (
            f"  {row['measure']:<38}{row['then']:>7.3f}{row['now']:>7.3f}  {apart:<25}{row['p_adjusted']:>7.3f}"
            f"  {row['verdict']}"
        )


def _short(value: object) -> str:
    """A version or a setting as it is, of a digest its beginning."""
    text = str(value)
    return text[:12] if len(text) == 64 else text
