"""An instrument as the tree of its file, and as YAML that reads back equal."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

import yaml

from fourfold.tracker.rules.instrument.conditions import (
    AllOf,
    Answered,
    AnyOf,
    Chosen,
    Compared,
    Condition,
    Foreign,
    Not,
)
from fourfold.tracker.rules.instrument.questionnaire import (
    Carried,
    Choice,
    Disclosure,
    Instrument,
    Item,
    Meaning,
    Question,
    Section,
)

MOST_WIDE: Final = 1_000_000


def as_tree(instrument: Instrument) -> dict[str, Any]:
    """What is empty is left out."""
    return _full(
        id=instrument.id,
        version=instrument.version,
        title=dict(instrument.title),
        languages=list(instrument.languages),
        notice=instrument.notice,
        source=instrument.source.model_dump() if instrument.source else None,
        partners=list(instrument.partners),
        sign_off=[
            {"partner": each.partner, "on": each.on, "fingerprint": each.fingerprint}
            for each in instrument.sign_off
        ],
        answers={name: [tree_of_choice(each) for each in many] for name, many in instrument.lists.items()},
        items=[_item(each) for each in instrument.items],
        kept=dict(instrument.kept),
        sheets={name: [list(row) for row in rows] for name, rows in instrument.sheets.items()},
    )


def as_yaml(instrument: Instrument) -> str:
    return yaml.dump(as_tree(instrument), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)


def as_line(tree: dict[str, Any]) -> str:
    """A tree in one line, for a cell of a table; as strict YAML reads it."""
    return yaml.dump(
        tree, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=MOST_WIDE, default_flow_style=True
    ).strip()


class _Plain(yaml.SafeDumper):
    """Anchors are not read back, so what stands twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


_Plain.add_multi_representer(str, lambda dumper, words: dumper.represent_str(f"{words}"))


def tree_of_choice(choice: Choice) -> dict[str, Any]:
    return _full(
        code=choice.code,
        says=dict(choice.says),
        number=str(choice.number),
        meaning="" if choice.meaning is Meaning.ANSWER else str(choice.meaning),
        alone=_yes(said=choice.alone),
        kept=dict(choice.kept),
    )


def _item(item: Item) -> dict[str, Any]:
    if isinstance(item, Carried):
        return {"kind": "carried", "why": f"{item.why}", "rows": [dict(row) for row in item.rows]}
    if isinstance(item, Section):
        return _full(
            kind="section",
            id=item.id,
            title=dict(item.title),
            asked_when=tree_of_condition(item.asked_when) if item.asked_when else None,
            kept=dict(item.kept),
            items=[_item(each) for each in item.items],
        )
    return tree_of_question(item)


def tree_of_question(item: Question) -> dict[str, Any]:
    return _full(
        kind=str(item.kind),
        id=item.id,
        asks=dict(item.asks),
        answers=item.answers,
        asked_when=tree_of_condition(item.asked_when) if item.asked_when else None,
        required=_yes(said=item.required),
        core=_yes(said=item.core),
        from_frame=_yes(said=item.from_frame),
        at_most=_number(item.at_most),
        at_least=_number(item.at_least),
        least=_number(item.least),
        most=_number(item.most),
        whole=_yes(said=item.whole),
        other={"code": item.other.code, "asks": dict(item.other.asks)} if item.other else None,
        hint=dict(item.hint),
        interviewer=dict(item.interviewer),
        origin=_full(evidence=str(item.origin.evidence), where=item.origin.where, note=item.origin.note)
        if item.origin
        else None,
        disclosure="" if item.disclosure is Disclosure.PLAIN else str(item.disclosure),
        bands=[_number(each) for each in item.bands],
        kept=dict(item.kept),
    )


def tree_of_condition(condition: Condition) -> dict[str, Any]:
    told: dict[str, Any]
    match condition:
        case Chosen(question, codes):
            told = {"question": question, "has": list(codes)}
        case Compared(question, sign, number):
            told = {"question": question, "compared": {sign: _number(number)}}
        case Answered(question):
            told = {"question": question, "answered": "yes"}
        case Not(part):
            told = {"not": tree_of_condition(part)}
        case AllOf(parts):
            told = {"all": [tree_of_condition(part) for part in parts]}
        case AnyOf(parts):
            told = {"any": [tree_of_condition(part) for part in parts]}
        case Foreign(formula):
            told = {"formula": formula}
    return told


def _full(**keys: Any) -> dict[str, Any]:
    return {key: value for key, value in keys.items() if value not in (None, "", [], {})}


def _yes(*, said: bool) -> str:
    return "yes" if said else ""


def _number(number: Decimal | int | None) -> str | None:
    if number is None:
        return None
    return f"{number:f}" if isinstance(number, Decimal) else str(number)
