from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.queries.ranking import RankedBid


class ProposeForm(forms.Form):
    once = OnceField()
    reason = LongTextField(
        label=say("Reason for the award"),
        rows=5,
        help_text=say("It goes into the decision. If this is not the bid in first place, say why."),
        error_messages={"required": say("Give the reason for the award")},
    )
    field_order = ("once", "bid", "reason")

    def __init__(self, *args: Any, ranking: Sequence[RankedBid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bid"] = forms.ChoiceField(
            label=say("Which bid?"),
            choices=[
                (
                    each.opened_bid.ref,
                    say(
                        "{place}. {name}, {total} marks",
                        place=each.place,
                        name=each.opened_bid.bidder.name,
                        total=each.total,
                    ),
                )
                for each in ranking
            ],
            widget=forms.RadioSelect,
            error_messages={"required": say("Choose a bid")},
        )
        self.order_fields(self.field_order)
