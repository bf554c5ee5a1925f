"""What `fourfold doctor` asks of this storey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.operation.findings import ok, wrong
from fourfold.ground.operation.further import register_question
from fourfold.ground.organisations.tenancy import MAINTENANCE, as_tenant
from fourfold.integrate.queries.register_totals import differences, owners_of_registers

if TYPE_CHECKING:
    from fourfold.ground.operation.findings import Finding

ABOUT = "sums of registers"


def register() -> None:
    register_question(ABOUT, _sums_of_registers)


def _sums_of_registers() -> Finding:
    """Every register and all its payments are added up again."""
    with as_tenant(MAINTENANCE):
        owners = owners_of_registers()
        differing = sum(len(each) for owner in owners for each in differences(owner))
    if differing:
        return wrong(
            ABOUT,
            f"{differing} differ from what their rows add up to",
            "Run `fourfold register recount`, and find out who wrote past the program.",
        )
    return ok(ABOUT, f"of {len(owners)} organisations, each as its rows add up")
