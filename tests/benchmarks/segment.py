"""Page text to articles: speed on plain and cut-up pages, what it adds to encoding, and how it grows with bad pages.

usage: python -m tests.benchmarks.segment [--issues N] [--pages FOLDER] [--size N] [--no-encoder]
Aims: at least 1 MB of UTF-8 a second on one core without the encoder; recovery (articles, corrections, dates, report,
signatures) at most 15 % on top of encoding the chunks once; seconds no worse than n log n (an exponent of 1.1, say).
"""

from __future__ import annotations

import argparse
import math
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

from index.chunk import ChunkSettings, chunk
from index.issue import IssueGiven
from index.load import find_files, load_file
from index.records import Article, Page
from index.recover import recover_issue
from index.reprints import sign
from index.segment import segment
from index.serialise import issue_of, passage_text
from tests.benchmarks.corpus import articles
from tests.benchmarks.machine import describe

PAGES, ON_A_PAGE, TIMES = 4, 5, 3
DAY = date(2024, 5, 20)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--issues", type=int, default=40)
    parser.add_argument("--pages", type=Path, help="pages to measure on as well as composed ones")
    parser.add_argument("--size", type=int, default=1, help="how large the smallest of the growing pages are")
    parser.add_argument("--no-encoder", action="store_true", help="leave out what recovery adds to encoding")
    options = parser.parse_args()
    print(describe())
    issues = {"plain pages": plain_issues(options.issues), "cut-up pages": cut_up_issues(options.issues)}
    if options.pages:
        issues[str(options.pages.name)] = issues_in(options.pages)
    for name, those in issues.items():
        speed(name, those)
    if not options.no_encoder:
        for name, those in issues.items():
            added(name, those)
    for name, compose in GROWING.items():
        growth(name, compose, options.size)


# --- pages ----------------------------------------------------------------------------------------------------------


def page(text: str, issue: int = 0, number: int = 1) -> Page:
    name = f"霁川日报_{issue}_{number}.txt"
    return Page(name, name, 0, text.encode(), "utf-8", text, "霁川日报", DAY, False, number)


def plain_issues(count: int) -> list[list[Page]]:
    """Issues of four pages, five articles on each, one below the other."""
    rows = list(articles(count * PAGES * ON_A_PAGE))
    blocks = [f"{headline(row)}\n\n本报讯(记者 王宁){paragraphs(row['text'])}" for row in rows]
    runs = ["\n\n".join(blocks[at : at + ON_A_PAGE]) for at in range(0, len(blocks), ON_A_PAGE)]
    return [[page(runs[issue * PAGES + at], issue, at + 1) for at in range(PAGES)] for issue in range(count)]


def headline(row: dict[str, str]) -> str:
    """The title of a made-up article, which is the start of a sentence, as far as its first mark."""
    return re.split(r"[^\w]", row["title"])[0]


def paragraphs(text: str) -> str:
    """A text with a paragraph's end behind every second sentence."""
    return "\n\n".join(re.findall(r"(?:[^。！？]+[。！？]){1,2}", text))


def cut_up_issues(count: int, seed: int = 0) -> list[list[Page]]:
    """The same with a third of the paragraphs cut in mid-sentence, the columns between in any order, a third of the
    articles going on at the end of another page behind a jump mark, and a tenth of the paragraphs standing twice."""
    chance = random.Random(seed)
    rows = articles(count * PAGES * ON_A_PAGE, seed)
    return [cut_up_issue([next(rows) for _ in range(PAGES * ON_A_PAGE)], issue, chance) for issue in range(count)]


def cut_up_issue(rows: Sequence[dict[str, str]], issue: int, chance: random.Random) -> list[Page]:
    columns: list[list[list[str]]] = [[] for _ in range(PAGES)]
    ends: list[list[str]] = [[] for _ in range(PAGES)]
    for at, row in enumerate(rows):
        here = at % PAGES
        body = paragraphs(row["text"]).split("\n\n")
        jumps = len(body) > 2 and chance.random() < 1 / 3
        kept = body[:-2] if jumps else body
        blocks = [[headline(row), "本报讯(记者 王宁)"]]
        for paragraph in kept:
            if len(paragraph) > 60 and chance.random() < 1 / 3:
                cut = chance.randint(20, len(paragraph) - 20)
                blocks[-1].append(paragraph[:cut])
                blocks.append([paragraph[cut:]])
            else:
                blocks[-1].append(paragraph)
            if chance.random() < 0.1:
                blocks.append([paragraph])
        blocks[0][1:3] = ["".join(blocks[0][1:3])]
        if jumps:
            there = (here + chance.randint(1, PAGES - 1)) % PAGES
            blocks[-1].append(f"(下转{there + 1}版)")
            ends[there] += [f"(上接{here + 1}版)", headline(row), *body[-2:]]
        columns[here] += blocks
    for blocks in columns:
        chance.shuffle(blocks)
    texts = ["\n\n".join([*(line for block in columns[at] for line in block), *ends[at]]) for at in range(PAGES)]
    return [page(text, issue, at + 1) for at, text in enumerate(texts)]


def issues_in(folder: Path) -> list[list[Page]]:
    """The pages of a folder, issue by issue."""
    found: dict[str, list[Page]] = {}
    for file in find_files([folder]).files:
        for item in load_file(file, IssueGiven()):
            if isinstance(item, Page):
                found.setdefault(issue_of(item), []).append(item)
    return list(found.values())


# --- measures -------------------------------------------------------------------------------------------------------


def processor_seconds(work: Callable[[], object]) -> float:
    """The least processor time of three runs: on one core, whatever else the machine does."""
    return min(_once(work, time.process_time) for _ in range(TIMES))


def _once(work: Callable[[], object], clock: Callable[[], float]) -> float:
    begun = clock()
    work()
    return clock() - begun


def recovered(issues: Sequence[Sequence[Page]]) -> list[Article]:
    return [article for issue in issues for article in recover_issue(issue).articles]


def speed(name: str, issues: Sequence[Sequence[Page]]) -> None:
    recover_issue(issues[0])  # what is read once only is read now
    megabytes = sum(len(one.text.encode()) for issue in issues for one in issue) / 1e6
    bare = processor_seconds(lambda: [segment(issue) for issue in issues])
    whole = processor_seconds(lambda: recovered(issues))
    print(f"{name:<14} {megabytes:5.2f} MB in {len(issues)} issues, {len(recovered(issues))} articles")
    print(f"  articles                     {megabytes / bare:6.2f} MB a second (aim 1)")
    print(f"  with dates and reports       {megabytes / whole:6.2f} MB a second")


def added(name: str, issues: Sequence[Sequence[Page]]) -> None:
    """What recovery with signatures takes beside encoding the chunks of its articles once, by the clock on the wall."""
    from index.embed import load_encoder
    from qa.settings import load_settings

    settings = load_settings()
    encoder = load_encoder(settings.encoder, cache=settings.cache, threads=settings.threads)
    encoder.encode_passages(["热身"] * 16)
    found = recovered(issues)
    recovery = min(_once(lambda: [sign(one.text) for one in recovered(issues)], time.perf_counter) for _ in "123")
    chunks = [one for article in found for one in chunk(article, ChunkSettings())]
    texts = sorted(dict.fromkeys(passage_text(one.context, one.text) for one in chunks), key=len)
    encoding = _once(lambda: encoder.encode_passages(texts), time.perf_counter)
    print(f"{name:<14} {len(texts)} passages encoded in {encoding:.1f} s, recovery {recovery:.2f} s")
    print(f"  recovery adds                {100 * recovery / encoding:6.1f} % (aim 15)")


def growth(name: str, compose: Callable[[int], str], size: int) -> None:
    """Seconds at 1, 4 and 16 times the size, and the exponent of n that the last two steps show."""
    seconds = []
    for times in (size, 4 * size, 16 * size):
        issue = [page(compose(times))]
        seconds.append(processor_seconds(lambda issue=issue: recover_issue(issue)))  # type: ignore[misc]
    exponents = [math.log(after / before, 4) for before, after in pairwise(seconds)]
    told = ", ".join(f"{each:.2f}" for each in seconds)
    print(f"{name:<28} {told} s  exponent {exponents[0]:.2f}, {exponents[1]:.2f} (n log n is about 1.1)")


def one_page(count: int) -> str:
    return "\n\n".join(f"{headline(row)}\n\n本报讯(记者 王宁){row['text']}" for row in articles(count))


def left_open(count: int) -> Iterator[str]:
    """Lines that all end in mid-sentence, in any order."""
    text = "".join(re.sub("[。！？!?版]", ",", row["text"]) for row in articles(count // 8))
    lines = [text[at : at + 40].rstrip(",”") for at in range(0, len(text), 40)]
    random.Random(count).shuffle(lines)
    return (line for line in lines if line)


GROWING: dict[str, Callable[[int], str]] = {
    "articles on one page (x 19)": lambda n: one_page(19 * n),
    "one paragraph (x 12,500)": lambda n: "".join(row["text"] for row in articles(45 * n))[: 12_500 * n],
    "lines left open (x 310)": lambda n: "\n\n".join(list(left_open(320 * n))[: 310 * n]),
    "jump marks (x 125)": lambda n: "".join(
        f"渡口第{at}次通航,居民\n(下转{at % 40 + 2}版)\n\n" for at in range(125 * n)
    ),
}


if __name__ == "__main__":
    main()
