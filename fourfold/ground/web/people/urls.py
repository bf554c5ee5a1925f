"""The addresses of people, their roles and passwords."""

from django.urls import path

from fourfold.ground.web.people.account.view import account
from fourfold.ground.web.people.delegations import view as delegations
from fourfold.ground.web.people.end_role.view import end_role
from fourfold.ground.web.people.give_role.view import give_role
from fourfold.ground.web.people.leave.view import leave
from fourfold.ground.web.people.members.view import password_link, people
from fourfold.ground.web.people.set_password.view import set_password
from fourfold.ground.web.people.sign_ins.view import end_other_sign_ins, end_sign_in, sign_ins
from fourfold.ground.web.people.tokens import view as tokens

urlpatterns = [
    path("people/", people, name="people"),
    path("people/give-a-role/", give_role, name="give_role"),
    path("people/<str:ref>/password-link/", password_link, name="password_link"),
    path("people/<str:ref>/roles/<str:role>/end/", end_role, name="end_role"),
    path("people/<str:ref>/leave/", leave, name="leave"),
    path("account/", account, name="own_account"),
    path("account/tokens/", tokens.listed, name="tokens"),
    path("account/tokens/new/", tokens.make, name="make_token"),
    path("account/tokens/<str:ref>/revoke/", tokens.revoke, name="revoke_token"),
    path("account/standing-in/", delegations.listed, name="delegations"),
    path("account/standing-in/new/", delegations.make, name="delegate"),
    path("account/standing-in/<int:key>/end/", delegations.end, name="end_delegation"),
    path("account/sign-ins/", sign_ins, name="sign_ins"),
    path("account/sign-ins/end-others/", end_other_sign_ins, name="end_other_sign_ins"),
    path("account/sign-ins/<str:ref>/end/", end_sign_in, name="end_sign_in"),
    path("set-password/<str:secret>/", set_password, name="set_password"),
]
