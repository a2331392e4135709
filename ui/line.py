"""The line: whose answer the model writes now, who is next, and how many are before one who waits."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Line:
    """A fair line for what serves one at a time: first come, first served. Any number of threads may stand in it."""

    def __init__(self) -> None:
        self._moved = threading.Condition()
        self._places: list[Place] = []

    @contextmanager
    def place(self) -> Iterator[Place]:
        """A place at the end of the line, held until the block is left, at the head or not."""
        place = Place(self)
        with self._moved:
            self._places.append(place)
        try:
            yield place
        finally:
            with self._moved:
                self._places.remove(place)
                self._moved.notify_all()

    def __len__(self) -> int:
        """How many stand in it, the one that is served among them."""
        with self._moved:
            return len(self._places)


class Place:
    """Somebody's place in a line."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def ahead(self) -> int:
        """How many are before this place, 0 where it is this one's turn."""
        with self._line._moved:
            return self._line._places.index(self)

    def wait(self, seconds: float) -> int:
        """Wait until the line moves, but no longer than `seconds`; how many are ahead then."""
        with self._line._moved:
            if self._line._places[0] is not self:
                self._line._moved.wait(seconds)
            return self._line._places.index(self)
