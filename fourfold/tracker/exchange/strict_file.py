"""A YAML file of a given form, read strictly: what cannot be right is refused with its line and key. JSON is YAML, and read
alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from fourfold.ground.kernel.said import say
from fourfold.ground.parameters.strict_yaml import YamlFault, read_yaml

if TYPE_CHECKING:
    from fourfold.ground.parameters.strict_yaml import Path, Reading

Form = TypeVar("Form", bound=BaseModel)

WORDS: Final = {
    "extra_forbidden": say("this key is not known"),
    "missing": say("this key is missing"),
    "string_type": say("this must be words"),
    "model_type": say("this must be keys and values"),
    "dict_type": say("this must be keys and values"),
    "list_type": say("this must be a list"),
    "too_short": say("this is empty"),
    "string_too_short": say("this is empty"),
    "decimal_parsing": say("this must be a number"),
    "float_parsing": say("this must be a number"),
    "int_parsing": say("this must be a whole number"),
}


class FileFault(ValueError):
    """A file that cannot be used: each line of the message names file, line and key, and what is wrong."""


def read_form(
    content: bytes,
    *,
    place: str,
    form: type[Form],
    faults: Callable[[Form], Iterator[tuple[Path, str]]] | None = None,
) -> tuple[Form, Reading]:
    """The form, and where each part of it stands; ``place`` names the file. `faults` are of parts that do not go together.

    Raises FileFault with all of them.
    """
    try:
        reading = read_yaml(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FileFault(fault_text(place, line, (), say("the file is not UTF-8"))) from None
    except YamlFault as fault:
        raise FileFault(fault_text(place, fault.line, fault.path, fault.what)) from None
    try:
        made = form.model_validate(reading.tree)
    except ValidationError as error:
        raise FileFault("\n".join(_misread(place, reading, error))) from None
    refuse_all(place, reading, () if faults is None else faults(made))
    return made, reading


def refuse_all(place: str, reading: Reading, faults: Any) -> None:
    """Raises FileFault where there are any."""
    found = [fault_text(place, reading.line_of(path), path, what) for path, what in faults]
    if found:
        raise FileFault("\n".join(found))


def fault_text(place: str, line: int, path: Path, what: str) -> str:
    key = ".".join(path)
    return (
        say("{place}, line {line}: {key}: {what}", place=place, line=line, key=key, what=what)
        if key
        else say("{place}, line {line}: {what}", place=place, line=line, what=what)
    )


def _misread(place: str, reading: Reading, error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        path = tuple(str(part) for part in detail["loc"])
        what = WORDS.get(detail["type"], detail["msg"].removeprefix("Value error, "))
        yield fault_text(place, reading.line_of(path), path, what)
