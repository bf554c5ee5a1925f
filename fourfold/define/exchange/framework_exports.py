"""An open framework as a file to take away: CSV, XLSX, JSON, and JSON-LD in the terms of the Common Impact Data Standard."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from fourfold.define.rules.frameworks import placed_measures
from fourfold.ground.kernel.quantities import unit_of

if TYPE_CHECKING:
    from fourfold.define.rules.frameworks import Framework, Placed

HEADINGS: Final = (
    "framework", "edition", "theme", "outcome_code", "outcome", "code", "title", "unit", "counts", "counts_not",
    "evidence", "once_per_person", "excludes", "sdgs", "cids", "sectors", "verified", "licence", "sources",
)  # fmt: skip
# The context is named by its address and not taken along: its licence is stated in two ways.
CONTEXT: Final = "https://ontology.commonapproach.org/contexts/cidsContext.jsonld"
GOAL: Final = "https://metadata.un.org/sdg/{goal}"


class NotOpen(ValueError):
    """What is under licence is not written into a file for others."""


@dataclass(frozen=True, slots=True)
class Export:
    write: Callable[[Framework], bytes]
    media_type: str
    ending: str


def framework_csv(framework: Framework) -> bytes:
    """UTF-8 with a byte order mark. An outcome without a measure has a row of its own, its measure empty."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows(_rows(framework))
    return "\ufeff".encode() + out.getvalue().encode()


def framework_xlsx(framework: Framework) -> bytes:
    """Every cell is text or a number, never a formula."""
    _check_open(framework)
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("Measures")
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_row(0, 0, HEADINGS, bold)
        for number, row in enumerate(_rows(framework), start=1):
            sheet.write_row(number, 0, row, wrapped)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADINGS) - 1, 24)
        about = book.add_worksheet("Sources")
        about.write_row(
            0, 0, ("key", "title", "publisher", "address", "licence", "read", "grade", "says"), bold
        )
        for number, (key, source) in enumerate(framework.sources.items(), start=1):
            cells = (
                key,
                source.title,
                source.publisher,
                source.href,
                source.licence,
                source.read.isoformat(),
            )
            about.write_row(number, 0, (*cells, source.grade.value, source.says))
    return out.getvalue()


def framework_json(framework: Framework) -> bytes:
    """The edition whole, as the API answers it."""
    return json.dumps(as_tree(framework), ensure_ascii=False, indent=1).encode()


def framework_jsonld(framework: Framework) -> bytes:
    """Themes, outcomes and indicators, which the standard has of an organisation: the publisher's. What it has no word for
    (exclusions, evidence) stands in descriptions.
    """
    _check_open(framework)
    base = f"urn:fourfold:{framework.code}:{framework.edition}"
    publisher = f"{base}#publisher"
    graph: list[dict[str, Any]] = [
        {"@id": publisher, "@type": "cids:Organization", "hasLegalName": framework.publisher}
    ]
    for theme in framework.themes:
        graph.append(
            {
                "@id": f"{base}#{theme.code}",
                "@type": "cids:Theme",
                "hasName": theme.title,
                "hasDescription": f"{framework.title}, {framework.edition}",
            }
        )
        for outcome in theme.outcomes:
            graph.append(
                {
                    "@id": f"{base}#{outcome.code}",
                    "@type": "cids:Outcome",
                    "hasName": outcome.title or outcome.code,
                    "hasDescription": outcome.missing or outcome.title,
                    "forOrganization": publisher,
                    "forTheme": [f"{base}#{theme.code}", *(GOAL.format(goal=goal) for goal in outcome.sdgs)],
                    "hasIndicator": [f"{base}#{each.code}" for each in outcome.measures],
                }
            )
            graph += [
                {
                    "@id": f"{base}#{each.code}",
                    "@type": "cids:Indicator",
                    "hasName": each.title,
                    "hasDescription": f"Counts: {each.counts} Does not count: {each.counts_not} Evidence: {each.evidence}",
                    "forOrganization": publisher,
                    "forOutcome": f"{base}#{outcome.code}",
                    "unitDescription": str(unit_of(each.unit).plural),
                }
                for each in outcome.measures
            ]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).encode()


def as_tree(framework: Framework) -> dict[str, Any]:
    """Everything of the edition as plain values. Raises NotOpen for what is under licence."""
    _check_open(framework)
    return {
        "code": framework.code,
        "edition": framework.edition,
        "title": framework.title,
        "publisher": framework.publisher,
        "summary": framework.summary,
        "licence": framework.licence,
        "version": framework.version,
        "from_day": framework.from_day.isoformat() if framework.from_day else None,
        "until_day": framework.until_day.isoformat() if framework.until_day else None,
        "missing": framework.missing,
        "themes": [
            {
                "code": theme.code,
                "title": theme.title,
                "verified": theme.verified,
                "outcomes": [
                    {
                        "code": outcome.code,
                        "title": outcome.title or None,
                        "verified": outcome.verified,
                        "missing": outcome.missing,
                        "sdgs": list(outcome.sdgs),
                        "sources": list(outcome.sources),
                        "criteria": [
                            {
                                "code": each.code,
                                "title": each.title,
                                "verified": each.verified,
                                "sources": list(each.sources),
                            }
                            for each in outcome.criteria
                        ],
                        "measures": [
                            {
                                "code": each.code,
                                "title": each.title,
                                "unit": each.unit,
                                "counts": each.counts,
                                "counts_not": each.counts_not,
                                "evidence": each.evidence,
                                "once_per_person": each.once_per_person,
                                "excludes": list(each.excludes),
                                "sdgs": list(each.sdgs),
                                "cids": list(each.cids),
                                "sectors": list(each.sectors),
                                "sources": list(each.sources),
                                "verified": each.verified,
                            }
                            for each in outcome.measures
                        ],
                    }
                    for outcome in theme.outcomes
                ],
            }
            for theme in framework.themes
        ],
        "sources": {
            key: {
                "title": source.title,
                "publisher": source.publisher,
                "href": source.href,
                "licence": source.licence,
                "read": source.read.isoformat(),
                "says": source.says,
                "grade": source.grade.value,
            }
            for key, source in framework.sources.items()
        },
    }


def _rows(framework: Framework) -> list[list[str]]:
    _check_open(framework)
    measured = {each.outcome.code for each in placed_measures(framework)}
    empty = [
        [
            framework.title, framework.edition, theme.title, outcome.code, outcome.title, *[""] * 8,
            _joined(outcome.sdgs), "", "", _yes_or_no(outcome.verified), framework.licence,
            "; ".join(framework.sources[key].title for key in outcome.sources),
        ]
        for theme in framework.themes
        for outcome in theme.outcomes
        if outcome.code not in measured
    ]  # fmt: skip
    return [*(_row(framework, each) for each in placed_measures(framework)), *empty]


def _row(framework: Framework, each: Placed) -> list[str]:
    measure = each.measure
    return [
        framework.title, framework.edition, each.theme.title, each.outcome.code, each.outcome.title, measure.code,
        measure.title, measure.unit, measure.counts, measure.counts_not, measure.evidence,
        _yes_or_no(measure.once_per_person), _joined(measure.excludes), _joined(measure.sdgs), _joined(measure.cids),
        _joined(measure.sectors), _yes_or_no(measure.verified), framework.licence,
        "; ".join(framework.sources[key].title for key in measure.sources),
    ]  # fmt: skip


def _joined(values: tuple[object, ...]) -> str:
    return ", ".join(map(str, values))


def _yes_or_no(value: bool | None) -> str:  # noqa: FBT001  (a cell's value, not a choice)
    return "" if value is None else "yes" if value else "no"


def _check_open(framework: Framework) -> None:
    if not framework.may_be_passed_on:
        raise NotOpen(f"{framework.title} is under licence")


EXPORTS: Final = {
    "csv": Export(framework_csv, "text/csv; charset=utf-8", "csv"),
    "xlsx": Export(
        framework_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"
    ),
    "json": Export(framework_json, "application/json", "json"),
    "jsonld": Export(framework_jsonld, "application/ld+json", "jsonld"),
}
