"""The PDF and the DOCX of a policy are read back: the same words as the page's structure, headings, tables, a language, tags."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from fourfold.define.exchange.policy_docx import policy_docx
from fourfold.define.exchange.policy_pdf import policy_pdf
from fourfold.define.exchange.ready_policies import read_ready_set, ready_set
from fourfold.define.rules.one_sitting import Answers, compose
from fourfold.define.rules.policy_document import Document, Table, document
from fourfold.define.rules.policy_text import (
    CommentText,
    CommitmentText,
    MeasureText,
    OutcomeText,
    PolicyText,
    PrincipleText,
    PriorityText,
)
from fourfold.ground.kernel.quantities import UNITS

POLICY = PolicyText(
    title="What our money is for",
    owner="Fern Council",
    number=2,
    state="Adopted",
    stands=True,
    definition="The good that our spending does here.",
    intent='First we ask.\n\nThen we count #once, and "only" once.',
    mission_title="Our plan",
    mission_href="https://example.org/plan",
    principles=(PrincipleText("In proportion", "Little of small contracts."), PrincipleText("Be kind")),
    priorities=(
        PriorityText(
            "Warm homes",
            need="Cold flats.",
            top=True,
            outcomes=(
                OutcomeText(
                    "Warmer homes",
                    (MeasureText("M", "Homes insulated", "homes", "Each."),),
                    ("In proportion",),
                ),
            ),
            serves="A warm home is the plan’s first aim.",
        ),
    ),
    commitments=(CommitmentText(1, "Publish each year", "The clerk", date(2027, 4, 1), "Warm homes"),),
    co_signers=("Alder Homes",),
    comments=(CommentText("A club", "", "Say it plainly.", changed=True, answer="It is plainer."),),
    adopted_on=date(2026, 4, 14),
    adopting_body="Cabinet",
    minute_reference="Minute 12",
)
WORDS = (
    "The good that our spending does here.", "Homes insulated", "Publish each year", "Alder Homes", "Say it plainly.",
    "It is plainer.", "Minute 12", "Then we count #once", "A warm home is the plan’s first aim.", "No outcome of its own",
)  # fmt: skip


def text_of_docx(content: bytes) -> str:
    file = docx.Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in file.paragraphs), *cells])


def headings(made: Document) -> list[str]:
    return [section.heading for section in made.sections]


def test_the_docx_has_real_headings_header_rows_and_a_language() -> None:
    made = document(POLICY)
    content = policy_docx(made)
    file: Any = docx.Document(BytesIO(content))

    assert [each.text for each in file.paragraphs if each.style.name.startswith("Heading")] == headings(made)
    assert file.core_properties.language == "en-GB"
    assert file.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"
    assert len(file.tables) == 6
    for table in file.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
    for words in WORDS:
        assert words in text_of_docx(content)


def test_the_pdf_is_tagged_and_has_the_same_words_and_headings() -> None:
    made = document(POLICY)
    reader = PdfReader(BytesIO(policy_pdf(made)))
    text = " ".join(" ".join(page.extract_text().split()) for page in reader.pages)
    root: Any = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("en")
    assert reader.metadata is not None
    assert reader.metadata.title == POLICY.title
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    for words in (*WORDS, *headings(made)):
        assert words in text


def test_letters_that_the_font_lacks_and_markup_are_words_and_nothing_breaks() -> None:
    strange = PolicyText(
        title="سياسة", owner="מועצה", number=1, state="Draft", stands=False,
        definition="日本 #panic() </w:t>\x00\x07", priorities=(PriorityText("No outcome here"),),
    )  # fmt: skip
    made = document(strange)
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(policy_pdf(made))).pages)

    assert "[U+65E5]" in read
    assert "#panic()" in read
    assert "日本 #panic() </w:t>" in text_of_docx(policy_docx(made))


def test_the_gaps_of_a_draft_are_named() -> None:
    draft = PolicyText(
        title="T", owner="O", number=1, state="Draft", stands=False, definition="D",
        priorities=(PriorityText("Without"), PriorityText("With", outcomes=(OutcomeText("Hoped for"),))),
    )  # fmt: skip
    made = document(draft)
    tables = [block for section in made.sections for block in section.blocks if isinstance(block, Table)]

    assert made.notice.startswith("This is a draft")
    assert tables[0].rows == (("Hoped for", "No measure yet", "", "", ""),)
    assert "No outcome yet" in text_of_docx(policy_docx(made))


def answers(**changed: object) -> Answers:
    given: dict[str, object] = {
        "title": "Ours", "size_band": "staff_under_10", "themes": ("work", "health"), "needs": {"work": "A mill closed."},
        "doing": "", "post": "The clerk", "body": "The trustees", "review_years": 3,
    }  # fmt: skip
    return Answers(**{**given, **changed})  # type: ignore[arg-type]


def test_a_small_body_counts_one_thing_for_each_priority_and_a_larger_one_more() -> None:
    def measures(band: str) -> int:
        whole = compose(
            ready_set(), answers(size_band=band), name="Fern", doing_words="Now:", on=date(2026, 11, 28)
        )
        return sum(len(twig.measures) for each in whole.priorities for twig in each.outcomes)

    assert (measures("staff_under_10"), measures("homes_10000_or_more")) == (2, 4)


def test_the_draft_is_whole_and_dated_by_its_cycle() -> None:
    whole = compose(ready_set(), answers(), name="Fern", doing_words="Now:", on=date(2026, 11, 28))

    assert whole.priorities[0].need == "A mill closed."
    assert [each.due_on for each in whole.commitments] == [date(2027, 11, 28), None, date(2029, 11, 28)]
    assert "The clerk" in whole.intent
    assert "Fern" in whole.definition


@pytest.mark.parametrize("themes", [(), ("work", "young", "health", "homes")])
def test_no_theme_and_four_are_refused(themes: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="themes are chosen"):
        compose(ready_set(), answers(themes=themes), name="F", doing_words="", on=date(2026, 11, 28))


def test_every_ready_measure_says_what_counts_and_what_proves_it_in_a_unit_that_is_known() -> None:
    for theme in ready_set().themes:
        for measure in theme.measures:
            assert measure.unit in UNITS
            assert measure.counts.endswith(".")
            assert measure.evidence.endswith(".")


def test_a_ready_measure_in_an_unknown_unit_is_refused() -> None:
    from importlib.resources import files

    text = files("fourfold.define.exchange").joinpath("ready_policies.yaml").read_text(encoding="utf-8")
    with pytest.raises((ValueError, KeyError), match="furlongs"):
        read_ready_set(text.replace("unit: trees", "unit: furlongs"))
