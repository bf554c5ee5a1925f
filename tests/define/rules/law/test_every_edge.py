"""No edge of the law is without an example: periods, nations and figures are taken from the law's own files.

A new value, a new rule or a moved day is red here until somebody has written what it means, on its first and last day and on the
days beside them, at the figure and a penny from it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from fourfold.define.queries.law import the_law
from fourfold.define.rules.law.days import last_checked
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.facts import Vat
from fourfold.define.rules.law.scenarios import SCENARIOS, scenario_rule
from fourfold.define.rules.law.steps import LawRule
from fourfold.ground.kernel.parameters import DatedParameter, Known, ParameterUnit, VatBasis
from tests.define.rules.law.examples import EXAMPLES, FIGURES_ALONE, FILES, read, ruled

PENNY, DAY = Decimal("0.01"), timedelta(days=1)
READERS: tuple[LawRule, ...] = (*RULES, *(scenario_rule(each) for each in SCENARIOS.values()))
THRESHOLDS = {
    key: figure
    for key, figure in the_law().figures.items()
    if key.startswith("law.") and figure.unit is ParameterUnit.THRESHOLD
}


def periods(figure: DatedParameter) -> Iterator[tuple[date, date]]:
    """The first and the last day of each value."""
    days = [*figure.values, figure.still_in_force_on + DAY]
    yield from ((first, after - DAY) for first, after in itertools.pairwise(days))


def compared_in(key: str, first: date, last: date) -> tuple[date, date] | None:
    """The days of the period on which a rule in force compares with that figure; None: on none of them."""
    spans = [
        (max(first, began), min(last, rule.last_day or last, last_checked(reader, the_law())))
        for reader in READERS
        if key in reader.figures or any(key in entry.figures for entry in reader.records)
        for rule in (the_law().rules[reader.key],)
        if (began := rule.first_day) is not None
    ]
    spans = [(begins, ends) for begins, ends in spans if begins <= ends]
    return (min(begins for begins, _ in spans), max(ends for _, ends in spans)) if spans else None


def place_of(value: Decimal, vat: Vat, known: Known) -> str:
    """Where a value lies, if it is one that an edge asks for: on the figure's own basis, or where none is stated certainly."""
    if known.vat is VatBasis.NOT_STATED:
        sides = {
            "a penny below": (Vat.INCLUDED, -PENNY),
            "at": (Vat.EXCLUDED, Decimal(0)),
            "a penny above": (Vat.EXCLUDED, PENNY),
        }
    else:
        own = Vat(str(known.vat))
        sides = {"a penny below": (own, -PENNY), "at": (own, Decimal(0)), "a penny above": (own, PENNY)}
    wanted = {(basis, known.value + step): name for name, (basis, step) in sides.items()}
    return wanted.get((vat, value), "")


def touched_by_rules() -> set[tuple[str, date, str]]:
    """Figure, day and place, of every example of which a named rule compared with that figure."""
    found = set()
    for place in range(len(EXAMPLES)):
        for facts, ruling in ruled(place).values():
            for key, _ in ruling.versions:
                known = THRESHOLDS[key].at(facts.on) if key in THRESHOLDS else None
                if isinstance(known, Known):
                    found.add((key, facts.on, place_of(facts.value, facts.vat, known)))
    return found


def touched_alone() -> set[tuple[str, date, str]]:
    found = set()
    for example in FILES[FIGURES_ALONE]:
        facts, _ = read(example["facts"])
        known = THRESHOLDS[example["figure"]].at(facts.on)
        place = place_of(facts.value, facts.vat, known) if isinstance(known, Known) else "no figure"
        found.add((example["figure"], facts.on, place))
    return found


def wanted_of(key: str) -> tuple[str, ...]:
    """A figure that must be exceeded is told from one that need only be reached a penny above it."""
    return ("a penny below", "at", "a penny above") if key.endswith("_above") else ("a penny below", "at")


def test_every_threshold_is_touched_at_both_edges_of_every_period() -> None:
    by_rules, alone = touched_by_rules(), touched_alone()
    missing = []
    for key, figure in THRESHOLDS.items():
        for first, last in periods(figure):
            span = compared_in(key, first, last)
            # A value that still holds has no last day of its own; what is known of it ends with the last check.
            ends = (first, last) if last != figure.still_in_force_on else (first,)
            edges = {(day, span is not None and span[0] <= day <= span[1]) for day in ends}
            edges |= {(day, True) for day in span or ()}
            missing += [
                f"{key} on {day}: {place}" + (", by a rule" if ruled_then else "")
                for day, ruled_then in sorted(edges)
                for place in wanted_of(key)
                if (key, day, place) not in (by_rules if ruled_then else alone)
            ]
    assert not missing, "\n".join(missing)


def test_a_figure_before_its_first_day_is_no_figure() -> None:
    alone = touched_alone()
    missing = [
        f"{key} on {before}: no figure"
        for key, figure in THRESHOLDS.items()
        for before in (min(figure.values) - DAY,)
        if (key, before, "no figure") not in alone
    ]
    assert not missing, "\n".join(missing)


def edges(rule: LawRule) -> Iterator[date]:
    """The day before and the first day; the last day known, on which it ended or was last checked, and the day after."""
    dated, checked = the_law().rules[rule.key], last_checked(rule, the_law())
    if dated.first_day is not None:
        yield from (dated.first_day - DAY, dated.first_day)
    last = checked if dated.last_day is None else min(dated.last_day, checked)
    yield from (last, last + DAY)


def touched_days() -> set[tuple[str, str, date]]:
    """Rule, nation and day of every example."""
    return {
        (rule, facts.nation.value, facts.on)
        for place in range(len(EXAMPLES))
        for rule, (facts, _) in ruled(place).items()
    }


def test_every_rule_is_touched_at_both_edges_in_every_nation_of_it() -> None:
    touched = touched_days()
    missing = [
        f"{rule.key} in {nation} on {day}"
        for rule in RULES
        for nation in the_law().rules[rule.key].nations
        for day in edges(rule)
        if (rule.key, nation, day) not in touched
    ]
    assert not missing, "\n".join(missing)


def test_every_part_of_a_rule_is_touched_where_it_begins_and_ends() -> None:
    touched = {(rule, day) for rule, _, day in touched_days()}
    missing = [
        f"{rule.key}/{name} on {day}"
        for rule in the_law().rules.values()
        for name, part in rule.provisions.items()
        for turns in (part.first_day and part.first_day - DAY, part.last_day)
        if turns is not None
        for day in (turns, turns + DAY)
        if (rule.key, day) not in touched
    ]
    assert not missing, "\n".join(missing)
