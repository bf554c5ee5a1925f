"""One record of an organisation from several people, and the pages on which each of them is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.rules.fieldwork.merging import Part, Settled, merged
from fourfold.tracker.rules.fieldwork.pages import (
    asked_on,
    from_frame,
    left_on,
    next_page,
    pages_of,
    progress_of,
    spoken,
)
from fourfold.tracker.rules.instrument.answers import answer_from_text, text_of_answer
from fourfold.tracker.rules.instrument.engine import standing
from fourfold.tracker.rules.instrument.questionnaire import questions

EXAMPLES = yaml.safe_load(
    (Path(__file__).parents[3] / "worked_examples" / "fieldwork" / "merging.yaml").read_text(encoding="utf-8")
)["examples"]
INSTRUMENT = shipped_instrument("communities-count-2014")
BY_ID = {each.id: each.question for each in questions(INSTRUMENT)}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each["says"])
def test_one_record(example: dict[str, Any]) -> None:
    written = {
        (who, name): text for who, answers in example["parts"].items() for name, text in answers.items()
    }
    parts = [
        Part(who, {name: answer_from_text(BY_ID[name], text) for name, text in answers.items()})
        for who, answers in example["parts"].items()
    ]
    settled = {
        name: Settled(each["who"], each["between"]) for name, each in example.get("settled", {}).items()
    }
    found = merged(INSTRUMENT, parts, settled, written=written)
    assert {name: text_of_answer(answer) for name, answer in found.answers.items()} == example["answers"]
    assert list(found.conflicts) == example["conflicts"]


@given(st.lists(st.sampled_from(BY_ID["C2"].codes), min_size=1, max_size=4))
def test_a_question_has_one_answer_or_a_conflict_and_never_both(codes: list[str]) -> None:
    parts = [Part(str(number), {"C2": code}) for number, code in enumerate(codes)]
    written = {(str(number), "C2"): code for number, code in enumerate(codes)}
    found = merged(INSTRUMENT, parts, {}, written=written)
    assert ("C2" in found.answers) != ("C2" in found.conflicts)
    assert ("C2" in found.answers) == (len(set(codes)) == 1)


def test_a_page_is_a_section_and_asks_what_the_answers_bring() -> None:
    pages = pages_of(INSTRUMENT)
    assert [page.title["en"] for page in pages][:3] == ["About your organisation", "Define", "Integrate"]
    assert {each.id for page in pages for each in page.asked} == set(BY_ID)
    begun = standing(INSTRUMENT, {"B3": "yes"})
    define = [each.id for each in asked_on(pages[1], begun, by_interviewer=False)]
    assert "B3a" in define
    assert "B3b" not in define
    # What the frame gives is for the interviewer to correct, and for nobody to be asked.
    assert [each.id for each in asked_on(pages[0], begun, by_interviewer=False)] == ["A3", "A3b"]
    assert "A1" in [each.id for each in asked_on(pages[0], begun, by_interviewer=True)]
    assert left_on(pages[1], begun, passed_over=frozenset({"B1b"})) == ("B1", "B2", "B3a")
    after = next_page(pages, 7, begun, by_interviewer=False)
    assert after is None
    # Welsh is named and has no words yet.
    assert spoken(INSTRUMENT) == ("en",)


def test_what_is_required_is_counted_along_the_route() -> None:
    first = progress_of(INSTRUMENT, standing(INSTRUMENT, {}))
    assert (first.answered, first.required) == (0, 10)
    assert not first.at_least_half
    longer = progress_of(INSTRUMENT, standing(INSTRUMENT, {"B3": "yes", "D1": "yes"}))
    # The post of the lead, and two questions on the partnership.
    assert (longer.answered, longer.required) == (2, 13)


def test_the_frame_answers_what_it_knows_in_the_words_of_the_questionnaire() -> None:
    facts = {"sector": "housing_association", "nation": "wales", "size_band": "staff_under_10"}
    assert from_frame(INSTRUMENT, facts) == {"A1": "association", "A4": "wales"}
