"""`fourfold organisation`: how a body begins to work here, and how it leaves."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from fourfold.ground.commands import CommandRefused
from fourfold.ground.commands.naming import organisation_named
from fourfold.ground.organisations.actions import directory
from fourfold.ground.organisations.tables import HomeNation, Organisation, Sector, SizeBand
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.ground.people.actions import beginning
from fourfold.ground.people.changes import Refused
from fourfold.ground.privacy.leaving import leave as leaving
from fourfold.ground.privacy.leaving.exported import last_entry_of
from fourfold.ground.trail.declaration import declared

if TYPE_CHECKING:
    import argparse


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = subparsers.add_parser(
        "organisation", help="How a body begins to work here, and how it leaves with its data."
    )
    nouns = verb.add_subparsers(dest="noun", required=True, metavar="WHAT")

    begins = nouns.add_parser("begin", help="Give a body its first administrator, and say how they sign in.")
    which = begins.add_mutually_exclusive_group(required=True)
    which.add_argument("--body", metavar="BODY", help="Its reference or a registered number: E08000035.")
    which.add_argument("--enter", metavar="NAME", help="A body that is in no list yet, by its name.")
    begins.add_argument("--sector", choices=Sector.values, help="Of a body that is entered.")
    begins.add_argument("--nation", choices=HomeNation.values, default=HomeNation.NOT_KNOWN)
    begins.add_argument("--administrator", required=True, metavar="EMAIL")
    begins.add_argument("--name", default="", help="Of the administrator, where they are new here.")
    begins.set_defaults(run=_begin)

    leaves = nouns.add_parser(
        "leave", help="Show what would be erased of a body that leaves; with --erase, erase it."
    )
    leaves.add_argument("--body", metavar="BODY", required=True)
    leaves.add_argument(
        "--exported", metavar="FOLDER", type=Path, help="What `fourfold export` wrote, and the body now has."
    )
    leaves.add_argument("--reason", default="", help="Why it leaves; this stays in the trail.")
    leaves.add_argument("--erase", action="store_true", help="Do it. It cannot be undone.")
    leaves.set_defaults(run=_leave)


def _begin(given: argparse.Namespace) -> int:
    at = timezone.now()
    on = timezone.localdate(at)
    try:
        validate_email(given.administrator.strip())
    except ValidationError:
        message = f"--administrator {given.administrator!r} is no e-mail address."
        raise CommandRefused(message) from None
    try:
        with transaction.atomic():
            organisation = _entered(given) if given.enter else organisation_named(given.body)
            done = beginning.begin(
                organisation=organisation, email=given.administrator, name=given.name, on=on, at=at
            )
    except Refused as refusal:
        raise CommandRefused(f"{refusal}.") from refusal
    told = {
        "organisation": organisation.name,
        "ref": organisation.ref,
        "administrator": done.membership.person.email,
    }
    if done.secret:
        address = settings.SITE_ADDRESS.rstrip("/") + reverse("set_password", kwargs={"secret": done.secret})
        told["set_password"] = address
        print(
            f"Hand the link to {done.membership.person.name} and to nobody else: it is good once, for a week.",
            file=sys.stderr,
        )
    print(json.dumps(told, indent=2))
    return 0


def _leave(given: argparse.Namespace) -> int:
    at = timezone.now()
    on = timezone.localdate(at)
    organisation = organisation_named(given.body)
    try:
        if not given.erase:
            leaving.check_can_leave(organisation=organisation, on=on)
            print("Nothing was changed. Add --erase to do it.", file=sys.stderr)
            done = leaving.look(organisation=organisation, on=on)
        elif given.exported is None:
            raise CommandRefused(
                "Give the folder of its export with --exported: nobody leaves without their data."
            )
        else:
            done = leaving.leave(
                organisation=organisation,
                exported_up_to=last_entry_of(given.exported, organisation=organisation),
                reason=given.reason,
                on=on,
                at=at,
            )
    except Refused as refusal:
        raise CommandRefused(f"{refusal}.") from refusal
    print(json.dumps(asdict(done), indent=2))
    return 0


def _entered(given: argparse.Namespace) -> Organisation:
    if not given.sector:
        raise CommandRefused("Say with --sector what kind of body it is.")
    same = Organisation.objects.filter(name__iexact=" ".join(given.enter.split())).first()
    if same is not None:
        message = f"{same.name} is here already: give --body {same.ref}."
        raise CommandRefused(message)
    with declared(person=None, organisation=None, reason="Entered an organisation"), as_tenant(MAINTENANCE):
        return directory.enter(
            name=given.enter,
            sector=given.sector,
            nation=given.nation,
            size_band=SizeBand.NOT_KNOWN,
            origin="entered",
            identifiers=[],
        )
