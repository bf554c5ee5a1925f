from django import forms

from fourfold.ground.kernel.said import say
from fourfold.ground.web.forms import OnceField


class OpenForm(forms.Form):
    once = OnceField()
    passphrase = forms.CharField(
        label=say("Your opening passphrase"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        strip=False,
        max_length=200,
        help_text=say("The one you set when you became an opener; not your sign-in password."),
        error_messages={"required": say("Enter your opening passphrase")},
    )
