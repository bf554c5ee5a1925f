"""A wave of the survey that the council prepares: its questionnaire, signed by one partner of two, and its frame."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.tracker.actions import instruments, waves
from fourfold.tracker.actions.frame_decisions import opt_out
from fourfold.tracker.exchange.frame_list.taking import take_list, upload
from fourfold.tracker.exchange.instrument.stored import from_2014
from fourfold.tracker.queries.frame_lists import waiting_list
from fourfold.tracker.rules.population import Estimand

if TYPE_CHECKING:
    from datetime import datetime

    from fourfold.ground.people.actor import Actor

TITLE = "Social value around Fernborough"
PARTNERS = ("Alder Vale Homes", "Fernborough Together")
# Invented, at addresses that can be no one's, with the slips that lists have: a mistyped address, one person twice, one who
# said no.
CONTACTS = """\
Organisation,Type,Contact name,Job title,E-mail,Telephone
Alder Vale Homes,housing association,Hester Wray,Director of Homes,hester.wray@aldervale.example,
Alder Vale Homes,housing association,Colm Bray,Head of Procurement,colm.bray@aldervale.example,
Brook Street Homes,housing association,Ellis Brook,Manager,ellis@brookstreet.example,01632 960 011
Millhaven Council,council,Nora Quill,Procurement Officer,nora.quill@millhaven.example,
MILLHAVEN COUNCIL,council,Nora Quill,Procurement Officer,Nora.Quill@millhaven.example,
Oakshott Council,council,Ravi Sen,Head of Policy,ravi.sen@oakshott.example,01632 960 042
Oakshott Council,council,May Lund,Chief Executive,may.lund at oakshott.example,
Larch Hill Almshouses,housing association,Ivo Tate,Clerk,clerk@larchhill.example,
Larch Hill Almshouses,housing association,Una Frost,Trustee,una.frost@larchhill.example,
"""
SAID_NO = "una.frost@larchhill.example"


def prepare_a_wave(actors: dict[str, Actor], *, at: datetime) -> None:
    lead, on = actors["Priya Nair"], at.date()
    opens_on = on + timedelta(days=30)
    with as_tenant(lead.organisation_id):
        wave = waves.draft(
            by=lead,
            details=waves.Details(
                title=TITLE,
                sponsor="Fernborough Council",
                target="Every council and housing association that works in or beside Fernborough.",
                estimand=Estimand.ORGANISATIONS.value,
                sectors=("local_authority", "housing_association"),
                nation="",
                partners=PARTNERS,
                opens_on=opens_on,
                closes_on=opens_on + timedelta(days=42),
                embargo_until=opens_on + timedelta(days=90),
                contacts_kept_until=opens_on + timedelta(days=120),
            ),
        )
        version = instruments.take(by=lead, wave=wave, taken=from_2014(), on=on - timedelta(days=7))
        instruments.sign_off(
            by=lead,
            instrument=version,
            partner=PARTNERS[0],
            signed_by="Hester Wray, Director of Homes",
            signed_on=on - timedelta(days=2),
            on=on,
        )
        opt_out(by=lead, email=SAID_NO, at=at)
        record = upload(
            by=lead,
            wave=wave,
            source="Contacts of the Fernshire partnership, of this month",
            terms="Given for this survey alone; everyone was told that they stand in it.",
            name="partnership-contacts.csv",
            content=CONTACTS.encode(),
            at=at,
        )
        waiting = waiting_list(owner=lead.organisation_id, ref=record.ref)
        if waiting is None:
            raise LookupError(record.ref)
        take_list(by=lead, waiting=waiting, at=at)
