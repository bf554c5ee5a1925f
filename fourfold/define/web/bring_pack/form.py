from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.rules.cells import EARLIEST_PRICE_YEAR, LATEST_PRICE_YEAR
from fourfold.define.rules.pack_columns import Column
from fourfold.ground.files.spreadsheets.bounds import MOST_BYTES
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, LongTextField, OnceField, VersionField, short_choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from fourfold.ground.files.spreadsheets.table import Table

_KINDS = [
    ("fiscal", say("Fiscal: savings to public budgets")),
    ("economic", say("Economic")),
    ("social", say("Social")),
    ("environmental", say("Environmental")),
    ("wellbeing", say("Wellbeing")),
]


class UploadForm(forms.Form):
    once = OnceField()
    file = forms.FileField(
        label=say("The file"),
        max_length=250,
        help_text=say("A spreadsheet (.xlsx, .ods or .csv) with one row for each measure, up to 5 MB."),
        error_messages={
            "required": say("Choose the file"),
            "empty": say("The file is empty. Save it again and upload the new copy"),
            "max_length": say("The file’s name is too long. Give it a shorter one"),
        },
    )
    title = forms.CharField(label=say("What the pack is called"), max_length=200)
    edition = forms.CharField(
        label=say("Its edition"),
        max_length=40,
        help_text=say("As its publisher names it, such as “2025” or “v3.1”."),
    )
    publisher = forms.CharField(label=say("Who publishes it"), max_length=200)
    licence_holder = forms.CharField(
        label=say("In whose name is the licence?"),
        max_length=200,
        help_text=say("An organisation, not a person."),
    )
    licence = forms.CharField(
        label=say("What the licence is called, or its number"),
        max_length=200,
    )
    licence_terms = LongTextField(
        label=say("What the licence allows and forbids"),
        rows=4,
        help_text=say("So that a colleague knows what may be done with it."),
    )
    expires_on = DayField(
        label=say("Last day of the licence (optional)"),
        required=False,
        help_text=say("Leave it empty if the licence states no end."),
    )
    kind = forms.ChoiceField(
        label=say("Kind of value, for rows that do not say (optional)"),
        required=False,
        choices=short_choices(_KINDS, empty=say("Each row says it, or there are no values")),
    )
    price_year = forms.IntegerField(
        label=say("Price year, for rows that do not say (optional)"),
        required=False,
        min_value=EARLIEST_PRICE_YEAR,
        max_value=LATEST_PRICE_YEAR,
        help_text=say("The year in which the prices begin, such as 2024."),
    )

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(say("The file is larger than 5 MB, the most that is taken"))
        return file


class ColumnsForm(forms.Form):
    """What each heading holds. `sheet` is asked only where the workbook has several."""

    once = OnceField()
    version = VersionField(required=False)

    def __init__(self, *args: Any, table: Table, columns: Mapping[int, Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(table.sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=say("Sheet"),
                choices=[(name, name) for name in table.sheets],
                initial=table.sheet,
                widget=forms.Select,
                help_text=say("Choose another to see its headings."),
            )
        choices = short_choices(
            [(column.value, column.words) for column in Column], empty=say("Leave it out")
        )
        for place, heading in enumerate(table.headings):
            if heading:
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=heading,
                    required=False,
                    choices=choices,
                    initial=columns[place].value if place in columns else "",
                )

    def chosen(self) -> dict[int, Column]:
        return {
            int(name.removeprefix("column_")): Column(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("column_") and value
        }
