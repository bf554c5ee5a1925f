"""The parts of a checked file as the rules take them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fourfold.tracker.exchange.instrument.file_parts import CarriedPart, SectionPart
from fourfold.tracker.rules.instrument.conditions import (
    Answered,
    Chosen,
    Compared,
    Condition,
    Foreign,
    all_of,
    any_of,
    negated,
)
from fourfold.tracker.rules.instrument.questionnaire import (
    Carried,
    Choice,
    Instrument,
    Item,
    Kind,
    Origin,
    Other,
    Question,
    Section,
    SignOff,
)

if TYPE_CHECKING:
    from fourfold.tracker.exchange.instrument.file_parts import (
        ChoicePart,
        ConditionPart,
        InstrumentFile,
        ItemPart,
    )


def instrument_of(file: InstrumentFile) -> Instrument:
    lists = {
        name: tuple(
            Choice(each.code, each.says, value_of(each, place), each.meaning, each.alone, each.kept)
            for place, each in enumerate(choices)
        )
        for name, choices in file.answers.items()
    }
    return Instrument(
        id=file.id,
        version=file.version,
        title=file.title,
        languages=tuple(file.languages),
        items=tuple(_item(each, lists) for each in file.items),
        lists=lists,
        notice=file.notice,
        source=file.source,
        partners=tuple(file.partners),
        sign_off=tuple(SignOff(each.partner, each.on, each.fingerprint) for each in file.sign_off),
        kept=file.kept,
        sheets={name: tuple(tuple(row) for row in rows) for name, rows in file.sheets.items()},
    )


def _item(part: ItemPart, lists: Mapping[str, tuple[Choice, ...]]) -> Item:
    if isinstance(part, CarriedPart):
        return Carried(tuple(part.rows), part.why)
    when = condition(part.asked_when) if part.asked_when else None
    if isinstance(part, SectionPart):
        return Section(part.id, part.title, tuple(_item(each, lists) for each in part.items), when, part.kept)
    return Question(
        id=part.id,
        kind=Kind(part.kind),
        asks=part.asks,
        choices=lists.get(part.answers, ()),
        answers=part.answers,
        asked_when=when,
        required=part.required,
        core=part.core,
        from_frame=part.from_frame,
        at_most=part.at_most,
        at_least=part.at_least,
        least=part.least,
        most=part.most,
        whole=part.whole,
        other=Other(part.other.code, part.other.asks) if part.other else None,
        hint=part.hint,
        interviewer=part.interviewer,
        origin=Origin(part.origin.evidence, part.origin.where, part.origin.note) if part.origin else None,
        disclosure=part.disclosure,
        bands=tuple(part.bands),
        kept=part.kept,
    )


def condition(part: ConditionPart) -> Condition:
    if part.all_parts:
        return all_of(condition(each) for each in part.all_parts)
    if part.any_parts:
        return any_of(condition(each) for each in part.any_parts)
    if part.not_part is not None:
        return negated(condition(part.not_part))
    if part.formula:
        return Foreign(part.formula)
    return _condition_on_one(part)


def _condition_on_one(part: ConditionPart) -> Condition:
    if part.has:
        return Chosen(part.question, tuple(dict.fromkeys(part.has)))
    if part.answered is not None:
        return Answered(part.question) if part.answered else negated(Answered(part.question))
    ((sign, number),) = part.compared.items()
    return Compared(part.question, sign, number)


def value_of(choice: ChoicePart, place: int) -> int:
    """Its number, or else its place in the list."""
    return place + 1 if choice.number is None else choice.number
