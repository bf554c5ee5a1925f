"""How a thing of one framework stands to the things of the others: what was said, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.define.queries.framework_files import crosswalks, related, shipped_frameworks
from fourfold.define.rules.crosswalks import INVERSE, Relation
from fourfold.define.rules.frameworks import codes_in, title_of


@dataclass(frozen=True, slots=True)
class LinkRow:
    """`reason` is empty for what follows from other links. `is_measure` says whether there is a page of its own."""

    relation: Relation
    framework: str
    edition: str
    framework_title: str
    code: str
    title: str
    is_measure: bool
    reason: str


def links_of(key: str, code: str) -> list[LinkRow]:
    """Those of the thing with this code in the edition `key`, what was said first."""
    node = f"{key}#{code}"
    said = {(link.one, link.other): link.reason for link in crosswalks()}
    said |= {(link.other, link.one): link.reason for link in crosswalks()}
    rows = []
    for (one, other), held in related().items():
        if one != node:
            continue
        other_key, _, other_code = other.partition("#")
        framework = shipped_frameworks()[other_key]
        rows.append(
            LinkRow(
                relation=min(held),
                framework=framework.code,
                edition=framework.edition,
                framework_title=framework.title,
                code=other_code,
                title=title_of(framework, other_code),
                is_measure=codes_in(framework).get(other_code) == "measure",
                reason=said.get((one, other), ""),
            )
        )
    return sorted(rows, key=lambda row: (not row.reason, row.framework, row.edition, row.code))


def served_by(key: str, code: str) -> list[LinkRow]:
    """The measures, of any framework, that are within the thing or the same as it."""
    wanted = {INVERSE[Relation.NARROWER], Relation.SAME}
    return [row for row in links_of(key, code) if row.is_measure and row.relation in wanted]
