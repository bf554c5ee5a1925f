"""The addresses of consultations: those of whoever runs one, and those that everybody reads."""

from django.urls import URLPattern, URLResolver, path

from fourfold.integrate.web.consult import steps, write
from fourfold.integrate.web.consult import view as consult
from fourfold.integrate.web.consultation_events import view as events
from fourfold.integrate.web.have_your_say import view as have_your_say
from fourfold.integrate.web.moderate_answers import view as moderate
from fourfold.integrate.web.publish_results import view as results
from fourfold.integrate.web.take_up_issue import view as take_up
from fourfold.integrate.web.you_said import view as you_said

_ONE = "integrate/consultations/<str:ref>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("integrate/consultations/", consult.listed, name="consultations"),
    path("integrate/consultations/new/", write.new, name="new_consultation"),
    path(_ONE, consult.view, name="consultation"),
    path(f"{_ONE}details/", write.edit, name="edit_consultation"),
    path(f"{_ONE}questions/new/", write.new_question, name="new_consultation_question"),
    path(
        f"{_ONE}questions/<str:question>/remove/",
        write.remove_question,
        name="remove_consultation_question",
    ),
    path(f"{_ONE}open/", steps.open_to_answers, name="open_consultation"),
    path(f"{_ONE}close/", steps.close, name="close_consultation"),
    path(f"{_ONE}moderator/", steps.moderator, name="consultation_moderator"),
    path(f"{_ONE}said/", moderate.listed, name="moderate_consultation"),
    path(f"{_ONE}said/<str:kind>/all/", moderate.show_all, name="show_all_said"),
    path(f"{_ONE}said/<str:kind>/<str:said>/", moderate.look_at, name="look_at_said"),
    path(f"{_ONE}events/new/", events.new, name="new_consultation_event"),
    path(f"{_ONE}events/<str:event>/", events.edit, name="edit_consultation_event"),
    path(f"{_ONE}changes/new/", you_said.new, name="new_consultation_change"),
    path(f"{_ONE}changes/<str:change>/", you_said.edit, name="edit_consultation_change"),
    path(f"{_ONE}issues/new/", take_up.view, name="take_up_issue"),
    path(f"{_ONE}results/", results.view, name="publish_consultation"),
    path("have-your-say/", have_your_say.listed, name="have_your_say"),
    path("have-your-say/<str:ref>/", have_your_say.view, name="say"),
    path("have-your-say/<str:ref>/idea/", have_your_say.propose, name="propose_idea"),
]
