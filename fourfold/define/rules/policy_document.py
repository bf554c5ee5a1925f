"""What a published policy says and in which order: one structure, of which the page, the PDF and the DOCX are all made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import day_text
from fourfold.ground.kernel.said import say, say_joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fourfold.define.rules.policy_text import OutcomeText, PolicyText, PriorityText


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`href` makes the whole of it a link. `lead` is set larger."""

    text: str
    href: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A numbered list, each with its words after the title."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Facts:
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Points | Facts | Table


@dataclass(frozen=True, slots=True)
class Section:
    """`level` is 2 below the title, 3 below a section of 2."""

    heading: str
    level: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """`notice` says that it is not in force; empty for a version that is."""

    title: str
    owner: str
    subtitle: str
    notice: str
    sections: tuple[Section, ...]


def document(policy: PolicyText) -> Document:
    """Every part that has something to say. Of a draft the gaps are named; an adopted version has none."""
    return Document(
        title=policy.title,
        owner=policy.owner,
        subtitle=_subtitle(policy),
        notice="" if policy.stands else say("This is a draft. It has not been adopted and may still change."),
        sections=tuple(_sections(policy)),
    )


def _subtitle(policy: PolicyText) -> str:
    if policy.adopted_on is None:
        return say("Version {number}. {state}.", number=policy.number, state=policy.state)
    return say(
        "Version {number}, adopted on {day} by {body}. {state}.",
        number=policy.number,
        day=day_text(policy.adopted_on),
        body=policy.adopting_body,
        state=policy.state,
    )


def _sections(policy: PolicyText) -> Iterator[Section]:
    yield Section(say("What social value means here"), 2, (Paragraph(policy.definition, lead=True),))
    if policy.intent:
        yield Section(say("What we intend"), 2, _paragraphs(policy.intent))
    if policy.mission_title or policy.mission_words:
        plan = (Paragraph(policy.mission_title, href=policy.mission_href),) if policy.mission_title else ()
        yield Section(
            say("The plan it serves"), 2, (*plan, *_paragraphs(policy.mission_words), *_serving(policy))
        )
    if policy.principles:
        points = Points(tuple((each.title, each.words) for each in policy.principles))
        yield Section(say("Our values and principles"), 2, (points,))
    if policy.priorities:
        yield Section(say("Our priorities"), 2, ())
        for place, priority in enumerate(policy.priorities, start=1):
            yield _of_priority(place, priority)
        yield from _from_values(policy)
    if policy.asked:
        yield Section(say("What we ask for in which contract"), 2, tuple(_asked(policy)))
    if policy.commitments:
        yield Section(say("What we commit ourselves to"), 2, (_commitments(policy),))
    if policy.involved or policy.co_signers:
        yield Section(say("Who was involved"), 2, tuple(_involved(policy)))
    if policy.comments:
        yield Section(say("What was said of the draft, and what changed"), 2, (_comments(policy),))
    yield Section(say("About this version"), 2, (Facts(tuple(_facts(policy))),))


def _serving(policy: PolicyText) -> Iterator[Table]:
    """How the priorities serve the plan, with the outcomes that do; those of which it is not said are not listed."""
    rows = tuple(
        (
            each.title,
            each.serves,
            say_joined([outcome.title for outcome in each.outcomes]) or say("No outcome yet"),
        )
        for each in policy.priorities
        if each.serves
    )
    if rows:
        header = (say("Priority"), say("How it serves the plan"), say("Outcomes"))
        yield Table(say("How our priorities serve it"), header, rows)


def _outcomes(policy: PolicyText) -> Iterator[OutcomeText]:
    for priority in policy.priorities:
        yield from priority.outcomes


def _from_values(policy: PolicyText) -> Iterator[Section]:
    """A row for each outcome behind which a value stands, so that one reads from the value through it to what is counted."""
    if not any(each.values for each in _outcomes(policy)):
        return
    rows: list[tuple[str, ...]] = []
    for value in policy.principles:
        carried = [
            (
                value.title,
                each.title,
                say_joined([measure.title for measure in each.measures]) or say("No measure yet"),
            )
            for each in _outcomes(policy)
            if value.title in each.values
        ]
        rows += carried or [
            (value.title, say("No outcome of its own"), say("Nothing is counted for it alone"))
        ]
    header = (say("Value or principle"), say("Outcome it stands behind"), say("What is counted"))
    caption = say("Values, the outcomes that carry them, and their measures")
    yield Section(say("From our values to what we count"), 2, (Table(caption, header, tuple(rows)),))


def _of_priority(place: int, priority: PriorityText) -> Section:
    title = (
        say("{place}. {title} (one of our top three)", place=place, title=priority.title)
        if priority.top
        else say("{place}. {title}", place=place, title=priority.title)
    )
    blocks: list[Block] = [*_paragraphs(priority.need), *_paragraphs(priority.reason)]
    rows = []
    for outcome in priority.outcomes:
        rows += [
            (
                outcome.title,
                measure.title,
                measure.unit,
                measure.counts if not measure.once_per_person else _once(measure.counts),
                measure.evidence or say("Not said yet"),
            )
            for measure in outcome.measures
        ]
        if not outcome.measures:
            rows.append((outcome.title, say("No measure yet"), "", "", ""))
    if rows:
        header = (
            say("Outcome"),
            say("Measure"),
            say("Counted in"),
            say("What counts and what does not"),
            say("What proves it"),
        )
        caption = say("Outcomes and measures of “{title}”", title=priority.title)
        blocks.append(Table(caption, header, tuple(rows)))
    else:
        blocks.append(Paragraph(say("No outcome yet")))
    return Section(title, 3, tuple(blocks))


def _once(counts: str) -> str:
    return say("{counts} Each person is counted once only.", counts=counts)


def _asked(policy: PolicyText) -> Iterator[Block]:
    header = (say("Contracts"), say("We ask for"), say("Why"))
    rows = tuple((each.contracts, each.priority, each.because or say("Not said")) for each in policy.asked)
    yield Table(say("Contracts and the priorities they are asked for"), header, rows)
    if policy.limits:
        yield Paragraph(
            say(
                "A small contract is asked for less, the weightiest first. {limits}.",
                limits=say_joined(policy.limits),
            )
        )


def _commitments(policy: PolicyText) -> Table:
    header = (say("Number"), say("What we will do"), say("Who answers for it"), say("By when"), say("Serves"))
    rows = tuple(
        (
            str(each.number),
            each.title,
            each.answers,
            day_text(each.due_on) if each.due_on else say("No day is set"),
            each.priority or say("The policy as a whole"),
        )
        for each in policy.commitments
    )
    return Table(say("Commitments, by number"), header, rows)


def _involved(policy: PolicyText) -> Iterator[Block]:
    yield from _paragraphs(policy.involved)
    if policy.co_signers:
        names = say_joined(policy.co_signers)
        yield Paragraph(say("These have put their names to this version: {names}.", names=names))


def _comments(policy: PolicyText) -> Table:
    header = (say("From"), say("About"), say("What was said"), say("What we did"))
    rows = tuple(
        (
            each.said_for,
            each.about or say("The policy as a whole"),
            each.words,
            say("Not answered yet")
            if each.changed is None
            else say("Changed: {answer}", answer=each.answer)
            if each.changed
            else say("Not changed: {answer}", answer=each.answer),
        )
        for each in policy.comments
    )
    return Table(say("Comments and answers"), header, rows)


def _facts(policy: PolicyText) -> Iterator[tuple[str, str]]:
    yield say("Organisation"), policy.owner
    yield say("Version"), str(policy.number)
    yield say("State"), policy.state
    if policy.adopted_on is not None:
        yield say("Adopted on"), day_text(policy.adopted_on)
        yield say("Adopted by"), policy.adopting_body
    if policy.minute_reference:
        yield say("Minute"), policy.minute_reference
    cycle = {1: say("Every year"), 2: say("Every two years"), 3: say("Every three years")}
    yield say("Reviewed"), cycle[policy.review_years]
    if policy.review_due_on is not None:
        yield say("Next review due by"), day_text(policy.review_due_on)


def _paragraphs(text: str) -> tuple[Paragraph, ...]:
    """What was typed, a paragraph for each block of lines."""
    blocks: Sequence[str] = text.replace("\r\n", "\n").split("\n\n")
    return tuple(Paragraph(block.strip()) for block in blocks if block.strip())
