from __future__ import annotations

from django import forms

from fourfold.ground.files.kinds import ACCEPT, ACCEPTED
from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField


class SignedPageForm(forms.Form):
    once = OnceField()
    page = forms.FileField(
        label=say("The signed page"),
        max_length=250,
        help_text=say("Upload {accepted}. The supplier can read it too.", accepted=ACCEPTED),
        error_messages={"required": say("Choose the file with the signed page")},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
