"""Who followed which council, as the bundled lists have it, held to a table written apart from them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from fourfold.ground.kernel.successions import Followed, roll_up, standing_in
from fourfold.ground.organisations.queries import exists, standing_for
from fourfold.ground.organisations.tables import Organisation, Succession, SuccessionKind

TODAY = date(2026, 11, 23)

# English reorganisations from 2019 to 2023: who stands in, from which day, and for whom directly.
REORGANISED = {
    ("Bournemouth, Christchurch and Poole Council", date(2019, 4, 1)): {
        "Bournemouth Borough Council",
        "Christchurch Borough Council",
        "Borough of Poole",
    },
    ("Dorset Council", date(2019, 4, 1)): {
        "Dorset County Council",
        "East Dorset District Council",
        "North Dorset District Council",
        "Purbeck District Council",
        "West Dorset District Council",
        "Weymouth and Portland Borough Council",
    },
    ("East Suffolk Council", date(2019, 4, 1)): {
        "Suffolk Coastal District Council",
        "Waveney District Council",
    },
    ("West Suffolk Council", date(2019, 4, 1)): {
        "Forest Heath District Council",
        "St Edmundsbury Borough Council",
    },
    ("Somerset West and Taunton Council", date(2019, 4, 1)): {
        "Taunton Deane Borough Council",
        "West Somerset District Council",
    },
    ("Buckinghamshire Council", date(2020, 4, 1)): {
        "Buckinghamshire County Council",
        "Aylesbury Vale District Council",
        "Chiltern District Council",
        "South Bucks District Council",
        "Wycombe District Council",
    },
    ("North Northamptonshire Council", date(2021, 4, 1)): {
        "Northamptonshire County Council",
        "Corby Borough Council",
        "East Northamptonshire Council",
        "Kettering Borough Council",
        "Wellingborough Borough Council",
    },
    ("West Northamptonshire Council", date(2021, 4, 1)): {
        "Northamptonshire County Council",
        "Daventry District Council",
        "Northampton Borough Council",
        "South Northamptonshire Council",
    },
    ("Cumberland Council", date(2023, 4, 1)): {
        "Cumbria County Council",
        "Allerdale Borough Council",
        "Carlisle City Council",
        "Copeland Borough Council",
    },
    ("Westmorland and Furness Council", date(2023, 4, 1)): {
        "Cumbria County Council",
        "Barrow-in-Furness Borough Council",
        "Eden District Council",
        "South Lakeland District Council",
    },
    ("North Yorkshire Council", date(2023, 4, 1)): {
        "North Yorkshire County Council",
        "Craven District Council",
        "Hambleton District Council",
        "Harrogate Borough Council",
        "Richmondshire District Council",
        "Ryedale District Council",
        "Scarborough Borough Council",
        "Selby District Council",
    },
    ("Somerset Council", date(2023, 4, 1)): {
        "Somerset County Council",
        "Mendip District Council",
        "Sedgemoor District Council",
        "South Somerset District Council",
        "Somerset West and Taunton Council",
    },
}


@pytest.fixture(autouse=True)
def _each_test_by_itself(lists_loaded: None, db: None) -> None:
    """The lists are loaded once; what a test adds is rolled back after it."""


def named(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def everyone_followed() -> list[Followed]:
    return [
        Followed(one.predecessor.name, one.successor.name, one.on)
        for one in Succession.objects.select_related("predecessor", "successor")
    ]


@pytest.mark.parametrize(("successor", "on"), REORGANISED)
def test_the_reorganisations_from_2019_to_2023_are_as_they_were(successor: str, on: date) -> None:
    rows = Succession.objects.filter(successor__name=successor).select_related("predecessor")
    assert {(one.predecessor.name, one.on) for one in rows} == {
        (name, on) for name in REORGANISED[successor, on]
    }
    for one in rows:
        assert one.predecessor.exists_until == on - timedelta(days=1)
        assert exists(one.predecessor, on - timedelta(days=1))
        assert not exists(one.predecessor, on)


def test_no_other_english_council_ended_in_those_years() -> None:
    told = {name for names in REORGANISED.values() for name in names}
    assert told == set(
        Organisation.objects.filter(
            exists_until__range=(date(2019, 1, 1), date(2023, 12, 31)), successions__isnull=False
        ).values_list("name", flat=True)
    )


def test_every_ended_council_resolves_to_living_ones_and_in_no_circle() -> None:
    followed = everyone_followed()
    # 73 councils ended, and two of them were split in two.
    assert len({one.predecessor for one in followed}) == 73
    assert len(followed) == 75
    for one in followed:
        ends = standing_in(one.predecessor, followed, on=TODAY)  # raises where they go in a circle
        assert one.predecessor not in ends
        for name in ends:
            assert exists(named(name), TODAY), f"{one.predecessor} resolves to {name}, which does not exist"
        # The directory's own way of asking and the plain rule give the same.
        assert {body.name for body in standing_for(named(one.predecessor), TODAY)} == set(ends)


def test_each_day_follows_on_the_other_and_the_successor_exists_on_it() -> None:
    for one in Succession.objects.select_related("predecessor", "successor"):
        assert one.predecessor.exists_until == one.on - timedelta(days=1), one
        assert exists(one.successor, one.on), one
        assert one.entered_by is None, "a national list needs nobody's agreement"
        # Renamed bodies are one row in the list; whoever is in it twice was merged, split or replaced.
        assert one.kind in {SuccessionKind.MERGED, SuccessionKind.SPLIT, SuccessionKind.REPLACED}


def test_two_steps_on_and_on_the_days_between() -> None:
    taunton = named("Taunton Deane Borough Council")
    between = {
        date(2019, 3, 31): "Taunton Deane Borough Council",
        date(2019, 4, 1): "Somerset West and Taunton Council",
        date(2023, 3, 31): "Somerset West and Taunton Council",
        date(2023, 4, 1): "Somerset Council",
        TODAY: "Somerset Council",
    }
    for day, name in between.items():
        assert [body.name for body in standing_for(taunton, day)] == [name], day


def test_a_figure_for_every_council_of_2018_is_all_there_today() -> None:
    """One each for all that existed on 1 April 2018: what comes in goes out, and only two counties cannot be placed."""
    day = date(2018, 4, 1)
    bodies = [
        one for one in Organisation.objects.filter(identifiers__scheme__startswith="GB-") if exists(one, day)
    ]
    figures = {one.name: Decimal(1) for one in bodies}
    rolled = roll_up(figures, everyone_followed(), on=TODAY)
    assert set(rolled.divided) == {"Northamptonshire County Council", "Cumbria County Council"}
    assert sum(rolled.known.values()) + len(rolled.divided) == len(figures)
    assert rolled.known["North Yorkshire Council"] == 8
    assert rolled.known["Somerset Council"] == 6, "with both that Somerset West and Taunton had followed"
    assert rolled.known["North Northamptonshire Council"] == 4, "and what the county had is told apart"
