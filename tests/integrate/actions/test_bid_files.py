"""Files of a bid: looked through, bounded, sealed, and gone with the draft that is thrown away."""

from __future__ import annotations

import io

import pytest

from fourfold.ground.files import store
from fourfold.ground.files.refusals import NoRoom, NotAccepted
from fourfold.ground.files.tables import EvidenceFile
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import Actor, NotAllowed
from fourfold.ground.people.changes import Refused
from fourfold.integrate.actions import bid_copies, bid_files, bids, evaluation, exclusion
from fourfold.integrate.models import Bid, OpenedFile
from fourfold.integrate.queries.ranking import ranked_bids
from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.bid_document import BidDocument
from tests.builders.ground import TODAY
from tests.builders.integrate import (
    CLOSES,
    NOW,
    Tender,
    a_bid,
    a_bidder,
    a_tender,
    bid_now,
    declares,
    open_bids_of,
    scores,
    sealed,
)
from tests.builders.integrate import moderates as agree
from tests.builders.stored import tables_with
from tests.ground.files.made import a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_store(settings: object, tmp_path: object) -> None:
    settings.FILES_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's


@pytest.fixture
def tender() -> Tender:
    return a_tender()


def attach(
    tender: Tender,
    by: Actor,
    *,
    name: str = "Plan.pdf",
    code: str = "",
    content: bytes | None = None,
    to: str = "",
) -> bids.KeptDraft:
    with as_tenant(by.organisation_id):
        return bid_files.attach(
            by=by,
            procurement=tender.procurement,
            resume_code=code,
            content=io.BytesIO(a_pdf() if content is None else content),
            name=name,
            belongs_to=to,
            at=NOW,
        )


def draft(tender: Tender, by: Actor, code: str) -> BidDocument:
    with as_tenant(by.organisation_id):
        found = bids.read_draft(by=by, procurement=tender.procurement, resume_code=code)
    assert found is not None
    return found


def seal(tender: Tender, by: Actor, code: str) -> Bid:
    with as_tenant(by.organisation_id):
        kept = bids.keep_draft(
            by=by,
            procurement=tender.procurement,
            document=a_bid(tender),
            resume_code=code,
            version=None,
            at=NOW,
        )
        return bids.seal(
            by=by,
            procurement=tender.procurement,
            document=draft(tender, by, kept.resume_code),
            arrived_at=NOW,
            on=TODAY,
            resume_code=code,
        )


def test_what_is_kept_of_a_file_says_nothing_but_its_bucket_and_goes_with_the_draft(tender: Tender) -> None:
    by = a_bidder()
    kept = attach(tender, by, name="Zwölf Kraniche.pdf")
    [file] = draft(tender, by, kept.resume_code).files
    assert (file.name, file.media_type, file.size) == ("Zwölf Kraniche.pdf", "application/pdf", len(a_pdf()))
    with as_tenant(by.organisation_id):
        [row] = EvidenceFile.objects.all()
    assert (row.name, row.media_type, row.size) == (
        "Sealed file of a bid",
        "application/octet-stream",
        sealing.stored_size(file.size),
    )
    assert a_pdf()[:40] not in store.read(file.sha256)
    assert tables_with("Zwölf Kraniche") == tables_with(file.key) == set()
    with as_tenant(tender.buyer.pk):
        assert not EvidenceFile.objects.exists()
    with as_tenant(by.organisation_id):
        bids.discard_draft(by=by, procurement=tender.procurement, at=NOW)
        assert not EvidenceFile.objects.exists()


def test_a_bid_holds_so_many_files_and_so_much_and_no_two_of_one_name(
    tender: Tender, monkeypatch: pytest.MonkeyPatch
) -> None:
    by = a_bidder()
    code = attach(tender, by).resume_code
    with pytest.raises(NotAccepted, match="has a file named"):
        attach(tender, by, code=code)
    monkeypatch.setattr(bid_files, "MOST_OF_ALL", len(a_pdf()) + 10)
    with pytest.raises(NotAccepted, match="larger than"):
        attach(tender, by, name="Two.pdf", code=code)
    monkeypatch.setattr(bid_files, "MOST_FILES", 1)
    with pytest.raises(NotAccepted, match="one file too many"):
        attach(tender, by, name="Two.pdf", code=code)
    assert len(draft(tender, by, code).files) == 1


def test_a_file_is_refused_that_could_do_something_or_has_no_room_or_comes_too_late(
    tender: Tender, settings: object
) -> None:
    by = a_bidder()
    with pytest.raises(NotAccepted, match="script"):
        attach(tender, by, content=a_pdf(script="app.alert(1)"))
    with pytest.raises(Refused, match="Choose what the file belongs to"):
        attach(tender, by, to="NOSUCHREF0")
    settings.QUOTA_BYTES = 100  # type: ignore[attr-defined]  # pytest-django's
    with pytest.raises(NoRoom):
        attach(tender, by)
    with as_tenant(by.organisation_id):
        assert not Bid.objects.exists()
    with pytest.raises(NotAllowed):
        attach(tender, tender.commissioner)
    code = sealing.resume_code(sealing.draft_key())
    settings.QUOTA_BYTES = 0  # type: ignore[attr-defined]  # pytest-django's
    attach(tender, by)
    with pytest.raises(Refused, match="does not hold the resume code"):
        attach(tender, by, name="Two.pdf", code=code)


def test_a_lost_and_an_altered_file_are_told_and_keep_no_bid_shut(tender: Tender) -> None:
    lost, altered, whole = a_bidder(), a_bidder(), a_bidder()
    files = {}
    for by in (lost, altered, whole):
        code = attach(tender, by).resume_code
        [files[by.organisation_id]] = draft(tender, by, code).files
        seal(tender, by, code)
    store.path_of(files[lost.organisation_id].sha256).unlink()
    path = store.path_of(files[altered.organisation_id].sha256)
    content = bytearray(path.read_bytes())
    content[40] ^= 1
    path.write_bytes(bytes(content))
    assert len(open_bids_of(tender)) == 3
    with as_tenant(tender.buyer.pk):
        intact = dict(OpenedFile.objects.values_list("opened_bid__bidder_id", "intact"))
    assert intact == {
        lost.organisation_id: False,
        altered.organisation_id: False,
        whole.organisation_id: True,
    }
    # What the buyer holds of it does not hang on what the bidder keeps.
    with as_tenant(tender.buyer.pk):
        assert EvidenceFile.objects.filter(
            owner=tender.buyer, sha256=files[whole.organisation_id].sha256
        ).exists()


def test_the_bidders_own_copy_opens_with_the_code_and_after_the_opening_without(tender: Tender) -> None:
    by, rival = a_bidder(), a_bidder()
    code = attach(tender, by).resume_code
    bid = seal(tender, by, code)
    with as_tenant(by.organisation_id):
        written = bid_copies.own_content(by=by, bid=bid, resume_code=code)
        assert written is not None
        assert (written.offers, len(written.files)) == (a_bid(tender).offers, 1)
        another = sealing.resume_code(sealing.draft_key())
        assert bid_copies.own_content(by=by, bid=bid, resume_code=another) is None
        assert bid_copies.own_content(by=by, bid=bid, resume_code="") is None
        with pytest.raises(Refused, match="does not hold the resume code"):
            bid_copies.write_again(by=by, bid=bid, resume_code=another, at=NOW)
        with pytest.raises(NotAllowed):
            bid_copies.write_again(by=by, bid=bid, resume_code=code, at=CLOSES.replace(hour=13))
        with pytest.raises(NotAllowed):
            bid_copies.own_content(by=rival, bid=bid, resume_code=code)
    open_bids_of(tender)
    with as_tenant(by.organisation_id):
        assert bid_copies.own_content(by=by, bid=bid_now(bid), resume_code="") == written


def test_an_excluded_bid_is_neither_moderated_nor_ranked_and_the_rest_goes_on(tender: Tender) -> None:
    for price in ("400000.00", "1.00"):
        sealed(tender, a_bidder(), a_bid(tender, price=price))
    first, cheap = open_bids_of(tender)
    declares(tender, tender.evaluator)
    with as_tenant(tender.buyer.pk), pytest.raises(NotAllowed):
        exclusion.exclude(by=tender.evaluator, opened_bid=cheap, because="Too cheap")
    declares(tender, tender.commissioner)
    scores(tender, tender.evaluator, first)
    with as_tenant(tender.buyer.pk):
        with pytest.raises(Refused, match="Say why"):
            exclusion.exclude(by=tender.commissioner, opened_bid=cheap, because=" ")
        exclusion.exclude(by=tender.commissioner, opened_bid=cheap, because="Abnormally low, unexplained")
        with pytest.raises(Refused):
            exclusion.exclude(by=tender.commissioner, opened_bid=cheap, because="Again")
    agree(tender, tender.commissioner, first)
    with as_tenant(tender.buyer.pk):
        evaluation.close_moderation(by=tender.commissioner, procurement=tender.procurement)
        assert [each.opened_bid for each in ranked_bids(tender.procurement)] == [first]
        with pytest.raises(NotAllowed, match="until the moderation is closed"):
            exclusion.exclude(by=tender.commissioner, opened_bid=first, because="Too late")
