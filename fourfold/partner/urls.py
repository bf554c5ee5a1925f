from django.urls import URLPattern, URLResolver, path

from fourfold.partner.web.answer_delivery import view as answer_delivery
from fourfold.partner.web.be_found import view as be_found
from fourfold.partner.web.delivery import view as delivery
from fourfold.partner.web.directory import view as directory
from fourfold.partner.web.directory_entry import view as directory_entry
from fourfold.partner.web.directory_lists import view as directory_lists
from fourfold.partner.web.directory_queue import view as directory_queue
from fourfold.partner.web.merge_entries import view as merge_entries
from fourfold.partner.web.overview import view as overview
from fourfold.partner.web.report_delivery import view as report_delivery
from fourfold.partner.web.resolve_dispute import view as resolve_dispute
from fourfold.partner.web.verify_delivery import view as verify_delivery

urlpatterns: list[URLPattern | URLResolver] = [
    path("partner/", overview.view, name="partner"),
    path("deliveries/", overview.everything, name="deliveries"),
    path("deliveries/<str:ref>/", delivery.view, name="delivery"),
    path("deliveries/<str:ref>/decide/", verify_delivery.view, name="verify_delivery"),
    path("deliveries/<str:ref>/answer/", answer_delivery.view, name="answer_delivery"),
    path("deliveries/<str:ref>/resolve/", resolve_dispute.view, name="resolve_dispute"),
    path("deliveries/<str:ref>/report-again/", report_delivery.again, name="report_again"),
    path(
        "contracts/<str:ref>/commitments/<int:number>/report/",
        report_delivery.view,
        name="report_delivery",
    ),
    path("directory/", directory.view, name="directory"),
    path("directory/be-found/", be_found.view, name="be_found"),
    path("directory/be-found/no-longer/", be_found.stop, name="be_found_no_longer"),
    path("directory/lists/", directory_lists.listed, name="directory_lists"),
    path("directory/lists/bring/", directory_lists.bring, name="bring_list"),
    path("directory/lists/<str:ref>/", directory_lists.show, name="directory_list"),
    path("directory/lists/<str:ref>/columns/", directory_lists.columns, name="list_columns"),
    path("directory/lists/<str:ref>/check/", directory_lists.check, name="check_list"),
    path("directory/lists/<str:ref>/discard/", directory_lists.discard, name="discard_list"),
    path("directory/lists/<str:ref>/undo/", directory_lists.undo, name="undo_list"),
    path("directory/pairs/", directory_queue.listed, name="directory_queue"),
    path("directory/pairs/<str:ref>/", directory_queue.decide, name="directory_link"),
    path("directory/<str:ref>/", directory_entry.view, name="directory_entry"),
    path("directory/<str:ref>/same-as/", merge_entries.view, name="merge_entries"),
]
