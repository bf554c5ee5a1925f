"""The published form of a specification, made from the classes that read it: JSON Schema for editors, a page for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fourfold.ground.kernel.said import say
from fourfold.tracker.exchange.table_book.form import Specification

if TYPE_CHECKING:
    from collections.abc import Iterator

# Numbers stand in quotes, so that they are read exactly.
_QUOTED: Final = {"integer": "^-?[0-9]+$", "number": "^-?[0-9]+([.][0-9]+)?$"}
_BOUNDS: Final = {
    "minimum": "≥",
    "exclusiveMinimum": ">",
    "maximum": "≤",
    "exclusiveMaximum": "<",
}


def published_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12. The reader refuses more than a schema can say, such as a code of another question."""
    whole = _quoted(Specification.model_json_schema(mode="validation"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://fourfold.example/schemas/survey-tables-1.json",
        **whole,
        "title": say("Fourfold survey tables, version 1"),
    }


def reference() -> str:
    """Every part of the form with its keys, as Markdown."""
    whole = Specification.model_json_schema(mode="validation")
    parts = whole.pop("$defs")
    lines = [
        f"# {say('The specification of survey tables')}",
        "",
        say(
            "Written from the classes that read it, by `fourfold tracker specification --page`; [the schema]({schema}) is "
            "made of the same. Numbers stand in quotes. Keys that are not known are refused.",
            schema="survey-tables.schema.json",
        ),
        *_part(say("The whole"), whole),
    ]
    for name, part in parts.items():
        if "properties" in part:
            lines += _part(_name(name), part)
        else:
            choices = ", ".join(f"`{value}`" for value in part["enum"])
            lines += ["", f"## {_name(name)}", "", say("One of {choices}.", choices=choices)]
    return "\n".join(lines) + "\n"


def _part(name: str, part: dict[str, Any]) -> Iterator[str]:
    yield from ("", f"## {name}", "", " ".join(part.get("description", "").split()), "")
    yield from (f"| {say('key')} | {say('what')} | {say('if left out')} |", "|---|---|---|")
    needed = part.get("required", ())
    for key, each in part["properties"].items():
        what = " ".join([_type(each), each.get("description", "")]).strip()
        yield f"| `{key}` | {what} | {say('refused') if key in needed else _default(each.get('default'))} |"


def _name(name: str) -> str:
    return name.removesuffix("Part")


def _default(value: Any) -> str:
    if value in (None, "", [], {}) or isinstance(value, dict):
        return ""
    listed = value if isinstance(value, list) else [value]
    return ", ".join(f"`{each:g}`" if isinstance(each, float) else f"`{each}`" for each in listed)


def _type(each: dict[str, Any]) -> str:
    """What a value is, in few words, with a link to the part it is made of."""
    if "$ref" in each:
        name = _name(each["$ref"].rpartition("/")[2])
        return f"[{name}](#{name.lower()})."
    if "anyOf" in each:
        return _type(next(one for one in each["anyOf"] if one.get("type") != "null"))
    if each.get("type") == "array":
        return say("List of: {what}", what=_type(each["items"]))
    if each.get("type") == "object":
        inside = each.get("additionalProperties") or next(iter(each["patternProperties"].values()))
        return say("By a key: {what}", what=_type(inside))
    return _plain(each)


def _plain(each: dict[str, Any]) -> str:
    if "enum" in each:
        return say("One of {choices}.", choices=", ".join(f"`{value}`" for value in each["enum"]))
    if each.get("format") == "date":
        return say("A day, as 2026-11-23.")
    bounds = "".join(f" {sign} {each[key]:g}" for key, sign in _BOUNDS.items() if key in each)
    kinds = {"integer": say("Whole number"), "number": say("Number")}
    return f"{kinds.get(each.get('type', ''), say('Words'))}{bounds}."


def _quoted(tree: Any) -> Any:
    """The schema with every number as text of digits."""
    if isinstance(tree, list):
        return [_quoted(each) for each in tree]
    if not isinstance(tree, dict):
        return tree
    kind = tree.get("type")
    if isinstance(kind, str) and kind in _QUOTED:
        kept = {key: value for key, value in tree.items() if key not in _BOUNDS}
        if kept.get("default") is not None:
            kept["default"] = f"{kept['default']:g}"
        return kept | {"type": "string", "pattern": _QUOTED[kind]}
    made = {key: _quoted(value) for key, value in tree.items()}
    if isinstance(made.get("default"), dict):
        # What is left out is stated by the part itself.
        del made["default"]
    return made
