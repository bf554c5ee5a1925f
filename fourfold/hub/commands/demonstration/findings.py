"""Two questions of the auditor: one waits for its answer, the other is answered and waits to be closed."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.queries import person_with
from fourfold.measure.actions import findings
from fourfold.measure.queries.exceptions import kind_named
from fourfold.partner.actions.deliveries import Upload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.ground.trail.exceptions import ExceptionKind

# The first of these that the history of the day has are asked about.
ASKED = {
    "stale-evidence": "Look at the evidence now, or return it with what is missing.",
    "verified-without-answer": "Who received these was asked and has not answered. What was it verified on?",
    "verified-above-received": "The recipient says fewer came. Why was the larger number accepted?",
    "gate-passed-by-reason": "Who was asked before this step was passed with a reason instead?",
}
AT_MOST = 2


def raise_findings(actors: dict[str, Actor], *, at: datetime) -> None:
    auditor, manager = actors["Ruth Bell"], actors["Daniel Hughes"]
    on = at.date()
    asked_on = on - timedelta(days=3)
    with as_tenant(auditor.organisation_id):
        raised = [
            findings.raise_finding(
                by=auditor,
                kind=kind,
                thing=thing,
                words=ASKED[kind.key],
                assigned_to=person_with(key=manager.person_id),
                due_on=on + timedelta(days=14),
                on=asked_on,
            )
            for kind, thing in islice(_exceptions(auditor.organisation_id, asked_on), AT_MOST)
        ]
        if not raised:
            return
        findings.answer(
            by=manager,
            finding=raised[-1],
            words="I rang the recipient: their contact has changed, and they will answer. My note of the call is with this.",
            upload=Upload(
                name="note-of-the-call.txt", content=b"Rang on Tuesday. The new contact will confirm."
            ),
            on=on - timedelta(days=1),
            at=at,
        )


def _exceptions(owner: int, on: date) -> Iterator[tuple[ExceptionKind, str]]:
    """Of each kind that there is one of, the oldest."""
    for key in ASKED:
        kind = kind_named(key)
        if kind is None:
            raise LookupError(key)
        row = kind.rows(owner, on).first()
        if row is not None:
            yield kind, kind.describe(row).thing
