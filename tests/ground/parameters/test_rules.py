"""A dated rule that cannot be trusted is refused with its file, its line and what to do; and a threshold without a VAT basis."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.ground.kernel.dated_rules import AfterLastCheck, RuleKind
from fourfold.ground.parameters import ParameterFault, parse_parameter, parse_rule

SOUND = """\
title: "The Bridge Act 2020"
about: "Pay the toll"
kind: law
nations: [england]
first_day: 2020-04-01
last_day: null
still_in_force_on: 2026-11-23
after_last_check: not-checked
read_again: 2027-04-01
read_again_because: "Tolls change every year"
checked_by: A. Reader
sources:
  act:
    title: "The Bridge Act 2020"
    publisher: "legislation"
    href: "https://example.org/act"
    licence: "Open Government Licence v3.0"
    published: "2020"
    read: 2026-11-23
    grade: primary
provisions:
  toll:
    meaning: "A toll is paid."
    source: act
    says: "section 1: a toll"
records:
  receipt:
    what: "The receipt"
    by_when: "At once"
    relies_on: toll
"""
THRESHOLD = """\
description: "Toll threshold"
unit: GBP threshold
cadence: none
still_in_force_on: 2026-11-23
checked_by: A. Reader
values:
  2024-04-01:
    value: "12.21"
    vat: included
    source:
      title: "Tolls"
      publisher: "legislation"
      href: "https://example.org/tolls"
      licence: "Open Government Licence v3.0"
      published: null
      read: 2026-11-23
      says: "£12.21"
      grade: primary
"""


def rule(text: str) -> str:
    with pytest.raises(ParameterFault) as refusal:
        parse_rule(text.encode(), key="bridge-act", place="law/rules/bridge_act.yaml")
    return str(refusal.value)


def test_a_sound_rule_is_read_whole() -> None:
    read = parse_rule(SOUND.encode(), key="bridge-act", place="law/rules/bridge_act.yaml")
    assert read.kind is RuleKind.LAW
    assert read.after_last_check is AfterLastCheck.NOT_CHECKED
    assert read.provision("toll").source.says == "section 1: a toll"
    assert read.provision("toll").holds_on(date(1900, 1, 1))
    assert read.days == (date(2020, 4, 1),)
    with pytest.raises(KeyError, match="no provision"):
        read.provision("ferry")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: law", "kind: law\ncolour: red", "line 4: colour: this key is not known"),
        ("kind: law", "kind: custom", "line 3: kind"),
        ("first_day: 2020-04-01\n", "", "first_day: this key is missing"),
        ("last_day: null", "last_day: 2019-01-01", "line 6: last_day: 2019-01-01 is before the first day"),
        ("last_day: null", "last_day: 2021-01-01", "line 8: after_last_check: write"),
        ("after_last_check: not-checked", "after_last_check: ended", "line 8: after_last_check: write"),
        ("read_again: 2027-04-01", "read_again: 2026-11-23", "line 9: read_again: 2026-11-23 is not after"),
        ("source: act", "source: deed", "names the source 'deed'"),
        ('    says: "section 1: a toll"\n', "", "has no says"),
        ("relies_on: toll", "relies_on: ferry", "line 26: records: “receipt” relies on “ferry”"),
        ('    says: "section 1: a toll"', '    says: "tbc"', "“tbc” is not an answer"),
        (
            "    source: act",
            "    first_day: 2022-01-01\n    last_day: 2021-01-01\n    source: act",
            "ends on 2021-01-01, before its first day",
        ),
    ],
)
def test_a_rule_at_fault_is_refused_with_its_line(old: str, new: str, told: str) -> None:
    message = rule(SOUND.replace(old, new, 1))
    assert message.startswith("law/rules/bridge_act.yaml, line ")
    assert told in message


def test_a_publication_that_nothing_relies_on_is_refused() -> None:
    spare = SOUND[SOUND.index("  act:") : SOUND.index("provisions:")].replace("  act:", "  spare:")
    assert "nothing relies on “spare”" in rule(SOUND.replace("provisions:", spare + "provisions:", 1))


@pytest.mark.parametrize(
    ("key", "old", "new", "told"),
    [
        (
            "law.toll",
            "    vat: included\n",
            "",
            "the threshold of 2024-04-01 has no VAT basis: write vat: included",
        ),
        ("law.toll", "vat: included", "vat: perhaps", "vat"),
        ("law.toll", "unit: GBP threshold", "unit: GBP", "vat belongs to a threshold"),
        (
            "law.thresholds.toll",
            "unit: GBP threshold",
            "unit: GBP",
            "line 2: unit: a file under thresholds is in",
        ),
    ],
)
def test_a_threshold_without_a_vat_basis_is_refused(key: str, old: str, new: str, told: str) -> None:
    with pytest.raises(ParameterFault) as refusal:
        parse_parameter(THRESHOLD.replace(old, new, 1).encode(), key=key, place="law/toll.yaml")
    assert str(refusal.value).startswith("law/toll.yaml, line ")
    assert told in str(refusal.value)


def test_a_hole_in_the_cadence_of_a_threshold_is_refused() -> None:
    holed = THRESHOLD.replace("cadence: none", "cadence: every 1 April")
    with pytest.raises(ParameterFault, match="there is none for 2025-04-01, 2026-04-01"):
        parse_parameter(holed.encode(), key="law.toll", place="law/toll.yaml")
