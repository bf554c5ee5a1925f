"""The addresses of what is shared."""

from django.urls import path

from fourfold.ground.web.shares.listed.view import shares
from fourfold.ground.web.shares.revoke.view import revoke_share

urlpatterns = [
    path("shares/", shares, name="shares"),
    path("shares/<int:share>/revoke/", revoke_share, name="revoke_share"),
]
