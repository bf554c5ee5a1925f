"""The addresses of the register, the procurement and the tender; those from the bid to the contract come after them."""

from django.urls import URLPattern, URLResolver, path

from fourfold.integrate.web.abandon import view as abandon
from fourfold.integrate.web.answer_bidders import view as answer_bidders
from fourfold.integrate.web.ask_the_buyer import view as ask_the_buyer
from fourfold.integrate.web.asks import view as asks
from fourfold.integrate.web.award_urls import urlpatterns as from_bid_to_contract
from fourfold.integrate.web.balance import view as balance
from fourfold.integrate.web.choose_method import view as choose_method
from fourfold.integrate.web.choose_priorities import view as choose_priorities
from fourfold.integrate.web.consider import view as consider
from fourfold.integrate.web.consultation_urls import urlpatterns as consultation_urls
from fourfold.integrate.web.decide_lots import view as decide_lots
from fourfold.integrate.web.decision_urls import urlpatterns as about_the_decision
from fourfold.integrate.web.departures import view as departures
from fourfold.integrate.web.engage import view as engage
from fourfold.integrate.web.export_register import view as export_register
from fourfold.integrate.web.for_service import view as for_service
from fourfold.integrate.web.import_register import view as import_register
from fourfold.integrate.web.import_sheet import view as import_sheet
from fourfold.integrate.web.involved import view as involved
from fourfold.integrate.web.joint import view as joint
from fourfold.integrate.web.joint_part import view as joint_part
from fourfold.integrate.web.open_tender import view as open_tender
from fourfold.integrate.web.overview import view as overview
from fourfold.integrate.web.pass_gate import view as pass_gate
from fourfold.integrate.web.passphrase import view as passphrase
from fourfold.integrate.web.pipeline import view as pipeline
from fourfold.integrate.web.procurements import view as procurements
from fourfold.integrate.web.proportion import view as proportion
from fourfold.integrate.web.register import view as register
from fourfold.integrate.web.reserve import view as reserve
from fourfold.integrate.web.rulings import view as rulings
from fourfold.integrate.web.scenarios import view as scenarios
from fourfold.integrate.web.share_considered import view as share_considered
from fourfold.integrate.web.signed_page import view as signed_page
from fourfold.integrate.web.spend import view as spend
from fourfold.integrate.web.start_procurement import view as start_procurement
from fourfold.integrate.web.tender_documents import view as tender_documents
from fourfold.integrate.web.tenders import view as tenders
from fourfold.integrate.web.try_method import view as try_method
from fourfold.integrate.web.weights import view as weights

urlpatterns: list[URLPattern | URLResolver] = [
    path("integrate/", overview.view, name="integrate"),
    path("integrate/balance/", balance.view, name="balance"),
    path("integrate/departures/", departures.view, name="departures"),
    path("integrate/register/", register.view, name="register"),
    path("integrate/register/import/", import_register.view, name="import_register"),
    path("integrate/register/import/spreadsheet/", import_sheet.start, name="import_sheet"),
    path("integrate/register/export/", export_register.view, name="export_register"),
    path("integrate/register/export/<str:file>", export_register.as_file, name="export_register_file"),
    path("integrate/register/imports/", import_register.imports, name="register_imports"),
    path("integrate/register/imports/<str:ref>/", import_register.report, name="register_import"),
    path("integrate/register/imports/<str:ref>/columns/", import_sheet.columns, name="sheet_columns"),
    path("integrate/register/imports/<str:ref>/check/", import_sheet.check, name="check_sheet"),
    path("integrate/register/imports/<str:ref>/discard/", import_sheet.discard, name="discard_sheet"),
    path("integrate/register/imports/<str:ref>/undo/", import_register.take_out, name="undo_import"),
    path("integrate/pipeline/", pipeline.view, name="pipeline"),
    path("integrate/share-considered/", share_considered.view, name="share_considered"),
    path("integrate/spend/", spend.view, name="spend"),
    path("integrate/register/<str:ref>/", register.entry, name="register_entry"),
    path("integrate/procurements/", procurements.listed, name="procurements"),
    path("integrate/procurements/new/", start_procurement.start, name="start_procurement"),
    path("integrate/procurements/<str:ref>/", procurements.view, name="procurement"),
    path("integrate/procurements/<str:ref>/details/", start_procurement.edit, name="edit_procurement"),
    path("integrate/procurements/<str:ref>/consideration/", consider.view, name="consider"),
    path(
        "integrate/procurements/<str:ref>/consideration/versions/",
        consider.versions,
        name="consideration_versions",
    ),
    path("integrate/procurements/<str:ref>/gate/", pass_gate.view, name="pass_gate"),
    path("integrate/procurements/<str:ref>/gate/agree/", pass_gate.agree, name="agree_to_pass"),
    path("integrate/what-if/", scenarios.view, name="scenarios"),
    path("integrate/what-if/<str:ref>/", scenarios.show, name="scenario_run"),
    path("integrate/involved/", involved.of_all, name="involved"),
    path("integrate/involved/new/", involved.enter_for_all, name="enter_involved_in_all"),
    path("integrate/involved/<str:ref>/take-out/", involved.take_out, name="take_out_involved"),
    path("integrate/procurements/<str:ref>/involved/", involved.of_one, name="procurement_involved"),
    path("integrate/procurements/<str:ref>/involved/new/", involved.enter, name="enter_involved"),
    path("integrate/procurements/<str:ref>/engagement/new/", engage.new, name="new_engagement"),
    path(
        "integrate/procurements/<str:ref>/engagement/<str:engagement>/", engage.edit, name="edit_engagement"
    ),
    path("integrate/procurements/<str:ref>/rulings/new/", rulings.ask, name="ask_the_law"),
    path("integrate/procurements/<str:ref>/rulings/<int:number>/", rulings.show, name="stored_ruling"),
    path("integrate/procurements/<str:ref>/service/", for_service.view, name="procurement_service"),
    path("integrate/procurements/<str:ref>/priorities/", choose_priorities.view, name="choose_priorities"),
    path("integrate/procurements/<str:ref>/criteria/", weights.view, name="set_weights"),
    path("integrate/procurements/<str:ref>/lots/", decide_lots.view, name="decide_lots"),
    path("integrate/procurements/<str:ref>/reservation/", reserve.view, name="reserve"),
    path("integrate/procurements/<str:ref>/joint/", joint.view, name="joint_procurement"),
    path("integrate/procurements/<str:ref>/joint/give-up/", joint.give_up, name="give_up_joint"),
    path("integrate/joint/<str:ref>/", joint_part.view, name="joint_part"),
    path("integrate/joint/<str:ref>/agree/", joint_part.agree, name="agree_to_part"),
    path("integrate/joint/<str:ref>/no/", joint_part.say_no, name="leave_joint"),
    path("integrate/procurements/<str:ref>/method/", choose_method.view, name="choose_method"),
    path("integrate/procurements/<str:ref>/measures/", asks.view, name="choose_asks"),
    path("integrate/procurements/<str:ref>/measures/remove/", asks.remove, name="remove_ask"),
    path("integrate/procurements/<str:ref>/proportion/", proportion.view, name="proportion"),
    path("integrate/procurements/<str:ref>/trial/", try_method.view, name="try_method"),
    path("integrate/procurements/<str:ref>/open/", open_tender.view, name="open_tender"),
    path("integrate/procurements/<str:ref>/questions/", answer_bidders.listed, name="bidder_questions"),
    path(
        "integrate/procurements/<str:ref>/questions/<str:question>/",
        answer_bidders.view,
        name="answer_bidders",
    ),
    path("integrate/procurements/<str:ref>/close/", procurements.close, name="close_tender"),
    path("integrate/procurements/<str:ref>/abandon/", abandon.view, name="abandon_procurement"),
    path("contracts/<str:ref>/signed-page/", signed_page.view, name="signed_page"),
    path("integrate/opening-passphrase/", passphrase.view, name="opening_passphrase"),
    path("tenders/", tenders.listed, name="tenders"),
    path("tenders/<str:ref>/", tenders.view, name="tender"),
    path("tenders/<str:ref>/method/", tender_documents.method, name="tender_method"),
    path("tenders/<str:ref>/method.pdf", tender_documents.method_pdf, name="tender_method_pdf"),
    path("tenders/<str:ref>/guide/", tender_documents.guide, name="tender_guide"),
    path("tenders/<str:ref>/guide.pdf", tender_documents.guide_pdf, name="tender_guide_pdf"),
    path("tenders/<str:ref>/schedule/", tender_documents.schedule, name="tender_schedule"),
    path("tenders/<str:ref>/schedule.pdf", tender_documents.schedule_pdf, name="tender_schedule_pdf"),
    path("tenders/<str:ref>/schedule.docx", tender_documents.schedule_docx, name="tender_schedule_docx"),
    path("tenders/<str:ref>/questions/", ask_the_buyer.view, name="ask_the_buyer"),
    path("tenders/<str:ref>/questions/follow/", ask_the_buyer.follow, name="follow_tender"),
    path("tenders/<str:ref>/measures/<str:ask>/", tenders.ask, name="ask"),
    *consultation_urls,
    *from_bid_to_contract,
    *about_the_decision,
]
