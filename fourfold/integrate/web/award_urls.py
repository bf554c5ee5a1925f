"""From the bid to the contract."""

from django.urls import URLPattern, URLResolver, path

from fourfold.integrate.web.agreement import view as agreement
from fourfold.integrate.web.award import view as award
from fourfold.integrate.web.begin_bidding import view as begin_bidding
from fourfold.integrate.web.bid import view as bid
from fourfold.integrate.web.bid_files import view as bid_files
from fourfold.integrate.web.bid_receipt import view as bid_receipt
from fourfold.integrate.web.bid_workbook import view as bid_workbook
from fourfold.integrate.web.clarification import view as clarification
from fourfold.integrate.web.clauses import view as clauses
from fourfold.integrate.web.compare import view as compare
from fourfold.integrate.web.conflicts import view as conflicts
from fourfold.integrate.web.declare import view as declare
from fourfold.integrate.web.exclude_bid import view as exclude_bid
from fourfold.integrate.web.feasibility import view as feasibility
from fourfold.integrate.web.moderate import view as moderate
from fourfold.integrate.web.open_bids import view as open_bids
from fourfold.integrate.web.opened_file import view as opened_file
from fourfold.integrate.web.own_bids import view as own_bids
from fourfold.integrate.web.robustness import view as robustness
from fourfold.integrate.web.score import view as score
from fourfold.integrate.web.sign_contract import view as sign_contract
from fourfold.integrate.web.verify_receipt import view as verify_receipt

urlpatterns: list[URLPattern | URLResolver] = [
    path("tenders/<str:ref>/bid/", bid.view, name="bid"),
    path("tenders/<str:ref>/bid/kept/", bid.kept, name="bid_kept"),
    path("tenders/<str:ref>/bid/resume/", bid.resume, name="resume_bid"),
    path("tenders/<str:ref>/bid/check/", bid.check, name="check_bid"),
    path("tenders/<str:ref>/bid/<str:bid>/receipt/", bid.receipt, name="bid_receipt"),
    path("tenders/<str:ref>/bid/<str:bid>/receipt.txt", bid_receipt.as_text, name="bid_receipt_text"),
    path("tenders/<str:ref>/bid/<str:bid>/receipt.pdf", bid_receipt.as_pdf, name="bid_receipt_pdf"),
    path("tenders/<str:ref>/bid/<str:bid>/withdraw/", bid.withdraw, name="withdraw_bid"),
    path("tenders/<str:ref>/bid/<str:bid>/again/", bid.again, name="write_bid_again"),
    path("tenders/<str:ref>/begin/", begin_bidding.view, name="begin_bidding"),
    path("tenders/<str:ref>/begin/<str:signed>/", begin_bidding.confirm, name="confirm_bidding"),
    path("tenders/<str:ref>/workbook/", bid_workbook.blank, name="tender_workbook"),
    path("tenders/<str:ref>/bid/workbook/", bid_workbook.view, name="bid_workbook"),
    path("tenders/<str:ref>/bid/workbook/filled/", bid_workbook.filled, name="filled_workbook"),
    path("tenders/<str:ref>/bid/files/", bid_files.view, name="bid_files"),
    path("tenders/<str:ref>/bid/files/remove/", bid_files.remove, name="remove_bid_file"),
    path("tenders/<str:ref>/bid/take-away/", own_bids.take_away, name="take_bid_away"),
    path("bids/", own_bids.listed, name="own_bids"),
    path("receipts/", verify_receipt.view, name="verify_receipt"),
    path("integrate/procurements/<str:ref>/opening/", open_bids.view, name="open_bids"),
    path("integrate/procurements/<str:ref>/conflicts/", conflicts.view, name="conflicts"),
    path("integrate/procurements/<str:ref>/conflicts/people/new/", conflicts.name, name="name_influence"),
    path(
        "integrate/procurements/<str:ref>/conflicts/people/<str:influence>/end/",
        conflicts.end,
        name="end_influence",
    ),
    path(
        "integrate/procurements/<str:ref>/conflicts/people/<str:influence>/declare/",
        conflicts.declare_for,
        name="declare_for_adviser",
    ),
    path(
        "integrate/procurements/<str:ref>/conflicts/interests/<str:declaration>/",
        conflicts.decide,
        name="decide_interest",
    ),
    path("integrate/procurements/<str:ref>/evaluation/", score.overview, name="evaluate"),
    path("integrate/procurements/<str:ref>/evaluation/interests/", declare.view, name="declare"),
    path(
        "integrate/procurements/<str:ref>/evaluation/moderation/close/",
        moderate.close,
        name="close_moderation",
    ),
    path("integrate/procurements/<str:ref>/evaluation/<str:bid>/score/", score.view, name="score_bid"),
    path(
        "integrate/procurements/<str:ref>/evaluation/<str:bid>/moderate/", moderate.view, name="moderate_bid"
    ),
    path(
        "integrate/procurements/<str:ref>/evaluation/<str:bid>/moderate/begin/",
        moderate.begin,
        name="begin_moderation",
    ),
    path("integrate/procurements/<str:ref>/evaluation/agreement/", agreement.view, name="agreement"),
    path("integrate/procurements/<str:ref>/evaluation/side-by-side/", compare.view, name="compare_bids"),
    path("integrate/procurements/<str:ref>/evaluation/robustness/", robustness.view, name="robustness"),
    path(
        "integrate/procurements/<str:ref>/evaluation/robustness/evaluation.json",
        robustness.as_json,
        name="robustness_file",
    ),
    path("integrate/procurements/<str:ref>/evaluation/feasibility/", feasibility.view, name="feasibility"),
    path(
        "integrate/procurements/<str:ref>/evaluation/feasibility/staff/",
        feasibility.staff,
        name="contract_staff",
    ),
    path(
        "integrate/procurements/<str:ref>/evaluation/<str:bid>/clarify/", feasibility.ask, name="ask_bidder"
    ),
    path(
        "tenders/<str:ref>/clarifications/<str:clarification>/", clarification.view, name="bid_clarification"
    ),
    path(
        "integrate/procurements/<str:ref>/evaluation/<str:bid>/exclude/", exclude_bid.view, name="exclude_bid"
    ),
    path(
        "integrate/procurements/<str:ref>/evaluation/<str:bid>/files/<int:number>/",
        opened_file.view,
        name="opened_file",
    ),
    path("integrate/procurements/<str:ref>/award/", award.propose, name="propose_award"),
    path("integrate/procurements/<str:ref>/award/approve/", award.approve, name="approve_award"),
    path("integrate/procurements/<str:ref>/contract/", sign_contract.view, name="sign_contract"),
    path("integrate/contracts/<str:ref>/clauses/", clauses.view, name="contract_clauses"),
]
