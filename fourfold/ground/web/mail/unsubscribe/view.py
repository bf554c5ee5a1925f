"""End one kind of mail with the signed link that stands in it: by a button here, or by one click in the mail program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fourfold.ground.mail import actions, links
from fourfold.ground.web.access import found

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# The signed link is the permission, whoever sends the form: a mail program has neither our cookie nor our token (RFC 8058).
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """Reading changes nothing, for programs that check mail follow every link. 404 for a link that we did not sign."""
    person, kind = found(links.read(signed))
    if request.method == "POST":
        actions.refuse(person=person, kind=kind, at=timezone.now())
    return render(
        request,
        "ground/web/mail/unsubscribe/page.jinja",
        {"kind": kind, "done": request.method == "POST"},
    )
