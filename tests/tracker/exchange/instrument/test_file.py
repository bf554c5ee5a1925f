"""An instrument's file: read strictly, refused with line and question, written so that it reads back equal."""

from __future__ import annotations

from collections import Counter
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings

from fourfold.tracker.exchange.instrument.file import InstrumentFault, lines_of_questions, read_instrument
from fourfold.tracker.exchange.instrument.shipped import SHIPPED, content_of, shipped_instrument
from fourfold.tracker.exchange.instrument.tree import as_yaml
from fourfold.tracker.rules.instrument.questionnaire import Evidence, Instrument, questions
from fourfold.tracker.rules.instrument.routes import route_faults
from fourfold.tracker.rules.instrument.versions import without_wording, wordings
from tests.tracker.rules.instrument.making import instruments

SMALL = """id: pets
version: "1"
title: {en: "Pets"}
languages: [en, cy]
answers:
  yes_no:
    - {code: "yes", says: {en: "Yes", cy: "Oes"}}
    - {code: "no", says: {en: "No"}}
items:
  - kind: single
    id: pet
    asks: {en: "Do you have a pet?", cy: "Oes gennych chi anifail anwes?"}
    answers: yes_no
  - kind: section
    id: more
    items:
      - kind: number
        id: count
        asks: {en: "How many?"}
        asked_when: {question: pet, has: ["yes"]}
"""


def refusal(text: str) -> str:
    with pytest.raises(InstrumentFault) as refused:
        read_instrument(text.encode(), place="pets.yaml")
    return str(refused.value)


def test_a_file_is_read_with_its_languages() -> None:
    survey = read_instrument(SMALL.encode(), place="pets.yaml")

    assert [each.id for each in questions(survey)] == ["pet", "count"]
    assert wordings(survey) == {"en": (5, 5), "cy": (2, 5)}
    assert without_wording(survey) == ()
    assert lines_of_questions(SMALL.encode()) == {"pet": 11, "more": 15, "count": 18}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: number", "kind: geopoint", "pets.yaml, line 17: count: this kind is not known"),
        ("id: count", "id: pet", "pets.yaml, line 18: pet.id: pet is the id of another one"),
        ("answers: yes_no\n", "answers: yesno\n", "line 13: pet.answers: there is no list of answers yesno"),
        ("has: [", "hat: [", "line 20: count.asked_when.hat: this key is not known"),
        ('{en: "How many?"}', '{fr: "Combien?"}', "line 19: count.asks: fr is none of the languages"),
        ('"no", says', '"yes", says', "line 6: answers.yes_no: a code is given twice"),
        ("    answers: yes_no\n", "", "line 10: pet: name a list of answers"),
        ('asks: {en: "How many?"}', "interviewer: {en: x}", "line 17: count.asks: the wording is missing"),
        ("id: count", 'id: "how many"', "line 18: how many.id: "),
        ('version: "1"', "version: 1", 'line 2: version: put the number in quotes, "1"'),
        ('"no", says', '"no", number: "1", says', "line 6: answers.yes_no: two codes have the same number"),
        ("id: count", 'id: count\n        at_most: "2"', "line 17: count: only a multi takes several answers"),
        ("    answers: yes_no\n", "    answers: yes_no\n    other: {code: x, asks: {en: Which}}\n", "yes_no has no code x"),
        ("title: {en:", "title: {cy:", "line 3: title: the title is missing in en"),
    ],
)  # fmt: skip
def test_what_cannot_be_right_is_refused_with_line_and_question(old: str, new: str, said: str) -> None:
    assert old in SMALL
    assert said in refusal(SMALL.replace(old, new))


def test_the_example_of_the_how_to_is_read_and_can_be_asked() -> None:
    page = (Path(__file__).parents[4] / "docs" / "how-to" / "write-a-questionnaire.md").read_text(
        encoding="utf-8"
    )
    example = page.split("```yaml\n")[1].split("```")[0]

    survey = read_instrument(example.encode(), place="how-to")

    assert [each.id for each in questions(survey)] == ["Q1", "Q2"]
    assert route_faults(survey) == ()


def test_letters_that_are_not_utf_8() -> None:
    with pytest.raises(InstrumentFault, match="line 2: the file is not UTF-8"):
        read_instrument(b"id: x\nversion: \xff", place="x.yaml")


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_reads_back_from_its_own_yaml(name: str) -> None:
    survey = shipped_instrument(name)

    assert read_instrument(as_yaml(survey).encode(), place="again") == survey


def test_each_question_of_2014_says_whether_it_is_printed_or_inferred() -> None:
    survey = shipped_instrument("communities-count-2014")
    asked = [each.question for each in questions(survey) if not each.other_of]
    origins = [each.origin for each in asked]

    assert all(origin is not None and origin.where for origin in origins)
    printed = [each for each in asked if each.origin and each.origin.evidence is Evidence.PRINTED]
    assert [each.id for each in printed] == ["B1", "B2", "B3", "B3a", "C1", "C4", "D1a", "D2", "E1"]
    # What is said to be printed is worded as printed, and says on which pages.
    for each in printed:
        assert each.origin is not None
        assert "page" in each.origin.where
        assert f"“{each.asks['en']}”" in each.origin.note
    assert Counter(language for each in asked for language in each.asks) == {"en": len(asked)}


def test_the_file_of_2014_says_that_welsh_is_absent() -> None:
    assert b"Welsh is absent" in content_of("communities-count-2014")
    assert wordings(shipped_instrument("communities-count-2014"))["cy"][0] == 0
    assert files("fourfold.tracker.exchange").joinpath("communities_count_2014", "instrument.yaml").is_file()


@settings(max_examples=50, deadline=None)
@given(instruments())
def test_any_instrument_reads_back_from_its_yaml(survey: Instrument) -> None:
    assert read_instrument(as_yaml(survey).encode(), place="again") == survey
