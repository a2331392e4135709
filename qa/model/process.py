"""Model process: the parent's side of `qa.model.server`: start the child, know whether it lives, end it."""

from __future__ import annotations

import json
import os
import queue
import secrets
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from index.errors import FixPermissions, RestartModel
from index.messages import Message
from qa.model.server import ServerOptions

_LOG_TAIL = 3
"""Lines of the child's log that an error quotes."""
_NOISE = (" I ", " D ")
"""Marks of llama.cpp's log lines that only inform."""


class ModelProcess:
    """The child process that serves one GGUF file. Safe from many threads; at most one child lives at a time.

    `start_seconds` is how long the last start took.
    """

    def __init__(
        self,
        model: Path,
        *,
        context_tokens: int,
        threads: int,
        cache: Path,
        timeout_seconds: float,
        engine: str = "auto",
    ) -> None:
        self.model = model
        self.start_seconds = 0.0
        self._context_tokens = context_tokens
        self._threads = threads
        self._engine = engine
        self._logs = cache / "logs"
        self._converted = cache / "openvino"
        self._timeout = timeout_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._address = ""
        self._key = ""

    @property
    def log(self) -> Path:
        """Where the child of this process writes its log."""
        return self._logs / f"model-{os.getpid()}.log"

    @property
    def pid(self) -> int | None:
        """The child's process id; None where none was started."""
        return self._process.pid if self._process else None

    def ensure_running(self) -> tuple[str, str]:
        """Start the child where none lives; its address and key. RestartModel where it does not come up in time."""
        with self._lock:
            if self._process is None or self._process.poll() is not None:
                self._start()
            return self._address, self._key

    def died(self) -> RestartModel | None:
        """What there is to say where the child was started and has ended; None where it lives or never was."""
        process = self._process
        if process is None:
            return None
        # A connection breaks a moment before its process is gone.
        for _ in range(20):
            if process.poll() is not None:
                return self._ended(process.returncode)
            time.sleep(0.01)
        return None

    def close(self) -> None:
        """End the child and remove its log."""
        with self._lock:
            if self._process is not None:
                _end(self._process)
                self.log.unlink(missing_ok=True)
            self._process = None

    def _start(self) -> None:
        began = time.monotonic()
        self._key = secrets.token_urlsafe(32)
        options = ServerOptions(
            str(self.model), self._context_tokens, self._threads, self._key, self._engine, str(self._converted)
        )
        process = self._spawn()
        assert process.stdin is not None and process.stdout is not None
        answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=lambda: answers.put(process.stdout.readline()), daemon=True).start()  # type: ignore[union-attr]
        try:
            # By the pipe, not as an argument: every user of the machine can list arguments.
            process.stdin.write(options.to_line())
            process.stdin.flush()
            line = answers.get(timeout=self._timeout)
        except queue.Empty:
            _end(process)
            raise RestartModel(
                "the language model did not start within {seconds:g} s",
                where=str(self.log),
                remedy="set `timeout_seconds` higher, or `model` to a smaller file",
                seconds=self._timeout,
            ) from None
        except OSError:
            line = ""
        except BaseException:
            _end(process)
            raise
        if not line:
            raise self._ended(process.wait())
        self._address = json.loads(line)["address"]
        self._process = process
        self.start_seconds = time.monotonic() - began

    def _spawn(self) -> subprocess.Popen[str]:
        try:
            self._logs.mkdir(parents=True, exist_ok=True)
            with self.log.open("w", encoding="utf-8") as log:
                # A process group of its own: an interrupt from the keyboard is the parent's to handle. Not a session of
                # its own: Linux shares the processor out by sessions, before it looks at the priorities of threads.
                return subprocess.Popen(
                    [sys.executable, "-m", "qa.model.server"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    text=True,
                    encoding="utf-8",
                    process_group=0,
                )
        except PermissionError as error:
            raise FixPermissions(
                "the log of the language model cannot be written", where=str(self._logs), remedy="set `cache` elsewhere"
            ) from error

    def _ended(self, code: int) -> RestartModel:
        # What is killed has no last words: the end of its log would speak of something else.
        tail = "" if code == -signal.SIGKILL else self._log_tail()
        what = Message("the language model ended with exit code {code}", code=code)
        if code < 0:
            what = Message("the language model was killed by signal {number}", number=-code)
        return RestartModel(
            Message("{what}: {said}", what=what, said=tail) if tail else what,
            where=Message("{model}, log in {log}", model=self.model, log=self.log),
            remedy="ask again, it is started anew; if it happens again, mind the memory, or fetch the weights again",
        )

    def _log_tail(self) -> str:
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return ""
        telling = [line.strip() for line in lines if line.strip() and not any(mark in line for mark in _NOISE)]
        return " / ".join(telling[-_LOG_TAIL:])


def _end(process: subprocess.Popen[str]) -> None:
    if process.stdin is not None:
        try:
            process.stdin.close()
        except OSError:
            # The child has ended already, which is what is wanted.
            process.poll()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
