"""Markdown that no typed letter can break, and a PDF that readers of screens can read."""

from __future__ import annotations

import io
from dataclasses import replace

from pypdf import PdfReader

from fourfold.tracker.exchange.instrument.markdown import as_markdown, plain
from fourfold.tracker.exchange.instrument.pdf import NOT_AS_TYPED, as_pdf
from fourfold.tracker.exchange.instrument.shipped import shipped_instrument
from fourfold.tracker.rules.instrument.printed import printed
from fourfold.tracker.rules.instrument.questionnaire import Kind
from tests.tracker.rules.instrument.making import instrument, question


def test_markdown_of_2014() -> None:
    sheet = printed(shipped_instrument("communities-count-2014"), language="en", for_interviewer=True)

    text = as_markdown(sheet)

    assert "### B3a. What job title does your nominated social value lead have?" in text
    assert "*Only if you answered “Yes” to B3. If not, go to B3b.*" in text
    assert "- ☐ No, no plans → *go to B3b*" in text
    assert "> Interviewer: One rating for all partnerships together." in text


def test_typed_letters_stay_letters() -> None:
    assert plain("# 1 *and* <b>two</b>\n- three") == "\\# 1 \\*and\\* \\<b\\>two\\</b\\> - three"
    assert plain("1. first") == "1\\. first"
    assert plain("- first") == "\\- first"
    assert plain("[x](javascript:y)") == "\\[x\\](javascript:y)"


def test_pdf_is_tagged_and_has_the_routes() -> None:
    sheet = printed(shipped_instrument("communities-count-2014"), language="en", for_interviewer=True)

    made = as_pdf(sheet)
    read = PdfReader(io.BytesIO(made))

    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert b"/Marked true" in made
    assert "Only if you answered “Yes” to B3. If not, go to B3b." in text


def test_letters_that_the_font_does_not_have_are_spelt_out_and_source_is_no_source() -> None:
    asked = replace(question("a", Kind.TEXT), asks={"en": "日 #panic() $x$ *b*"})
    sheet = printed(instrument(asked), language="en", for_interviewer=False)

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(sheet))).pages)

    flat = " ".join(text.split())
    assert "[U+65E5] #panic() $x$ *b*" in flat
    assert NOT_AS_TYPED[:40] in flat
