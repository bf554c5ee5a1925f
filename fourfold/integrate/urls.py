"""The addresses of the register, the procurement and the tender; those from the bid to the contract come after them."""

from django.urls import URLPattern, URLResolver, path

from fourfold.integrate.web.abandon import view as abandon
from fourfold.integrate.web.asks import view as asks
from fourfold.integrate.web.award_urls import urlpatterns as from_bid_to_contract
from fourfold.integrate.web.balance import view as balance
from fourfold.integrate.web.choose_priorities import view as choose_priorities
from fourfold.integrate.web.consider import view as consider
from fourfold.integrate.web.departures import view as departures
from fourfold.integrate.web.export_register import view as export_register
from fourfold.integrate.web.for_service import view as for_service
from fourfold.integrate.web.import_register import view as import_register
from fourfold.integrate.web.import_sheet import view as import_sheet
from fourfold.integrate.web.open_tender import view as open_tender
from fourfold.integrate.web.overview import view as overview
from fourfold.integrate.web.passphrase import view as passphrase
from fourfold.integrate.web.pipeline import view as pipeline
from fourfold.integrate.web.procurements import view as procurements
from fourfold.integrate.web.register import view as register
from fourfold.integrate.web.rulings import view as rulings
from fourfold.integrate.web.share_considered import view as share_considered
from fourfold.integrate.web.signed_page import view as signed_page
from fourfold.integrate.web.spend import view as spend
from fourfold.integrate.web.start_procurement import view as start_procurement
from fourfold.integrate.web.tenders import view as tenders
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
    path("integrate/procurements/<str:ref>/rulings/new/", rulings.ask, name="ask_the_law"),
    path("integrate/procurements/<str:ref>/rulings/<int:number>/", rulings.show, name="stored_ruling"),
    path("integrate/procurements/<str:ref>/service/", for_service.view, name="procurement_service"),
    path("integrate/procurements/<str:ref>/priorities/", choose_priorities.view, name="choose_priorities"),
    path("integrate/procurements/<str:ref>/criteria/", weights.view, name="set_weights"),
    path("integrate/procurements/<str:ref>/measures/", asks.view, name="choose_asks"),
    path("integrate/procurements/<str:ref>/measures/remove/", asks.remove, name="remove_ask"),
    path("integrate/procurements/<str:ref>/open/", open_tender.view, name="open_tender"),
    path("integrate/procurements/<str:ref>/close/", procurements.close, name="close_tender"),
    path("integrate/procurements/<str:ref>/abandon/", abandon.view, name="abandon_procurement"),
    path("contracts/<str:ref>/signed-page/", signed_page.view, name="signed_page"),
    path("integrate/opening-passphrase/", passphrase.view, name="opening_passphrase"),
    path("tenders/", tenders.listed, name="tenders"),
    path("tenders/<str:ref>/", tenders.view, name="tender"),
    path("tenders/<str:ref>/measures/<str:ask>/", tenders.ask, name="ask"),
    *from_bid_to_contract,
]
