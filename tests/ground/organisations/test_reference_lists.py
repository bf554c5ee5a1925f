from __future__ import annotations

import csv
from datetime import date

import pytest

from fourfold.ground.organisations.actions import reference_lists
from fourfold.ground.organisations.reference import lists
from fourfold.ground.organisations.tables import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    OrganisationPlace,
    Sector,
    SizeBand,
    Succession,
    SuccessionKind,
)
from fourfold.ground.people.tables import Role
from fourfold.ground.places.tables import Place
from fourfold.ground.trail.declaration import declared
from tests.builders.ground import an_actor, trail

TODAY = date(2026, 11, 23)


def coded(scheme: str, code: str) -> Organisation:
    return OrganisationIdentifier.objects.get(scheme=scheme, code=code).organisation


@pytest.fixture
def loaded(lists_loaded: reference_lists.Loaded, db: None) -> reference_lists.Loaded:
    return lists_loaded


def test_every_body_of_both_lists_is_there_once(loaded: reference_lists.Loaded) -> None:
    # 470 councils and 1,612 providers of which 221 are councils.
    assert Organisation.objects.count() == 470 + 1612 - 221
    assert Organisation.objects.filter(sector=Sector.LOCAL_AUTHORITY).count() == 470
    assert Organisation.objects.filter(sector=Sector.HOUSING_ASSOCIATION).count() == 1391
    assert loaded.conflicts == []


def test_councils_that_are_landlords_are_one_body_with_both_registrations(
    loaded: reference_lists.Loaded,
) -> None:
    both = (
        Organisation.objects.filter(identifiers__scheme="GB-LAE")
        .filter(identifiers__scheme="GB-SHPE")
        .distinct()
    )
    assert both.count() == 221
    assert OrganisationIdentifier.objects.filter(scheme="GB-SHPE").count() == 1612
    # The regulator still lists 11 districts that ended on 31 March 2023; they stay bodies of the past.
    assert both.filter(exists_until=date(2023, 3, 31)).count() == 11
    assert both.exclude(exists_until=None).count() == 11
    # Matched by number where the names differ.
    assert coded("GB-SHPE", "00BE").name == "London Borough of Southwark"
    assert coded("GB-SHPE", "00AL").name == "Royal Borough of Greenwich"


def test_number_and_name_agree_for_every_council_that_the_regulator_numbered_by_its_old_code() -> None:
    """Told apart from the program: names compared here word by word, with what councils call themselves left out."""
    with (lists.FOLDER / "uk_local_authorities.csv").open(encoding="utf-8", newline="") as file:
        names = {row["snac"]: row["official-name"] for row in csv.DictReader(file) if row["snac"]}
    with (lists.FOLDER / "rsh_registered_providers_2024-04.csv").open(encoding="utf-8", newline="") as file:
        listed = {
            row["registration_number"]: row["organisation_name"]
            for row in csv.DictReader(file)
            if row["designation"] == "Local authority"
        }
    styles = {
        "council",
        "borough",
        "city",
        "district",
        "metropolitan",
        "london",
        "royal",
        "county",
        "of",
        "the",
        "and",
        "&",
    }

    def own(name: str) -> set[str]:
        return {word.strip(",") for word in name.lower().replace("-", " ").split()} - styles

    numbered = {number for number in listed if number in names}
    assert len(listed) == 221
    assert len(numbered) == 182
    # Hull is the one whose two names differ in more than style.
    assert {
        listed[number]: names[number] for number in numbered if own(listed[number]) != own(names[number])
    } == {
        "Kingston upon Hull City Council": "Hull City Council",
    }


def test_identifiers_of_councils_by_nation(loaded: reference_lists.Loaded) -> None:
    counts = {
        scheme: OrganisationIdentifier.objects.filter(scheme=scheme).count()
        for scheme in ("GB-LAE", "GB-LAS", "GB-PLA", "GB-LANI", "GSS")
    }
    # 445 areas and 13 former codes of them; the 25 old councils of Northern Ireland have none in the list.
    assert counts == {"GB-LAE": 380, "GB-LAS": 32, "GB-PLA": 22, "GB-LANI": 36, "GSS": 458}
    assert Place.objects.count() == OrganisationPlace.objects.count() == 445
    leeds = coded("GB-LAE", "LDS")
    assert leeds.places.get().place.code == "E08000035"
    assert leeds.places.get().place.region == "Yorkshire and The Humber"


def test_last_day_is_the_day_before_the_successor_begins(loaded: reference_lists.Loaded) -> None:
    # Given as 2023-04-01 (the first day of Cumberland) and as 2019-03-31 (the last day): both are last days here.
    assert coded("GB-LAE", "ALL").exists_until == date(2023, 3, 31)
    assert coded("GB-LAE", "DOR").exists_until == date(2019, 3, 31)
    for ending in Succession.objects.select_related("predecessor", "successor"):
        last = ending.predecessor.exists_until
        assert last is not None
        assert (ending.on - last).days == 1
        assert ending.successor.exists_from == ending.on


def test_all_73_ended_councils_have_successors(loaded: reference_lists.Loaded) -> None:
    ended = Organisation.objects.filter(sector=Sector.LOCAL_AUTHORITY, exists_until__lt=TODAY)
    assert ended.count() == 73
    assert ended.filter(successions=None).count() == 0
    kinds = [
        Succession.objects.filter(kind=kind).count()
        for kind in (SuccessionKind.SPLIT, SuccessionKind.MERGED, SuccessionKind.REPLACED)
    ]
    # Cumbria and Northamptonshire were split in two; every other ended council was merged with others.
    assert kinds == [4, 71, 0]


def test_size_bands_by_population(loaded: reference_lists.Loaded) -> None:
    assert coded("GB-LAE", "MAV").size_band == SizeBand.POPULATION_UNDER_80K
    assert coded("GB-LAE", "BOS").size_band == SizeBand.POPULATION_80K_300K
    assert coded("GB-LAE", "BIR").size_band == SizeBand.POPULATION_OVER_300K
    assert coded("GB-LAE", "GLCA").size_band == SizeBand.NOT_KNOWN
    assert [lists.size_band_of(people) for people in (79_999, 80_000, 300_000, 300_001)] == [
        SizeBand.POPULATION_UNDER_80K,
        SizeBand.POPULATION_80K_300K,
        SizeBand.POPULATION_80K_300K,
        SizeBand.POPULATION_OVER_300K,
    ]


def test_landlords_say_what_they_are(loaded: reference_lists.Loaded) -> None:
    landlord = coded("GB-SHPE", "C3489")
    assert landlord.name == "20-20 Housing Co-operative Limited"
    assert (
        landlord.described_as
        == "Non-profit registered provider (registered society), registered 20 July 1984"
    )
    assert Organisation.objects.filter(described_as__startswith="For-profit").count() == 69


def test_loading_twice_changes_nothing_and_leaves_no_trail(loaded: reference_lists.Loaded) -> None:
    entries = len(trail())
    assert entries > 0
    again = reference_lists.load()
    assert again.changed == 0
    assert len(trail()) == entries


def test_the_trail_says_who_and_why(loaded: reference_lists.Loaded) -> None:
    reasons = {(entry.person, entry.organisation, entry.reason) for entry in trail()}
    assert reasons == {(None, None, "Loaded the national lists of councils and registered landlords")}


def test_a_changed_row_is_put_right_and_nothing_else(loaded: reference_lists.Loaded) -> None:
    leeds = coded("GB-LAE", "LDS")
    with declared(person=None, organisation=None, reason="For a test"):
        Organisation.objects.filter(pk=leeds.pk).update(name="Leeds", takes_part=True)
    again = reference_lists.load()
    assert (again.corrected, again.changed) == (1, 1)
    leeds.refresh_from_db()
    assert leeds.name == "Leeds City Council"
    assert leeds.takes_part


def test_names_are_found_in_the_form_that_matching_compares(loaded: reference_lists.Loaded) -> None:
    names = OrganisationName.objects.filter(matched_as="sir ddinbych")
    assert [name.organisation.name for name in names] == ["Denbighshire County Council"]


def test_what_a_national_list_says_needs_no_agreement(loaded: reference_lists.Loaded) -> None:
    """A county's administrator wrote it down before the list was loaded, and a successor had not answered."""
    assert loaded.successions == 75
    county = coded("GB-LAE", "NTH")
    by = an_actor(role=Role.ADMINISTRATOR, organisation=county)
    with declared(person=None, organisation=None, reason="For a test"):
        Succession.objects.filter(predecessor=county).update(entered_by=by.person_id)
    assert not Succession.objects.standing().filter(predecessor=county).exists()

    assert reference_lists.load().successions == 2

    standing = Succession.objects.standing().filter(predecessor=county)
    assert [one.agreed_by for one in standing] == [None, None]
    assert all(one.agreed_on for one in standing)
    assert reference_lists.load().successions == 0
