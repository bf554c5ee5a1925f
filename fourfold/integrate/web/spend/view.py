"""What was paid to whom, by supplier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.paging import page_of
from fourfold.integrate.actions.register import can_import
from fourfold.integrate.queries.spend import spend_by_supplier, years_of_spend

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


class SoughtForm(forms.Form):
    q = forms.CharField(label=say("Words in the supplier’s name"), required=False, max_length=100)
    year = forms.TypedChoiceField(
        label=say("Year paid"), coerce=int, empty_value=None, required=False, widget=forms.Select
    )

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year = cast("forms.TypedChoiceField", self.fields["year"])
        year.choices = [("", say("Any year")), *((str(each), str(each)) for each in years)]


@require_GET
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    years = years_of_spend(by.organisation_id)
    form = SoughtForm(request.GET, years=years)
    given = form.cleaned_data if form.is_valid() else {}
    page = page_of(
        request, spend_by_supplier(by.organisation_id, year=given.get("year"), words=given.get("q", ""))
    )
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(
        request,
        "integrate/web/spend/page.jinja",
        {
            "form": form,
            "years": years,
            "page": page,
            "rows": list(page.object_list),
            "here": f"?{kept.urlencode()}&page={{page}}" if kept else "?page={page}",
            "can_import": can_import(by),
        },
    )
