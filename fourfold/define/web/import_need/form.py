from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.define.rules.areas import Edition
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import DayField, OnceField

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_BYTES = 5 * 1024 * 1024


class NeedForm(forms.Form):
    once = OnceField()
    file = forms.FileField(
        label=say("The file"),
        max_length=250,
        help_text=say("A CSV file with a heading above each column, up to 5 MB."),
        error_messages={
            "required": say("Choose the file to import"),
            "empty": say("The file is empty. Download it again from the publisher"),
            "max_length": say("The file’s name is too long. Give it a shorter one"),
        },
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    code_column = forms.CharField(
        label=say("The column with the area’s code"), max_length=100, initial="area code"
    )
    value_column = forms.CharField(label=say("The column with the figure"), max_length=100, initial="value")
    edition = forms.ChoiceField(
        label=say("Which areas are they?"),
        choices=(
            (Edition.NONE.value, say("Authorities, such as councils’ areas")),
            (Edition.OF_2021.value, say("Small areas as drawn in 2021")),
            (Edition.OF_2011.value, say("Small areas as drawn in 2011")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": say("Choose which areas they are")},
    )
    title = forms.CharField(
        label=say("What the figure is"),
        max_length=200,
        help_text=say("For example “Young people not in work or learning”."),
    )
    unit = forms.CharField(
        label=say("Its unit"), max_length=60, help_text=say("For example “% of those aged 16 to 24”.")
    )
    as_of = DayField(
        label=say("The day that it is of, or the last day of its time"),
        error_messages={"required": say("Enter the day that it is of")},
    )
    source_title = forms.CharField(label=say("Title of the source"), max_length=300)
    source_publisher = forms.CharField(label=say("Publisher"), max_length=200)
    source_href = forms.CharField(
        label=say("Web address (optional)"),
        required=False,
        max_length=400,
        help_text=say("It begins with https:// or http://"),
    )
    licence = forms.CharField(
        label=say("Licence"), max_length=120, help_text=say("For example “Open Government Licence v3.0”.")
    )

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            message = say("The file is larger than 5 MB. Leave out the areas that you do not look at")
            raise forms.ValidationError(message)
        return file
