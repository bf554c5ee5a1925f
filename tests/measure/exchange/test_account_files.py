"""An account taken away as a file and read back."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from fourfold.define.models import Ledger
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.changes import change
from fourfold.measure.exchange.account_csv import account_csv
from fourfold.measure.exchange.account_pdf import account_pdf
from fourfold.measure.models import AccountLine
from fourfold.measure.queries.accounts import account_page
from tests.builders.measure import a_published_account, a_value, a_verified_delivery, an_account
from tests.builders.promises import a_promise

if TYPE_CHECKING:
    from fourfold.measure.models import Account
    from tests.builders.promises import Promise

pytestmark = pytest.mark.django_db

RUN_BY_SPREADSHEETS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1+1", "＝1+1"]
NOT_MARKUP = '#panic("run") *bold* $x$ @ref <label> \\ ] } " // --- é £'


def rows_of(account: Account) -> list[dict[str, str]]:
    with as_tenant(account.owner_id):
        content = account_csv(account_page(account))
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def pdf_of(account: Account) -> pypdf.PdfReader:
    with as_tenant(account.owner_id):
        return pypdf.PdfReader(io.BytesIO(account_pdf(account_page(account))))


def words_of(pdf: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def rename_line(promise: Promise, account: Account, title: str) -> None:
    with change(by=promise.manager, owner=promise.buyer.pk, reason="For a test"):
        AccountLine.objects.filter(account=account).update(contract_title=title)


def test_the_table_says_what_the_page_says() -> None:
    promise = a_promise()
    a_value(promise, low=Decimal(1000), high=Decimal(2000))
    a_value(promise, value="13000.00", ledger=Ledger.WELLBEING)
    a_verified_delivery(promise, quantity=10, verified="8")
    account = a_published_account(promise)
    first, second = rows_of(account)
    assert (first["reported"], first["verified"], first["published"], first["verified_deliveries"]) == (
        "10.00",
        "8.00",
        "8.00",
        "1",
    )
    assert (first["contract"], first["supplier"], first["unit"]) == (
        promise.contract.ref,
        promise.supplier.name,
        "apprenticeships",
    )
    assert (first["ledger"], first["pounds"], first["pounds_low"], first["pounds_high"]) == (
        "fiscal",
        "12000.00",
        "8000.00",
        "16000.00",
    )
    assert (first["source"], first["licence"]) == ("Unit cost database", "Open Government Licence v3.0")
    assert (second["ledger"], second["pounds"], second["pounds_low"]) == ("wellbeing", "104000.00", "")


def test_what_is_not_known_is_an_empty_cell() -> None:
    promise = a_promise()
    a_verified_delivery(promise)
    (row,) = rows_of(an_account(promise))
    assert (row["verified"], row["ledger"], row["pounds"]) == ("10.00", "", "")


def test_excel_is_told_that_it_is_utf_8() -> None:
    account = an_account(a_promise())
    with as_tenant(account.owner_id):
        assert account_csv(account_page(account)).startswith(b"\xef\xbb\xbfaccount,")


@pytest.mark.parametrize("title", RUN_BY_SPREADSHEETS)
def test_no_text_is_run_by_a_spreadsheet(title: str) -> None:
    promise = a_promise()
    account = an_account(promise)
    rename_line(promise, account, title)
    (row,) = rows_of(account)
    assert row["contract_title"] == f"'{title}"


def test_a_title_with_quotes_commas_and_lines_stays_one_cell() -> None:
    promise = a_promise()
    account = an_account(promise)
    rename_line(promise, account, 'Repairs, "phase 2"\nand after')
    (row,) = rows_of(account)
    assert row["contract_title"] == 'Repairs, "phase 2"\nand after'


def test_the_document_is_tagged_titled_and_says_its_language() -> None:
    promise = a_promise()
    a_value(promise)
    a_verified_delivery(promise)
    pdf = pdf_of(a_published_account(promise))
    root: Any = pdf.trailer["/Root"]
    assert "/StructTreeRoot" in root
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Account of the repairs"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_the_document_has_headings_tables_and_pictures_with_words() -> None:
    promise = a_promise()
    a_value(promise)
    a_verified_delivery(promise, quantity=7)
    pdf = pdf_of(a_published_account(promise))
    kinds: dict[str, int] = {}
    alternatives = []
    root: Any = pdf.trailer["/Root"]
    waiting = [root["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            kinds[str(node.get("/S"))] = kinds.get(str(node.get("/S")), 0) + 1
            if "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            if "/K" in node and not isinstance(node["/K"], int):
                waiting.append(node["/K"])
    assert kinds["/H1"] == 1
    assert kinds["/Table"] == 3
    assert kinds["/TH"] >= 7 + 4 + 4
    assert [text for text in alternatives if "Verified 7 apprenticeships" in text]


def test_the_document_has_the_figures_the_sources_and_the_fingerprint() -> None:
    promise = a_promise()
    a_value(promise, low=Decimal(1000), high=Decimal(2000))
    a_verified_delivery(promise)
    account = a_published_account(promise)
    words = words_of(pdf_of(account))
    for expected in (
        "10 apprenticeships",
        "£15,000.00",
        "£10,000.00 to £20,000.00",
        "Unit cost database",
        promise.supplier.name,
    ):
        assert expected in words
    assert account.sha256 in words.replace(" ", "")


def test_words_that_people_typed_are_never_run() -> None:
    promise = a_promise()
    account = an_account(promise, title=NOT_MARKUP)
    rename_line(promise, account, NOT_MARKUP)
    pdf = pdf_of(account)
    assert pdf.metadata is not None
    assert pdf.metadata.title == NOT_MARKUP
    assert '#panic("run")' in words_of(pdf)


@pytest.mark.parametrize(
    ("title", "shown"), [("日本 homes 🏠", "[U+65E5][U+672C] homes [U+1F3E0]"), ("bell\x07", "bell[U+0007]")]
)
def test_a_letter_that_the_font_does_not_have_is_written_as_its_number_and_the_document_says_so(
    title: str, shown: str
) -> None:
    pdf = pdf_of(an_account(a_promise(), title=title))
    assert pdf.metadata is not None
    assert pdf.metadata.title == shown
    words = words_of(pdf)
    assert shown in words
    assert "written as their number" in words


def test_the_font_has_every_plain_letter() -> None:
    from fourfold.ground.kernel.letters import PLAIN

    letters = "".join(sorted(PLAIN))
    pdf = pdf_of(an_account(a_promise(), title=letters[:240].strip()))
    assert "written as their number" not in words_of(pdf)
    for at in range(240, len(letters), 240):
        assert "written as their number" not in words_of(
            pdf_of(an_account(a_promise(), title=letters[at : at + 240]))
        )


def test_letters_of_many_languages_are_as_typed() -> None:
    assert "Łódź Ωμέγα Привет" in words_of(pdf_of(an_account(a_promise(), title="Łódź Ωμέγα Привет")))


def test_an_account_with_nothing_in_it_is_a_document_too() -> None:
    from datetime import date

    from fourfold.ground.kernel.periods import Period

    words = words_of(pdf_of(an_account(a_promise(), period=Period(date(2020, 4, 1), date(2021, 3, 31)))))
    assert "nothing to value" in words


def test_the_same_account_is_the_same_document() -> None:
    promise = a_promise()
    a_verified_delivery(promise)
    account = a_published_account(promise)
    with as_tenant(account.owner_id):
        assert account_pdf(account_page(account)) == account_pdf(account_page(account))
