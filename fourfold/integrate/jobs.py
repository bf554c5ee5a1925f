"""The work of this storey that takes longer than a page may: a large register, taken in step by step, and counted over."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from fourfold.ground.jobs.kinds import GiveUp, Kind, Outcome
from fourfold.ground.jobs.kinds import register as register_kind
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.actions import scenarios
from fourfold.integrate.actions.register import IMPORT
from fourfold.integrate.exchange.ocds_import import NotOcds, how_many, import_ocds

if TYPE_CHECKING:
    from fourfold.ground.jobs.running import Running


def register() -> None:
    # Reading a large file from its beginning takes half a minute before the first step is told.
    register_kind(Kind(IMPORT, _import, stepwise=True, lease=timedelta(minutes=5)))
    register_kind(Kind(scenarios.SCENARIOS, _scenarios, stepwise=True))


def _import(running: Running) -> Outcome:
    """Begun again, it finds what was taken before unchanged, and completes it."""
    by = running.asked_by()
    name, content = running.input()
    try:
        total = how_many(content)
        taken = import_ocds(
            by=by,
            organisation=Organisation.objects.get(pk=by.organisation_id),
            content=content,
            name=name,
            at=running.clock(),
            progress=lambda done: running.progress(
                done, total, say("{done} of {total} releases", done=f"{done:,}", total=f"{total:,}")
            ),
        )
    except NotOcds as refusal:
        raise GiveUp(str(refusal)) from refusal
    tally = taken.tally
    return Outcome(
        say(
            "{taken} releases were taken, {unchanged} were here already, {left_out} were left out.",
            taken=f"{tally.taken:,}",
            unchanged=f"{tally.unchanged:,}",
            left_out=f"{tally.left_out:,}",
        ),
        reverse("register_import", kwargs={"ref": taken.record.ref}),
    )


def _scenarios(running: Running) -> Outcome:
    """Begun again, it counts from the beginning: it reads and keeps one row at the end."""
    by = running.asked_by()
    with as_tenant(running.tenant):
        kept = scenarios.count(
            by=by,
            asked=scenarios.read(running.payload),
            at=running.clock(),
            progress=lambda done, total: running.progress(
                done, total, say("{done} of {total} counted", done=f"{done:,}", total=f"{total:,}")
            ),
        )
    return Outcome(
        say("{number} were counted.", number=f"{kept.procurements + kept.entries:,}"),
        reverse("scenario_run", kwargs={"ref": kept.ref}),
    )
