"""What machines ask. Reached before all other addresses, by `ground.web.observed.probes`."""

from django.urls import path

from fourfold.ground.web.operation import view

urlpatterns = [
    path("health/", view.health, name="health"),
    path("ready/", view.ready, name="ready"),
    path("metrics", view.numbers, name="metrics"),
]
