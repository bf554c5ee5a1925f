"""The addresses of successions: who follows whom, and what is handed on."""

from django.urls import path

from fourfold.ground.web.successions.answer.view import answer
from fourfold.ground.web.successions.hand_on.view import hand_on
from fourfold.ground.web.successions.listed.view import successions
from fourfold.ground.web.successions.write_down.view import write_down

urlpatterns = [
    path("successions/", successions, name="successions"),
    path("successions/new/", write_down, name="write_down_succession"),
    path("successions/<str:ref>/", hand_on, name="succession"),
    path("successions/<str:ref>/answer/", answer, name="answer_succession"),
]
