"""What is kept of the register's sums, and what each row of it adds to them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.integrate.models import RegisterEntry, RegisterTotal, SpendLine, SpendTotal
from fourfold.integrate.models.spend_total import EVERY_YEAR
from fourfold.integrate.rules.register_totals import EntryFacts, counts_as, fate, groups
from fourfold.integrate.rules.share_considered import By, Sum

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

EntryKey = tuple[str, str, str]
PaymentKey = tuple[int, str, str, int | None]


@dataclass(frozen=True, slots=True)
class Payments:
    count: int = 0
    paid: Decimal = Decimal(0)

    def __add__(self, other: Payments) -> Payments:
        return Payments(self.count + other.count, self.paid + other.paid)

    def __sub__(self, other: Payments) -> Payments:
        return Payments(self.count - other.count, self.paid - other.paid)


def entry_counts(entry: RegisterEntry) -> Iterator[tuple[EntryKey, Sum]]:
    released = entry.released_at
    facts = EntryFacts(
        kind=entry.kind,
        service=entry.service_name,
        published_on=None if released is None else timezone.localdate(released),
        starts_on=entry.starts_on,
        amount=entry.amount,
        currency=entry.currency,
        mentions_social_value=entry.mentions_social_value,
        described=entry.description != "",
    )
    one, as_what = counts_as(facts), fate(facts).value
    for by, group in groups(facts).items():
        yield (by.value, group, as_what), one


def payment_counts(line: SpendLine) -> Iterator[tuple[PaymentKey, Payments]]:
    one = Payments(1, line.amount)
    for year in (line.paid_on.year, EVERY_YEAR):
        yield (year, line.currency, line.supplier_name, line.supplier_id), one


def kept_entries(owner: int, keys: Collection[EntryKey]) -> dict[EntryKey, RegisterTotal]:
    """Those of the keys that stand, and some others."""
    rows = RegisterTotal.objects.filter(owner_id=owner, group__in={group for _, group, _ in keys})
    return {(row.by, row.group, row.fate): row for row in rows}


def kept_payments(owner: int, keys: Collection[PaymentKey]) -> dict[PaymentKey, SpendTotal]:
    """Those of the keys that stand, and some others."""
    rows = SpendTotal.objects.filter(
        owner_id=owner,
        year__in={year for year, *_ in keys},
        supplier_name__in={name for _, _, name, _ in keys},
    )
    return {(row.year, row.currency, row.supplier_name, row.supplier_id): row for row in rows}


def differences(owner: int) -> tuple[dict[EntryKey, Sum], dict[PaymentKey, Payments]]:
    """What is to be added to the kept sums so that they are those of the rows, added up one by one; nothing where all is well."""
    entries: dict[EntryKey, Sum] = defaultdict(Sum)
    for row in RegisterTotal.objects.filter(owner_id=owner):
        entries[row.by, row.group, row.fate] -= Sum(row.entries, row.amount, row.without_amount)
    for entry in RegisterEntry.objects.filter(owner_id=owner).iterator(chunk_size=500):
        for key, one in entry_counts(entry):
            entries[key] += one
    payments: dict[PaymentKey, Payments] = defaultdict(Payments)
    for paid in SpendTotal.objects.filter(owner_id=owner):
        payments[paid.year, paid.currency, paid.supplier_name, paid.supplier_id] -= Payments(
            paid.payments, paid.paid
        )
    for line in SpendLine.objects.filter(owner_id=owner).iterator(chunk_size=500):
        for of, amount in payment_counts(line):
            payments[of] += amount
    return (
        {key: one for key, one in entries.items() if one != Sum()},
        {of: amount for of, amount in payments.items() if amount != Payments()},
    )


def owners_of_registers() -> list[int]:
    """Whoever has entries, payments or sums of them. For maintenance, which sees all."""
    tables = (RegisterEntry, SpendLine, RegisterTotal, SpendTotal)
    found = {
        owner
        for table in tables
        for owner in table.objects.order_by().values_list("owner", flat=True).distinct()
    }
    return sorted(found)


def totals_by(owner: int, by: By) -> list[RegisterTotal]:
    return list(RegisterTotal.objects.filter(owner_id=owner, by=by.value).order_by("group", "fate"))
