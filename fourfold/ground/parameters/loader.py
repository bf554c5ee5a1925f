"""Reads every YAML file under ``fourfold/parameters`` once, and refuses all of it if one file is at fault."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from fourfold.ground.kernel.dated_rules import DatedRule
from fourfold.ground.kernel.parameters import DatedParameter
from fourfold.ground.parameters.strict_yaml import Path, Reading, YamlFault, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from importlib.resources.abc import Traversable

VERSION_DIGITS = 12
# Where dated rules are: text rather than figures.
RULES = ("law", "rules")

Kind = TypeVar("Kind", bound=BaseModel)

_DAY_AS_PYDANTIC_NAMES_IT = re.compile(r"datetime\.date\(([0-9]+), ([0-9]+), ([0-9]+)\)")
_NAME = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_ADDED = ("key", "version")
_WORDS = {
    "extra_forbidden": "this key is not known",
    "missing": "this key is missing",
    "string_type": "this must be words",
    "model_type": "this must be keys and values",
    "mapping_type": "this must be keys and values",
    "dict_type": "this must be keys and values",
}


class ParameterFault(ValueError):
    """A parameter file that cannot be trusted: the message names the file, the line, the key and what is wrong."""


def parameter(key: str) -> DatedParameter:
    """The parameter of this key, as "valuation.wellbeing.wellby_central". Raises KeyError."""
    try:
        return all_parameters()[key]
    except KeyError:
        raise KeyError(f"There is no parameter \u201c{key}\u201d in fourfold/parameters") from None


@cache
def all_parameters() -> Mapping[str, DatedParameter]:
    """Every parameter that ships with Fourfold, by key, in order of key. Raises ParameterFault."""
    return read_parameters(files("fourfold").joinpath("parameters"))


def read_parameters(root: Traversable) -> Mapping[str, DatedParameter]:
    """Every parameter below ``root``. Raises ParameterFault, also for a file that is not a parameter."""
    return MappingProxyType(
        {
            key: parse_parameter(file.read_bytes(), key=key, place=place)
            for key, place, file in _yaml_files(root)
            if not place.startswith("/".join((*RULES, "")))
        }
    )


@cache
def all_rules() -> Mapping[str, DatedRule]:
    """Every dated rule that ships with Fourfold, by key, as "social-value-act-2012". Raises ParameterFault."""
    return read_rules(files("fourfold").joinpath("parameters"))


def read_rules(root: Traversable) -> Mapping[str, DatedRule]:
    """Every dated rule in the folder law/rules below ``root``. Raises ParameterFault."""
    return MappingProxyType(
        {
            name: parse_rule(file.read_bytes(), key=name, place=place)
            for key, place, file in _yaml_files(root)
            if place.startswith("/".join((*RULES, "")))
            for name in (key.rpartition(".")[2].replace("_", "-"),)
        }
    )


def parse_parameter(content: bytes, *, key: str, place: str) -> DatedParameter:
    """The parameter that one file holds; ``place`` names the file in errors. Raises ParameterFault.

    The version is of the content with line ends as newlines, so that a checkout on Windows has the same.
    """
    return _parse(DatedParameter, content, key=key, place=place)


def parse_rule(content: bytes, *, key: str, place: str) -> DatedRule:
    """The dated rule that one file holds; ``place`` names the file in errors. Raises ParameterFault."""
    return _parse(DatedRule, content, key=key, place=place)


def _yaml_files(root: Traversable) -> Iterator[tuple[str, str, Traversable]]:
    for names, file in sorted(_files(root, ()), key=lambda entry: entry[0]):
        place = "/".join(names)
        stem = names[-1].removesuffix(".yaml")
        if stem == names[-1] or not all(_NAME.fullmatch(name) for name in (*names[:-1], stem)):
            raise ParameterFault(f"{place}: only YAML belongs here, with names like wellby_central.yaml")
        yield ".".join((*names[:-1], stem)), place, file


def _parse(kind: type[Kind], content: bytes, *, key: str, place: str) -> Kind:
    content = content.replace(b"\r\n", b"\n")
    try:
        reading = read_yaml(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ParameterFault(_fault(place, line, (), "the file is not UTF-8")) from None
    except YamlFault as fault:
        raise ParameterFault(_fault(place, fault.line, fault.path, fault.what)) from None
    tree = reading.tree
    if not isinstance(tree, dict):
        raise ParameterFault(_fault(place, 1, (), "the file must hold keys and values"))
    for name in _ADDED:
        if name in tree:
            raise ParameterFault(_fault(place, reading.line_of((name,)), (name,), _WORDS["extra_forbidden"]))
    version = hashlib.sha256(content).hexdigest()[:VERSION_DIGITS]
    try:
        return kind.model_validate({**tree, "key": key, "version": version})
    except ValidationError as error:
        raise ParameterFault("\n".join(_faults(place, reading, error))) from None


def _files(folder: Traversable, above: Path) -> Iterator[tuple[Path, Traversable]]:
    for entry in folder.iterdir():
        names = (*above, entry.name)
        if entry.is_dir():
            yield from _files(entry, names)
        else:
            yield names, entry


def _faults(place: str, reading: Reading, error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        path = tuple(_as_written(part) for part in detail["loc"] if part != "[key]")
        what = fault_words(detail["type"], detail["msg"])
        named, _, rest = what.partition(": ")
        if not path and (named,) in reading.lines:
            # A fault of the whole file begins with the key that it is about.
            path, what = (named,), rest
        yield _fault(place, reading.line_of(path), path, what)


def fault_words(kind: str, message: str) -> str:
    """What pydantic found wrong, as a person says it."""
    return _WORDS.get(kind, message.removeprefix("Value error, "))


def _as_written(part: int | str) -> str:
    """A key as the file has it: pydantic names a day among the keys by its repr."""
    found = _DAY_AS_PYDANTIC_NAMES_IT.fullmatch(str(part))
    if found is None:
        return str(part)
    year, month, day = (int(number) for number in found.groups())
    return date(year, month, day).isoformat()


def _fault(place: str, line: int, path: Path, what: str) -> str:
    under = ".".join(path) + ": " if path else ""
    return f"{place}, line {line}: {under}{what}"
