"""The kinds of list that the directory is filled from, and what their columns may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fourfold.ground.kernel.said import say


class ListKind(StrEnum):
    CHARITIES = "charities"
    PROVIDERS = "providers"
    GRANTS = "grants"
    PAYMENTS = "payments"

    @property
    def words(self) -> str:
        return _KINDS[self]


_KINDS: Final = {
    ListKind.CHARITIES: say("A list of charities"),
    ListKind.PROVIDERS: say("The list of registered providers of social housing"),
    ListKind.GRANTS: say("Grants (360Giving)"),
    ListKind.PAYMENTS: say("Suppliers in a file of payments"),
}


class Held(StrEnum):
    NAME = "name"
    IDENTIFIER = "identifier"
    CHARITY_NUMBER = "charity_number"
    COMPANY_NUMBER = "company_number"
    PROVIDER_NUMBER = "provider_number"
    LEGAL_FORM = "legal_form"
    DESIGNATION = "designation"
    REGISTERED_ON = "registered_on"
    POSTCODE = "postcode"
    ACTIVITIES = "activities"
    WEBSITE = "website"
    INCOME = "income"
    YEAR_END = "year_end"
    GRANT = "grant"
    TITLE = "title"
    FUNDER = "funder"
    AMOUNT = "amount"
    CURRENCY = "currency"
    AWARDED_ON = "awarded_on"
    AREA = "area"

    @property
    def words(self) -> str:
        return _HELD[self]


_HELD: Final = {
    Held.NAME: say("Name of the organisation"),
    Held.IDENTIFIER: say("Its identifier (org-id, such as GB-CHC-1000003)"),
    Held.CHARITY_NUMBER: say("Charity number"),
    Held.COMPANY_NUMBER: say("Company number"),
    Held.PROVIDER_NUMBER: say("Number of the registered provider"),
    Held.LEGAL_FORM: say("Legal form"),
    Held.DESIGNATION: say("Designation"),
    Held.REGISTERED_ON: say("Date registered"),
    Held.POSTCODE: say("Postcode"),
    Held.ACTIVITIES: say("What it does"),
    Held.WEBSITE: say("Website"),
    Held.INCOME: say("Income of a year"),
    Held.YEAR_END: say("End of that year"),
    Held.GRANT: say("Identifier of the grant"),
    Held.TITLE: say("Title of the grant"),
    Held.FUNDER: say("Who gives it"),
    Held.AMOUNT: say("Amount awarded"),
    Held.CURRENCY: say("Currency"),
    Held.AWARDED_ON: say("Date awarded"),
    Held.AREA: say("Area that benefits (statistical code)"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one kind of list; without the `needed` ones no row can be read."""

    columns: tuple[Held, ...]
    needed: tuple[Held, ...]


LAYOUTS: Final[Mapping[ListKind, Layout]] = {
    ListKind.CHARITIES: Layout(
        columns=(
            Held.NAME, Held.IDENTIFIER, Held.CHARITY_NUMBER, Held.COMPANY_NUMBER, Held.LEGAL_FORM,
            Held.REGISTERED_ON, Held.POSTCODE, Held.ACTIVITIES, Held.WEBSITE, Held.INCOME, Held.YEAR_END,
        ),
        needed=(Held.NAME, Held.CHARITY_NUMBER),
    ),
    ListKind.PROVIDERS: Layout(
        columns=(
            Held.NAME, Held.PROVIDER_NUMBER, Held.DESIGNATION, Held.LEGAL_FORM, Held.REGISTERED_ON,
            Held.CHARITY_NUMBER, Held.COMPANY_NUMBER, Held.POSTCODE, Held.WEBSITE,
        ),
        needed=(Held.NAME, Held.PROVIDER_NUMBER),
    ),
    ListKind.GRANTS: Layout(
        columns=(
            Held.GRANT, Held.TITLE, Held.FUNDER, Held.AMOUNT, Held.CURRENCY, Held.AWARDED_ON, Held.NAME,
            Held.IDENTIFIER, Held.CHARITY_NUMBER, Held.COMPANY_NUMBER, Held.POSTCODE, Held.WEBSITE, Held.AREA,
        ),
        needed=(Held.GRANT, Held.NAME, Held.AMOUNT, Held.AWARDED_ON),
    ),
    ListKind.PAYMENTS: Layout(
        columns=(Held.NAME, Held.COMPANY_NUMBER, Held.CHARITY_NUMBER, Held.POSTCODE),
        needed=(Held.NAME,),
    ),
}  # fmt: skip
# Headings in small letters, the likelier of one column's first: of the Charity Commission's extract and of collections made
# from it, of the regulator's list, and of the titles of the 360Giving Data Standard 1.1.
KNOWN: Final[Mapping[ListKind, Mapping[str, Held]]] = {
    ListKind.CHARITIES: {
        "name": Held.NAME,
        "charity name": Held.NAME,
        "charity_name": Held.NAME,
        "org_id": Held.IDENTIFIER,
        "reg_number": Held.CHARITY_NUMBER,
        "registered_charity_number": Held.CHARITY_NUMBER,
        "charity number": Held.CHARITY_NUMBER,
        "registered number": Held.CHARITY_NUMBER,
        "company_number": Held.COMPANY_NUMBER,
        "charity_company_registration_number": Held.COMPANY_NUMBER,
        "company number": Held.COMPANY_NUMBER,
        "charity_type": Held.LEGAL_FORM,
        "legal form": Held.LEGAL_FORM,
        "date_registered": Held.REGISTERED_ON,
        "date_of_registration": Held.REGISTERED_ON,
        "registered date": Held.REGISTERED_ON,
        "postcode": Held.POSTCODE,
        "charity_contact_postcode": Held.POSTCODE,
        "activities": Held.ACTIVITIES,
        "charity_activities": Held.ACTIVITIES,
        "web": Held.WEBSITE,
        "website": Held.WEBSITE,
        "charity_contact_web": Held.WEBSITE,
        "income": Held.INCOME,
        "latest_income": Held.INCOME,
        "fye": Held.YEAR_END,
        "latest_acc_fin_period_end_date": Held.YEAR_END,
    },
    ListKind.PROVIDERS: {
        "organisation_name": Held.NAME,
        "organisation name": Held.NAME,
        "provider name": Held.NAME,
        "registration_number": Held.PROVIDER_NUMBER,
        "registration number": Held.PROVIDER_NUMBER,
        "registration code": Held.PROVIDER_NUMBER,
        "designation": Held.DESIGNATION,
        "corporate_form": Held.LEGAL_FORM,
        "corporate form": Held.LEGAL_FORM,
        "registration_date": Held.REGISTERED_ON,
        "registration date": Held.REGISTERED_ON,
    },
    ListKind.GRANTS: {
        "identifier": Held.GRANT,
        "title": Held.TITLE,
        "funding org:name": Held.FUNDER,
        "amount awarded": Held.AMOUNT,
        "currency": Held.CURRENCY,
        "award date": Held.AWARDED_ON,
        "recipient org:name": Held.NAME,
        "recipient org:identifier": Held.IDENTIFIER,
        "recipient org:charity number": Held.CHARITY_NUMBER,
        "recipient org:company number": Held.COMPANY_NUMBER,
        "recipient org:postal code": Held.POSTCODE,
        "recipient org:web address": Held.WEBSITE,
        "beneficiary location:geographic code": Held.AREA,
        "beneficiary location:0:geographic code": Held.AREA,
    },
    # Those of payments are the register's: see `fourfold.integrate.exchange.sheets.headings`.
    ListKind.PAYMENTS: {},
}
OF_PAYMENTS: Final[Mapping[str, Held]] = {
    "supplier": Held.NAME,
    "company_number": Held.COMPANY_NUMBER,
    "charity_number": Held.CHARITY_NUMBER,
}
# A row of these is one payment or grant of several to one organisation, which is told apart by its number or its name.
SEVERAL_ROWS: Final = frozenset({ListKind.GRANTS, ListKind.PAYMENTS})


def faults_of_mapping(chosen: Mapping[int, Held], layout: Layout) -> tuple[str, ...]:
    """In words: what is needed and was given to no heading, and what was given to two."""
    given = list(chosen.values())
    lacking = [
        say("Choose the heading that holds “{column}”", column=column.words)
        for column in layout.needed
        if column not in given
    ]
    double = [
        say("“{column}” is given to more than one heading. Choose one", column=column.words)
        for column in layout.columns
        if given.count(column) > 1
    ]
    return (*lacking, *double)
