from django.urls import URLPattern, URLResolver, path

from fourfold.tracker.web.communities_count_2014 import view as communities_count_2014
from fourfold.tracker.web.front import view as front

urlpatterns: list[URLPattern | URLResolver] = [
    path("tracker/", front.view, name="tracker"),
    path("tracker/2014/", communities_count_2014.view, name="communities_count_2014"),
    path("tracker/2014/figures.csv", communities_count_2014.as_csv, name="communities_count_2014_csv"),
]
