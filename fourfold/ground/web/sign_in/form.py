from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OwnEmailField


class SignInForm(forms.Form):
    email = OwnEmailField()
    password = forms.CharField(
        label=say("Password"),
        strip=False,
        max_length=1000,
        error_messages={"required": say("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
