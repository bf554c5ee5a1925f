"""Search over what one may see: a few of each kind, by the words in their titles, and deliveries by what was said of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.define.queries.search import find_in_policies
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.queries import find as find_organisations
from fourfold.integrate.queries.search import find_in_integrate
from fourfold.measure.queries.search import find_accounts
from fourfold.partner.queries.search import find_deliveries

if TYPE_CHECKING:
    from datetime import date

MOST = 10
SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Heap:
    """What was found of one kind, at most `MOST`; `more` says that there was more."""

    kind: str
    hits: tuple[tuple[str, str], ...]
    more: bool


def search(words: str, *, on: date) -> list[Heap]:
    """Nothing for fewer than two signs. Each hit is (title, address)."""
    words = words.strip()[:200]
    if len(words) < SHORTEST:
        return []
    organisations = [
        (each.organisation.name, f"/organisations/{each.organisation.ref}/")
        for each in find_organisations(words, on=on, limit=MOST + 1)
    ]
    found = [
        *find_in_policies(words, most=MOST + 1),
        *find_in_integrate(words, most=MOST + 1),
        (say("Deliveries"), find_deliveries(words, most=MOST + 1)),
        (say("Accounts"), find_accounts(words, most=MOST + 1)),
        (say("Organisations"), organisations),
    ]
    return [Heap(kind, tuple(hits[:MOST]), len(hits) > MOST) for kind, hits in found if hits]
