"""The addresses of people, their roles and passwords."""

from django.urls import path

from fourfold.ground.web.people.account.view import account
from fourfold.ground.web.people.end_role.view import end_role
from fourfold.ground.web.people.give_role.view import give_role
from fourfold.ground.web.people.members.view import password_link, people
from fourfold.ground.web.people.set_password.view import set_password

urlpatterns = [
    path("people/", people, name="people"),
    path("people/give-a-role/", give_role, name="give_role"),
    path("people/<str:ref>/password-link/", password_link, name="password_link"),
    path("people/<str:ref>/roles/<str:role>/end/", end_role, name="end_role"),
    path("account/", account, name="own_account"),
    path("set-password/<str:secret>/", set_password, name="set_password"),
]
