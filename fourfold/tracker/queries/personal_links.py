"""The signed address with which a contact answers without an account. It is kept nowhere: it is made again from the row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.tracker.models import FrameContact, Standing
from fourfold.tracker.models.frame import REMOVED

if TYPE_CHECKING:
    from fourfold.tracker.models import FrameContact as Contact

_signer = Signer(salt="fourfold.tracker.personal_links")


def signed(contact: Contact) -> str:
    return _signer.sign_object([contact.ref, contact.owner_id])


def link_of(contact: Contact) -> str:
    return reverse("survey", kwargs={"signed": signed(contact)})


def contact_of_link(text: str) -> Contact | None:
    """None where we did not write this, the contact was removed, or their organisation is asked nothing."""
    try:
        ref, owner = _signer.unsign_object(text)
    except (BadSignature, ValueError):
        return None
    with as_tenant(int(owner)):
        contact: Contact | None = (
            FrameContact.objects.filter(ref=ref, owner_id=owner)
            .exclude(known_by=REMOVED)
            .exclude(organisation__standing=Standing.LEFT_OUT)
            .select_related("wave", "organisation", "owner")
            .first()
        )
        return contact
