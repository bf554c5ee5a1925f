"""What a person typed into a form that could not be taken yet. It travels in the page and is never kept here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.utils.http import url_has_allowed_host_and_scheme

if TYPE_CHECKING:
    from django.http import HttpRequest

# Not carried: secrets, which one types again, and the token that has run out.
_SECRETS: Final = ("password", "passphrase", "resume_code", "secret")
_NOT_CARRIED: Final = frozenset({"csrfmiddlewaretoken", "current", "new", "again"})


@dataclass(frozen=True, slots=True)
class Typed:
    """`left_out` are the names of fields that have to be filled in again: files and secrets."""

    path: str
    fields: tuple[tuple[str, str], ...]
    left_out: tuple[str, ...]

    def as_text(self) -> str:
        return json.dumps([self.path, self.fields, self.left_out])


def typed_in(request: HttpRequest) -> Typed:
    fields: list[tuple[str, str]] = []
    left_out: list[str] = []
    for name, values in request.POST.lists():
        if name == "csrfmiddlewaretoken":
            continue
        if name in _NOT_CARRIED or any(secret in name.lower() for secret in _SECRETS):
            left_out.append(name)
        else:
            fields += [(name, value) for value in values]
    left_out += list(request.FILES)
    return Typed(request.get_full_path(), tuple(fields), tuple(left_out))


def from_text(text: str, request: HttpRequest) -> Typed | None:
    """What `as_text` wrote, or None where it is anything else: it comes from a page, so it may be anything."""
    try:
        path, fields, left_out = json.loads(text)
        typed = Typed(
            path,
            tuple((name, value) for name, value in fields),
            tuple(left_out),
        )
    except (ValueError, TypeError):
        return None
    texts = [typed.path, *(part for field in typed.fields for part in field), *typed.left_out]
    if not all(isinstance(part, str) for part in texts) or not own_path(typed.path, request):
        return None
    return typed


def page_of(typed: Typed, *, heading: str, words: str) -> dict[str, Any]:
    """What the page "ground/web/restore/page.jinja" needs to offer it to be sent again."""
    return {
        "action": typed.path,
        "kept": typed.fields,
        "heading": heading,
        "words": words,
        "files_lost": bool(typed.left_out),
    }


def own_path(path: str, request: HttpRequest) -> str:
    """`path` if it leads to a page of this site, else an empty text."""
    fine = path.startswith("/") and url_has_allowed_host_and_scheme(
        path,
        allowed_hosts={request.get_host()},
        require_https=request.is_secure(),
    )
    return path if fine else ""


def from_our_own_page(request: HttpRequest) -> bool:
    """Whether the browser itself says that the form stood on this site. Where it says nothing, no."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == f"{request.scheme}://{request.get_host()}" or origin in settings.CSRF_TRUSTED_ORIGINS
    return request.headers.get("Referer", "").startswith(f"{request.scheme}://{request.get_host()}/")
