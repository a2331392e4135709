"""Asking with the embedded model: time to the first word and to the full answer, and the prompt's tokens.

usage: python -m tests.benchmarks.ask [--limit N]
Aim: the first word within 4 s of the question on two cores once the model is warm. Asks the example questions.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from index.build import build
from index.embed import load_encoder
from index.search import Library
from qa.ask import Asker
from qa.evaluation.sets import read_questions
from qa.model.budget import evidence_budget
from qa.model.llm import open_chat_model
from qa.records import AnswerDelta, AnswerDone, SourcesFound
from qa.settings import load_settings
from tests.benchmarks.corpus import EXAMPLES
from tests.benchmarks.machine import describe


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=12)
    options = parser.parse_args()
    settings = load_settings()
    encoder = load_encoder(settings.encoder, cache=settings.cache, threads=settings.threads)
    questions = [question.text for question in read_questions(EXAMPLES.parent) if question.gold][: options.limit]
    sources, firsts, totals, written = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder), [EXAMPLES], encoder=encoder)
        library = Library.open(Path(folder), encoder)
        model = open_chat_model(settings)
        assert model is not None, "this measures the embedded model: unset ASKPRESS_MODEL"
        try:
            asker = Asker(library, model, settings)
            begun = time.perf_counter()
            list(asker.ask(questions[-1]))
            warming = time.perf_counter() - begun
            for question in questions:
                begun, words = time.perf_counter(), 0
                for event in asker.ask(question):
                    now = time.perf_counter() - begun
                    if isinstance(event, SourcesFound):
                        sources.append(now)
                    elif isinstance(event, AnswerDelta):
                        words += 1
                    elif isinstance(event, AnswerDone) and event.answer.timings.first_token_ms is not None:
                        firsts.append(event.answer.timings.first_token_ms / 1000)
                        totals.append(now)
                        written.append(words)
        finally:
            model.close()
            library.close()
    print(describe())
    print(f"{len(questions)} questions, {len(firsts)} answered, the first one with a cold model {warming:.1f} s")
    for name, values in (("sources", sources), ("first word", firsts), ("full answer", totals)):
        print(f"{name:<12} median {statistics.median(values):.2f} s, worst {max(values):.2f} s")
    print(
        f"answers of {statistics.median(written)} tokens; evidence of {evidence_budget(settings, model.pace)} tokens "
        f"at a look, read at {model.pace.tokens_per_second or 0:.0f} tokens a second (aim for the first word: 3 s)"
    )


if __name__ == "__main__":
    main()
