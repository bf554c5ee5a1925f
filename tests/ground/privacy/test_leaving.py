"""A body begins to work here, and leaves: with its data, and nothing of it stays but what others rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from fourfold.config.command_line import main
from fourfold.define.models import Policy
from fourfold.ground.organisations.actions.directory import enter
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Membership, Person
from fourfold.ground.privacy.leaving import leave
from fourfold.ground.privacy.leaving.reliance import owned_tables
from fourfold.ground.trail.chain import chain_all
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.tables import TrailValue
from fourfold.ground.trail.verify import verify
from fourfold.partner.models import Delivery
from tests.ground.operation.test_export import COUNCIL, LANDLORD

pytestmark = pytest.mark.usefixtures("the_demonstration", "db")

PEOPLE = ("Joan Pryce", "Hana Sato", "Leo Marsh", "Owen Price", "Nina Costa")


@pytest.fixture
def landlord() -> Organisation:
    return Organisation.objects.get(name=LANDLORD)


@pytest.fixture
def exported(landlord: Organisation, tmp_path: Path) -> Path:
    """As much of an export as is looked at: whose it is, and the last change that it holds."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "ground_organisation.jsonl").write_text(json.dumps({"ref": landlord.ref}) + "\n")
    (own / "ground_trailentry.jsonl").write_text(
        json.dumps({"id": leave.last_entry(organisation=landlord)}) + "\n"
    )
    return tmp_path


def counts(organisation: Organisation) -> dict[str, int]:
    with as_tenant(MAINTENANCE):
        found = {
            model._meta.db_table: model._base_manager.filter(owner=organisation).count()
            for model in owned_tables()
        }
    return {table: rows for table, rows in found.items() if rows}


def leaving(organisation: Organisation, *words: str, capsys: pytest.CaptureFixture[str]) -> Any:
    """What is answered as data; a refusal as its words."""
    code = main(["organisation", "leave", "--body", organisation.ref, *words])
    told = capsys.readouterr()
    return json.loads(told.out) if code == 0 else told.err


def test_a_landlord_leaves_with_its_data(
    landlord: Organisation, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    council = Organisation.objects.get(name=COUNCIL)
    before, of_others = counts(landlord), counts(council)
    erase = ("--erase", "--exported", str(exported), "--reason", "Moved elsewhere")

    looked = leaving(landlord, capsys=capsys)
    assert counts(landlord) == before
    done = leaving(landlord, *erase, capsys=capsys)
    connection.check_constraints()

    assert done == looked
    assert done["people"] == len(PEOPLE)
    # What nobody else sees is gone: the account that was not published, and mail and work that are over.
    assert {"measure_account", "ground_outboxmail", "ground_job"} <= set(done["goes"])
    # The supplier's contract, what was delivered and its evidence stay, with all that they rest on.
    assert {"integrate_commitment", "partner_delivery", "define_measure", "ground_evidencefile"} <= set(
        done["stays"]
    )
    assert counts(landlord) == done["stays"]
    assert counts(council) == of_others
    with as_tenant(MAINTENANCE):
        for delivery in Delivery.objects.filter(owner=landlord):
            assert delivery.commitment.measure.title

    assert not Person.objects.filter(name__in=PEOPLE).exists()
    assert not Membership.objects.filter(organisation=landlord, until_day=None).exists()
    with as_tenant(MAINTENANCE):
        for name in PEOPLE:
            assert not TrailValue.objects.filter(content__contains=name).exists(), name
        chain_all()
        assert not verify().faults
    landlord.refresh_from_db()
    assert landlord.left_on
    assert not landlord.takes_part
    assert "has left already" in leaving(landlord, *erase, capsys=capsys)


def test_what_changed_after_the_export_is_not_lost(
    landlord: Organisation, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with declared(person=None, organisation=None, reason="Tried"), as_tenant(MAINTENANCE):
        Policy.objects.filter(owner=landlord).update(version=99)
    before = counts(landlord)

    said = leaving(
        landlord, "--erase", "--exported", str(exported), "--reason", "Moved elsewhere", capsys=capsys
    )

    assert "Export Alder Vale Homes again" in said
    assert counts(landlord) == before


def test_nobody_leaves_without_their_data_nor_without_a_reason(
    landlord: Organisation, exported: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    another = Organisation.objects.get(name="Hartwell Property Care Ltd")

    assert "--exported" in leaving(landlord, "--erase", capsys=capsys)
    assert "Say why" in leaving(landlord, "--erase", "--exported", str(exported), capsys=capsys)
    assert "no export of Hartwell" in leaving(
        another, "--erase", "--exported", str(exported), "--reason", "Moved elsewhere", capsys=capsys
    )
    assert "no export of Alder" in leaving(
        landlord, "--erase", "--exported", str(exported / "own"), "--reason", "Moved elsewhere", capsys=capsys
    )


def test_nobody_leaves_while_bids_wait_for_their_keys(capsys: pytest.CaptureFixture[str]) -> None:
    said = leaving(Organisation.objects.get(name=COUNCIL), capsys=capsys)

    assert "a key to the bids for Grounds maintenance" in said


def test_every_owned_table_goes_but_what_shows_that_it_went() -> None:
    tables = {model._meta.db_table for model in owned_tables()}

    assert {"ground_job", "ground_outboxmail", "ground_evidencefile", "integrate_contract"} <= tables
    assert not {"ground_disposalentry", "ground_inheritance"} & tables


def test_a_body_begins_with_an_administrator_who_can_sign_in(capsys: pytest.CaptureFixture[str]) -> None:
    def begin(*words: str) -> Any:
        code = main(["organisation", "begin", *words])
        told = capsys.readouterr()
        return json.loads(told.out) if code == 0 else told.err

    with declared(person=None, organisation=None, reason="Tried"), as_tenant(MAINTENANCE):
        council = enter(name="Port Ellery Council", sector="local_authority", origin="entered")
    given = ("--body", council.ref, "--administrator", "Jo@PortEllery.example")

    assert "Give their name too" in begin(*given)
    told = begin(*given, "--name", " Jo  Field ")
    assert told["organisation"] == "Port Ellery Council"
    assert "/set-password/" in told["set_password"]
    jo = Person.objects.get(email="jo@portellery.example")
    assert jo.name == "Jo Field"
    assert not jo.has_usable_password()
    assert Membership.objects.filter(
        person=jo, organisation=council, role="administrator", until_day=None
    ).exists()
    council.refresh_from_db()
    assert council.takes_part
    # Roles are given by those who are there, not from outside.
    assert "has an administrator already" in begin(*given, "--name", "Jo Field")

    # A body of no list; and an address that signs in already gets no second password.
    entered = ("--enter", "Acme Ltd", "--administrator", "jo@portellery.example")
    assert "--sector" in begin(*entered)
    assert "set_password" not in begin(*entered, "--sector", "private")
    assert "is here already" in begin(*entered, "--sector", "private")
    assert "no e-mail address" in begin("--body", council.ref, "--administrator", "nonsense")
    assert "the number of no organisations" in begin("--body", "NOSUCHREF0", "--administrator", "a@b.example")
