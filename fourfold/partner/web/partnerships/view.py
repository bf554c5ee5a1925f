"""Partnerships: those one leads or belongs to, and what one of them is and did."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from fourfold.define.queries.standing_priorities import standing_priorities
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Sector
from fourfold.ground.people.actor import Actor
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.paging import page_of
from fourfold.ground.web.sending import reason_against, send
from fourfold.partner.actions import partnership_outcomes, partnerships
from fourfold.partner.queries import partnerships as asked
from fourfold.partner.rules.partnership.sectors import mix_words
from fourfold.partner.web.partnerships.form import PartnershipForm, RatingForm

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from fourfold.partner.models import Partnership, PartnershipRating


@require_GET
@signed_in
def listed(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    page = page_of(request, asked.visible())
    shown = list(page.object_list)
    mixes = asked.mixes_of(shown)
    return render(
        request,
        "partner/web/partnerships/list.jinja",
        {
            "page": page,
            "rows": [(each, mixes[each.pk]) for each in shown],
            "mix_words": mix_words,
            "can_begin": partnerships.can_begin(by),
            "satisfaction": asked.satisfaction(by.organisation_id, on=timezone.localdate()),
        },
    )


@require_GET
def show(request: HttpRequest, ref: str) -> HttpResponse:
    partnership = found(asked.partnership_with(ref))
    today = timezone.localdate()
    actor = getattr(request, "actor", None)
    by = actor if isinstance(actor, Actor) else None
    read = asked.read(partnership)
    is_lead = by is not None and by.organisation_id == partnership.owner_id
    return render(
        request,
        "partner/web/partnerships/show.jinja",
        {
            "read": read,
            "mix_words": mix_words,
            "sectors": dict(Sector.choices),
            "is_member": by is not None
            and by.organisation_id in {each.organisation_id for each in read.members},
            "partnership": partnership,
            "signed_in": by is not None,
            "can_change": by is not None
            and not reason_against(lambda: partnerships.check_can_change(by, partnership)),
            "can_rate": by is not None
            and not reason_against(lambda: partnership_outcomes.check_can_rate(by, partnership)),
            "gaps": asked.missing(read, on=today) if is_lead else (),
            "is_lead": is_lead,
            "history": history_of(partnership, *read.members, *read.benefits) if is_lead else (),
        },
    )


@signed_in
def begin(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    form = PartnershipForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        priorities=standing_priorities(by.organisation_id),
    )

    def do(_: Mapping[str, Any]) -> str:
        begun = partnerships.begin(
            by=by, described=form.described(), on=timezone.localdate(), at=timezone.now()
        )
        messages.success(request, say("{title} is there. Add its members now.", title=begun.title))
        return reverse("partnership", kwargs={"ref": begun.ref})

    return send(
        request,
        form,
        check=lambda: partnerships.check_can_begin(by),
        do=do,
        show=lambda: render(
            request,
            "partner/web/partnerships/edit.jinja",
            {
                "form": form,
                "heading": say("Begin a partnership"),
                "caption": by.organisation_name,
                "agreement": None,
                "button": say("Begin it"),
                "back": reverse("partnerships"),
            },
        ),
        files="agreement",
    )


@signed_in
def change(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    today = timezone.localdate()
    partnership = found(asked.partnership_with(ref))
    form = PartnershipForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        priorities=standing_priorities(by.organisation_id),
        initial={**_initial(partnership), "shown": asked.is_shown(partnership, on=today)},
    )

    def do(given: Mapping[str, Any]) -> str:
        partnerships.describe_again(
            by=by,
            partnership=partnership,
            seen=given["version"] or 0,
            described=form.described(),
            on=today,
            at=timezone.now(),
        )
        return reverse("partnership", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: partnerships.check_can_change(by, partnership),
        do=do,
        show=lambda: render(
            request,
            "partner/web/partnerships/edit.jinja",
            {
                "form": form,
                "heading": say("Change it"),
                "caption": partnership.title,
                "button": say("Save"),
                "back": reverse("partnership", kwargs={"ref": ref}),
                "agreement": partnership.agreement,
            },
        ),
        stored=_initial,
        files="agreement",
    )


@signed_in
def rate(request: HttpRequest, ref: str) -> HttpResponse:
    by = actor_of(request)
    partnership = found(asked.partnership_with(ref))
    standing = asked.rating_of(partnership, by.organisation_id)
    form = RatingForm(
        request.POST if request.method == "POST" else None, initial=_said(standing) if standing else {}
    )

    def do(given: Mapping[str, Any]) -> str:
        partnership_outcomes.rate(
            by=by,
            partnership=partnership,
            seen=given["version"] or 0,
            score=given["score"],
            on=timezone.localdate(),
        )
        messages.success(request, say("Thank you. Your answer is counted."))
        return reverse("partnership", kwargs={"ref": ref})

    page = {
        "form": form,
        "heading": say("How is it going?"),
        "caption": partnership.title,
        "back": reverse("partnership", kwargs={"ref": ref}),
        "button": say("Give this answer"),
        "words": say(
            "One answer for your organisation, which you can change. Answers are shown as counts by mix of sectors, and "
            "small counts are withheld."
        ),
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: partnership_outcomes.check_can_rate(by, partnership),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
        stored=_said,
    )


def _initial(partnership: Partnership) -> dict[str, Any]:
    return {
        "version": partnership.version,
        "title": partnership.title,
        "purpose": partnership.purpose,
        "starts_on": partnership.starts_on,
        "ends_on": partnership.ends_on,
        "agreed_on": partnership.agreed_on,
        "priorities": [each.priority.ref for each in partnership.priorities.select_related("priority")],
    }


def _said(rating: PartnershipRating) -> dict[str, Any]:
    return {"version": rating.version, "score": rating.score}
