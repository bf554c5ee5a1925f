from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.files.spreadsheets.bounds import MOST_BYTES
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import LongTextField, OnceField, VersionField, short_choices
from fourfold.tracker.rules.frame.columns import Held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.core.files.uploadedfile import UploadedFile

    from fourfold.ground.files.spreadsheets.table import Table


class UploadForm(forms.Form):
    once = OnceField()
    file = forms.FileField(
        label=say("The file"),
        max_length=250,
        help_text=say(
            "A spreadsheet (.csv, .xlsx or .ods) with headings above its rows, up to 5 MB and 5,000 rows."
        ),
        error_messages={
            "required": say("Choose the file"),
            "empty": say("The file is empty. Save it again and upload the new copy"),
            "max_length": say("The file’s name is too long. Give it a shorter one"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.ods"}),
    )
    source = forms.CharField(
        label=say("From whom it comes"),
        max_length=250,
        help_text=say("Such as “National Housing Federation, members’ contacts of October 2026”."),
        error_messages={"required": say("Say from whom it comes")},
    )
    terms = LongTextField(
        label=say("On what terms you may use it"),
        rows=3,
        max_length=1_000,
        help_text=say("What was agreed or bought: for what, until when, and whether people were told."),
        error_messages={"required": say("Say on what terms you may use it")},
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

    def __init__(self, *args: Any, table: Table, columns: Mapping[int, Held], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(table.sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=say("Sheet"),
                choices=[(name, name) for name in table.sheets],
                initial=table.sheet,
                help_text=say("Choose another to see its headings."),
            )
        choices = short_choices([(column.value, column.words) for column in Held], empty=say("Leave it out"))
        for place, heading in enumerate(table.headings):
            if heading:
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=heading,
                    required=False,
                    choices=choices,
                    initial=columns[place].value if place in columns else "",
                    help_text=_example(table, place),
                )

    def chosen(self) -> dict[int, Held]:
        return {
            int(name.removeprefix("column_")): Held(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("column_") and value
        }


def _example(table: Table, place: int) -> str:
    """The first thing under the heading."""
    for row in table.rows[:200]:
        if place < len(row) and row[place] not in (None, ""):
            return say("For example: {cell}", cell=str(row[place])[:80])
    return say("Nothing stands under it.")
