"""What the register's pages add up is kept with every change of it, in the same transaction (ADR 0047)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from fourfold.ground.kernel.references import new_reference
from fourfold.ground.organisations.tables import Organisation
from fourfold.integrate.models import RegisterEntry, RegisterTotal, SpendLine, SpendTotal
from fourfold.integrate.queries.register_totals import (
    Payments,
    differences,
    entry_counts,
    kept_entries,
    kept_payments,
    payment_counts,
)
from fourfold.integrate.rules.share_considered import Sum

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fourfold.integrate.queries.register_totals import EntryKey, PaymentKey

_AT_ONCE = 100


def hold_register(owner: int) -> None:
    """One writer of a register at a time, so that none counts what another has not written yet. Of the rest nobody waits."""
    Organisation.objects.select_for_update(no_key=True).only("pk").get(pk=owner)


class Moved:
    """What a step adds to the sums and takes away from them. `write` is called once, in the step's own transaction."""

    def __init__(
        self,
        owner: int,
        entries: Mapping[EntryKey, Sum] | None = None,
        payments: Mapping[PaymentKey, Payments] | None = None,
    ) -> None:
        self._owner = owner
        self._entries: dict[EntryKey, Sum] = defaultdict(Sum, entries or {})
        self._payments: dict[PaymentKey, Payments] = defaultdict(Payments, payments or {})

    def add(self, entry: RegisterEntry) -> None:
        for key, one in entry_counts(entry):
            self._entries[key] += one

    def take_away(self, entry: RegisterEntry) -> None:
        """As it stood: to be called before anything of it is changed."""
        for key, one in entry_counts(entry):
            self._entries[key] -= one

    def add_payments(self, lines: Iterable[SpendLine]) -> None:
        for line in lines:
            for key, one in payment_counts(line):
                self._payments[key] += one

    def take_payments_away(self, lines: Iterable[SpendLine]) -> None:
        for line in lines:
            for key, one in payment_counts(line):
                self._payments[key] -= one

    def write(self) -> None:
        entries = {key: one for key, one in self._entries.items() if one != Sum()}
        if entries:
            stand = kept_entries(self._owner, entries)
            rows = [_entry_row(self._owner, key, stand.get(key), one) for key, one in entries.items()]
            _write(RegisterTotal, ("entries", "amount", "without_amount"), rows)
        payments = {key: one for key, one in self._payments.items() if one != Payments()}
        if payments:
            paid = kept_payments(self._owner, payments)
            lines = [_payment_row(self._owner, key, paid.get(key), one) for key, one in payments.items()]
            _write(SpendTotal, ("payments", "paid"), lines)


def recount(owner: int) -> int:
    """Adds everything up again and puts right what differs: how many sums did. The caller stands in a change of the owner."""
    hold_register(owner)
    entries, payments = differences(owner)
    Moved(owner, entries, payments).write()
    return len(entries) + len(payments)


def _entry_row(owner: int, key: EntryKey, row: RegisterTotal | None, one: Sum) -> RegisterTotal:
    by, group, fate = key
    if row is None:
        ref = new_reference()
        row = RegisterTotal(owner_id=owner, ref=ref, root=ref, by=by, group=group, fate=fate)
        whole = one
    else:
        whole = Sum(row.entries, row.amount, row.without_amount) + one
    row.entries, row.amount, row.without_amount = whole.count, whole.amount, whole.without_amount
    return row


def _payment_row(owner: int, key: PaymentKey, row: SpendTotal | None, one: Payments) -> SpendTotal:
    year, currency, name, supplier = key
    if row is None:
        ref = new_reference()
        row = SpendTotal(owner_id=owner, ref=ref, root=ref, year=year, currency=currency)
        row.supplier_name, row.supplier_id = name, supplier
        whole = one
    else:
        whole = Payments(row.payments, row.paid) + one
    row.payments, row.paid = whole.count, whole.paid
    return row


def _write(table: type[Any], sums: tuple[str, ...], rows: list[Any]) -> None:
    """Those that are new, those that changed, and away with those of which nothing is left."""
    standing = [row for row in rows if row.pk is not None]
    counted = sums[0]
    gone = [row.pk for row in standing if not getattr(row, counted)]
    table.objects.filter(pk__in=gone).delete()
    changed = [row for row in standing if getattr(row, counted)]
    for row in changed:
        row.version += 1
    table.objects.bulk_update(changed, (*sums, "version"), batch_size=_AT_ONCE)
    table.objects.bulk_create(row for row in rows if row.pk is None)
