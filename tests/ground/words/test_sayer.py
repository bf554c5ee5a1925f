"""Sentences are found in templates as they are written, and put back in another language without losing what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import Environment

from fourfold.ground.kernel.said import say
from fourfold.ground.web.jinja import environment
from fourfold.ground.words.sayer import Lister

if TYPE_CHECKING:
    from collections.abc import Mapping


class Words:
    """A catalogue of a handful of translations."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    def gettext(self, message: str) -> str:
        return self._known.get(message, message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self._known.get(one if count == 1 else many, one if count == 1 else many)


def sentences(source: str) -> list[str]:
    lister = Lister()
    lister.template(Environment(autoescape=True).parse(source))
    return [one for _, one, _ in lister.found]


def said(source: str, known: Mapping[str, str], **given: object) -> str:
    return environment().in_language("cy", Words(known)).from_string(source).render(given)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Nothing yet.</p><td>Due</td>", ["Nothing yet.", "Due"]),
        ("<p>Ends on\n  {{ day }}.</p>", ["Ends on {day}."]),
        (
            '<p>See <a href="{{ url }}">the policy</a> of {{ by.name }}.</p>',
            ["See <1>the policy</1> of {name}."],
        ),
        ('<a class="x" href="/y">Back</a>', ["Back"]),
        ("<b>{{ a.name }}</b> follows {{ b.name }}", ["<1>{name}</1> follows {name2}"]),
        ('<input placeholder="Search" value="Typed {{ q }}">', ["Search"]),
        ('<nav aria-label="Pages of {{ title }}">', ["Pages of {title}"]),
        ("<script>let Words = 1</script><style>P { Q: r }</style>", []),
        ('<p data-say-late="Too late" data-kind="Too late"></p>', ["Too late"]),
        ('{{ button("Save it", kind="warning", name="Name") }}', ["Save it"]),
        ('{{ "Version " ~ n ~ " of " ~ m }}', ["Version {n} of {m}"]),
        ('{{ id ~ "-hint" }}{{ "govuk-tag govuk-tag--" ~ colour }}', []),
        ('{% if state == "Open" %}<p>It is open</p>{% endif %}', ["It is open"]),
        ('{{ link("Read it", url("the name")) }}', ["Read it"]),
        ("<p>It is {% if late %}late{% else %}in time{% endif %}.</p>", ["It is", "late", "in time"]),
        ('<a {% if here %}aria-current="page"{% endif %} href="/">Home</a>', ["Home"]),
        ("{{ say('over') }}{{ 'over' }}", ["over"]),
        ("<p>&pound;5 &amp; more</p>", ["£5 & more"]),
        ("{{ n|plural('promise') }}", ["{count} promise"]),
    ],
)
def test_the_sentences_of_a_template(source: str, found: list[str]) -> None:
    assert sentences(source) == found


def test_values_and_tags_go_where_the_other_language_has_them() -> None:
    known = {"See <1>the policy</1> of {name}.": "Gweler {name}: <1>y polisi</1>!"}
    source = '<p>See <a href="/{{ ref }}/">the policy</a> of {{ name }}.</p>'
    assert (
        said(source, known, ref="AB", name="A & B") == '<p>Gweler A &amp; B: <a href="/AB/">y polisi</a>!</p>'
    )


def test_what_is_not_translated_stays_english() -> None:
    assert said("<p>Here</p> <p>There</p>", {"Here": "Yma"}) == "<p>Yma</p> <p>There</p>"


def test_a_translation_is_text_and_never_markup() -> None:
    assert said("<p>Here</p>", {"Here": "<script>x</script> & y"}) == (
        "<p>&lt;script&gt;x&lt;/script&gt; &amp; y</p>"
    )


def test_spaces_around_a_sentence_stay() -> None:
    assert said("<b>{{ n }}</b> {% if x %}waits {% endif %}<i>y</i>", {"waits": "aros"}, n=1, x=True) == (
        "<b>1</b> aros <i>y</i>"
    )


def test_what_code_said_is_said_in_the_language_of_the_page() -> None:
    known = {"{who} waits": "mae {who} yn aros", "nobody": "neb"}
    words = say("{who} waits", who=say("nobody"))
    assert said("{{ words }}", known, words=words) == "mae neb yn aros"
    assert said("{{ words ~ '.' }}", known, words=words) == "mae neb yn aros."
    assert said("{{ words|upper }}", known, words=words) == "MAE NEB YN AROS"
    assert environment().from_string("{{ words }}").render(words=words) == "nobody waits"
