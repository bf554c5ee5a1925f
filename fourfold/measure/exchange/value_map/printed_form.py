"""What a report prints, as the form has it: cell by cell, each as it stands there."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from fourfold.ground.kernel.said import say
from fourfold.measure.exchange.value_map.parts import Part, Text, Whole
from fourfold.measure.rules.audit.printed import Printed, read_printed


def _printed(value: object) -> list[Printed]:
    if value is None:
        return []
    if isinstance(value, list):
        return [each for part in value for each in _printed(part)]
    if isinstance(value, dict):
        if not set(value) <= {"value", "where", "rounded_to"} or "value" not in value:
            raise ValueError(say("a printed figure has a value, and where it stands"))
        step = value.get("rounded_to")
        return [
            read_printed(
                str(value["value"]),
                where=str(value.get("where", "")),
                **({} if step is None else {"rounded_to": read_printed(str(step)).value}),
            )
        ]
    return [read_printed(str(value))]


PRINTED_SCHEMA: dict[str, Any] = {
    "description": "a figure as it is printed; a list where the report prints it in several places",
    "anyOf": [
        {"type": ["string", "number", "null"]},
        {
            "type": "object",
            "required": ["value"],
            "additionalProperties": False,
            "properties": {
                "value": {"type": ["string", "number"]},
                "where": {"type": "string"},
                "rounded_to": {"type": ["string", "number"]},
            },
        },
        {"type": "array"},
    ],
}
AnyPrinted = Annotated[list[Printed], BeforeValidator(_printed), WithJsonSchema(PRINTED_SCHEMA)]


class PrintedRow(Part):
    impact: AnyPrinted = []
    by_year: list[AnyPrinted] = []
    present_value: AnyPrinted = []


class PrintedScenario(Part):
    """A case that the report prints beside its main one: what it changes, and the figures given for it."""

    name: Text
    settings: dict[str, Any] = {}
    every_row: dict[str, Any] = {}
    rows: dict[str, dict[str, Any]] = {}
    present_value: AnyPrinted = []
    npv: AnyPrinted = []
    ratio: AnyPrinted = []
    net_ratio: AnyPrinted = []


class PrintedPool(Part):
    """A cell that stands for several rows together. `of` says which figure of them was added up."""

    label: Text = ""
    rows: Annotated[list[Whole], Field(min_length=1)]
    of: Literal["present_value", "impact"] = "present_value"
    value: AnyPrinted


class PrintedForm(Part):
    by_year: list[AnyPrinted] = []
    present_value: AnyPrinted = []
    inputs: AnyPrinted = []
    npv: AnyPrinted = []
    ratio: AnyPrinted = []
    net_ratio: AnyPrinted = []
    per_row: list[PrintedRow | None] = []
    scenarios: list[PrintedScenario] = []
    pooled: list[PrintedPool] = []
