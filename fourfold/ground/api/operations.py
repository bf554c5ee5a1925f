"""How an operation of the API is declared: what it is for, which scope it needs, what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from ninja import Router
from ninja.security.base import AuthBase

from fourfold.ground.api.deprecation import Deprecation, announcing
from fourfold.ground.api.problems import Problem
from fourfold.ground.people.token_queries import Bearer

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from fourfold.ground.people.actor import Actor

View = TypeVar("View", bound="Callable[..., Any]")

IF_MATCH: Final = {
    "in": "header", "name": "If-Match", "required": False, "schema": {"type": "string"},
    "description": "The ETag of what you read. Needed: without it 428, and 412 where it has changed since.",
}  # fmt: skip
ONCE: Final = {
    "in": "header", "name": "Idempotency-Key", "required": False,
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_.:-]{8,100}$"},
    "description": "Fresh for each request. Sent again with it within a day, the request is answered as the first time.",
}  # fmt: skip


class AccessToken(AuthBase):
    """Lets through who holds `scope`. Without a token only what is `public`: what everyone may read on pages too."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, scope: str, *, public: bool) -> None:
        super().__init__()
        self.scope = scope
        self.public = public

    def __call__(self, request: HttpRequest) -> bool:
        bearer: Bearer | None = getattr(request, "bearer", None)
        if bearer is None:
            return self.public
        if self.scope and self.scope not in bearer.scopes:
            refusal = f'Bearer realm="Fourfold", error="insufficient_scope", scope="{self.scope}"'
            raise Problem(
                "out-of-scope",
                f"This needs a token with the scope {self.scope}.",
                headers={"WWW-Authenticate": refusal},
            )
        return True


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    scope: str,
    answer: Any,
    status: int = 200,
    public: bool = False,
    guarded: bool = False,
    media_type: str = "application/json",
    body: str = "",
    deprecation: Deprecation | None = None,
) -> Callable[[View], View]:
    """Declares the function below it. Its first line of documentation is its summary in the reference, the rest explains.

    `scope` is empty where any token will do; `guarded` operations check If-Match; `answer` is a shape, or None for none.
    `body` is the media type of one that is bytes and has no shape.
    """

    def declare(view: View) -> View:
        words = (view.__doc__ or "").strip()
        parameters = [*([IF_MATCH] if guarded else []), *([ONCE] if method == "post" else [])]
        declared = getattr(router, method)(
            path,
            auth=AccessToken(scope, public=public),
            response={status: answer},
            operation_id=view.__name__,
            url_name=f"api_{view.__name__}",
            summary=words.partition("\n")[0].rstrip("."),
            description="\n".join(part.strip() for part in words.partition("\n")[2].strip().splitlines()),
            deprecated=True if deprecation else None,
            openapi_extra={
                **({"parameters": [dict(each) for each in parameters]} if parameters else {}),
                **({"requestBody": _bytes(body)} if body else {}),
                "x-scope": scope,
                "x-public": public,
                "x-guarded": guarded,
                "x-media-type": media_type,
            },
        )
        return cast("View", declared(announcing(view, deprecation) if deprecation else view))

    return declare


def _bytes(media_type: str) -> dict[str, Any]:
    return {"required": True, "content": {media_type: {"schema": {"type": "string", "format": "binary"}}}}


def caller(request: HttpRequest) -> Actor:
    """Who asks. Only in operations that are not public."""
    bearer = bearer_of(request)
    if bearer is None:
        raise Problem("no-token")
    return bearer.actor


def bearer_of(request: HttpRequest) -> Bearer | None:
    bearer: Bearer | None = getattr(request, "bearer", None)
    return bearer
