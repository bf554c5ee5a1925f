"""Deliveries by what the supplier wrote about them."""

from __future__ import annotations

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say
from fourfold.partner.models import Delivery

SNIPPET = 90


def find_deliveries(words: str, *, most: int) -> list[tuple[str, str]]:
    """Up to `most` (supplier, day and the words around those sought; address) that the tenant of the moment may see, the
    latest first.
    """
    found = Delivery.objects.filter(words__icontains=words).select_related("reported_for")
    return [
        (
            say(
                "{name}, to {ends_on}: {around}",
                name=each.reported_for.name,
                ends_on=day_text(each.ends_on),
                around=_around(each.words, words),
            ),
            f"/deliveries/{each.ref}/",
        )
        for each in found.order_by("-reported_on", "-pk")[:most]
    ]


def _around(text: str, words: str) -> str:
    """The part of `text` in which `words` stand, cut between words, with … where something is left out."""
    text = " ".join(text.split())
    if len(text) <= SNIPPET:
        return text
    start = max(text.casefold().find(words.casefold()) - SNIPPET // 3, 0)
    start = 0 if start == 0 else text.find(" ", start) + 1
    end = text.rfind(" ", start, start + SNIPPET)
    end = len(text) if start + SNIPPET >= len(text) or end <= start else end
    return f"{'… ' if start else ''}{text[start:end]}{' …' if end < len(text) else ''}"
