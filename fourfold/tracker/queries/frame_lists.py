"""Lists that were brought for a wave, and what a new one is held against."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from fourfold.ground.kernel.successions import Followed
from fourfold.ground.organisations.tables import (
    Organisation,
    OrganisationIdentifier,
    OrganisationName,
    Sector,
    Succession,
)
from fourfold.partner.rules.linkage.bodies import Body
from fourfold.tracker.models import (
    FrameContact,
    FrameKey,
    FrameList,
    FrameOrganisation,
    OptOut,
    WaitingList,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fourfold.tracker.models import Wave


def lists_of(wave: Wave) -> QuerySet[FrameList]:
    """The latest first."""
    return FrameList.objects.filter(wave=wave).select_related("brought_by")


def frame_list(*, owner: int, ref: str) -> FrameList | None:
    found: FrameList | None = (
        FrameList.objects.filter(owner_id=owner, ref=ref).select_related("wave", "brought_by").first()
    )
    return found


def waiting_list(*, owner: int, ref: str) -> WaitingList | None:
    """By the reference of its list."""
    found: WaitingList | None = (
        WaitingList.objects.filter(owner_id=owner, frame_list__ref=ref)
        .select_related("frame_list__wave")
        .first()
    )
    return found


def directory_bodies() -> dict[str, Body]:
    """All bodies of the directory, those too that have ended, by the key of their row."""
    names: dict[int, list[str]] = defaultdict(list)
    for pk, name in OrganisationName.objects.values_list("organisation_id", "name"):
        names[pk].append(name)
    numbers: dict[int, dict[str, str]] = defaultdict(dict)
    for pk, scheme, code in OrganisationIdentifier.objects.values_list("organisation_id", "scheme", "code"):
        numbers[pk].setdefault(scheme, code)
    rows = Organisation.objects.order_by("pk").values_list(
        "pk", "name", "sector", "exists_from", "exists_until"
    )
    return {
        str(pk): Body(
            key=str(pk),
            name=name,
            is_council=sector == Sector.LOCAL_AUTHORITY,
            other_names=tuple(names[pk]),
            numbers=numbers[pk],
            exists_from=exists_from,
            exists_until=exists_until,
        )
        for pk, name, sector, exists_from, exists_until in rows
    }


def bodies_by_code() -> dict[str, set[str]]:
    """By number in whatever register, in capitals: the bodies that have it."""
    found: dict[str, set[str]] = defaultdict(set)
    for pk, code in OrganisationIdentifier.objects.values_list("organisation_id", "code"):
        found[code.upper()].add(str(pk))
    return found


def who_followed() -> tuple[Followed, ...]:
    standing = Succession.objects.standing().values_list("predecessor_id", "successor_id", "on")
    return tuple(Followed(str(before), str(after), on) for before, after, on in standing)


def bodies_with(keys: set[str]) -> dict[str, Organisation]:
    return {str(pk): body for pk, body in Organisation.objects.in_bulk([int(key) for key in keys]).items()}


def in_frame(wave: Wave) -> list[FrameOrganisation]:
    return list(FrameOrganisation.objects.filter(wave=wave).order_by("pk"))


def contacts_in_frame(wave: Wave) -> set[str]:
    """What everyone in the frame is known by."""
    return set(FrameContact.objects.filter(wave=wave).values_list("known_by", flat=True))


def opted_out(owner: int) -> set[str]:
    return set(OptOut.objects.filter(owner_id=owner).values_list("known_by", flat=True))


def secret_of(owner: int) -> str:
    """Under which the organisation's contacts become digests; empty before its first list."""
    key: FrameKey | None = FrameKey.objects.filter(owner_id=owner).first()
    return "" if key is None else key.secret
