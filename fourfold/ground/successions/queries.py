"""Who followed whom, what is left to hand on, and what was handed on already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, F, OuterRef, Q

from fourfold.ground.organisations.tables import Organisation, Succession, SuccessionKind
from fourfold.ground.organisations.tenancy import MAINTENANCE, Right, Share, as_tenant
from fourfold.ground.people.queries import memberships_in_force
from fourfold.ground.successions import registry
from fourfold.ground.successions.tables import HandedOnAs, Inheritance

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

    from fourfold.ground.people.tables import Membership
    from fourfold.ground.successions.registry import Thing


@dataclass(frozen=True, slots=True)
class Passing:
    """One body that ends, and all that follow it from the same day. `split` where there is more than one."""

    predecessor: Organisation
    successions: tuple[Succession, ...]

    @property
    def on(self) -> date:
        return self.successions[0].on

    @property
    def kind(self) -> str:
        return self.successions[0].kind

    @property
    def successors(self) -> tuple[Organisation, ...]:
        return tuple(one.successor for one in self.successions)

    @property
    def is_split(self) -> bool:
        return len(self.successions) > 1

    @property
    def waiting(self) -> tuple[Succession, ...]:
        """Those to which the successor has not agreed. While there is one, nothing has happened."""
        return tuple(
            one for one in self.successions if one.entered_by_id is not None and one.agreed_on is None
        )

    def of(self, successor: int) -> Succession | None:
        return next((one for one in self.successions if one.successor_id == successor), None)


@dataclass(frozen=True, slots=True)
class Part:
    """What others let the body do with something of theirs: `owner` and `thing` name it, `rights` are those beside reading."""

    owner: Organisation
    thing: str
    kind: str
    rights: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What nobody stands for yet. `read_only` is how many things of others the body merely reads."""

    things: tuple[Thing, ...]
    parts: tuple[Part, ...]
    read_only: int

    @property
    def count(self) -> int:
        return len(self.things) + len(self.parts)


def passing_of(organisation: Organisation) -> Passing | None:
    """How `organisation` ends or ended; None where nobody follows it."""
    rows = tuple(
        Succession.objects.filter(predecessor=organisation)
        .select_related("predecessor", "successor", "entered_by", "agreed_by")
        .order_by("on", "successor__name", "pk")
    )
    return Passing(organisation, rows) if rows else None


def passings_about(organisation: int) -> list[Passing]:
    """Those in which the organisation has a side, the latest first: its own end, and those that it follows."""
    about = Succession.objects.filter(Q(predecessor=organisation) | Q(successor=organisation))
    ending = Organisation.objects.filter(pk__in=about.values("predecessor"))
    found = [passing for one in ending if (passing := passing_of(one)) is not None]
    return sorted(found, key=lambda one: (one.on, one.predecessor.name), reverse=True)


def working_passings(on: date) -> list[Passing]:
    """Those begun by that day whose body works here, so that it may have something to hand on."""
    begun = Succession.objects.standing().filter(on__lte=on, predecessor__takes_part=True)
    ending = Organisation.objects.filter(pk__in=begun.values("predecessor")).order_by("name")
    return [passing for one in ending if (passing := passing_of(one)) is not None]


def left_of(passing: Passing, on: date) -> Left:
    """What is open and not handed on. Seen as maintenance: the caller has checked who is shown it."""
    owner = passing.predecessor.pk
    with as_tenant(MAINTENANCE):
        room = {one.pk: without_room(one.pk, on) for one in passing.successors}
        things = tuple(
            thing
            for thing in registry.things_of(owner=owner, on=on)
            if thing.open and not (room and all(has_own(thing, kinds) for kinds in room.values()))
        )
        with_things: set[str] = set()
        for thing in things:
            with_things.update(registry.roots_with(thing))
        parts, read_only = _parts(passing, with_things, on)
    return Left(things, parts, read_only)


def without_room(successor: int, on: date) -> frozenset[str]:
    """The kinds of which the body can have one only, and has it. Asked as maintenance."""
    return frozenset(one.kind for one in registry.things_of(owner=successor, on=on) if one.only_one)


def has_own(thing: Thing, kinds: Collection[str]) -> bool:
    """Whether a body that has those `kinds` already cannot take `thing` over."""
    return thing.only_one and thing.kind in kinds


def received(passing: Passing, on: date) -> QuerySet[Share]:
    """What others, not the successors themselves, share with the body by name, and was not handed on yet."""
    handed_on = Inheritance.objects.filter(predecessor=passing.predecessor, root=OuterRef("thing"))
    return (
        Share.objects.in_force(on)
        .filter(~Exists(handed_on), organisation=passing.predecessor)
        .exclude(owner__in=[one.pk for one in passing.successors])
        .exclude(owner=passing.predecessor)
        .select_related("owner")
        .order_by("kind", "thing", "pk")
    )


def inherited_from(predecessor: int) -> QuerySet[Inheritance]:
    """The wholes that were handed on, one row each, the latest first; what went with them is not told apart."""
    return (
        Inheritance.objects.filter(predecessor=predecessor, root=F("thing"))
        .select_related("owner", "by")
        .order_by("-on", "kind", "title", "pk")
    )


def hands_of(root: str) -> list[Inheritance]:
    """Each time that what stands under `root` got another owner, the first time first; empty for who may not see it."""
    return list(
        Inheritance.objects.filter(root=root, handed_on_as=HandedOnAs.OWN)
        .select_related("owner", "predecessor")
        .order_by("pk")
    )


def people_of(predecessor: int, on: date) -> QuerySet[Membership]:
    """Who holds which role there on that day: for the successor's administrators to decide about, one by one."""
    return (
        memberships_in_force(on=on)
        .filter(organisation_id=predecessor, person__is_active=True)
        .select_related("person")
        .order_by("person__name", "role")
    )


def _parts(passing: Passing, but: Collection[str], on: date) -> tuple[tuple[Part, ...], int]:
    rights: dict[tuple[int, str], Part] = {}
    for share in received(passing, on):
        if share.thing in but:
            continue
        key = (share.owner_id, share.thing)
        before = rights.get(key) or Part(share.owner, share.thing, share.kind, ())
        more = (share.right,) if share.right != Right.SEE else ()
        rights[key] = Part(before.owner, before.thing, before.kind, before.rights + more)
    parts = tuple(part for part in rights.values() if part.rights)
    return parts, len(rights) - len(parts)


def kind_in_words(passing: Passing) -> str:
    return str(SuccessionKind(passing.kind).label)
