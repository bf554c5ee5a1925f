"""Whatever comes into a register, changes in it or goes out of it: the sums that are kept are those of the rows."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.config.command_line import main
from fourfold.ground.operation import examination
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.register import take_in
from fourfold.integrate.actions.register_batches import writing_for
from fourfold.integrate.actions.register_undo import undo
from fourfold.integrate.examination import ABOUT
from fourfold.integrate.models import RegisterEntry, RegisterImport, RegisterTotal, SpendLine, SpendTotal
from fourfold.integrate.queries.share_considered import share_considered_by
from fourfold.integrate.queries.spend import spend_by_supplier, years_of_spend
from fourfold.integrate.rules.published import FileTaken, Published, PublishedParty
from fourfold.integrate.rules.share_considered import BANDS, By, Fate
from tests.builders.ground import an_actor, an_organisation

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
# The first hours of a year in London are those of the year before by another clock.
MOMENTS = st.sampled_from(
    [None, datetime(2024, 12, 31, 23, 30, tzinfo=UTC), datetime(2025, 6, 30, 23, 30, tzinfo=UTC)]
)
AMOUNTS = st.none() | st.decimals(-10, 10**7, places=2)
ENTRIES = st.fixed_dictionaries(
    {
        "title": st.just("Repairs"),
        "description": st.sampled_from(["", "Homes"]),
        "kind": st.sampled_from(["", "works", "other"]),
        "service_name": st.sampled_from(["", "Housing"]),
        "amount": AMOUNTS,
        "currency": st.sampled_from(["GBP", "EUR", ""]),
        "starts_on": st.none() | st.just(date(2023, 4, 1)),
        "mentions_social_value": st.booleans(),
    }
)
NOTICES = st.tuples(st.sampled_from("ab"), MOMENTS, ENTRIES)
PAYMENTS = st.tuples(
    st.sampled_from(["Green Ltd", "Blue Ltd"]),
    st.sampled_from([date(2024, 12, 31), date(2025, 1, 1)]),
    st.sampled_from(["GBP", "EUR"]),
    st.decimals(-500, 10**6, places=2),
)
# What comes in with a file, or the number of the file that goes out again.
STEPS = st.lists(
    st.lists(NOTICES | PAYMENTS, min_size=1, max_size=4) | st.integers(0, 3), min_size=1, max_size=6
)


@dataclass
class Register:
    """Files that come in and go out; what a release said is read from what was made of it."""

    by: Actor

    def __post_init__(self) -> None:
        self.organisation = Organisation.objects.get(pk=self.by.organisation_id)
        self.files: list[RegisterImport] = []
        self.said: dict[bytes, Published] = {}

    def take(self, items: list[Any]) -> None:
        # A reader leaves out what stands twice in a file.
        items = list({repr(item): item for item in items}.values())
        file = FileTaken(f"{len(self.files)}.json", "0" * 64, "OCDS 1.1", "", "")
        batches = [
            [self._published(item) for item in items[:2]],
            [self._published(item) for item in items[2:]],
        ]
        record, _ = take_in(
            by=None, organisation=self.organisation, file=file, batches=batches, at=AT, now=timezone.now
        )
        self.files.append(record)

    def _published(self, item: Any) -> Published:
        body = repr(item).encode()
        spend = None
        entry: dict[str, Any] = {}
        if len(item) == 3:
            ocid, moment, entry = item
            name = "Anyshire Council"
        else:
            ocid, moment = "", None
            name, paid_on, currency, amount = item
            spend = {"supplier_name": name, "paid_on": paid_on, "currency": currency, "amount": amount}
        self.said[body] = Published(
            ocid=ocid, release_id="1", released_at=moment, day=None, sha256=hashlib.sha256(body).hexdigest(), body=body,
            entry=entry, parties=(PublishedParty(name, ("buyer",), (), ""),), criteria=(), remarks=(), where="", spend=spend,
        )  # fmt: skip
        return self.said[body]

    def take_out(self, number: int) -> None:
        if number < len(self.files):
            record = self.files.pop(number)
            with as_tenant(self.organisation.pk):
                record.refresh_from_db()
                undo(by=self.by, record=record, read=self.said.__getitem__, at=AT)


def counted_plainly(owner: int) -> Counter[tuple[str, str, str]]:
    """Row by row, by other means than those that keep the sums."""
    found: Counter[tuple[str, str, str]] = Counter()
    for row in RegisterEntry.objects.filter(owner_id=owner):
        fate = "mentioned" if row.mentions_social_value else "not_mentioned" if row.description else "unknown"
        pounds = row.amount if row.currency == "GBP" else None
        began = timezone.localtime(row.released_at).date() if row.released_at else row.starts_on
        at_least = [] if pounds is None else [str(lower) for lower in BANDS if pounds >= lower]
        for by, group in {
            By.SERVICE: row.service_name,
            By.KIND: row.kind,
            By.SIZE: at_least[-1] if at_least else "",
            By.YEAR: f"{began:%Y}" if began else "",
        }.items():
            found[by.value, group, fate] += 1
            found[by.value, group, f"{fate} pence"] += int((pounds or 0) * 100)
            found[by.value, group, f"{fate} without"] += pounds is None
    return +found + Counter({key: n for key, n in found.items() if n < 0})


def counted_as_kept(owner: int) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    for row in RegisterTotal.objects.filter(owner_id=owner):
        found[row.by, row.group, row.fate] += row.entries
        found[row.by, row.group, f"{row.fate} pence"] += int(row.amount * 100)
        found[row.by, row.group, f"{row.fate} without"] += row.without_amount
    return +found + Counter({key: n for key, n in found.items() if n < 0})


def paid_plainly(owner: int, year: int | None) -> dict[tuple[str, str], tuple[int, Decimal]]:
    found: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for line in SpendLine.objects.filter(owner_id=owner):
        if year in {None, line.paid_on.year}:
            count, paid = found.get((line.supplier_name, line.currency), (0, Decimal(0)))
            found[line.supplier_name, line.currency] = count + 1, paid + line.amount
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_the_sums_are_those_of_the_rows_after_any_steps(steps: list[Any]) -> None:
    register = Register(an_actor(role=Role.COMMISSIONER))
    owner = register.organisation.pk
    for step in steps:
        if isinstance(step, int):
            register.take_out(step)
        else:
            register.take(step)
        with as_tenant(owner):
            assert counted_as_kept(owner) == counted_plainly(owner)
            for year in (None, 2024, 2025):
                kept = {
                    (row["supplier_name"], row["currency"]): (row["payments"], row["paid"])
                    for row in spend_by_supplier(owner, year=year)
                }
                assert kept == paid_plainly(owner, year)
    for number in reversed(range(len(register.files))):
        register.take_out(number)
    with as_tenant(owner):
        assert not RegisterTotal.objects.filter(owner_id=owner).exists()
        assert not SpendTotal.objects.filter(owner_id=owner).exists()


def a_notice(ocid: str = "a", amount: int = 30_000, **more: Any) -> tuple[Any, ...]:
    entry = {
        "title": "Repairs", "description": "Homes", "kind": "works", "service_name": "", "amount": Decimal(amount),
        "currency": "GBP", "starts_on": None, "mentions_social_value": True,
    }  # fmt: skip
    return ocid, datetime(2025, 3, 1, tzinfo=UTC), entry | more


def test_a_payment_to_whom_is_known_stands_apart_from_one_to_whom_is_not() -> None:
    register = Register(an_actor(role=Role.COMMISSIONER))
    register.take([("Green Works Ltd", date(2025, 1, 2), "GBP", Decimal(10))])
    an_organisation("Green Works Ltd")
    register.take([("Green Works Ltd", date(2025, 1, 3), "GBP", Decimal(20))])
    owner = register.organisation.pk
    with as_tenant(owner):
        rows = [(row["supplier__name"], row["paid"]) for row in spend_by_supplier(owner)]
        assert rows == [("Green Works Ltd", Decimal(20)), (None, Decimal(10))]
        assert years_of_spend(owner) == [2025]
        assert list(spend_by_supplier(owner, words="green works", year=2025)) != []
        assert list(spend_by_supplier(owner, words="brown")) == []


def test_the_doctor_adds_up_again_and_a_recount_puts_right(capsys: pytest.CaptureFixture[str]) -> None:
    register = Register(an_actor(role=Role.COMMISSIONER))
    register.take([a_notice(), a_notice("b"), ("Green Ltd", date(2025, 1, 2), "GBP", Decimal(10))])
    owner = register.organisation.pk

    def said() -> str:
        (finding,) = (one for one in examination.examine(at=timezone.now()) if one.about == ABOUT)
        return f"{finding.level} {finding.words}"

    assert said() == "ok of 1 organisations, each as its rows add up"
    with writing_for(None, register.organisation, "A hand that slipped"):
        RegisterTotal.objects.filter(owner_id=owner, by="kind").update(amount=1)
        SpendTotal.objects.filter(owner_id=owner, year=2025).delete()
    assert said() == "wrong 2 differ from what their rows add up to"

    assert main(["register", "recount"]) == 0

    assert "2 sums of 1 registers were put right." in capsys.readouterr().out
    assert said().startswith("ok")
    with as_tenant(owner):
        (line,) = share_considered_by(owner, By.KIND)
        assert (line.of(Fate.MENTIONED).count, line.of(Fate.MENTIONED).amount) == (2, Decimal(60_000))
