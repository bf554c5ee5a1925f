"""Download of evidence by a signed address that is good for minutes, never shown inside our pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from fourfold.ground.files.serving import download
from fourfold.ground.files.tables import EvidenceFile

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

GOOD_FOR_SECONDS = 300
_signer = signing.TimestampSigner(salt="evidence")


@require_GET
def evidence(request: HttpRequest, ref: str) -> HttpResponse:
    """Checks that the reader may see the file, then sends on to a short-lived address."""
    file = EvidenceFile.objects.filter(ref=ref).first()
    if file is None:
        raise Http404
    return HttpResponseRedirect(reverse("evidence_content", kwargs={"signed": _signer.sign(file.ref)}))


@require_GET
def evidence_content(request: HttpRequest, signed: str) -> HttpResponseBase:
    """The bytes. The address alone is not enough: the reader must still be allowed to see the file."""
    try:
        ref = _signer.unsign(signed, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        raise Http404 from None
    file = EvidenceFile.objects.filter(ref=ref).first()
    response = None if file is None else download(request, file)
    if response is None:
        raise Http404
    return response
