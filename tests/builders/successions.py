"""Bodies that end and those that follow them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from fourfold.ground.organisations.tables import Organisation, SuccessionKind
from fourfold.ground.successions.actions.handing_on import HandedOn, hand_on
from fourfold.ground.successions.actions.recording import record
from fourfold.ground.successions.queries import Passing, passing_of
from tests.builders.ground import TODAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fourfold.ground.people.actor import Actor

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
ORDER = "The Example (Structural Changes) Order 2026 (SI 2026/1)"


def a_passing(
    predecessor: Organisation,
    *successors: Organisation,
    kind: str = "",
    first_day: date = TODAY,
) -> Passing:
    """Written down by the operator."""
    kind = kind or (SuccessionKind.SPLIT if len(successors) > 1 else SuccessionKind.MERGED)
    record(
        by=None,
        predecessor=predecessor,
        successors=successors,
        kind=kind,
        first_day=first_day,
        source=ORDER,
    )
    predecessor.refresh_from_db()
    return passing_now(predecessor)


def asked_for(by: Actor, *successors: Organisation, first_day: date = TODAY) -> Passing:
    """Written down by an administrator of the body that ends: it waits for each successor."""
    ending = Organisation.objects.get(pk=by.organisation_id)
    record(
        by=by,
        predecessor=ending,
        successors=successors,
        kind=SuccessionKind.SPLIT if len(successors) > 1 else SuccessionKind.MERGED,
        first_day=first_day,
        source=ORDER,
    )
    return passing_now(ending)


def passing_now(predecessor: Organisation) -> Passing:
    found = passing_of(predecessor)
    assert found is not None
    return found


def all_handed_on(
    passing: Passing,
    *,
    by: Actor | None = None,
    to: Mapping[str, Organisation] | None = None,
    on: date = TODAY,
) -> HandedOn:
    return hand_on(by=by, passing=passing, to=to, on=on, at=NOON)
