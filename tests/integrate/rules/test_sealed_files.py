"""Files of bids: read whole with their key, and never altered, cut, moved or mixed up without its being noticed."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.integrate.rules.sealing import (
    CannotOpen,
    Context,
    Tampered,
    WrongContext,
    decrypt_file,
    encrypt_file,
    file_key,
    stored_size,
)
from fourfold.integrate.rules.sealing.files import PIECE

HERE = Context("TENDER", "BIDDER")
sizes = st.one_of(
    st.integers(0, 300),
    st.sampled_from([4087, 4088, 4089, PIECE - 9, PIECE - 8, PIECE, PIECE + 1, 3 * PIECE - 8, 300_000]),
)


def parts_of(content: bytes, each: int) -> Iterator[bytes]:
    return (content[start : start + each] for start in range(0, len(content), each))


def stored(content: bytes, key: bytes, *, each: int = 1000) -> bytes:
    return b"".join(encrypt_file(key, parts_of(content, each), size=len(content), context=HERE))


def read(blob: bytes, key: bytes, context: Context = HERE) -> bytes:
    return b"".join(decrypt_file(key, io.BytesIO(blob), context))


@given(sizes, st.integers(1, 200_000))
@settings(max_examples=40, deadline=None)
def test_a_file_reads_back_however_it_came_and_only_its_bucket_shows(size: int, each: int) -> None:
    content = (b"0123456789abcdef" * (size // 16 + 1))[:size]
    key = file_key()
    blob = stored(content, key, each=each)
    assert read(blob, key) == content
    assert len(blob) == stored_size(size)
    assert content[:16] not in blob or size < 16


def test_files_of_one_bucket_take_the_same_room() -> None:
    assert stored_size(5_000) == stored_size(8_000) != stored_size(9_000)


def test_any_change_of_what_is_stored_is_noticed_and_nothing_altered_is_given_out() -> None:
    content = bytes(range(256)) * 600
    key = file_key()
    blob = stored(content, key)
    piece = PIECE + 16
    for place in (0, 5, 17, 17 + piece - 1, 17 + piece + 3, len(blob) - 1):
        altered = bytearray(blob)
        altered[place] ^= 1
        given: list[bytes] = []
        with pytest.raises(CannotOpen):
            given.extend(decrypt_file(key, io.BytesIO(bytes(altered)), HERE))
        assert content.startswith(b"".join(given))
    for cut in (blob[:17], blob[: 17 + piece], blob[:-piece], blob[:-1], blob[:-16]):
        with pytest.raises(Tampered):
            read(cut, key)
    first, second = blob[17 : 17 + piece], blob[17 + piece : 17 + 2 * piece]
    for moved in (
        blob[:17] + second + first + blob[17 + 2 * piece :],
        blob[:17] + first + first + blob[17 + 2 * piece :],
    ):
        with pytest.raises(Tampered):
            read(moved, key)


def test_a_file_opens_under_its_key_for_its_tender_and_its_bidder_alone() -> None:
    key = file_key()
    blob = stored(b"words", key)
    with pytest.raises(Tampered):
        read(blob, file_key())
    for other in (Context("TENDER", "OTHER"), Context("OTHER", "BIDDER")):
        with pytest.raises(WrongContext):
            read(blob, key, other)


def test_a_file_of_another_size_than_was_said_is_not_stored() -> None:
    for said in (4, 6):
        with pytest.raises(ValueError, match="was said to have"):
            list(encrypt_file(file_key(), [b"words"], size=said, context=HERE))
