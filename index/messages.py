"""Messages: a sentence as a template and its values, which becomes text in a reader's language only at the edge.

As with gettext, the English template itself is the key under which a translation is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Translate = Callable[[str], str]
"""Gives the template of another language for an English one, the same where there is none."""


def as_it_is(template: str) -> str:
    """The translation into English: every template as it was written."""
    return template


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A template with `{names}` and a value for each, which may be a message itself and is then translated with it.

    Numbers stay numbers, for templates that write `{count:,}`; of every other value the text is kept, so that a
    message holds on to no traceback and can be kept as JSON. What is in a value is never read as a template.
    """

    template: str
    values: Mapping[str, str | int | float | Message] = field(default_factory=dict)

    def __init__(self, template: str, /, **values: object) -> None:
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", {name: _kept(value) for name, value in values.items()})

    def text(self, translate: Translate = as_it_is) -> str:
        """The message in words.

        A translation that does not fit the values gives way to the English, an English template that does not to
        itself as it stands: what is to be said of an error must not fail in its turn.
        """
        values = {name: one.text(translate) if isinstance(one, Message) else one for name, one in self.values.items()}
        for template in (translate(self.template), self.template):
            try:
                return template.format(**values)
            except (LookupError, ValueError, TypeError, AttributeError):
                continue
        return self.template

    def __str__(self) -> str:
        return self.text()


def _kept(value: object) -> str | int | float | Message:
    if isinstance(value, int | float | Message):
        return value
    text = str(value)
    if isinstance(value, OSError) and text.startswith(f"[Errno {value.errno}] {value.strerror}"):
        rest = text.removeprefix(f"[Errno {value.errno}] {value.strerror}")
        return Message("[Errno {number}] {reason}{rest}", number=value.errno, reason=system_reason(value), rest=rest)
    return text


def system_reason(error: OSError) -> Message:
    """What the system says of an error (`No space left on device`), which the catalogues know in its own words."""
    return Message(error.strerror) if error.strerror else finished(str(error))


def finished(text: str) -> Message:
    """A message for what is no sentence to be translated: a path, a name, what another program said."""
    return Message("{text}", text=text)


def message_json(message: Message) -> dict[str, Any]:
    """A message as JSON values; `message_from_json` reads it back."""
    values = {name: message_json(one) if isinstance(one, Message) else one for name, one in message.values.items()}
    return {"template": message.template, "values": values}


def message_from_json(written: Mapping[str, Any]) -> Message:
    """The message that `message_json` wrote. Raises KeyError or TypeError where it is none."""
    values = {name: message_from_json(one) if isinstance(one, dict) else one for name, one in written["values"].items()}
    return Message(str(written["template"]), **values)
