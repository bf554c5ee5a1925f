"""Forms as a person sends them: what the page holds already, and what they fill in."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from fourfold.define.actions import consultation, one_sitting, policies
from fourfold.define.models import PolicyVersion
from fourfold.define.queries.issues import ungrouped
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import change
from fourfold.ground.people.queries import actor_for
from fourfold.ground.people.tables import Person
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands.demonstration.cast import COUNCIL, LANDLORD, PASSPHRASE, REPAIRS
from fourfold.integrate.actions import (
    award,
    bids,
    conflicts,
    elsewhere,
    elsewhere_award,
    evaluation,
    interests,
    no_award,
    outcome,
    routes,
    variations,
)
from fourfold.integrate.actions.routes import Chosen
from fourfold.integrate.models import Ask, Award, Procurement, RouteChoice, Variation
from fourfold.integrate.rules.routes import Route
from fourfold.measure.actions import accounts
from fourfold.measure.models import Account
from tests.builders import signing_in
from tests.builders.directory import CHARITIES
from tests.builders.everyone import A_CONTACT, A_SHEET, HERE, STRANGER, WITHOUT_POLICY
from tests.builders.packs import as_csv
from tests.builders.waves import a_csv
from tests.ground.web.markup import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.builders.everyone import World

NEW_PASSWORD = "seven quiet herons wade"
# Forms that stand on every page beside its own.
OF_EVERY_PAGE = {"/language/", "/sign-out/", "/switch-organisation/"}
WORDS = "Words for a test."
# Of a policy in one sitting.
ANSWERS = {
    "title": "Our policy",
    "size_band": "staff_under_10",
    "themes": ["work"],
    "needs": {},
    "doing": "",
    "post": "The clerk",
    "body": "The trustees",
    "review_years": 1,
}


class _Fields:
    """The fields of the posted forms of a page, read token by token."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = {}
        self._checked: set[str] = set()
        self._posted = False
        self._text_box = ""
        self._choice = ""

    def opens(self, tag: str, got: Mapping[str, str]) -> None:
        name, value, kind = got.get("name", ""), got.get("value", ""), got.get("type", "")
        if tag == "form":
            self._posted = got.get("method") == "post" and got.get("action", "") not in OF_EVERY_PAGE
        elif not self._posted:
            return
        elif tag == "textarea":
            self._text_box, self.found[name] = name, [WORDS]
        elif tag == "select":
            self._choice, self.found[name] = name, []
        elif tag == "option":
            if value and ("selected" in got or not self.found[self._choice]):
                self.found[self._choice] = [value]
        elif kind in {"radio", "checkbox"}:
            self._offered(name, value, kind, checked="checked" in got)
        elif tag == "input" and kind != "file":
            self.found[name] = [value]

    def _offered(self, name: str, value: str, kind: str, *, checked: bool) -> None:
        if checked:
            self.found[name] = [*(self.found[name] if name in self._checked else []), value]
            self._checked.add(name)
        elif kind == "radio":
            self.found.setdefault(name, [value])

    def closes(self, tag: str) -> None:
        if tag == "textarea":
            self._text_box = ""

    def says(self, words: str) -> None:
        if self._text_box:
            self.found[self._text_box] = [words]


def fields_on(html: str) -> dict[str, list[str]]:
    """What a browser would send of the page's posted forms; an empty text box gets words, an open choice its first."""
    fields = _Fields()
    for token in tokens(html):
        if not isinstance(token, str):
            tag, attributes = token
            fields.opens(tag, dict(attributes))
        elif token.startswith("/"):
            fields.closes(token.removeprefix("/"))
        else:
            fields.says(token)
    return fields.found


def _day(ahead: int) -> str:
    day = timezone.localdate() + timedelta(days=ahead)
    return f"{day.day} {day:%B %Y}"


def _ask(world: World) -> dict[str, object]:
    """The first ask of the procurement that is being prepared, and the version at which it stands."""
    council = Organisation.objects.get(name=COUNCIL, invented=True)
    with as_tenant(council.pk):
        one = Ask.objects.select_related("procurement").filter(
            procurement__ref=world.where["integrate/procurements/"]["ref"]
        )[0]
        return {"ask": one.ref, "version": one.procurement.version}


def _version_of_what_is_prepared(world: World) -> int:
    council = Organisation.objects.get(name=COUNCIL, invented=True)
    with as_tenant(council.pk):
        return Procurement.objects.get(ref=world.where["integrate/procurements/"]["ref"]).version


def _an_issue() -> list[str]:
    """One of the council's that counts and is in no group yet."""
    council = Organisation.objects.get(name=COUNCIL, invented=True)
    with as_tenant(council.pk):
        return [ungrouped(council.pk)[0].ref]


def _text_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("register.txt", b"Twelve people came.", content_type="text/plain")


def _tender(world: World) -> str:
    return str(world.where["tenders/"]["ref"])


def _workbook(world: World) -> SimpleUploadedFile:
    """With what the draft of its supplier says, which nothing is wrong with."""
    filled = world.clients["its supplier"].get(f"/tenders/{_tender(world)}/bid/workbook/filled/")
    return SimpleUploadedFile("bid.xlsx", filled.content)


def _questions_elsewhere(world: World) -> SimpleUploadedFile:
    """The workbook that went out to the other portal, as it went."""
    ref = world.where["elsewhere"]["ref"]
    made = world.clients["commissioner"].get(f"/integrate/procurements/{ref}/elsewhere/questions.xlsx")
    return SimpleUploadedFile("answers.xlsx", made.content)


def filled_in(name: str, world: World, fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """What is sent to the address `name` beside `fields`, those that its page shows."""
    passwords = {"new": NEW_PASSWORD, "again": NEW_PASSWORD}
    # What has to be looked up is looked up for its own address alone: this is asked thousands of times.
    looked_up: dict[str, Callable[[], dict[str, Any]]] = {
        "remove_ask": lambda: _ask(world),
        "elsewhere_answers": lambda: {
            "bidder": REPAIRS,
            "workbook": _questions_elsewhere(world),
            "next": "take",
        },
        "put_issues_together": lambda: {"title": "Buses", "issues": _an_issue()},
        "choose_route": lambda: {"because": WORDS, "version": _version_of_what_is_prepared(world)},
        "bid_workbook": lambda: {"workbook": _workbook(world)},
        "write_down_succession": lambda: {
            "kind": "merged",
            "on": _day(100),
            "successor": Organisation.objects.get(name=REPAIRS, invented=True).ref,
            "second": "",
            "third": "",
            "source": "An order",
            "source_href": "",
            "sure": "on",
        },
    }
    if name in looked_up:
        return looked_up[name]()
    every: dict[str, dict[str, Any]] = {
        # Somebody who has not signed in yet today, which is what is written down of them.
        "sign_in": {"email": "marek@fernborough.example", "password": "nobody types this"},
        "contract_staff": {"full_time": "12"},
        "switch_organisation": {"organisation": str(world.where["organisations/"]["ref"])},
        "set_password": passwords,
        "own_account": {**passwords, "current": "nobody types this"},
        # A quantity that people score has no bands.
        "choose_asks": {"bands": ""},
        "opening_passphrase": {"passphrase": NEW_PASSWORD, "again": NEW_PASSWORD, "old": PASSPHRASE},
        "enter_organisation": {
            "name": "The Larches Trust",
            "sector": "charity",
            "nation": "england",
            "size_band": "not_known",
        },
        **signing_in.filled_in(),
        "give_role": {
            "email": "new@x.example",
            "name": "New Person",
            "role": "evaluator",
            "from_day": _day(0),
        },
        "keep_for": {"kept": "5 years"},
        "place_hold": {"record": "", "person": ""},
        "erase_person": {"decision": "erase"},
        "end_role": {"last_day": _day(0)},
        "leave": {"last_day": _day(0)},
        "new_policy": {"title": "Our policy"},
        "adopt_policy": {"body": "Cabinet", "on": _day(0), "sure": "yes"},
        "need_place": {"place": "Leeds"},
        "new_need_import": {
            "file": SimpleUploadedFile("n.csv", b"area code,value\nE08000035,1.5\n"),
            "code_column": "area code",
            "value_column": "value",
            "title": "Young people out of work",
            "unit": "%",
            "as_of": _day(-9),
            "source_title": "A study",
            "source_publisher": "A university",
            "source_href": "",
            "licence": "OGL 3.0",
        },
        "choose_need": {"figures": ["imd2025:income"]},
        "new_priority_default": {"kind": "works", "from_amount": "750000"},
        "set_contract_step": {"from_amount": "2000000", "most": "all"},
        "enter_issue": {"named_by": "A meeting", "heard_on": _day(-9)},
        "name_issue": {"organisation": LANDLORD, "heard_on": _day(-9)},
        "edit_issue_group": {"priority": ""},
        "priority_theme": {"theme": "health"},
        "count_with_peers": {"counted": "yes"},
        "procurement_service": {"service": "none"},
        "contract_clauses": {"clause_1": "Schedule 9"},
        "publish_leads": {"take_back": "yes"},
        "appoint_lead": {"person": "", "name": "Ann Lee"},
        "hand_over_lead": {"person": "", "name": "Ann Lee"},
        "arrange_leadership": {"shared": "yes", "body": "Cabinet", "decided_on": _day(0)},
        "services": {"name": "Libraries"},
        "plan_staff_message": {
            "words": "I ask for proof.",
            "audience": "Buyers",
            "how": "A meeting",
            "audience_size": "40",
            "planned_for": _day(9),
            "carried_by": "",
        },
        "edit_staff_message": {"audience_size": "40", "planned_for": _day(9), "carried_by": ""},
        "record_staff_message": {"told_on": _day(0), "reached": "20", "asked": "5", "said_back": "4"},
        "new_priority": {"title": "Warm homes"},
        "new_principle": {"title": "Kindness"},
        "new_strategic_commitment": {"title": "Plant trees.", "answers": "Head of parks", "due_on": ""},
        "edit_strategic_commitment": {"due_on": ""},
        "edit_policy_background": {"mission_title": "Our plan", "mission_href": ""},
        "invite_to_comment": {"organisation": REPAIRS, "comment_by": _day(20)},
        "invite_by_mail": {"name": "A club", "email": "club@x.example", "comment_by": _day(20)},
        "ask_co_signer": {"organisation": REPAIRS},
        "comment_on_policy": {"priority": ""},
        "comment_by_link": {"priority": ""},
        "one_sitting_step": {"title": "Our policy", "size_band": "staff_under_10"},
        "new_outcome": {"title": "Warmer homes"},
        "new_measure": {"title": "Homes insulated"},
        "set_value": {
            "title": "What one is worth",
            "value": "12.50",
            "source_title": "A study",
            "source_publisher": "A university",
            "source_href": "https://example.org/study",
            "licence": "OGL 3.0",
            "read_on": _day(0),
        },
        "bring_pack": {
            "file": SimpleUploadedFile("pack.csv", as_csv()),
            "title": "Another pack",
            "edition": "1",
            "publisher": "A publisher",
            "licence_holder": "The council",
            "licence": "Licence 1",
            "expires_on": _day(100),
            "price_year": "2024",
        },
        "import_register": {"file": SimpleUploadedFile("r.json", world.register)},
        "new_wave": {
            "title": "The sector next year",
            "sectors": ["local_authority"],
            "opens_on": _day(30),
            "closes_on": _day(60),
            "embargo_until": "",
            "contacts_kept_until": _day(90),
        },
        "edit_wave": {"embargo_until": ""},
        "take_instrument": {"taken_from": "shipped"},
        "sign_off_instrument": {"signed_by": "R Roe", "signed_on": _day(0)},
        "bring_frame_list": {
            "file": SimpleUploadedFile("l.csv", a_csv([A_CONTACT])),
            "source": "A federation",
        },
        "decide_who": {"body": "none"},
        "opt_out": {"email": "somebody@x.example"},
        "wave_invitations": {"round": "1", "most": "1"},
        "call": {"outcome": "3.13"},
        "settle_answer": {"chosen": world.where["settle_answer"]["chosen"]},
        "wave_quotas": {"stratum_0": "7"},
        "import_sheet": {
            "file": SimpleUploadedFile("r.csv", A_SHEET),
            "purpose": "contracts",
            "publisher": "Anyshire",
        },
        "signed_page": {"page": SimpleUploadedFile("page.txt", b"Signed by both.")},
        "start_procurement": {"title": "Bus shelters"},
        "open_tender": {
            "openers": [
                world.actors[name].person_ref for name in ("Priya Nair", "Grace Okafor", "Aisha Rahman")
            ],
            "closes_on": _day(30),
            "closes_time": "12:00",
            "open": "yes",
        },
        "agree_to_pass": {"version": 1},
        "agree_to_part": {"version": 1},
        "new_engagement": {
            "title": "A meeting",
            "starts_on": _day(-9),
            "ends_on": _day(-9),
            "notice_on": "",
            "notice_reference": "",
        },
        "edit_engagement": {"notice_on": "", "notice_reference": ""},
        "enter_involved": {"who": "A group"},
        "enter_involved_in_all": {"who": "A group"},
        "new_consultation": {
            "title": "What matters to you?",
            "closes_on": _day(20),
            **dict.fromkeys(("procurement", "service", "moderator"), ""),
        },
        "new_consultation_question": {"words": "What matters to you?"},
        "show_all_said": {"refs": [world.where["integrate/consultations/"]["said"]]},
        "new_consultation_event": {"title": "A walk", "held_on": _day(-1)},
        # Of the rows for criteria, those without a title stay empty.
        "set_weights": {
            # The second is judged by its parts, and asked under them.
            "question_1": "",
            **{
                f"{part}_{title.removeprefix('title_')}": ""
                for title, typed in fields.items()
                for part in ("family", "question")
                if title.startswith("title_") and typed == [""]
            },
        },
        "elsewhere": {"portal": "A portal", "reference": "R-1", "link": ""},
        "send_elsewhere": {"closes_on": _day(20), "closes_time": "noon"},
        "elsewhere_scores": {
            "sheet": SimpleUploadedFile(
                "points.csv", f"Bidder,Criterion,Points\n{REPAIRS},Social value,4".encode()
            ),
            "next": "take",
        },
        "elsewhere_award": {
            "value": "600000",
            "decided_on": _day(-1),
            "told_on": _day(0),
            "evidence": _text_file(),
        },
        "joint_procurement": {"organisation_1": WITHOUT_POLICY, "share_0": "60", "share_1": "40"},
        "first_stage": {"closes_on": _day(20), "closes_time": "noon"},
        "propose_directly": {"price": "42000"},
        "notice": {"reference": "2026/S 000-012345", "published_on": _day(0)},
        "set_indicator": {"title": "Calls answered"},
        "procurement_notes": {"theme": "image", "text": WORDS, "aimed_at": "yes"},
        "propose_variation": {
            "effective_on": _day(30),
            "amount": "3900000",
            "ground": "small",
            "new_measure": "",
            "changes_scope": "no",
            "favours_supplier": "no",
            "changes_nature": "no",
            **{name: [] for name in fields if name.startswith("waive_")},
        },
        "moderate_bid": dict.fromkeys((each for each in fields if each.startswith("points_")), "3"),
        "open_bids": {"passphrase": PASSPHRASE},
        "declare": {"has_interest": "no", "detail": ""},
        "resume_bid": {"start": "again"},
        "take_bid_away": {
            "resume_code": world.clients["its supplier"].cookies[f"draft-{_tender(world)}"].value
        },
        "bid_files": {"file": _text_file(), "belongs_to": ""},
        "remove_bid_file": {"file": "0" * 64},
        "exclude_bid": {"because": WORDS},
        "begin_bidding": {
            "email": "new@small.example",
            "name": "Ines Small",
            "organisation": "Small & Daughters",
            "sector": "private",
        },
        "withdraw_bid": {"because": WORDS},
        "verify_delivery": {"decision": "return"},
        "answer_delivery": {"answer": "yes"},
        "be_found": {
            "places": "",
            "postcode": "",
            "website": "",
            "company_number": "12345678",
            "charity_number": "",
        },
        "bring_list": {
            "file": SimpleUploadedFile("c.csv", CHARITIES.encode()),
            "kind": "charities",
            "publisher": "Register of charities",
        },
        "merge_entries": {"other": "Marlpit Food Share"},
        "post_need": {
            "to": COUNCIL,
            "group": "Quillbridge Breakfasts",
            "title": "Hands",
            "quantity": "4",
            "place": "",
            "starts_on": _day(10),
            "ends_on": _day(20),
            "priority": "",
            "name": "Robin Quill",
            "email": "robin@quill.example",
        },
        "decide_need": {"to": "met", "because": ""},
        "make_offer": {
            "title": "Hands",
            "capacity": "4",
            "place": "",
            "starts_on": _day(10),
            "ends_on": _day(20),
        },
        "introduction_outcome": {"to": "helped", "quantity": "4", "outcome": WORDS},
        "add_members": {"list": str(world.where["add_members"]["list"])},
        "begin_partnership": {"title": "Warm homes", "starts_on": _day(-20), "ends_on": "", "agreed_on": ""},
        "add_member": {"organisation": REPAIRS, "entry": ""},
        "member_brings": {"kind": "in_kind", "words": WORDS, "amount": ""},
        "partnership_benefit": {
            "starts_on": _day(-20),
            "ends_on": _day(-10),
            "amount": "",
            "method": "",
            "confidence": "",
        },
        "report_delivery": {
            "quantity": "1",
            "starts_on": _day(-20),
            "ends_on": _day(-10),
            "evidence": _text_file(),
            "recipient": "",
            "place": "",
        },
        "report_again": {"quantity": "1"},
        "delegate": {
            "email": "marek@fernborough.example",
            "roles": ["lead"],
            "from_day": _day(0),
            "until_day": _day(10),
            "reason": "On leave",
        },
        "choose_mail": {"wanted": []},
        "revoke_share": {"reason": WORDS},
        "make_token": {"name": "For a test", "scopes": ["define:read"], "last_day": _day(0)},
        "raise_finding": {"due_on": _day(7)},
        "new_value_map": {"title": "A garden"},
        # Of the lines to spare, those without a name stay empty.
        "value_map_inputs": {name: "" for name, typed in fields.items() if typed == [""]},
        "new_value_map_row": {
            **dict.fromkeys(("deadweight", "displacement", "attribution", "leakage", "drop_off"), ""),
            "stakeholder": "Residents",
            "outcome": "Shade",
            "quantity": "3",
            "value": "20",
            "duration_years": "1",
            "unit": "trees",
            "per": "trees",
        },
    }
    return every.get(name, {})


def before(name: str, world: World) -> None:
    """What happens before the address is of use: an account is assured before it is signed."""
    signing_in.before(name, world)
    now = timezone.now()
    actors, where = world.actors, world.where
    council = Organisation.objects.get(name=COUNCIL, invented=True)

    def draft_policy() -> PolicyVersion:
        at = where["define/policies/"]
        return PolicyVersion.objects.get(policy__ref=at["ref"], number=str(at["number"]))

    def agree_points() -> None:
        heating = Procurement.objects.get(ref=where["integrate/procurements/<str:ref>/evaluation/"]["ref"])
        criteria = [each.ref for each in evaluation.scored_criteria(heating)]
        for bid in heating.opened_bids.all():
            evaluation.moderate(
                by=actors["Tom Ellery"],
                opened_bid=bid,
                points=dict.fromkeys(criteria, Decimal(3)),
                reasons=dict.fromkeys(criteria, WORDS),
            )

    def proposed() -> Award:
        return Award.objects.get(procurement__ref=where["sign_contract"]["ref"])

    def without_award() -> None:
        with change(by=actors["Tom Ellery"], owner=council.pk, reason="For a test"):
            proposed().delete()

    def approve() -> None:
        award.approve(by=actors["Grace Okafor"], award=proposed(), on=now.date())

    def tell() -> None:
        approve()
        fresh = Award.objects.select_related("procurement__owner", "opened_bid__bidder")
        told = outcome.tell(by=actors["Tom Ellery"], award=fresh.get(pk=proposed().pk), on=now.date(), at=now)
        # As above the threshold, where a standstill can be ended before its time.
        with change(by=actors["Tom Ellery"], owner=council.pk, reason="For a test"):
            type(told).objects.update(must_stand_still=True)

    def propose_nobody() -> None:
        heating = Procurement.objects.get(ref=where["integrate/procurements/<str:ref>/no-award/"]["ref"])
        interests.declare(
            by=actors["Grace Okafor"], procurement=heating, has_interest=False, detail="", on=now.date()
        )
        no_award.propose(by=actors["Tom Ellery"], procurement=heating, reason=WORDS, on=now.date())

    def in_stages() -> None:
        trees = Procurement.objects.get(ref=where["integrate/procurements/"]["ref"])
        chosen = Chosen(Route.MULTI_STAGE, WORDS, conditions=WORDS)
        routes.choose(
            by=actors["Tom Ellery"], procurement=trees, chosen=chosen, version=trees.version, on=now.date()
        )

    def still_time_to_ask() -> None:
        with change(by=actors["Tom Ellery"], owner=council.pk, reason="For a test"):
            RouteChoice.objects.filter(requests_close_at__isnull=False).update(
                requests_close_at=now + timedelta(days=9)
            )

    def approve_variation() -> None:
        variations.approve(
            by=actors["Grace Okafor"],
            variation=Variation.objects.select_related("contract").get(),
            on=now.date(),
        )

    def drafted() -> Account:
        return Account.objects.get(ref=where["measure/accounts/"]["ref"])

    def assure() -> None:
        accounts.assure(by=actors["Ruth Bell"], account=drafted(), on=now.date())

    def sign() -> None:
        assure()
        accounts.sign(by=actors["Grace Okafor"], account=drafted(), on=now.date())

    def act_for_one_without_policy() -> None:
        other = Organisation.objects.get(name=WITHOUT_POLICY, invented=True)
        for who in HERE:
            session = world.clients[who].session
            session["organisation"] = other.ref
            with declared(person=None, organisation=None, reason="For a test"):
                session.save()

    def put_out() -> None:
        policies.put_out_for_comment(by=actors["Priya Nair"], version=draft_policy())

    def ask_for_a_name() -> None:
        put_out()
        version, recipient = (
            draft_policy(),
            Organisation.objects.get(name="Fernborough Together", invented=True),
        )
        with change(by=actors["Priya Nair"], owner=council.pk, reason="For a test"):
            ref = str(where["define/co-signatures/"]["ref"])
            consultation.open_to(version, recipient, also=ref, kind="signature", on=now.date())

    def answer_the_questions() -> None:
        act_for_one_without_policy()
        for organisation, who in ((WITHOUT_POLICY, "Priya Nair"), (STRANGER, "lead elsewhere")):
            person = Person.objects.get(name=who)
            body = Organisation.objects.get(name=organisation, invented=True)
            by = actor_for(person=person, organisation=body, on=now.date())
            assert by is not None
            with as_tenant(body.pk):
                one_sitting.keep(by=by, answers=ANSWERS, at=now)

    def throw_draft_away() -> None:
        bidder = actors["Callum Reid"]
        with as_tenant(bidder.organisation_id):
            tender = Procurement.objects.get(ref=_tender(world))
            bids.discard_draft(by=bidder, procurement=tender, at=now)

    def mark_as_elsewhere() -> None:
        trees = Procurement.objects.get(ref=where["integrate/procurements/"]["ref"])
        elsewhere.mark(
            by=actors["Tom Ellery"], procurement=trees, portal="P", reference="R", link="", on=now.date()
        )

    def know_who_bids() -> Procurement:
        lighting = Procurement.objects.get(ref=where["elsewhere"]["ref"])
        tom = actors["Tom Ellery"]
        interests.declare(by=tom, procurement=lighting, has_interest=False, detail="", on=now.date())
        conflicts.assess(by=tom, procurement=lighting, looked_for=WORDS, on=now.date())
        return lighting

    def award_elsewhere() -> None:
        bid = know_who_bids().elsewhere_bids.select_related("bidder", "procurement")[0]
        decided = elsewhere_award.Decided(Decimal(1), now.date(), WORDS, now.date(), None)
        elsewhere_award.propose_elsewhere(
            by=actors["Tom Ellery"], bid=bid, decided=decided, evidence=("a.txt", b"An award."), at=now
        )

    steps: dict[str, Callable[[], object]] = {
        "take_bids_here": mark_as_elsewhere,
        "send_elsewhere": mark_as_elsewhere,
        "elsewhere_award": know_who_bids,
        "take_out_award": award_elsewhere,
        "one_sitting": act_for_one_without_policy,
        "one_sitting_step/title": act_for_one_without_policy,
        "check_one_sitting": answer_the_questions,
        **dict.fromkeys(
            ("invite_to_comment", "invite_by_mail", "ask_co_signer", "comment_on_policy", "comment_by_link"),
            put_out,
        ),
        "co_sign": ask_for_a_name,
        "new_policy": act_for_one_without_policy,
        "new_policy_version": lambda: policies.withdraw(by=actors["Priya Nair"], version=draft_policy()),
        "adopt_policy": put_out,
        "write_bid_again": throw_draft_away,
        "close_moderation": agree_points,
        "propose_award": without_award,
        "sign_contract": approve,
        "tell_outcome": approve,
        **dict.fromkeys(
            (
                "tell_outcome/told",
                "override_standstill",
                "set_aside_award",
                "set_indicator",
                "notices",
                "notice",
                "notice_json",
                "evidence_packs",
            ),
            tell,
        ),
        "approve_no_award": propose_nobody,
        "first_stage/begin": in_stages,
        "take_part": still_time_to_ask,
        "agree_variation": approve_variation,
        "account_step/sign": assure,
        "account_step/send-back": assure,
        "account_step/publish": sign,
    }
    if name in steps:
        with as_tenant(council.pk):
            steps[name]()
