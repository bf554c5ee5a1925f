from django.urls import URLPattern, URLResolver, path

from fourfold.measure.web.account import view as account
from fourfold.measure.web.account_step import view as account_step
from fourfold.measure.web.commitment import view as commitment
from fourfold.measure.web.contracts import view as contracts
from fourfold.measure.web.exceptions import view as exceptions
from fourfold.measure.web.findings import view as findings
from fourfold.measure.web.new_account import view as new_account
from fourfold.measure.web.overview import view as overview
from fourfold.measure.web.value_maps import view as value_maps

urlpatterns: list[URLPattern | URLResolver] = [
    path("contracts/", contracts.listed, name="contracts"),
    path("contracts/<str:ref>/", contracts.view, name="contract"),
    path("contracts/<str:ref>/commitments/<int:number>/", commitment.view, name="commitment"),
    path("measure/", overview.view, name="measure"),
    path("measure/exceptions/", exceptions.view, name="exceptions"),
    path("measure/exceptions/<str:kind>/", exceptions.of_kind, name="exceptions_of_kind"),
    path("measure/exceptions/<str:kind>/<str:thing>/", findings.ask, name="raise_finding"),
    path("measure/findings/", findings.listed, name="findings"),
    path("measure/findings/<str:ref>/", findings.view, name="finding"),
    path("measure/findings/<str:ref>/answer/", findings.answer, name="answer_finding"),
    path("measure/findings/<str:ref>/decide/", findings.decide, name="decide_finding"),
    path("measure/value-maps/", value_maps.listed, name="value_maps"),
    path("measure/value-maps/new/", value_maps.new, name="new_value_map"),
    path("measure/value-maps/<str:ref>/", value_maps.view, name="value_map"),
    path("measure/value-maps/<str:ref>/how-sure/", value_maps.ranges, name="value_map_ranges"),
    path("measure/value-maps/<str:ref>/map.<str:form>", value_maps.as_file, name="value_map_file"),
    path("measure/value-maps/<str:ref>/answer.json", value_maps.as_answer, name="value_map_answer"),
    path("measure/value-maps/<str:ref>/conventions/", value_maps.settings, name="value_map_settings"),
    path("measure/value-maps/<str:ref>/inputs/", value_maps.inputs, name="value_map_inputs"),
    path("measure/value-maps/<str:ref>/outcomes/new/", value_maps.row, name="new_value_map_row"),
    path("measure/value-maps/<str:ref>/outcomes/<int:number>/", value_maps.row, name="value_map_row"),
    path(
        "measure/value-maps/<str:ref>/outcomes/<int:number>/remove/",
        value_maps.remove_row,
        name="remove_value_map_row",
    ),
    path("measure/value-maps/<str:ref>/take-out/", value_maps.take_out, name="take_out_value_map"),
    path("measure/accounts/new/", new_account.view, name="new_account"),
    path("measure/accounts/<str:ref>/", account.view, name="account"),
    path("measure/accounts/<str:ref>/account.csv", account.as_csv, name="account_csv"),
    path("measure/accounts/<str:ref>/account.pdf", account.as_pdf, name="account_pdf"),
    path("measure/accounts/<str:ref>/account.json", account.as_json, name="account_json"),
    path("measure/accounts/<str:ref>/correct/", new_account.correct, name="correct_account"),
    path("measure/accounts/<str:ref>/evidence/<str:line>/", account.evidence, name="account_evidence"),
    path("measure/accounts/<str:ref>/<str:step>/", account_step.view, name="account_step"),
]
