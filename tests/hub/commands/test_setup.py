"""`fourfold setup` a second time keeps what was entered, and the demonstration shows what the report tells."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from django.utils import timezone

from fourfold.define.models import Measure, Priority, Proxy
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.kernel.names import matched_as
from fourfold.ground.organisations.actions.reference_lists import load
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands import demonstration
from fourfold.hub.commands import setup as command
from fourfold.hub.commands.demonstration.cast import BODIES, COUNCIL, ENTERPRISE, PASSPHRASE, PEOPLE
from fourfold.integrate.actions.bid_files import SEALED_TYPE
from fourfold.integrate.models import Commitment, Procurement
from fourfold.integrate.queries.commitments import commitments_of_owner
from fourfold.integrate.queries.procurements import state_at
from fourfold.measure.models import Account, AccountLine, Valuation
from fourfold.measure.queries.five_figures import five_figures
from fourfold.partner.models import Confirmation, Delivery, Verification

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pytest_django.fixtures import Settings


def a_quick_hash(_password: str) -> str:
    """Nobody signs in with it; the slow one would be waited for once a person."""
    return "!"


# A test is one transaction, and PostgreSQL neither alters a table that this has written to nor shows rows without a tenant;
# what the commands do is the same, and `./run` sets up the embedded database.
on_the_embedded_database = pytest.mark.skipif(connection.vendor != "sqlite", reason="`./run` sets up SQLite")


@pytest.fixture(autouse=True)
def _a_data_directory_of_its_own(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.STATIC_ROOT = tmp_path / "static"


def setup(*, demonstration: bool = True) -> int:
    return command.setup(argparse.Namespace(without_demonstration=not demonstration))


@on_the_embedded_database
@pytest.mark.django_db
def test_a_second_setup_changes_nothing_and_says_who_can_sign_in(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "make_password", a_quick_hash)
    assert setup() == 0
    with declared(person=None, organisation=None, reason="For a test"):
        Person.objects.filter(email=PEOPLE[0].email).update(job_title="head of social value")
        entered = Organisation.objects.create(name="Entered by hand", sector="charity", origin="entered")
    before = (Person.objects.count(), Organisation.objects.count())
    capsys.readouterr()

    assert setup() == 0

    said = capsys.readouterr()
    assert Person.objects.get(email=PEOPLE[0].email).job_title == "head of social value"
    assert Organisation.objects.filter(pk=entered.pk).exists()
    assert (Person.objects.count(), Organisation.objects.count()) == before
    assert PASSPHRASE in said.out
    for person in PEOPLE:
        assert person.email in said.out, f"{person.name} is not told of"
    assert "what was entered since is kept" in said.err
    assert "The database … " in said.err


@pytest.mark.django_db
def test_without_the_demonstration_nobody_is_invented(capsys: pytest.CaptureFixture[str]) -> None:
    assert setup(demonstration=False) == 0

    assert not Person.objects.exists()
    assert not Organisation.objects.filter(invented=True).exists()
    assert Organisation.objects.filter(sector="local_authority").count() > 400
    assert PASSPHRASE not in capsys.readouterr().out


@pytest.mark.django_db
def test_a_demonstration_that_breaks_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object, **_named: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(demonstration, "buy", breaks)
    with pytest.raises(RuntimeError):
        demonstration.make(at=timezone.now(), hash_of=a_quick_hash)

    assert not Person.objects.exists()
    assert not Organisation.objects.filter(invented=True).exists()


@on_the_embedded_database
@pytest.mark.django_db
def test_the_demonstration_is_the_same_twice_and_carries_the_numbers_of_the_report() -> None:
    load()
    at = timezone.now()
    with transaction.atomic():
        assert demonstration.make(at=at, hash_of=a_quick_hash)
        first = what_it_shows()
        transaction.set_rollback(True)
    assert not Person.objects.exists()
    assert demonstration.make(at=at, hash_of=a_quick_hash)

    assert what_it_shows() == first
    every_name_is_invented()
    the_numbers_of_the_report_are_there()
    the_five_figures_hold_for_every_commitment(at)
    there_is_something_at_every_stage(at)
    evidence_and_accounts_can_be_followed()


def what_it_shows() -> list[tuple[object, ...]]:
    """Everything but references and keys, which are drawn anew each time."""
    with as_tenant(MAINTENANCE):
        return [
            *Delivery.objects.order_by("pk").values_list(
                "measure__title", "quantity", "starts_on", "ends_on", "state", "recipient__name"
            ),
            *Confirmation.objects.order_by("pk").values_list("state", "quantity", "in_confidence"),
            *Verification.objects.order_by("pk").values_list("quantity", "verified_on"),
            # What is sealed lies there under a key that is drawn anew.
            *EvidenceFile.objects.exclude(media_type=SEALED_TYPE)
            .order_by("pk")
            .values_list("name", "media_type", "sha256"),
            *Commitment.objects.order_by("pk").values_list("contract__title", "measure__title", "quantity"),
            *Procurement.objects.order_by("pk").values_list("title", "state", "bids_close_at"),
            *Account.objects.order_by("pk").values_list("title", "state"),
        ]


def every_name_is_invented() -> None:
    real = {
        matched_as(name)
        for name in Organisation.objects.filter(invented=False).values_list("name", flat=True)
    }
    assert len(real) > 1_000, "the bundled lists are not loaded, so nothing was compared"
    assert not [name for name, _, _ in BODIES if matched_as(name) in real]
    assert Organisation.objects.filter(invented=True).count() == len(BODIES)
    assert all(person.email.endswith(".example") for person in PEOPLE)


def the_numbers_of_the_report_are_there() -> None:
    with as_tenant(MAINTENANCE):
        promised = {
            (title, measure): int(quantity)
            for title, measure, quantity in Commitment.objects.values_list(
                "contract__title", "measure__title", "quantity"
            )
        }
        repairs = Commitment.objects.filter(
            contract__title="Repairs and maintenance of council homes"
        ).first()
        definitions = list(Priority.objects.values_list("policy_version__definition", flat=True))
        pledge = Commitment.objects.get(measure__title="Pledge put into community projects")
        joint = Procurement.objects.get(title="Office supplies for three councils")
        took_part = Delivery.objects.filter(reported_for__name=ENTERPRISE).values_list(
            "measure__title", "quantity"
        )
        proved = Verification.objects.filter(delivery__reported_for__name=ENTERPRISE)
        assert sum(one.quantity for one in proved) == 62
        assert repairs is not None
        assert repairs.ends_on.year - repairs.starts_on.year == 10
        assert pledge.contract is not None
        share = pledge.quantity / pledge.contract.amount
    assert sorted(
        quantity for (title, _), quantity in promised.items() if title.startswith("Repairs and maintenance")
    ) == [166, 309, 500]
    assert Decimal("0.0025") <= share <= Decimal("0.01")
    delivered: Counter[str] = Counter()
    for measure, quantity in took_part:
        delivered[measure] += int(quantity)
    assert sorted(delivered.values()) == [22, 40]
    assert any("1,550 homes" in definition for definition in definitions)
    assert joint.description.count("Council") == 2


def the_five_figures_hold_for_every_commitment(at: datetime) -> None:
    checked = 0
    for body in Organisation.objects.filter(invented=True):
        with as_tenant(body.pk):
            for one in five_figures(commitments_of_owner(body.pk), on=at.date()):
                figures = one.figures
                assert figures.published <= figures.verified <= figures.reported, one.commitment.measure_title
                assert figures.confirmed <= figures.reported, one.commitment.measure_title
                assert figures.due <= figures.committed
                checked += bool(figures.reported)
    assert checked >= 8, "hardly anything was delivered, so hardly anything was checked"


def there_is_something_at_every_stage(at: datetime) -> None:
    with as_tenant(MAINTENANCE):
        stages = {state_at(each, at) for each in Procurement.objects.all()}
        waiting = [each for each in Procurement.objects.all() if state_at(each, at) == "open"]
        deliveries = Counter(Delivery.objects.values_list("state", flat=True))
        answers = Counter(Confirmation.objects.values_list("state", flat=True))
    assert {"planned", "considering", "open", "closed", "evaluating", "contracted"} <= stages
    assert all(each.bids_close_at - at > timedelta(days=7) for each in waiting if each.bids_close_at)
    assert deliveries["accepted"] > deliveries["reported"] > 0
    assert deliveries["returned"] > 0
    assert answers["confirmed"] > answers["disputed"] > 0


def evidence_and_accounts_can_be_followed() -> None:
    with as_tenant(MAINTENANCE):
        kinds = set(EvidenceFile.objects.values_list("media_type", flat=True))
        accounts = set(Account.objects.values_list("owner__name", "state"))
        lines = AccountLine.objects.filter(account__state="published")
        valued = Valuation.objects.count()
        sources = set(Proxy.objects.values_list("source_publisher", "licence"))
        unvalued = Measure.objects.exclude(pk__in=Proxy.objects.values("measure")).count()
        assert lines.exists()
    assert kinds == {"text/plain", "image/png", "application/pdf", SEALED_TYPE}
    assert {(COUNCIL, "published"), (COUNCIL, "draft")} <= accounts
    assert valued > 0
    assert sources
    assert all(publisher and licence for publisher, licence in sources)
    assert unvalued > 0, "a measure without a sourced value stays a count"
