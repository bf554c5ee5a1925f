"""Last year's account of the council, published, and this year's, still a draft; the landlord's waits to be assured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.periods import FinancialYear
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.measure.actions import accounts

if TYPE_CHECKING:
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor


def draw_up_accounts(actors: dict[str, Actor], *, on: date, at: datetime) -> None:
    daniel, ruth, grace, priya, nina = (
        actors[name] for name in ("Daniel Hughes", "Ruth Bell", "Grace Okafor", "Priya Nair", "Nina Costa")
    )
    this_year = FinancialYear.containing(on)
    last_year = this_year.preceding
    with as_tenant(daniel.organisation_id):
        account = accounts.draft(
            by=daniel,
            contract=None,
            period=last_year.period,
            title=f"Social value account {last_year.label}",
            on=on,
        )
        account = accounts.assure(by=ruth, account=account, on=on)
        account = accounts.sign(by=grace, account=account, on=on)
        accounts.publish(by=priya, account=account, on=on, at=at)
        accounts.draft(
            by=daniel,
            contract=None,
            period=this_year.period,
            title=f"Social value account {this_year.label}",
            on=on,
        )
    with as_tenant(nina.organisation_id):
        accounts.draft(
            by=nina,
            contract=None,
            period=last_year.period,
            title=f"Social value account {last_year.label}",
            on=on,
        )
