"""Sealed bids: who can open what, when, and what happens to altered bytes."""

from __future__ import annotations

import itertools
import secrets
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.integrate.rules import sealing
from fourfold.integrate.rules.sealing import Context, box, drafts, sharing

TENDER = "T-7Q2M"
SERVER_SECRET = b"a server secret of the tests, longer than thirty-two bytes"
PASSPHRASES = {"ana": "correct horse battery", "ben": "staple under the bridge", "cai": "tri chynnig i Gymro"}
DEADLINE = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
AFTER = DEADLINE + timedelta(seconds=1)
BID = Context(TENDER, "B-1")


@pytest.fixture(scope="module")
def opener_keys() -> dict[str, sealing.OpenerKey]:
    return {name: sealing.make_opener_key(words, opener=name) for name, words in PASSPHRASES.items()}


@pytest.fixture(scope="module")
def tender_key(opener_keys: dict[str, sealing.OpenerKey]) -> sealing.TenderKey:
    public = {name: key.public_key for name, key in opener_keys.items()}
    return sealing.make_tender_key(tender=TENDER, openers=public, server_secret=SERVER_SECRET)


@pytest.fixture(scope="module")
def shares(opener_keys: dict[str, sealing.OpenerKey], tender_key: sealing.TenderKey) -> dict[str, bytes]:
    opened = {}
    for name, words in PASSPHRASES.items():
        private = sealing.unlock_opener_key(opener_keys[name].wrapped_private_key, words, opener=name)
        opened[name] = sealing.unwrap_share(private, tender_key.wrapped_shares[name], Context(TENDER, name))
    return opened


@pytest.fixture(scope="module")
def server_share(tender_key: sealing.TenderKey) -> bytes:
    return sealing.release_server_share(
        tender_key.wrapped_server_share,
        SERVER_SECRET,
        Context(TENDER),
        deadline=DEADLINE,
        at=AFTER,
    )


def every_flip(blob: bytes) -> list[bytes]:
    """The blob with one bit of each byte turned, a different bit at different places, and cut and lengthened ones."""
    flipped = [
        blob[:place] + bytes([blob[place] ^ 1 << place % 8]) + blob[place + 1 :] for place in range(len(blob))
    ]
    return [*flipped, b"", blob[:1], blob[:17], blob[:40], blob[:-1], blob + b"\0"]


# The whole way round.


@pytest.mark.parametrize("pair", list(itertools.combinations(PASSPHRASES, 2)))
def test_any_two_openers_and_the_server_open_a_bid(
    pair: tuple[str, str],
    tender_key: sealing.TenderKey,
    shares: dict[str, bytes],
    server_share: bytes,
) -> None:
    blob = sealing.seal(tender_key.public_key, b"we offer 500 apprenticeships", BID)
    private = sealing.rebuild_private_key(
        tender=TENDER,
        shares=[shares[name] for name in pair],
        server_share=server_share,
        public_key=tender_key.public_key,
    )
    assert sealing.open_sealed(private, blob, BID) == b"we offer 500 apprenticeships"


def test_all_three_openers_open_it_too(
    tender_key: sealing.TenderKey,
    shares: dict[str, bytes],
    server_share: bytes,
) -> None:
    assert sealing.rebuild_private_key(
        tender=TENDER,
        shares=shares.values(),
        server_share=server_share,
        public_key=tender_key.public_key,
    )


def test_one_opener_and_the_server_are_not_enough(
    tender_key: sealing.TenderKey,
    shares: dict[str, bytes],
    server_share: bytes,
) -> None:
    for several_times in ([shares["ana"]], [shares["ana"]] * 3):
        with pytest.raises(sealing.NotEnoughOpeners, match="2 different openers are needed"):
            sealing.rebuild_private_key(
                tender=TENDER,
                shares=several_times,
                server_share=server_share,
                public_key=tender_key.public_key,
            )


def test_one_opener_cannot_make_up_the_second_share(
    tender_key: sealing.TenderKey,
    shares: dict[str, bytes],
    server_share: bytes,
) -> None:
    for invented in (secrets.token_bytes(32), bytes(32), shares["ana"][1:]):
        with pytest.raises(sealing.Tampered):
            sealing.rebuild_private_key(
                tender=TENDER,
                shares=[shares["ana"], b"\x02" + invented],
                server_share=server_share,
                public_key=tender_key.public_key,
            )


def test_two_openers_without_the_servers_share_are_not_enough(
    tender_key: sealing.TenderKey,
    shares: dict[str, bytes],
) -> None:
    for instead in (b"", bytes(32), secrets.token_bytes(32), shares["cai"]):
        with pytest.raises(sealing.Tampered):
            sealing.rebuild_private_key(
                tender=TENDER,
                shares=[shares["ana"], shares["ben"]],
                server_share=instead,
                public_key=tender_key.public_key,
            )


def test_shares_rebuild_no_other_tenders_key(
    tender_key: sealing.TenderKey,
    shares: dict[str, bytes],
    server_share: bytes,
) -> None:
    with pytest.raises(sealing.Tampered):
        sealing.rebuild_private_key(
            tender="T-OTHER",
            shares=shares.values(),
            server_share=server_share,
            public_key=tender_key.public_key,
        )


@pytest.mark.parametrize("early", [timedelta(0), timedelta(microseconds=1), timedelta(days=30)])
def test_the_server_keeps_its_share_until_the_deadline_has_passed(
    early: timedelta,
    tender_key: sealing.TenderKey,
) -> None:
    with pytest.raises(sealing.TooEarly):
        sealing.release_server_share(
            tender_key.wrapped_server_share,
            SERVER_SECRET,
            Context(TENDER),
            deadline=DEADLINE,
            at=DEADLINE - early,
        )


def test_another_servers_secret_or_another_tender_releases_nothing(tender_key: sealing.TenderKey) -> None:
    wrapped = tender_key.wrapped_server_share
    with pytest.raises(sealing.Tampered):
        sealing.release_server_share(
            wrapped, SERVER_SECRET + b"!", Context(TENDER), deadline=DEADLINE, at=AFTER
        )
    with pytest.raises(sealing.WrongContext):
        sealing.release_server_share(wrapped, SERVER_SECRET, Context("T-X"), deadline=DEADLINE, at=AFTER)
    with pytest.raises(ValueError, match="at least 32 bytes; it has 5"):
        sealing.release_server_share(wrapped, b"short", Context(TENDER), deadline=DEADLINE, at=AFTER)


def test_the_first_openers_share_waits_wrapped_for_the_second(shares: dict[str, bytes]) -> None:
    context = Context(TENDER, "ana")
    kept = sealing.keep_released_share(shares["ana"], SERVER_SECRET, context)
    assert shares["ana"][1:] not in kept
    assert sealing.take_released_share(kept, SERVER_SECRET, context) == shares["ana"]
    with pytest.raises(sealing.WrongContext):
        sealing.take_released_share(kept, SERVER_SECRET, Context(TENDER, "ben"))


def test_a_tender_needs_three_openers_who_are_different_people(
    opener_keys: dict[str, sealing.OpenerKey],
) -> None:
    two = {name: opener_keys[name].public_key for name in ("ana", "ben")}
    with pytest.raises(ValueError, match="3 to 255 openers, not 2"):
        sealing.make_tender_key(tender=TENDER, openers=two, server_secret=SERVER_SECRET)
    with pytest.raises(ValueError, match="same key"):
        sealing.make_tender_key(
            tender=TENDER,
            openers={**two, "cai": two["ana"]},
            server_secret=SERVER_SECRET,
        )


# Openers.


def test_a_wrong_passphrase_unlocks_nothing_and_a_right_one_typed_elsewhere_does() -> None:
    key = sealing.make_opener_key("gŵyl y banc heddiw", opener="dai")
    with pytest.raises(sealing.WrongPassphrase):
        sealing.unlock_opener_key(key.wrapped_private_key, "gŵyl y banc fory", opener="dai")
    decomposed = "gw\u0302yl y banc heddiw"
    assert sealing.unlock_opener_key(key.wrapped_private_key, decomposed, opener="dai")
    with pytest.raises(sealing.WrongContext):
        sealing.unlock_opener_key(key.wrapped_private_key, "gŵyl y banc heddiw", opener="eve")


def test_a_passphrase_of_eleven_characters_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 12 characters; this one has 11"):
        sealing.make_opener_key("elevenchars", opener="dai")


def test_a_changed_passphrase_keeps_the_key(opener_keys: dict[str, sealing.OpenerKey]) -> None:
    wrapped = opener_keys["ana"].wrapped_private_key
    changed = sealing.change_passphrase(wrapped, PASSPHRASES["ana"], "another long passphrase", opener="ana")
    with pytest.raises(sealing.WrongPassphrase):
        sealing.unlock_opener_key(changed, PASSPHRASES["ana"], opener="ana")
    private = sealing.unlock_opener_key(changed, "another long passphrase", opener="ana")
    assert box.public_key_of(private) == opener_keys["ana"].public_key


def test_an_altered_opener_key_is_not_unlocked(opener_keys: dict[str, sealing.OpenerKey]) -> None:
    wrapped = opener_keys["ana"].wrapped_private_key
    for altered in every_flip(wrapped)[::8]:
        with pytest.raises(sealing.CannotOpen):
            sealing.unlock_opener_key(altered, PASSPHRASES["ana"], opener="ana")


def test_no_opener_reads_anothers_share_or_an_altered_one(
    opener_keys: dict[str, sealing.OpenerKey],
    tender_key: sealing.TenderKey,
) -> None:
    private = sealing.unlock_opener_key(
        opener_keys["ana"].wrapped_private_key, PASSPHRASES["ana"], opener="ana"
    )
    with pytest.raises(sealing.WrongContext):
        sealing.unwrap_share(private, tender_key.wrapped_shares["ben"], Context(TENDER, "ana"))
    with pytest.raises(sealing.Tampered):
        sealing.unwrap_share(private, tender_key.wrapped_shares["ben"], Context(TENDER, "ben"))
    for altered in every_flip(tender_key.wrapped_shares["ana"]):
        with pytest.raises((sealing.Tampered, sealing.WrongContext)):
            sealing.unwrap_share(private, altered, Context(TENDER, "ana"))


# Bids and drafts.


@given(st.binary(max_size=9000), st.text(max_size=20), st.text(max_size=20))
def test_what_is_sealed_opens_as_it_was(plaintext: bytes, tender: str, bidder: str) -> None:
    private, public = box.make_key_pair()
    context = Context(tender, bidder)
    blob = sealing.seal(public, plaintext, context)
    assert sealing.open_sealed(private, blob, context) == plaintext
    assert blob != sealing.seal(public, plaintext, context)
    key = sealing.draft_key()
    assert sealing.decrypt_draft(key, sealing.encrypt_draft(key, plaintext, context), context) == plaintext


def test_any_changed_byte_of_a_bid_is_noticed() -> None:
    private, public = box.make_key_pair()
    for altered in every_flip(sealing.seal(public, b"GBP 1,250,000", BID)):
        with pytest.raises((sealing.Tampered, sealing.WrongContext)):
            sealing.open_sealed(private, altered, BID)


def test_any_changed_byte_of_a_draft_is_noticed() -> None:
    key = sealing.draft_key()
    for altered in every_flip(sealing.encrypt_draft(key, b"half a method statement", BID)):
        with pytest.raises((sealing.Tampered, sealing.WrongContext)):
            sealing.decrypt_draft(key, altered, BID)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_blob_are_refused(noise: bytes) -> None:
    private, _ = box.make_key_pair()
    with pytest.raises(sealing.CannotOpen):
        sealing.open_sealed(private, noise, BID)


@pytest.mark.parametrize(
    "other", [Context("T-X", "B-1"), Context(TENDER, "B-2"), Context(TENDER + "B", "-1")]
)
def test_a_bid_or_draft_moved_elsewhere_does_not_open(other: Context) -> None:
    private, public = box.make_key_pair()
    with pytest.raises(sealing.WrongContext):
        sealing.open_sealed(private, sealing.seal(public, b"x", BID), other)
    key = sealing.draft_key()
    with pytest.raises(sealing.WrongContext):
        sealing.decrypt_draft(key, sealing.encrypt_draft(key, b"x", BID), other)


def test_a_forged_context_tag_does_not_move_a_bid() -> None:
    private, public = box.make_key_pair()
    other = Context(TENDER, "B-2")
    moved = box.header(other.bound_to("bid")) + sealing.seal(public, b"x", BID)[17:]
    with pytest.raises(sealing.Tampered):
        sealing.open_sealed(private, moved, other)


def test_another_key_opens_nothing() -> None:
    _, public = box.make_key_pair()
    other, _ = box.make_key_pair()
    with pytest.raises(sealing.Tampered):
        sealing.open_sealed(other, sealing.seal(public, b"x", BID), BID)
    with pytest.raises(sealing.Tampered):
        sealing.decrypt_draft(sealing.draft_key(), sealing.encrypt_draft(sealing.draft_key(), b"x", BID), BID)


def test_length_shows_the_bucket_only() -> None:
    _, public = box.make_key_pair()
    lengths = {len(sealing.seal(public, b"a" * size, BID)) for size in (0, 1, 100, 4088)}
    assert len(lengths) == 1
    assert len(sealing.seal(public, b"a" * 4089, BID)) == lengths.pop() + 4096
    assert [len(box.pad(bytes(n))) for n in (2**20 - 8, 2**20, 3 * 2**20)] == [2**20, 2 * 2**20, 4 * 2**20]


def test_the_receipt_is_the_sha256_of_the_stored_bytes() -> None:
    # The digest of "abc" is the example of FIPS 180-2, appendix B.1.
    assert sealing.receipt_hash(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


# Resume codes.


@given(st.binary(min_size=16, max_size=16), st.booleans())
def test_a_resume_code_gives_its_key_back_however_it_is_typed(key: bytes, lower: bool) -> None:
    code = sealing.resume_code(key)
    assert [len(group) for group in code.split("-")] == [4] * 7
    typed = code.replace("-", " ").replace("0", "O").replace("1", "l")
    assert sealing.key_from_resume_code(typed.lower() if lower else typed) == key


@given(st.binary(min_size=16, max_size=16), st.integers(0, 27), st.sampled_from(drafts.ALPHABET))
def test_one_wrong_character_is_noticed(key: bytes, place: int, wrong: str) -> None:
    code = sealing.resume_code(key).replace("-", "")
    typed = code[:place] + wrong + code[place + 1 :]
    if wrong != code[place]:
        with pytest.raises(sealing.WrongResumeCode, match="slip"):
            sealing.key_from_resume_code(typed)


@given(st.binary(min_size=16, max_size=16), st.integers(0, 26))
def test_two_neighbours_swapped_are_noticed(key: bytes, place: int) -> None:
    code = sealing.resume_code(key).replace("-", "")
    typed = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if typed != code:
        with pytest.raises(sealing.WrongResumeCode, match="slip"):
            sealing.key_from_resume_code(typed)


@pytest.mark.parametrize(
    ("typed", "words"), [("", "you typed 0"), ("ABCD-EFGH", "you typed 8"), ("U" * 28, "“U”")]
)
def test_a_code_that_cannot_be_one_says_why(typed: str, words: str) -> None:
    with pytest.raises(sealing.WrongResumeCode, match=words):
        sealing.key_from_resume_code(typed)


@given(st.text(max_size=40))
def test_anything_typed_as_a_code_is_answered(typed: str) -> None:
    with pytest.raises(sealing.WrongResumeCode):
        sealing.key_from_resume_code(typed)


def test_the_handle_finds_the_draft_and_is_not_the_key() -> None:
    key = sealing.draft_key()
    assert sealing.draft_handle(key) == sealing.draft_handle(key)
    assert key.hex() not in sealing.draft_handle(key)
    assert sealing.draft_handle(key) != sealing.draft_handle(sealing.draft_key())


# Sharing, beside a second implementation by logarithm tables.


def _tables() -> tuple[list[int], dict[int, int]]:
    powers, element = [], 1
    for _ in range(255):
        powers.append(element)
        # Times 3, which generates the multiplicative group: x·3 = x·2 + x.
        doubled = element << 1
        element ^= doubled ^ 0x11B if doubled > 0xFF else doubled
    return powers, {power: exponent for exponent, power in enumerate(powers)}


POWERS, LOGS = _tables()


def _by_table(a: int, b: int) -> int:
    return POWERS[(LOGS[a] + LOGS[b]) % 255] if a and b else 0


def _interpolated_at_zero(points: list[tuple[int, int]]) -> int:
    """Lagrange's formula, for any number of points."""
    total = 0
    for x, y in points:
        term = y
        for other, _ in points:
            if other != x:
                quotient = POWERS[(LOGS[other] - LOGS[x ^ other]) % 255]
                term = _by_table(term, quotient)
        total ^= term
    return total


@pytest.mark.parametrize(("a", "b", "product"), [(0x57, 0x83, 0xC1), (0x57, 0x13, 0xFE), (0x53, 0xCA, 0x01)])
def test_products_published_for_the_aes_field(a: int, b: int, product: int) -> None:
    # FIPS 197, sections 4.2 and 4.2.1; 53 and CA are inverses in its S-box.
    assert sharing.multiply(a, b) == product


def test_every_product_and_inverse_is_the_tables() -> None:
    assert sorted(POWERS) == list(range(1, 256))
    for a, b in itertools.product(range(256), repeat=2):
        assert sharing.multiply(a, b) == _by_table(a, b)
    assert [sharing.multiply(a, sharing.invert(a)) for a in range(1, 256)] == [1] * 255


@given(st.binary(min_size=1, max_size=64), st.integers(3, 255), st.data())
def test_any_two_shares_give_the_secret_in_both_implementations(
    secret: bytes,
    count: int,
    data: st.DataObject,
) -> None:
    shares = sharing.split(secret, count)
    few = data.draw(st.lists(st.sampled_from(shares), min_size=2, max_size=5, unique=True))
    assert sharing.combine(few) == secret
    assert bytes(_interpolated_at_zero([(s[0], s[i]) for s in few]) for i in range(1, len(few[0]))) == secret


@settings(max_examples=20)
@given(st.integers(0, 255), st.integers(1, 255))
def test_one_share_fits_every_secret_equally(value: int, place: int) -> None:
    slopes_by_secret = [
        [slope for slope in range(256) if secret ^ _by_table(slope, place) == value] for secret in range(256)
    ]
    assert {len(slopes) for slopes in slopes_by_secret} == {1}


def test_shares_that_contradict_each_other_are_refused() -> None:
    first, second, third = sharing.split(b"secret", 3)
    altered = third[:-1] + bytes([third[-1] ^ 1])
    for wrong in (
        [first, second, altered],
        [first, first[:-1] + bytes([first[-1] ^ 1])],
        [first, second[:-1]],
        [b"", first],
    ):
        with pytest.raises(sealing.Tampered):
            sharing.combine(wrong)
