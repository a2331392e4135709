"""Chunking: whole sentences, exact offsets, nothing lost, identity from content."""

from __future__ import annotations

import itertools
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.chunk import ChunkSettings, chunk, context_line
from index.records import Article, Span

TEXTS = st.text(alphabet="江水位41.5，。！？；“”\n abc", max_size=400)


def article_of(text: str, title: str = "江城水位上涨", newspaper: str | None = "霁川日报") -> Article:
    spans = (Span(0, len(text), "page", 0, len(text)),) if text else ()
    return Article("a", title, "", "", "", newspaper, date(2024, 5, 20), False, (1,), text, spans)


@given(TEXTS, st.integers(5, 60), st.integers(0, 60))
def test_chunks_cut_the_text_at_their_offsets_and_lose_nothing(text: str, target: int, more: int) -> None:
    chunks = chunk(article_of(text), ChunkSettings(target, target + more))
    assert all(text[one.start : one.end] == one.text for one in chunks)
    assert all(before.end <= after.start for before, after in itertools.pairwise(chunks))
    assert "".join("".join(one.text for one in chunks).split()) == "".join(text.split())
    assert all(len(one.text) <= target + more for one in chunks)


def test_sentences_stay_whole_and_share_chunks_up_to_the_target() -> None:
    text = "今天水位上涨。明天继续上涨。后天回落。"
    assert [one.text for one in chunk(article_of(text), ChunkSettings(8, 14))] == [
        "今天水位上涨。明天继续上涨。",
        "后天回落。",
    ]


def test_a_sentence_longer_than_the_limit_is_cut_at_the_limit() -> None:
    chunks = chunk(article_of("长" * 25 + "。"), ChunkSettings(5, 10))
    assert [len(one.text) for one in chunks] == [10, 10, 6]


def test_the_identity_follows_text_and_context() -> None:
    first, second = (
        chunk(article_of("水位上涨。"), ChunkSettings())[0],
        chunk(article_of("水位上涨。", "别的"), ChunkSettings())[0],
    )
    assert first.id == chunk(article_of("水位上涨。"), ChunkSettings())[0].id
    assert first.id != second.id


def test_the_context_line_leaves_out_what_is_unknown() -> None:
    assert context_line(article_of("水。")) == "霁川日报 2024-05-20 江城水位上涨"
    assert context_line(article_of("水。", newspaper=None)) == "2024-05-20 江城水位上涨"


def test_sizes_that_make_no_sense_are_refused_with_both_numbers() -> None:
    with pytest.raises(ValueError, match="target 9, limit 3"):
        ChunkSettings(9, 3)
