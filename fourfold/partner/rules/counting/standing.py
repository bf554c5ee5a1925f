"""Which claims stand, after all that was taken back, split, merged and found to be the same.

The order of records says nothing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say, say_joined
from fourfold.partner.rules.counting.claims import (
    BadClaims,
    Claim,
    Fault,
    Merge,
    Reversal,
    SameKey,
    Split,
    faults_of,
)
from fourfold.partner.rules.counting.keys import check_key, salt_of
from fourfold.partner.rules.counting.replacing import merge_faults, split_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fourfold.partner.rules.counting.claims import Record


@dataclass(frozen=True, slots=True)
class Standing:
    """Claims in the order of their references. `same` has for a key that is another's the one that it is counted under."""

    claims: tuple[Claim, ...]
    same: Mapping[str, str]


def standing(records: Iterable[Record]) -> Standing:
    """Raises BadClaims with every fault."""
    given, faults = _once_each(records)
    made = _made(given, faults)
    faults += [fault for claim in made.values() for fault in faults_of(claim)]
    ended = _ended(given, made, faults)
    same = _same([record for record in given if isinstance(record, SameKey)], faults)
    _refuse(faults)
    left = tuple(made[ref] for ref in sorted(made) if ref not in ended)
    _refuse([*_faults_of_measures(made.values()), *_of_one_salt(left, same)])
    _refuse([fault for record in given for fault in _faults_of_replacing(record, made)])
    return Standing(left, {key: min(keys) for key, keys in same.items()})


def _refuse(faults: Sequence[Fault]) -> None:
    if faults:
        raise BadClaims(faults)


def _made(given: Sequence[Record], faults: list[Fault]) -> dict[str, Claim]:
    made = [claim for record in given for claim in _claims_of(record)]
    often = Counter(claim.ref for claim in made)
    what = say("Two claims have this reference. Give one of them another")
    faults += [Fault(ref, what) for ref, times in often.items() if times > 1]
    return {claim.ref: claim for claim in made}


def _faults_of_replacing(record: Record, made: Mapping[str, Claim]) -> Iterator[Fault]:
    match record:
        case Split():
            yield from split_faults(record, made[record.of])
        case Merge():
            yield from merge_faults(record, [made[ref] for ref in record.of])
        case _:
            pass


def _once_each(records: Iterable[Record]) -> tuple[list[Record], list[Fault]]:
    """A record that was sent twice is there once; two of one reference are a fault."""
    by_ref: dict[str, Record] = {}
    what = say("Two different records have this reference. Give one of them another")
    faults = [
        Fault(record.ref, what) for record in records if by_ref.setdefault(record.ref, record) != record
    ]
    return [by_ref[ref] for ref in sorted(by_ref)], faults


def _claims_of(record: Record) -> tuple[Claim, ...]:
    match record:
        case Claim():
            return (record,)
        case Split(into=parts):
            return parts
        case Merge(into=one):
            return (one,)
        case _:
            return ()


def _ended(given: Sequence[Record], made: Mapping[str, Claim], faults: list[Fault]) -> frozenset[str]:
    by: dict[str, list[Record]] = {}
    for each in given:
        for ref in _ends(each):
            by.setdefault(ref, []).append(each)
    for ref, records in sorted(by.items()):
        if ref not in made:
            what = say("There is no claim {ref}. Give the claim that it is about as well", ref=ref)
            faults += [Fault(record.ref, what, "of") for record in records]
        elif len(records) > 1 and not all(isinstance(record, Reversal) for record in records):
            what = say(
                "{records} all take it away, and it can be taken back, split or merged once. "
                "Do the second to what the first put in its place",
                records=say_joined([record.ref for record in records]),
            )
            faults.append(Fault(ref, what))
    return frozenset(by)


def _ends(record: Record) -> frozenset[str]:
    match record:
        case Reversal(of=ref) | Split(of=ref):
            return frozenset({ref})
        case Merge(of=refs):
            return frozenset(refs)
        case _:
            return frozenset()


def _faults_of_measures(claims: Iterable[Claim]) -> Iterator[Fault]:
    """A measure is one thing in every claim."""
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        other = first.setdefault(claim.of_measure, claim)
        if claim.quantity.unit != other.quantity.unit:
            what = say("is in {unit}", unit=other.quantity.unit.plural)
            part = "unit"
        elif claim.once_per_person != other.once_per_person:
            what = (
                say("counts a person once")
                if other.once_per_person
                else say("counts a person more than once")
            )
            part = "once_per_person"
        elif claim.exclusion_group != other.exclusion_group:
            what = say("excludes the group “{group}”", group=other.exclusion_group)
            part = "exclusion_group"
        else:
            continue
        yield Fault(
            claim.ref,
            say(
                "In claim {other} the measure {measure} {what}, and here not. Correct one of the two",
                other=other.ref,
                measure=claim.measure,
                what=what,
            ),
            part,
        )


def _same(records: Sequence[SameKey], faults: list[Fault]) -> dict[str, frozenset[str]]:
    groups: dict[str, frozenset[str]] = {}
    for record in records:
        kinds = {key.partition(":")[0] for key in record.keys}
        if len(kinds) != 1 or not kinds <= {"person", "event"}:
            faults.append(Fault(record.ref, say("Give keys of one person, or of one event")))
            continue
        try:
            for key in record.keys:
                check_key(key, *kinds)
        except ValueError as refusal:
            faults.append(Fault(record.ref, str(refusal)))
            continue
        whole = frozenset(record.keys).union(*(groups.get(key, frozenset()) for key in record.keys))
        groups |= dict.fromkeys(whole, whole)
    return groups


def _of_one_salt(claims: Iterable[Claim], same: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    """There is a salt under which every key is known; else the same person may look like two."""
    for kind in ("person", "event"):
        common: set[str] | None = None
        for claim in claims:
            for key in claim.persons if kind == "person" else filter(None, (claim.event,)):
                salts = {salt_of(each) for each in same.get(key, (key,))}
                left = salts if common is None else common & salts
                if not left:
                    yield Fault(
                        claim.ref,
                        say(
                            "Its {kind} key is of the salt {salts}, and others are of {others}: "
                            "the same {kind} has another key under each. "
                            "Give all under one salt, or say which keys are the same",
                            kind=kind,
                            salts=say_joined(sorted(salts)),
                            others=say_joined(sorted(common or ())),
                        ),
                        "persons" if kind == "person" else "event",
                    )
                    break
                common = left
