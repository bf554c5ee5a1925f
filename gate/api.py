"""Writes the API's reference, `docs/reference/api.md`, from its description; with --check, says whether it is still true."""

from __future__ import annotations

import difflib
import os
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "api.md"
METHODS = ("get", "post", "put", "delete")
HEAD = """\
# API

Written from the operations themselves by `python -m gate.api`; the gate fails when the two differ. The same, for
programs, is served as OpenAPI {openapi} at `/api/v1/openapi.json`. [How to use it](../how-to/use-the-api.md) shows it
with curl; [decision 0016](../decisions/0016-the-api.md) says why it is as it is.

{words}
"""
RULES = """
## What holds everywhere

- **Token**: `Authorization: Bearer …`, made under *Your account*, *Access tokens*. No cookie opens anything here. A token
  has scopes and a last day at most a year away; it acts as its person, with the roles of that day, and ends when they leave.
- **404** is said of what is not there and of what one may not know of, alike. **403** comes with the reason, or the scope
  that is missing. **401**: no token, or one that is no good.
- **Lists** take `limit` (1 to 100) and `cursor`; the answer has `items` and `next_cursor`, and a `Link` to the next part.
- **ETag**: each answer has one. Send it in `If-None-Match` and get 304 while nothing has changed. What changes or decides
  on a record needs it in `If-Match`: 428 without, 412 where the record has changed since.
- **Idempotency-Key**: a POST sent again with the same key within a day is carried out once and answered alike.
- **Limits**: {limit} requests a minute for a token, a tenth of it for an address without one; then 429 with `Retry-After`.
  Bodies of 5 MB, files of 20 MB, 200 deliveries at once. JSON is UTF-8, at most 40 levels deep, no name twice.
- **Numbers** are text with a point (`"1550.00"`), so that nothing rounds them; days are `2026-11-23`; what is not known is
  `null`. A name that an operation does not know is refused.

## What may change, and how it is announced

Within `v1` operations, optional parts of requests and parts of answers may be added; be ready for parts you do not know.
Nothing is taken away or given another meaning. An operation that will go is marked `deprecated` here, and each answer of
it carries `Deprecation` (RFC 9745), `Sunset` (RFC 8594, the first day on which it may be gone) and a `Link` to what to do
instead. Between the two lie at least twelve months. What cannot be done so becomes `v2`, beside `v1`, for as long.

## Problems

Every refusal is an `application/problem+json` (RFC 9457): `type`, `title`, `status`, `detail` (what to do), `instance`
(the `X-Request-Id`) and, where parts of the request are wrong, `errors` with `at` and `detail`.

| kind | status | what it means | what to do |
|---|---|---|---|
"""


def write(described: dict[str, Any], *, limit: int) -> str:
    """The page. Parameters and bodies are named by their shapes, which are spelt out at its end."""
    from fourfold.ground.api.problems import KINDS

    parts = [HEAD.format(openapi=described["openapi"], words=described["info"]["description"].strip())]
    parts.append(RULES.format(limit=limit))
    parts += [f"| `{kind.name}` | {kind.status} | {kind.title} | {kind.advice} |\n" for kind in KINDS]
    by_tag: dict[str, list[str]] = {}
    for path, methods in described["paths"].items():
        for method in METHODS:
            if method in methods:
                each = methods[method]
                by_tag.setdefault(each["tags"][0], []).append(_operation(method, path, each))
    for tag, operations in sorted(by_tag.items()):
        parts.append(f"\n## {tag}\n")
        parts += operations
    parts.append("\n## Shapes\n")
    for name, shape in sorted(described["components"]["schemas"].items()):
        if "properties" in shape:
            parts.append(_shape(name, shape))
    return "".join(parts)


def _operation(method: str, path: str, each: dict[str, Any]) -> str:
    scopes = [scope for needed in each["security"] for scope in needed.get("AccessToken", ())]
    who = f"scope `{scopes[0]}`" if scopes else "any token"
    if {} in each["security"]:
        who = f"anyone; a token needs the {who}" if scopes else "anyone"
    lines = [f"\n### {each['summary']}\n\n`{method.upper()} /api/v1{path}` — {who}\n"]
    if each.get("deprecated"):
        lines.append("\n**Deprecated.**\n")
    if each.get("description"):
        lines.append(f"\n{each['description']}\n")
    asked = [_parameter(one) for one in each.get("parameters", ())]
    body = each.get("requestBody", {}).get("content", {})
    for media_type, content in body.items():
        asked.append(f"- body, {media_type}: {_type(content['schema'])}\n")
    if asked:
        lines += ["\n", *asked]
    good, answer = next((status, one) for status, one in each["responses"].items() if "description" in one)
    shown = [_type(one["schema"]) for one in answer.get("content", {}).values()]
    lines.append(f"{'' if asked else chr(10)}- answers {good}{': ' + shown[0] if shown else ''}\n")
    return "".join(lines)


def _parameter(one: dict[str, Any]) -> str:
    said = one.get("description") or one["schema"].get("description", "")
    needed = " (needed)" if one["required"] and one["in"] != "path" else ""
    return f"- `{one['name']}` in {one['in']}{needed}, {_type(one['schema'])}{'. ' + said if said else ''}\n"


def _shape(name: str, shape: dict[str, Any]) -> str:
    lines = [f"\n### {name}\n\n"]
    if shape.get("description"):
        lines.append(" ".join(shape["description"].split()) + "\n\n")
    needed = shape.get("required", ())
    lines += ["| part | type | |\n", "|---|---|---|\n"]
    for part, each in shape["properties"].items():
        said = " ".join(each.get("description", "").split())
        optional = "" if part in needed else "may be left out. " if each.get("default") is not None else ""
        lines.append(f"| `{part}` | {_type(each)} | {(optional + said).strip()} |\n")
    return "".join(lines)


def _type(schema: dict[str, Any]) -> str:
    """A type in a few words."""
    if "$ref" in schema:
        return f"`{schema['$ref'].rsplit('/', 1)[-1]}`"
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return " or ".join(f"`{each}`" for each in schema["enum"][:40])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    kind = str(schema.get("format") or schema.get("type") or "anything")
    most = schema.get("maxLength") or schema.get("maximum")
    return f"{kind}, at most {most:,}" if most and kind in {"string", "integer"} else kind


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.config.settings")
    import django

    django.setup()
    from fourfold.config.api import api
    from fourfold.config.environment import API_REQUESTS_A_MINUTE
    from fourfold.ground.api.schema import description_of

    page = write(description_of(api), limit=API_REQUESTS_A_MINUTE)
    if arguments != ["--check"]:
        PAGE.write_text(page, encoding="utf-8")
        return 0
    standing = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    if standing == page:
        return 0
    print("docs/reference/api.md no longer matches the API. Write it again: .venv/bin/python -m gate.api")
    print(
        "\n".join(difflib.unified_diff(standing.splitlines(), page.splitlines(), "page", "API", lineterm=""))
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
