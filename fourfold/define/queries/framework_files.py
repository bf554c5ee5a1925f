"""The frameworks that ship, read from `fourfold/define/frameworks`: one YAML file for each edition, and the cross-walks.

Read as strictly as the dated figures: an unknown key, a number without quotes, a code given twice, a source that is not
named, a link to what is not there. One file at fault refuses all of them.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Final, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator

from fourfold.define.rules.cells import GOALS
from fourfold.define.rules.crosswalks import Link, Relation, closure, contradictions
from fourfold.define.rules.frameworks import (
    Criterion,
    Framework,
    FrameworkMeasure,
    FrameworkOutcome,
    Theme,
    codes_in,
)
from fourfold.ground.kernel.quantities import UNITS
from fourfold.ground.kernel.sources import Day, Source, Words
from fourfold.ground.parameters.loader import fault_words
from fourfold.ground.parameters.strict_yaml import Reading, YamlFault, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


FOLDER: Final = "frameworks"
CROSSWALKS: Final = "crosswalks.yaml"
VERSION_DIGITS: Final = 12

Shape = TypeVar("Shape", bound="_Part")
SECTORS: Final = frozenset({"local_authority", "housing_association"})
# Classes of the Common Impact Data Standard 3.2.1 that a number may be a report of.
CIDS: Final = frozenset({"Input", "Output", "StakeholderOutcome"})


class FrameworkFault(ValueError):
    """A framework's file that cannot be trusted: the message names the file, the line, the key and what is wrong."""


def _yes_or_no(value: object) -> object:
    if value not in {"yes", "no"}:
        raise ValueError('write "yes" or "no", in quotes')
    return value == "yes"


def _true_or_false(value: object) -> object:
    if value not in {"true", "false"}:
        raise ValueError('write "true" or "false", in quotes')
    return value == "true"


def _goal(value: object) -> object:
    if not isinstance(value, str) or not value.isdigit() or int(value) not in GOALS:
        raise ValueError('a Sustainable Development Goal is "1" to "17", in quotes')
    return int(value)


YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
Verified = Annotated[bool, BeforeValidator(_true_or_false)]
Goal = Annotated[int, BeforeValidator(_goal)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Measure(_Part):
    code: Words
    title: Words
    unit: Words
    counts: Words
    counts_not: Words
    evidence: Words
    once_per_person: YesOrNo
    excludes: tuple[str, ...]
    sdgs: tuple[Goal, ...]
    cids: tuple[str, ...]
    sectors: tuple[str, ...]
    sources: tuple[str, ...]
    verified: Verified = True

    @model_validator(mode="after")
    def _names_what_there_is(self) -> Self:
        if self.unit not in UNITS:
            raise ValueError(f"unit: there is no unit “{self.unit}”")
        for name, given, known in (("sectors", self.sectors, SECTORS), ("cids", self.cids, CIDS)):
            strange = sorted(set(given) - known)
            if strange:
                raise ValueError(f"{name}: {', '.join(strange)} is none of {', '.join(sorted(known))}")
        if not self.sources:
            raise ValueError("sources: a definition rests on at least one")
        return self


class _Criterion(_Part):
    code: Words
    title: Words
    verified: Verified
    sources: tuple[str, ...]


class _Outcome(_Part):
    code: Words
    title: Words | None
    verified: Verified = True
    missing: Words | None = None
    sdgs: tuple[Goal, ...] = ()
    sources: tuple[str, ...]
    criteria: tuple[_Criterion, ...] = ()
    measures: tuple[_Measure, ...] = ()

    @model_validator(mode="after")
    def _says_what_is_missing(self) -> Self:
        whole = self.title and self.measures and self.verified
        if not whole and self.missing is None:
            raise ValueError("missing: say what of this outcome was not read")
        return self


class _Theme(_Part):
    code: Words
    title: Words
    verified: Verified = True
    outcomes: tuple[_Outcome, ...]


class _File(_Part):
    code: Words
    edition: Words
    title: Words
    publisher: Words
    summary: Words
    licence: Words
    from_day: Day
    until_day: Day | None
    missing: Words | None
    sources: dict[str, Source]
    themes: tuple[_Theme, ...]


class _Link(_Part):
    one: Words
    relation: Relation
    other: Words
    reason: Words


class _Links(_Part):
    links: tuple[_Link, ...]


@cache
def shipped_frameworks() -> Mapping[str, Framework]:
    """By "code/edition", in that order. Raises FrameworkFault."""
    folder = files("fourfold.define").joinpath(FOLDER)
    read = [
        parse_framework(entry.read_bytes(), place=f"{FOLDER}/{entry.name}")
        for entry in folder.iterdir()
        if entry.name != CROSSWALKS
    ]
    keys = [framework.key for framework in read]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise FrameworkFault(f"{FOLDER}: {', '.join(twice)} is given by more than one file")
    return MappingProxyType({each.key: each for each in sorted(read, key=lambda each: each.key)})


@cache
def crosswalks() -> tuple[Link, ...]:
    """Every link between the frameworks that ship. Raises FrameworkFault."""
    content = files("fourfold.define").joinpath(FOLDER, CROSSWALKS).read_bytes()
    return parse_links(content, place=f"{FOLDER}/{CROSSWALKS}", frameworks=shipped_frameworks().values())


@cache
def related() -> Mapping[tuple[str, str], frozenset[Relation]]:
    """The links and all that follows from them."""
    return MappingProxyType(closure(crosswalks()))


def parse_framework(content: bytes, *, place: str) -> Framework:
    """The edition that one file holds; `place` names the file in errors. Raises FrameworkFault."""
    content = content.replace(b"\r\n", b"\n")
    reading, given = _read(content, _File, place)
    faults = list(_faults(given))
    if faults:
        path, what = faults[0]
        raise FrameworkFault(f"{place}, line {reading.line_of(path)}: {what}")
    return _framework(given, version=hashlib.sha256(content).hexdigest()[:VERSION_DIGITS])


def parse_links(content: bytes, *, place: str, frameworks: Iterable[Framework]) -> tuple[Link, ...]:
    """Raises FrameworkFault for a link to what no framework has, and for links that contradict each other."""
    reading, given = _read(content, _Links, place)
    known = {f"{framework.key}#{code}" for framework in frameworks for code in codes_in(framework)}
    for number, each in enumerate(given.links):
        for node in (each.one, each.other):
            if node not in known:
                line = reading.line_of(("links", str(number)))
                raise FrameworkFault(f"{place}, line {line}: no framework has {node}")
    links = tuple(Link(each.one, each.relation, each.other, each.reason) for each in given.links)
    for one, other in contradictions(closure(links)):
        raise FrameworkFault(f"{place}: the links say more than one thing of {one} and {other}")
    return links


def _read(content: bytes, shape: type[Shape], place: str) -> tuple[Reading, Shape]:
    reading = Reading(None)
    try:
        reading = read_yaml(content.decode("utf-8"))
        return reading, shape.model_validate(reading.tree)
    except UnicodeDecodeError:
        raise FrameworkFault(f"{place}: the file is not UTF-8") from None
    except YamlFault as fault:
        under = ".".join(fault.path)
        raise FrameworkFault(f"{place}, line {fault.line}: {under}: {fault.what}") from None
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        path = tuple(str(part) for part in detail["loc"])
        what = fault_words(detail["type"], detail["msg"])
        raise FrameworkFault(f"{place}, line {reading.line_of(path)}: {'.'.join(path)}: {what}") from None


def _faults(given: _File) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is wrong between the parts of a file, with the path of the part."""
    codes: set[str] = set()
    measures = {
        measure.code for theme in given.themes for outcome in theme.outcomes for measure in outcome.measures
    }
    for path, part in _parts(given):
        if part.code in codes:
            yield path, f"the code {part.code} is given twice"
        codes.add(part.code)
        for source in getattr(part, "sources", ()):
            if source not in given.sources:
                yield path, f"no source is named {source}"
        for other in getattr(part, "excludes", ()):
            if other not in measures or other == part.code:
                yield path, f"{part.code} cannot exclude {other}: no other measure has that code"


def _parts(given: _File) -> Iterator[tuple[tuple[str, ...], Any]]:
    for t, theme in enumerate(given.themes):
        at_theme = ("themes", str(t))
        yield at_theme, theme
        for o, outcome in enumerate(theme.outcomes):
            at_outcome = (*at_theme, "outcomes", str(o))
            yield at_outcome, outcome
            for name, parts in (("criteria", outcome.criteria), ("measures", outcome.measures)):
                for number, part in enumerate(parts):
                    yield (*at_outcome, name, str(number)), part


def _framework(given: _File, *, version: str) -> Framework:
    return Framework(
        code=given.code,
        edition=given.edition,
        title=given.title,
        publisher=given.publisher,
        summary=given.summary,
        licence=given.licence,
        may_be_passed_on=True,
        themes=tuple(
            Theme(
                theme.code,
                theme.title,
                tuple(_outcome(outcome) for outcome in theme.outcomes),
                verified=theme.verified,
            )
            for theme in given.themes
        ),
        sources=MappingProxyType(dict(given.sources)),
        version=version,
        missing=given.missing or "",
        from_day=given.from_day,
        until_day=given.until_day,
    )


def _outcome(outcome: _Outcome) -> FrameworkOutcome:
    return FrameworkOutcome(
        code=outcome.code,
        title=outcome.title or "",
        verified=outcome.verified,
        missing=outcome.missing or "",
        sdgs=outcome.sdgs,
        sources=outcome.sources,
        criteria=tuple(Criterion(**each.model_dump()) for each in outcome.criteria),
        measures=tuple(FrameworkMeasure(**each.model_dump()) for each in outcome.measures),
    )
