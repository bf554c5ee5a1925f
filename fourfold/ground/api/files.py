"""Evidence: uploaded first, named in a report afterwards, downloaded by an address that is good for minutes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.problems import Problem
from fourfold.ground.api.shapes import Given, Line, Reference, Shown
from fourfold.ground.files import actions
from fourfold.ground.files.queries import file_with
from fourfold.ground.files.serving import download
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

GOOD_FOR_SECONDS: Final = 300
_signer = signing.TimestampSigner(salt="file by API")

router = Router(tags=["Files"])


class FileShown(Shown):
    """`content` is the address of the bytes, good for five minutes and for this token's organisation alone."""

    ref: str
    name: str
    media_type: str
    size: int
    sha256: str
    about: str
    uploaded_at: datetime
    content: str


class AboutFile(Given):
    about: Annotated[
        Line, Field(max_length=300, description="What it shows, in words that name no beneficiary.")
    ] = ""


@operation(router, "post", "/files", scope=Scope.PARTNER_WRITE, answer=FileShown, status=201)
def upload_file(request: HttpRequest, file: File[UploadedFile], given: Form[AboutFile]) -> HttpResponse:
    """Upload evidence.

    A PDF, a photo, a Word document, a spreadsheet, slides or plain text, up to 20 MB; judged by what is in it. Photos are
    drawn anew, which leaves their location behind. By who reports for a supplier; it is your organisation's alone until a
    report names it.
    """
    by = caller(request)
    actions.check_can_upload(by)
    if (file.size or 0) > settings.EVIDENCE_MAX_BYTES:
        # Before it is read into memory.
        most = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
        raise Problem(
            "too-large", f"The file is larger than {most} MB.", errors=[("file", "Make it smaller.")]
        )
    kept = actions.upload(
        by=by, content=file.read(), name=(file.name or "file")[:200], about=given.about, at=timezone.now()
    )
    return shown(request, file_shown(kept), status=201, location=_address(kept.ref))


@operation(router, "get", "/files/{ref}", scope=Scope.PARTNER_READ, answer=FileShown)
def read_file(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read what a file is, with an address for its content."""
    return shown(request, file_shown(found(file_with(ref))))


@operation(
    router, "get", "/files/content/{signed}", scope=Scope.PARTNER_READ, answer=bytes,
    media_type="*/*",
)  # fmt: skip
def download_file(request: HttpRequest, signed: Annotated[str, Field(max_length=200)]) -> HttpResponseBase:
    """Download a file by the address that reading it gave.

    The address alone is not enough: the token must still see the file. A part of it comes with “Range: bytes=…”.
    """
    try:
        ref = _signer.unsign(signed, max_age=GOOD_FOR_SECONDS)
    except signing.BadSignature:
        raise Problem("not-found", "This address has ended or was never given. Read the file anew.") from None
    return found(download(request, found(file_with(ref))))


def file_shown(file: EvidenceFile) -> FileShown:
    return FileShown(
        ref=file.ref,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        about=file.about,
        uploaded_at=file.uploaded_at,
        content=reverse("api:api_download_file", kwargs={"signed": _signer.sign(file.ref)}),
    )


def _address(ref: str) -> str:
    return reverse("api:api_read_file", kwargs={"ref": ref})
