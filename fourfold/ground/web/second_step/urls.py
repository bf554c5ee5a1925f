"""The addresses of the second step at sign-in."""

from django.urls import path

from fourfold.ground.web.second_step.answer.view import answer_second_step
from fourfold.ground.web.second_step.required.view import require_second_step, take_off_second_step
from fourfold.ground.web.second_step.set_up.view import change_second_step, recovery_codes_file, second_step

urlpatterns = [
    path("sign-in/second-step/", answer_second_step, name="answer_second_step"),
    path("account/second-step/", second_step, name="second_step"),
    path("account/second-step/change/", change_second_step, name="change_second_step"),
    path("account/second-step/recovery-codes/", recovery_codes_file, name="recovery_codes_file"),
    path("people/second-step/", require_second_step, name="require_second_step"),
    path("people/<str:ref>/second-step/take-off/", take_off_second_step, name="take_off_second_step"),
]
