"""Entering an organisation that is in no list, as a person: looked for first, so that none is entered twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError

from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.actions import directory
from fourfold.ground.people.actor import Actor, NotAllowed, check_role, check_still_there
from fourfold.ground.people.changes import Refused, change
from fourfold.ground.people.tables import Role

if TYPE_CHECKING:
    from fourfold.ground.organisations.tables import Organisation

MAY_ENTER = (Role.ADMINISTRATOR, Role.LEAD, Role.COMMISSIONER)


def check_can_enter_organisation(by: Actor) -> None:
    check_still_there(by)
    check_role(by, *MAY_ENTER, to=say("enter an organisation"))


def can_enter_organisation(by: Actor) -> bool:
    try:
        check_can_enter_organisation(by)
    except NotAllowed:
        return False
    return True


def enter_organisation(
    *,
    by: Actor,
    name: str,
    sector: str,
    nation: str,
    size_band: str,
    scheme: str = "",
    code: str = "",
) -> Organisation:
    """Enters it. Raises Refused where another has that identifier already."""
    check_can_enter_organisation(by)
    if bool(scheme) != bool(code):
        raise Refused(say("Give both the register and the number in it, or neither"), field="code")
    try:
        with change(
            by=by, owner=by.organisation_id, reason=say("Entered the organisation {name}", name=name)
        ):
            return directory.enter(
                name=name,
                sector=sector,
                nation=nation,
                size_band=size_band,
                origin="entered",
                identifiers=[(scheme, code)] if code else [],
            )
    except IntegrityError:
        raise Refused(
            say("Another organisation has this number. Look for it by the number"), field="code"
        ) from None
