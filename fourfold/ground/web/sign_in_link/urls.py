from django.urls import path

from fourfold.ground.web.sign_in_link.view import ask_for_sign_in_link, use_sign_in_link

urlpatterns = [
    path("sign-in/link/", ask_for_sign_in_link, name="ask_for_sign_in_link"),
    path("sign-in/link/<str:signed>/", use_sign_in_link, name="use_sign_in_link"),
]
