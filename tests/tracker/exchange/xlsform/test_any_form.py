"""Any form that Hypothesis can think of: ours is the verdict of pyxform, and what is taken goes out and comes back equal."""

from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from fourfold.tracker.exchange.instrument.file import read_instrument
from fourfold.tracker.exchange.instrument.tree import as_yaml
from fourfold.tracker.exchange.xlsform.judge import XlsFormRefused
from fourfold.tracker.exchange.xlsform.reading import read_xlsform
from fourfold.tracker.exchange.xlsform.writing import write_xlsform
from tests.tracker.exchange.xlsform.test_round_trip import form

NAMES = ["a", "b", "c", "d", "a_other", "2x", "é", "with space", ""]
TYPES = [
    "text", "integer", "decimal", "date", "note", "geopoint", "image", "calculate", "time", "range", "rank yn", "hidden",
    "select_one yn", "select_one yn", "select_multiple yn", "select_one yn or_other", "select_multiple gone",
    "select_one dup", "audit", "begin group", "end group", "begin repeat", "end repeat", "nonsense", "",
]  # fmt: skip
FORMULAS = [
    "", "", "${a} = 'yes'", "selected(${b}, 'no')", "${c} > 3", "${a} != ''", "not(${d} = 'yes')", "true()", "${zz} = 1",
    "${a} = 'yes' and ${b} = 'no'", ". > 3", "position(..) > 1",
]  # fmt: skip
CONSTRAINTS = [
    "", "", ". >= 0", ". >= 9 and . <= 1", "count-selected(.) <= 1", "count-selected(.) >= 5", "count-selected(.) >= 0",
    "regex(., 'x')", "(not(selected(., 'no')) or count-selected(.) = 1)", ". >= 1 and . >= 2",
]  # fmt: skip
ROWS = st.fixed_dictionaries(
    {
        "type": st.sampled_from(TYPES),
        "name": st.sampled_from(NAMES[:5]) | st.sampled_from(NAMES),
        "label": st.sampled_from(["A label", "Another", "=1+1", ""]),
        "hint": st.sampled_from(["", "", "A hint"]),
        "relevant": st.sampled_from(FORMULAS),
        "constraint": st.sampled_from(CONSTRAINTS),
        "required": st.sampled_from(["", "yes", "no", "${a} = 'yes'", "TRUE"]),
        "appearance": st.sampled_from(["", "", "minimal"]),
        "calculation": st.sampled_from(["", "", "1 + 1"]),
        "disabled": st.sampled_from(["", "", "", "yes"]),
        "label::Welsh (cy)": st.sampled_from(["", "Label"]),
    }
)
CHOICES = [["yn", "yes", "Yes"], ["yn", "no", "No"], ["dup", "x y", "X"], ["", "z", "Z"]]


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=5))
def test_the_verdict_is_pyxforms_and_what_is_taken_comes_back_equal(rows: list[dict[str, str]]) -> None:
    content = form(*rows, choices=CHOICES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            convert(content, file_type=".xlsx", form_name="form")
    except PyXFormError as refusal:
        verdict = str(refusal)
    else:
        verdict = ""
    if verdict:
        with pytest.raises(XlsFormRefused) as refused:
            read_xlsform(content, name="form")
        assert str(refused.value) == verdict
        return

    read = read_xlsform(content, name="form")

    assert read_instrument(as_yaml(read.instrument).encode(), place="form") == read.instrument
    assert read_xlsform(write_xlsform(read.instrument), name="form").instrument == read.instrument
