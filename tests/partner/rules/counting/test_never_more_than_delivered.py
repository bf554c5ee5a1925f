"""No sequence of reports, splits, reversals and merges makes more count than was delivered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.partner.rules.counting.claims import BadClaims, Merge, Reversal, SameKey, Split
from fourfold.partner.rules.counting.counting import count
from fourfold.partner.rules.counting.standing import standing
from tests.builders.claims import FIRST, claim, event, person
from tests.partner.rules.counting.strategies import DAYS, STEP, of

if TYPE_CHECKING:
    from fourfold.partner.rules.counting.claims import Claim, Record
    from fourfold.partner.rules.counting.counting import Counted

PERSONS, EVENTS = (1, 2), (1, 2)


@dataclass(frozen=True)
class World:
    """What was done: steps of each event, and of each person on each day."""

    events: dict[int, int]
    days: dict[int, list[int]]

    def of_person(self, number: int, start: int, end: int) -> int:
        return sum(self.days[number][start : end + 1])


@st.composite
def worlds(draw: st.DrawFn) -> World:
    return World(
        {number: draw(st.integers(1, 50)) for number in EVENTS},
        {number: draw(st.lists(st.integers(0, 8), min_size=DAYS, max_size=DAYS)) for number in PERSONS},
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[World, list[Record]]:
    """A world and a sequence: each step reports anew, or takes back, splits or merges what stands."""
    world = draw(worlds())
    about = draw(st.sampled_from([["event"], ["time"], ["event", "time", "head"]]))
    records: list[Record] = []
    for number in range(draw(st.integers(1, 12))):
        standing_now = standing(records).claims
        kind = draw(st.sampled_from(["report", "report", "reverse", "split", "merge", "same"]))
        one = draw(st.sampled_from(standing_now)) if standing_now else None
        step: Record | None
        if kind == "report" or one is None:
            step = draw(reports(world, f"C{number:02}", about))
        elif kind == "reverse":
            step = Reversal(f"R{number:02}", one.ref)
        elif kind == "split":
            step = draw(splits(one, f"S{number:02}"))
        elif kind == "merge":
            step = draw(merges(one, standing_now, f"M{number:02}"))
        else:
            step = SameKey(f"E{number:02}", (event(1), event(1)))
        if not refused([*records, step]):
            records.append(step)
    return world, records


def refused(records: list[Record]) -> bool:
    try:
        standing(records)
    except BadClaims:
        return True
    return False


@st.composite
def reports(draw: st.DrawFn, world: World, ref: str, about: list[str]) -> Claim:
    """An honest one: of an event or of a person's days, all of it or a part, by whatever body of whatever tier."""
    tier = draw(st.integers(1, 3))
    start = draw(st.integers(0, DAYS - 1))
    end = draw(st.integers(start, DAYS - 1))
    days = {"starts_on": FIRST + timedelta(days=start), "ends_on": FIRST + timedelta(days=end)}
    kind = draw(st.sampled_from(about))
    if kind == "head":
        people = draw(st.sets(st.sampled_from(PERSONS), min_size=1))
        return claim(
            ref, len(people), "jobs", persons=sorted(people), once_per_person=True, tier=tier, **days
        )
    number = draw(st.sampled_from(EVENTS if kind == "event" else PERSONS))
    there_was = world.events[number] if kind == "event" else world.of_person(number, start, end)
    quantity = draw(st.just(there_was) | st.integers(0, there_was))
    whole = draw(st.sampled_from([None, there_was * STEP]))
    if kind == "event":
        return claim(ref, str(quantity * STEP), "hours", event=number, whole=whole, tier=tier, **days)
    return claim(ref, str(quantity * STEP), "weeks", persons=[number], whole=whole, tier=tier, **days)


def as_much_as(amount: Decimal) -> st.SearchStrategy[int]:
    """All of it, or some."""
    steps = int(amount / STEP)
    return st.just(steps) | st.integers(0, steps)


@st.composite
def splits(draw: st.DrawFn, one: Claim, ref: str) -> Split:
    """In two, among the persons or of the amount."""
    if one.once_per_person:
        cut = draw(st.integers(0, len(one.persons)))
        shares = [Decimal(cut), one.quantity.amount - cut]
        persons = [one.persons[:cut], one.persons[cut:]]
    else:
        some = draw(as_much_as(one.quantity.amount)) * STEP
        shares, persons = [some, one.quantity.amount - some], [one.persons] * 2
    whole = None if one.once_per_person else draw(st.sampled_from([one.of, one.of, one.of + STEP]))
    parts = [
        replace(
            one,
            ref=f"{ref}-{place}",
            quantity=of(amount, one),
            persons=who,
            whole=whole,
            claimant=f"Sub {place}",
            tier=draw(st.integers(1, 3)),
        )
        for place, (amount, who) in enumerate(zip(shares, persons, strict=True))
        if who or not one.persons
    ]
    return Split(ref, one.ref, tuple(parts))


@st.composite
def merges(draw: st.DrawFn, one: Claim, others: tuple[Claim, ...], ref: str) -> Merge:
    """Of all claims of a measure, into as much as one may try to get of them."""
    alike = [each for each in others if each.of_measure == one.of_measure and each.event == one.event]
    persons = tuple(sorted({key for each in alike for key in each.persons}))
    together = sum((each.quantity.amount for each in alike), Decimal(0))
    wanted = len(persons) if one.once_per_person else draw(as_much_as(together)) * STEP
    into = replace(
        one,
        ref=f"{ref}-0",
        quantity=of(Decimal(wanted), one),
        persons=persons,
        whole=None,
        starts_on=min(each.starts_on for each in alike),
        ends_on=max(each.ends_on for each in alike),
    )
    return Merge(ref, tuple(each.ref for each in alike), into)


def counted_of(counted: Counted) -> Counter[str]:
    """Steps that count, by measure and by whom or what they are of."""
    found: Counter[str] = Counter()
    for each in counted.claims:
        if each.claim.event:
            found[each.claim.event] += int(each.counted / STEP)
        elif each.claim.once_per_person:
            found["jobs"] += int(each.counted)
        else:
            found["weeks"] += int(each.counted / STEP)
    return found


def days_of(records: list[Record]) -> set[tuple[int, int]]:
    """The days of each person that some claim of weeks is about."""
    return {
        (number, (each.starts_on - FIRST).days + day)
        for each in standing(records).claims
        if each.measure == "weeks"
        for number in PERSONS
        if person(number) in each.persons
        for day in range((each.ends_on - each.starts_on).days + 1)
    }


def check_at_most_what_was_delivered(world: World, records: list[Record]) -> None:
    found = counted_of(count(records))
    for number in EVENTS:
        assert found[event(number)] <= world.events[number]
    assert found["weeks"] <= sum(world.days[number][day] for number, day in days_of(records))
    named = {key for each in standing(records).claims if each.once_per_person for key in each.persons}
    assert found["jobs"] == len(named)


@given(histories())
@settings(max_examples=300)
def test_no_sequence_makes_more_count_than_was_delivered(history: tuple[World, list[Record]]) -> None:
    check_at_most_what_was_delivered(*history)


@given(histories())
def test_every_moment_of_the_sequence_is_as_good_as_its_end(history: tuple[World, list[Record]]) -> None:
    world, records = history
    for end in range(len(records)):
        check_at_most_what_was_delivered(world, records[:end])


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_the_sequence_says_nothing(
    history: tuple[World, list[Record]], random: st.DataObject
) -> None:
    _, records = history
    before = count(records)
    again = [*records, *records[:2]]
    random.shuffle(again)  # type: ignore[attr-defined]

    assert count(again) == before


@given(histories())
def test_taken_back_all_nothing_counts(history: tuple[World, list[Record]]) -> None:
    _, records = history
    back = [Reversal(f"Z-{each.ref}", each.ref) for each in standing(records).claims]

    assert count([*records, *back]).claims == ()


def test_a_person_of_two_claims_is_person_one() -> None:
    """The honest claims of one person on overlapping days: as much as is certain counts, and not the sum."""
    days = [FIRST + timedelta(days=day) for day in range(4)]
    claims = [
        claim("A", 10, "weeks", persons=[1], starts_on=days[0], ends_on=days[1]),
        claim("B", 8, "weeks", persons=[1], starts_on=days[1], ends_on=days[2]),
        claim("C", 10, "weeks", persons=[1], starts_on=days[2], ends_on=days[3]),
    ]
    counted = {each.claim.ref: each.counted for each in count(claims).claims}

    assert sum(counted.values()) == 20
    assert person(1) not in count(claims).findings[0].says
