"""The register, and the procurements run here, as files to take away."""

from __future__ import annotations

import tempfile
from typing import IO, TYPE_CHECKING, Final

from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.integrate.exchange.ocds_export import Wanted, write_package
from fourfold.integrate.exchange.register_tables import write_csv, write_xlsx
from fourfold.integrate.queries.procurements import procurements_of
from fourfold.integrate.queries.register_export import how_many_received

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

# So many are written while one waits, in some ten seconds; more come from the command line.
MOST_AT_ONCE: Final = 20_000
# So much of a file stays in memory before it goes to disk.
IN_MEMORY: Final = 4 * 1024 * 1024
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILES: Final = {
    "register.json": "application/json",
    "procurements.json": "application/json",
    "register.csv": "text/csv; charset=utf-8",
    "register.xlsx": _XLSX,
}


@require_GET
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    received = how_many_received(by.organisation_id)
    return render(
        request,
        "integrate/web/export_register/page.jinja",
        {
            "received": received,
            "procurements": procurements_of(by.organisation_id).count(),
            "too_many": received > MOST_AT_ONCE,
            "most": MOST_AT_ONCE,
        },
    )


@require_GET
@signed_in
def as_file(request: HttpRequest, file: str) -> HttpResponseBase:
    """Written to a file of its own before anything is sent, so that what is sent is whole; and sent from there, piece by
    piece, so that no more of it than `IN_MEMORY` is in memory.
    """
    by = actor_of(request)
    if file not in _FILES:
        raise Http404
    if file != "procurements.json" and how_many_received(by.organisation_id) > MOST_AT_ONCE:
        return redirect("export_register")
    owner = Organisation.objects.get(pk=by.organisation_id)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (what sends it closes it)
    try:
        _write(out, file, owner)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=file, content_type=_FILES[file])


def _write(out: IO[bytes], name: str, owner: Organisation) -> None:
    match name:
        case "register.csv":
            write_csv(out, owner=owner)
        case "register.xlsx":
            write_xlsx(out, owner=owner)
        case _:
            own = name == "procurements.json"
            wanted = Wanted(register=not own, procurements=own)
            write_package(out, owner=owner, wanted=wanted, at=timezone.now())
