"""What each heading of a spreadsheet holds, asked heading by heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField, VersionField, short_choices

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fourfold.ground.files.spreadsheets.table import Table


class ColumnsForm(forms.Form):
    """`sheet` is asked only where the workbook has several. `offered` are the columns with their words."""

    once = OnceField()
    version = VersionField(required=False)

    def __init__(
        self,
        *args: Any,
        offered: Sequence[tuple[str, str]],
        table: Table,
        columns: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(table.sheets) > 1:
            self.fields["sheet"] = forms.ChoiceField(
                label=say("Sheet"),
                choices=[(name, name) for name in table.sheets],
                initial=table.sheet,
                widget=forms.Select,
                help_text=say("Choose another to see its headings."),
            )
        choices = short_choices(list(offered), empty=say("Leave it out"))
        for place, heading in enumerate(table.headings):
            if heading:
                self.fields[f"column_{place}"] = forms.ChoiceField(
                    label=heading,
                    required=False,
                    choices=choices,
                    initial=str(columns.get(place, "")),
                    help_text=_example(table, place),
                )

    def chosen_values(self) -> dict[int, str]:
        return {
            int(name.removeprefix("column_")): str(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("column_") and value
        }


def _example(table: Table, place: int) -> str:
    """The first thing under the heading."""
    for row in table.rows[:200]:
        if place < len(row) and row[place] not in (None, ""):
            return say("For example: {cell}", cell=str(row[place])[:80])
    return say("Nothing stands under it.")
