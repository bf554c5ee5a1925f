"""What is wrong with the routes of an instrument: who is never asked, what hangs on a later answer, what goes round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fourfold.ground.kernel.said import say, say_joined
from fourfold.tracker.rules.instrument.conditions import (
    Chosen,
    Compared,
    Condition,
    Foreign,
    parts_of,
    questions_of,
)
from fourfold.tracker.rules.instrument.questionnaire import (
    Asked,
    Instrument,
    Kind,
    Question,
    questions,
)
from fourfold.tracker.rules.instrument.reach import RouteFault, faults_of_reach, reached


def route_faults(instrument: Instrument) -> tuple[RouteFault, ...]:
    asked = questions(instrument)
    places: dict[str, int] = {}
    faults: list[RouteFault] = []
    for place, each in enumerate(asked):
        if each.id in places:
            faults.append(RouteFault(each.id, say("{id} is the id of another question", id=each.id)))
        places.setdefault(each.id, place)
    for place in range(len(asked)):
        faults += _faults_of_condition(asked, places, place)
    faults += [
        RouteFault(circle[0], say("the route goes round: {circle}", circle=" → ".join(circle)))
        for circle in _circles(asked, places)
    ]
    if not any(fault.bars for fault in faults):
        faults += faults_of_reach(asked, places)
    return tuple(faults)


def _faults_of_condition(
    asked: Sequence[Asked], places: Mapping[str, int], place: int
) -> Iterator[RouteFault]:
    each = asked[place]
    for part in parts_of(each.when) if each.when is not None else ():
        if isinstance(part, Foreign):
            what = say("asked when a formula holds that is not read here: {formula}", formula=part.formula)
            yield RouteFault(each.id, what)
            continue
        (name,) = questions_of(part)
        if name not in places:
            yield RouteFault(
                each.id, say("asked by the answer to {name}, and there is no such question", name=name)
            )
            continue
        if places[name] >= place:
            yield RouteFault(
                each.id,
                say("asked by its own answer")
                if name == each.id
                else say("asked by the answer to {name}, which comes later", name=name),
            )
        yield from _faults_of_part(each.id, part, asked[places[name]].question)


def _faults_of_part(at: str, part: Condition, on: Question) -> Iterator[RouteFault]:
    if on.kind is Kind.NOTE:
        yield RouteFault(at, say("asked by the answer to {name}, which takes none", name=on.id))
    elif isinstance(part, Chosen):
        unknown = [code for code in part.codes if code not in on.codes]
        if unknown:
            what = say(
                "asked by {codes} of {name}, which has no such code", codes=say_joined(unknown), name=on.id
            )
            yield RouteFault(at, what)
    elif isinstance(part, Compared) and on.kind is not Kind.NUMBER:
        yield RouteFault(at, say("compares {name} with a number, which it is not", name=on.id))


def _circles(asked: Sequence[Asked], places: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Questions of which each is asked by the next, and the last by the first. Each circle once."""
    hangs_on = {
        each.id: [name for name in (questions_of(each.when) if each.when else ()) if name in places]
        for each in asked
    }
    done: set[str] = set()
    for start in hangs_on:
        path: list[str] = []
        waiting = [(start, 0)]
        while waiting:
            name, depth = waiting.pop()
            del path[depth:]
            if name in path:
                circle = path[path.index(name) :]
                if len(circle) > 1:
                    yield (*circle, name)
                continue
            if name in done:
                continue
            path.append(name)
            waiting += [(each, depth + 1) for each in reversed(hangs_on[name])]
        done.update(reached(start, hangs_on))
