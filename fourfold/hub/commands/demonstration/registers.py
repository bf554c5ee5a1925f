"""What the council imported from spreadsheets: its register of contracts, a month of payments, promises that ran before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.ground.kernel.quantities import unit_of
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.integrate.exchange.sheets.taking import take_sheet, upload
from fourfold.integrate.queries.measures import measures_to_ask_for
from fourfold.integrate.queries.register_sheets import waiting_sheet

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

# Invented, with headings as councils choose them and the slips they make: the fifth contract has a day that does not exist.
CONTRACTS = (
    ("Ref No", "Agreement Title", "Description", "Dept", "Supplier Name", "Contract Value (£)", "Category", "Start Date",
     "End Date", "Date Published"),
    ("FC/0412", "Cleaning of council offices", "Daily cleaning. Cleaners are paid the living wage.", "Property",
     "Hartwell Property Care Ltd", "£312,000", "Services", "01/04/2024", "31/03/2027", "14/02/2024"),
    ("FC/0418", "Meals in day centres", "Hot meals five days a week.", "Adult care", "Fresh Start Voids CIC", "£86,500",
     "Services", "01/06/2024", "31/05/2026", "02/05/2024"),
    ("FC/0431", "Resurfacing of footpaths", "Two apprentices are trained on the contract.", "Highways",
     "Brackwater Build Ltd", "£1.4m", "Works", "01/09/2024", "31/08/2028", "11/07/2024"),
    ("FC/0440", "School exercise books", "", "Education", "Ruled and Plain Ltd", "£18,250.00", "Goods", "01/09/2024",
     "31/08/2025", "05/08/2024"),
    ("FC/0455", "Winter gritting", "Gritting of roads from November to March.", "Highways", "Brackwater Build Ltd",
     "£240,000", "Services", "01/11/2024", "31/02/2026", "01/10/2024"),
    ("FC/0462", "Advice on debt and benefits", "Advice in three places, by people from the voluntary sector.",
     "Housing", "Fernborough Together", "£54,000", "Services", "TBC", "", "20/01/2025"),
)  # fmt: skip
PAYMENTS = """\
Body Name,Service Area,Expenses Type,Payment Date,Transaction No,Net Amount,Vendor Name
Fernborough Council,Property,Cleaning,02/06/2026,700181,"8,666.67",Hartwell Property Care Ltd
Fernborough Council,Housing,Repairs,02/06/2026,700182,"41,250.00",Hartwell Property Care Ltd
Fernborough Council,Highways,Footpaths,09/06/2026,700190,"58,300.00",Brackwater Build Ltd
Fernborough Council,Adult care,Meals,09/06/2026,700191,"7,208.33",Fresh Start Voids CIC
Fernborough Council,Housing,Advice,16/06/2026,700199,"4,500.00",Fernborough Together
Fernborough Council,Housing,Repairs,23/06/2026,700204,(250.00),Hartwell Property Care Ltd
Fernborough Council,Education,Stationery,23/06/2026,700210,"1,140.00",Ruled and Plain Ltd
"""
PROMISES = """\
Contract Ref,Contract Title,Supplier,Contract Value,Start Date,End Date,Date Signed,Social Value Commitment,Target,Unit,Due By
FC/0431,Resurfacing of footpaths,Brackwater Build Ltd,1400000,01/09/2024,31/08/2028,19/08/2024,{measure},{target},{unit},
"""


def keep_registers(actors: dict[str, Actor], *, at: datetime) -> None:
    buyer = actors["Tom Ellery"]
    contracts = "\n".join(";".join(row) for row in CONTRACTS)
    _take(buyer, "contracts", "Fernborough Council", "contracts-register.csv", contracts, at)
    _take(buyer, "spend", "Fernborough Council", "payments-june-2026.csv", PAYMENTS, at)
    with as_tenant(buyer.organisation_id):
        measure = measures_to_ask_for(organisation=buyer.organisation_id)[0]
    promises = PROMISES.format(measure=measure.title, target=12, unit=unit_of(measure.unit).plural)
    _take(buyer, "promises", "The tracker of before", "promises-before-2026.csv", promises, at)


def _take(by: Actor, purpose: str, publisher: str, name: str, text: str, at: datetime) -> None:
    with as_tenant(by.organisation_id):
        record = upload(
            by=by,
            purpose=purpose,
            publisher=publisher,
            licence="Open Government Licence v3.0",
            name=name,
            content=text.encode(),
            at=at,
        )
        waiting = waiting_sheet(owner=by.organisation_id, ref=record.ref)
        if waiting is not None:
            take_sheet(by=by, waiting=waiting, at=at)
