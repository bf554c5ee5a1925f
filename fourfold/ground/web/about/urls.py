from __future__ import annotations

from django.urls import path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from fourfold.ground.web.about import view

urlpatterns = [
    path("language/", require_POST(set_language), name="set_language"),
    path("about/accessibility/", view.accessibility, name="accessibility"),
    path("about/privacy/", view.privacy, name="privacy"),
    path("about/cookies/", view.cookies, name="cookies"),
    path("about/how-numbers-are-made/", view.how_numbers_are_made, name="how_numbers_are_made"),
]
