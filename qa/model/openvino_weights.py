"""Weights for OpenVINO: whether it is the faster engine on this machine, and a GGUF file in the form that it reads.

Where the processor has AVX-512, OpenVINO reads a prompt twice as fast as the prebuilt llama.cpp, which has none of it.
The form is kept, as making it takes seconds and memory for the weights twice.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

# The package imports one that sends its maker notes on its use, and does without where that is not to be had.
sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]

_WEIGHTS = "openvino_model.xml"


def genai() -> Any:
    """The module of OpenVINO GenAI, without what sends notes to its maker. ImportError where it is not installed."""
    import openvino_genai

    return openvino_genai


def is_faster_here() -> bool:
    """Whether OpenVINO is installed and has the processor's wide registers: what it calls BF16 it offers with AVX-512.

    https://docs.openvino.ai/2026/openvino-workflow/running-inference/inference-devices-and-modes/cpu-device.html
    """
    try:
        from openvino import Core
    except ImportError:
        return False
    return "BF16" in Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def converted(model: Path, cache: Path) -> Path:
    """The folder within `cache` with the weights of the GGUF file `model` in OpenVINO's form, made where it is not yet.

    Named by the file's name, size and time of change. Raises RuntimeError where OpenVINO knows neither the model's
    architecture nor its quantisation, OSError where the folder cannot be written.
    """
    of = model.stat()
    folder = cache / f"{model.stem}-{of.st_size:x}-{of.st_mtime_ns:x}"
    if (folder / _WEIGHTS).exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=cache))
    try:
        _convert(model, making)
        # A folder of that name is what another process has made meanwhile.
        if not (folder / _WEIGHTS).exists():
            making.rename(folder)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return folder


def _convert(model: Path, folder: Path) -> None:
    # It is saved beside the file it was read from, which may stand in a folder that is not ours.
    beside = folder / model.name
    beside.symlink_to(model.resolve())
    try:
        genai().LLMPipeline(str(beside), "CPU", enable_save_ov_model=True)
    except Exception as error:
        # Also a key of the file that is not there, an IndexError.
        raise RuntimeError(f"OpenVINO cannot read {model}: {type(error).__name__}: {error}") from error
    beside.unlink()
    if not (folder / _WEIGHTS).exists():
        raise RuntimeError(f"OpenVINO has read {model} and not saved {_WEIGHTS}")
