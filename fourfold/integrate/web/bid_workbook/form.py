from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField


class WorkbookForm(forms.Form):
    once = OnceField()
    workbook = forms.FileField(
        label=say("The filled-in workbook"),
        help_text=say("An Excel workbook (.xlsx), up to 5 MB, as often as you like until bids close."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        error_messages={
            "required": say("Choose the workbook"),
            "empty": say("The file is empty. Choose the workbook again"),
        },
    )
