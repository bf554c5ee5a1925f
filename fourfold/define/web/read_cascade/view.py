"""A priority with its outcomes, and a measure with what it is worth, each with all that comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from fourfold.define.actions import proxies
from fourfold.define.actions.drafts import can_draft, can_edit
from fourfold.define.queries.cascades import cascade
from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.define.queries.issues import named_beside
from fourfold.define.queries.packs import pack_of
from fourfold.define.queries.proxies import history_of as proxies_of
from fourfold.define.queries.proxies import in_force
from fourfold.define.queries.spine_things import measure_with, priority_with, superseding
from fourfold.define.queries.themes import about_version
from fourfold.define.rules.licences import standing as licence_standing
from fourfold.define.rules.themes import THEME_WORDS
from fourfold.ground.spine.registry import strip
from fourfold.ground.web.access import found
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against
from fourfold.ground.web.sign_in.view import ask_to_sign_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from fourfold.define.models import Priority
    from fourfold.ground.people.actor import Actor

MOST_PROXIES = 50


@require_safe
def priority(request: HttpRequest, ref: str) -> HttpResponse:
    by: Actor | None = getattr(request, "actor", None)
    thing = priority_with(ref)
    if thing is None and by is None:
        return ask_to_sign_in(request)
    thing = found(thing)
    version = thing.policy_version
    own = by is not None and by.organisation_id == thing.owner_id
    return render(
        request,
        "define/web/read_cascade/priority.jinja",
        {
            "priority": thing,
            "version": version,
            "branches": [branch for branch in cascade(version) if branch.priority.pk == thing.pk],
            "strip": strip("priority", ref),
            "history": history_of(thing),
            "own": own,
            "can_edit": by is not None and can_edit(by, version),
            "may_say": own and by is not None and can_draft(by),
            "named": named_beside(thing) if own else [],
            "theme": _theme_words(thing),
        },
    )


def _theme_words(priority: Priority) -> str:
    about = next(each for each in about_version(priority.policy_version) if each.priority.pk == priority.pk)
    return "" if about.theme is None else THEME_WORDS[about.theme]


@require_safe
def measure(request: HttpRequest, ref: str) -> HttpResponse:
    by: Actor | None = getattr(request, "actor", None)
    thing = measure_with(ref)
    if thing is None and by is None:
        return ask_to_sign_in(request)
    thing = found(thing)
    version = thing.outcome.priority.policy_version
    standing = list(in_force([thing.pk]))
    pack = pack_of(thing)
    kept = {proxy.pk for proxy in standing}
    return render(
        request,
        "define/web/read_cascade/measure.jinja",
        {
            "measure": thing,
            "version": version,
            "standing": standing,
            "superseded": [proxy for proxy in proxies_of(thing.pk)[:MOST_PROXIES] if proxy.pk not in kept],
            "later": superseding(thing).first(),
            "strip": strip("measure", ref),
            "history": history_of(thing, *standing),
            "chosen_from": shipped_frameworks().get(f"{thing.framework}/{thing.framework_edition}"),
            "pack": pack,
            "licence": None if pack is None else licence_standing(pack.expires_on, on=timezone.localdate()),
            "own": by is not None and by.organisation_id == thing.owner_id,
            "can_edit": by is not None and can_edit(by, version),
            "cannot_value": "" if by is None else reason_against(lambda: proxies.check_can_record(by, thing)),
        },
    )
