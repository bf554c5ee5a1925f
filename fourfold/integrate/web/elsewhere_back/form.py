from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.files.kinds import ACCEPT, ACCEPTED
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, MoneyField, OnceField
from fourfold.ground.web.organisations.picker import OrganisationField

if TYPE_CHECKING:
    from collections.abc import Sequence

# What the two buttons of an upload send: to look at what would come of it, or to take it in.
CHECK, TAKE = "check", "take"


class AnswersForm(forms.Form):
    once = OnceField()
    bidder = OrganisationField(
        label=say("The bidder"), error_messages={"required": say("Name the bidder whose workbook it is")}
    )
    workbook = forms.FileField(
        label=say("The bidder’s workbook"),
        max_length=250,
        help_text=say("The .xlsx that went out from here, as the bidder filled it in, up to 5 MB"),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": say("Choose the workbook"),
            "empty": say("The file is empty. Choose the workbook again"),
        },
    )


class ScoresForm(forms.Form):
    once = OnceField()
    sheet = forms.FileField(
        label=say("The sheet with the points"),
        max_length=250,
        help_text=say(
            "XLSX, ODS or CSV with the columns Bidder, Criterion and Points, and if you like Marks and Reason"
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        error_messages={
            "required": say("Choose the sheet"),
            "empty": say("The file is empty. Choose the sheet again"),
        },
    )


class AwardForm(forms.Form):
    once = OnceField()
    bid = forms.ChoiceField(
        label=say("Awarded to"),
        widget=forms.RadioSelect,
        error_messages={
            "required": say("Choose the bidder"),
            "invalid_choice": say("Choose a bidder of the list"),
        },
    )
    value = MoneyField(
        label=say("Value of the contract in pounds, without VAT"),
        error_messages={"required": say("Enter the value")},
    )
    decided_on = DayField(
        label=say("Day of the decision"), error_messages={"required": say("Enter the day of the decision")}
    )
    reason = LongTextField(
        label=say("Reasons for the award"),
        rows=4,
        error_messages={"required": say("Give the reasons for the award; they go into the decision")},
    )
    told_on = DayField(
        label=say("Day on which bidders were told"),
        error_messages={"required": say("Enter the day on which bidders were told")},
    )
    standstill_until = DayField(
        label=say("Last day of the standstill (empty if none was held)"), required=False
    )
    evidence = forms.FileField(
        label=say("The award notice, or the signed page"),
        max_length=250,
        help_text=say("Upload {accepted}", accepted=ACCEPTED),
        error_messages={"required": say("Choose the award notice or the signed page")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def __init__(self, *args: Any, bidders: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bid"].choices = bidders  # type: ignore[attr-defined]
