from __future__ import annotations

from django.urls import path

from fourfold.ground.web.about import view

urlpatterns = [
    path("about/accessibility/", view.accessibility, name="accessibility"),
    path("about/privacy/", view.privacy, name="privacy"),
    path("about/cookies/", view.cookies, name="cookies"),
    path("about/how-numbers-are-made/", view.how_numbers_are_made, name="how_numbers_are_made"),
]
