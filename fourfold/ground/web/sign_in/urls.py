from django.urls import path

from fourfold.ground.web.sign_in.view import sign_in, sign_out, switch_organisation

urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-out/", sign_out, name="sign_out"),
    path("switch-organisation/", switch_organisation, name="switch_organisation"),
]
