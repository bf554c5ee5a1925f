"""Sign-off of one text, and what of the stable core changed between two waves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fourfold.tracker.rules.instrument.conditions import Answered
from fourfold.tracker.rules.instrument.questionnaire import Instrument, Kind, Question, SignOff
from fourfold.tracker.rules.instrument.versions import core_changes, fingerprint, partners
from tests.tracker.rules.instrument.making import choices, instrument, question

CORE = question("a", Kind.SINGLE, "yes", "no", core=True)
FIRST = question("first", Kind.TEXT)


def with_core(changed: Question) -> Instrument:
    return instrument(FIRST, changed)


def test_a_sign_off_holds_for_the_text_that_was_signed() -> None:
    survey = replace(with_core(CORE), partners=("Ash", "Birch", "Cedar"))
    signed = replace(survey, sign_off=(SignOff("Ash", date(2026, 11, 28), fingerprint(survey)),))
    reworded = replace(signed, items=(FIRST, replace(CORE, asks={"en": "Another wording?"})))

    assert [(each.signed, each.lapsed) for each in partners(signed)] == [
        (True, False),
        (False, False),
        (False, False),
    ]
    assert [each.lapsed for each in partners(reworded)] == [True, False, False]


@pytest.mark.parametrize(
    ("changed", "what"),
    [
        (replace(CORE, asks={"en": "Is it?"}), "its wording changed (en)"),
        (replace(CORE, core=False), "it is not marked as core any more"),
        (replace(CORE, kind=Kind.SCALE), "it was of the kind single and is of the kind scale"),
        (replace(CORE, choices=choices("no", "yes")), "its codes changed, or their order"),
        (replace(CORE, at_most=1), "the number of answers that are taken changed"),
        (replace(CORE, asked_when=Answered("first")), "it is asked of others than before"),
        (replace(CORE, id="b"), "it is not asked any more"),
        (
            replace(CORE, choices=(replace(CORE.choices[0], says={"en": "Yea"}), CORE.choices[1])),
            "the wording of yes changed (en)",
        ),
    ],
)
def test_a_change_of_the_core_is_named(changed: Question, what: str) -> None:
    assert what in [each.what for each in core_changes(with_core(CORE), with_core(changed))]


def test_a_translation_more_and_a_question_more_break_nothing() -> None:
    more = replace(CORE, asks={**CORE.asks, "cy": "a?"})

    assert core_changes(with_core(CORE), instrument(FIRST, more, question("z", Kind.TEXT))) == ()
