"""The addresses at which people choose which mail they get."""

from django.urls import path

from fourfold.ground.web.mail.choose.view import choose
from fourfold.ground.web.mail.unsubscribe.view import unsubscribe

urlpatterns = [
    path("account/mail/", choose, name="choose_mail"),
    path("mail/unsubscribe/<str:signed>/", unsubscribe, name="unsubscribe"),
]
