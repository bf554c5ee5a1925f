from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.queries.proxies import overlaps_of, proxy_with, superseding
from fourfold.define.rules.kinds_of_value import DiscountClass, Gains, Lasts
from fourfold.define.rules.licences import standing
from fourfold.ground.web.access import found
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sign_in.view import ask_to_sign_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.ground.people.actor import Actor


@require_safe
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """A value with all that is known of it. One under licence is there for its holder alone."""
    by: Actor | None = getattr(request, "actor", None)
    proxy = proxy_with(ref)
    if proxy is None and by is None:
        return ask_to_sign_in(request)
    proxy = found(proxy)
    return render(
        request,
        "define/web/read_value/page.jinja",
        {
            "proxy": proxy,
            "measure": proxy.measure,
            "later": superseding(proxy),
            "overlaps": overlaps_of(proxy),
            "gains": Gains(proxy.gains).words,
            "lasts": Lasts(proxy.lasts).words,
            "discounting": DiscountClass(proxy.discount_class).words,
            "held": None if proxy.pack is None else standing(proxy.pack.expires_on, on=timezone.localdate()),
            "history": history_of(proxy),
        },
    )
