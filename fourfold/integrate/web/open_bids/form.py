from django import forms

from fourfold.ground.web.forms import OnceField


class OpenForm(forms.Form):
    once = OnceField()
    passphrase = forms.CharField(
        label="Your opening passphrase",
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        strip=False,
        max_length=200,
        help_text="The one you set when you became an opener; not your sign-in password.",
        error_messages={"required": "Enter your opening passphrase"},
    )
