"""What a hold keeps from being disposed of or erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from fourfold.ground.people.tables import Membership
from fourfold.ground.privacy.record import Disposal
from fourfold.ground.privacy.tables import LegalHold

if TYPE_CHECKING:
    from fourfold.ground.privacy.record import Line


@dataclass(frozen=True, slots=True)
class Held:
    """`everything` of the line, or what concerns these `people` alone. `organisations` are those that hold all of theirs."""

    everything: bool
    people: frozenset[int]
    organisations: frozenset[int]


def held_by(line: Line, *, owner: int | None) -> Held:
    """Of an organisation's own records by its own holds; of the installation's, and of accounts, by those of anyone.

    An organisation's hold on all accounts holds those of the people who have or had a role there. Only as maintenance.
    """
    standing = list(LegalHold.objects.filter(Q(record="") | Q(record=line.key), lifted_on=None))
    people = {
        hold.person_id for hold in standing if hold.person_id is not None and owner in {None, hold.owner_id}
    }
    of_all = frozenset(hold.owner_id for hold in standing if hold.person_id is None)
    if line.disposal is Disposal.ACCOUNT_ERASED and of_all:
        people |= set(Membership.objects.filter(organisation__in=of_all).values_list("person", flat=True))
    return Held(owner in of_all, frozenset(people), of_all)


def is_held(*, person: int, accounts: Line) -> bool:
    """Whether any organisation holds the account of this person. Only as maintenance."""
    return person in held_by(accounts, owner=None).people
