"""What the bodies published that an organisation follows: found under it, with whose and of when each figure is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.ground.kernel.successions import Followed, roll_up, standing_in
from fourfold.ground.organisations.tables import Organisation, Succession
from fourfold.measure.models import Account, AccountLine
from fourfold.measure.queries.accounts import published_accounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

# Of the list of accounts that a page shows; the totals are over all.
MOST = 50


@dataclass(frozen=True, slots=True)
class OfBody:
    """One body's verified figure of one measure. `held_by` are those that stand in for it: more than one, and nobody knows
    how much of it lies with whom.
    """

    body: str
    account: Account
    verified: Decimal
    held_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FollowedMeasure:
    """`whole` adds what came to the organisation alone. What was divided among several is in `bodies` and not in it."""

    measure_title: str
    unit: str
    bodies: tuple[OfBody, ...]
    whole: Decimal


@dataclass(frozen=True, slots=True)
class FollowedFigures:
    """`accounts` are the latest published ones of the bodies; `measures` come of the latest of each whole body."""

    accounts: tuple[Account, ...]
    measures: tuple[FollowedMeasure, ...]


def figures_of_followed(organisation: int, *, on: date) -> FollowedFigures:
    """The same few queries whatever the number of bodies and accounts; nothing where it follows nobody.

    Of each body one account counts, the latest of the whole organisation: accounts of its contracts are parts of that, and
    an earlier one may count the same again.
    """
    names, followed = _followed(on)
    own = next((ref for ref, (key, _) in names.items() if key == organisation), "")
    before = {names[ref][0]: ref for ref in names if ref != own and own in standing_in(ref, followed, on=on)}
    if not before:
        return FollowedFigures((), ())
    accounts = published_accounts().filter(owner__in=before)
    latest: dict[int, Account] = {}
    for account in accounts.filter(contract=None).order_by("-ends_on", "-pk"):
        latest.setdefault(account.owner_id, account)
    totals: dict[tuple[str, str], dict[str, Decimal]] = {}
    for line in AccountLine.objects.filter(account__in=latest.values()).order_by(
        "measure_title", "unit", "pk"
    ):
        by_body = totals.setdefault((line.measure_title, line.unit), {})
        ref = before[line.owner_id]
        by_body[ref] = by_body.get(ref, Decimal(0)) + line.verified
    of_body = {before[key]: account for key, account in latest.items()}
    return FollowedFigures(
        tuple(accounts[:MOST]),
        tuple(
            _measure(title, unit, figures, of_body, names, followed, own, on)
            for (title, unit), figures in totals.items()
        ),
    )


def _measure(
    title: str,
    unit: str,
    figures: Mapping[str, Decimal],
    of_body: Mapping[str, Account],
    names: Mapping[str, tuple[int, str]],
    followed: Iterable[Followed],
    own: str,
    on: date,
) -> FollowedMeasure:
    rolled = roll_up(figures, followed, on=on)
    bodies = tuple(
        OfBody(
            names[ref][1],
            of_body[ref],
            verified,
            tuple(sorted(names[one][1] for one in rolled.divided[ref][1])) if ref in rolled.divided else (),
        )
        for ref, verified in sorted(figures.items(), key=lambda one: names[one[0]][1])
    )
    return FollowedMeasure(title, unit, bodies, rolled.known.get(own, Decimal(0)))


def _followed(on: date) -> tuple[dict[str, tuple[int, str]], list[Followed]]:
    """By reference, the key and the name of every body that follows or is followed, and who follows whom."""
    rows = list(
        Succession.objects.standing().filter(on__lte=on).values_list("predecessor", "successor", "on")
    )
    keys = {key for row in rows for key in row[:2]}
    refs = {
        pk: (ref, name)
        for pk, ref, name in Organisation.objects.filter(pk__in=keys).values_list("pk", "ref", "name")
    }
    names = {ref: (pk, name) for pk, (ref, name) in refs.items()}
    return names, [Followed(refs[one][0], refs[other][0], day) for one, other, day in rows]
