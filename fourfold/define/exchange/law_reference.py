"""The law as the rules hold it, as a page of the documentation: written from the same dated files that the rules are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.define.queries.law_calendar import calendar, law_figures
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.scenarios import SCENARIOS
from fourfold.ground.kernel.periods import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fourfold.define.rules.law.law_book import LawBook
    from fourfold.ground.kernel.dated_rules import DatedRule, Provision
    from fourfold.ground.kernel.parameters import DatedParameter

_BEGINS: Final = """\
# The law

Every rule and figure that `fourfold law check` goes by, written from `fourfold/parameters/law` by
`fourfold law reference > docs/reference/law.md`; a test fails when the two differ.

This is no legal advice. A *secondary* source is somebody's account of the law, and not the law. For a day after the last check a
rule answers “not checked”; one that has ended stays ended. [How to test which law applies](../how-to/test-which-law-applies.md).

"""


def reference(law: LawBook) -> str:
    return _BEGINS + "\n".join(
        [*_overview(law), *_rules(law), *_figures(law), *_scenarios(), *_calendar(law)]
    )


def _overview(law: LawBook) -> Iterator[str]:
    yield "| rule | kind | where | from | to | last checked |"
    yield "|---|---|---|---|---|---|"
    for rule in RULES:
        dated = law.rules[rule.key]
        yield (
            f"| [{dated.title}](#{rule.key}) | {dated.kind} | {', '.join(dated.nations)} | "
            f"{_day(dated.first_day, 'not in force')} | "
            f"{_day(dated.last_day, '')} | {day_text(dated.still_in_force_on)} |"
        )
    yield ""


def _rules(law: LawBook) -> Iterator[str]:
    yield "## Rules\n"
    for rule in RULES:
        yield from _rule(law.rules[rule.key])


def _rule(dated: DatedRule) -> Iterator[str]:
    yield f"### {dated.key}\n"
    yield f"**{dated.title}**\n"
    after = (
        "it stays ended"
        if dated.after_last_check == "ended"
        else "the answer for a later day is “not checked”"
    )
    yield (
        f"{dated.about}. Last checked on {day_text(dated.still_in_force_on)} by {dated.checked_by}; {after}. "
        f"To be read again by {day_text(dated.read_again)}: {dated.read_again_because}.\n"
    )
    if dated.unsure:
        yield f"{dated.unsure}\n"
    for provision in dated.provisions.values():
        yield f"- {_span(provision)}{provision.meaning} {_source(provision)}"
    yield ""
    if dated.records:
        yield "To record or publish:\n"
        yield from (f"- {each.what}. *{each.by_when}.*" for each in dated.records.values())
        yield ""


def _span(provision: Provision) -> str:
    first, last = provision.first_day, provision.last_day
    if first and last:
        return f"*{day_text(first)} to {day_text(last)}.* "
    if first:
        return f"*From {day_text(first)}.* "
    return f"*To {day_text(last)}.* " if last else ""


def _source(provision: Provision) -> str:
    source = provision.source
    return (
        f"[{source.title}]({source.href}), {source.publisher}, {source.grade}, read on {day_text(source.read)}: "
        f"“{source.says}”."
    )


def _figures(law: LawBook) -> Iterator[str]:
    yield "## Figures\n"
    for key, figure in law_figures(law):
        yield from _figure(key, figure)


def _figure(key: str, figure: DatedParameter) -> Iterator[str]:
    yield f"### {figure.description}\n"
    cadence = f"Set anew {figure.cadence.text}. " if figure.cadence else ""
    yield f"`{key}`, in {figure.unit}. {cadence}Last checked on {day_text(figure.still_in_force_on)}.\n"
    yield "| from | figure | VAT | source | grade | read |"
    yield "|---|--:|---|---|---|---|"
    for day, dated in figure.values.items():
        value = "ended" if dated.value is None else f"{dated.value:,}"
        yield (
            f"| {day_text(day)} | {value} | {dated.vat or ''} | [{dated.source.title}]({dated.source.href}), "
            f"{dated.source.publisher} | {dated.source.grade} | {day_text(dated.source.read)} |"
        )
    yield ""


def _scenarios() -> Iterator[str]:
    yield "## Scenarios\n"
    yield "Hypothetical, and marked so in every answer. None of it is law.\n"
    for each in SCENARIOS.values():
        yield f"- `{each.name}`: {each.title}. {each.duty}"
    yield ""


def _calendar(law: LawBook) -> Iterator[str]:
    yield "## To be read again\n"
    yield "| by | what | why | last checked |"
    yield "|---|---|---|---|"
    for each in calendar(law):
        yield f"| {day_text(each.by)} | {each.title} | {each.why} | {day_text(each.checked_on)} |"
    yield ""


def _day(day: date | None, otherwise: str) -> str:
    return otherwise if day is None else day_text(day)
