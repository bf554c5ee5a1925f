"""The codes of posts: as the survey asks, and once each."""

from __future__ import annotations

from fourfold.ground.people.posts import codes, post_name, seniority_name


def test_what_the_report_prints_is_marked_as_printed() -> None:
    printed = {each.code for each in codes().posts if each.basis == "printed"}
    assert printed == {"procurement_or_commissioning", "chief_executive", "other"}


def test_a_code_has_a_name_and_one_that_is_gone_stands_for_itself() -> None:
    assert post_name("chief_executive") == "Chief executive"
    assert seniority_name("member") == "Elected or board member"
    assert post_name("abolished") == "abolished"
