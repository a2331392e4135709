"""Model server: the child process in which the embedded language model runs, `python -m qa.model.server`.

A process of its own, as a model that runs out of memory or meets a damaged file takes its process with it. It reads one
line of JSON from standard input (`ServerOptions`), serves the OpenAI-compatible API on a free port of the loopback
interface, writes `{"address": …}` to standard output, and ends when its standard input does: when its parent ends,
however that comes about. (A parent-death signal would not do: on Linux it comes when the thread that started the child
ends.) What the engine logs goes to standard error.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from qa.model.openvino_weights import converted, is_faster_here

_BATCH = 256
"""Tokens of prompt that llama.cpp reads between two looks at whether the client is still there."""
_CACHE_MIB = 512
"""Memory for the prompts of earlier requests; llama.cpp would take 8 GiB."""


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What the child is told: the GGUF file, tokens of context, threads, and the key that requests must bring.

    `engine`: "openvino", "llama.cpp", or "auto" for the faster one that can read the file; `converted`: the folder for
    weights in OpenVINO's form.
    """

    model: str
    context_tokens: int
    threads: int
    api_key: str
    engine: str
    converted: str

    def to_line(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def from_line(cls, line: str) -> ServerOptions:
        """The options of one line of JSON; ValueError, TypeError where it is something else."""
        return cls(**json.loads(line))


def main() -> None:
    """Serve until standard input ends."""
    # What native code prints must not come between the parent and the address.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    options = ServerOptions.from_line(sys.stdin.readline())
    address, _serving = _serve(options)
    answers.write(json.dumps({"address": address}) + "\n")
    answers.flush()
    sys.stdin.read()
    # Nothing is to be saved, and an orderly end would wait for the answer that is being written.
    os._exit(0)


def _serve(options: ServerOptions) -> tuple[str, object]:
    """Serve by the engine that is wanted; the address, and what serves only as long as it is held."""
    if options.engine == "openvino" or (options.engine == "auto" and is_faster_here()):
        try:
            return _serve_by_openvino(options)
        except (RuntimeError, OSError) as error:
            if options.engine == "openvino":
                raise
            # It knows the commonest architectures and quantisations, llama.cpp all.
            sys.stderr.write(f"llama.cpp is tried: {error}\n")
    return _serve_by_llama_cpp(options)


def _serve_by_openvino(options: ServerOptions) -> tuple[str, object]:
    # Not where llama.cpp serves: it takes a second to import.
    from qa.model.openvino_server import serve
    from qa.model.openvino_writer import Writer

    model = Path(options.model)
    writer = Writer(converted(model, Path(options.converted)), options.context_tokens, options.threads)
    return serve(writer, model.stem, options.api_key), writer


def _serve_by_llama_cpp(options: ServerOptions) -> tuple[str, object]:
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = options.model
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [options.api_key]
    parameters.ui = False
    parameters.offline = True
    parameters.n_ctx = options.context_tokens
    # One answer at a time: two would each be half as fast. The next request waits its turn.
    parameters.n_parallel = 1
    parameters.n_batch = parameters.n_ubatch = _BATCH
    parameters.cache_ram_mib = _CACHE_MIB
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = options.threads
    server = xllamacpp.Server(parameters)
    return server.listening_address, server


if __name__ == "__main__":
    main()
