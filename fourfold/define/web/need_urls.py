"""Local need: beside a priority, its places, and figures from files."""

from django.urls import URLPattern, URLResolver, path

from fourfold.define.web.import_need import view as import_need
from fourfold.define.web.priority_need import view as priority_need

urlpatterns: list[URLPattern | URLResolver] = [
    path("define/priorities/<str:ref>/need/", priority_need.view, name="priority_need"),
    path("define/priorities/<str:ref>/need/choose/", priority_need.choose, name="choose_need"),
    path("define/need/", import_need.listed, name="needs"),
    path("define/need/place/", priority_need.place, name="need_place"),
    path("define/need/import/", import_need.new, name="new_need_import"),
    path("define/need/imports/<str:ref>/", import_need.view, name="need_import"),
    path("define/need/imports/<str:ref>/take-in/", import_need.take_in, name="take_need_in"),
    path("define/need/imports/<str:ref>/take-out/", import_need.take_out, name="take_need_out"),
]
