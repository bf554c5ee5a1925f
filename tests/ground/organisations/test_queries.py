from __future__ import annotations

import csv
import time
from datetime import date

import pytest

from fourfold.ground.kernel.names import matched_as
from fourfold.ground.organisations import queries
from fourfold.ground.organisations.actions import directory
from fourfold.ground.organisations.queries import FoundBy
from fourfold.ground.organisations.reference import lists
from fourfold.ground.organisations.tables import Organisation, Sector, Succession, SuccessionKind
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import an_organisation

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _each_test_by_itself(lists_loaded: None, db: None) -> None:
    """The lists are loaded once; what a test adds is rolled back after it."""


def named(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def names_of(found: list[queries.Found]) -> list[str]:
    return [one.organisation.name for one in found]


def test_every_council_that_exists_is_offered_and_none_that_has_ended() -> None:
    """Read from the list by itself: what has no end date there exists on 23 November 2026."""
    with (lists.FOLDER / "uk_local_authorities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = {" ".join(row["official-name"].split()) for row in rows if not row["end-date"]}
    assert len(expected) == 397
    offered = set(
        queries.existing_on(TODAY).filter(sector=Sector.LOCAL_AUTHORITY).values_list("name", flat=True)
    )
    assert offered == expected


@pytest.mark.parametrize(
    ("day", "existing", "gone"),
    [
        (date(2023, 3, 31), "Allerdale Borough Council", "Cumberland Council"),
        (date(2023, 4, 1), "Cumberland Council", "Allerdale Borough Council"),
        (date(2019, 3, 31), "Dorset County Council", "Dorset Council"),
        (date(2019, 4, 1), "Dorset Council", "Dorset County Council"),
    ],
)
def test_a_council_exists_from_its_first_day_to_its_last(day: date, existing: str, gone: str) -> None:
    names = set(queries.existing_on(day).values_list("name", flat=True))
    assert existing in names
    assert gone not in names


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("leeds", "Leeds City Council"),
        ("Leeds City Coucnil", "Leeds City Council"),
        ("E08000035", "Leeds City Council"),
        ("gb-lae-lds", "Leeds City Council"),
        ("GB-SHPE-C3489", "20-20 Housing Co-operative Limited"),
        ("20-20 housing cooperative ltd", "20-20 Housing Co-operative Limited"),
        ("Sir Ddinbych", "Denbighshire County Council"),
        ("the council of the city of manchester", "Manchester City Council"),
        ("bristl", "Bristol City Council"),
        ("southwark", "London Borough of Southwark"),
    ],
)
def test_finds_what_people_type(text: str, first: str) -> None:
    assert names_of(queries.find(text, TODAY))[0] == first


def test_finds_by_reference_however_it_is_typed() -> None:
    leeds = named("Leeds City Council")
    assert names_of(queries.find(f"{leeds.ref[:5].lower()}-{leeds.ref[5:]}", TODAY)) == ["Leeds City Council"]


def test_offers_who_followed_when_an_ended_council_is_typed() -> None:
    found = queries.find("Allerdale", TODAY)
    assert names_of(found)[0] == "Cumberland Council"
    assert found[0].because == "followed Allerdale Borough Council"
    split = queries.find("Cumbria County Council", TODAY)
    assert set(names_of(split)[:2]) == {"Cumberland Council", "Westmorland and Furness Council"}


def test_offers_nothing_that_has_ended_and_respects_sector_and_limit() -> None:
    for text in ("district council", "cumbria", "somerset", "north yorkshire"):
        found = queries.find(text, TODAY)
        assert found
        assert all(queries.exists(one.organisation, TODAY) for one in found)
    assert len(queries.find("housing", TODAY, limit=7)) == 7
    landlords = queries.find("Leeds", TODAY, sector=Sector.HOUSING_ASSOCIATION)
    assert landlords
    assert {one.organisation.sector for one in landlords} == {Sector.HOUSING_ASSOCIATION}


@pytest.mark.parametrize("text", ["", "  ", "***", "%", "zzzzqqqq"])
def test_finds_nothing_for_nothing(text: str) -> None:
    assert queries.find(text, TODAY) == []


def test_searching_is_fast_and_asks_a_fixed_number_of_questions(
    django_assert_max_num_queries: pytest.FixtureRequest,
) -> None:
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        began = time.perf_counter()
        queries.find("Allerdale", TODAY)
        assert time.perf_counter() - began < 1


def test_every_listed_council_matches_by_its_own_name_and_by_its_code() -> None:
    for council in lists.councils():
        day = council.exists_until or TODAY
        by_name = queries.match_name(council.name.upper(), on=day)
        assert by_name.organisation is not None, council.name
        assert by_name.organisation.name == council.name
        by_code = queries.match_name("another name", [(council.scheme, council.code)])
        assert by_code.by is FoundBy.IDENTIFIER
        assert by_code.organisation == by_name.organisation


def test_two_landlords_of_one_name_are_not_guessed_between() -> None:
    match = queries.match_name("Municipal Charities")
    assert (match.organisation, match.by) == (None, FoundBy.SEVERAL)
    assert [one.name for one in match.candidates] == ["Municipal Charities", "Municipal Charities"]


def test_the_day_decides_between_old_and_new_of_one_name() -> None:
    assert queries.match_name("Somerset").by is FoundBy.SEVERAL
    then, now = (queries.match_name("Somerset", on=day).organisation for day in (date(2020, 1, 1), TODAY))
    assert then == named("Somerset County Council")
    assert now == named("Somerset Council")


def test_a_name_merely_alike_is_no_match() -> None:
    assert queries.match_name("Leeds City Councill").by is FoundBy.NOTHING
    assert queries.match_name("").by is FoundBy.NOTHING


def test_identifiers_that_disagree_match_neither() -> None:
    match = queries.match_name("", [("GB-LAE", "LDS"), ("GB-LAE", "BIR")])
    assert (match.organisation, match.by) == (None, FoundBy.SEVERAL)


def test_an_entry_of_ones_own_is_found_by_name_variant_and_number() -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        entered = directory.enter(
            name="Brightwater Repairs  Limited",
            sector=Sector.PRIVATE,
            origin="entered",
            identifiers=[("gb-coh", "01234567")],
            other_names=["Brightwater"],
        )
    assert entered.name == "Brightwater Repairs Limited"
    for name in ("BRIGHTWATER REPAIRS LTD.", "brightwater"):
        assert queries.match_name(name).organisation == entered
    assert queries.match_name("x", [("GB-COH", "01234567")]).organisation == entered


def test_stands_for_itself_then_for_those_it_followed_however_far_back() -> None:
    taunton = named("Taunton Deane Borough Council")
    assert queries.standing_for(taunton, date(2019, 3, 31)) == (taunton,)
    assert queries.standing_for(taunton, date(2019, 4, 1)) == (named("Somerset West and Taunton Council"),)
    assert queries.standing_for(taunton, TODAY) == (named("Somerset Council"),)
    cumbria = queries.standing_for(named("Cumbria County Council"), TODAY)
    assert {one.name for one in cumbria} == {"Cumberland Council", "Westmorland and Furness Council"}
    assert queries.successors(taunton, TODAY) == [named("Somerset West and Taunton Council")]
    assert queries.successors(taunton, date(2019, 3, 31)) == []


def test_every_ended_council_has_someone_who_answers_today() -> None:
    ended = Organisation.objects.filter(sector=Sector.LOCAL_AUTHORITY, exists_until__lt=TODAY)
    assert all(queries.standing_for(council, TODAY) for council in ended)


def test_a_circle_of_successions_ends() -> None:
    first = an_organisation(exists_until=date(2020, 1, 1))
    second = an_organisation(exists_until=date(2021, 1, 1))
    with declared(person=None, organisation=None, reason="For a test"):
        for one, other in ((first, second), (second, first)):
            Succession.objects.create(
                predecessor=one,
                successor=other,
                kind=SuccessionKind.RENAMED,
                on=date(2022, 1, 1),
            )
    assert queries.standing_for(first, TODAY) == ()


def test_normalisation_keeps_all_listed_councils_apart_but_two_pairs() -> None:
    """The variants of the real list: only an old and a new council that share a short name become equal."""
    answering: dict[str, set[str]] = {}
    for council in lists.councils():
        for name in (council.name, council.short_name, *council.other_names):
            answering.setdefault(matched_as(name), set()).add(council.code)
    assert {name: codes for name, codes in answering.items() if len(codes) > 1} == {
        "north yorkshire": {"NYK", "NYE"},
        "somerset": {"SOM", "SMT"},
    }


def test_beside_a_sure_hit_nothing_merely_alike_is_offered_and_reasons_explain() -> None:
    found = queries.find("London Borough of Camden Council", TODAY)
    assert [(one.organisation.name, one.because) for one in found] == [
        ("London Borough of Camden", "also called London Borough of Camden Council"),
    ]
    assert queries.find("leeds", TODAY)[0].because == ""


def test_the_entry_shows_names_as_people_write_them() -> None:
    entry = queries.entry(named("Denbighshire County Council").ref)
    assert entry is not None
    assert set(entry.other_names) == {"Denbighshire", "Sir Ddinbych"}
    assert queries.entry("0000000000") is None
