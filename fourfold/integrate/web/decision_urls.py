"""The route, and from the decision to the contract and what comes of it: letters, standstill, notices, variations, evidence."""

from django.urls import URLPattern, URLResolver, path

from fourfold.integrate.web.award_report import view as award_report
from fourfold.integrate.web.choose_route import view as choose_route
from fourfold.integrate.web.direct_award import view as direct_award
from fourfold.integrate.web.elsewhere import view as elsewhere
from fourfold.integrate.web.elsewhere_back import view as elsewhere_back
from fourfold.integrate.web.evidence_packs import view as evidence_packs
from fourfold.integrate.web.first_stage import view as first_stage
from fourfold.integrate.web.no_award import view as no_award
from fourfold.integrate.web.notices import view as notices
from fourfold.integrate.web.outcome import view as outcome
from fourfold.integrate.web.outcome_letter import view as outcome_letter
from fourfold.integrate.web.procurement_notes import view as procurement_notes
from fourfold.integrate.web.set_aside import view as set_aside
from fourfold.integrate.web.take_part import view as take_part
from fourfold.integrate.web.variation import view as variation

_ONE = "integrate/procurements/<str:ref>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_ONE}/route/", choose_route.view, name="choose_route"),
    path(f"{_ONE}/first-stage/", first_stage.view, name="first_stage"),
    path(f"{_ONE}/first-stage/<str:asked>/", first_stage.select, name="select_supplier"),
    path("tenders/<str:ref>/take-part/", take_part.view, name="take_part"),
    path(f"{_ONE}/direct-award/", direct_award.view, name="propose_directly"),
    path(f"{_ONE}/elsewhere/", elsewhere.view, name="elsewhere"),
    path(f"{_ONE}/elsewhere/here/", elsewhere.take_here, name="take_bids_here"),
    path(f"{_ONE}/elsewhere/out/", elsewhere.send_out, name="send_elsewhere"),
    path(f"{_ONE}/elsewhere/questions.<str:form>", elsewhere.questions, name="elsewhere_questions"),
    path(f"{_ONE}/elsewhere/answers/", elsewhere_back.answers, name="elsewhere_answers"),
    path(
        f"{_ONE}/elsewhere/answers/<str:bid>/take-out/",
        elsewhere_back.take_out_answers,
        name="take_out_answers",
    ),
    path(f"{_ONE}/elsewhere/points/", elsewhere_back.scores, name="elsewhere_scores"),
    path(f"{_ONE}/elsewhere/points/points.xlsx", elsewhere_back.sheet, name="elsewhere_score_sheet"),
    path(f"{_ONE}/elsewhere/points/take-out/", elsewhere_back.take_out_scores, name="take_out_scores"),
    path(f"{_ONE}/elsewhere/award/", elsewhere_back.award, name="elsewhere_award"),
    path(f"{_ONE}/elsewhere/award/take-out/", elsewhere_back.take_out_award, name="take_out_award"),
    path(f"{_ONE}/no-award/", no_award.propose, name="propose_no_award"),
    path(f"{_ONE}/no-award/approve/", no_award.approve, name="approve_no_award"),
    path(f"{_ONE}/award/set-aside/", set_aside.view, name="set_aside_award"),
    path(f"{_ONE}/award/report/", award_report.view, name="award_report"),
    path(f"{_ONE}/award/report.pdf", award_report.as_pdf, name="award_report_pdf"),
    path(f"{_ONE}/outcome/", outcome.tell, name="tell_outcome"),
    path(f"{_ONE}/outcome/override/", outcome.override, name="override_standstill"),
    path(f"{_ONE}/outcome/indicators/", outcome.indicator, name="set_indicator"),
    path("outcomes/<str:ref>/", outcome_letter.view, name="outcome_letter"),
    path("outcomes/<str:ref>/letter.pdf", outcome_letter.as_pdf, name="outcome_letter_pdf"),
    path(f"{_ONE}/notices/", notices.listed, name="notices"),
    path(f"{_ONE}/notices/<str:slug>/", notices.view, name="notice"),
    path(f"{_ONE}/notices/<str:slug>/release.json", notices.as_json, name="notice_json"),
    path(f"{_ONE}/evidence/", evidence_packs.view, name="evidence_packs"),
    path(f"{_ONE}/notes/", procurement_notes.view, name="procurement_notes"),
    path(f"{_ONE}/notes/<str:noted>/", procurement_notes.check, name="check_note"),
    path("contracts/<str:ref>/variations/", variation.listed, name="variations"),
    path("contracts/<str:ref>/variations/new/", variation.propose, name="propose_variation"),
    path("contracts/<str:ref>/variations/<int:number>/", variation.view, name="variation"),
    path("contracts/<str:ref>/variations/<int:number>/approve/", variation.approve, name="approve_variation"),
    path("contracts/<str:ref>/variations/<int:number>/agree/", variation.agree, name="agree_variation"),
    path("contracts/<str:ref>/variations/<int:number>/refuse/", variation.refuse, name="refuse_variation"),
]
