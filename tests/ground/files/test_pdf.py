"""A PDF is kept as it was sent, unless something in it runs, starts a program, hides a file or cannot be read."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, NameObject, TextStringObject

from fourfold.ground.files import pdf
from fourfold.ground.files.kinds import examined
from fourfold.ground.files.refusals import NotAccepted
from tests.ground.files.made import a_pdf, an_action

if TYPE_CHECKING:
    from pypdf.generic import PdfObject


def refusal(content: bytes) -> str:
    with pytest.raises(NotAccepted) as refused:
        examined(io.BytesIO(content), name="minutes.pdf")
    return str(refused.value)


def test_a_plain_pdf_is_kept_as_it_was_sent() -> None:
    found = examined(io.BytesIO(a_pdf()), name="minutes.docx")
    found.content.seek(0)
    assert (found.name, found.media_type, found.content.read()) == ("minutes.pdf", "application/pdf", a_pdf())


def test_a_script_and_an_attached_file_are_refused() -> None:
    assert "a script (JavaScript)" in refusal(a_pdf(script="app.alert(1)"))
    assert "another file attached to it" in refusal(a_pdf(attachment=b"MZ"))


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("/OpenAction", an_action("/Launch"), "starts a program"),
        ("/OpenAction", an_action("/GoToE"), "another file attached"),
        ("/OpenAction", an_action("/ImportData"), "fetches data"),
        ("/AA", DictionaryObject({NameObject("/WC"): an_action("/Launch")}), "starts a program"),
        ("/AcroForm", DictionaryObject({NameObject("/XFA"): TextStringObject("x")}), "XFA"),
        ("/Annot", DictionaryObject({NameObject("/Subtype"): NameObject("/RichMedia")}), "film or 3D"),
    ],
)
def test_what_acts_is_refused_with_what_to_do(key: str, value: PdfObject, says: str) -> None:
    said = refusal(a_pdf(catalog={key: value}))
    assert says in said
    assert "Print it to a new PDF" in said


def test_a_script_inside_a_compressed_stream_of_objects_is_found() -> None:
    """Written with object streams (PDF 1.5), so that the words stand nowhere in the file as they are."""
    packed = _with_packed_objects(a_pdf(script="app.alert(1)"))
    assert b"/JavaScript" not in packed
    assert "a script (JavaScript) (object" in refusal(packed)


def _with_packed_objects(content: bytes) -> bytes:
    """The same objects, every one without a stream moved into one compressed object stream (ISO 32000-2, 7.5.7)."""
    reader = PdfReader(io.BytesIO(content))
    numbers = sorted(reader.xref[0])
    texts: dict[int, bytes] = {}
    for number in numbers:
        thing = reader.get_object(IndirectObject(number, 0, reader))
        assert thing is not None
        written = io.BytesIO()
        thing.write_to_stream(written)
        texts[number] = written.getvalue()
    holder, table = max(numbers) + 1, max(numbers) + 2
    places, body = b"", b""
    for number, text in texts.items():
        places += b"%d %d " % (number, len(body))
        body += text + b"\n"
    packed = zlib.compress(places + body)
    out = b"%PDF-1.5\n"
    holder_at = len(out)
    out += b"%d 0 obj\n<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>\nstream\n" % (
        holder,
        len(texts),
        len(places),
        len(packed),
    )
    out += packed + b"\nendstream\nendobj\n"
    table_at = len(out)
    rows = [b"\x00" + bytes(4) + b"\x00"] * (table + 1)
    for index, number in enumerate(texts):
        rows[number] = b"\x02" + holder.to_bytes(4, "big") + bytes([index])
    rows[holder] = b"\x01" + holder_at.to_bytes(4, "big") + b"\x00"
    rows[table] = b"\x01" + table_at.to_bytes(4, "big") + b"\x00"
    listed = b"".join(rows)
    root = reader.trailer.raw_get("/Root").idnum
    out += b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Length %d>>\nstream\n" % (
        table,
        table + 1,
        root,
        len(listed),
    )
    return out + listed + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % table_at


def test_a_locked_pdf_is_refused_and_one_that_opens_without_a_password_is_looked_through() -> None:
    assert "protected with a password" in refusal(a_pdf(password="secret"))
    assert "script" in refusal(a_pdf(password="", script="app.alert(1)"))


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\nxref\n0 1\ntrailer\n<<>>"]
)
def test_a_damaged_pdf_is_refused(content: bytes) -> None:
    assert "damaged or has no pages" in refusal(content)


def test_more_objects_than_can_be_looked_through_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_OBJECTS", 2)
    assert "too many to look through" in refusal(a_pdf())


@pytest.mark.parametrize("before", range(12))
def test_a_word_that_lies_across_two_pieces_is_found(before: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would not be found otherwise: without a table of objects the file cannot be read."""
    monkeypatch.setattr(pdf, "_PIECE", 64)
    assert "a script" in refusal(b"%PDF-1.7\n".ljust(128 - before) + b"/JavaScript << >>".ljust(200))
