"""A corpus of any size for benchmarks: the example newspaper's sentences, shuffled, with other figures and places.

Texts of real length and vocabulary, all different; no claim about their sense is made.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "pages"
_PLACES = [first + second for first in "临安清平云永新石白青" for second in "江河山溪湖桥渡岭湾坝"]


def sentences() -> list[str]:
    """Every sentence of the example pages that has at least ten characters."""
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.txt")))
    return [one.strip() for one in re.findall(r"[^。！？\n]+[。！？]", text) if len(one.strip()) >= 10]


def articles(count: int, seed: int = 0) -> Iterator[dict[str, str]]:
    """Articles of 6 to 12 sentences (about 400 characters, two chunks), each unlike the others."""
    chance, pool = random.Random(seed), sentences()
    for number in range(count):
        place = chance.choice(_PLACES)
        body = [_changed(chance.choice(pool), place, chance) for _ in range(chance.randint(6, 12))]
        day = f"{2000 + number % 25}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        title = f"{place}{chance.choice(pool)[:14]}"
        yield {"id": f"b{number}", "title": title, "date": day, "newspaper": "霁川日报", "text": "".join(body)}


def write_pages(folder: Path, count: int, per_page: int = 5, seed: int = 0) -> int:
    """Text pages of several articles each; returns how many characters were written."""
    folder.mkdir(parents=True, exist_ok=True)
    rows, written = list(articles(count, seed)), 0
    for page, first in enumerate(range(0, count, per_page)):
        text = "\n\n".join(
            f"{row['title']}\n\n本报讯(记者 王宁){row['text']}" for row in rows[first : first + per_page]
        )
        day = f"{2001 + page // 336:04}-{page // 28 % 12 + 1:02}-{page % 28 + 1:02}"
        (folder / f"霁川日报_{day}_01.txt").write_text(text + "\n", encoding="utf-8")
        written += len(text)
    return written


def write_lines(file: Path, count: int, seed: int = 0) -> None:
    """One JSON Lines file of articles."""
    with file.open("w", encoding="utf-8") as handle:
        for row in articles(count, seed):
            handle.write(json.dumps(row, ensure_ascii=False) + "\n")


def _changed(sentence: str, place: str, chance: random.Random) -> str:
    figured = re.sub(r"\d+", lambda match: str(chance.randint(1, 10 ** len(match[0]))), sentence)
    return re.sub(r"霁川", place, figured)
