"""The evidence of a procedure: everything that the buyer may see, nothing sealed, and any changed byte shows."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.config.command_line import main
from fourfold.ground.files import store
from fourfold.ground.organisations.tenancy import as_tenant
from fourfold.ground.people.actor import NotAllowed
from fourfold.ground.people.tables import Role
from fourfold.integrate.actions import evidence_packs
from fourfold.integrate.actions.evidence_packs import Packed
from fourfold.integrate.exchange.evidence_pack.archive import Made, check, make
from fourfold.integrate.exchange.evidence_pack.contents import contents
from fourfold.integrate.exchange.evidence_pack.key import public_key, signing_key
from fourfold.integrate.models import Bid, EvidencePack
from fourfold.integrate.queries.procedure import tables_of_procedures
from tests.builders.ground import an_actor
from tests.builders.integrate import AFTER, NOW, a_bid, a_bidder, a_tender, awarded, moderated, sealed
from tests.builders.routes import tells

if TYPE_CHECKING:
    from pathlib import Path

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
FILES = {"records/Award.json": b'[{"ref": "A"}]\n', "award-report.html": b"<p>Repairs</p>", "empty": b""}
ABOUT = {"title": "Repairs", "procurement": "K7Q2M9XRTW"}
MADE = make(FILES, about=ABOUT, key=KEY)


def test_an_archive_is_what_was_signed() -> None:
    checked = check(MADE.content, public_key=MADE.public_key)
    assert checked.faults == ()
    assert (checked.files, checked.about["title"]) == (3, "Repairs")
    # The same files always make the same archive.
    assert make(FILES, about=ABOUT, key=KEY) == MADE
    assert check(MADE.content, public_key=public_key_of(b"another")).faults


@settings(max_examples=300)
@given(st.integers(0, len(MADE.content) - 1), st.integers(1, 255))
def test_any_changed_byte_shows(place: int, by: int) -> None:
    changed = bytearray(MADE.content)
    changed[place] ^= by
    assert check(bytes(changed), public_key=MADE.public_key).faults


@pytest.mark.parametrize("tail", [b"\n", b"PK", b"anything"])
def test_nothing_is_added_taken_away_or_put_in_its_place(tail: bytes) -> None:
    assert check(MADE.content + tail).faults
    assert check(MADE.content[:-1]).faults
    assert check(tail).faults
    for files in ({**FILES, "more": b""}, {"empty": b""}):
        forged = _with_the_old_manifest(make(files, about=ABOUT, key=KEY))
        assert check(forged).faults


def test_who_signs_anew_is_found_out_by_the_key() -> None:
    forged = make({**FILES, "records/Award.json": b"[]\n"}, about=ABOUT, key=Ed25519PrivateKey.generate())
    assert check(forged.content).faults == ()
    assert "another key" in check(forged.content, public_key=MADE.public_key).faults[0]


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    good.write_bytes(MADE.content)
    bad.write_bytes(MADE.content.replace(b"Repairs</p>", b"Repaint</p>"))
    for file, code in ((good, 0), (bad, 2), (tmp_path / "nowhere.zip", 2)):
        assert main(["evidence-pack", "verify", str(file), "--key", MADE.public_key]) == code
    said = capsys.readouterr()
    assert "award-report.html was changed." in said.err
    assert [each["intact"] for each in _answers(said.out)] == [True, False]


def _answers(text: str) -> list[dict[str, object]]:
    decoder, found, place = json.JSONDecoder(), [], 0
    while place < len(text):
        answer, end = decoder.raw_decode(text, place)
        found.append(answer)
        place = end + 1
    return found


@pytest.mark.django_db
def test_a_pack_holds_the_whole_procedure_and_nothing_that_is_sealed() -> None:
    to = a_tender()
    winner, withdrawn_words = a_bidder(), "Nobody but us may read this"
    sealed(to, a_bidder(), a_bid(to, words=withdrawn_words), at=AFTER)
    sealed(to, winner, a_bid(to, price="412345.67"))
    with as_tenant(to.buyer.pk), pytest.raises(NotAllowed, match="once the award is decided"):
        evidence_packs.check_can_pack(to.commissioner, to.procurement)
    moderated(to, [4])
    decision = awarded(to)
    tells(to, decision)
    told: list[tuple[int, int, str]] = []
    auditor = an_actor(role=Role.AUDITOR, organisation=to.buyer)
    with as_tenant(to.buyer.pk):
        with pytest.raises(NotAllowed):
            evidence_packs.check_can_pack(to.manager, to.procurement)
        files = contents(to.procurement, progress=lambda *step: told.append(step))
        made = make(files, about=ABOUT, key=signing_key())
        kept = evidence_packs.keep(
            by=auditor,
            procurement=to.procurement,
            packed=Packed(made.content, made.files, made.manifest_sha256, made.public_key),
            at=NOW,
        )
        assert store.read(kept.file.sha256) == made.content
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert check(made.content, public_key=public_key()).faults == ()
    whole = b"".join(files.values()).decode(errors="replace")
    for words in ("412345.67", "As it was written.", "The most advantageous.", "With care", "No interest"):
        assert words in whole
    assert withdrawn_words not in whole
    bids = json.loads(files["records/Bid.json"])
    assert {row["state"] for row in bids} == {"won", "late"}
    assert all("blob" not in row and row["blob_sha256"] for row in bids)
    trail = json.loads(files["trail.json"])
    assert {"Approved an award", "Told the bidders of an award", "Agreed."} & {row["reason"] for row in trail}
    assert all(set(row) >= {"at", "person", "digest"} for row in trail)
    names = {table.name for table in tables_of_procedures()}
    assert {
        "Procurement",
        "Score",
        "CommitmentQuarter",
        "VariationChange",
        "OutcomeLetter",
        "OpenersShare",
    } <= names
    assert "RegisterEntry" not in names
    assert not {EvidencePack.__name__, "ConsultationAnswer", "ConsultationResponse"} & names
    # By a way that every row goes: a file of the price belongs to no criterion, a change to no ask.
    ways = {table.name: table.way for table in tables_of_procedures()}
    assert (ways["OpenedFile"], ways["ConsultationChange"]) == (
        "opened_bid__procurement",
        "consultation__procurement",
    )
    with as_tenant(winner.organisation_id):
        assert not EvidencePack.objects.exists()
        assert Bid.objects.count() == 1


def public_key_of(seed: bytes) -> str:
    return make({}, about={}, key=Ed25519PrivateKey.from_private_bytes(seed.ljust(32, b"0"))).public_key


def _with_the_old_manifest(made: Made) -> bytes:
    """Other files under the manifest that was signed for FILES."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(made.content)) as source,
        zipfile.ZipFile(io.BytesIO(MADE.content)) as signed_for,
        zipfile.ZipFile(written, "w") as archive,
    ):
        for name in source.namelist():
            archive.writestr(name, (signed_for if name.startswith("manifest.") else source).read(name))
    return written.getvalue()
