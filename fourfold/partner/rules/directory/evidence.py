"""What a list or an organisation says of itself, and whether that shows a social enterprise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.said import say


class FactKind(StrEnum):
    COMPANY = "company"
    CIC = "cic"
    CHARITY = "charity"
    PROVIDER = "provider"
    MUTUAL = "mutual"
    OTHER_NUMBER = "other_number"
    LEGAL_FORM = "legal_form"
    ASSET_LOCK = "asset_lock"
    REGISTERED = "registered"
    INCOME = "income"

    @property
    def words(self) -> str:
        return _KINDS[self]


_KINDS: Final = {
    FactKind.COMPANY: say("Company number"),
    FactKind.CIC: say("Community interest company, number"),
    FactKind.CHARITY: say("Charity number"),
    FactKind.PROVIDER: say("Registered provider, number"),
    FactKind.MUTUAL: say("Mutuals register, number"),
    FactKind.OTHER_NUMBER: say("Number in the file"),
    FactKind.LEGAL_FORM: say("Legal form"),
    FactKind.ASSET_LOCK: say("Asset lock"),
    FactKind.REGISTERED: say("Registered on"),
    FactKind.INCOME: say("Income of a year"),
}


class Evidence(StrEnum):
    """`SHOWN` by a register that somebody else keeps, `SAID` by itself alone."""

    SHOWN = "shown"
    SAID = "said"
    NONE = "none"

    @property
    def words(self) -> str:
        return _EVIDENCE[self]


_EVIDENCE: Final = {
    Evidence.SHOWN: say("A public list shows it"),
    Evidence.SAID: say("It says so itself"),
    Evidence.NONE: say("Nothing shows it"),
}
_CIC: Final = re.compile(r"\b(?:c\.?i\.?c\.?|community interest company)(?:\s*\([^)]*\))?\s*$", re.IGNORECASE)
_CIC_FORM: Final = re.compile(r"community interest|\bcic\b", re.IGNORECASE)
_MEANS_IT: Final = frozenset({FactKind.CIC, FactKind.ASSET_LOCK})


@dataclass(frozen=True, slots=True)
class Fact:
    """`by_itself` where nobody but the organisation says it."""

    kind: FactKind
    value: str
    by_itself: bool = False


def bears_the_name_of_a_cic(name: str) -> bool:
    """By law the name of such a company, and of no other, ends so (Companies (Audit, Investigations and Community
    Enterprise) Act 2004, section 33).
    """
    return _CIC.search(name) is not None


def evidence_of(facts: Iterable[Fact], *, says_so: bool = False) -> Evidence:
    """A community interest company, or an asset lock. A charity is not by that alone a social enterprise.

    `says_so` where it calls itself a social enterprise.
    """
    telling = [
        fact
        for fact in facts
        if fact.kind in _MEANS_IT or (fact.kind is FactKind.LEGAL_FORM and _CIC_FORM.search(fact.value))
    ]
    if any(not fact.by_itself for fact in telling):
        return Evidence.SHOWN
    return Evidence.SAID if telling or says_so else Evidence.NONE
