"""The library of outcome frameworks: every edition, its measures, and each in files to take away. Anyone may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.define.actions.drafts import check_can_draft
from fourfold.define.exchange.framework_exports import EXPORTS
from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.define.queries.framework_links import links_of, served_by
from fourfold.define.queries.packs import packs_of
from fourfold.define.queries.policies import draft_version
from fourfold.define.rules.framework_gaps import framework_gaps
from fourfold.define.rules.frameworks import found_by_words, measure_coded, placed_measures, title_of
from fourfold.define.web.frameworks.form import SearchForm
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import found
from fourfold.ground.web.paging import ON_A_PAGE, page_of
from fourfold.ground.web.sending import reason_against

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fourfold.define.rules.frameworks import Framework
    from fourfold.ground.people.actor import Actor


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Every edition that ships, and the measures that match what is asked for."""
    by: Actor | None = getattr(request, "actor", None)
    form = SearchForm(request.GET or None).offer()
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    chosen = [each for key, each in shipped_frameworks().items() if asked.get("framework") in {"", None, key}]
    matches = [
        (framework, placed)
        for framework in chosen
        for placed in found_by_words(framework, asked.get("q", ""), sector=asked.get("sector", ""))
    ]
    kept = request.GET.copy()
    kept.pop("page", None)
    return render(
        request,
        "define/web/frameworks/library.jinja",
        {
            "search": form,
            "sought": bool(asked),
            "frameworks": [
                (each, len(list(placed_measures(each))), len(framework_gaps(each)))
                for each in shipped_frameworks().values()
            ],
            "page": page_of(request, matches),
            "matches": len(matches),
            "asked": kept.urlencode(),
            "packs": [] if by is None else list(packs_of(by.organisation_id)[:ON_A_PAGE]),
            "signed_in": by is not None,
        },
    )


def edition_of(code: str, edition: str) -> Framework:
    """404 where there is no such edition."""
    return found(shipped_frameworks().get(f"{code}/{edition}"))


@require_safe
def show(request: HttpRequest, code: str, edition: str) -> HttpResponse:
    """One edition: themes, outcomes and measures, with what of it was not read."""
    framework = edition_of(code, edition)
    return render(
        request,
        "define/web/frameworks/edition.jinja",
        {
            "framework": framework,
            "editions": [
                each
                for each in shipped_frameworks().values()
                if each.code == code and each.edition != edition
            ],
            "served": {
                outcome.code: served_by(framework.key, outcome.code)
                for theme in framework.themes
                for outcome in theme.outcomes
                if not outcome.measures
            },
            "gaps": framework_gaps(framework),
            "exports": [
                (kind.upper() if kind != "jsonld" else "JSON-LD", _export_address(framework, kind))
                for kind in EXPORTS
            ],
        },
    )


@require_safe
def measure(request: HttpRequest, code: str, edition: str, measure: str) -> HttpResponse:
    by: Actor | None = getattr(request, "actor", None)
    framework = edition_of(code, edition)
    placed = found(measure_coded(framework, measure))
    draft = None if by is None else draft_version(by.organisation_id)
    return render(
        request,
        "define/web/frameworks/measure.jinja",
        {
            "framework": framework,
            "placed": placed,
            "measure": placed.measure,
            "sources": [framework.sources[key] for key in placed.measure.sources],
            "excludes": [(each, title_of(framework, each)) for each in placed.measure.excludes],
            "links": links_of(framework.key, measure),
            "signed_in": by is not None,
            "cannot_use": ""
            if by is None
            else reason_against(lambda: check_can_draft(by))
            or ("" if draft else say("There is no draft. Begin a policy, or a new version of it, first.")),
        },
    )


@require_safe
def export(request: HttpRequest, code: str, edition: str, as_file: str) -> HttpResponse:
    """An open edition as a file. Packs under licence are not reached from here."""
    framework = edition_of(code, edition)
    made = found(EXPORTS.get(as_file))
    answer = HttpResponse(made.write(framework), content_type=made.media_type)
    answer["Content-Disposition"] = (
        f'attachment; filename="{framework.code}-{framework.edition}.{made.ending}"'
    )
    return answer


def _export_address(framework: Framework, kind: str) -> str:
    return reverse(
        "framework_export", kwargs={"code": framework.code, "edition": framework.edition, "as_file": kind}
    )
