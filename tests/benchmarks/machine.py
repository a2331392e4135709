"""What a figure was measured on, printed above it."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from pathlib import Path


def describe() -> str:
    """Processor, cores and the versions that matter, on one line."""
    processor = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.exists():
        names = [line.split(":", 1)[1].strip() for line in information.read_text().splitlines() if "model name" in line]
        processor = names[0] if names else processor
    packages = " ".join(f"{name} {version(name)}" for name in ("torch", "faiss-cpu", "tantivy", "xllamacpp"))
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"
