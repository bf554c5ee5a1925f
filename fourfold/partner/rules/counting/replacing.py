"""What a split and a merge may do: no more comes out than went in, of the same things."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.partner.rules.counting.claims import Fault
from fourfold.partner.rules.counting.things import lines_of, things

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fourfold.partner.rules.counting.claims import Claim, Merge, Split


def split_faults(split: Split, of: Claim) -> Iterator[Fault]:
    if any(
        part.of_measure != of.of_measure
        or (part.starts_on, part.ends_on) != (of.starts_on, of.ends_on)
        or (part.recipient, bool(part.event), bool(part.persons))
        != (of.recipient, bool(of.event), bool(of.persons))
        for part in split.into
    ):
        yield Fault(
            split.ref,
            say("The parts keep measure, days and recipient of what is split. Report anew for others"),
        )
        return
    if sum(part.quantity.amount for part in split.into) != of.quantity.amount:
        yield Fault(
            split.ref,
            say("The parts come to more or less than {quantity}, which is split", quantity=of.quantity),
        )
    lines = [line for part in split.into for line in lines_of(part)]
    before = {line.key: line for line in lines_of(of)}
    amounts: Counter[str] = Counter()
    for line in lines:
        amounts[line.key] += line.amount
    if amounts != Counter({key: line.amount for key, line in before.items()}) or any(
        line.whole != before[line.key].whole for line in lines
    ):
        yield Fault(
            split.ref,
            say(
                "The parts are not of the same persons or event, or say otherwise what was delivered in all. "
                "Give each part the keys and the whole of what is split"
            ),
        )
    yield from _shares(split.ref, [of], split.into)


def merge_faults(merge: Merge, of: Sequence[Claim]) -> Iterator[Fault]:
    into = merge.into
    if any(
        (each.of_measure, each.recipient, bool(each.event), bool(each.persons))
        != (into.of_measure, into.recipient, bool(into.event), bool(into.persons))
        for each in of
    ):
        yield Fault(merge.ref, say("Only claims of one measure and one recipient become one"))
        return
    days = min(each.starts_on for each in of), max(each.ends_on for each in of)
    if (into.starts_on, into.ends_on) != days:
        yield Fault(
            merge.ref, say("What is merged has the first and the last day of the claims it is made of")
        )
    lines = [line for each in of for line in lines_of(each)]
    most: Counter[str] = Counter()
    for thing in things(lines):
        most[thing.lines[0].key] += thing.most
    claimed: Counter[str] = Counter()
    for line in lines:
        claimed[line.key] += line.amount
    for line in lines_of(into):
        if line.whole > most[line.key] or line.amount > claimed[line.key]:
            yield Fault(
                merge.ref,
                say(
                    "More comes out of the merge than its claims can be of. At most what they are certain of"
                ),
            )
            break
    if not into.event and not into.persons:
        together = sum(each.quantity.amount for each in of)
        if into.of > together:
            yield Fault(merge.ref, say("More comes out of the merge than went in"))
    yield from _shares(merge.ref, of, [into])


def _shares(ref: str, before: Sequence[Claim], after: Sequence[Claim]) -> Iterator[Fault]:
    known = {each.share is None for each in (*before, *after)}
    if len(known) > 1 or sum(each.share or 0 for each in before) != sum(each.share or 0 for each in after):
        yield Fault(ref, say("The agreed shares do not add up to what was agreed before"), "share")
