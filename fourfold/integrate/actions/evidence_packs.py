"""The evidence of a procedure is asked for as one signed archive, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fourfold.ground.files import room, store
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.jobs.actions import enqueue
from fourfold.ground.kernel.references import new_reference
from fourfold.ground.kernel.said import say
from fourfold.ground.people.actor import NotAllowed, check_role
from fourfold.ground.people.changes import change
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions.procurements import check_owns
from fourfold.integrate.models import EvidencePack, ProcurementState

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.jobs.tables import Job
    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement

PACK: Final = "integrate.evidence_pack"
# Before the award an archive would carry prices and scores out of where they are still kept apart.
WHEN: Final = (
    ProcurementState.AWARDED,
    ProcurementState.CONTRACTED,
    ProcurementState.NOT_AWARDED,
    ProcurementState.ABANDONED,
)


def check_can_pack(by: Actor, procurement: Procurement) -> None:
    check_owns(by, procurement)
    check_role(by, Role.COMMISSIONER, Role.AUDITOR, to=say("take the evidence of a procedure away"))
    if procurement.state not in WHEN:
        message = say("The evidence is packed once the award is decided, or when it has ended without one.")
        raise NotAllowed(message)


def can_pack(by: Actor, procurement: Procurement) -> bool:
    try:
        check_can_pack(by, procurement)
    except NotAllowed:
        return False
    return True


def ask_for_pack(*, by: Actor, procurement: Procurement, at: datetime) -> Job:
    """Has it made after the page has answered, under the name of who asks."""
    check_can_pack(by, procurement)
    with change(by=by, owner=procurement.owner_id, reason=say("Asked for the evidence of a procedure")):
        return enqueue(
            kind=PACK,
            title=say("Evidence pack: {title}", title=procurement.title),
            owner=procurement.owner_id,
            by=by,
            payload={"procurement": procurement.ref},
            at=at,
        )


@dataclass(frozen=True, slots=True)
class Packed:
    """The archive as bytes, how many files it holds, and what names it."""

    content: bytes
    files: int
    manifest_sha256: str
    public_key: str


def keep(*, by: Actor, procurement: Procurement, packed: Packed, at: datetime) -> EvidencePack:
    """Keeps a pack that was made. Raises `ground.files.refusals.NotAccepted` where there is no room for it."""
    check_can_pack(by, procurement)
    name = f"evidence-{procurement.ref.lower()}-{at:%Y%m%d-%H%M%S}.zip"
    with (
        store.arriving([packed.content]) as arrived,
        change(by=by, owner=procurement.owner_id, reason=say("Packed the evidence of a procedure")),
    ):
        ref = new_reference()
        room.check_room(
            by=by,
            owner=procurement.owner_id,
            root=ref,
            sha256=arrived.sha256,
            size=arrived.size,
            name=name,
        )
        arrived.keep()
        file = EvidenceFile.objects.create(
            owner_id=procurement.owner_id,
            root=ref,
            sha256=arrived.sha256,
            name=name,
            media_type="application/zip",
            size=arrived.size,
            about=say("Evidence of the procedure “{title}”, signed", title=procurement.title)[:300],
            uploaded_by_id=by.person_id,
            uploaded_at=at,
        )
        kept: EvidencePack = EvidencePack.objects.create(
            owner_id=procurement.owner_id,
            ref=ref,
            root=ref,
            procurement=procurement,
            made_by_id=by.person_id,
            made_at=at,
            file=file,
            entries=packed.files,
            manifest_sha256=packed.manifest_sha256,
            public_key=packed.public_key,
        )
    return kept
