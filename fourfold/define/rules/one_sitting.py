"""A whole policy from a few answers: ready words and measures, in proportion to the size of the organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from fourfold.define.rules.policy_text import (
    CommitmentText,
    MeasureText,
    OutcomeText,
    PrincipleText,
    PriorityText,
)
from fourfold.define.rules.review import review

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# The bands of the directory in which one measure for each theme is enough.
SMALL: Final = frozenset(
    {
        "population_under_80k",
        "homes_under_500",
        "homes_500_999",
        "staff_under_10",
        "staff_10_49",
    }
)
MOST_THEMES: Final = 3


@dataclass(frozen=True, slots=True)
class ReadyTheme:
    """`measures` with unit codes, the first for everybody. `source` says on what the theme rests, or is empty."""

    key: str
    title: str
    words: str
    outcome: str
    measures: tuple[MeasureText, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReadyCommitment:
    """`due` is "a year", "review" (the day on which the policy is due for review) or empty."""

    title: str
    due: str


@dataclass(frozen=True, slots=True)
class ReadySet:
    """`behind` are the titles of the values that stand behind every outcome."""

    definition: str
    intent: tuple[str, ...]
    leading: str
    values: tuple[PrincipleText, ...]
    commitments: tuple[ReadyCommitment, ...]
    themes: tuple[ReadyTheme, ...]
    behind: tuple[str, ...] = ()

    def theme(self, key: str) -> ReadyTheme | None:
        return next((each for each in self.themes if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Answers:
    """`needs` gives, by the key of a theme, why it matters here. `size_band` is one of the directory's."""

    title: str
    size_band: str
    themes: tuple[str, ...]
    needs: Mapping[str, str]
    doing: str
    post: str
    body: str
    review_years: int


@dataclass(frozen=True, slots=True)
class WholePolicy:
    title: str
    definition: str
    intent: str
    body: str
    review_years: int
    principles: tuple[PrincipleText, ...]
    priorities: tuple[PriorityText, ...]
    commitments: tuple[CommitmentText, ...]


def is_small(size_band: str) -> bool:
    return size_band in SMALL


def compose(ready: ReadySet, answers: Answers, *, name: str, doing_words: str, on: date) -> WholePolicy:
    """The policy of the organisation called `name`, begun on the day `on`. `doing_words` lead in what it does already.

    One measure for each theme of a small body, all that are ready for the others. Raises LookupError for a theme that is
    not ready, and ValueError for no theme or more than three.
    """
    _check(answers.themes)
    intent = [*ready.intent, ready.leading.format(post=answers.post.strip())]
    if answers.doing.strip():
        intent.append(f"{doing_words}\n{answers.doing.strip()}")
    return WholePolicy(
        title=answers.title.strip(),
        definition=ready.definition.format(name=name),
        intent="\n\n".join(intent),
        body=answers.body.strip(),
        review_years=answers.review_years,
        principles=ready.values,
        priorities=tuple(
            _priority(ready, key, answers.needs.get(key, ""), small=is_small(answers.size_band))
            for key in answers.themes
        ),
        commitments=tuple(
            CommitmentText(number, each.title, answers.post.strip(), _due(each.due, answers.review_years, on))
            for number, each in enumerate(ready.commitments, start=1)
        ),
    )


def _check(themes: Collection[str]) -> None:
    if not 1 <= len(themes) <= MOST_THEMES:
        message = f"One to {MOST_THEMES} themes are chosen, not {len(themes)}."
        raise ValueError(message)


def _priority(ready: ReadySet, key: str, need: str, *, small: bool) -> PriorityText:
    theme = ready.theme(key)
    if theme is None:
        message = f"No theme is named {key!r}."
        raise LookupError(message)
    measures = theme.measures[:1] if small else theme.measures
    return PriorityText(
        title=theme.title,
        need=need.strip(),
        top=True,
        outcomes=(OutcomeText(theme.outcome, measures, ready.behind),),
    )


def _due(due: str, review_years: int, on: date) -> date | None:
    years = {"a year": 1, "review": review_years}.get(due)
    return None if years is None else review(on, years=years, on=on).due_on
