"""An instrument from its YAML file, read strictly: what cannot be right is refused with file, line and question."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from fourfold.ground.kernel.said import say
from fourfold.ground.parameters.strict_yaml import Reading, YamlFault, read_yaml
from fourfold.tracker.exchange.instrument.building import instrument_of, value_of
from fourfold.tracker.exchange.instrument.file_parts import (
    CarriedPart,
    ChoicePart,
    InstrumentFile,
    QuestionPart,
    SectionPart,
)
from fourfold.tracker.exchange.strict_file import WORDS
from fourfold.tracker.rules.instrument.questionnaire import Instrument

if TYPE_CHECKING:
    from fourfold.ground.parameters.strict_yaml import Path
    from fourfold.tracker.exchange.instrument.file_parts import ItemPart

_WORDS = {
    **WORDS,
    "bool_parsing": say('this must be "yes" or "no"'),
    "union_tag_invalid": say("this kind is not known"),
    "union_tag_not_found": say("say of what kind it is"),
}


class InstrumentFault(ValueError):
    """A file that no one can be interviewed by: each line names file, line and question, and what is wrong."""


def read_instrument(content: bytes, *, place: str) -> Instrument:
    """``place`` names the file in what is refused. Raises InstrumentFault."""
    try:
        reading = read_yaml(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise InstrumentFault(_line(place, line, "", say("the file is not UTF-8"))) from None
    except YamlFault as fault:
        raise InstrumentFault(_line(place, fault.line, ".".join(fault.path), fault.what)) from None
    instrument, faults = from_tree(reading.tree)
    # Formulas of another system and what is carried are no fault of the file: what cannot be asked is told by `check`.
    if faults or instrument is None:
        said = [
            _line(place, reading.line_of(_path_of(reading, path)), _name(reading, path), what)
            for path, what in faults
        ]
        raise InstrumentFault("\n".join(said))
    return instrument


def from_tree(tree: Any) -> tuple[Instrument | None, list[tuple[Path, str]]]:
    """The instrument where the tree is well formed, and what is wrong with it, by path."""
    try:
        file = InstrumentFile.model_validate(tree)
    except ValidationError as error:
        return None, [_misread(detail) for detail in error.errors(include_url=False)]
    faults = list(_faults(file))
    return (None if faults else instrument_of(file)), faults


def lines_of_questions(content: bytes) -> dict[str, int]:
    """On which line of a file that was read each question begins, by its id."""
    reading = read_yaml(content.decode("utf-8"))
    return {
        _name(reading, path).removesuffix(".id"): line
        for path, line in reading.lines.items()
        if path[-1:] == ("id",) and len(path) > 1
    }


def _faults(file: InstrumentFile) -> Iterator[tuple[Path, str]]:
    first = file.languages[0]
    if first not in file.title:
        yield ("title",), say("the title is missing in {language}", language=first)
    for name, choices in file.answers.items():
        yield from _faults_of_choices(name, choices)
    met: dict[str, Path] = {}
    for path, item in _numbered(file.items, ("items",)):
        if isinstance(item, CarriedPart):
            continue
        names = [item.id]
        if isinstance(item, QuestionPart):
            yield from _faults_of_question(file, path, item)
            names += [f"{item.id}_{item.other.code}"] if item.other else []
        for name in names:
            if name in met:
                yield (*path, "id"), say("{id} is the id of another one", id=name)
            met[name] = path
    strangers = sorted({each.partner for each in file.sign_off} - set(file.partners))
    for name in strangers:
        yield ("sign_off",), say("{name} signed and is no partner", name=name)


def _faults_of_choices(name: str, choices: list[ChoicePart]) -> Iterator[tuple[Path, str]]:
    codes = [choice.code for choice in choices]
    if len(set(codes)) < len(codes):
        yield ("answers", name), say("a code is given twice")
    if len({value_of(choice, place) for place, choice in enumerate(choices)}) < len(choices):
        yield ("answers", name), say("two codes have the same number")


def _faults_of_question(file: InstrumentFile, path: Path, item: QuestionPart) -> Iterator[tuple[Path, str]]:
    # A form of another system may ask by a hint or a picture alone; `check` says what has no wording.
    if not item.asks and item.kind != "note" and not item.hint and not item.kept:
        yield (*path, "asks"), say("the wording is missing")
    for key, text in (("asks", item.asks), ("hint", item.hint), ("interviewer", item.interviewer)):
        for language in text:
            if language not in file.languages:
                yield (*path, key), say("{language} is none of the languages", language=language)
    if not item.answers:
        return
    if item.answers not in file.answers:
        yield (*path, "answers"), say("there is no list of answers {name}", name=item.answers)
        return
    codes = {choice.code for choice in file.answers[item.answers]}
    if item.other and item.other.code not in codes:
        yield (
            (*path, "other", "code"),
            say("{list} has no code {code}", list=item.answers, code=item.other.code),
        )
    if item.at_least is not None and item.at_least > len(codes):
        yield (*path, "at_least"), say("there are only {count} answers", count=len(codes))


def _numbered(items: list[ItemPart], path: Path) -> Iterator[tuple[Path, ItemPart]]:
    for number, item in enumerate(items):
        here = (*path, str(number))
        yield here, item
        if isinstance(item, SectionPart):
            yield from _numbered(item.items, (*here, "items"))


def _misread(detail: Any) -> tuple[Path, str]:
    # After the number of an item stands its kind, which is no key of the file.
    steps = detail["loc"]
    path = tuple(
        str(step) for place, step in enumerate(steps) if not (place and _is_number_of_item(steps[:place]))
    )
    return path, _WORDS.get(detail["type"], detail["msg"].removeprefix("Value error, "))


def _is_number_of_item(steps: tuple[str | int, ...]) -> bool:
    return len(steps) > 1 and isinstance(steps[-1], int) and steps[-2] == "items"


def _path_of(reading: Reading, path: Path) -> Path:
    """The part of the path that is in the file: a key that is missing is not."""
    while path and path not in reading.lines:
        path = path[:-1]
    return path


def _name(reading: Reading, path: Path) -> str:
    """The question's id and the key, where the fault is in a question; else the path."""
    real = _path_of(reading, path)
    tree: Any = reading.tree
    name, rest = "", real
    for place, step in enumerate(real):
        tree = tree[int(step)] if isinstance(tree, list) else tree[step]
        if isinstance(tree, dict) and isinstance(tree.get("id"), str):
            name, rest = str(tree["id"]), real[place + 1 :]
    return ".".join([*([name] if name else []), *rest, *path[len(real) :]])


def _line(place: str, line: int, key: str, what: str) -> str:
    if not key:
        return say("{place}, line {line}: {what}", place=place, line=line, what=what)
    return say("{place}, line {line}: {key}: {what}", place=place, line=line, key=key, what=what)
