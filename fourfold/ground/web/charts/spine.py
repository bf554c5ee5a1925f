"""The strip that shows what a record rests on and what rests on it, from priority to valuation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import begun_large, say
from fourfold.ground.spine.registry import Level, Strip
from fourfold.ground.spine.words import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class SpineLink:
    title: str
    href: str
    state: str


@dataclass(frozen=True, slots=True)
class SpineItem:
    """One place on the strip. `place` is "above", "this" or "below"; `states` how many stand in which state."""

    kind: str
    place: str
    count: int
    links: tuple[SpineLink, ...]
    states: tuple[tuple[str, int], ...]

    @property
    def words(self) -> str:
        """As "Commitment", "12 commitments"."""
        one, many = KIND_WORDS.get(self.kind, (self.kind, self.kind))
        return (
            begun_large(one)
            if self.count == 1
            else say("{number} {things}", number=f"{self.count:,}", things=many)
        )


@dataclass(frozen=True, slots=True)
class SpineStrip:
    items: tuple[SpineItem, ...]
    rootless: bool
    endless: bool


MOST_LISTED: Final = 20
_FIRST_KINDS: Final = ("strategic commitment", "priority")
_LAST_KINDS: Final = ("valuation",)


def spine_strip(strip: Strip | Sequence[Mapping[str, object]]) -> SpineStrip:
    """The strip of `ground.spine.registry.strip`, or rows with kind, title, href, state, count and place."""
    if isinstance(strip, Strip):
        this = strip.this
        items = (
            *(_level(level, "above") for level in strip.above),
            SpineItem(
                this.kind,
                "this",
                1,
                (SpineLink(this.title, "", this.state),),
                ((this.state, 1),) if this.state else (),
            ),
            *(_level(level, "below") for level in strip.below),
        )
    else:
        items = tuple(_row(row) for row in strip)
    here = next((item for item in items if item.place == "this"), None)
    return SpineStrip(
        items=items,
        rootless=here is not None
        and here.kind not in _FIRST_KINDS
        and not any(item.place == "above" for item in items),
        endless=here is not None
        and here.kind not in _LAST_KINDS
        and not any(item.place == "below" for item in items),
    )


def _level(level: Level, place: str) -> SpineItem:
    links = tuple(SpineLink(step.title, step.href, step.state) for step in level.steps[:MOST_LISTED])
    return SpineItem(level.kind, place, level.count, links, level.states)


def _row(row: Mapping[str, object]) -> SpineItem:
    state, title = str(row.get("state") or ""), str(row.get("title") or "")
    count = int(str(row.get("count", 1) or 0))
    links = (SpineLink(title, str(row.get("href") or ""), state),) if title else ()
    return SpineItem(
        str(row["kind"]), str(row.get("place", "below")), count, links, ((state, count),) if state else ()
    )
