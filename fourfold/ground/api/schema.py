"""The OpenAPI 3.1 description of the API, from its operations: complete with what every operation may answer."""

from __future__ import annotations

import json
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponse

from fourfold.ground.api.etags import etag_of
from fourfold.ground.api.problems import KINDS, MEDIA_TYPE
from fourfold.ground.api.shapes import ProblemDocument

if TYPE_CHECKING:
    from ninja import NinjaAPI

_ALWAYS: Final = (400, 401, 403, 404, 422, 429)
_WITH_BODY: Final = (413, 415)
_MARKS: Final = ("x-scope", "x-public", "x-guarded", "x-media-type")
_HEADERS: Final = {
    "ETag": {"description": "Known by it: what is shown here.", "schema": {"type": "string"}},
    "X-Request-Id": {"description": "For whoever runs this, to find it again.", "schema": {"type": "string"}},
}


@lru_cache(maxsize=4)
def description_of(api: NinjaAPI) -> dict[str, Any]:
    """The whole description, as JSON knows it."""
    described: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=""), default=str))
    for operations in described["paths"].values():
        for each in operations.values():
            _complete(each)
    components = described["components"]
    components["schemas"]["ProblemDocument"] = ProblemDocument.model_json_schema(
        ref_template="#/components/schemas/{model}"
    )
    components["schemas"].update(components["schemas"]["ProblemDocument"].pop("$defs", {}))
    components["responses"] = {
        f"Problem{status}": {
            "description": " / ".join(kind.title for kind in KINDS if kind.status == status),
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}},
        }
        for status in sorted({kind.status for kind in KINDS})
    }
    components["securitySchemes"] = {
        "AccessToken": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token from your account page. It acts as you, for one organisation, within its scopes.",
        },
    }
    return described


def serve(api: NinjaAPI) -> Any:
    """The view that answers with the description, for anyone."""

    def openapi(request: HttpRequest) -> HttpResponse:
        body = json.dumps(description_of(api), ensure_ascii=False).encode()
        response = HttpResponse(body, content_type="application/json")
        response["ETag"] = etag_of(body)
        return response

    return openapi


def _complete(operation: dict[str, Any]) -> None:
    scope, public, guarded, media_type = (operation.pop(mark) for mark in _MARKS)
    needed = {"AccessToken": [scope] if scope else []}
    operation["security"] = [{}, needed] if public else [needed]
    if operation.get("description", "").rstrip(".") == operation["summary"]:
        del operation["description"]
    for parameter in operation.get("parameters", ()):
        # Of a parameter they would have to be a map; its schema has them.
        parameter.pop("examples", None)
    good = next(iter(operation["responses"]))
    answer = operation["responses"][good]
    if media_type != "application/json":
        answer["content"] = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    elif good != str(int(HTTPStatus.NO_CONTENT)):
        answer["headers"] = dict(_HEADERS)
    problems = set(_ALWAYS)
    if "requestBody" in operation:
        problems |= set(_WITH_BODY)
    if guarded:
        problems |= {412, 428}
    for status in sorted(problems):
        operation["responses"][str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
