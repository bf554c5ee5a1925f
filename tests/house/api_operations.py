"""The operations of the API as its description names them, with a record in each place where one belongs."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from fourfold.config import api
from fourfold.define.actions import co_signers, comments, consultation, policies
from fourfold.define.models import CommunityIssue, Measure, Outcome, Policy, Priority, PriorityDefault
from fourfold.ground.api.schema import description_of
from fourfold.ground.files.tables import EvidenceFile, ResumableUpload
from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.organisations.tables import Organisation
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.trail.declaration import declared
from fourfold.hub.commands.demonstration.cast import CHARITY, COUNCIL, cast
from fourfold.integrate.models import Contract, Procurement, RegisterImport
from fourfold.measure.models import Account
from fourfold.partner.api.taking_many import TAKE
from fourfold.partner.models import Delivery
from tests.builders.packs import an_uploaded_pack


@dataclass(frozen=True, slots=True)
class Operation:
    name: str
    method: str
    path: str
    # The same address with the reference of no record.
    nowhere: str
    scope: str
    public: bool
    of_a_record: bool
    takes_body: bool


def records() -> dict[str, dict[str, object]]:
    """By the beginning of a path, what stands in its places: things of the council's own that nobody else may see."""
    council = Organisation.objects.get(name=COUNCIL, invented=True)
    now, today = timezone.now(), timezone.localdate()
    lead = cast(on=today)["Priya Nair"]
    with as_tenant(council.pk), declared(person=None, organisation=None, reason="For a test"):
        draft = policies.new_version(by=lead, policy=Policy.objects.get(owner=council))
        put_out = policies.put_out_for_comment(by=lead, version=draft)
        said = comments.comment_by_link(
            invitation=consultation.invite_by_mail(
                by=lead,
                version=put_out,
                name="A club",
                email="club@x.example",
                comment_by=today,
                on=today,
                at=now,
            ),
            words="Plainer, please.",
            priority="",
            at=now,
        )
        asked = co_signers.ask(
            by=lead, version=put_out, organisation=Organisation.objects.get(name=CHARITY), on=today, at=now
        )
        imported = RegisterImport.objects.create(
            owner=council, root="", file_name="x", sha256="0" * 64, file_format="ocds", at=now
        )
        sent = enqueue(kind=TAKE, title="x", owner=council.pk, payload={"lines": 1}, at=now, key="for a test")
        account = Account.objects.exclude(state="published").first()
        contract = Contract.objects.order_by("pk").first()
        assert account is not None
        upload = ResumableUpload.objects.create(
            owner=council, root="", name="film.pdf", size=10, sha256="0" * 64,
            started_by=draft.drafted_by, started_at=now,
        )  # fmt: skip
        assert contract is not None
        return {
            "/organisations/": {"ref": council.ref},
            "/files/content/": {"signed": "not:signed"},
            "/files/": {"ref": EvidenceFile.objects.values_list("ref", flat=True)[0]},
            "/uploads/": {"ref": upload.ref},
            "/policies/": {"ref": draft.policy.ref, "number": draft.number},
            "/principles/": {"ref": draft.principles.all()[0].ref},
            "/strategic-commitments/": {"ref": draft.strategic_commitments.all()[0].ref},
            "/policy-comments/": {"ref": said.ref},
            "/co-signatures/": {"ref": asked.ref},
            "/priorities/": {
                "ref": Priority.objects.filter(root=draft.root).values_list("ref", flat=True)[0]
            },
            "/outcomes/": {"ref": Outcome.objects.filter(root=draft.root).values_list("ref", flat=True)[0]},
            "/measures/": {"ref": Measure.objects.filter(root=draft.root).values_list("ref", flat=True)[0]},
            "/issues/": {"ref": CommunityIssue.objects.filter(owner=council, said_for=None)[0].ref},
            "/contract-lines/": {"ref": PriorityDefault.objects.filter(root=draft.root)[0].ref},
            "/contract-limits/": {"ref": draft.contract_steps.all()[0].ref},
            "/frameworks/": {"code": "fourfold-open", "edition": "2026-11"},
            "/values/": {"ref": "N0SVCHREFS"},
            "/packs/": {
                "ref": an_uploaded_pack(
                    lead,
                    on=today,
                    at=now,
                    expires_on=None,
                ).ref
            },
            "/register/entries/": {"ref": "N0SVCHREFS"},
            "/register/imports/": {"ref": imported.ref},
            "/procurements/": {
                "ref": Procurement.objects.get(title="Grounds maintenance").ref,
                "number": 1,
            },
            "/tenders/": {"ref": Procurement.objects.get(title="Grounds maintenance").ref},
            "/contracts/": {"ref": contract.ref, "number": 1},
            "/bulk/deliveries/jobs/": {"ref": sent.ref},
            "/deliveries/": {"ref": Delivery.objects.values_list("ref", flat=True)[0]},
            "/accounts/": {"ref": account.ref},
        }


def operations() -> list[Operation]:
    places = records()
    found = []
    for path, methods in description_of(api.api)["paths"].items():
        prefix = max((each for each in places if path.startswith(each)), key=len, default="")
        filled = _filled(path, places.get(prefix, {}))
        assert "{" not in filled, f"Say in this test what stands in the places of {path}."
        for method, each in methods.items():
            needed = each["security"][-1]["AccessToken"]
            found.append(
                Operation(
                    name=each["operationId"],
                    method=method,
                    path=filled,
                    nowhere=_filled(path, {**places.get(prefix, {}), "ref": "0000000000"}),
                    scope=needed[0] if needed else "",
                    public={} in each["security"],
                    of_a_record="{ref}" in path,
                    takes_body="requestBody" in each,
                ),
            )
    return found


def _filled(path: str, places: dict[str, object]) -> str:
    for part, value in places.items():
        path = path.replace(f"{{{part}}}", str(value))
    return path
