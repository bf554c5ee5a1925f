from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.files.kinds import ACCEPT, ACCEPTED
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField
from fourfold.integrate.rules.bid_document import OF_THE_PRICE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.integrate.rules.bid_fields import BidField


def places_of(asked: Sequence[BidField]) -> dict[str, str]:
    """What a file may belong to, in words, by what the draft says of it."""
    return {
        "": say("The bid as a whole"),
        OF_THE_PRICE: say("The price: evaluators see it only after moderation"),
        **{field.section_ref: field.section for field in asked if field.section_ref},
    }


class BidFileForm(forms.Form):
    once = OnceField()
    file = forms.FileField(
        label=say("File"),
        help_text=say("Upload {accepted}. Up to 20 MB each.", accepted=ACCEPTED),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": say("Choose a file"),
            "empty": say("The file is empty. Choose it again"),
        },
    )
    belongs_to = forms.ChoiceField(label=say("What it belongs to"), required=False)

    def __init__(self, *args: Any, asked: Sequence[BidField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["belongs_to"].choices = list(places_of(asked).items())  # type: ignore[attr-defined]  # of a choice field
