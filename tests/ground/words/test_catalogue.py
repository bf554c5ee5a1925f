"""Catalogues as translators send them: what can be used is used, and what cannot is named."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from fourfold.ground.words import catalogue, offered
from fourfold.ground.words.catalogue import BadTranslation
from fourfold.ground.words.messages import Message, NotSaidPlainly, of_code

HEAD = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: cy\\n"
"Plural-Forms: nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n == 3 ? 3 : n == 6 ? 4 : 5);\\n"

"""
SAID = [
    Message("Home", "", "a.jinja", 1),
    Message("Ends on {day}", "", "a.jinja", 2),
    Message("{count} promise", "{count} promises", "a.jinja", 3),
]


def file(folder: Path, body: str, name: str = "cy.po") -> Path:
    path = folder / name
    path.write_text(HEAD + dedent(body), encoding="utf-8")
    return path


def test_translations_are_read_with_the_plural_forms_of_their_language(tmp_path: Path) -> None:
    forms = "\n".join(f'msgstr[{n}] "{{count}} f{n}"' for n in range(6))
    path = file(
        tmp_path,
        f'msgid "Home"\nmsgstr "Hafan"\n\nmsgid "{{count}} promise"\nmsgid_plural "{{count}} promises"\n{forms}\n',
    )
    used = catalogue.translations(catalogue.read(path))
    assert used.gettext("Home") == "Hafan"
    assert [used.ngettext("{count} promise", "{count} promises", n) for n in (1, 2, 3, 6, 7)] == [
        "{count} f1", "{count} f2", "{count} f3", "{count} f4", "{count} f5",
    ]  # fmt: skip
    assert catalogue.missing(catalogue.read(path), SAID) == ["Ends on {day}"]
    assert catalogue.faults(catalogue.read(path)) == []


@pytest.mark.parametrize(
    ("translation", "told"),
    [("Daw i ben", "{day} missing"), ("{day} a {day}", "a mark too many"), ("{dydd}", "{day} missing")],
)
def test_a_translation_with_other_marks_is_named_and_not_used(
    tmp_path: Path, translation: str, told: str
) -> None:
    read = catalogue.read(file(tmp_path, f'msgid "Ends on {{day}}"\nmsgstr "{translation}"\n'))
    assert told in catalogue.faults(read)[0]
    assert catalogue.translations(read).gettext("Ends on {day}") == "Ends on {day}"


def test_what_its_translator_doubts_is_not_used(tmp_path: Path) -> None:
    read = catalogue.read(file(tmp_path, '#, fuzzy\nmsgid "Home"\nmsgstr "Cartref"\n'))
    assert catalogue.translations(read).gettext("Home") == "Home"
    assert "Home" in catalogue.missing(read, SAID)


def test_what_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "cy.po"
    broken.write_bytes(b"msgid \xff")
    with pytest.raises(BadTranslation, match="cannot be read"):
        catalogue.read(broken)
    with pytest.raises(BadTranslation, match="not the code of a language"):
        catalogue.read(file(tmp_path, "", name="klingon-po.po"))


def test_a_new_list_keeps_what_was_translated(tmp_path: Path) -> None:
    before = catalogue.read(
        file(tmp_path, 'msgid "Home"\nmsgstr "Hafan"\n\nmsgid "Gone"\nmsgstr "Wedi mynd"\n')
    )
    path = tmp_path / "cy.po"
    path.write_bytes(catalogue.template(SAID, before, language="cy"))
    again = catalogue.read(path)
    assert catalogue.translations(again).gettext("Home") == "Hafan"
    assert "Gone" not in again
    assert len(again) == len(SAID)


def test_languages_are_english_and_those_with_a_catalogue(tmp_path: Path) -> None:
    assert offered.languages([tmp_path]) == [("en-gb", "English")]
    file(tmp_path, "")
    assert offered.languages([tmp_path]) == [("en-gb", "English"), ("cy", "Cymraeg")]


def test_code_says_its_words_where_it_says_them(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'say("Here" if x else "There", a=1)\nsay_counted(n, "{count} a", "{count} b")\n'
    )
    assert [(each.one, each.many) for each in of_code(tmp_path)] == [
        ("Here", ""), ("There", ""), ("{count} a", "{count} b"),
    ]  # fmt: skip
    (tmp_path / "a.py").write_text("say(words)\n")
    with pytest.raises(NotSaidPlainly, match=r"a\.py, line 1"):
        list(of_code(tmp_path))
