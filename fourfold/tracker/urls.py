from django.urls import URLPattern, URLResolver, path

from fourfold.tracker.web.answering import view as answering
from fourfold.tracker.web.answers import view as answers
from fourfold.tracker.web.bring_list import view as bring_list
from fourfold.tracker.web.calls import view as calls
from fourfold.tracker.web.communities_count_2014 import view as communities_count_2014
from fourfold.tracker.web.frame import view as frame
from fourfold.tracker.web.front import view as front
from fourfold.tracker.web.instrument import view as instrument
from fourfold.tracker.web.interviewing import view as interviewing
from fourfold.tracker.web.invitations import view as invitations
from fourfold.tracker.web.progress import view as progress
from fourfold.tracker.web.wave import view as wave

_WAVE = "tracker/waves/<str:ref>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("tracker/", front.view, name="tracker"),
    path("tracker/2014/", communities_count_2014.view, name="communities_count_2014"),
    path("tracker/2014/figures.csv", communities_count_2014.as_csv, name="communities_count_2014_csv"),
    path("tracker/new/", wave.new, name="new_wave"),
    path("tracker/opt-out/", frame.opt_out, name="opt_out"),
    path("tracker/waves/<str:ref>/", wave.view, name="wave"),
    path("tracker/waves/<str:ref>/edit/", wave.edit, name="edit_wave"),
    path("tracker/waves/<str:ref>/move/<str:to>/", wave.move, name="move_wave"),
    path("tracker/waves/<str:ref>/questionnaire/", instrument.view, name="wave_instrument"),
    path("tracker/waves/<str:ref>/questionnaire/take/", instrument.take, name="take_instrument"),
    path("tracker/waves/<str:ref>/questionnaire/sign-off/", instrument.sign_off, name="sign_off_instrument"),
    path(
        "tracker/waves/<str:ref>/questionnaire/<int:number>/print/",
        instrument.print_copy,
        name="print_instrument",
    ),
    path("tracker/waves/<str:ref>/frame/", frame.view, name="wave_frame"),
    path("tracker/waves/<str:ref>/frame/bring/", bring_list.start, name="bring_frame_list"),
    path("tracker/waves/<str:ref>/frame/organisations/", frame.organisations, name="frame_organisations"),
    path(
        "tracker/waves/<str:ref>/frame/organisations/<str:organisation>/",
        frame.organisation,
        name="frame_organisation",
    ),
    path(
        "tracker/waves/<str:ref>/frame/organisations/<str:organisation>/decide/",
        frame.decide,
        name="decide_who",
    ),
    path(
        "tracker/waves/<str:ref>/frame/organisations/<str:organisation>/leave-out/",
        frame.leave_out,
        name="leave_out",
    ),
    path("tracker/lists/<str:ref>/", bring_list.view, name="frame_list"),
    path("tracker/lists/<str:ref>/columns/", bring_list.columns, name="frame_list_columns"),
    path("tracker/lists/<str:ref>/check/", bring_list.check, name="check_frame_list"),
    path("tracker/lists/<str:ref>/discard/", bring_list.discard, name="discard_frame_list"),
    path("tracker/lists/<str:ref>/undo/", bring_list.undo, name="undo_frame_list"),
    # Fieldwork, for the survey's team.
    path(f"{_WAVE}invitations/", invitations.view, name="wave_invitations"),
    path(f"{_WAVE}calls/", calls.queue, name="call_queue"),
    path(f"{_WAVE}calls/<str:contact>/", calls.call, name="call"),
    path(f"{_WAVE}calls/<str:contact>/appointment/", calls.make_appointment, name="make_appointment"),
    path(f"{_WAVE}calls/<str:contact>/part/<int:number>/", interviewing.part, name="interview_part"),
    path(f"{_WAVE}calls/<str:contact>/finish/", interviewing.finish, name="finish_interview"),
    path(f"{_WAVE}diary/", calls.diary, name="diary"),
    path(f"{_WAVE}diary/<str:appointment>/call-off/", calls.call_off, name="call_off_appointment"),
    path(f"{_WAVE}trials/", interviewing.trials, name="trials"),
    path(f"{_WAVE}trials/<str:interview>/part/<int:number>/", interviewing.trial_part, name="trial_part"),
    path(f"{_WAVE}answers/", answers.listed, name="wave_answers"),
    path(f"{_WAVE}answers/<str:organisation>/", answers.view, name="organisation_answers"),
    path(f"{_WAVE}answers/<str:organisation>/<str:question>/settle/", answers.settle, name="settle_answer"),
    path(f"{_WAVE}progress/", progress.view, name="wave_progress"),
    path(f"{_WAVE}progress/quotas/", progress.quotas, name="wave_quotas"),
    # And for whoever holds a link.
    path("survey/<str:signed>/", answering.front, name="survey"),
    path("survey/<str:signed>/part/<int:number>/", answering.part, name="survey_part"),
    path("survey/<str:signed>/send/", answering.send, name="survey_send"),
    path("survey/<str:signed>/no-more/", answering.no_more, name="survey_no_more"),
]
