from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.files.spreadsheets.bounds import LARGE
from fourfold.ground.kernel.said import say
from fourfold.ground.web.columns import ColumnsForm as AskedColumns
from fourfold.ground.web.forms import OnceField
from fourfold.integrate.models import ImportPurpose
from fourfold.integrate.rules.sheet_columns import LAYOUTS, Held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from fourfold.ground.files.spreadsheets.table import Table

PURPOSES = (
    (ImportPurpose.CONTRACTS.value, say("A register of contracts: one row for each contract")),
    (ImportPurpose.SPEND.value, say("Payments: one row for each payment")),
)
CARRYING_IN = (
    ImportPurpose.PROMISES.value,
    say("Promises of contracts already running: one row for each promise"),
)


class UploadForm(forms.Form):
    once = OnceField()
    file = forms.FileField(
        label=say("The file"),
        max_length=250,
        help_text=say("A spreadsheet (.csv, .xlsx or .ods) with headings above its rows, up to 50 MB."),
        error_messages={
            "required": say("Choose the file to import"),
            "empty": say("The file is empty. Download it again from the publisher"),
            "max_length": say("The file’s name is too long. Give it a shorter one"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )
    purpose = forms.ChoiceField(
        label=say("What it holds"),
        choices=PURPOSES,
        widget=forms.RadioSelect,
        error_messages={"required": say("Say what the file holds")},
    )
    publisher = forms.CharField(
        label=say("Who published it, or which system it comes from"),
        max_length=120,
        help_text=say("What you say of its columns is remembered for the next file of the same publisher."),
    )
    licence = forms.CharField(label=say("Its licence (optional)"), max_length=300, required=False)

    def __init__(self, *args: Any, can_carry_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if can_carry_in:
            self.fields["purpose"] = forms.ChoiceField(
                label=self.fields["purpose"].label,
                choices=(*PURPOSES, CARRYING_IN),
                widget=forms.RadioSelect,
                error_messages={"required": say("Say what the file holds")},
            )

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGE.most_bytes:
            raise forms.ValidationError(say("The file is larger than 50 MB, the most that is taken"))
        return file


class ColumnsForm(AskedColumns):
    """What each heading of a register's file holds."""

    def __init__(
        self, *args: Any, purpose: str, table: Table, columns: Mapping[int, Held], **kwargs: Any
    ) -> None:
        offered = [(column.value, column.words) for column in LAYOUTS[purpose].columns]
        super().__init__(*args, offered=offered, table=table, columns=columns, **kwargs)

    def chosen(self) -> dict[int, Held]:
        return {place: Held(value) for place, value in self.chosen_values().items()}
