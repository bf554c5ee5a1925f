"""Which kind of authority an organisation most likely is, by what the directory says of it: to begin with, to be corrected."""

from __future__ import annotations

from typing import Final

from fourfold.define.rules.law.facts import Authority, Nation

COUNCIL: Final = "local_authority"
LANDLORD: Final = "housing_association"
PUBLIC: Final = "other_public"

_COUNCILS: Final = {
    Nation.ENGLAND: Authority.BEST_VALUE,
    Nation.WALES: Authority.WELSH_DEVOLVED,
    Nation.SCOTLAND: Authority.SCOTTISH,
    Nation.NORTHERN_IRELAND: Authority.NI_OTHER,
}


def likely_authority(*, sector: str, nation: str, name: str) -> Authority | None:
    """None where the directory does not tell: then nothing is chosen beforehand."""
    words = f" {name.casefold()} "
    place = likely_nation(nation)
    if sector == COUNCIL and place is not None:
        small = any(each in words for each in (" parish council ", " town council ", " community council "))
        return Authority.PARISH if small and place is Nation.ENGLAND else _COUNCILS[place]
    if sector == LANDLORD:
        return Authority.HOUSING_ASSOCIATION
    if sector == PUBLIC and place is Nation.ENGLAND:
        if " nhs foundation trust " in words:
            return Authority.NHS_FOUNDATION_TRUST
        if " nhs trust " in words:
            return Authority.NHS_TRUST
    return None


def likely_nation(nation: str) -> Nation | None:
    """The directory writes them with a low line, the law with a hyphen."""
    written = nation.replace("_", "-")
    return Nation(written) if written in set(Nation) else None
