"""An outcome framework as plain values: theme, outcome, and what counts the outcome.

A framework that ships and a pack that somebody brings have the same shape, so that one page, one search and one export
serve both.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from fourfold.ground.kernel.sources import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class FrameworkMeasure:
    """How an outcome is counted. `unit` is a code of `kernel.quantities`.

    `once_per_person` None means that the framework does not say. `excludes` are codes of measures of the same framework
    that may not be claimed for the same person or pound. `verified` is False where the words were not read in the
    publication itself.
    """

    code: str
    title: str
    unit: str
    counts: str
    counts_not: str = ""
    evidence: str = ""
    once_per_person: bool | None = None
    excludes: tuple[str, ...] = ()
    sdgs: tuple[int, ...] = ()
    cids: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a bid is judged by under an outcome. Not a count: it has no unit."""

    code: str
    title: str
    verified: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrameworkOutcome:
    """`title` is empty where its words were not read; `missing` then says what is known and what is not."""

    code: str
    title: str
    verified: bool = True
    missing: str = ""
    sdgs: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    measures: tuple[FrameworkMeasure, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    code: str
    title: str
    outcomes: tuple[FrameworkOutcome, ...]
    verified: bool = True


@dataclass(frozen=True, slots=True)
class Framework:
    """One edition of a framework. `missing` says what of it was not read; empty where all of it was.

    `may_be_passed_on` is False for what somebody holds a licence for: its words and values are the holder's alone.
    """

    code: str
    edition: str
    title: str
    publisher: str
    summary: str
    licence: str
    may_be_passed_on: bool
    themes: tuple[Theme, ...]
    sources: Mapping[str, Source]
    version: str = ""
    missing: str = ""
    from_day: date | None = None
    until_day: date | None = None

    @property
    def key(self) -> str:
        return f"{self.code}/{self.edition}"


@dataclass(frozen=True, slots=True)
class Placed:
    """A measure with what it stands under."""

    measure: FrameworkMeasure
    outcome: FrameworkOutcome
    theme: Theme


def placed_measures(framework: Framework) -> Iterator[Placed]:
    """Every measure in the order of the framework."""
    for theme in framework.themes:
        for outcome in theme.outcomes:
            for measure in outcome.measures:
                yield Placed(measure, outcome, theme)


def measure_coded(framework: Framework, code: str) -> Placed | None:
    return next((each for each in placed_measures(framework) if each.measure.code == code), None)


def codes_in(framework: Framework) -> dict[str, str]:
    """Every code of the framework with what it stands for: theme, outcome, criterion or measure."""
    found: dict[str, str] = {}
    for theme in framework.themes:
        found[theme.code] = "theme"
        for outcome in theme.outcomes:
            found[outcome.code] = "outcome"
            found |= {each.code: "criterion" for each in outcome.criteria}
            found |= {each.code: "measure" for each in outcome.measures}
    return found


def title_of(framework: Framework, code: str) -> str:
    """The title of whatever has this code; the code itself where its words were not read."""
    for theme in framework.themes:
        if theme.code == code:
            return theme.title
        for outcome in theme.outcomes:
            titled = [(outcome.code, outcome.title)]
            titled += [(each.code, each.title) for each in outcome.criteria]
            titled += [(each.code, each.title) for each in outcome.measures]
            for known, title in titled:
                if known == code:
                    return title or code
    return code


def found_by_words(framework: Framework, words: str, *, sector: str = "") -> tuple[Placed, ...]:
    """The measures in whose words all of `words` stand, for `sector` where one is named (a measure for none is for all)."""
    sought = words.casefold().split()
    return tuple(
        each
        for each in placed_measures(framework)
        if (not sector or not each.measure.sectors or sector in each.measure.sectors)
        and all(word in _words_of(each) for word in sought)
    )


def _words_of(each: Placed) -> str:
    measure = each.measure
    texts = (
        measure.code,
        measure.title,
        measure.counts,
        measure.counts_not,
        measure.evidence,
        each.outcome.title,
        each.theme.title,
    )
    return " ".join(texts).casefold()
