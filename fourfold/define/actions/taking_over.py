"""What must hold for a successor in Define: names that are its own, and places whose need stands beside its priorities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from fourfold.define.models import IssueGroup, NeedPlace, Policy, Service
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.organisations.tables import Organisation, Succession

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_TITLE, LONGEST_NAME = 200, 120


def rename_what_collides(*, predecessor: int, successor: int, roots: Collection[str]) -> None:
    """Within the handing on: a service or a group of issues that would have the same name as one of the successor's says
    whose it was.
    """
    body = Organisation.objects.get(pk=predecessor).name
    groups = {each.title.casefold() for each in IssueGroup.objects.filter(owner_id=successor)}
    for group in IssueGroup.objects.filter(owner_id=predecessor, root__in=roots):
        if group.title.casefold() in groups:
            title = _told_apart(group.title, body, LONGEST_TITLE)
            IssueGroup.objects.filter(pk=group.pk).update(title=title, version=F("version") + 1)
    services = {each.name.casefold() for each in Service.objects.filter(owner_id=successor)}
    for service in Service.objects.filter(owner_id=predecessor, root__in=roots):
        if service.name.casefold() in services:
            name = _told_apart(service.name, body, LONGEST_NAME)
            Service.objects.filter(pk=service.pk).update(name=name, version=F("version") + 1)


def place_need(*, predecessor: int, successor: int, roots: Collection[str]) -> None:
    """Within the handing on: the places go where the policy goes, and with a body that one alone follows; the successor's
    own stand. Carried out twice it changes nothing.
    """
    alone = Succession.objects.filter(predecessor=predecessor).count() == 1
    if not alone and not Policy.objects.filter(root__in=roots, owner_id=successor).exists():
        return
    own = set(NeedPlace.objects.filter(owner_id=successor).values_list("place", flat=True))
    for place in NeedPlace.objects.filter(owner_id=predecessor).values_list("place", flat=True):
        if place not in own:
            ref = new_reference()
            NeedPlace.objects.create(owner_id=successor, ref=ref, root=ref, place_id=place)


def service_like(*, owner: int, name: str) -> Service:
    """Within the handing on: the successor's service of that name, a new one where it has none."""
    for known in Service.objects.filter(owner_id=owner):
        if known.name.casefold() == name.casefold():
            return known
    ref = new_reference()
    created: Service = Service.objects.create(owner_id=owner, ref=ref, root=ref, name=name)
    return created


def _told_apart(name: str, body: str, longest: int) -> str:
    """Cut where both are long: the body's name says more than the end of the other."""
    whole = say("{name} (of {body})", name=name, body=body)
    if len(whole) <= longest:
        return whole
    cut = name[: max(1, longest - len(body) - 7)].rstrip()
    return say("{name}… (of {body})", name=cut, body=body)[:longest]
