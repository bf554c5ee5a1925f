"""What is past its time is disposed of, line by line of the record, organisation by organisation; what is held back stays.

A line says what becomes of its rows; nothing here knows a table of a storey by name. Each batch is one transaction together
with its entry in the disposal log and with the erasure of its values in the trail.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from fourfold.ground.kernel.keeping import last_day_of_what_is_due
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, Owned, as_tenant
from fourfold.ground.people.tables import Membership
from fourfold.ground.privacy.accounts import accounts_due
from fourfold.ground.privacy.erasure import erase_account
from fourfold.ground.privacy.held import Held, held_by
from fourfold.ground.privacy.record import OTHERS, SELF, Controller, Disposal, Line, processing
from fourfold.ground.privacy.tables import DisposalEntry, RetentionChoice
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.erasure import erase_entries, erase_values_of
from fourfold.ground.trail.tables import TrailEntry
from fourfold.ground.trail.trailed import trailed_models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from fourfold.ground.kernel.keeping import Keeping

REMOVED = "[removed]"
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Due:
    """`owner` is None for what is the installation's own. `rows` can go, `held` would, were they not held back."""

    line: Line
    owner: int | None
    kept: Keeping
    rows: int
    held: int

    @property
    def rule(self) -> str:
        return say("{kept} from {since_words}", kept=self.kept, since_words=self.line.since_words)


@contextmanager
def step(reason: str) -> Iterator[None]:
    """A transaction as maintenance, by no person: for whoever has none of their own to bring."""
    with (
        transaction.atomic(),
        declared(person=None, organisation=None, reason=reason),
        as_tenant(MAINTENANCE),
    ):
        yield


def due(*, on: date, owner: int | None = None) -> list[Due]:
    """What would go `on` that day, changing nothing; of `owner` alone, as its tenant, where one is given. Lines without anything
    are left out.
    """
    with as_tenant(MAINTENANCE if owner is None else owner):
        found = [_counted(line, whose, kept, on) for line, whose, kept in _rules(owner)]
    return [one for one in found if one.rows or one.held]


def dispose(
    *,
    on: date,
    at: datetime,
    within: Callable[[str], AbstractContextManager[None]] = step,
    progress: Callable[[int], None] = lambda _: None,
) -> list[Due]:
    """Disposes of all that is due and says what went. `within` gives the transaction of each batch, for its reason."""
    gone: list[Due] = []
    done = 0
    for one in due(on=on):
        rows = 0
        reason = say("Past its time: {title}", title=one.line.title)
        # No more than was due at the beginning: the log's own entries leave a trail as well.
        while rows < one.rows:
            with within(reason):
                count = _dispose_batch(one, on, at)
                if count:
                    _log(one, count, at)
            rows += count
            done += count
            progress(done)
            if not count:
                break
        if rows:
            gone.append(Due(one.line, one.owner, one.kept, rows, one.held))
    return gone


def _rules(owner: int | None) -> Iterator[tuple[Line, int | None, Keeping]]:
    """Each line with a clock, for the installation or for each organisation that works here, with its time."""
    choices: dict[tuple[int, str], Keeping] = {
        (choice.owner_id, choice.record): choice.kept for choice in RetentionChoice.objects.all()
    }
    # What one that left is still named in has its time as well.
    with_records = Organisation.objects.filter(Q(takes_part=True) | Q(left_on__isnull=False))
    organisations = (
        list(with_records.order_by("pk").values_list("pk", flat=True)) if owner is None else [owner]
    )
    for line in processing().values():
        if line.kept is None or line.disposal is Disposal.HOUSEKEEPING:
            continue
        of_installation = (
            line.controller is Controller.INSTALLATION or line.disposal is Disposal.ACCOUNT_ERASED
        )
        # The trail has entries of no organisation too.
        if owner is None and (of_installation or line.disposal is Disposal.TRAIL_ERASED):
            yield line, None, line.kept
        if not of_installation:
            for each in organisations:
                yield line, each, choices.get((each, line.key), line.kept)


def _counted(line: Line, owner: int | None, kept: Keeping, on: date) -> Due:
    held = held_by(line, owner=owner)
    if line.disposal is Disposal.ACCOUNT_ERASED:
        everyone = accounts_due(line, on=on)
        held_back = len(held.people.intersection(everyone))
        return Due(line, owner, kept, len(everyone) - held_back, held_back)
    rows = _rows(line, owner, kept, on)
    free = _free(line, rows, held).count()
    return Due(line, owner, kept, free, rows.count() - free)


def _dispose_batch(one: Due, on: date, at: datetime) -> int:
    line = one.line
    held = held_by(line, owner=one.owner)
    if line.disposal is Disposal.ACCOUNT_ERASED:
        people = [person for person in accounts_due(line, on=on) if person not in held.people][:AT_ONCE]
        for person in people:
            erase_account(person=person, at=at)
        return len(people)
    rows = _free(line, _rows(line, one.owner, one.kept, on), held)
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if line.disposal is Disposal.TRAIL_ERASED:
        erase_entries(entries=keys, at=at)
        return len(keys)
    model = rows.model
    if line.disposal is Disposal.DELETED:
        model._base_manager.filter(pk__in=keys).delete()
    else:
        _empty(model, keys, emptied_columns(line))
    if model in trailed_models():
        erase_values_of(table=model._meta.db_table, rows=keys, at=at)
    return len(keys)


def emptied_columns(line: Line) -> list[str]:
    """The columns of the line that hold words: what is emptied when its time is over."""
    model = apps.get_model(line.table)
    named = {column for columns in line.tables[line.table].values() for column in columns}
    return sorted(
        field.name
        for field in model._meta.concrete_fields
        if field.name in named
        and isinstance(field, (models.CharField, models.TextField))
        and not field.choices
    )


def _empty(model: type[models.Model], keys: list[int], columns: list[str]) -> None:
    """Words become `REMOVED`, so that what had to be said was said; what was empty stays so, and a column that is too short
    for it, such as one of postcode districts, becomes empty.
    """
    counted: dict[str, Any] = {"version": F("version") + 1} if issubclass(model, Owned) else {}
    rows = model._base_manager.filter(pk__in=keys)
    for column in columns:
        rows.exclude(**{f"{column}__in": ("", REMOVED)}).update(
            **{column: _left_behind(model, column)}, **counted
        )


def _left_behind(model: type[models.Model], column: str) -> str:
    most = getattr(model._meta.get_field(column), "max_length", None)
    return REMOVED if most is None or most >= len(REMOVED) else ""


def _rows(line: Line, owner: int | None, kept: Keeping, on: date) -> models.QuerySet[Any]:
    """The rows whose time is over and that still hold something."""
    last = last_day_of_what_is_due(on, kept)
    if line.disposal is Disposal.TRAIL_ERASED:
        entries = TrailEntry.objects.filter(at__lt=_end_of(last), values__erased_at=None, owner=owner)
        # An erasure keeps no values of its own, and the log of disposals says nothing of anyone: to erase what they leave in
        # the trail would go on for ever.
        return entries.exclude(operation="erase").exclude(table=DisposalEntry._meta.db_table)
    model: type[models.Model] = apps.get_model(line.table)
    rows: models.QuerySet[Any] = model._base_manager.filter(_since(model, line.since, last))
    if owner is not None:
        rows = rows.filter(**{_owner_column(model): owner})
    if line.disposal is Disposal.EMPTIED:
        left = Q()
        for column in emptied_columns(line):
            left |= ~Q(**{f"{column}__in": ("", REMOVED)})
        rows = rows.filter(left)
    return rows


def _free(line: Line, rows: models.QuerySet[Any], held: Held) -> models.QuerySet[Any]:
    if held.everything:
        return rows.none()
    if line.disposal is Disposal.TRAIL_ERASED and held.organisations:
        # Of an entry of two organisations either may hold the values.
        rows = rows.filter(Q(other_owner=None) | ~Q(other_owner__in=held.organisations))
    if not held.people:
        return rows
    for column in line.tables[line.table]:
        if column not in {OTHERS, SELF}:
            # Beside the key, nobody's: where it is empty the row is not of anyone who is held.
            rows = rows.filter(~Q(**{f"{column}__in": held.people}) | Q(**{f"{column}__isnull": True}))
    return rows


def _since(model: type[models.Model], path: str, last: date) -> Q:
    *through, name = path.split("__")
    at: Any = model
    for part in through:
        at = at._meta.get_field(part).related_model
    if isinstance(at._meta.get_field(name), models.DateTimeField):
        return Q(**{f"{path}__lt": _end_of(last)})
    return Q(**{f"{path}__lte": last})


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def _owner_column(model: type[models.Model]) -> str:
    return "organisation" if model is Membership else "owner"


def _log(one: Due, rows: int, at: datetime) -> None:
    ref = new_reference()
    DisposalEntry.objects.create(
        owner_id=one.owner,
        ref=ref,
        root=ref,
        record=one.line.key,
        disposal=one.line.disposal.value,
        rule=one.rule,
        rows=rows,
        at=at,
    )
