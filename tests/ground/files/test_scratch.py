"""Temporary files that are noise to everybody else."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.ground.files.scratch import Scratch, ScratchUploadHandler

WORDS = b"forty cranes over the lagoon "


@given(st.lists(st.binary(max_size=90), max_size=8), st.integers(0, 200), st.integers(0, 90))
@settings(max_examples=60, deadline=None)
def test_it_reads_as_any_file_from_anywhere_in_it(parts: list[bytes], start: int, size: int) -> None:
    plain, scratch = io.BytesIO(), Scratch()
    for part in parts:
        plain.write(part)
        scratch.write(part)
    assert scratch.seek(0, io.SEEK_END) == plain.seek(0, io.SEEK_END)
    for file in (plain, scratch):
        file.seek(start)
    assert scratch.read(size) == plain.read(size)
    assert scratch.tell() == plain.tell()
    scratch.close()


def test_what_lies_on_the_disk_is_noise_and_no_two_are_alike() -> None:
    kept = []
    for _ in range(2):
        with Scratch() as scratch:
            scratch.write(WORDS * 100)
            scratch._file.seek(0)
            kept.append(scratch._file.read())
    assert len(kept[0]) == len(WORDS) * 100
    assert kept[0] != kept[1]
    assert not any(WORDS[:8] in each for each in kept)


def test_an_archive_is_read_from_it() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("a.txt", WORDS)
    scratch = io.BufferedRandom(Scratch())
    scratch.write(made.getvalue())
    with zipfile.ZipFile(scratch) as packed:
        assert packed.read("a.txt") == WORDS
    scratch.close()


def test_a_large_upload_goes_through_it(settings: Any) -> None:
    assert settings.FILE_UPLOAD_HANDLERS[-1].endswith("ScratchUploadHandler")
    handler = ScratchUploadHandler()
    handler.new_file("file", "a.pdf", "application/pdf", 3, None, None)
    handler.receive_data_chunk(WORDS, 0)
    handler.receive_data_chunk(WORDS, len(WORDS))
    file = handler.file_complete(2 * len(WORDS))
    assert (file.name, file.size, file.read()) == ("a.pdf", 2 * len(WORDS), WORDS * 2)
    file.close()
    broken = ScratchUploadHandler()
    broken.new_file("file", "b.pdf", "application/pdf", 3, None, None)
    broken.upload_interrupted()
    with pytest.raises(ValueError, match="closed"):
        broken._file.write(WORDS)
