"""Handing on: what is open moves to a successor, root by root, once, in one transaction; what is closed stays and is read.

The tenant is maintenance here, because three owners may be written at once: the body that ended, its successor, and
whoever shares with them. What may change hands is not left to this module: the database refuses every change of an owner
for which no `Inheritance` and no `Succession` stand (see `fourfold/ground/trail/postgresql.py` and `sqlite.py`).
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, Right, Share, as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed, check_role
from fourfold.ground.people.changes import Refused
from fourfold.ground.people.tables import Role
from fourfold.ground.people.token_table import AccessToken
from fourfold.ground.successions import registry
from fourfold.ground.successions.queries import has_own, received, without_room
from fourfold.ground.successions.tables import HandedOnAs, Inheritance
from fourfold.ground.trail.declaration import declared
from fourfold.ground.trail.trailed import walled_models

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from django.db.models import Model

    from fourfold.ground.successions.queries import Passing
    from fourfold.ground.successions.registry import Thing

# Fewer than any engine's limit of values in one statement.
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class HandedOn:
    """How much went: wholes of its own, parts in others' things, rows that changed hands, closed things now read."""

    things: int = 0
    parts: int = 0
    rows: int = 0
    read: int = 0


def check_can_look(by: Actor) -> None:
    check_role(by, Role.ADMINISTRATOR, to=say("see what is handed on"))


def check_can_see(by: Actor, passing: Passing) -> None:
    """For the administrators of either side; for everyone else what a body leaves is not there."""
    check_can_look(by)
    if by.organisation_id not in {passing.predecessor.pk, *(one.pk for one in passing.successors)}:
        raise NotAllowed(say("This is between other organisations."))


def can_see(by: Actor, passing: Passing) -> bool:
    try:
        check_can_see(by, passing)
    except NotAllowed:
        return False
    return True


def check_can_hand_on(by: Actor, passing: Passing, *, on: date) -> None:
    """One successor may take over itself; of several none may choose for the others, so who ended chooses."""
    check_can_see(by, passing)
    if passing.waiting:
        raise NotAllowed(_not_agreed(passing))
    if passing.on > on:
        raise NotAllowed(
            say(
                "{name} exists until {on} begins. What is open is handed on from that day.",
                name=passing.predecessor.name,
                on=day_text(passing.on),
            )
        )
    if passing.is_split and by.organisation_id != passing.predecessor.pk:
        raise NotAllowed(
            say(
                "{name} was split, so one of its own administrators, or whoever runs this site, says what "
                "goes to whom.",
                name=passing.predecessor.name,
            )
        )


def can_hand_on(by: Actor, passing: Passing, *, on: date) -> bool:
    try:
        check_can_hand_on(by, passing, on=on)
    except NotAllowed:
        return False
    return True


def hand_on(
    *,
    by: Actor | None,
    passing: Passing,
    to: Mapping[str, Organisation] | None = None,
    on: date,
    at: datetime,
) -> HandedOn:
    """Gives each open thing to a successor. `to` says which one, by the thing's root; without it all go to the only one.

    What `to` does not name stays for later. `by` None is the operator. Done again it finds nothing left. All or nothing.
    """
    if by is not None:
        check_can_hand_on(by, passing, on=on)
    elif passing.waiting:
        raise Refused(
            say(
                "{not_agreed} By `fourfold succession record` you can do so for them",
                not_agreed=_not_agreed(passing),
            )
        )
    elif passing.on > on:
        raise Refused(
            say(
                "{name} is followed only from {on}",
                name=passing.predecessor.name,
                on=day_text(passing.on),
            ),
            field="on",
        )
    if to is None and passing.is_split:
        raise Refused(say("It was split: say of each thing which successor it goes to"), field="to")
    for successor in (to or {}).values():
        if passing.of(successor.pk) is None:
            raise Refused(
                say(
                    "{name} does not follow {predecessor_name}",
                    name=successor.name,
                    predecessor_name=passing.predecessor.name,
                ),
                field="to",
            )
    with _handing_on(by, passing):
        # One at a time: whoever comes second finds it done.
        Organisation.objects.select_for_update().get(pk=passing.predecessor.pk)
        return _Hand(by, passing, on, at).give(to)


def _not_agreed(passing: Passing) -> str:
    names = say_joined([one.successor.name for one in passing.waiting])
    return say(
        "Nothing moves before {names} agreed to follow {name}.", names=names, name=passing.predecessor.name
    )


@contextmanager
def _handing_on(by: Actor | None, passing: Passing) -> Iterator[None]:
    names = say_joined([one.name for one in passing.successors])
    reason = say("Handed on from {name} to {names}", name=passing.predecessor.name, names=names)
    with (  # the tenant is told inside the transaction
        transaction.atomic(),
        declared(
            person=by.person_id if by else None,
            organisation=by.organisation_id if by else None,
            reason=reason,
        ),
        as_tenant(MAINTENANCE),
    ):
        yield


@dataclass(slots=True)
class _Hand:
    """One handing on under way. `mine` decides who is given what: of one successor all, of several what was chosen."""

    by: Actor | None
    passing: Passing
    on: date
    at: datetime

    def give(self, to: Mapping[str, Organisation] | None) -> HandedOn:
        predecessor = self.passing.predecessor
        every = registry.things_of(owner=predecessor.pk, on=self.on)
        full = {one.pk: without_room(one.pk, self.on) for one in self.passing.successors}
        self._check_room(every, full, to or {})
        wholes = [(thing, registry.roots_with(thing)) for thing in every if thing.open]
        going_along = {root for _, roots in wholes for root in roots}
        parts = _by_thing(one for one in received(self.passing, self.on) if one.thing not in going_along)
        acting = {
            key: shares for key, shares in parts.items() if any(one.right != Right.SEE for one in shares)
        }
        read = [one for key, shares in parts.items() if key not in acting for one in shares]
        rows = things = given_parts = reads = 0
        for successor in self.passing.successors:

            def mine(ref: str, successor: Organisation = successor) -> bool:
                return to is None or to.get(ref) == successor

            own = [
                (thing, roots)
                for thing, roots in wholes
                if mine(thing.ref) and not has_own(thing, full[successor.pk])
            ]
            rows += self._give_wholes(own, successor)
            chosen = {root: shares for (_, root), shares in acting.items() if mine(root)}
            for root, shares in chosen.items():
                self._write_down(
                    [_Line(root, root, shares[0].kind, shares[0].owner.name)], successor, as_party=True
                )
                self._give_parts(shares, successor)
            stays = [thing for thing in every if not thing.open or has_own(thing, full[successor.pk])]
            reads += self._let_read(stays, read, successor)
            followed = [*chosen, *(root for _, roots in own for root in roots)]
            registry.follow(predecessor=predecessor.pk, successor=successor.pk, roots=followed, on=self.on)
            things += len(own)
            given_parts += len(chosen)
            if (own or chosen) and not successor.takes_part:
                Organisation.objects.filter(pk=successor.pk).update(takes_part=True)
        # What acted for the body acts no more; of its people nobody goes along by itself.
        AccessToken.objects.filter(organisation=predecessor, revoked_at=None).update(revoked_at=self.at)
        return HandedOn(things, given_parts, rows, reads)

    def _check_room(
        self, every: Sequence[Thing], full: Mapping[int, Collection[str]], to: Mapping[str, Organisation]
    ) -> None:
        for thing in every:
            successor = to.get(thing.ref)
            if successor is not None and has_own(thing, full[successor.pk]):
                raise Refused(
                    say(
                        "{name} has a {kind} of its own, and there can be only one. “{title}” stays where it is and "
                        "is read there",
                        name=successor.name,
                        kind=thing.kind,
                        title=thing.title,
                    ),
                    field=f"to-{thing.ref}",
                )

    def _give_wholes(self, wholes: Sequence[tuple[Thing, list[str]]], successor: Organisation) -> int:
        predecessor = self.passing.predecessor
        roots = list(dict.fromkeys(root for _, its in wholes for root in its))
        own = self._own(roots)
        lines: dict[str, _Line] = {}
        for thing, its in wholes:
            for root in its:
                lines.setdefault(root, _Line(root, thing.ref, thing.kind, thing.title))
        registry.make_room(predecessor=predecessor.pk, successor=successor.pk, roots=own)
        self._write_down([lines[root] for root in own], successor)
        rows = 0
        for part in _batches(own):
            for model in _handed_on_models():
                moving: Any = model._base_manager.filter(root__in=part, owner=predecessor)
                values: dict[str, Any] = {"owner": successor}
                if any(field.name == "version" for field in model._meta.concrete_fields):
                    values["version"] = F("version") + 1
                rows += moving.update(**values)
        self._share_anew(own, successor)
        self._open(
            successor, [(root, lines[root].kind) for root in own], predecessor, say("Its own until it ended")
        )
        others = set(roots) - set(own)
        along = _by_thing(one for one in received(self.passing, self.on) if one.thing in others)
        for (_, root), shares in along.items():
            self._write_down([lines[root]], successor, as_party=True)
            self._give_parts(shares, successor)
        return rows

    def _own(self, roots: Sequence[str]) -> list[str]:
        """Those of `roots` under which the body has rows; the others are its partners'."""
        found: set[str] = set()
        for part in _batches(roots):
            for model in _handed_on_models():
                rows: Any = model._base_manager.filter(root__in=part, owner=self.passing.predecessor)
                found.update(rows.order_by().values_list("root", flat=True).distinct())
        return [root for root in roots if root in found]

    def _write_down(self, lines: Sequence[_Line], successor: Organisation, *, as_party: bool = False) -> None:
        succession = self.passing.of(successor.pk)
        Inheritance.objects.bulk_create(
            Inheritance(
                owner=successor,
                ref=new_reference(),
                root=line.root,
                succession=succession,
                predecessor=self.passing.predecessor,
                handed_on_as=HandedOnAs.PARTY if as_party else HandedOnAs.OWN,
                thing=line.thing,
                kind=line.kind,
                title=line.title[:300],
                on=self.on,
                by_id=self.by.person_id if self.by else None,
            )
            for line in lines
        )

    def _share_anew(self, roots: Sequence[str], successor: Organisation) -> None:
        """Every Share that is or will be in force, given by the new owner; the old ones end, for they open nothing now."""
        for part in _batches(roots):
            old = list(
                Share.objects.filter(
                    Q(until_day=None) | Q(until_day__gte=self.on),
                    owner=self.passing.predecessor,
                    thing__in=part,
                    revoked_at=None,
                )
            )
            Share.objects.bulk_create(
                _again(one, owner=successor, from_day=max(one.from_day, self.on))
                for one in old
                if one.organisation_id != successor.pk
            )
            Share.objects.filter(pk__in=[one.pk for one in old]).update(revoked_at=self.at)

    def _give_parts(self, shares: Sequence[Share], successor: Organisation) -> None:
        """What others let the body do, its successor may do now; the body itself goes on reading."""
        for one in shares:
            known = Share.objects.in_force(self.on).filter(
                owner=one.owner_id, thing=one.thing, organisation=successor, right=one.right
            )
            if not known.exists():
                reason = say(
                    "Follows {predecessor}: {reason}",
                    predecessor=self.passing.predecessor.name,
                    reason=one.reason,
                )[:250]
                _again(one, organisation=successor, from_day=self.on, reason=reason).save()
        ending = [one.pk for one in shares if one.right != Right.SEE]
        Share.objects.filter(pk__in=ending).update(revoked_at=self.at)

    def _let_read(self, closed: Sequence[Thing], others: Sequence[Share], successor: Organisation) -> int:
        """The history: what is closed stays where it is, and what the body read of others', each successor reads."""
        kinds = {thing.ref: thing.kind for thing in closed}
        new: list[tuple[str, str]] = []
        for part in _batches(list(kinds)):
            own = self._own(registry.roots_of(part))
            # One that was taken back stays so: it counts whether or not it is in force.
            known = set(
                Share.objects.filter(
                    owner=self.passing.predecessor, organisation=successor, thing__in=own
                ).values_list("thing", flat=True)
            )
            new += [(root, kinds.get(root, "record")) for root in own if root not in known]
        self._open(
            self.passing.predecessor,
            new,
            successor,
            say("Follows {predecessor}", predecessor=self.passing.predecessor.name),
        )
        known_pairs = set(
            Share.objects.filter(organisation=successor, owner__in={one.owner_id for one in others})
            .values_list("owner", "thing")
        )  # fmt: skip
        unread = [one for one in others if (one.owner_id, one.thing) not in known_pairs]
        self._give_parts(unread, successor)
        return len(new) + len(unread)

    def _open(
        self,
        owner: Organisation,
        things: Sequence[tuple[str, str]],
        reader: Organisation,
        reason: str,
    ) -> None:
        Share.objects.bulk_create(
            Share(
                owner=owner,
                thing=root,
                kind=kind,
                organisation=reader,
                right=Right.SEE,
                from_day=self.on,
                reason=reason[:250],
            )
            for root, kind in things
        )


@dataclass(frozen=True, slots=True)
class _Line:
    root: str
    thing: str
    kind: str
    title: str


def _again(one: Share, **changed: Any) -> Share:
    """The same Share once more, but for what is `changed`."""
    values: dict[str, Any] = {
        "owner_id": one.owner_id,
        "organisation_id": one.organisation_id,
        "thing": one.thing,
        "kind": one.kind,
        "right": one.right,
        "from_day": one.from_day,
        "until_day": one.until_day,
        "reason": one.reason,
    }
    for name, value in changed.items():
        values.pop(f"{name}_id", None)
        values[name] = value
    return Share(**values)


def _by_thing(shares: Iterable[Share]) -> dict[tuple[int, str], list[Share]]:
    found: dict[tuple[int, str], list[Share]] = {}
    for one in shares:
        found.setdefault((one.owner_id, one.thing), []).append(one)
    return found


def _handed_on_models() -> list[type[Model]]:
    return [
        model
        for model in walled_models()
        if getattr(model, "wall", "") == "owned" and model is not Inheritance
    ]


def _batches(roots: Sequence[str]) -> Iterator[list[str]]:
    for begin in range(0, len(roots), _AT_ONCE):
        yield list(roots[begin : begin + _AT_ONCE])
