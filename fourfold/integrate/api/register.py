"""The register: procurements as their buyers published them, and the files that they come from."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import File, Query, Router
from ninja.files import UploadedFile
from pydantic import Field

from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.problems import Problem
from fourfold.ground.api.shapes import Figure, Line, Page, Party, Reference, Shown, YesOrNoInQuery
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.people.token_table import Scope
from fourfold.integrate.actions.register import check_can_import
from fourfold.integrate.exchange.ocds_import import NotOcds, import_ocds
from fourfold.integrate.queries.register import (
    Sought,
    entry_page,
    imports_of,
    register,
    register_entry,
    register_import,
)

if TYPE_CHECKING:
    from fourfold.integrate.models import RegisterEntry, RegisterImport

router = Router(tags=["Register"])

MOST_BYTES = 10 * 1024 * 1024
MOST_REMARKS = 200


class EntryLine(Shown):
    """A procurement as published. `amount` is in `currency`; unknown is null."""

    ref: str
    ocid: str
    title: str
    buyer_name: str
    status: str
    kind: str
    amount: Figure | None
    currency: str
    released_at: datetime | None
    mentions_social_value: bool


class PublishedCriterion(Shown):
    """`weight` is the number read from `weight_text`; null where there is none."""

    lot: str
    family: str
    title: str
    weight_text: str
    weight: Figure | None


class PublishedParty(Shown):
    """`organisation` is that of the directory, where an identifier or the exact name matched surely."""

    role: str
    name: str
    scheme: str
    code: str
    organisation: Party | None


class EntryShown(EntryLine):
    description: str
    method: str
    cpv: str
    closes_at: datetime | None
    starts_on: date | None
    ends_on: date | None
    criteria: list[PublishedCriterion]
    parties: list[PublishedParty]
    more_parties: int


class Remark(Shown):
    """What was noted on reading, and where in the file. `severity` is note or left_out."""

    code: str
    where: str
    words: str
    severity: str


class ImportLine(Shown):
    """A file that was taken. `finished_at` is null where it broke off; taking the file again completes it."""

    ref: str
    file_name: str
    sha256: str
    publisher: str
    licence: str
    at: datetime
    finished_at: datetime | None
    releases: int
    taken: int
    unchanged: int
    left_out: int
    parties_matched: int


class ImportShown(ImportLine):
    """With the first two hundred remarks; `remarks_in_all` says how many there are."""

    remarks: list[Remark]
    remarks_in_all: int


class RegisterSought(Where):
    q: Annotated[
        Line, Field(max_length=200, description="Words of the title, the buyer or the description.")
    ] = ""
    kind: Annotated[Line, Field(max_length=20, description="goods, works or services, as published.")] = ""
    year: Annotated[int | None, Field(ge=1990, le=2200, description="Of the latest release.")] = None
    social_value: Annotated[YesOrNoInQuery, Field(description="Only those that mention social value.")] = (
        False
    )


@operation(router, "get", "/register", scope=Scope.INTEGRATE_READ, answer=Page[EntryLine])
def list_register(request: HttpRequest, sought: Query[RegisterSought]) -> HttpResponse:
    """List your organisation's register.

    The latest taken in first.
    """
    owner = caller(request).organisation_id
    wanted = register(owner, Sought(sought.q, sought.kind, sought.year, sought.social_value))
    part = part_of(register(owner, Sought()), sought, filtered=wanted)
    return page(request, [EntryLine(**_line(each)) for each in part.rows], part.next_cursor)


@operation(router, "get", "/register/entries/{ref}", scope=Scope.INTEGRATE_READ, answer=EntryShown)
def read_entry(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read one procurement of the register, as it was published."""
    entry = found(register_entry(owner=caller(request).organisation_id, ref=ref))
    whole = entry_page(entry)
    return shown(
        request,
        EntryShown(
            **_line(entry),
            description=entry.description,
            method=entry.method,
            cpv=entry.cpv,
            closes_at=entry.closes_at,
            starts_on=entry.starts_on,
            ends_on=entry.ends_on,
            criteria=[
                PublishedCriterion(
                    lot=each.lot,
                    family=each.family,
                    title=each.title,
                    weight_text=each.weight_text,
                    weight=each.weight,
                )
                for each in whole.criteria
            ],
            parties=[
                PublishedParty(
                    role=each.role,
                    name=each.name,
                    scheme=each.scheme,
                    code=each.code,
                    organisation=None
                    if each.organisation is None
                    else Party(ref=each.organisation.ref, name=each.organisation.name),
                )
                for each in whole.parties
            ],
            more_parties=whole.more_parties,
        ),
    )


@operation(router, "get", "/register/imports", scope=Scope.INTEGRATE_READ, answer=Page[ImportLine])
def list_imports(request: HttpRequest, where: Query[Where]) -> HttpResponse:
    """List the files that were taken into the register."""
    part = part_of(imports_of(caller(request).organisation_id), where)
    return page(request, [ImportLine(**_import(each)) for each in part.rows], part.next_cursor)


@operation(router, "post", "/register/imports", scope=Scope.INTEGRATE_WRITE, answer=ImportShown, status=201)
def import_register(request: HttpRequest, file: File[UploadedFile]) -> HttpResponse:
    """Take an OCDS file into the register.

    A release package, a record package, a release or JSON Lines, up to 10 MB; larger ones go through the command line.
    Each release is kept as received. Taking the same file again changes nothing.
    """
    by = caller(request)
    check_can_import(by)
    if (file.size or 0) > MOST_BYTES:
        raise Problem("too-large", "The file is larger than 10 MB. Use the command line for it.")
    try:
        taken = import_ocds(
            by=by,
            organisation=Organisation.objects.get(pk=by.organisation_id),
            content=file.read(),
            name=(file.name or "file")[:250],
            at=timezone.now(),
        )
    except NotOcds as refusal:
        raise Problem("refused", str(refusal), errors=[("file", str(refusal))]) from refusal
    location = reverse("api:api_read_import", kwargs={"ref": taken.record.ref})
    return shown(request, _report(taken.record), status=201, location=location)


@operation(router, "get", "/register/imports/{ref}", scope=Scope.INTEGRATE_READ, answer=ImportShown)
def read_import(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read what became of a file."""
    return shown(request, _report(found(register_import(owner=caller(request).organisation_id, ref=ref))))


def _line(entry: RegisterEntry) -> dict[str, Any]:
    names = (
        "ref", "ocid", "title", "buyer_name", "status", "kind", "amount", "currency", "released_at",
        "mentions_social_value",
    )  # fmt: skip
    return {name: getattr(entry, name) for name in names}


def _import(record: RegisterImport) -> dict[str, Any]:
    names = (
        "ref", "file_name", "sha256", "publisher", "licence", "at", "finished_at", "releases", "taken", "unchanged",
        "left_out",
    )  # fmt: skip
    return {**{name: getattr(record, name) for name in names}, "parties_matched": record.matched}


def _report(record: RegisterImport) -> ImportShown:
    remarks = [
        Remark(code=said["code"], where=said["where"], words=said["words"], severity=said["severity"])
        for said in record.remarks[:MOST_REMARKS]
    ]
    return ImportShown(**_import(record), remarks=remarks, remarks_in_all=len(record.remarks))
