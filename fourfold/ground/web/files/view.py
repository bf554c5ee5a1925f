"""Download of evidence by a signed address that is good for minutes, never shown inside our pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.views.decorators.http import require_GET

from fourfold.ground.files.serving import download
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.web.files.addresses import address_of, asked_by

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase


@require_GET
def evidence(request: Any, ref: str) -> HttpResponse:
    """Checks that the reader may see the file, then sends on to a short-lived address."""
    file = EvidenceFile.objects.filter(ref=ref).first()
    if file is None or request.actor is None:
        raise Http404
    return HttpResponseRedirect(address_of(file, reader=request.actor))


@require_GET
def evidence_content(request: Any, signed: str) -> HttpResponseBase:
    """The bytes. The address alone is not enough: the reader must still be allowed to see the file.

    Where downloads have a host of their own, they come from there alone (`apart.py`).
    """
    asked = asked_by(signed)
    if settings.DOWNLOAD_ADDRESS or asked is None:
        raise Http404
    file = EvidenceFile.objects.filter(ref=asked.file).first()
    response = None if file is None else download(request, file)
    if response is None:
        raise Http404
    return response
