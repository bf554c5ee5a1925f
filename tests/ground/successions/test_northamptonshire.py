"""From end to end with real names: the county council that became two on 1 April 2021, by the operator's commands."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from fourfold.config.command_line import main
from fourfold.ground.organisations.actions import reference_lists
from fourfold.ground.organisations.queries import standing_for
from fourfold.ground.organisations.tables import (
    HomeNation,
    Organisation,
    OrganisationIdentifier,
    Sector,
    SuccessionKind,
)
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import change
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Person, Role
from fourfold.ground.successions.queries import hands_of, left_of, passing_of
from fourfold.ground.trail.chain import chain_all
from fourfold.ground.trail.declaration import declared
from fourfold.integrate.models import Commitment, Contract
from fourfold.partner.models import Delivery
from tests.builders.ground import TODAY, an_actor
from tests.builders.measure import a_published_account
from tests.builders.promises import a_delivery, a_promise

if TYPE_CHECKING:
    from fourfold.ground.organisations.tenancy import Owned

pytestmark = pytest.mark.django_db
COUNTY = "Northamptonshire County Council"
NORTH, WEST = "North Northamptonshire Council", "West Northamptonshire Council"


def named(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def owner_of(row: Owned) -> str:
    with as_tenant(MAINTENANCE):
        return str(type(row)._base_manager.select_related("owner").get(pk=row.pk).owner.name)


@pytest.fixture
def county() -> Organisation:
    """As it was entered by hand while it worked, before any list was loaded that knows of its end."""
    with declared(person=None, organisation=None, reason="For a test"):
        organisation = Organisation.objects.create(
            name=COUNTY,
            sector=Sector.LOCAL_AUTHORITY,
            nation=HomeNation.ENGLAND,
            origin="entered",
            takes_part=True,
        )
        OrganisationIdentifier.objects.create(organisation=organisation, scheme="GB-LAE", code="NTH")
    return organisation


def answered(capsys: pytest.CaptureFixture[str], *command: str) -> tuple[int, Any]:
    code = main(["succession", *command])
    said = capsys.readouterr()
    return code, said.out if code == 0 else said.err


def test_a_county_that_became_two(county: Organisation, capsys: pytest.CaptureFixture[str]) -> None:
    roads = a_promise(buyer=county, starts_on=date(2019, 4, 1), ends_on=date(2029, 3, 31))
    delivery = a_delivery(roads)
    account = a_published_account(roads)
    with change(by=roads.manager, owner=county.pk, reason="For a test"):
        schools = Contract.objects.get(pk=roads.contract.pk)
        schools.pk, schools.ref, schools.root, schools.title = (
            None,
            "SCHQQLS234",
            "SCHQQLS234",
            "School meals",
        )
        schools.save()
    reference_lists.load()

    county.refresh_from_db()
    passing = passing_of(county)
    assert passing is not None
    assert (passing.kind, passing.on) == (SuccessionKind.SPLIT, date(2021, 4, 1))
    assert [one.name for one in passing.successors] == [NORTH, WEST]
    assert "SI 2020/156" in passing.successions[0].source
    assert [one.name for one in standing_for(county, TODAY)] == [NORTH, WEST]
    # Nothing moved by itself, and nothing new is done in the county's name.
    assert owner_of(roads.contract) == COUNTY
    manager = actor_for(person=Person.objects.get(pk=roads.manager.person_id), organisation=county, on=TODAY)
    assert manager is not None
    assert manager.ended_on == date(2021, 3, 31)
    with pytest.raises(NotAllowed), change(by=manager, owner=county.pk, reason="New"):
        pass

    code, listed = answered(capsys, "list")
    assert code == 0
    assert f"{county.ref}\t{COUNTY}\t2021-04-01" in listed
    assert "3 left" in listed
    code, left = answered(capsys, "left", county.ref)
    assert {line.split("\t")[0] for line in left.splitlines()} >= {roads.contract.root, schools.root}
    # Of a split each contract is assigned; by no word at all nothing goes anywhere.
    code, refused = answered(capsys, "hand-on", county.ref)
    assert (code, "say of each thing which successor" in refused) == (2, True)
    code, refused = answered(
        capsys, "hand-on", county.ref, "--to", named("Kent County Council").ref, "--thing", schools.root
    )
    assert (code, "does not follow" in refused) == (2, True)

    rest = next(one.ref for one in left_of(passing, TODAY).things if one.kind == "policy")
    code, done = answered(
        capsys, "hand-on", county.ref, "--to", named(NORTH).ref, "--thing", roads.contract.root
    )
    assert (code, json.loads(done)["left"]) == (0, 2)
    code, done = answered(
        capsys, "hand-on", county.ref, "--to", named(WEST).ref, "--thing", schools.root, "--thing", rest
    )
    assert (code, json.loads(done)["left"]) == (0, 0)

    with as_tenant(MAINTENANCE):
        promised = Commitment.objects.get(contract=roads.contract)
    assert owner_of(roads.contract) == owner_of(promised) == owner_of(delivery) == NORTH
    assert owner_of(schools) == WEST
    assert owner_of(account) == COUNTY, "what was published stays with whose figures it gives"
    # From both sides, and by the old reference.
    for body in (county, named(NORTH), roads.supplier):
        with as_tenant(body.pk):
            assert Contract.objects.get(ref=roads.contract.ref).owner.name == NORTH
            assert [(one.predecessor.name, one.owner.name) for one in hands_of(roads.contract.root)] == [
                (COUNTY, NORTH)
            ]
    with as_tenant(named(WEST).pk):
        assert not Contract.objects.filter(ref=roads.contract.ref).exists()
        assert hands_of(roads.contract.root) == []
    with as_tenant(named(NORTH).pk):
        assert Delivery.objects.get(pk=delivery.pk).owner.name == NORTH
    an_actor(role=Role.CONTRACT_MANAGER, organisation=named(NORTH))

    chain_all()
    assert main(["audit", "verify"]) == 0
    assert '"faults": []' in capsys.readouterr().out


def test_the_command_writes_down_what_no_list_knows(capsys: pytest.CaptureFixture[str]) -> None:
    with declared(person=None, organisation=None, reason="For a test"):
        old, new = (
            Organisation.objects.create(name=name, sector=Sector.HOUSING_ASSOCIATION, origin="entered")
            for name in ("Acorn Homes", "Oak and Acorn Homes")
        )
    given = ["record", old.ref, "--kind", "merged", "--to", new.ref, "--source", "Registrar’s certificate"]
    for _ in range(2):
        code, said = answered(capsys, *given, "--on", "2026-04-01")
        assert (code, said) == (0, f"{old.ref}\tmerged\t{new.ref}\t2026-04-01\n")
    old.refresh_from_db()
    assert old.exists_until == date(2026, 3, 31)
    for wrong, why in (
        (["--on", "1 April"], "is no day"),
        (["--on", "2026-05-01"], "written down already"),
        (["--on", "2026-04-01", "--href", "http://x"], "begins with https"),
    ):
        code, said = answered(capsys, *given, *wrong)
        assert code == 2
        assert why in said
    code, said = answered(capsys, "left", new.ref)
    assert code == 2
    assert "Nobody follows Oak and Acorn Homes" in said
