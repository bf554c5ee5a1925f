"""Answers that come from elsewhere than the page of the bid, laid into the draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fourfold.ground.kernel.said import say
from fourfold.ground.people.changes import Refused
from fourfold.integrate.actions.bids import KeptDraft, check_can_keep, keep_draft, read_draft
from fourfold.integrate.queries.bid_fields import fields_of
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_document import BidDocument
from fourfold.integrate.rules.bid_fields import document_of, values_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fourfold.ground.people.actor import Actor
    from fourfold.integrate.models import Procurement
    from fourfold.integrate.rules.bid_fields import Value


def draft_or_nothing(*, by: Actor, procurement: Procurement, resume_code: str) -> BidDocument:
    """The draft; an empty one where there is none yet. Refuses where another code opens it."""
    try:
        found = read_draft(by=by, procurement=procurement, resume_code=resume_code)
    except sealing.CannotOpen:
        message = say(
            "This browser does not hold the resume code of your organisation's draft. Enter the code first"
        )
        raise Refused(message, field="resume_code") from None
    return found or BidDocument(price=None)


def lay_in(
    *,
    by: Actor,
    procurement: Procurement,
    resume_code: str,
    values: Mapping[str, Value],
    unread: Mapping[str, str],
    at: datetime,
) -> tuple[KeptDraft, BidDocument]:
    """Keeps the draft with `values` and `unread`, by the fields' keys, in the place of what it said there. The rest stays."""
    check_can_keep(by, procurement, at=at)
    before = draft_or_nothing(by=by, procurement=procurement, resume_code=resume_code)
    fields = fields_of(procurement)
    laid = {**values_in(fields, before), **values, **dict.fromkeys(unread)}
    document = replace(
        document_of(fields, laid),
        files=before.files,
        unread={
            **{key: typed for key, typed in before.unread.items() if key not in values},
            **unread,
        },
    )
    kept = keep_draft(
        by=by, procurement=procurement, document=document, resume_code=resume_code, version=None, at=at
    )
    return kept, document
