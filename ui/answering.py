"""Answering: one question runs in a thread of its own, so that stopping and closing a window never wait for a model."""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections.abc import Callable, Iterator

from qa.records import AskEvent
from ui.records import Waiting

PAUSE = 0.04
"""Seconds that events are gathered for before they are shown: 25 pictures a second look smooth."""


class Answering:
    """The events of one question, from a thread that goes on until they end or `stop` is called."""

    def __init__(
        self, ask: Callable[[], Iterator[AskEvent | Waiting]], sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._ask = ask
        self._sleep = sleep
        self._stopped = threading.Event()
        # None is the end, whether the events came to it, failed or were stopped.
        self._queue: queue.SimpleQueue[AskEvent | Waiting | Exception | None] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="askpress-answer", daemon=True).start()

    def _run(self) -> None:
        try:
            with contextlib.closing(self._ask()) as events:  # type: ignore[type-var]
                for event in events:
                    if self._stopped.is_set():
                        break
                    self._queue.put(event)
        # Nothing is swallowed: `batches` raises it in the thread that waits for the answer.
        except Exception as error:  # noqa: BLE001
            self._queue.put(error)
        self._queue.put(None)

    @property
    def stopped(self) -> bool:
        """Whether `stop` was called."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """End `batches` at once; the question's own thread cancels the model at its next event."""
        self._stopped.set()
        self._queue.put(None)

    def batches(self) -> Iterator[list[AskEvent | Waiting]]:
        """The events that came since the last batch, until the end. Raises what the question raised."""
        while True:
            batch = [self._queue.get()]
            self._sleep(PAUSE)
            while not self._queue.empty():
                batch.append(self._queue.get())
            if self.stopped:
                return
            events = [item for item in batch if item is not None and not isinstance(item, Exception)]
            if events:
                yield events
            for item in batch:
                if isinstance(item, Exception):
                    raise item
            if None in batch:
                return
