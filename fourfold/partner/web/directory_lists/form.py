from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.files.spreadsheets.bounds import LARGE
from fourfold.ground.kernel.said import say
from fourfold.ground.web.columns import ColumnsForm as AskedColumns
from fourfold.ground.web.forms import DayField, OnceField, VersionField
from fourfold.partner.rules.directory.layouts import LAYOUTS, Held, ListKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from fourfold.ground.files.spreadsheets.table import Table


class BringForm(forms.Form):
    once = OnceField()
    file = forms.FileField(
        label=say("The file"),
        max_length=250,
        help_text=say("A spreadsheet (.csv, .xlsx or .ods) with headings above its rows, up to 50 MB."),
        error_messages={
            "required": say("Choose the file to bring in"),
            "empty": say("The file is empty. Download it again from the publisher"),
            "max_length": say("The file’s name is too long. Give it a shorter one"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )
    kind = forms.ChoiceField(
        label=say("What it is"),
        choices=[(kind.value, kind.words) for kind in ListKind],
        widget=forms.RadioSelect,
        error_messages={"required": say("Say what the file is")},
    )
    publisher = forms.CharField(
        label=say("Who publishes it"),
        max_length=120,
        help_text=say(
            "For example: Charity Commission for England and Wales. It stands beside everything that was read in it. "
            "What you say of its columns is remembered for the publisher’s next list."
        ),
    )
    read_on = DayField(label=say("The day on which it was downloaded"))
    licence = forms.CharField(
        label=say("Its licence (optional)"),
        max_length=300,
        required=False,
        help_text=say("For example: Open Government Licence v3.0"),
    )

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGE.most_bytes:
            raise forms.ValidationError(say("The file is larger than 50 MB, the most that is taken"))
        return file


class ColumnsForm(AskedColumns):
    """What each heading of a list holds."""

    def __init__(
        self, *args: Any, kind: ListKind, table: Table, columns: Mapping[int, Held], **kwargs: Any
    ) -> None:
        offered = [(held.value, held.words) for held in LAYOUTS[kind].columns]
        super().__init__(*args, offered=offered, table=table, columns=columns, **kwargs)
        # The sheet was chosen as the one in whose headings most columns are known.
        self.fields.pop("sheet", None)

    def chosen(self) -> dict[int, Held]:
        return {place: Held(value) for place, value in self.chosen_values().items()}


class TakeForm(forms.Form):
    once = OnceField()
    version = VersionField(required=False)
    shown = forms.BooleanField(
        label=say("Show these entries to everyone in the public directory"),
        required=False,
        initial=True,
        help_text=say("Only of a list whose licence lets you publish it."),
    )
