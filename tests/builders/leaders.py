"""Leads, champions and services to test with, by the actions themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fourfold.define.actions import leads, services
from fourfold.ground.organisations.tenancy import as_tenant

if TYPE_CHECKING:
    from fourfold.define.models import LeadAppointment, Service
    from fourfold.ground.people.actor import Actor

SINCE = date(2026, 1, 1)
WHO = leads.Appointed(
    role="lead",
    person=None,
    name="Ann Lee",
    post="procurement_or_commissioning",
    job_title="Head of commissioning",
    seniority="manager",
    remit="Speaks for it.",
    from_day=SINCE,
    until_day=None,
    name_may_be_shown=False,
)


def somebody(**changed: Any) -> leads.Appointed:
    return replace(WHO, **changed)


def an_appointment(by: Actor, **changed: Any) -> LeadAppointment:
    with as_tenant(by.organisation_id):
        return leads.appoint(by=by, who=somebody(**changed))


def a_service(by: Actor, name: str = "Housing repairs") -> Service:
    with as_tenant(by.organisation_id):
        return services.add(by=by, name=name)
