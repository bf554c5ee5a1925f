"""Rulings as plain values that can be kept, and read again in years when the rules have moved on.

What is kept is what was said: words, sources and the versions of the files. Nothing of it is asked of the rules again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fourfold.define.rules.law.answers import Answer, Reason, Ruling, ToRecord
from fourfold.define.rules.law.facts import Facts
from fourfold.define.rules.law.typed_facts import read_facts, typed_again
from fourfold.ground.kernel.dated_rules import Due, RuleKind
from fourfold.ground.kernel.sources import Source

# Of what is kept. Whoever changes it goes on reading the old one.
SHAPE: Final = 1


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What was asked and what was answered."""

    facts: Facts
    rulings: tuple[Ruling, ...]


def kept(facts: Facts, rulings: Sequence[Ruling]) -> dict[str, Any]:
    """Plain values, as JSON takes them. A source that many reasons name stands once, and they name its place."""
    sources: dict[Source, int] = {}

    def place(source: Source) -> int:
        return sources.setdefault(source, len(sources))

    told = [_kept_ruling(each, place) for each in rulings]
    return {
        "shape": SHAPE,
        "facts": typed_again(facts),
        "rulings": told,
        "sources": [each.model_dump(mode="json") for each in sources],
    }


def read_again(body: Mapping[str, Any]) -> OnRecord:
    """The rulings as they were given. Raises ValueError for a shape that is not known."""
    if body["shape"] != SHAPE:
        raise ValueError(f"Rulings of the shape {body['shape']} are not read here, only {SHAPE}")
    sources = [_source(each) for each in body["sources"]]
    return OnRecord(read_facts(body["facts"]), tuple(_ruling(each, sources) for each in body["rulings"]))


def _kept_ruling(ruling: Ruling, place: Any) -> dict[str, Any]:
    return {
        "rule": ruling.rule,
        "title": str(ruling.title),
        "kind": ruling.kind.value,
        "answer": ruling.answer.value,
        "reasons": [
            {
                "says": str(reason.says),
                "meaning": reason.meaning,
                "sources": [place(source) for source in reason.sources],
                "decides": reason.decides,
            }
            for reason in ruling.reasons
        ],
        "to_record": [
            {
                "what": each.what,
                "by_when": each.by_when,
                "source": place(each.source),
                "due": None if each.due is None else each.due.model_dump(mode="json"),
            }
            for each in ruling.to_record
        ],
        "checked_on": ruling.checked_on.isoformat(),
        "versions": [list(each) for each in ruling.versions],
        "hypothetical": ruling.hypothetical,
    }


def _ruling(told: Mapping[str, Any], sources: Sequence[Source]) -> Ruling:
    return Ruling(
        rule=told["rule"],
        title=told["title"],
        kind=RuleKind(told["kind"]),
        answer=Answer(told["answer"]),
        reasons=tuple(
            Reason(
                each["says"],
                each["meaning"],
                tuple(sources[place] for place in each["sources"]),
                each["decides"],
            )
            for each in told["reasons"]
        ),
        to_record=tuple(
            ToRecord(
                each["what"],
                each["by_when"],
                sources[each["source"]],
                None if each["due"] is None else Due.model_validate(each["due"]),
            )
            for each in told["to_record"]
        ),
        checked_on=date.fromisoformat(told["checked_on"]),
        versions=tuple((key, version) for key, version in told["versions"]),
        hypothetical=told["hypothetical"],
    )


def _source(told: Mapping[str, Any]) -> Source:
    return Source.model_validate(
        {**told, "read": date.fromisoformat(told["read"]), "published": _published(told["published"])}
    )


def _published(text: str | None) -> date | str | None:
    """A whole day was a day; "2021" and "2021-07" are words."""
    return date.fromisoformat(text) if text is not None and len(text) == len("2026-11-23") else text
