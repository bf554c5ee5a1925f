from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, OnceField
from fourfold.tracker.exchange.instrument.stored import MOST_BYTES
from fourfold.tracker.models import TakenFrom

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.core.files.uploadedfile import UploadedFile

NO_FILE = say("Choose the workbook")


class TakeForm(forms.Form):
    once = OnceField()
    taken_from = forms.ChoiceField(
        label=say("Where it comes from"),
        choices=TakenFrom.choices,
        widget=forms.RadioSelect,
        error_messages={"required": say("Say where it comes from")},
    )
    file = forms.FileField(
        label=say("The workbook, where you bring one"),
        required=False,
        max_length=250,
        help_text=say(
            "An XLSForm (.xlsx), up to 2 MB. What of it cannot be asked here is named, with its row."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls"}),
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if (
            given.get("taken_from") == TakenFrom.XLSFORM
            and not given.get("file")
            and "file" not in self.errors
        ):
            self.add_error("file", NO_FILE)
        return given

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(say("The workbook is larger than 2 MB, the most that is taken"))
        return file


class SignOffForm(forms.Form):
    once = OnceField()
    partner = forms.ChoiceField(
        label=say("Partner"),
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose the partner")},
    )
    signed_by = forms.CharField(
        label=say("Who gave the partner’s word"),
        max_length=200,
        help_text=say("The person’s name and post."),
        error_messages={"required": say("Name the person")},
    )

    def __init__(
        self, *args: Any, partners: Sequence[str], taken_on: date, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = forms.ChoiceField(
            label=self.fields["partner"].label,
            choices=[(name, name) for name in partners],
            widget=forms.RadioSelect,
            error_messages={"required": say("Choose the partner")},
        )
        self.fields["signed_on"] = DayField(
            label=say("On which day"),
            earliest=taken_on,
            latest=today,
            error_messages={"required": say("Say on which day")},
        )
