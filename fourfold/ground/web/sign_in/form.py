from django import forms

from fourfold.ground.kernel.said import say


class SignInForm(forms.Form):
    email = forms.EmailField(
        label=say("E-mail address"),
        max_length=254,
        error_messages={
            "required": say("Enter your e-mail address"),
            "invalid": say("Enter an e-mail address, such as name@example.org"),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label=say("Password"),
        strip=False,
        max_length=1000,
        error_messages={"required": say("Enter your password")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
