"""`fourfold register export FILE --organisation X`: a register of any size as a file, written row by row."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.integrate.actions.register_batches import writing_for
from fourfold.integrate.actions.register_totals import recount
from fourfold.integrate.commands.import_ocds import organisation_meant
from fourfold.integrate.exchange.ocds_export import NO_PREFIX, Wanted, write_package
from fourfold.integrate.exchange.register_tables import write_csv, write_xlsx
from fourfold.integrate.queries.register_totals import owners_of_registers

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser("register", help="The register of procurements.")
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")
    export = nouns.add_parser("export", help="The register of an organisation, as open data or as a table.")
    export.add_argument(
        "file", metavar="FILE", type=Path, help="Where to write it; a file there is replaced."
    )
    export.add_argument(
        "--organisation",
        required=True,
        metavar="X",
        help="Whose register: a reference, an identifier such as GB-LAE-SLF, or the exact name.",
    )
    export.add_argument("--as", dest="form", choices=("ocds", "csv", "xlsx"), default="ocds")
    export.add_argument(
        "--of",
        choices=("register", "procurements", "both"),
        default="register",
        help="As OCDS: what was imported, the procurements run here, or both.",
    )
    export.add_argument(
        "--ocid-prefix",
        metavar="PREFIX",
        default=NO_PREFIX,
        help="Your registered prefix, such as ocds-abc123, for what has no ocid.",
    )
    export.set_defaults(run=_run)
    recounting = nouns.add_parser(
        "recount", help="Add the sums of every register up again, and put right what differs."
    )
    recounting.set_defaults(run=_recount)


def _run(given: argparse.Namespace) -> int:
    owner = organisation_meant(given.organisation)
    beside = given.file.with_name(f".{given.file.name}.part")
    try:
        with as_tenant(owner.pk), beside.open("wb") as out:
            count = _write(out, owner, given)
        beside.replace(given.file)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        message = f"{given.file} cannot be written: {(problem.strerror or str(problem)).lower()}."
        raise CommandRefused(message) from problem
    print(f"{count:,} {'releases' if given.form == 'ocds' else 'rows'} written to {given.file}")
    return 0


def _recount(_: argparse.Namespace) -> int:
    with as_tenant(MAINTENANCE):
        owners = Organisation.objects.in_bulk(owners_of_registers())
    put_right = 0
    for owner in owners.values():
        with writing_for(None, owner, say("Added the sums of the register up again")):
            put_right += recount(owner.pk)
    print(f"{put_right:,} sums of {len(owners):,} registers were put right.")
    return 0


def _write(out: IO[bytes], owner: Organisation, given: argparse.Namespace) -> int:
    if given.form == "csv":
        return write_csv(out, owner=owner)
    if given.form == "xlsx":
        return write_xlsx(out, owner=owner)
    wanted = Wanted(
        register=given.of != "procurements", procurements=given.of != "register", prefix=given.ocid_prefix
    )
    return write_package(
        out,
        owner=owner,
        wanted=wanted,
        at=timezone.now(),
        progress=lambda done: print(f"{done:,} releases written", file=sys.stderr),
    )
