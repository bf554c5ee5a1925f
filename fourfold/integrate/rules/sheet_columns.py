"""What a column of a spreadsheet may hold: of a register of contracts, of payments, of promises already running."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Mapping


class Held(StrEnum):
    """One thing that a column holds; which of them a kind of spreadsheet has, its `Layout` says."""

    REFERENCE = "reference"
    OCID = "ocid"
    TITLE = "title"
    DESCRIPTION = "description"
    BUYER = "buyer"
    SERVICE = "service"
    SUPPLIER = "supplier"
    COMPANY_NUMBER = "company_number"
    CHARITY_NUMBER = "charity_number"
    AMOUNT = "amount"
    CURRENCY = "currency"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    SIGNED_ON = "signed_on"
    PUBLISHED_ON = "published_on"
    PAID_ON = "paid_on"
    METHOD = "method"
    KIND = "kind"
    CPV = "cpv"
    STATUS = "status"
    SPENT_ON = "spent_on"
    MEASURE = "measure"
    QUANTITY = "quantity"
    UNIT = "unit"
    DUE_FROM = "due_from"
    DUE_BY = "due_by"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS: Final = {
    Held.REFERENCE: say("Reference number"),
    Held.OCID: say("Open contracting ID (ocid)"),
    Held.TITLE: say("Title of the contract"),
    Held.DESCRIPTION: say("What is bought"),
    Held.BUYER: say("The buying organisation"),
    Held.SERVICE: say("Its service or department"),
    Held.SUPPLIER: say("Supplier"),
    Held.COMPANY_NUMBER: say("Supplier’s company number"),
    Held.CHARITY_NUMBER: say("Supplier’s charity number"),
    Held.AMOUNT: say("Amount"),
    Held.CURRENCY: say("Currency"),
    Held.STARTS_ON: say("Start date"),
    Held.ENDS_ON: say("End date"),
    Held.SIGNED_ON: say("Date signed"),
    Held.PUBLISHED_ON: say("Date published"),
    Held.PAID_ON: say("Date paid"),
    Held.METHOD: say("How it was bought"),
    Held.KIND: say("Goods, services or works"),
    Held.CPV: say("CPV code"),
    Held.STATUS: say("Status"),
    Held.SPENT_ON: say("What it was spent on"),
    Held.MEASURE: say("What is promised (a measure of your policy)"),
    Held.QUANTITY: say("How much is promised"),
    Held.UNIT: say("Counted in"),
    Held.DUE_FROM: say("Promised from"),
    Held.DUE_BY: say("Promised by"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind of spreadsheet; without the `needed` ones no row can be read."""

    columns: tuple[Held, ...]
    needed: tuple[Held, ...]


CONTRACTS: Final = Layout(
    columns=(
        Held.REFERENCE, Held.OCID, Held.TITLE, Held.DESCRIPTION, Held.BUYER, Held.SERVICE, Held.SUPPLIER,
        Held.COMPANY_NUMBER, Held.CHARITY_NUMBER, Held.AMOUNT, Held.CURRENCY, Held.STARTS_ON, Held.ENDS_ON,
        Held.PUBLISHED_ON, Held.METHOD, Held.KIND, Held.CPV, Held.STATUS,
    ),
    needed=(Held.TITLE,),
)  # fmt: skip
SPEND: Final = Layout(
    columns=(
        Held.REFERENCE, Held.BUYER, Held.SERVICE, Held.SPENT_ON, Held.PAID_ON, Held.AMOUNT, Held.CURRENCY,
        Held.SUPPLIER, Held.COMPANY_NUMBER, Held.CHARITY_NUMBER,
    ),
    needed=(Held.PAID_ON, Held.AMOUNT, Held.SUPPLIER),
)  # fmt: skip
PROMISES: Final = Layout(
    columns=(
        Held.REFERENCE, Held.TITLE, Held.SUPPLIER, Held.COMPANY_NUMBER, Held.CHARITY_NUMBER, Held.AMOUNT,
        Held.STARTS_ON, Held.ENDS_ON, Held.SIGNED_ON, Held.MEASURE, Held.QUANTITY, Held.UNIT, Held.DUE_FROM,
        Held.DUE_BY,
    ),
    needed=(
        Held.REFERENCE, Held.TITLE, Held.SUPPLIER, Held.AMOUNT, Held.STARTS_ON, Held.ENDS_ON, Held.SIGNED_ON,
        Held.MEASURE, Held.QUANTITY,
    ),
)  # fmt: skip
LAYOUTS: Final[Mapping[str, Layout]] = {"contracts": CONTRACTS, "spend": SPEND, "promises": PROMISES}


@dataclass(frozen=True, slots=True)
class Missing:
    """A column that is needed and was given to no heading, or one that two headings were given."""

    column: Held
    twice: bool

    @property
    def words(self) -> str:
        if self.twice:
            return say("“{column}” is given to more than one heading. Choose one", column=self.column.words)
        return say("Choose the heading that holds “{column}”", column=self.column.words)


def faults_of_mapping(chosen: Mapping[int, Held], layout: Layout) -> tuple[Missing, ...]:
    given = list(chosen.values())
    lacking = [Missing(column, twice=False) for column in layout.needed if column not in given]
    double = [Missing(column, twice=True) for column in layout.columns if given.count(column) > 1]
    return (*lacking, *double)
