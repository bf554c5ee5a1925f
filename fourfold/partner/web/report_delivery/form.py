"""What a supplier fills in, on a phone if need be, to report a delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.files.kinds import ACCEPT, ACCEPTED
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, QuantityField
from fourfold.ground.web.organisations.picker import OrganisationField
from fourfold.ground.web.places import PlaceField

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files in one field; cleans to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:  # noqa: ARG002  (Django's signature)
        chosen = data if isinstance(data, (list, tuple)) else [data] if data else []
        if not chosen and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        # An empty file passes here and is refused, by name, where its content is looked at.
        return list(chosen)


class EvidenceForm(forms.Form):
    evidence = ManyFilesField(
        label=say("Evidence"),
        help_text=say(
            "Upload {accepted}. Up to 20 MB each. Where a photo was taken is removed from it.",
            accepted=ACCEPTED,
        ),
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
        error_messages={"required": say("Add at least one file that shows it was done")},
    )
    about = forms.CharField(
        label=say("What the files show"),
        required=False,
        max_length=300,
        help_text=say("For example “Attendance sheets, March to May, names blacked out”."),
    )


class ReportForm(EvidenceForm):
    once = OnceField()
    starts_on = DayField(label=say("First day"), error_messages={"required": say("Enter the first day")})
    ends_on = DayField(label=say("Last day"), error_messages={"required": say("Enter the last day")})
    words = LongTextField(
        label=say("What was done"),
        rows=4,
        help_text=say(
            "In a sentence or two. Do not name or describe anyone who benefited; a count is enough."
        ),
        error_messages={"required": say("Say in a sentence or two what was done")},
    )
    place = PlaceField(label=say("Where it was done (if in one place)"), required=False)
    recipient = OrganisationField(
        label=say("Who received it (if an organisation did)"),
        required=False,
        help_text=say("The charity, school or community group. They will be asked to confirm it."),
    )
    field_order = (
        "once",
        "quantity",
        "starts_on",
        "ends_on",
        "words",
        "place",
        "recipient",
        "evidence",
        "about",
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"] = QuantityField(
            unit=unit,
            label=say("How much was delivered"),
            error_messages={"required": say("Enter how much was delivered")},
        )
        self.order_fields(self.field_order)


class ReportAgainForm(EvidenceForm):
    once = OnceField()
    words = LongTextField(
        label=say("What was done, and your answer to the questions"),
        rows=5,
        error_messages={"required": say("Say in a sentence or two what was done")},
    )
    field_order = ("once", "quantity", "words", "evidence", "about")

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"] = QuantityField(
            unit=unit,
            label=say("How much was delivered"),
            error_messages={"required": say("Enter how much was delivered")},
        )
        self.fields["evidence"].required = False
        self.fields["evidence"].label = say("Further evidence (if you have any)")
        self.order_fields(self.field_order)
