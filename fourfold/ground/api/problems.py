"""What cannot be done is answered with a problem document (RFC 9457): what happened, in plain words, and what to do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from ninja.errors import AuthenticationError, HttpError, ValidationError

from fourfold.ground.files.refusals import NotAccepted, NotScanned
from fourfold.ground.operation.refused_files import note_file_refusal
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.changes import ChangedMeanwhile, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django.http import HttpRequest
    from ninja import NinjaAPI

AT: Final = "/api/"
MEDIA_TYPE: Final = "application/problem+json"
MOST_ERRORS: Final = 50
_OF_A_BODY: Final = frozenset({"Content-Type", "Content-Length", "Content-Language", "ETag", "Last-Modified"})
_SOURCE_AND_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: its name in `type`, its status, a title that is always the same, and what to do about it."""

    name: str
    status: int
    title: str
    advice: str


KINDS: Final = (
    Kind("unreadable", 400, "The request cannot be read", "Correct its syntax; the detail says where it breaks."),
    Kind("no-token", 401, "This needs an access token",
         "Send “Authorization: Bearer …” with a token from your account page that has not ended and is not revoked."),
    Kind("not-allowed", 403, "This is not yours to do", "The detail says who may."),
    Kind("out-of-scope", 403, "The token is not for this", "Make a token with the scope that the detail names."),
    Kind("not-found", 404, "Nothing is here for you",
         "What is not there and what you may not know of are answered alike. Check the reference and the token."),
    Kind("wrong-method", 405, "This address does not take this method", "The header Allow lists those it takes."),
    Kind("changed-meanwhile", 412, "It has changed since you read it",
         "Read it again, look at what changed, and send yours with its new ETag."),
    Kind("too-large", 413, "This is too large", "Send less at once; the detail says how much is taken."),
    Kind("wrong-media-type", 415, "The body is of another media type", "Send what the reference names."),
    Kind("refused", 422, "This cannot be done as it stands", "Each error names the part that it is about."),
    Kind("key-of-another", 422, "The Idempotency-Key was used for another request", "Use a fresh key for each request."),
    Kind("no-etag", 428, "Say which version you are changing",
         "Read it first and send its ETag in If-Match, so that nobody’s work is overwritten."),
    Kind("too-many", 429, "Too many requests in this minute", "Wait for as many seconds as Retry-After says."),
    Kind("broken", 500, "Something went wrong here", "It is not your request’s fault. Tell whoever runs this the X-Request-Id."),
    Kind("unavailable", 503, "Not available at the moment", "Try again later."),
)  # fmt: skip
_BY_NAME: Final = {kind.name: kind for kind in KINDS}
_BY_STATUS: Final = {kind.status: kind for kind in reversed(KINDS)}


class Problem(Exception):
    """Raised where no action says so itself. `errors` are (where, what is wrong); `more` are members of the document."""

    def __init__(
        self,
        kind: str,
        detail: str = "",
        *,
        errors: Sequence[tuple[str, str]] = (),
        headers: dict[str, str] | None = None,
        more: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(kind, detail)
        self.kind = _BY_NAME[kind]
        self.detail = detail
        self.errors = tuple(errors)
        self.headers = headers or {}
        self.more = more or {}


def document(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The answer. Whatever the request had begun to change is not kept."""
    request.view_raised = True  # type: ignore[attr-defined]  # PostgreSQL: the tenant's middleware rolls back
    kind = problem.kind
    content: dict[str, Any] = {
        "type": f"/api/v1/problems#{kind.name}",
        "title": kind.title,
        "status": kind.status,
        "detail": problem.detail or kind.advice,
        "instance": f"urn:uuid:{getattr(request, 'request_id', '')}",
    }
    if problem.errors:
        content["errors"] = [{"at": at, "detail": detail} for at, detail in problem.errors[:MOST_ERRORS]]
    response = HttpResponse(
        json.dumps({**content, **problem.more}), status=kind.status, content_type=MEDIA_TYPE
    )
    if kind.status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Fourfold"'
    for name, value in problem.headers.items():
        response[name] = value
    return response


def as_problem(refusal: Exception) -> Problem:  # noqa: C901, PLR0911, PLR0912  (a table: each kind of refusal is one row)
    """What an action, or the framework, says no with. Raises `refusal` again where it is none of these: it broke."""
    match refusal:
        case Problem():
            return refusal
        case NotAllowed():
            return Problem("not-allowed", str(refusal))
        case ChangedMeanwhile():
            return Problem("changed-meanwhile", str(refusal))
        case Refused():
            errors = [(refusal.field, str(refusal))] if refusal.field else ()
            return Problem("refused", str(refusal), errors=errors)
        case NotScanned():
            return Problem("unavailable", str(refusal), headers={"Retry-After": "300"})
        case NotAccepted():
            return Problem("refused", str(refusal))
        case Http404():
            return Problem("not-found")
        case AuthenticationError():
            return Problem("no-token")
        case ValidationError():
            return Problem("refused", "Some parts cannot be taken.", errors=_errors(refusal.errors))
        case HttpError(__cause__=Problem() as cause):
            # What the parser raised, as the framework hands it on.
            return cause
        case HttpError():
            return Problem(_BY_STATUS.get(refusal.status_code, _BY_NAME["unreadable"]).name, str(refusal))
        case RequestDataTooBig():
            return Problem(
                "too-large",
                "The body is larger than 5 MB. Files travel in a form of their own, large ones in pieces.",
            )
        case SuspiciousOperation() | MultiPartParserError():
            return Problem("unreadable")
    raise refusal


def answer_with_problems(api: NinjaAPI) -> None:
    """Every exception that an operation of `api` lets out goes through `as_problem`."""

    def handler(request: HttpRequest, refusal: Any) -> HttpResponse:
        note_file_refusal(request, refusal)
        return document(request, as_problem(refusal))

    api.add_exception_handler(Exception, handler)
    for handled in (Http404, HttpError, ValidationError):
        api.add_exception_handler(handled, handler)


def only_problems(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Under /api/ whatever else refuses or breaks (the resolver, Django itself) answers with a problem document too."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if (
            response.status_code < HTTPStatus.BAD_REQUEST
            or not request.path.startswith(AT)
            or response.headers.get("Content-Type") == MEDIA_TYPE
        ):
            return response
        kind = (
            _BY_STATUS.get(response.status_code)
            or _BY_NAME[
                "broken" if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else "unreadable"
            ]
        )
        # What it says of itself, of caching and of safety holds for the document too; what it says of its body does not.
        kept = {name: value for name, value in response.items() if name not in _OF_A_BODY}
        return document(request, Problem(kind.name, headers=kept))

    return middleware


def _errors(found: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Where (behind "body" or "query" and our own name for the whole of it) and what is wrong.

    Without what was sent: it is the sender's, and may be anything. Django's words are never shown.
    """
    return [
        (
            ".".join(
                str(part)[:100] for part in each["loc"][2 if len(each["loc"]) > _SOURCE_AND_NAME else 1 :]
            ),
            str(each["msg"]).removeprefix("Value error, "),
        )
        for each in found
    ]
