"""The addresses of sign-in at an organisation's provider, and of its settings."""

from django.urls import path

from fourfold.ground.web.provider.manage.view import change_provider, look_at_provider, provider
from fourfold.ground.web.provider.sign_in.view import find_provider, go_to_provider, return_from_provider

urlpatterns = [
    path("sign-in/organisation/", find_provider, name="find_provider"),
    path("sign-in/organisation/return/", return_from_provider, name="return_from_provider"),
    path("sign-in/organisation/<str:ref>/", go_to_provider, name="go_to_provider"),
    path("people/provider/", provider, name="provider"),
    path("people/provider/look/", look_at_provider, name="look_at_provider"),
    path("people/provider/change/", change_provider, name="change_provider"),
]
