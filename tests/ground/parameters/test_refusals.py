"""What the loader refuses: each a tiny change to one file that it takes."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fourfold.ground.kernel.money import PriceBasis, PriceYear
from fourfold.ground.kernel.parameters import Ended, Known, NotChecked, NotYet
from fourfold.ground.parameters import ParameterFault, parse_parameter, read_parameters

SOUND = """\
description: A toll, set every April
unit: GBP
cadence: every 1 April
still_in_force_on: 2026-03-31
checked_by: A. Reader
values:
  2024-04-01:
    value: "11.44"
    source:
      title: The Toll Order 2024
      publisher: legislation.example
      href: https://legislation.example/2024/1
      licence: Open Government Licence v3.0
      published: 2024-01-10
      read: 2026-03-01
      says: "£11.44"
      grade: primary
  2025-04-01:
    value: "12.21"
    source:
      title: The Toll Order 2025
      publisher: legislation.example
      href: https://legislation.example/2025/1
      licence: Open Government Licence v3.0
      published: "2025-01"
      read: 2026-03-01
      says: "£12.21"
      grade: secondary
"""

HEAD = SOUND.partition("values:")[0]


def parsed(text: str) -> object:
    return parse_parameter(text.encode(), key="law.toll", place="law/toll.yaml")


def test_the_sound_file_answers_for_each_day() -> None:
    toll = parse_parameter(SOUND.encode(), key="law.toll", place="law/toll.yaml")
    assert toll.at(date(2024, 3, 31)) == NotYet("law.toll", toll.version, date(2024, 3, 31), date(2024, 4, 1))
    first, last = toll.at(date(2025, 3, 31)), toll.at(date(2026, 3, 31))
    assert isinstance(first, Known)
    assert isinstance(last, Known)
    assert (first.value, first.from_day, first.source.says) == (Decimal("11.44"), date(2024, 4, 1), "£11.44")
    assert (last.value, last.from_day, last.source.published) == (
        Decimal("12.21"),
        date(2025, 4, 1),
        "2025-01",
    )
    after = toll.at(date(2026, 4, 1))
    assert after == NotChecked("law.toll", toll.version, date(2026, 4, 1), date(2026, 3, 31))
    assert after.text == "not checked after 31 March 2026"


def test_the_version_follows_the_content_and_not_the_line_ends() -> None:
    version = parse_parameter(SOUND.encode(), key="k", place="k.yaml").version
    windows = parse_parameter(SOUND.replace("\n", "\r\n").encode(), key="k", place="k.yaml").version
    other = parse_parameter(SOUND.replace("12.21", "12.22").encode(), key="k", place="k.yaml").version
    assert version == windows != other


def test_a_figure_that_ended_is_not_a_number() -> None:
    ended = parse_parameter(SOUND.replace('"12.21"', "null").encode(), key="k", place="k.yaml")
    assert isinstance(ended.at(date(2026, 1, 1)), Ended)
    assert isinstance(ended.at(date(2026, 4, 1)), NotChecked)


@pytest.mark.parametrize(
    ("price_year", "basis"),
    [("2019", PriceBasis(2019)), ("2024 to 2025", PriceBasis(2024, PriceYear.FINANCIAL))],
)
def test_a_price_year_is_a_year_of_either_kind(price_year: str, basis: PriceBasis) -> None:
    text = SOUND.replace("unit: GBP\n", f'unit: GBP\nprice_year: "{price_year}"\n')
    answer = parse_parameter(text.encode(), key="k", place="k.yaml").at(date(2025, 4, 1))
    assert isinstance(answer, Known)
    assert answer.price_basis == basis


@pytest.mark.parametrize(
    ("sound", "faulty", "says"),
    [
        # Holes and days
        ("  2025-04-01:", "  2025-10-01:", "line 6: values: the cadence is \u201cevery 1 April\u201d and there is none for 2025-04-01"),
        ("still_in_force_on: 2026-03-31", "still_in_force_on: 2026-04-01", "there is none for 2026-04-01"),
        ("still_in_force_on: 2026-03-31", "still_in_force_on: 2025-03-31", "is before the last value, of 2025-04-01"),
        ("still_in_force_on: 2026-03-31", "still_in_force_on: 2026-02-30", "line 4: still_in_force_on: the day 2026-02-30 does not exist"),
        ("still_in_force_on: 2026-03-31", "still_in_force_on: 2026-03-31T10:00:00", "line 4: still_in_force_on: 2026-03-31T10:00:00 is not a day"),
        ("still_in_force_on: 2026-03-31", "still_in_force_on: '2026-03-31'", "line 4: still_in_force_on: '2026-03-31' is not a day"),
        ("  2024-04-01:", "  2024-02-30:", "line 7: values: the day 2024-02-30 does not exist"),
        ("  2024-04-01:", "  2024-03-01:", "the first is of 2024-03-01, which is not a day of the cadence"),
        ("  2024-04-01:", "  April 2024:", "line 7: values.April 2024: 'April 2024' is not a day"),
        ("  2025-04-01:", "  2024-04-01:", "line 18: values.2024-04-01: the key is given twice, first on line 7"),
        ("published: 2024-01-10", "published: 2026-03-02", "read on 2026-03-01, before it was published on 2026-03-02"),
        ("published: 2024-01-10", "published: last spring", "is not a day of publication"),
        # Cadence
        ("every 1 April", "yearly", "line 3: cadence: \u201cyearly\u201d is not a cadence"),
        ("every 1 April", "every 31 April", "there is no 31 April in every year"),
        ("every 1 April", "every 29 February", "there is no 29 February in every year"),
        ("every 1 April", "every 1 Avril", "is not a cadence"),
        ("every 1 April", "null", "line 3: cadence: None is not a cadence"),
        # Numbers
        ('value: "12.21"', "value: 12.21", 'line 19: values.2025-04-01.value: put the number in quotes, "12.21"'),
        ('value: "12.21"', "value: 12", 'put the number in quotes, "12"'),
        ('value: "12.21"', "value: .nan", "put the number in quotes"),
        ('value: "12.21"', 'value: "NaN"', "line 19: values.2025-04-01.value: 'NaN' is not a number in quotes"),
        ('value: "12.21"', 'value: "12,210.00"', "is not a number in quotes"),
        ('value: "12.21"', 'value: "£12.21"', "is not a number in quotes"),
        ('value: "12.21"', 'value: "1e3"', "is not a number in quotes"),
        ('value: "12.21"', "value: n/a", "is not a number in quotes"),
        ("unit: GBP", "unit: share", "values: 11.44 on 2024-04-01 is not between 0 and 1, as a share must be"),
        ("unit: GBP", "unit: count", "values: 11.44 on 2024-04-01 is not a whole number"),
        ("unit: GBP", "unit: florins", "line 2: unit: "),
        ("unit: GBP", "unit: GBP\nprice_year: '19'", "line 3: price_year: '19' is not a price year"),
        ("unit: GBP", "unit: GBP\nprice_year: 2024 to 2026", "ends in 2025, not in 2026"),
        # Words
        ("checked_by: A. Reader", "checked_by: n/a", "line 5: checked_by: \u201cn/a\u201d is not an answer"),
        ("checked_by: A. Reader", "checked_by: TBC", "\u201cTBC\u201d is not an answer"),
        ("checked_by: A. Reader", "checked_by: ''", "\u201c\u201d is not an answer"),
        ("checked_by: A. Reader", "checked_by: '-'", "\u201c-\u201d is not an answer"),
        ("checked_by: A. Reader", "checked_by:", "line 5: checked_by: this must be words"),
        ("checked_by: A. Reader", "checked_by: yes", 'line 5: checked_by: put the word in quotes, "yes"'),
        ("title: The Toll Order 2025", "title: '[todo]'", "line 21: values.2025-04-01.source.title: \u201c[todo]\u201d is not an answer"),
        ("grade: secondary", "grade: tertiary", "line 28: values.2025-04-01.source.grade: "),
        ("href: https://legislation.example/2025/1", "href: www.legislation.example", "is not a web address"),
        ("href: https://legislation.example/2025/1", "href: javascript:alert(1)", "is not a web address"),
        ("href: https://legislation.example/2025/1", "href: tbc", "is not a web address"),
        # Keys
        ("checked_by: A. Reader", "checked_bye: A. Reader", "line 5: checked_bye: this key is not known"),
        ("checked_by: A. Reader\n", "", "line 1: checked_by: this key is missing"),
        ("checked_by: A. Reader", "checked_by: A. Reader\nunit: GBP", "line 6: unit: the key is given twice, first on line 2"),
        ("checked_by: A. Reader", "checked_by: A. Reader\nkey: law.other", "line 6: key: this key is not known"),
        ("checked_by: A. Reader", "checked_by: A. Reader\n? [a, b]\n: c", "a key must be a word or a day"),
        ("checked_by: A. Reader", "checked_by: A. Reader\n3: three", "put the number in quotes"),
        ("      grade: secondary\n", "", "line 20: values.2025-04-01.source.grade: this key is missing"),
        ('      published: "2025-01"\n', "", "source.published: this key is missing"),
        # YAML itself
        ("checked_by: A. Reader", "checked_by: &reader A. Reader", "line 5: anchors and aliases are not read"),
        ("checked_by: A. Reader", "checked_by: !!python/name:os.system A", "line 5: checked_by: the tag"),
        ("checked_by: A. Reader", "checked_by: 'A. Reader", "line "),
        ("checked_by: A. Reader", "checked_by: A. Reader\n---\nunit: GBP", "but found another document"),
        ("checked_by: A. Reader", "\tchecked_by: A. Reader", "line "),
    ],
)  # fmt: skip
def test_a_file_at_fault_is_refused_with_its_line(sound: str, faulty: str, says: str) -> None:
    assert SOUND.count(sound) >= 1
    parsed(SOUND)
    with pytest.raises(ParameterFault) as refusal:
        parsed(SOUND.replace(sound, faulty, 1))
    assert str(refusal.value).startswith("law/toll.yaml, line ")
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "line 1: the file is empty"),
        (b"- a\n- b\n", "line 1: the file must hold keys and values"),
        (b"words\n", "line 1: the file must hold keys and values"),
        (b"unit: GBP\ndescription: \xff\n", "line 2: the file is not UTF-8"),
        (b"unit: GBP\x00\n", "line 1"),
        (HEAD.encode() + b"values: {}\n", "values: at least one is needed"),
        (HEAD.encode() + b"values: []\n", "values: this must be keys and values"),
        (
            HEAD.encode() + b"values:\n  2024-04-01: none\n",
            "values.2024-04-01: this must be keys",
        ),
    ],
)
def test_what_is_no_parameter_at_all_is_refused(content: bytes, says: str) -> None:
    with pytest.raises(ParameterFault) as refusal:
        parse_parameter(content, key="law.toll", place="law/toll.yaml")
    assert says in str(refusal.value)


def test_every_fault_of_a_file_is_told_at_once() -> None:
    faulty = SOUND.replace("unit: GBP", "unit: florins").replace("checked_by: A. Reader", "checked_by: tbc")
    with pytest.raises(ParameterFault) as refusal:
        parsed(faulty)
    assert len(str(refusal.value).splitlines()) == 2


def test_a_value_every_second_year() -> None:
    text = SOUND.replace("every 1 April", "every 2 years on 1 April").replace(
        "  2025-04-01:", "  2026-04-01:"
    )
    text = text.replace("still_in_force_on: 2026-03-31", "still_in_force_on: 2028-03-31")
    parsed(text)
    with pytest.raises(ParameterFault, match="there is none for 2028-04-01"):
        parsed(text.replace("2028-03-31", "2028-04-01"))


def test_without_a_cadence_values_come_when_they_come() -> None:
    parsed(SOUND.replace("every 1 April", "none").replace("  2025-04-01:", "  2025-10-17:"))


def test_a_folder_is_keyed_by_its_paths(tmp_path: Path) -> None:
    (tmp_path / "law" / "tolls").mkdir(parents=True)
    (tmp_path / "law" / "tolls" / "bridge.yaml").write_text(SOUND, encoding="utf-8")
    (tmp_path / "law" / "toll.yaml").write_text(SOUND, encoding="utf-8")
    assert list(read_parameters(tmp_path)) == ["law.toll", "law.tolls.bridge"]


@pytest.mark.parametrize("name", ["notes.txt", "toll.yml", "Toll.yaml", "a toll.yaml", ".yaml", "a.b.yaml"])
def test_a_stray_file_among_the_parameters_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SOUND, encoding="utf-8")
    with pytest.raises(ParameterFault, match="only YAML belongs here"):
        read_parameters(tmp_path)
