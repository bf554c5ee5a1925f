"""Where in the frame a listed organisation belongs: with a body of the directory, by itself, or before a person's eyes.

A body that was reorganised is asked as what followed it. Two lines for one council under its old and its new name are so one
organisation. What was divided is for a person: nobody knows which part the contact works for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.kernel.successions import standing_in
from fourfold.partner.rules.linkage.linking import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from fourfold.ground.kernel.successions import Followed
    from fourfold.partner.rules.linkage.bodies import Body
    from fourfold.partner.rules.linkage.linking import Candidate, Linked


class Where(StrEnum):
    SURE = "sure"
    ALONE = "alone"
    DOUBTFUL = "doubtful"
    ENDED = "ended"


def known_as_body(body: str) -> str:
    """How an organisation of the directory is found in a frame again."""
    return f"body {body}"


@dataclass(frozen=True, slots=True)
class May:
    """One whom a doubtful organisation may be, and what speaks for it."""

    body: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class Placed:
    """`body` and `name` are of the directory, where it is sure. `words` say what was done, where it is not plain."""

    where: Where
    body: str = ""
    name: str = ""
    words: str = ""
    may_be: tuple[May, ...] = ()


def place(linked: Linked, followed: Iterable[Followed], bodies: Mapping[str, Body], *, on: date) -> Placed:
    """`bodies` are those of the directory by key; `followed` who took whose place, by the same keys."""
    followed = tuple(followed)
    if linked.verdict is Verdict.NOT:
        return Placed(Where.ALONE)
    if linked.verdict is Verdict.LOOK:
        return Placed(
            Where.DOUBTFUL,
            words=say("The directory has bodies that are like it, and none that it surely is"),
            may_be=tuple(
                each for candidate in linked.candidates for each in _may_be(candidate, followed, bodies, on)
            ),
        )
    body = linked.candidates[0].body
    ends = sorted(standing_in(body.key, followed, on=on))
    if ends == [body.key]:
        if body.exists_until is not None and body.exists_until < on:
            words = say(
                "{name} ended on {day}, and nobody followed it",
                name=body.name,
                day=day_text(body.exists_until),
            )
            return Placed(Where.ENDED, words=words)
        return Placed(Where.SURE, body.key, body.name)
    if len(ends) == 1:
        words = say("{old} is {new} now", old=body.name, new=bodies[ends[0]].name)
        return Placed(Where.SURE, ends[0], bodies[ends[0]].name, words)
    return Placed(
        Where.DOUBTFUL,
        words=say(
            "{name} was divided between {several}: say for which of them these people work",
            name=body.name,
            several=say_joined([bodies[end].name for end in ends]),
        ),
        may_be=tuple(May(end, bodies[end].name, say("followed {name}", name=body.name)) for end in ends),
    )


def _may_be(
    candidate: Candidate, followed: tuple[Followed, ...], bodies: Mapping[str, Body], on: date
) -> list[May]:
    body = candidate.body
    against = [each.found.words for each in candidate.spoke if each.weight < 0]
    words = say_joined(against) if against else say("it has that name")
    return [
        May(
            end,
            bodies[end].name,
            words if end == body.key else say("followed {name}; {words}", name=body.name, words=words),
        )
        for end in sorted(standing_in(body.key, followed, on=on))
    ]
