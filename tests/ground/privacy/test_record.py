"""A file of the record that cannot be trusted is refused with what is wrong in it."""

from __future__ import annotations

import pytest

from fourfold.ground.privacy.record import ProcessingFault, read

LINE = """\
records:
  - key: notes
    title: Notes
    tables:
      ground.Person:
        self: [name]
    whose: Staff
    what: A name
    purpose: To call them
    basis: public task
    basis_of_others: legitimate interests
    basis_why: It is needed
    disposal: deleted
    kept: 2 years
    least: 1 year
    most: 36 months
    since: joined_at
    since_words: the day they joined
    kept_why: Habit
    on_request: "no"
    on_request_why: It must stay
nothing_of_a_person: {}
"""


def test_a_whole_line_is_read() -> None:
    (line,) = read(LINE, place="here").records
    assert (str(line.kept), str(line.most), line.on_request) == ("2 years", "36 months", False)
    assert line.basis.article == "UK GDPR Article 6(1)(e)"


@pytest.mark.parametrize(
    ("was", "becomes", "words"),
    [
        ("kept: 2 years", "kept: 4 years", "not between least and most"),
        ("kept: 2 years", "kept: for ever", "number of days, months or years"),
        ("kept: 2 years", "kept: null", "say how long"),
        ("since: joined_at", 'since: ""', "from which the time runs"),
        ("disposal: deleted", "disposal: follows", "no time of its own here"),
        ("basis: public task", "basis: consent", "basis"),
        ('on_request: "no"', "on_request: maybe", 'write "yes" or "no"'),
        ("what: A name", "what: tbc", "is not an answer"),
        ("    title: Notes\n", "", "title"),
        ("    title: Notes\n", "    title: Notes\n    colour: red\n", "colour"),
        ("    title: Notes\n", "    title: Notes\n    title: Again\n", "given twice"),
    ],
)
def test_a_fault_is_refused_with_its_place(was: str, becomes: str, words: str) -> None:
    assert was in LINE
    with pytest.raises(ProcessingFault, match=words) as fault:
        read(LINE.replace(was, becomes), place="here/processing.yaml")
    assert str(fault.value).startswith("here/processing.yaml")
