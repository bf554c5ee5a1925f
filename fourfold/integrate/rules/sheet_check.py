"""What would become of each row of a spreadsheet, before anything is changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ADDED, CHANGED, UNCHANGED, KEPT, REFUSED = "added", "changed", "unchanged", "kept", "refused"
# In the order in which a person reads them.
FATES: Final[Mapping[str, str]] = {
    REFUSED: say("Would be left out"),
    CHANGED: say("Would change what is here"),
    ADDED: say("Would be added"),
    KEPT: say("Would be kept beside a later one"),
    UNCHANGED: say("Is here already"),
}
# So many rows of each fate are shown one by one; the others are counted.
MOST_LINES: Final = 2_000
_SHOWN: Final[Mapping[str, str]] = {
    "title": say("title"),
    "description": say("description"),
    "amount": say("value"),
    "currency": say("currency"),
    "starts_on": say("start date"),
    "ends_on": say("end date"),
    "buyer_name": say("buyer"),
    "service_name": say("service"),
    "status": say("status"),
    "kind": say("kind"),
    "method": say("procedure"),
    "cpv": say("CPV code"),
    "supplier": say("supplier"),
}
_LONGEST: Final = 80


@dataclass(slots=True)
class Check:
    """`counts` hold every row; `lines` the first of each fate, each with where it stands, what it is and what would happen."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FATES, 0))
    lines: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {fate: [] for fate in FATES})

    def note(self, fate: str, where: str, title: str, words: Iterable[str] = ()) -> None:
        self.counts[fate] += 1
        if len(self.lines[fate]) < MOST_LINES:
            self.lines[fate].append({"where": where, "title": title[:200], "words": list(words)})

    @property
    def to_take(self) -> int:
        return self.counts[ADDED] + self.counts[CHANGED] + self.counts[KEPT]

    def as_stored(self) -> dict[str, Any]:
        return {"counts": self.counts, "lines": self.lines}


def differences(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """In words, each column that would say something else."""
    return [
        say("{column}: “{before}” becomes “{after}”", column=words, before=_short(old), after=_short(new))
        if old not in (None, "")
        else say("{column}: “{after}” is new", column=words, after=_short(new))
        for name, words in _SHOWN.items()
        if (old := before.get(name)) != (new := after.get(name))
        and not (old in (None, "") and new in (None, ""))
    ]


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    if not text:
        return say("nothing")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
