from django.urls import URLPattern, URLResolver, path

from fourfold.hub.web.coming import view as coming
from fourfold.hub.web.front_door import view as front_door
from fourfold.hub.web.search import view as search

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front_door.home, name="home"),
    path("search/", search.view, name="search"),
    path("library/", coming.library, name="library"),
]
