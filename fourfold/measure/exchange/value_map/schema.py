"""The published JSON Schema of the form, made from the classes that read it."""

from __future__ import annotations

from typing import Any

from fourfold.measure.exchange.value_map.form import Form


def published_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12. The reader refuses more than a schema can say, such as a schedule with a gap."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://fourfold.example/schemas/value-map-1.json",
        "title": "Fourfold value map, version 1",
        **{key: value for key, value in Form.model_json_schema(mode="validation").items() if key != "title"},
    }
