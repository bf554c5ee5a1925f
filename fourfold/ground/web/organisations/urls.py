"""The addresses of the directory of organisations."""

from django.urls import path

from fourfold.ground.web.organisations.enter.view import enter_organisation
from fourfold.ground.web.organisations.find.view import organisations
from fourfold.ground.web.organisations.reference_data.view import reference_data
from fourfold.ground.web.organisations.show.view import organisation

urlpatterns = [
    path("organisations/", organisations, name="organisations"),
    path("organisations/new/", enter_organisation, name="enter_organisation"),
    path("organisations/<str:ref>/", organisation, name="organisation"),
    path("about/data/", reference_data, name="reference_data"),
]
