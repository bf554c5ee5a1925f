"""The lead adds members, one or a whole list, and what they bring and what came of it; and takes a member out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from fourfold.define.web.sure import SureForm
from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.sending import send
from fourfold.partner.actions import partnership_members, partnership_outcomes, partnerships
from fourfold.partner.actions.directory_lists import can_bring
from fourfold.partner.queries import directory
from fourfold.partner.queries import partnerships as asked
from fourfold.partner.web.partnerships.form import BenefitForm, BringsForm, ListForm, MemberForm

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from fourfold.partner.models import DirectoryEntry, DirectoryList, Partnership

ENTRY_NOT_CLEAR = say("No entry of your lists, or more than one, is called so. Type its reference")


def _page(
    request: HttpRequest,
    partnership: Partnership,
    form: Form,
    do: Callable[[Mapping[str, Any]], None],
    **page: Any,
) -> HttpResponse:
    """A form of the lead, which leads back to the partnership."""
    by = actor_of(request)
    back = reverse("partnership", kwargs={"ref": partnership.ref})

    def done(given: Mapping[str, Any]) -> str:
        do(given)
        return back

    shown = {
        "form": form,
        "caption": partnership.title,
        "back": back,
        "section": "partner",
        "words": "",
        **page,
    }
    return send(
        request,
        form,
        check=lambda: partnerships.check_can_change(by, partnership),
        do=done,
        show=lambda: render(request, "define/web/form_page.jinja", shown),
    )


@signed_in
def add(request: HttpRequest, ref: str) -> HttpResponse:
    partnership = found(asked.partnership_with(ref))
    form = MemberForm(request.POST if request.method == "POST" else None)

    def do(given: Mapping[str, Any]) -> None:
        partnership_members.add(
            by=actor_of(request),
            partnership=partnership,
            organisation=given["organisation"],
            entry=_entry(partnership, given["entry"]),
            role=given["role"],
            on=timezone.localdate(),
        )

    return _page(
        request,
        partnership,
        form,
        do,
        heading=say("Add a member"),
        button=say("Add it"),
        words=say(
            "A body of the national list of organisations that works here reads the partnership from now on. Others stand in it "
            "by name."
        ),
    )


def _entry(partnership: Partnership, typed: str) -> DirectoryEntry | None:
    if not typed.strip():
        return None
    named = directory.named(owner=partnership.owner_id, text=typed, leave_out=0)
    if len(named) != 1:
        raise Refused(ENTRY_NOT_CLEAR, field="entry")
    return named[0]


@signed_in
def add_list(request: HttpRequest, ref: str) -> HttpResponse:
    """What a list would add is counted beside it before it is added, and it can be taken out again."""
    by = actor_of(request)
    partnership = found(asked.partnership_with(ref))
    partnerships.check_can_change(by, partnership)
    lists = list(asked.lists_of_members(by.organisation_id))
    form = ListForm(request.POST if request.method == "POST" else None, lists=lists)

    def do(given: Mapping[str, Any]) -> str:
        taken = next(each for each in lists if each.ref == given["list"])
        members = partnership_members.add_list(
            by=by, partnership=partnership, taken=taken, on=timezone.localdate()
        )
        messages.success(request, say("{number} members were added.", number=len(members)))
        return reverse("partnership", kwargs={"ref": ref})

    return send(
        request,
        form,
        check=lambda: partnerships.check_can_change(by, partnership),
        do=do,
        show=lambda: render(
            request,
            "partner/web/partnerships/from_list.jinja",
            {
                "form": form,
                "partnership": partnership,
                "can_bring": can_bring(by),
                "rows": [_row(partnership, each) for each in lists],
            },
        ),
    )


def _row(partnership: Partnership, taken: DirectoryList) -> tuple[DirectoryList, int, int]:
    return (
        taken,
        len(partnership_members.to_join(partnership, taken)),
        asked.members_from(taken).filter(partnership=partnership).count(),
    )


@signed_in
def take_list_out(request: HttpRequest, ref: str, taken: str) -> HttpResponse:
    partnership = found(asked.partnership_with(ref))
    by = actor_of(request)
    partnerships.check_can_change(by, partnership)
    which = found(asked.lists_of_members(by.organisation_id).filter(ref=taken).first())

    def do(_: Mapping[str, Any]) -> None:
        number = partnership_members.take_list_out(
            by=by, partnership=partnership, taken=which, at=timezone.now()
        )
        messages.success(request, say("{number} members were taken out.", number=number))

    return _page(
        request,
        partnership,
        SureForm(request.POST if request.method == "POST" else None),
        do,
        heading=say("Take out the members of this list?"),
        button=say("Take them out"),
        kind="warning",
        words=say(
            "Who came with {publisher}, {file} is no member any more, with what they bring. Whoever was a member before the "
            "list stays.",
            publisher=which.publisher,
            file=which.file_name,
        ),
    )


@signed_in
def leave(request: HttpRequest, ref: str, member: str) -> HttpResponse:
    by = actor_of(request)
    partnership = found(asked.partnership_with(ref))
    leaving = found(asked.member_with(partnership, member))
    form = SureForm(request.POST if request.method == "POST" else None, initial={"version": leaving.version})

    def do(given: Mapping[str, Any]) -> str:
        partnership_members.leave(
            by=by,
            member=leaving,
            seen=given["version"] or 0,
            on=timezone.localdate(),
            at=timezone.now(),
        )
        messages.success(request, say("{name} is no member any more.", name=leaving.name))
        return reverse("partnership", kwargs={"ref": ref})

    page = {
        "form": form,
        "heading": say("{name} leaves?", name=leaving.name),
        "caption": partnership.title,
        "back": reverse("partnership", kwargs={"ref": ref}),
        "button": say("Record that it left"),
        "kind": "warning",
        "words": say("It no longer reads the partnership. What came of it for it stays on record."),
        "section": "partner",
    }
    return send(
        request,
        form,
        check=lambda: partnership_members.check_can_leave(by, leaving),
        do=do,
        show=lambda: render(request, "define/web/form_page.jinja", page),
    )


@signed_in
def bring(request: HttpRequest, ref: str) -> HttpResponse:
    partnership = found(asked.partnership_with(ref))
    members = asked.read(partnership).members
    form = BringsForm(request.POST if request.method == "POST" else None, members=members)

    def do(given: Mapping[str, Any]) -> None:
        partnership_members.bring(
            by=actor_of(request),
            member=next(each for each in members if each.ref == given["member"]),
            kind=given["kind"],
            words=given["words"],
            amount=given["amount"].amount if given["amount"] else None,
        )

    return _page(request, partnership, form, do, heading=say("What a member brings"), button=say("Record it"))


@signed_in
def benefit(request: HttpRequest, ref: str) -> HttpResponse:
    partnership = found(asked.partnership_with(ref))
    members = asked.read(partnership).members
    form = BenefitForm(request.POST if request.method == "POST" else None, members=members)

    def do(given: Mapping[str, Any]) -> None:
        partnership_outcomes.record(
            by=actor_of(request),
            member=next(each for each in members if each.ref == given["member"]),
            came=form.came(),
            on=timezone.localdate(),
        )

    return _page(
        request,
        partnership,
        form,
        do,
        heading=say("What came of it"),
        button=say("Record this benefit"),
        words=say("For one agency at a time, so that whose saving it is stays clear."),
    )
