"""The addresses of passkeys."""

from django.urls import path

from fourfold.ground.web.passkeys.make.view import make_passkey
from fourfold.ground.web.passkeys.own.view import passkeys, remove_passkey
from fourfold.ground.web.passkeys.sign_in.view import sign_in_with_passkey

urlpatterns = [
    path("sign-in/passkey/", sign_in_with_passkey, name="sign_in_with_passkey"),
    path("account/passkeys/", passkeys, name="passkeys"),
    path("account/passkeys/make/", make_passkey, name="make_passkey"),
    path("account/passkeys/<str:ref>/remove/", remove_passkey, name="remove_passkey"),
]
