from __future__ import annotations

from index.chains import Chains
from index.cohesion import Cohesion, terms
from index.lines import read_lines
from tests.strategies import page_of

# Two articles that a column's end cuts, their pieces mixed: bridge, dam, and a stray line.
TEXTS = (
    "新桥昨日通车，从城西到城东只要十分钟，居民不再绕",
    "堤岸加高工程完工，可以抵御二十年一遇的洪水，下游的",
    "行上游的旧桥，新桥的桥面宽二十米。",
    "村庄从此不怕洪水，堤岸上还种了树。",
    "加高堤岸的工程花了十个月。",
)


def chains_of(links: dict[int, int]) -> Chains:
    lines = read_lines(0, page_of("\n\n".join(TEXTS)))
    words = [terms(line.text) for line in lines]
    heads = {0: terms("城西新桥通车"), 1: terms("堤岸加高")}
    return Chains(range(len(lines)), lines, heads, frozenset(), words, Cohesion(words), links, {0, 1})


def test_a_chain_that_is_linked_already_speaks_for_what_it_is_about() -> None:
    alone, linked = chains_of({}), chains_of({1: 3})
    likeness, _, share, headline, untitled = alone.features(0, 2)
    assert likeness > alone.features(0, 3)[0] and share > alone.features(0, 3)[2]
    assert headline > 0 and untitled == 0
    assert linked.features(1, 3)[0] > linked.features(1, 2)[0]


def test_what_follows_a_candidate_counts_until_another_link_begins() -> None:
    # Line 4 follows line 3 on the page; only a link to it takes it away.
    assert chains_of({}).features(1, 3)[1] > chains_of({0: 4}).features(1, 3)[1]


def test_a_chain_that_leads_back_to_its_own_end_says_nothing_by_that() -> None:
    round_about = chains_of({0: 2})
    assert round_about.features(0, 0) != (1.0,) * 5
    assert all(0 <= value < 100 for value in round_about.features(0, 2))
