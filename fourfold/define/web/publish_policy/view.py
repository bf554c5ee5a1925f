"""The policy as it is published: a page that anyone reads, and the same as a PDF and a DOCX."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from fourfold.define.exchange.policy_docx import policy_docx
from fourfold.define.exchange.policy_pdf import policy_pdf
from fourfold.define.queries.policies import (
    standing_version,
    version_numbered,
    versions_of,
    with_the_one_before,
)
from fourfold.define.queries.policy_texts import policy_text
from fourfold.define.rules.policy_document import document
from fourfold.ground.web.access import found
from fourfold.ground.web.sign_in.view import ask_to_sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from fourfold.define.models import PolicyVersion
    from fourfold.define.rules.policy_document import Document

MOST_VERSIONS = 25
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def slug_of(version: PolicyVersion) -> str:
    """The organisation's name as it stands in the address."""
    return slugify(version.owner.name)[:80] or "policy"


def public_address(version: PolicyVersion) -> str:
    return reverse(
        "public_policy_version",
        kwargs={"ref": version.policy.ref, "slug": slug_of(version), "number": version.number},
    )


@require_safe
def in_force(request: HttpRequest, ref: str, slug: str) -> HttpResponse:
    """The version that stands today, at an address that stays the same."""
    version = found(standing_version(policy_ref=ref))
    if slug != slug_of(version):
        return redirect("public_policy", ref=ref, slug=slug_of(version))
    return _page(request, version)


@require_safe
def numbered(request: HttpRequest, ref: str, slug: str, number: int) -> HttpResponse:
    """One version. A draft is there for those alone who may read it."""
    return _of_version(
        request,
        ref,
        number,
        lambda version: (
            _page(request, version) if slug == slug_of(version) else redirect(public_address(version))
        ),
    )


@require_safe
def as_pdf(request: HttpRequest, ref: str, slug: str, number: int) -> HttpResponse:
    return _of_version(
        request,
        ref,
        number,
        lambda version: _file(version, "pdf", policy_pdf(_document(version)), "application/pdf"),
    )


@require_safe
def as_docx(request: HttpRequest, ref: str, slug: str, number: int) -> HttpResponse:
    return _of_version(
        request, ref, number, lambda version: _file(version, "docx", policy_docx(_document(version)), DOCX)
    )


def _of_version(
    request: HttpRequest, ref: str, number: int, answer: Callable[[PolicyVersion], HttpResponse]
) -> HttpResponse:
    """Who has not signed in is asked to, where the version is not published: it may be theirs."""
    version = version_numbered(policy_ref=ref, number=number)
    if version is None and getattr(request, "actor", None) is None:
        return ask_to_sign_in(request)
    return answer(found(version))


def _document(version: PolicyVersion) -> Document:
    return document(policy_text(version, on=timezone.localdate()))


def _page(request: HttpRequest, version: PolicyVersion) -> HttpResponse:
    return render(
        request,
        "define/web/publish_policy/page.jinja",
        {
            "version": version,
            "policy": version.policy,
            "slug": slug_of(version),
            "document": _document(version),
            "versions": with_the_one_before(list(versions_of(version.policy)[:MOST_VERSIONS])),
        },
    )


def _file(version: PolicyVersion, kind: str, content: bytes, media_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    name = f"policy-{slug_of(version)}-version-{version.number}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
