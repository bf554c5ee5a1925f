"""Councils and landlords of the bundled lists, as those whom a supplier may be. A landlord that is a council is that council."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.successions import Followed
from fourfold.ground.organisations.reference import lists
from fourfold.partner.rules.linkage.bodies import Body
from fourfold.partner.rules.linkage.linking import Directory

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fourfold.ground.organisations.reference.lists import Council, Provider

_COMBINED: Final = "Combined authority"
# GMCA and WYCA are what combined authorities are called; three letters are too many bodies' initials.
_INITIALS: Final = 4


def bodies_of(councils: Iterable[Council], providers: Iterable[Provider]) -> list[Body]:
    return [
        *(
            Body(
                key=f"{council.scheme} {council.code}",
                name=council.name,
                is_council=True,
                other_names=(council.short_name, *council.other_names),
                initials=council.code if council.kind == _COMBINED and len(council.code) == _INITIALS else "",
                exists_from=council.exists_from,
                exists_until=council.exists_until,
            )
            for council in councils
        ),
        *(
            Body(key=f"{lists.PROVIDER_SCHEME} {provider.number}", name=provider.name)
            for provider in providers
            if not provider.is_council
        ),
    ]


@cache
def directory() -> Directory:
    """Of the lists that the installation brings."""
    return Directory(bodies_of(lists.councils(), lists.providers()))


@cache
def successions() -> tuple[Followed, ...]:
    """Which council followed which, by the keys of their bodies."""
    councils = lists.councils()
    keys = {council.code: f"{council.scheme} {council.code}" for council in councils}
    return tuple(
        Followed(keys[ending.predecessor], keys[ending.successor], ending.on)
        for ending in lists.endings(councils)
    )


@cache
def names() -> dict[str, str]:
    return {body.key: body.name for body in bodies_of(lists.councils(), lists.providers())}
