"""A policy as a DOCX that others may edit: real headings, numbered lists, tables whose first row is a header, a language."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from fourfold.define.rules.policy_document import Facts, Paragraph, Points, Table
from fourfold.ground.kernel.said import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fourfold.define.rules.policy_document import Block, Document

LANGUAGE = "en-GB"
_NOT_IN_XML: Final = re.compile("[^\\n\\t\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def policy_docx(document: Document) -> bytes:
    """What XML cannot hold (control characters, which no field here takes) is left out."""
    file = docx.Document()
    _say_what_it_is(file, document)
    file.add_heading(_clean(document.title), level=0)
    file.add_paragraph(_clean(f"{document.owner}. {document.subtitle}"), style="Subtitle")
    if document.notice:
        file.add_paragraph().add_run(_clean(document.notice)).bold = True
    for section in document.sections:
        # The title is the document's one heading of the first level.
        file.add_heading(_clean(section.heading), level=section.level - 1)
        for block in section.blocks:
            _add(file, block)
    made = BytesIO()
    file.save(made)
    return made.getvalue()


def _say_what_it_is(file: Any, document: Document) -> None:
    file.core_properties.title = _clean(document.title)[:255]
    file.core_properties.author = _clean(document.owner)[:255]
    file.core_properties.language = LANGUAGE
    file.core_properties.comments = ""
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(11)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    fonts = normal.element.get_or_add_rPr()
    for old in fonts.findall(qn("w:lang")):
        fonts.remove(old)
    fonts.append(language)


def _add(file: Any, block: Block) -> None:
    match block:
        case Paragraph():
            paragraph = file.add_paragraph()
            if block.href:
                _link(paragraph, block.text, block.href)
            else:
                run = paragraph.add_run(_clean(block.text))
                if block.lead:
                    run.font.size = Pt(14)
        case Points():
            for title, words in block.items:
                paragraph = file.add_paragraph(style="List Number")
                paragraph.add_run(_clean(f"{title}. " if words else title)).bold = True
                paragraph.add_run(_clean(words))
        case Facts():
            _table(file, say("About this version"), (say("What"), say("This version")), list(block.rows))
        case Table():
            file.add_paragraph(_clean(block.caption), style="Caption")
            _table(file, block.caption, block.header, list(block.rows))


def _table(file: Any, caption: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The header row comes again on each page; the caption is the table's alternative text too."""
    table = file.add_table(rows=1, cols=len(header), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(_clean(words)).bold = True
    again = OxmlElement("w:tblHeader")
    again.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(again)  # noqa: SLF001  (python-docx has no other way to its XML)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(words)
    for name in ("w:tblCaption", "w:tblDescription"):
        described = OxmlElement(name)
        described.set(qn("w:val"), _clean(caption))
        table._tbl.tblPr.append(described)  # noqa: SLF001  (as above)


def _link(paragraph: Any, text: str, href: str) -> None:
    key = paragraph.part.relate_to(_clean(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), key)
    run, words = OxmlElement("w:r"), OxmlElement("w:t")
    words.text = _clean(text)
    run.append(words)
    link.append(run)
    paragraph._p.append(link)  # noqa: SLF001  (as above)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("", text)
