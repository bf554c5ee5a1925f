"""Committed, reported, confirmed, verified and published on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import begun_large, begun_small, say, side_by_side
from fourfold.ground.web.charts.drawing import ROW, Bar, Label, Number, amount_of, label_at, text_of, width_of
from fourfold.ground.web.filters import percent
from fourfold.ground.web.shapes import short_id

if TYPE_CHECKING:
    from fourfold.ground.kernel.quantities import Unit

FIVE: Final = ("committed", "reported", "confirmed", "verified", "published")
FIVE_WORDS: Final = {
    "committed": say("Committed"),
    "reported": say("Reported"),
    "confirmed": say("Confirmed"),
    "verified": say("Verified"),
    "published": say("Published"),
}
FIVE_MEANINGS: Final = {
    "committed": say("promised in the contract"),
    "reported": say("what the supplier says was delivered"),
    "confirmed": say("what those who received it say"),
    "verified": say("what the contract manager checked against evidence"),
    "published": say("what stands in a published account"),
}


@dataclass(frozen=True, slots=True)
class FiveBars:
    id: str
    title: str
    describe: str
    height: int
    bars: tuple[Bar, ...]
    due_at: Decimal | None
    due_text: str
    due_label: Label
    headline: str
    headline_words: str


def five_bars(  # noqa: PLR0917  (the five, in the order in which they always stand)
    committed: Number,
    due: Number,
    reported: Number,
    confirmed: Number,
    verified: Number,
    published: Number,
    unit: Unit | str = "",
    title: str = "Promised and delivered",
    due_words: str = "Due by today",
    share_words: str = "verified of what is due to date",
) -> FiveBars:
    """The five numbers on one scale, with a mark on the promise at what was due: by today, or as `due_words` say."""
    values = dict(zip(FIVE, (committed, reported, confirmed, verified, published), strict=True))
    numbers = {name: amount_of(value) for name, value in values.items()}
    due_number = amount_of(due)
    top = max(
        [number for number in (*numbers.values(), due_number) if number is not None], default=Decimal(0)
    )
    bars = tuple(
        Bar(
            label=FIVE_WORDS[name],
            text=text_of(values[name], unit),
            y=place * ROW,
            width=width_of(numbers[name], top),
            css=name,
            meaning=FIVE_MEANINGS[name],
        )
        for place, name in enumerate(FIVE)
    )
    headline, words = _headline(due, due_number, values["verified"], numbers["verified"], share_words)
    due_text = text_of(due, unit)
    due_at = width_of(due_number, top) if due_number else None
    describe = side_by_side(
        (say("{label} {text}", label=begun_small(bar.label), text=bar.text) for bar in bars), "; "
    )
    return FiveBars(
        id=f"five-{short_id((title, describe, due_text))}",
        title=title,
        describe=say(
            "{figures}. {due}: {due_figure}. {headline}.",
            figures=describe,
            due=due_words,
            due_figure=due_text,
            headline=side_by_side(filter(None, (headline, words))),
        ),
        height=len(FIVE) * ROW,
        bars=bars,
        due_at=due_at,
        due_text=due_text,
        due_label=label_at(say("{words}: {text}", words=due_words, text=due_text), due_at or Decimal(0)),
        headline=headline,
        headline_words=words,
    )


def _headline(
    due: Number,
    due_number: Decimal | None,
    verified: Number,
    verified_number: Decimal | None,
    share_words: str,
) -> tuple[str, str]:
    if due_number is None:
        return begun_large(text_of(due, "")), say("how much is due to date")
    if due_number == 0:
        return say("Nothing due yet"), ""
    if verified_number is None:
        return begun_large(text_of(verified, "")), say("how much of what is due is verified")
    return percent(verified_number / due_number), share_words
