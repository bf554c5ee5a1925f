"""Whether a fingerprint stands on a receipt of ours, for anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.integrate.queries.receipts import receipt_with

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class VerifyForm(forms.Form):
    fingerprint = forms.CharField(
        label=say("Fingerprint on the receipt"),
        max_length=100,
        help_text=say("64 letters and digits, after “Fingerprint (SHA-256)”."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": say("Enter the fingerprint")},
    )


@require_GET
def view(request: HttpRequest) -> HttpResponse:
    asked = "fingerprint" in request.GET
    form = VerifyForm(request.GET if asked else None)
    valid = asked and form.is_valid()
    return render(
        request,
        "integrate/web/verify_receipt/page.jinja",
        {
            "form": form,
            "asked": valid,
            "found": receipt_with(form.cleaned_data["fingerprint"]) if valid else None,
        },
    )
