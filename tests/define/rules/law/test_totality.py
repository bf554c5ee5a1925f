"""No input is without a reasoned answer, and the columns answer as the words do."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.queries.law import rulings_on, the_law
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.every_rule import RULES
from fourfold.define.rules.law.facts import (
    Authority,
    FactRefused,
    Facts,
    Kind,
    Nation,
    Regime,
    Route,
    Vat,
)
from fourfold.define.rules.law.scenarios import SCENARIOS
from fourfold.define.rules.law.steps import LawRule, Step
from fourfold.define.rules.law.typed_facts import read_facts, typed_again
from fourfold.define.rules.law.vector.answers import answers
from fourfold.define.rules.law.vector.columns import columns_of
from fourfold.ground.kernel.dated_rules import AfterLastCheck
from tests.define.rules.law.contracts import CONTRACTS, TURNS

ANSWERS = tuple(Answer)


@settings(deadline=None, max_examples=60)
@given(facts=CONTRACTS, scenario=st.sampled_from([None, *SCENARIOS.values()]))
def test_every_input_has_a_reasoned_answer_from_every_rule(facts: Facts, scenario: object) -> None:
    found = rulings_on(facts, scenario)  # type: ignore[arg-type]
    assert len(found) == len(RULES) + (scenario is not None)
    for ruling in found:
        assert ruling.answer in ANSWERS
        assert sum(reason.decides for reason in ruling.reasons) == 1
        assert all(str(reason.says).strip() for reason in ruling.reasons)
        assert "{" not in "".join(str(reason.says) for reason in ruling.reasons)
        assert ruling.versions
        assert not ruling.to_record or ruling.answer in {Answer.APPLIES, Answer.GOOD_PRACTICE}


@settings(deadline=None, max_examples=25)
@given(many=st.lists(CONTRACTS, min_size=1, max_size=12))
def test_the_columns_answer_as_the_words_do(many: list[Facts]) -> None:
    by_column = answers(columns_of(many), law=the_law(), rules=RULES)
    for place, facts in enumerate(many):
        for ruling in rulings_on(facts):
            assert ANSWERS[by_column[ruling.rule][place]] is ruling.answer, (ruling.rule, facts)


def test_the_whole_table_is_answered_by_column() -> None:
    """Authority × nation × kind × route × regime on every day on which something changes: each has an answer of the five."""
    whole = [
        Facts(
            authority,
            nation,
            kind,
            Decimal(300_000),
            Vat.INCLUDED,
            date.fromordinal(day),
            route=route,
            regime=regime,
        )
        for authority, nation, kind, route, regime in itertools.product(
            Authority, Nation, Kind, Route, Regime
        )
        for day in TURNS[:: len(TURNS) // 8]
    ]
    found = answers(columns_of(whole), law=the_law(), rules=RULES)
    assert len(whole) > 30_000
    assert set(found) == {rule.key for rule in RULES}
    for column in found.values():
        assert 0 <= column.min() <= column.max() < len(ANSWERS)


@settings(deadline=None, max_examples=40)
@given(facts=CONTRACTS)
def test_facts_that_are_typed_again_are_the_same_facts(facts: Facts) -> None:
    again = read_facts(typed_again(facts))
    assert again == facts


def test_a_rule_after_its_last_check_is_not_checked_unless_it_has_ended() -> None:
    for rule in the_law().rules.values():
        facts = Facts(
            Authority.CENTRAL,
            Nation.ENGLAND,
            Kind.SERVICES,
            Decimal(9_000_000),
            Vat.INCLUDED,
            date.fromordinal(rule.still_in_force_on.toordinal() + 1),
        )
        ruling = next(each for each in rulings_on(facts) if each.rule == rule.key)
        if rule.after_last_check is AfterLastCheck.ENDED:
            assert ruling.answer is Answer.DOES_NOT_APPLY
        else:
            assert ruling.answer is Answer.NOT_CHECKED
            assert "Not checked since 23 November 2026" in ruling.deciding.says


def test_a_figure_from_a_secondary_source_says_so() -> None:
    facts = read_facts(
        {"authority": "best-value", "nation": "england", "kind": "services", "value": "300000", "vat": "included", "on": "2026-03-01"}
    )  # fmt: skip
    act = rulings_on(facts)[0]
    assert act.answer is Answer.APPLIES
    assert any("secondary source, Blake Morgan" in reason.says for reason in act.beware)
    assert any(source.grade == "secondary" for source in act.sources)


def test_where_the_rate_of_vat_decides_it_is_said() -> None:
    asked = {
        "authority": "best-value",
        "nation": "england",
        "kind": "services",
        "value": "180000",
        "vat": "excluded",
        "on": "2026-03-01",
    }
    assumed = rulings_on(read_facts(asked))[0]
    assert assumed.answer is Answer.APPLIES
    assert any("The rate of VAT decides here" in reason.says for reason in assumed.beware)
    given_rate = rulings_on(read_facts({**asked, "vat_rate": "0"}))[0]
    assert given_rate.answer is Answer.DOES_NOT_APPLY
    assert not any("decides here" in reason.says for reason in given_rate.beware)


def test_every_provision_that_steps_and_records_name_is_there() -> None:
    law = the_law()
    for rule in RULES:
        for step in rule.steps:
            for name in step.relies_on:
                key, _, part = name.rpartition("/")
                assert part in law.rules[key or rule.key].provisions
        assert {each.name for each in rule.records} == set(law.rules[rule.key].records)
    assert {rule.key for rule in RULES} == set(law.rules)


def test_a_rule_without_a_last_word_is_no_rule() -> None:
    step = Step(when=lambda c: c.by(Authority.CENTRAL), answer=Answer.APPLIES, says="It does.")
    with pytest.raises(ValueError, match="last step"):
        LawRule("x", (step,))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"value": Decimal("NaN")}, "value"),
        ({"value": Decimal("Infinity")}, "value"),
        ({"value": Decimal(-1)}, "value"),
        ({"value": Decimal("0.001")}, "value"),
        ({"value": Decimal(10) ** 12 + 1}, "value"),
        ({"on": date(1899, 12, 31)}, "on"),
        ({"vat_rate": Decimal("1.01")}, "vat_rate"),
        ({"vat_rate": Decimal("NaN")}, "vat_rate"),
    ],
)
def test_facts_that_cannot_be_are_refused_by_their_name(change: dict[str, object], field: str) -> None:
    sound = Facts(
        Authority.CENTRAL, Nation.ENGLAND, Kind.SERVICES, Decimal(1), Vat.INCLUDED, date(2026, 1, 1)
    )
    with pytest.raises(FactRefused) as refusal:
        replace(sound, **change)  # type: ignore[arg-type]
    assert refusal.value.field == field
