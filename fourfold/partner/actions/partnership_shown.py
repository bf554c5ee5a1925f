"""What members of a partnership read, shared with each by name while it is one; and its agreement, which nobody else reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tenancy import Right, Share, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

    from fourfold.partner.models import Partnership, PartnershipMember

KIND: Final = "partnership"
AGREEMENT: Final = "partnership agreement"


def open_to(partnership: Partnership, members: Iterable[PartnershipMember], *, on: date) -> None:
    """To whoever of them works here; within the change that lets them in, or that gives the agreement."""
    for each in members:
        body = each.organisation
        if body is not None and body.takes_part and body.pk != partnership.owner_id:
            for thing, kind in _things(partnership):
                share(
                    owner=partnership.owner,
                    thing=thing,
                    kind=kind,
                    organisation=body,
                    right=Right.SEE,
                    on=on,
                    reason=say("Member of a partnership"),
                )


def close_to(partnership: Partnership, organisations: Iterable[int], *, at: datetime) -> None:
    Share.objects.filter(
        owner_id=partnership.owner_id,
        thing__in=[thing for thing, _ in _things(partnership)],
        organisation_id__in=list(organisations),
        kind__in=(KIND, AGREEMENT),
        revoked_at=None,
    ).update(revoked_at=at)


def _things(partnership: Partnership) -> Iterator[tuple[str, str]]:
    yield partnership.root, KIND
    if partnership.agreement is not None:
        yield partnership.agreement.root, AGREEMENT
