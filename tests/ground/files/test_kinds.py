"""A file is what is in it. Whatever bytes come under whatever name, they are kept or refused with a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fourfold.ground.files import texts
from fourfold.ground.files.kinds import examined
from fourfold.ground.files.refusals import NotAccepted
from tests.ground.files.made import a_pdf, a_photo, an_office_file

MEDIA = {".pdf", ".jpg", ".png", ".webp", ".docx", ".xlsx", ".pptx", ".txt", ".csv"}
STARTS = [
    b"",
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"\xff\xd8\xff\xe0",
    b"\x89PNG\r\n\x1a\n",
    b"RIFF\x00\x00\x00\x00WEBP",
]


def refusal(content: bytes, name: str = "evidence.pdf") -> str:
    with pytest.raises(NotAccepted) as refused:
        examined(io.BytesIO(content), name=name)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"MZ\x90\x00\x03\x00", "is a program"),
        (b"\x7fELF\x02\x01", "is a program"),
        (b"#!/bin/sh\nrm -rf /", "is a program"),
        (b"\x1f\x8b\x08\x00", "is an archive"),
        (b"7z\xbc\xaf\x27\x1c", "is an archive"),
        (b"Rar!\x1a\x07\x01\x00", "is an archive"),
        (b"PK\x05\x06" + bytes(18), "is an archive"),
        (b"a.txt" + bytes(252) + b"ustar\x0000", "is an archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old format"),
        (b"{\\rtf1 hello}", "rich text"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"\x00\x00\x00\x18ftypavif", "kind of picture"),
        (b"\x00\x00\x00\x18ftypisom", "sound or film"),
        (b"GIF89a", "kind of picture"),
        (b"BM\x9a\x00\x00\x00", "kind of picture"),
        (b"<html><script>alert(1)</script>", "web page"),
        (b"\xef\xbb\xbf <!-- a --><svg onload='x'/>", "web page"),
        ("<svg/>".encode("utf-16"), "web page"),
        (b"\x00\x01\x02\x03", "not a kind of file"),
    ],
)
@pytest.mark.parametrize("name", ["evidence.pdf", "photo.jpg", "notes.txt"])
def test_what_is_not_taken_is_refused_whatever_it_is_called(content: bytes, says: str, name: str) -> None:
    said = refusal(content, name)
    assert says in said
    assert said.startswith(f"“{name}” ")


@pytest.mark.parametrize(
    "words", ["BMX track repaired", "MZ Smith, 3 July", "Sarah’s café: £5", "a,b\r\n1,2\r\n"]
)
def test_text_is_text(words: str) -> None:
    found = examined(io.BytesIO(words.encode()), name="notes.csv")
    assert (found.media_type, found.name, found.content.getvalue()) == (  # type: ignore[attr-defined]
        "text/plain",
        "notes.csv",
        words.encode(),
    )


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16"])
def test_text_of_windows_and_of_spreadsheets_is_kept_in_utf_8(encoding: str) -> None:
    found = examined(io.BytesIO("Sarah’s café: £5".encode(encoding)), name="notes.txt")
    found.content.seek(0)
    assert found.content.read().decode("utf-8-sig") == "Sarah’s café: £5"


def test_more_text_than_can_be_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MOST_BYTES", 10)
    assert "Divide it" in refusal("é".encode() * 9, "a.txt")


def test_a_text_that_begins_with_thousands_of_comments_is_answered_at_once() -> None:
    assert "web page" in refusal(b"<!---->" * 50_000 + b"x", "a.txt")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\me\\list.exe", "list.txt"),
        ("annual\u202etxt.exe", "annualtxt.txt"),
        ('a"b<c>.txt', "abc.txt"),
        ("\x00", "file.txt"),
        (".txt", "txt.txt"),
        ("", "file.txt"),
        ("x" * 400, "x" * 150 + ".txt"),
    ],
)
def test_the_name_is_made_safe_and_its_ending_true(name: str, kept: str) -> None:
    assert examined(io.BytesIO(b"words"), name=name).name == kept


def a_mutation(content: bytes) -> st.SearchStrategy[bytes]:
    """The file with some bytes in it replaced."""
    places = st.lists(
        st.tuples(st.integers(0, len(content) - 1), st.binary(min_size=1, max_size=8)), max_size=5
    )

    def changed(edits: list[tuple[int, bytes]]) -> bytes:
        new = bytearray(content)
        for at, put in edits:
            new[at : at + len(put)] = put
        return bytes(new)

    return places.map(changed)


ANYTHING = st.one_of(
    st.builds(bytes.__add__, st.sampled_from(STARTS), st.binary(max_size=300)),
    st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")),
    *(a_mutation(whole) for whole in (a_pdf(), a_photo(), a_photo("PNG"), a_photo("WEBP"), an_office_file())),
)


@settings(max_examples=300, deadline=None)
@given(content=ANYTHING, name=st.text(max_size=300))
@example(content=b"PK\x03\x04" + bytes(30), name="\ud800")
def test_any_bytes_under_any_name_are_kept_or_refused_with_a_sentence(content: bytes, name: str) -> None:
    try:
        found = examined(io.BytesIO(content), name=name)
    except NotAccepted as refusal:
        assert "upload" in str(refusal).lower() or "Choose" in str(refusal)  # noqa: PT017
        return
    assert "." + found.name.rsplit(".", 1)[1] in MEDIA
    assert found.name.isprintable()
    assert not set('/\\"') & set(found.name)
    found.content.seek(0)
    assert found.content.read(1)


def test_a_damaged_archive_is_refused() -> None:
    whole = an_office_file()
    assert zipfile.is_zipfile(io.BytesIO(whole))
    assert "damaged" in refusal(whole[:-30], "report.docx")
