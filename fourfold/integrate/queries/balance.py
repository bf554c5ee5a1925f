"""What an organisation asks for and is promised, by what it is about: whether that looks past employment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from fourfold.define.queries.adopted_measures import adopted_measures
from fourfold.define.queries.policies import adopted_version
from fourfold.define.queries.themes import about_version, themes_of_measures
from fourfold.define.rules.balance import Balance, balance
from fourfold.define.rules.themes import Theme
from fourfold.integrate.models import ENDED_WITHOUT, Ask, Commitment, CommitmentState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from fourfold.define.queries.themes import PriorityAbout


@dataclass(frozen=True, slots=True)
class Portfolio:
    """`counts` of measures, asks or promises by theme; None is what nothing tells the theme of."""

    counts: Mapping[str | None, int]
    balance: Balance


@dataclass(frozen=True, slots=True)
class PriorityInUse:
    """How often the measures of a priority are asked for, and promised, under this version or an earlier one."""

    about: PriorityAbout
    measures: int
    asks: int
    promises: int


@dataclass(frozen=True, slots=True)
class BalanceOf:
    """`themes` are those that anything, or any adopted priority, is about, in their own order."""

    policy: bool
    measures: Portfolio
    asks: Portfolio
    promises: Portfolio
    themes: tuple[Theme, ...]
    priorities: tuple[PriorityInUse, ...]


def balance_of(owner: int) -> BalanceOf:
    """A constant number of queries. Abandoned procurements and waived promises do not count."""
    version = adopted_version(owner)
    abouts = [] if version is None else about_version(version)
    wanted = list(dict.fromkeys(each.theme for each in abouts if each.theme is not None))
    of_policy = {measure.pk: 1 for measure in adopted_measures(owner)}
    asked = _by_measure(Ask.objects.filter(owner_id=owner).exclude(procurement__state__in=ENDED_WITHOUT))
    promised = _by_measure(Commitment.objects.filter(owner_id=owner).exclude(state=CommitmentState.WAIVED))
    measures = themes_of_measures({*of_policy, *asked, *promised})

    def portfolio(counted: Mapping[int, int]) -> Portfolio:
        counts: dict[str | None, int] = {}
        for measure, count in counted.items():
            theme = None if measure not in measures else measures[measure].theme
            counts[theme] = counts.get(theme, 0) + count
        return Portfolio(counts, balance(counts, wanted=wanted))

    def of_priority(counted: Mapping[int, int], about: PriorityAbout) -> int:
        title = about.priority.title.casefold()
        return sum(
            count
            for measure, count in counted.items()
            if measure in measures and measures[measure].priority_title.casefold() == title
        )

    portfolios = portfolio(of_policy), portfolio(asked), portfolio(promised)
    there = {*wanted, *(theme for each in portfolios for theme in each.counts)}
    return BalanceOf(
        version is not None,
        *portfolios,
        themes=tuple(theme for theme in Theme if theme in there),
        priorities=tuple(
            PriorityInUse(
                each, of_priority(of_policy, each), of_priority(asked, each), of_priority(promised, each)
            )
            for each in abouts
        ),
    )


def _by_measure(rows: QuerySet[Ask] | QuerySet[Commitment]) -> dict[int, int]:
    return dict(rows.order_by().values_list("measure_id").annotate(Count("pk")))
