"""Two questions of the auditor: one waits for its answer, the other is answered and waits to be closed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.queries import person_with
from fourfold.measure.actions import findings
from fourfold.measure.queries.exceptions import kind_named
from fourfold.partner.actions.deliveries import Upload

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

ASKED = {
    "stale-evidence": "It has stood for a year. Look at the evidence now, or return it with what is missing.",
    "verified-without-answer": "Who received these was asked and has not answered. What was it verified on?",
}


def raise_findings(actors: dict[str, Actor], *, at: datetime) -> None:
    auditor, manager = actors["Ruth Bell"], actors["Daniel Hughes"]
    on = at.date()
    with as_tenant(auditor.organisation_id):
        raised = []
        for key, words in ASKED.items():
            kind = kind_named(key)
            if kind is None:
                raise LookupError(key)
            raised.append(
                findings.raise_finding(
                    by=auditor,
                    kind=kind,
                    thing=kind.rows(auditor.organisation_id, on)[0].ref,
                    words=words,
                    assigned_to=person_with(key=manager.person_id),
                    due_on=on + timedelta(days=14),
                    on=on - timedelta(days=3),
                )
            )
        findings.answer(
            by=manager,
            finding=raised[1],
            words="On the college's list of starters. I rang the recipient; their contact has changed, and they will answer.",
            upload=Upload(
                name="note-of-the-call.txt", content=b"Rang on Tuesday. The new contact will confirm."
            ),
            on=on - timedelta(days=1),
            at=at,
        )
