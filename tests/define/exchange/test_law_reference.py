"""The reference and the tutorial of the law are written from the files that the rules are given."""

from __future__ import annotations

from pathlib import Path

from fourfold.define.exchange.law_reference import reference
from fourfold.define.exchange.law_tutorial import tutorial
from fourfold.define.queries.law import check, the_law

DOCS = Path(__file__).parents[3] / "docs"
PAGE = DOCS / "reference" / "law.md"
TUTORIAL = DOCS / "tutorials" / "from-the-law-to-a-measure.md"


def test_the_page_is_what_the_files_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(the_law()), (
        "docs/reference/law.md is stale: .venv/bin/fourfold law reference > docs/reference/law.md"
    )


def test_every_answer_of_the_tutorial_is_the_one_that_is_given() -> None:
    assert TUTORIAL.read_text(encoding="utf-8") == tutorial(), (
        "docs/tutorials/from-the-law-to-a-measure.md is stale: .venv/bin/fourfold law tutorial > it"
    )


def test_the_python_call_answers_as_its_documentation_says() -> None:
    """In a process of its own, without settings of Django."""
    import subprocess
    import sys

    program = (
        "from datetime import date; from decimal import Decimal; from fourfold.define.queries.law import check; import sys; "
        'r = check(authority="sub-central", nation="england", kind="services", value=Decimal(210_000), vat="included", on=date(2026, 1, 5)); '
        'print(r[0].rule, r[0].answer, any(name.startswith("django") for name in sys.modules))'
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env={})
    assert done.stdout.split() == ["social-value-act-2012", "applies", "False"]
    assert check.__doc__
