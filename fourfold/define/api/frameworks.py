"""Outcome frameworks that are open to everyone, and the packs that one's organisation holds a licence for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import Field

from fourfold.define.actions import choosing
from fourfold.define.api.shapes import MeasureShown, ValueShown, measure_shown, value_shown
from fourfold.define.exchange.framework_exports import as_tree
from fourfold.define.queries.framework_files import shipped_frameworks
from fourfold.define.queries.framework_links import links_of
from fourfold.define.queries.packs import pack_with, packs_of, uses_of
from fourfold.define.queries.proxies import proxy_with
from fourfold.define.queries.spine_things import outcome_with
from fourfold.define.rules.frameworks import codes_in, measure_coded, placed_measures
from fourfold.define.rules.licences import LicenceState, standing
from fourfold.ground.api.etags import shown
from fourfold.ground.api.finding import found
from fourfold.ground.api.operations import caller, operation
from fourfold.ground.api.paging import Where, page, part_of
from fourfold.ground.api.shapes import Given, Line, Page, Reference, Shown
from fourfold.ground.people.token_table import Scope

if TYPE_CHECKING:
    from fourfold.define.models import Pack
    from fourfold.define.rules.frameworks import Framework

router = Router(tags=["Frameworks"])

READ, WRITE = Scope.DEFINE_READ, Scope.DEFINE_WRITE
Code = Annotated[
    str, Field(max_length=60, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", examples=["fourfold-open"])
]


class FrameworkLine(Shown):
    """An edition. `missing` says what of it was not read; empty where all of it was."""

    code: str
    edition: str
    title: str
    publisher: str
    licence: str
    version: str
    from_day: date | None
    until_day: date | None
    missing: str
    measures: int


class SourceOfFramework(Shown):
    title: str
    publisher: str
    href: str
    licence: str
    read: date
    says: str
    grade: str


class FrameworkCriterionShown(Shown):
    code: str
    title: str
    verified: bool
    sources: list[str]


class MeasureOfFramework(Shown):
    code: str
    title: str
    unit: str
    counts: str
    counts_not: str
    evidence: str
    once_per_person: bool | None
    excludes: list[str]
    sdgs: list[int]
    cids: list[str]
    sectors: list[str]
    sources: list[str]
    verified: bool


class OutcomeOfFramework(Shown):
    """`title` is null where its words were not read."""

    code: str
    title: str | None
    verified: bool
    missing: str
    sdgs: list[int]
    sources: list[str]
    criteria: list[FrameworkCriterionShown]
    measures: list[MeasureOfFramework]


class ThemeShown(Shown):
    code: str
    title: str
    verified: bool
    outcomes: list[OutcomeOfFramework]


class LinkShown(Shown):
    """How `code` stands to a thing of another edition. `reason` is empty for what follows from other links."""

    code: str
    relation: str
    framework: str
    edition: str
    other: str
    reason: str


class FrameworkShown(FrameworkLine):
    summary: str
    themes: list[ThemeShown]
    sources: dict[str, SourceOfFramework]
    links: list[LinkShown]


class FrameworksShown(Shown):
    items: list[FrameworkLine]


class PackShown(Shown):
    """A pack that your organisation holds a licence for. Its measures and values are in no answer."""

    ref: str
    title: str
    edition: str
    publisher: str
    state: str
    licence_holder: str
    licence: str
    expires_on: date | None
    lapsed: bool
    measures_in_use: int
    values_in_use: int


class MeasureChosen(Given):
    framework: Code
    edition: Code
    code: Annotated[Line, Field(min_length=1, max_length=40)]


@operation(router, "get", "/frameworks", scope=READ, answer=FrameworksShown, public=True)
def list_frameworks(request: HttpRequest) -> HttpResponse:
    """List the editions of the open frameworks."""
    return shown(request, FrameworksShown(items=[_line(each) for each in shipped_frameworks().values()]))


@operation(router, "get", "/frameworks/{code}/{edition}", scope=READ, answer=FrameworkShown, public=True)
def read_framework(request: HttpRequest, code: Code, edition: Code) -> HttpResponse:
    """Read an edition of a framework.

    Whole: themes, outcomes, measures, sources, and the links to other frameworks with what follows from them.
    """
    framework = found(shipped_frameworks().get(f"{code}/{edition}"))
    links = [
        LinkShown(
            code=mine,
            relation=row.relation.value,
            framework=row.framework,
            edition=row.edition,
            other=row.code,
            reason=row.reason,
        )
        for mine in codes_in(framework)
        for row in links_of(framework.key, mine)
    ]
    tree = {**as_tree(framework), "links": [each.model_dump() for each in links]}
    tree["measures"] = len(list(placed_measures(framework)))
    return shown(request, FrameworkShown.model_validate(tree))


@operation(router, "post", "/outcomes/{ref}/measures/chosen", scope=WRITE, answer=MeasureShown, status=201)
def choose_measure(request: HttpRequest, ref: Reference, given: MeasureChosen) -> HttpResponse:
    """Choose a measure of a framework into an outcome of a draft.

    Its definition is copied, and where it comes from is kept.
    """
    outcome = found(outcome_with(ref))
    framework = found(shipped_frameworks().get(f"{given.framework}/{given.edition}"))
    found(measure_coded(framework, given.code))
    chosen = choosing.choose(by=caller(request), outcome=outcome, framework=framework, code=given.code)
    return shown(request, measure_shown(chosen, None, []), status=201)


@operation(router, "get", "/values/{ref}", scope=READ, answer=ValueShown, public=True)
def read_value(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a value with all that is known of it.

    One under licence is there for its holder alone.
    """
    return shown(request, value_shown(found(proxy_with(ref))))


@operation(router, "get", "/packs", scope=READ, answer=Page[PackShown])
def list_packs(request: HttpRequest, where: Query[Where]) -> HttpResponse:
    """List the packs that your organisation holds a licence for."""
    part = part_of(packs_of(caller(request).organisation_id), where)
    return page(request, [_pack(each) for each in part.rows], part.next_cursor)


@operation(router, "get", "/packs/{ref}", scope=READ, answer=PackShown)
def read_pack(request: HttpRequest, ref: Reference) -> HttpResponse:
    """Read a pack's licence, and how often it is in use."""
    return shown(request, _pack(found(pack_with(ref, owner=caller(request).organisation_id))))


def _line(framework: Framework) -> FrameworkLine:
    return FrameworkLine(
        code=framework.code,
        edition=framework.edition,
        title=framework.title,
        publisher=framework.publisher,
        licence=framework.licence,
        version=framework.version,
        from_day=framework.from_day,
        until_day=framework.until_day,
        missing=framework.missing,
        measures=len(list(placed_measures(framework))),
    )


def _pack(pack: Pack) -> PackShown:
    uses = uses_of(pack)
    held = standing(pack.expires_on, on=timezone.localdate())
    return PackShown(
        ref=pack.ref,
        title=pack.title,
        edition=pack.edition,
        publisher=pack.publisher,
        state=pack.state,
        licence_holder=pack.licence_holder,
        licence=pack.licence,
        expires_on=pack.expires_on,
        lapsed=held.state is LicenceState.LAPSED,
        measures_in_use=uses.measures,
        values_in_use=uses.values,
    )
