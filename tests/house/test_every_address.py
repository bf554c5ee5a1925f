"""Every address of the site, taken from the resolver itself: a new one is covered the day it is added, or fails here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from fourfold.define.actions import policies
from fourfold.define.models import (
    CommunityIssue,
    IssueGroup,
    LeadAppointment,
    Measure,
    NeedImport,
    Outcome,
    Policy,
    Priority,
    PriorityDefault,
    Service,
    StaffMessage,
)
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.mail.sending import SEND
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import Share, as_tenant
from fourfold.ground.people.actions import tokens
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.privacy.tables import LegalHold
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands.demonstration import asked_first
from fourfold.hub.commands.demonstration.cast import BUILDER, COUNCIL, PEOPLE, cast
from fourfold.integrate.models import (
    Ask,
    Bid,
    BidClarification,
    Consultation,
    ConsultationEvent,
    Contract,
    Influence,
    Involvement,
    JointProcurement,
    MarketEngagement,
    OpenedBid,
    OutcomeLetter,
    ParticipationRequest,
    Procurement,
    ProcurementNote,
    RegisterEntry,
    RegisterImport,
    ScenarioRun,
)
from fourfold.measure.models import Account, AccountLine, Finding, ValueMap
from fourfold.partner.models import (
    Delivery,
    DirectoryEntry,
    DirectoryList,
    EntryLink,
    Introduction,
    Need,
    Partnership,
    PartnershipMember,
)
from fourfold.tracker.models import Appointment, Interview, Wave
from fourfold.tracker.queries import personal_links
from tests.builders.browsing import signed_in
from tests.builders.everyone import a_body_that_asks_to_be_followed
from tests.builders.packs import an_uploaded_pack

if TYPE_CHECKING:
    from collections.abc import Iterator


# Of a thing that its organisation has published (a tender, a policy's name, the directory), or of no organisation's: a
# stranger may know of it, so the answer is a page or a reason, not 404.
KNOWN_TO_ALL = frozenset(
    {
        "ask", "begin_bidding", "bid", "bid_files", "bid_kept", "bid_workbook", "check_bid", "confirm_bidding",
        "filled_workbook", "own_bids", "remove_bid_file", "take_bid_away", "tender_workbook", "new_policy_version", "organisation", "public_leads",
        "propose_idea", "public_policy", "resume_bid", "say", "take_part", "tender",
        "ask_the_buyer", "follow_tender", "tender_guide", "tender_guide_pdf", "tender_method", "tender_method_pdf",
        "tender_schedule", "tender_schedule_docx", "tender_schedule_pdf",
        "directory_entry", "merge_entries",
    },
)  # fmt: skip
# Addresses of other things than a record: a one-time secret, a file's signed address, a step's or a role's name.
WORDS = {
    "secret": "not-a-secret",
    "signed": "not:signed",
    "step": "assure",
    "role": "lead",
    "number": 2,
    "key": 10**30,
    "kind": "stale-evidence",
    "thing": "NOSUCHREF0",
    "record": "roles",
    "code": "fourfold-open",
    "edition": "2026-11",
    "measure": "J1",
    "as_file": "xlsx",
    "form": "xlsx",
}
# By what they may do, the council's people before others: nonsense breaks a page for all who may send it, or for none.
FIRST_OF_EACH_ROLE = list({each.roles: each.name for each in reversed(PEOPLE)}.values())
GARBAGE = {
    "q": "\udcff",
    "version": "10" * 30,
    "once": "x" * 900,
    "quantity": "NaN",
    "starts_on": "31 February 2026",
    "email": "@",
}


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    route: str
    path: str
    of_a_record: bool


def routes() -> Iterator[tuple[str, str, list[str]]]:
    def walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[tuple[str, str, list[str]]]:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            # The API's are walked in test_every_operation.
            if route.startswith("api/"):
                continue
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield str(pattern.name), route, list(pattern.pattern.converters)

    yield from walk(get_resolver().url_patterns, "")


def records() -> dict[str, dict[str, object]]:
    """By the beginning of a route, what stands in its places: things of the council's own."""
    council = Organisation.objects.get(name=COUNCIL, invented=True)
    with as_tenant(council.pk):
        contract = Contract.objects.order_by("pk").first()
        opened = OpenedBid.objects.order_by("-pk").first()
        # The account that is still a draft, and a draft of the policy: the published ones are everyone's.
        account = Account.objects.exclude(state="published").first()
        lead = cast(on=timezone.localdate())["Priya Nair"]
        draft = policies.new_version(by=lead, policy=Policy.objects.get(owner=council))
        ask = Ask.objects.select_related("procurement").order_by("-pk").first()
        assert contract is not None
        assert opened is not None
        assert account is not None
        finding = Finding.objects.order_by("pk").first()
        assert ask is not None
        assert finding is not None
        with declared(person=None, organisation=None, reason="For a test"):
            hold = LegalHold.objects.create(
                owner=council,
                root="",
                reason="Claim",
                placed_by=Person.objects.get(name="Priya Nair"),
                placed_on=timezone.localdate(),
            )
            imported = RegisterImport.objects.create(
                owner=council,
                root="",
                file_name="x.json",
                sha256="0" * 64,
                file_format="ocds",
                at=timezone.now(),
            )
            imported_by_job = enqueue(
                kind=SEND, title="For a test", owner=council.pk, by=lead, payload={"mail": "none"}
            )
        made = tokens.make(
            by=lead,
            name="For a test",
            scopes=["define:read"],
            last_day=timezone.localdate(),
            on=timezone.localdate(),
        )
        token = made.token
        refs = {
            "define/policies/": Policy.objects.get(owner=council).ref,
            "define/principles/": draft.principles.all()[0].ref,
            "define/commitments/": draft.strategic_commitments.all()[0].ref,
            "define/comments/": "NOSUCHREF0",
            "define/co-signatures/": "NOSUCHREF0",
            "policies/": Policy.objects.get(owner=council).ref,
            "define/priorities/": Priority.objects.filter(root=draft.root).values_list("ref", flat=True)[0],
            "define/outcomes/": Outcome.objects.filter(root=draft.root).values_list("ref", flat=True)[0],
            "define/leads/": LeadAppointment.objects.filter(owner=council)[0].ref,
            "define/messages/": StaffMessage.objects.get(owner=council, told_on=None).ref,
            "define/services/": Service.objects.filter(owner=council)[0].ref,
            "define/issues/": CommunityIssue.objects.filter(owner=council)[0].ref,
            "define/issue-groups/": IssueGroup.objects.filter(owner=council)[0].ref,
            "define/contract-lines/": PriorityDefault.objects.filter(root=draft.root)[0].ref,
            "define/contract-limits/": draft.contract_steps.all()[0].ref,
            "define/need/imports/": NeedImport.objects.filter(owner=council)[0].ref,
            "define/organisations/": council.ref,
            "define/measures/": Measure.objects.filter(root=draft.root).values_list("ref", flat=True)[0],
            "define/values/": "NOSUCHREF0",
            "define/packs/": an_uploaded_pack(
                lead, on=timezone.localdate(), at=timezone.now(), expires_on=None
            ).ref,
            # Bought with two neighbours, of whom none of the strangers is one.
            "integrate/joint/": JointProcurement.objects.get(owner=council).ref,
            "integrate/register/imports/": imported.ref,
            "integrate/register/": RegisterEntry.objects.filter(owner=council)[0].ref,
            "integrate/procurements/": opened.procurement.ref,
            "tenders/": Procurement.objects.get(title="Grounds maintenance").ref,
            "contracts/": contract.ref,
            "integrate/contracts/": contract.ref,
            "integrate/involved/": Involvement.objects.filter(owner=council)[0].ref,
            "integrate/what-if/": ScenarioRun.objects.get(owner=council).ref,
            "outcomes/": OutcomeLetter.objects.filter(owner=council)[0].ref,
            "deliveries/": Delivery.objects.filter(owner=council).values_list("ref", flat=True)[0],
            "evidence/": EvidenceFile.objects.filter(owner=council).values_list("ref", flat=True)[0],
            "board/needs/": Need.objects.get(owner=council, state="waiting").ref,
            "board/offers/": "NOSUCHREF0",
            "board/introductions/": Introduction.objects.filter(owner=council)[0].ref,
            "partnerships/": Partnership.objects.get(owner=council).ref,
            "directory/lists/": DirectoryList.objects.filter(owner=council)[0].ref,
            "directory/pairs/": EntryLink.objects.filter(owner=council)[0].ref,
            "directory/": DirectoryEntry.objects.filter(owner=council)[0].ref,
            "measure/accounts/": account.ref,
            "measure/exceptions/": "NOSUCHREF0",
            "measure/findings/": finding.ref,
            "measure/value-maps/": ValueMap.objects.get(owner=council).ref,
            "data-protection/holds/": hold.ref,
            "organisations/": council.ref,
            "account/tokens/": token.ref,
            "jobs/": imported_by_job.ref,
            "account/sign-ins/": "NOSUCHREF0",
            "account/passkeys/": "NOSUCHREF0",
            "sign-in/organisation/": "NOSUCHREF0",
            "people/": Person.objects.get(email=PEOPLE[0].email).ref,
        }
        line = AccountLine.objects.filter(account=account).values_list("ref", flat=True)[0]
        places: dict[str, dict[str, object]] = {prefix: {"ref": ref} for prefix, ref in refs.items()}
        places["define/policies/"] |= {"number": draft.number, "earlier": 2}
        places["policies/"] |= {"number": draft.number, "slug": "fernborough-council"}
        places["integrate/procurements/"] |= {"bid": opened.ref, "number": 1, "question": "NOSUCHREF0"}
        places["measure/accounts/"]["line"] = line
        places["measure/value-maps/"] |= {"form": "json", "number": 1}
        adviser = Influence.objects.select_related("procurement").get(person=None)
        places["integrate/procurements/<str:ref>/conflicts/"] = {
            "ref": adviser.procurement.ref,
            "influence": adviser.ref,
            "declaration": adviser.declarations.get().ref,
        }
        places["tenders/<str:ref>/clarifications/"] = {
            "ref": adviser.procurement.ref,
            "clarification": BidClarification.objects.filter(procurement=adviser.procurement)[0].ref,
        }
        consulted = Consultation.objects.get(owner=council, title=asked_first.TREES)
        places["integrate/consultations/"] = {
            "ref": consulted.ref,
            "question": consulted.questions.all()[0].ref,
            "event": ConsultationEvent.objects.get(consultation=consulted).ref,
            "change": consulted.changes.all()[0].ref,
            "kind": "response",
            "said": consulted.responses.filter(state="waiting")[0].ref,
        }
        places["board/needs/"]["offer"] = "NOSUCHREF0"
        places["partnerships/"] |= {
            "taken": "NOSUCHREF0",
            "member": PartnershipMember.objects.exclude(role="lead").filter(owner=council)[0].ref,
        }
        places["have-your-say/"] = {"ref": consulted.ref}
        talk = MarketEngagement.objects.select_related("procurement").get(owner=council)
        places["integrate/procurements/<str:ref>/engagement/"] = {
            "ref": talk.procurement.ref,
            "engagement": talk.ref,
        }
        asked = ParticipationRequest.objects.select_related("procurement").get()
        places["integrate/procurements/<str:ref>/first-stage/"] = {
            "ref": asked.procurement.ref,
            "asked": asked.ref,
        }
        note = ProcurementNote.objects.select_related("procurement").filter(owner=council)[0]
        places["integrate/procurements/<str:ref>/notes/"] = {"ref": note.procurement.ref, "noted": note.ref}
        places["integrate/procurements/"]["slug"] = "uk6"
        tender = Procurement.objects.get(ref=refs["tenders/"])
        places["successions/"] = {"ref": a_body_that_asks_to_be_followed(council).ref}
        places["integrate/register/export/"] = {"file": "register.csv"}
        places["shares/"] = {"share": Share.objects.filter(owner=council, kind="contract")[0].pk}
        # The one in the field has all that the one before it has, and what came of it.
        wave = Wave.objects.get(owner=council, state="fielding")
        trial = Interview.objects.filter(wave=wave, contact=None)[0]
        places["tracker/waves/"] = {
            "ref": wave.ref,
            "number": 1,
            "to": "piloting",
            "organisation": wave.organisations.filter(interviews__isnull=False)[0].ref,
            "contact": wave.contacts.all()[0].ref,
            "appointment": Appointment.objects.filter(wave=wave)[0].ref,
            "interview": trial.ref,
            "question": "C2",
        }
        places["tracker/lists/"] = {"ref": wave.lists.get().ref}
        places["survey/"] = {"signed": personal_links.signed(wave.contacts.all()[0])}
        places["tenders/"]["ask"] = Ask.objects.filter(procurement=tender).values_list("ref", flat=True)[0]
    builder = Organisation.objects.get(name=BUILDER, invented=True)
    with as_tenant(builder.pk):
        places["contracts/"]["number"] = 1
        places["tenders/"]["bid"] = Bid.objects.filter(owner=builder).values_list("ref", flat=True)[0]
    return places


def addresses() -> list[Address]:
    places = records()
    found = []
    for name, route, parts in routes():
        prefix = max((each for each in places if route.startswith(each)), key=len, default="")
        values = {**WORDS, **places.get(prefix, {})}
        missing = [part for part in parts if part not in values]
        assert not missing, f"Say in this test what stands for {missing} in “{route}” ({name})."
        path = "/" + route
        for part in parts:
            for written in (f"<str:{part}>", f"<int:{part}>"):
                path = path.replace(written, str(values[part]))
        assert "<" not in path, f"“{route}” has a kind of part that this test does not know."
        found.append(Address(name, route, path, of_a_record="ref" in parts or "share" in parts))
    return found


@pytest.mark.usefixtures("db", "the_demonstration")
def test_no_address_shows_anyone_what_is_not_theirs_and_none_breaks() -> None:
    everything = addresses()
    assert len(everything) > 80, "the resolver gave fewer addresses than the site has"
    strangers = ["Leo Marsh", "Joan Pryce", "Nina Costa"]
    faults: list[str] = []
    for name in strangers:
        client = signed_in(name)
        for address in everything:
            if not address.of_a_record or address.name in KNOWN_TO_ALL:
                continue
            faults += [
                f"{name} got {answer.status_code} from {address.path} ({address.name})"
                for answer in (client.get(address.path), client.post(address.path, {"once": "0" * 22}))
                if answer.status_code not in {404, 405}
            ]
    assert not faults, "\n".join(faults)


@pytest.mark.usefixtures("db", "the_demonstration")
def test_signed_out_one_is_asked_to_sign_in_or_reads_what_is_public() -> None:
    client = Client()
    faults = []
    for address in addresses():
        got = client.get(address.path)
        sent = client.post(address.path, {"once": "0" * 22})
        to_sign_in = got.status_code == 302 and "/sign-in/" in got["Location"]
        public = got.status_code in {200, 404, 405} or (got.status_code == 302 and not address.of_a_record)
        if not (to_sign_in or public) or sent.status_code >= 500:
            faults.append(f"{got.status_code} and {sent.status_code} from {address.path} ({address.name})")
    assert not faults, "\n".join(faults)


@pytest.mark.usefixtures("db", "the_demonstration")
def test_nothing_that_anyone_sends_breaks_a_page() -> None:
    """Every address × every role of the council (and its suppliers and recipients), read and sent nonsense to. The records
    are the council's, and a bid is of whom Olu Adeyemi bids for.
    """
    faults: list[str] = []
    everything = addresses()
    with declared(person=None, organisation=None, reason="For a test"):
        council = Organisation.objects.get(name=COUNCIL, invented=True)
        for role in (Role.SUPPLIER, Role.COMMUNITY):
            Membership.objects.create(
                person=Person.objects.get(name="Sam Whitlock"),
                organisation=council,
                role=role,
                from_day="2020-01-01",
            )
    for name in [*FIRST_OF_EACH_ROLE, "Olu Adeyemi"]:
        client = signed_in(name)
        for address in everything:
            if address.name == "sign_out":
                continue
            for answer in (
                client.get(address.path, {"q": "%00", "page": "9" * 40}),
                client.post(address.path, GARBAGE_TEXT),
            ):
                if answer.status_code >= 500:
                    faults.append(f"{name} got {answer.status_code} from {address.path}")
                if answer.streaming:
                    # A file is read to its end: closed before that, the connection to the database goes with it.
                    answer.getvalue()
    assert not faults, "\n".join(faults)


GARBAGE_TEXT = {
    key: value.encode("utf-8", "surrogateescape").decode("latin-1") for key, value in GARBAGE.items()
}
