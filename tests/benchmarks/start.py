"""Start of the command line as whole processes: `--help`, `status`, and a cold `search`, against an empty Python.

usage: python -m tests.benchmarks.start [--runs N]
Aims: `--help` and `status` within 0.5 s; `search` from cold is reported.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.corpus import EXAMPLES
from tests.benchmarks.machine import describe


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    command = [sys.executable, "-m", "ui.cli"]
    with tempfile.TemporaryDirectory() as folder:
        library = ["--library", str(Path(folder) / "library")]
        subprocess.run([*command, *library, "build", str(EXAMPLES)], check=True, capture_output=True)
        rows = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "askpress --help": [*command, "--help"],
            "askpress status": [*command, *library, "status"],
            "askpress search": [*command, *library, "search", "大桥合龙"],
        }
        print(describe())
        for name, arguments in rows.items():
            times = [seconds(arguments) for _ in range(options.runs)]
            print(f"{name:<18} median {statistics.median(times):.2f} s, worst {max(times):.2f} s")


def seconds(arguments: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
