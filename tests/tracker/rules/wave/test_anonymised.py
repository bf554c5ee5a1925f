"""An open table: nobody alone in a group, no words, no exact figures, and nothing that gives away what is withheld."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.tracker.exchange.wave.synthetic_2014 import synthetic_wave
from fourfold.tracker.rules.faults import BadSurvey
from fourfold.tracker.rules.instrument.conditions import Answer, Answered, Chosen, Compared
from fourfold.tracker.rules.instrument.questionnaire import Disclosure, Instrument, Kind, questions
from fourfold.tracker.rules.wave.anonymised import Anonymised, anonymised, band_of
from fourfold.tracker.rules.wave.table import Gap, Respondent, Wave, table_of
from tests.tracker.rules.instrument.making import instrument, question

KEY = {"disclosure": Disclosure.KEY}
SURVEY = instrument(
    question("type", Kind.SINGLE, "council", "association", **KEY),
    question("region", Kind.SINGLE, "north", "south", "wales", **KEY),
    question("homes", Kind.NUMBER, bands=(Decimal(500), Decimal(5000)), **KEY),
    question("name", Kind.TEXT, disclosure=Disclosure.IDENTIFIES),
    question("staff", Kind.NUMBER),
    question("policy", Kind.SINGLE, "yes", "no"),
    question("why", Kind.TEXT),
    question("welsh", Kind.SINGLE, "yes", "no", asked_when=Chosen("region", ("wales",))),
    question("named", Kind.SINGLE, "yes", "no", asked_when=Answered("name")),
    question("many", Kind.SINGLE, "yes", "no", asked_when=Compared("staff", ">", Decimal(100))),
)


def people(*rows: tuple[dict[str, Answer], int]) -> Wave:
    """So many of each."""
    everyone = [answers for answers, count in rows for _ in range(count)]
    return Wave(SURVEY, tuple(Respondent(str(place), each) for place, each in enumerate(everyone)))


def shown(done: Anonymised, *keys: str) -> Counter[tuple[object, ...]]:
    table = table_of(done.wave)
    places = [next(place for place, each in enumerate(table.columns) if each.name == key) for key in keys]
    return Counter(tuple(row[place] for place in places) for row in table.rows)


def test_a_small_group_is_withheld_with_the_smallest_beside_it() -> None:
    wave = people(
        ({"type": "council", "region": "north"}, 20),
        ({"type": "council", "region": "south"}, 12),
        ({"type": "council", "region": "wales"}, 3),
        ({"type": "association", "region": "north"}, 15),
    )

    done = anonymised(wave)

    assert shown(done, "type", "region") == {
        ("council", "north"): 20,
        ("council", Gap.WITHHELD): 15,
        ("association", "north"): 15,
    }
    assert done.smallest_group == 15


def test_small_groups_that_are_enough_together_stay_together() -> None:
    wave = people(
        ({"type": "council", "region": "north"}, 20),
        ({"type": "council", "region": "south"}, 6),
        ({"type": "council", "region": "wales"}, 5),
    )

    assert shown(anonymised(wave), "region") == {("north",): 20, (Gap.WITHHELD,): 11}


def test_where_one_was_asked_does_not_tell_what_is_withheld() -> None:
    wave = people(
        ({"type": "council", "region": "north"}, 20),
        ({"type": "council", "region": "south"}, 12),
        ({"type": "council", "region": "wales", "welsh": "yes"}, 3),
    )

    done = anonymised(wave)

    assert shown(done, "region", "welsh") == {("north", Gap.NOT_ASKED): 20, (Gap.WITHHELD, Gap.WITHHELD): 15}


def test_what_identifies_words_and_exact_numbers_leave_with_what_hangs_on_them() -> None:
    wave = people(
        (
            {
                "type": "council",
                "name": "Ash",
                "staff": Decimal(150),
                "policy": "yes",
                "why": "Because",
                "many": "yes",
            },
            10,
        )
    )
    weighted = replace(wave, respondents=tuple(replace(each, weight=Decimal(2)) for each in wave.respondents))

    done = anonymised(weighted)

    names = [column.name for column in table_of(done.wave).columns]
    assert names == ["case", "type", "region", "homes", "policy", "welsh"]
    text = repr(done.wave.respondents)
    assert not any(word in text for word in ("Ash", "Because", "150"))
    assert all(each.weight is None and not each.organisation for each in done.wave.respondents)


def test_a_number_with_bands_is_given_in_them() -> None:
    wave = people(
        ({"homes": Decimal(499)}, 10), ({"homes": Decimal(500)}, 10), ({"homes": Decimal(9000)}, 10)
    )

    done = anonymised(wave)

    homes = next(each.question for each in questions(done.wave.instrument) if each.id == "homes")
    assert shown(done, "homes") == {("band_0",): 10, ("band_1",): 10, ("band_2",): 10}
    assert [choice.says["en"] for choice in homes.choices] == [
        "below 500",
        "500 to below 5000",
        "5000 or more",
    ]
    assert band_of(Decimal(500), (Decimal(500),)) == "band_1"


def test_organisations_are_counted_and_not_respondents() -> None:
    answers: dict[str, Answer] = {"type": "council", "region": "wales"}
    many_of_one = [Respondent(f"a{place}", answers, organisation="one") for place in range(12)]
    others = [
        Respondent(f"b{place}", {"type": "council", "region": "north"}, organisation=str(place))
        for place in range(20)
    ]

    done = anonymised(Wave(SURVEY, (*many_of_one, *others)))

    assert shown(done, "region") == {(Gap.WITHHELD,): 32}


@pytest.mark.parametrize(
    ("count", "least", "said"),
    [
        (9, 10, "9 organisations are too few to publish: there must be 10"),
        (9, 4, "fewer than 5 organisations"),
    ],
)
def test_a_wave_that_is_too_small_and_a_rule_that_is(count: int, least: int, said: str) -> None:
    with pytest.raises(BadSurvey, match=said):
        anonymised(people(({"type": "council"}, count)), least=least)


def test_the_synthetic_wave_opens_and_says_in_every_row_that_it_is_synthetic() -> None:
    done = anonymised(synthetic_wave())

    assert len(done.wave.respondents) == 200
    assert done.smallest_group >= 10
    assert all(each.serial.startswith("synthetic-") for each in done.wave.respondents)


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(["council", "association"]),
        "region": st.sampled_from(["north", "south", "wales"]),
        "homes": st.integers(0, 9999).map(Decimal),
        "policy": st.sampled_from(["yes", "no"]),
        "welsh": st.sampled_from(["yes", "no"]),
        "name": st.just("Ash"),
    },
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(ANSWERS, st.integers(1, 30)), min_size=5, max_size=60), st.integers(5, 12))
def test_no_group_that_the_table_tells_apart_is_small(
    rows: list[tuple[dict[str, Answer], int]], least: int
) -> None:
    """Counted from the table itself: by the keys, and by whether what hangs on them was asked."""
    wave = Wave(
        SURVEY,
        tuple(
            Respondent(str(place), answers, organisation=f"o{of}") for place, (answers, of) in enumerate(rows)
        ),
    )
    if len({of for _, of in rows}) < least:
        with pytest.raises(BadSurvey):
            anonymised(wave, least=least)
        return

    done = anonymised(wave, least=least)

    assert sum(shown(done, "case").values()) == len(rows)
    table = table_of(done.wave)
    by_keys: dict[tuple[object, ...], int] = Counter(
        tuple(
            row[place]
            for place, column in enumerate(table.columns)
            if column.question in {"type", "region", "homes"}
        )
        for row in table.rows
    )
    assert done.smallest_group >= least
    # There are never fewer rows than organisations.
    assert min(by_keys.values()) >= done.smallest_group >= least
    for row in table.rows:
        cells = dict(zip((column.name for column in table.columns), row, strict=True))
        hidden = {cells[name] is Gap.WITHHELD for name in ("region", "welsh")}
        assert len(hidden) == 1


def test_a_survey_without_keys_is_one_group() -> None:
    plain: Instrument = instrument(question("policy", Kind.SINGLE, "yes", "no"))

    done = anonymised(Wave(plain, tuple(Respondent(str(place), {"policy": "yes"}) for place in range(10))))

    assert done.smallest_group == 10
