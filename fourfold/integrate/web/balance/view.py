"""Whether what the organisation asks for looks past employment: three pictures, in sentences and with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.define.rules.balance import Weight
from fourfold.define.rules.themes import THEME_WORDS, Theme
from fourfold.ground.kernel.said import say, say_joined
from fourfold.ground.web.access import actor_of, signed_in
from fourfold.ground.web.filters import percent
from fourfold.integrate.queries.balance import balance_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest, HttpResponse

    from fourfold.integrate.queries.balance import Portfolio

NOT_TOLD = say("Not told apart")


@require_safe
@signed_in
def view(request: HttpRequest) -> HttpResponse:
    shown = balance_of(actor_of(request).organisation_id)
    portfolios = (
        (say("Measures of the adopted policy"), say("measures"), shown.measures),
        (say("What contracts are asked for"), say("asks"), shown.asks),
        (say("What was promised"), say("promises"), shown.promises),
    )
    return render(
        request,
        "integrate/web/balance/page.jinja",
        {
            "policy": shown.policy,
            "pictures": [
                (title, bars(portfolio, shown.themes), verdict(portfolio, what), heavy(portfolio))
                for title, what, portfolio in portfolios
            ],
            "priorities": [
                (each, "" if each.about.theme is None else THEME_WORDS[each.about.theme])
                for each in shown.priorities
            ],
            "not_asked": [each.about.priority for each in shown.priorities if not each.asks],
            "not_promised": [
                each.about.priority for each in shown.priorities if each.asks and not each.promises
            ],
        },
    )


def bars(portfolio: Portfolio, themes: Sequence[Theme]) -> list[tuple[str, int]]:
    """One for each theme, those with nothing among them; what is not told apart stands last."""
    rows = [(THEME_WORDS[theme], portfolio.counts.get(theme, 0)) for theme in themes]
    if portfolio.counts.get(None):
        rows.append((NOT_TOLD, portfolio.counts[None]))
    return rows


def heavy(portfolio: Portfolio) -> bool:
    """Whether there is something to be warned of: nearly everything is of work."""
    found = portfolio.balance
    return found.heaviest == Theme.WORK and found.weight in {Weight.ALL, Weight.NEARLY_ALL}


def verdict(portfolio: Portfolio, what: str) -> list[str]:
    """In sentences: how one-sided it is, and what of the adopted priorities has nothing."""
    found = portfolio.balance
    theme = "" if found.heaviest is None else THEME_WORDS[Theme(found.heaviest)]
    match found.weight:
        case Weight.NOTHING:
            return [say("There are no {what} yet.", what=what)]
        case Weight.NOT_TOLD:
            said = [say("Nothing tells what these {what} are about. Say it of their priorities.", what=what)]
        case Weight.ALL:
            said = [
                say("All {what} that can be told apart are about one theme: {theme}.", what=what, theme=theme)
            ]
        case Weight.NEARLY_ALL:
            said = [
                say(
                    "Nearly all {what} are about one theme: {theme}, {share}.",
                    what=what,
                    theme=theme,
                    share=percent(found.share),
                )
            ]
        case Weight.MIXED if theme:
            said = [
                say(
                    "Ahead of the others is {theme}, with {share} of all {what}.",
                    theme=theme,
                    share=percent(found.share),
                    what=what,
                )
            ]
        case _:
            said = [say("No theme is ahead of the others.")]
    if heavy(portfolio):
        said.append(
            say(
                "Social value is wider: think of health, the environment, the community and local business too."
            )
        )
    if found.missing:
        names = [THEME_WORDS[Theme(theme)] for theme in found.missing]
        said.append(
            say(
                "Nothing here is known to be about {themes}, which your adopted priorities are about.",
                themes=say_joined(names),
            )
        )
    if found.not_told and found.weight is not Weight.NOT_TOLD:
        said.append(say("Of {count} of them, nothing tells what they are about.", count=found.not_told))
    return said
