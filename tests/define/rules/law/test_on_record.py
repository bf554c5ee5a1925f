"""A ruling that is kept is read again as it was given, and two of them say what differs."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.define.queries.law import law_version, rulings_on, the_law, version_of
from fourfold.define.rules.law.answers import Answer
from fourfold.define.rules.law.differences import differences
from fourfold.define.rules.law.facts import Authority, Facts, Kind, Nation, Regime, Vat
from fourfold.define.rules.law.on_record import OnRecord, kept, read_again
from fourfold.define.rules.law.scenarios import SCENARIOS
from tests.define.rules.law.contracts import CONTRACTS

FACTS = Facts(
    Authority.BEST_VALUE,
    Nation.ENGLAND,
    Kind.SERVICES,
    Decimal(9_000_000),
    Vat.INCLUDED,
    date(2026, 11, 23),
)


def on_record(facts: Facts) -> OnRecord:
    return read_again(kept(facts, rulings_on(facts)))


@settings(deadline=None, max_examples=25)
@given(facts=CONTRACTS, scenario=st.sampled_from([None, *SCENARIOS.values()]))
def test_what_is_kept_is_read_again_as_it_was_given(facts: Facts, scenario: object) -> None:
    rulings = rulings_on(facts, scenario)  # type: ignore[arg-type]
    assert read_again(json.loads(json.dumps(kept(facts, rulings)))) == OnRecord(facts, rulings)


def test_a_shape_that_is_not_known_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="shape 2"):
        read_again({**kept(FACTS, rulings_on(FACTS)), "shape": 2})


def test_a_source_that_many_rules_name_is_kept_once() -> None:
    body = kept(FACTS, rulings_on(FACTS))
    assert len(body["sources"]) == len({json.dumps(each, sort_keys=True) for each in body["sources"]})
    assert len(json.dumps(body)) < 60_000


def test_the_same_question_twice_differs_in_nothing() -> None:
    assert differences(on_record(FACTS), on_record(FACTS)).none


def test_other_facts_are_named_with_the_rules_that_answer_otherwise() -> None:
    light = replace(FACTS, regime=Regime.LIGHT_TOUCH)
    found = differences(on_record(FACTS), on_record(light))
    assert [(each.name, each.was, each.now) for each in found.facts] == [("regime", "", "light-touch")]
    by_rule = {each.now.rule: each for each in found.rules if each.now is not None}
    assert by_rule["key-performance-indicators"].answer_was is Answer.APPLIES
    assert by_rule["key-performance-indicators"].answer_now is Answer.DOES_NOT_APPLY
    # It applies as before, and by another day.
    assert not by_rule["contract-details-notice"].answers_otherwise
    assert by_rule["contract-details-notice"].records_differ
    assert not any(each.read_again for each in found.rules)
    assert "social-value-act-2012" not in by_rule


def test_a_file_that_was_read_again_is_named_though_the_answer_stands() -> None:
    was = on_record(FACTS)
    act = was.rulings[0]
    older = replace(act, versions=tuple((key, "0" * 12) for key, _ in act.versions))
    found = differences(replace(was, rulings=(older, *was.rulings[1:])), was)
    assert [(each.title, each.read_again, each.answers_otherwise) for each in found.rules] == [
        (act.title, True, False)
    ]


def test_a_rule_that_came_and_one_that_went_are_named() -> None:
    was, now = on_record(FACTS), on_record(FACTS)
    found = differences(replace(was, rulings=was.rulings[1:]), replace(now, rulings=now.rulings[:-1]))
    assert [(each.answer_was is None, each.answer_now is None) for each in found.rules] == [
        (True, False),
        (False, True),
    ]


def test_a_ruling_names_every_figure_it_was_compared_with_and_the_rate_it_was_turned_by() -> None:
    rulings = {each.rule: dict(each.versions) for each in rulings_on(replace(FACTS, vat=Vat.EXCLUDED))}
    assert "law.procurement_act_2023.copy_of_contract_above" in rulings["contract-details-notice"]
    assert "law.vat.standard_rate" in rulings["social-value-act-2012"]
    own_rate = rulings_on(replace(FACTS, vat=Vat.EXCLUDED, vat_rate=Decimal(0)))[0]
    assert "law.vat.standard_rate" not in dict(own_rate.versions)
    assert "law.vat.standard_rate" not in dict(rulings_on(FACTS)[0].versions)


def test_the_law_has_one_version_for_all_its_files_and_another_when_one_is_read_again() -> None:
    law = the_law()
    act = law.rules["social-value-act-2012"].model_copy(update={"version": "0" * 12})
    works = law.figures["law.thresholds.works"].model_copy(update={"version": "0" * 12})
    versions = {
        version_of(law),
        version_of(replace(law, rules={**law.rules, act.key: act})),
        version_of(replace(law, figures={**law.figures, works.key: works})),
    }
    assert len(versions) == 3
    assert law_version() == version_of(law)
    assert len(law_version()) == 12


def test_a_day_that_is_reckoned_is_the_one_its_words_say() -> None:
    for rule in the_law().rules.values():
        for record in rule.records.values():
            if record.due is not None and record.due.days:
                assert f"{record.due.days} days" in record.by_when, (rule.key, record.what)
            if record.due is not None and record.due.every_months:
                assert f"{record.due.every_months} months" in record.by_when, (rule.key, record.what)


def test_after_the_last_check_a_ruling_is_kept_too_and_says_that_nobody_looked() -> None:
    later = replace(FACTS, on=FACTS.on + timedelta(days=1))
    answers = {each.rule: each.answer for each in on_record(later).rulings}
    assert answers["social-value-act-2012"] is Answer.NOT_CHECKED
