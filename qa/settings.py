"""Settings: from the command line, the environment (`ASKPRESS_…`) and a TOML file, in this order; typed and checked."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

import platformdirs
from pydantic import AnyHttpUrl, Field, SecretStr, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from index.errors import FixPermissions, FixSettings
from index.messages import Message, finished

PREFIX = "ASKPRESS_"
CONFIG_VARIABLE = "ASKPRESS_CONFIG"
"""Names the TOML file; without it, `config.toml` in the user's configuration folder is read where it exists."""

DEFAULT_MODEL = "default"
NO_MODEL = "none"


class Settings(BaseSettings):
    """All that can be set. Each field is `ASKPRESS_<FIELD>` in the environment and `<field>` in the TOML file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True, env_ignore_empty=True)

    library: Path = Field(
        default_factory=lambda: platformdirs.user_data_path("askpress", appauthor=False) / "library",
        description="Folder of the library: pages, articles, vectors and indexes.",
    )
    cache: Path = Field(
        default_factory=lambda: platformdirs.user_cache_path("askpress", appauthor=False),
        description="Folder for model weights and logs; can be thrown away, is fetched again.",
    )
    encoder: str = Field(
        default="multilingual-e5-small",
        min_length=1,
        description="Sentence-transformers encoder: the default's name, a folder, or a name on the model hub.",
    )
    model: str = Field(
        default=DEFAULT_MODEL,
        min_length=1,
        description='Language model: "default", "none", the path of a .gguf file, or, with base_url, a model\'s name.',
    )
    base_url: str | None = Field(
        default=None, description="Address of an OpenAI-compatible endpoint, such as http://127.0.0.1:11434/v1."
    )
    api_key: SecretStr | None = Field(default=None, description="Key for the endpoint at base_url.")
    engine: Literal["auto", "openvino", "llama.cpp"] = Field(
        default="auto",
        description="What the embedded model runs in; auto: OpenVINO where it is the faster and can read the file.",
    )
    context_tokens: int = Field(default=4096, ge=512, description="Tokens that question, evidence and answer share.")
    evidence_tokens: int | None = Field(
        default=None,
        ge=32,
        description="Tokens of evidence shown to the language model; unset: what it reads in about two seconds.",
    )
    answer_tokens: int = Field(default=256, ge=16, description="Tokens that an answer may have at most.")
    timeout_seconds: float = Field(default=120.0, gt=0, description="How long to wait for the language model.")
    threads: int | None = Field(default=None, ge=1, description="Processor threads; unset: one for each core.")
    question_characters: int = Field(default=2000, ge=1, description="Characters that a question may have at most.")
    today: date | None = Field(
        default=None, description="The day from which 昨天 and last week are reckoned; unset: that of the last issue."
    )
    reranker: str | None = Field(
        default=None,
        description="Cross-encoder of sentence-transformers, by name or folder, that ranks the best passages anew.",
    )
    watch: Path | None = Field(
        default=None, description="Folder whose new and changed pages the page (askpress ui) takes in by itself."
    )
    private_addresses: bool = Field(
        default=False, description="Whether web pages may be fetched from this machine and from networks of its own."
    )
    hits: int = Field(default=6, ge=1, le=1000, description="Passages that a search finds for a question.")

    @field_validator("library", "cache", "watch")
    @classmethod
    def _expand_home(cls, value: Path | None) -> Path | None:
        return value.expanduser() if value is not None else None

    @field_validator("base_url")
    @classmethod
    def _is_http(cls, value: str | None) -> str | None:
        if value is not None:
            TypeAdapter(AnyHttpUrl).validate_python(value)
            return value.rstrip("/")
        return value

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        if self.base_url is None and self.model not in (DEFAULT_MODEL, NO_MODEL) and not is_weights_path(self.model):
            raise ValueError(
                f'model must be "{DEFAULT_MODEL}", "{NO_MODEL}" or the path of a .gguf file '
                f"where base_url is not set, got {self.model!r}"
            )
        if self.base_url is not None and self.model == DEFAULT_MODEL:
            raise ValueError(f"model must name a model of the endpoint {self.base_url}, it is not set")
        # A second look shows as much evidence again.
        if 2 * (self.evidence_tokens or 0) + self.answer_tokens > self.context_tokens:
            raise ValueError(
                f"twice evidence_tokens + answer_tokens must fit into context_tokens, got "
                f"2 * {self.evidence_tokens} + {self.answer_tokens} > {self.context_tokens}"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the base class gives them by name
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given in code or on the command line wins over the environment, that over the file; nothing else."""
        return init_settings, env_settings, _FileSource(settings_cls, _read_file(config_path()))


class _FileSource(InitSettingsSource):
    """The values of the TOML file, read once."""

    def __init__(self, settings_cls: type[BaseSettings], values: dict[str, Any]) -> None:
        super().__init__(settings_cls, init_kwargs=values)


def is_weights_path(model: str) -> bool:
    """Whether `model` is the path of a GGUF file (by its suffix), not a name; the file need not exist."""
    return model.lower().endswith(".gguf")


def config_path() -> Path:
    """The TOML file to read: `ASKPRESS_CONFIG`, or `askpress/config.toml` in the user's configuration folder."""
    given = os.environ.get(CONFIG_VARIABLE)
    if given:
        return Path(given).expanduser()
    return platformdirs.user_config_path("askpress", appauthor=False) / "config.toml"


def load_settings(**overrides: Any) -> Settings:
    """Settings from `overrides` (None: not given), the environment and the TOML file.

    Raises FixSettings for an unknown key or variable (naming the nearest known one), a value that does not fit or a
    file that is not TOML, FixPermissions for a file that cannot be read.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    _reject_unknown(given, "the call's arguments", prefix="")
    environment = {
        name.upper(): value
        for name, value in os.environ.items()
        if name.upper().startswith(PREFIX) and name.upper() != CONFIG_VARIABLE
    }
    _reject_unknown(
        {name.removeprefix(PREFIX).lower(): value for name, value in environment.items()}, "the environment"
    )
    try:
        return Settings(**given)
    except ValidationError as error:
        raise _fix_settings(error, given, environment) from None


def _read_file(path: Path) -> dict[str, Any]:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        if os.environ.get(CONFIG_VARIABLE):
            raise FixSettings(
                "the settings file does not exist",
                where=str(path),
                remedy="mend or unset {variable}",
                variable=CONFIG_VARIABLE,
            ) from None
        return {}
    except OSError as error:
        raise FixPermissions(
            "the settings file cannot be read: {error}",
            where=str(path),
            remedy="make it a readable file",
            error=error.strerror,
        ) from error
    try:
        values = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FixSettings(
            "the settings file is not TOML: {error}", where=str(path), remedy="mend that line", error=error
        ) from error
    _reject_unknown(values, str(path), prefix="")
    return values


def _reject_unknown(values: Mapping[str, Any], where: str, prefix: str = PREFIX) -> None:
    known = list(Settings.model_fields)
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            shown = [prefix + (key.upper() if prefix else key) for key in (name, near)]
            raise FixSettings(
                "there is no setting {name!r}",
                where=where,
                remedy="the nearest is {nearest!r}; all: {all}",
                name=shown[0],
                nearest=shown[1],
                all=", ".join(known),
            )


def _fix_settings(error: ValidationError, given: Mapping[str, Any], environment: Mapping[str, str]) -> FixSettings:
    first = error.errors()[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    message = first["msg"].removeprefix("Value error, ")
    if not name:
        where = Message("settings that do not go together")
        return FixSettings(finished(message), where=where, remedy="mend one of the settings named")
    place: str | Message = str(config_path())
    if name in given:
        place = Message("the call's arguments")
    elif PREFIX + name.upper() in environment:
        place = PREFIX + name.upper()
    # A key must not end up in an error report.
    value = "" if name == "api_key" else Message(", got {value}", value=repr(first["input"]))
    return FixSettings(
        "{name}: {message}{value}",
        where=place,
        remedy=finished(Settings.model_fields[name].description or ""),
        name=name,
        message=message,
        value=value,
    )
