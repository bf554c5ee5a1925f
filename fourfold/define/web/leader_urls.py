"""Who leads: appointments, services, briefings, what staff are told, and what everyone may read."""

from django.urls import URLPattern, URLResolver, path

from fourfold.define.web.appoint_lead import view as appoint_lead
from fourfold.define.web.end_lead import view as end_lead
from fourfold.define.web.lead_briefing import view as lead_briefing
from fourfold.define.web.lead_page import view as lead_page
from fourfold.define.web.leadership import view as leadership
from fourfold.define.web.public_leads import view as public_leads
from fourfold.define.web.services import view as services
from fourfold.define.web.staff_messages import view as staff_messages

urlpatterns: list[URLPattern | URLResolver] = [
    path("define/leads/", leadership.view, name="leads"),
    path("define/leads/before/", leadership.ended, name="former_leads"),
    path("define/leads/arrangement/", leadership.arrange, name="arrange_leadership"),
    path("define/leads/publish/", leadership.publish, name="publish_leads"),
    path("define/leads/new/<str:role>/", appoint_lead.new, name="appoint_lead"),
    path("define/leads/<str:ref>/", lead_page.view, name="lead"),
    path("define/leads/<str:ref>/edit/", appoint_lead.edit, name="edit_lead"),
    path("define/leads/<str:ref>/end/", end_lead.end, name="end_lead"),
    path("define/leads/<str:ref>/hand-over/", end_lead.hand_over, name="hand_over_lead"),
    path("define/leads/<str:ref>/acts/new/", lead_page.write_act, name="write_lead_act"),
    path("define/leads/<str:ref>/briefing/", lead_briefing.view, name="lead_briefing"),
    path("define/messages/", staff_messages.listed, name="staff_messages"),
    path("define/messages/new/", staff_messages.plan, name="plan_staff_message"),
    path("define/messages/<str:ref>/edit/", staff_messages.edit, name="edit_staff_message"),
    path("define/messages/<str:ref>/told/", staff_messages.record, name="record_staff_message"),
    path("define/messages/<str:ref>/remove/", staff_messages.remove, name="remove_staff_message"),
    path("define/services/", services.view, name="services"),
    path("define/services/<str:ref>/close/", services.close, name="close_service"),
    path("define/organisations/<str:ref>/leads/", public_leads.view, name="public_leads"),
]
