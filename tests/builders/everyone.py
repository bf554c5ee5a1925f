"""Everyone who could ask for a page, and of which record each address is asked for.

The demonstration is the world: a procurement at every stage, contracts, deliveries, accounts. Added is what it lacks: a
draft policy, a bid and a draft beside it, a register, and a person for each role of the council and of a stranger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from fourfold.define.actions import choosing, consultation, policies
from fourfold.define.models import (
    CommunityIssue,
    CoSignature,
    IssueGroup,
    LeadAppointment,
    Measure,
    NeedImport,
    Outcome,
    PackMeasure,
    Policy,
    PolicyComment,
    PolicyInvitation,
    PolicyVersion,
    Priority,
    PriorityDefault,
    Proxy,
    Service,
    StaffMessage,
    StrategicCommitment,
)
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.identity.actions import beginning, delegations
from fourfold.ground.identity.tables import SignInLink
from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.jobs.tables import Job, JobState, Queued
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.mail import links
from fourfold.ground.mail.kinds import kinds_to_choose_from
from fourfold.ground.mail.sending import SEND
from fourfold.ground.organisations.tables import Organisation, SuccessionKind
from fourfold.ground.organisations.tenancy import Share, as_tenant
from fourfold.ground.people.actions import passwords, tokens
from fourfold.ground.people.changes import change
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Membership, Person, Role
from fourfold.ground.places.tables import Place
from fourfold.ground.privacy.actions import holds
from fourfold.ground.successions.actions import recording
from fourfold.ground.trail.declaration import declared
from fourfold.ground.web.files.addresses import address_of
from fourfold.hub.commands import demonstration
from fourfold.hub.commands.demonstration import asked_first
from fourfold.hub.commands.demonstration.cast import COUNCIL, NEIGHBOURS, REPAIRS, cast
from fourfold.hub.commands.demonstration.elsewhere import TITLE as LIGHTING
from fourfold.hub.commands.demonstration.leaders import CARE
from fourfold.hub.commands.demonstration.leaders import REPAIRS as REPAIRS_SERVICE
from fourfold.hub.commands.demonstration.together import ASKED, share_out
from fourfold.integrate.actions import bids, evaluation, interests, moderation
from fourfold.integrate.exchange.ocds_import import import_ocds
from fourfold.integrate.exchange.sheets.taking import upload as upload_sheet
from fourfold.integrate.models import (
    BidClarification,
    Consultation,
    ConsultationEvent,
    Contract,
    GateOverride,
    Influence,
    Involvement,
    JointPart,
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
from fourfold.integrate.queries.clarifications import unanswered
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_document import BidDocument, OfferedQuantity
from fourfold.measure.models import Account, AccountLine, Finding, ValueMap
from fourfold.measure.queries.exceptions import KINDS
from fourfold.partner.actions import needs
from fourfold.partner.actions.partnership_members import add_list
from fourfold.partner.models import (
    Delivery,
    DirectoryEntry,
    DirectoryList,
    EntryLink,
    Introduction,
    Need,
    OfferOfHelp,
    Partnership,
    PartnershipMember,
)
from fourfold.partner.rules.directory.layouts import ListKind
from fourfold.tracker.models import Appointment, FrameOrganisation, Interview, Wave
from fourfold.tracker.queries.personal_links import signed
from tests.builders import signing_in
from tests.builders.board import what_is_posted
from tests.builders.browsing import signed_in
from tests.builders.directory import MEMBERS, MORE_MEMBERS, a_list, a_waiting_list
from tests.builders.packs import a_pack, an_uploaded_pack
from tests.builders.waves import a_wave, uploaded

if TYPE_CHECKING:
    from fourfold.ground.people.actor import Actor

STRANGER, WITHOUT_POLICY = NEIGHBOURS
HERE = tuple(str(role) for role in Role)
ELSEWHERE = tuple(f"{role} elsewhere" for role in HERE)
SIGNED_OUT = "signed out"
PARTIES = {
    "its supplier": "Callum Reid",
    "its supplier's auditor": "Vera Stone",
    "another supplier": "Dee Carter",
    "its recipient": "Mei Lin",
    "another recipient": "Rose Quaye",
}
_OF_THE_COUNCIL = {
    "lead": "Priya Nair",
    "commissioner": "Tom Ellery",
    "evaluator": "Aisha Rahman",
    "contract_manager": "Daniel Hughes",
    "approver": "Grace Okafor",
    "supplier": "Sol Trading",
    "community": "Cora Hall",
    "auditor": "Ruth Bell",
    "administrator": "Sam Whitlock",
}
# Whose role is ended and whose password link is made: nobody of those who ask.
COLLEAGUE = "Marek Nowak"
_SINCE = timedelta(days=400)

BEGINNER = beginning.Beginner("new@small.example", "Ines Small", "Small & Daughters", "private")

Where = dict[str, dict[str, object]]

# A register of contracts in a spreadsheet, by its headings and its one row.
SHEET_HEADINGS = ("Contract Ref", "Agreement Title", "Supplier Name")
SHEET_ROW = ("FC/0900", "Bus shelters", "Ruled and Plain Ltd")
A_CONTACT = ("Brook Street Homes", "housing association", "Ann Lee", "", "ann@brook.example", "")
A_SHEET = "\r\n".join(",".join(line) for line in (SHEET_HEADINGS, SHEET_ROW)).encode()


@dataclass(slots=True)
class World:
    """`where` gives the record of an address by its name, or by the beginning of its route."""

    actors: dict[str, Actor]
    clients: dict[str, Client]
    where: Where
    register: bytes


def make_world(*, register: bytes) -> World:
    now = timezone.now()
    # One quick hash for all: the test signs people in without their password.
    once = make_password("nobody types this")
    assert demonstration.make(at=now, hash_of=lambda _: once)
    with declared(person=None, organisation=None, reason="For a test"):
        Place.objects.create(code="E08000035", name="Leeds", nation="England")
    bodies = {body.name: body for body in Organisation.objects.filter(invented=True)}
    _enter_the_missing(bodies, password=once)
    actors = cast(on=now.date())
    with as_tenant(bodies[COUNCIL].pk):
        by_the_council = _by_the_council(bodies[COUNCIL], actors, register)
    with as_tenant(bodies[REPAIRS].pk):
        tender = Procurement.objects.get(title="Grounds maintenance")
        sealed, code = _bid(actors["Callum Reid"], tender)
        link = _link_to_begin()
    where: Where = {
        **by_the_council,
        "withdraw_bid": {"ref": tender.ref, "bid": sealed},
        "bid_receipt": {"ref": tender.ref, "bid": sealed},
        "bid_receipt_text": {"ref": tender.ref, "bid": sealed},
        "bid_receipt_pdf": {"ref": tender.ref, "bid": sealed},
        "write_bid_again": {"ref": tender.ref, "bid": sealed},
        "confirm_bidding": {"ref": tender.ref, "signed": link},
    }
    clients = {who: _client(who, tender.ref, code) for who in (*HERE, *PARTIES, *ELSEWHERE)}
    return World(actors, {**clients, SIGNED_OUT: Client()}, where, register)


def _enter_the_missing(bodies: dict[str, Organisation], *, password: str) -> None:
    with declared(person=None, organisation=None, reason="For a test"):

        def enter(name: str, role: str, *organisations: str) -> None:
            person, _ = Person.objects.get_or_create(
                name=name,
                defaults={"email": f"{name.replace(' ', '.').lower()}@x.example", "password": password},
            )
            for organisation in organisations:
                Membership.objects.get_or_create(
                    person=person,
                    organisation=bodies[organisation],
                    role=role,
                    from_day=timezone.localdate() - _SINCE,
                )

        for role in HERE:
            enter(_OF_THE_COUNCIL[role], role, WITHOUT_POLICY)
            enter(f"{role} elsewhere", role, STRANGER)
        enter(_OF_THE_COUNCIL["supplier"], "supplier", COUNCIL)
        enter(_OF_THE_COUNCIL["community"], "community", COUNCIL)
        enter(PARTIES["its supplier's auditor"], "auditor", REPAIRS)


def _client(who: str, tender: str, code: str) -> Client:
    client = signed_in(PARTIES.get(who) or _OF_THE_COUNCIL.get(who) or who)
    # Everyone holds the bidder's resume code, as one who borrows the bidder's computer does.
    client.cookies[f"draft-{tender}"] = code
    return client


def _bid(by: Actor, tender: Procurement) -> tuple[str, str]:
    """A sealed bid and a draft of another: the ref of the one and the resume code of the other."""
    now = timezone.now()
    document = BidDocument(
        price=Decimal(1_000_000),
        answers={criterion.ref: "With our own people." for criterion in bids.worded_criteria(tender)},
        offers={ask.ref: OfferedQuantity(Decimal(2), "With the college.") for ask in tender.asks.all()},
    )
    code = sealing.resume_code(sealing.draft_key())
    sealed = bids.seal(
        by=by, procurement=tender, document=document, arrived_at=now, on=now.date(), resume_code=code
    )
    bids.keep_draft(by=by, procurement=tender, document=document, resume_code=code, version=None, at=now)
    return sealed.ref, code


def _link_to_begin() -> str:
    """What stands in the mail to somebody who wants to bid and has no account."""
    now = timezone.now()
    with declared(person=None, organisation=None, reason="For a test"):
        link = SignInLink.objects.create(asked_at=now, good_until=now + beginning.GOOD_FOR)
    return beginning.signed(link, BEGINNER)


def _by_the_council(council: Organisation, actors: dict[str, Actor], register: bytes) -> Where:
    now = timezone.now()
    titled = {each.title: each for each in Procurement.objects.filter(owner=council)}
    heating, adaptations = titled["Community centre heating"], titled["Adaptations for disabled tenants"]
    for name, procurement in (("Tom Ellery", heating), ("Grace Okafor", adaptations)):
        interests.declare(
            by=actors[name], procurement=procurement, has_interest=False, detail="", on=now.date()
        )
    version = policies.new_version(by=actors["Priya Nair"], policy=Policy.objects.get(owner=council))
    import_ocds(by=actors["Tom Ellery"], organisation=council, content=register, name="r.json", at=now)
    contract = Contract.objects.get(title="Repairs and maintenance of council homes")
    file = EvidenceFile.objects.filter(owner=council, root__in=_refs(Delivery, contract)).first()
    assert file is not None
    colleague = Person.objects.get(name=COLLEAGUE)
    with declared(person=None, organisation=None, reason="For a test"):
        secret = passwords.new_link(person=colleague, at=now)
    token = tokens.make(
        by=actors["Priya Nair"], name="For a test", scopes=["define:read"], last_day=now.date(), on=now.date()
    )
    hold = holds.place(
        by=actors["Sam Whitlock"], record="roles", person=None, reason="A claim", on=now.date()
    )
    drafted = Account.objects.get(owner=council, state="draft")
    published = Account.objects.get(owner=council, state="published")
    priorities = Priority.objects.filter(policy_version__policy=version.policy)
    of_draft = priorities.filter(policy_version=version)
    of_adopted = priorities.filter(policy_version__state="adopted")
    policy = {"ref": version.policy.ref}

    def measure_of(some: Any) -> dict[str, object]:
        return {"ref": Measure.objects.filter(outcome__priority__in=some).values_list("ref", flat=True)[0]}

    tender = titled["Grounds maintenance"]
    return {
        "account/tokens/": {"ref": token.token.ref},
        "define/policies/": {**policy, "number": version.number, "earlier": 2},
        "adopted define/policies/": {**policy, "number": 2, "earlier": 1},
        **_of_the_life_of_the_policy(council, version, actors["Priya Nair"]),
        "define/priorities/": {"ref": of_draft.values_list("ref", flat=True)[0]},
        "adopted define/priorities/": {"ref": of_adopted.values_list("ref", flat=True)[0]},
        "define/outcomes/": {
            "ref": Outcome.objects.filter(priority__in=of_draft).values_list("ref", flat=True)[0]
        },
        "define/leads/": {
            "ref": LeadAppointment.objects.get(owner=council, service__name=REPAIRS_SERVICE).ref
        },
        "appoint_lead": {"role": "board"},
        "define/messages/": {"ref": StaffMessage.objects.get(owner=council, told_on=None).ref},
        "define/services/": {"ref": Service.objects.get(owner=council, name=CARE).ref},
        "define/issues/": {"ref": CommunityIssue.objects.get(owner=council, state="waiting").ref},
        "define/issue-groups/": {"ref": IssueGroup.objects.filter(owner=council)[0].ref},
        "define/contract-lines/": {
            "ref": PriorityDefault.objects.filter(priority__in=of_draft).values_list("ref", flat=True)[0]
        },
        "define/contract-limits/": {"ref": version.contract_steps.all()[0].ref},
        "define/need/imports/": {"ref": NeedImport.objects.get(owner=council).ref},
        "define/organisations/": {"ref": council.ref},
        "define/measures/": measure_of(of_draft),
        "adopted define/measures/": measure_of(of_adopted),
        "define/frameworks/": {
            "code": "fourfold-open",
            "edition": "2026-11",
            "measure": "J1",
            "as_file": "csv",
        },
        **_packs(actors["Priya Nair"]),
        "integrate/register/imports/": {
            "ref": RegisterImport.objects.get(owner=council, purpose="notices").ref
        },
        "integrate/register/export/": {"file": "register.csv"},
        "integrate/register/": {"ref": RegisterEntry.objects.filter(owner=council)[0].ref},
        **_sheets(actors["Tom Ellery"], council),
        **_of_the_survey(actors["Priya Nair"]),
        "integrate/procurements/": {
            "ref": titled["Street trees and their care"].ref,
            "number": 1,
            "engagement": MarketEngagement.objects.get(procurement__owner=council).ref,
        },
        **_before_the_tender(council),
        **_elsewhere(titled[LIGHTING]),
        **_together(council, titled["School meals"], actors["Tom Ellery"]),
        "close_tender": {"ref": titled["Playground repairs"].ref},
        "open_bids": {"ref": titled["Playground repairs"].ref},
        "integrate/procurements/<str:ref>/evaluation/": {
            "ref": heating.ref,
            "bid": OpenedBid.objects.filter(procurement=heating)[0].ref,
            "number": 1,
        },
        "integrate/procurements/<str:ref>/award/": {"ref": adaptations.ref},
        **_of_the_evaluation(heating, adaptations, actors["Tom Ellery"], actors[COLLEAGUE]),
        "sign_contract": {"ref": adaptations.ref},
        "answer_bidders": {"ref": tender.ref, "question": unanswered(tender)[0].ref},
        **_of_decisions(council, titled, actors["Callum Reid"]),
        "tenders/": {"ref": tender.ref, "ask": tender.asks.all()[0].ref},
        "contracts/": {"ref": contract.ref, "number": 1},
        "integrate/contracts/": {"ref": contract.ref},
        "deliveries/": {"ref": _delivery(contract, state="reported", confirmation__state="asked")},
        "resolve_dispute": {"ref": _delivery(contract, state="reported", confirmation__state="disputed")},
        "report_again": {"ref": _delivery(contract, state="returned")},
        **_of_the_directory(actors["Tom Ellery"]),
        **_of_partnerships(actors["Priya Nair"]),
        **_of_the_board(council),
        "evidence/": {"ref": file.ref},
        "evidence/content/": {"signed": _signed(file, actors["Priya Nair"])},
        "jobs/": {"ref": _job(actors["Priya Nair"]).ref},
        "retry_job": {"ref": _job(actors["Priya Nair"], failed=True).ref},
        "mail/": {"signed": links.signed(person=colleague, kind=kinds_to_choose_from()[0])},
        "measure/exceptions/": _exception(council),
        "measure/value-maps/": {
            "ref": ValueMap.objects.get(owner=council).ref,
            "form": "xlsx",
            "number": 2,
        },
        "measure/findings/": {"ref": Finding.objects.get(owner=council, state="open").ref},
        "decide_finding": {"ref": Finding.objects.get(owner=council, state="answered").ref},
        "measure/accounts/": {"ref": drafted.ref, "line": _line(drafted)},
        "published measure/accounts/": {"ref": published.ref, "line": _line(published)},
        "correct_account": {"ref": published.ref},
        "organisations/": {"ref": council.ref},
        "people/": {"ref": colleague.ref, "role": "evaluator"},
        "set-password/": {"secret": secret},
        "shares/": {"share": Share.objects.filter(owner=council, kind="contract")[0].pk},
        "successions/": {"ref": a_body_that_left_a_contract(council, actors["Callum Reid"]).ref},
        "answer_succession": {"ref": a_body_that_asks_to_be_followed(council).ref},
        "account/standing-in/": {"key": _stands_in(colleague, actors["Priya Nair"])},
        "end_sign_in": {"ref": signing_in.SESSION},
        "remove_passkey": {"ref": signing_in.PASSKEY},
        "sign-in/organisation/": {"ref": "NOSUCHREF00"},
        "use_sign_in_link": {"signed": signing_in.LINK},
        "data-protection/records/": {"record": "deliveries"},
        "data-protection/holds/": {"ref": hold.ref},
    }


def _of_the_directory(by: Actor) -> Where:
    """A list that waits, one that was taken in, a pair to look at, and an entry that stands by itself."""
    waiting: dict[str, object] = {"ref": a_waiting_list(by).ref}
    taken: dict[str, object] = {
        "ref": DirectoryList.objects.filter(owner=by.organisation_id, state="taken")[0].ref
    }
    entry = DirectoryEntry.objects.get(owner=by.organisation_id, name="Second Spring Training CIC")
    return {
        **dict.fromkeys(("list_columns", "check_list", "discard_list"), waiting),
        **dict.fromkeys(("directory_list", "undo_list"), taken),
        "directory_link": {"ref": EntryLink.objects.filter(owner=by.organisation_id, state="waiting")[0].ref},
        "directory_entry": {"ref": entry.ref},
        "merge_entries": {"ref": entry.ref},
    }


def _of_partnerships(by: Actor) -> Where:
    """One with members that came in a list, beside those that the demonstration has."""
    partnership = Partnership.objects.get(owner=by.organisation_id)
    taken = a_list(by, MEMBERS, ListKind.MEMBERS, name="members.csv")
    add_list(by=by, partnership=partnership, taken=taken, on=timezone.localdate())
    another = a_list(by, MORE_MEMBERS, ListKind.MEMBERS, name="more.csv")
    member = PartnershipMember.objects.filter(partnership=partnership, entry__received_in=taken)[0]
    return {
        "partnerships/": {"ref": partnership.ref, "taken": taken.ref, "member": member.ref},
        "add_members": {"ref": partnership.ref, "list": another.ref},
    }


def _of_the_board(council: Organisation) -> Where:
    """An open need, the offer to which it was not introduced yet, and an introduction of which nothing is recorded."""
    need = Need.objects.get(owner=council, title="Hands for a community garden")
    made = Introduction.objects.get(owner=council, state="made")
    offer = OfferOfHelp.objects.get(pk=made.offer_id)
    return {
        "board/needs/": {"ref": need.ref, "offer": offer.ref},
        "confirm_need": {
            "signed": needs.signed(what_is_posted(council, Place.objects.get(code="E08000035")))
        },
        "board/offers/": {"ref": offer.ref},
        "board/introductions/": {"ref": made.ref},
    }


def _sheets(by: Actor, council: Organisation) -> Where:
    """A spreadsheet that waits to be taken in, and a contract that was carried in."""
    waiting = upload_sheet(
        by=by,
        purpose="contracts",
        publisher="Fernborough Council",
        licence="",
        name="register.csv",
        content=A_SHEET,
        at=timezone.now(),
    )
    carried_in = Contract.objects.get(owner=council, carried_in__isnull=False)
    sheet: dict[str, object] = {"ref": waiting.ref}
    return {
        "sheet_columns": sheet,
        "check_sheet": sheet,
        "discard_sheet": sheet,
        "signed_page": {"ref": carried_in.ref},
    }


def _of_the_survey(lead: Actor) -> Where:
    """The wave that is prepared, with an organisation that is in doubt; one without a questionnaire; and a list that waits."""
    wave = Wave.objects.get(owner=lead.organisation_id, state="designing")
    asked: dict[str, object] = {
        "ref": wave.ref,
        "number": 1,
        "to": "piloting",
        "organisation": wave.organisations.filter(standing="sure")[0].ref,
    }
    with change(by=lead, owner=wave.owner_id, reason="For a test"):
        doubtful = FrameOrganisation.objects.create(
            owner=wave.owner, root=wave.root, wave=wave, name="Old Fern", known_as="name old fern",
            standing="doubtful", why="It was divided", listed_as=["Old Fern"],
        )  # fmt: skip
    another = a_wave(lead, title="Another")
    taken: dict[str, object] = {"ref": wave.lists.get(state="taken").ref}
    return {
        "tracker/waves/": asked,
        "decide_who": {**asked, "organisation": doubtful.ref},
        "take_instrument": {"ref": another.ref},
        "tracker/lists/": {"ref": uploaded(lead, wave, [A_CONTACT]).ref},
        "frame_list": taken,
        "undo_frame_list": taken,
        **_of_fieldwork(lead),
    }


def _of_fieldwork(lead: Actor) -> Where:
    """The wave that is in the field: one who has begun, one who is to be called, and two who differ."""
    wave = Wave.objects.get(owner=lead.organisation_id, state="fielding")
    begun, called = wave.contacts.get(name="Ellis Brook"), wave.contacts.get(name="Ivo Tate")
    differs = wave.contacts.get(name="Colm Bray")
    ref: dict[str, object] = {"ref": wave.ref}
    link: dict[str, object] = {"signed": signed(begun), "number": 7}
    trial = Interview.objects.filter(wave=wave, contact=None)[0].ref
    answers = {**ref, "organisation": differs.organisation.ref}
    settled = {**answers, "question": "C2", "chosen": Interview.objects.get(contact=differs).ref}
    return {
        "survey/": link,
        **dict.fromkeys(
            (
                "wave_invitations",
                "call_queue",
                "diary",
                "trials",
                "wave_answers",
                "wave_progress",
                "wave_quotas",
            ),
            ref,
        ),
        "call": {**ref, "contact": called.ref},
        "make_appointment": {**ref, "contact": called.ref},
        "interview_part": {**ref, "contact": called.ref, "number": 7},
        "finish_interview": {**ref, "contact": begun.ref},
        "call_off_appointment": {
            **ref,
            "appointment": Appointment.objects.filter(wave=wave, state="made")[0].ref,
        },
        "trial_part": {**ref, "interview": trial, "number": 5},
        "organisation_answers": answers,
        "settle_answer": settled,
    }


def _of_the_evaluation(
    heating: Procurement, adaptations: Procurement, commissioner: Actor, colleague: Actor
) -> Where:
    """Of the one that is being scored, and of the one whose points are locked. Moderation of a bid of the first has begun."""
    first, second = OpenedBid.objects.filter(procurement=heating).order_by("pk")
    scored = {each.ref for each in evaluation.scored_criteria(heating)}
    interests.declare(
        by=colleague, procurement=heating, has_interest=False, detail="", on=timezone.localdate()
    )
    for each in (first, second):
        evaluation.score(
            by=colleague,
            opened_bid=each,
            points=dict.fromkeys(scored, 3),
            reasons=dict.fromkeys(scored, "As it was written."),
        )
    moderation.begin_moderation(by=commissioner, opened_bid=second, at=timezone.now())
    adviser = Influence.objects.get(procurement=heating, person=None)
    locked: dict[str, object] = {"ref": adaptations.ref}
    asked = BidClarification.objects.get(procurement=heating, bidder__name=REPAIRS)
    return {
        "integrate/procurements/<str:ref>/conflicts/": {
            "ref": heating.ref,
            "influence": adviser.ref,
            "declaration": adviser.declarations.get().ref,
        },
        "moderate_bid": {"ref": heating.ref, "bid": second.ref},
        "begin_moderation": {"ref": heating.ref, "bid": first.ref},
        **dict.fromkeys(("agreement", "compare_bids", "robustness", "robustness_file"), locked),
        "bid_clarification": {"ref": heating.ref, "clarification": asked.ref},
    }


def _of_decisions(council: Organisation, titled: dict[str, Procurement], supplier: Actor) -> Where:
    """The other routes, an award that is told once `before` has told it, a letter, and a variation that is proposed."""
    first_stage = titled["Community transport"]
    repairs = Contract.objects.get(title="Repairs and maintenance of council homes")
    adaptations = titled["Adaptations for disabled tenants"]
    note = ProcurementNote.objects.filter(owner=council)[0]
    return {
        "integrate/procurements/<str:ref>/first-stage/": {
            "ref": first_stage.ref,
            "asked": ParticipationRequest.objects.get(procurement=first_stage).ref,
        },
        "take_part": {"ref": first_stage.ref},
        "propose_directly": {"ref": titled["Licence for the housing system"].ref},
        "integrate/procurements/<str:ref>/no-award/": {"ref": titled["Community centre heating"].ref},
        "tell_outcome": {"ref": adaptations.ref},
        "told": {"ref": adaptations.ref, "slug": "uk4"},
        "outcomes/": {
            "ref": OutcomeLetter.objects.get(
                procurement=repairs.procurement, bidder_id=supplier.organisation_id
            ).ref
        },
        "check_note": {"ref": note.procurement.ref, "noted": note.ref},
        "variation": {"ref": repairs.ref, "number": 1},
        "propose_variation": {"ref": Contract.objects.get(title="New roofs on the Northfield estate").ref},
    }


def _before_the_tender(council: Organisation) -> Where:
    """The consultation that is open, the one that is written, the one with results; and what else stands before a tender."""
    of = {each.title: each for each in Consultation.objects.filter(owner=council)}
    one, written = of[asked_first.TREES], of[asked_first.MEALS]
    return {
        "pass_gate": {"ref": GateOverride.objects.get(owner=council).procurement.ref},
        "integrate/involved/": {"ref": Involvement.objects.filter(owner=council)[0].ref},
        "integrate/what-if/": {"ref": ScenarioRun.objects.get(owner=council).ref},
        "integrate/consultations/": {
            "ref": one.ref,
            "event": ConsultationEvent.objects.get(consultation=one).ref,
            "change": one.changes.all()[0].ref,
            "kind": "response",
            "said": one.responses.filter(state="waiting")[0].ref,
        },
        "edit_consultation": {"ref": written.ref, "question": written.questions.all()[0].ref},
        "publish_consultation": {"ref": of[asked_first.GROUNDS].ref},
        "have-your-say/": {"ref": one.ref},
    }


def _elsewhere(lighting: Procurement) -> Where:
    """A tender on another portal: all of it has come back but the award."""
    back: dict[str, object] = {
        "ref": lighting.ref,
        "bid": lighting.elsewhere_bids.all()[0].ref,
        "form": "xlsx",
    }
    return {"elsewhere": back}


def _together(council: Organisation, led: Procurement, by: Actor) -> Where:
    """What a landlord leads and asks the council into, and one that the council leads."""
    share_out(
        by, led.ref, {COUNCIL: "50", WITHOUT_POLICY: "50"}, because="For a test", on=timezone.localdate()
    )
    asked = JointPart.objects.get(organisation=council, joint__procurement__title=ASKED)
    return {"integrate/joint/": {"ref": asked.joint.ref}, "led": {"ref": led.ref}}


def _of_the_life_of_the_policy(council: Organisation, draft: PolicyVersion, lead: Actor) -> Where:
    """Parts of the draft and of the version that stands, and what is asked and said of the draft once it is out for comment."""
    now = timezone.now()
    slug = {"slug": "fernborough-council", "ref": draft.policy.ref}
    recipient = Organisation.objects.get(name="Fernborough Together", invented=True)

    def a_comment(state: str, **more: Any) -> PolicyComment:
        ref = new_reference()
        return PolicyComment.objects.create(
            owner=council, ref=ref, root=ref, policy_version=draft, said_for="A partner", said_at=now,
            words="Well said.", state=state, **more,
        )  # fmt: skip

    with change(by=lead, owner=council.pk, reason="For a test"):
        waiting = a_comment("waiting")
        shown = a_comment(
            "shown",
            answer_kind="changed",
            answer="Done.",
            answered_by_id=lead.person_id,
            answered_on=now.date(),
        )
        ref, asked = new_reference(), new_reference()
        invitation = PolicyInvitation.objects.create(
            owner=council, ref=ref, root=ref, policy_version=draft, name="A group", email="group@x.example",
            comment_by=now.date() + timedelta(days=30), invited_by_id=lead.person_id, invited_on=now.date(),
        )  # fmt: skip
        CoSignature.objects.create(
            owner=council, ref=asked, root=asked, policy_version=draft, organisation=recipient,
            asked_by_id=lead.person_id, asked_on=now.date(),
        )  # fmt: skip
    standing = StrategicCommitment.objects.filter(policy_version__state="adopted")
    return {
        "define/principles/": {"ref": draft.principles.all()[0].ref},
        "define/commitments/": {"ref": draft.strategic_commitments.all()[0].ref},
        "adopted define/commitments/": {"ref": standing[0].ref},
        "define/comments/": {"ref": waiting.ref},
        "answer_comment": {"ref": shown.ref},
        "define/co-signatures/": {"ref": asked},
        "comment-on-policy/": {"signed": consultation.signed(invitation)},
        "policies/": {**slug, "number": 2},
        "draft policies/": {**slug, "number": draft.number},
    }


def _packs(lead: Actor) -> Where:
    """One in use, of which a value is set under licence; one that nothing uses; one that was only uploaded."""
    now = timezone.now()
    dated: dict[str, Any] = {"on": now.date(), "at": now, "expires_on": None}
    used, unused = a_pack(lead, **dated), a_pack(lead, edition="v2", **dated)
    uploaded = an_uploaded_pack(lead, edition="v4", **dated)
    version = PolicyVersion.objects.get(owner=lead.organisation_id, state="draft")
    outcome = Outcome.objects.filter(priority__policy_version=version)[0]
    chosen = choosing.choose_from_pack(
        by=lead,
        outcome=outcome,
        measure=PackMeasure.objects.get(pack=used, code="QX1"),
        title="",
        counts="",
        with_values=True,
        on=now.date(),
    )
    everyones = Proxy.objects.filter(owner=lead.organisation_id, pack=None)[0]
    return {
        "define/packs/": {"ref": used.ref, "measure": "QX2"},
        "a pack that nothing uses": {"ref": unused.ref},
        **{name: {"ref": uploaded.ref} for name in ("pack_columns", "check_pack", "discard_pack")},
        "define/values/": {"ref": Proxy.objects.filter(measure=chosen)[0].ref},
        "adopted define/values/": {"ref": everyones.ref},
    }


def a_body_that_left_a_contract(council: Organisation, supplier: Actor) -> Organisation:
    """A district that was merged into the council, by the operator's word, and of which a contract runs on."""
    ended = _a_district("Lower Fern District Council")
    with declared(person=None, organisation=None, reason="For a test"), as_tenant(ended.pk):
        today = timezone.localdate()
        ref = new_reference()
        Contract.objects.create(
            owner=ended,
            ref=ref,
            root=ref,
            supplier_id=supplier.organisation_id,
            title="Cleaning",
            amount=Decimal(1000),
            starts_on=today - timedelta(days=100),
            ends_on=today + timedelta(days=100),
            signed_on=today - timedelta(days=100),
        )
    recording.record(
        by=None,
        predecessor=ended,
        successors=[council],
        kind=SuccessionKind.MERGED,
        first_day=timezone.localdate(),
        source="An order",
    )
    return ended


def a_body_that_asks_to_be_followed(council: Organisation) -> Organisation:
    """A district whose administrator wrote down that the council follows it: the council has not said yes."""
    ending = _a_district("Upper Fern District Council")
    with declared(person=None, organisation=None, reason="For a test"):
        person = Person.objects.create(name="Una Fern", email="una@fern.example")
        Membership.objects.create(
            person=person, organisation=ending, role="administrator", from_day=timezone.localdate()
        )
    by = actor_for(person=person, organisation=ending, on=timezone.localdate())
    assert by is not None
    recording.record(
        by=by,
        predecessor=ending,
        successors=[council],
        kind=SuccessionKind.MERGED,
        first_day=timezone.localdate() + timedelta(days=100),
        source="An order",
    )
    return ending


def _a_district(name: str) -> Organisation:
    with declared(person=None, organisation=None, reason="For a test"):
        return Organisation.objects.create(
            name=name,
            sector="local_authority",
            nation="england",
            origin="entered",
            takes_part=True,
            invented=True,
        )


def _exception(council: Organisation) -> dict[str, object]:
    """One about which no finding is open."""
    asked = set(Finding.objects.filter(owner=council).values_list("kind", "thing"))
    for kind in KINDS:
        for row in kind.rows(council.pk, timezone.localdate()):
            thing = kind.describe(row).thing
            if (kind.key, thing) not in asked:
                return {"kind": kind.key, "thing": thing}
    raise LookupError


def _job(by: Actor, *, failed: bool = False) -> Job:
    with change(by=by, owner=by.organisation_id, reason="For a test"):
        job = enqueue(
            kind=SEND, title="For a test", owner=by.organisation_id, by=by, payload={"mail": "none"}
        )
        if failed:
            Queued.objects.filter(job=job).delete()
            job.state, job.finished_at, job.words = JobState.FAILED, timezone.now(), "For a test."
            job.save(update_fields=["state", "finished_at", "words"])
    return job


def _refs(model: Any, contract: Contract) -> list[str]:
    return list(model.objects.filter(commitment__contract=contract).values_list("ref", flat=True))


def _delivery(contract: Contract, **which: str) -> str:
    """One for the council's recipient of the table where it has one."""
    found = Delivery.objects.filter(commitment__contract=contract, **which)
    mine = found.filter(recipient__name="Fernborough Together").first() or found.first()
    assert mine is not None
    return str(mine.ref)


def _stands_in(colleague: Person, lead: Actor) -> int:
    """The key of a delegation that begins tomorrow, so that it makes nobody one with anybody today."""
    today = timezone.localdate()
    (made,) = delegations.delegate(
        by=lead,
        email=colleague.email,
        roles=[Role.LEAD],
        from_day=today + timedelta(days=1),
        until_day=today + timedelta(days=8),
        reason="On leave",
        on=today,
        at=timezone.now(),
    )
    return made.pk


def _signed(file: EvidenceFile, reader: Actor) -> str:
    """The last part of the address that a reader is sent to."""
    return address_of(file, reader=reader).rstrip("/").rpartition("/")[2]


def _line(account: Account) -> str:
    return str(AccountLine.objects.filter(account=account).values_list("ref", flat=True)[0])
