"""Large evidence in pieces: for lines that break, and for files that one request does not carry."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Router
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.files import FileShown, file_shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.problems import Problem
from fourfold.ground.api.shapes import Given, Line, Reference, Shown
from fourfold.ground.files import uploads
from fourfold.ground.files.tables import ResumableUpload
from fourfold.ground.people.token_table import Scope

PIECES = "application/octet-stream"
_LARGEST = 10**12

router = Router(tags=["Files"])


class UploadGiven(Given):
    name: Annotated[
        Line, Field(min_length=1, max_length=200, description="With its ending, as on your disk.")
    ]
    size: Annotated[int, Field(ge=1, le=_LARGEST, strict=True, description="In bytes.")]
    sha256: Annotated[
        str, Field(pattern="^[0-9a-f]{64}$", description="Of the whole file, in small hexadecimal letters.")
    ]
    about: Annotated[
        Line, Field(max_length=300, description="What it shows, in words that name no beneficiary.")
    ] = ""


class UploadShown(Shown):
    """`offset` is how much has arrived, and where to go on; `file` is what became of it, null until it is completed.

    `most_at_once` is the largest piece that is taken, in bytes.
    """

    ref: str
    name: str
    size: int
    sha256: str
    about: str
    offset: int
    most_at_once: int
    ends_at: datetime
    file: str | None


@operation(router, "post", "/uploads", scope=Scope.PARTNER_WRITE, answer=UploadShown, status=201)
def start_upload(request: HttpRequest, given: UploadGiven) -> HttpResponse:
    """Begin to upload a large file in pieces.

    Say what it will be; room for it is held. Send the pieces to its content, then complete it. What is not completed
    within a few days ends. For a file of up to 20 MB “Upload evidence” does the same in one request.
    """
    upload = uploads.start(
        by=caller(request),
        name=given.name,
        size=given.size,
        sha256=given.sha256,
        about=given.about,
        at=timezone.now(),
    )
    location = reverse("api:api_read_upload", kwargs={"ref": upload.ref})
    return shown(request, _upload(upload), status=201, location=location)


@operation(router, "get", "/uploads/{ref}", scope=Scope.PARTNER_WRITE, answer=UploadShown)
def read_upload(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Ask how far an upload is.

    After a broken line: go on from `offset`.
    """
    return shown(request, _upload(_own(ref)))


@operation(
    router, "put", "/uploads/{ref}/content", scope=Scope.PARTNER_WRITE, answer=UploadShown, body=PIECES,
)  # fmt: skip
def send_piece(
    request: HttpRequest, ref: Reference, offset: Annotated[int, Field(ge=0, le=_LARGEST)]
) -> HttpResponse:
    """Send a piece of an upload.

    The body is the bytes that begin at `offset`, at most `most_at_once` of them. The same piece may be sent again. A piece
    that leaves a gap is refused; the problem's `offset` says where to go on.
    """
    upload = _own(ref)
    if request.content_type != PIECES:
        raise Problem("wrong-media-type", f"Send the bytes as {PIECES}.")
    try:
        uploads.add(by=caller(request), upload=upload, offset=offset, content=request.body)
    except uploads.SendOn as refusal:
        raise _send_on(refusal) from None
    return shown(request, _upload(upload))


@operation(
    router, "post", "/uploads/{ref}/completion", scope=Scope.PARTNER_WRITE, answer=FileShown, status=201
)
def complete_upload(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Complete an upload.

    Compares the SHA-256, looks the file through as any other, and keeps it. Asked again, it answers with the same file.
    """
    try:
        file = uploads.complete(by=caller(request), upload=_own(ref), at=timezone.now())
    except uploads.SendOn as refusal:
        raise _send_on(refusal) from None
    return shown(
        request, file_shown(file), status=201, location=reverse("api:api_read_file", kwargs={"ref": file.ref})
    )


@operation(router, "delete", "/uploads/{ref}", scope=Scope.PARTNER_WRITE, answer=None, status=204)
def abandon_upload(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Give an upload up.

    Lets go of what arrived and of the room that was held. The file of one that was completed stays.
    """
    uploads.abandon(by=caller(request), upload=_own(ref))
    return HttpResponse(status=204)


def _own(ref: str) -> ResumableUpload:
    return found(uploads.upload_with(ref, at=timezone.now()))


def _send_on(refusal: uploads.SendOn) -> Problem:
    return Problem(
        "refused", f"{refusal}.", errors=[(refusal.field, f"{refusal}.")], more={"offset": refusal.offset}
    )


def _upload(upload: ResumableUpload) -> UploadShown:
    return UploadShown(
        ref=upload.ref,
        name=upload.name,
        size=upload.size,
        sha256=upload.sha256,
        about=upload.about,
        offset=uploads.arrived_of(upload),
        most_at_once=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
        ends_at=uploads.ends_at(upload),
        file=upload.became or None,
    )
