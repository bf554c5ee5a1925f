from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

# What a page takes; larger files go through the command line.
MOST_BYTES = 50 * 1024 * 1024


class ImportForm(forms.Form):
    once = OnceField()
    file = forms.FileField(
        label=say("The file"),
        max_length=250,
        help_text=(
            say(
                "A JSON file in the Open Contracting Data Standard, up to 50 MB. "
                "A large one is taken in after you sent it: you can leave and come back"
            )
        ),
        error_messages={
            "required": say("Choose the file to import"),
            "empty": say("The file is empty. Download it again from the publisher"),
            "max_length": say("The file’s name is too long. Give it a shorter one"),
        },
        widget=forms.FileInput(attrs={"accept": ".json,.jsonl,application/json"}),
    )

    def clean_file(self) -> Any:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            message = say(
                "The file is larger than 50 MB. Ask whoever runs this service to import it on the command line"
            )
            raise forms.ValidationError(message)
        return file
