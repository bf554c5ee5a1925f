from django.urls import URLPattern, URLResolver, path

from fourfold.partner.web.answer_delivery import view as answer_delivery
from fourfold.partner.web.delivery import view as delivery
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
]
