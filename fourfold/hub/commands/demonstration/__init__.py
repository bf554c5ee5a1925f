"""An invented place in which the report's own numbers live: a council, a landlord, suppliers, a charity, an enterprise.

Everything but the people and bodies themselves goes through the same actions as a page would take, with the days it is
said to have happened on. Drawn from a fixed seed, so that two installations show the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from fourfold.ground.organisations.tables import Organisation
from fourfold.hub.commands.demonstration.accounts import draw_up_accounts
from fourfold.hub.commands.demonstration.asked_first import ask_first
from fourfold.hub.commands.demonstration.asking import depart_from_it
from fourfold.hub.commands.demonstration.board import bring_together
from fourfold.hub.commands.demonstration.cast import PASSPHRASE, PEOPLE, cast, enter_cast
from fourfold.hub.commands.demonstration.community import hear_the_community
from fourfold.hub.commands.demonstration.deliveries import two_years_of_deliveries
from fourfold.hub.commands.demonstration.directory import fill_the_directory
from fourfold.hub.commands.demonstration.fieldwork import field_a_wave
from fourfold.hub.commands.demonstration.findings import raise_findings
from fourfold.hub.commands.demonstration.leaders import name_leaders
from fourfold.hub.commands.demonstration.needs import show_need
from fourfold.hub.commands.demonstration.partnerships import work_together
from fourfold.hub.commands.demonstration.policies import adopt_policies, set_values
from fourfold.hub.commands.demonstration.purchases import buy
from fourfold.hub.commands.demonstration.registers import keep_registers
from fourfold.hub.commands.demonstration.survey import prepare_a_wave
from fourfold.hub.commands.demonstration.valued import keep_a_value_map

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime


class CannotMake(Exception):
    """The demonstration cannot be made here; the sentence says why."""


def make(*, at: datetime, hash_of: Callable[[str], str]) -> bool:
    """Makes the demonstration, all or nothing; False where it is there already. `hash_of` hashes a password."""
    if Organisation.objects.filter(invented=True).exists():
        return False
    with transaction.atomic():
        enter_cast(at=at, hash_of=hash_of)
        actors = cast(on=at.date())
        adopt_policies(actors, on=at.date())
        set_values(actors, on=at.date())
        contracts = buy(actors, at=at)
        keep_registers(actors, at=at)
        show_need(actors, on=at.date())
        name_leaders(actors, on=at.date())
        hear_the_community(actors, on=at.date())
        depart_from_it(actors, on=at.date())
        ask_first(actors, at=at)
        two_years_of_deliveries(actors, contracts, at=at)
        fill_the_directory(actors, on=at.date(), at=at)
        work_together(actors, on=at.date(), at=at)
        bring_together(actors, on=at.date(), at=at)
        draw_up_accounts(actors, on=at.date(), at=at)
        raise_findings(actors, at=at)
        keep_a_value_map(actors, on=at.date())
        prepare_a_wave(actors, at=at)
        field_a_wave(actors, at=at)
    return True


def who_can_sign_in(address: str) -> str:
    """The table of people, with the passphrase that all of them share: they are invented and hold nothing real."""
    widest = max(len(person.name) for person in PEOPLE)
    lines = [
        f"{person.name:<{widest}}  {person.email:<34}  {person.works_as} at {person.organisation}"
        for person in PEOPLE
    ]
    return "\n".join(
        [
            f"Open {address}",
            "",
            "Who can sign in (all invented; the password of each is:  " + PASSPHRASE + "  )",
            *lines,
        ],
    )
