from django.urls import URLPattern, URLResolver, path

from fourfold.tracker.web.bring_list import view as bring_list
from fourfold.tracker.web.communities_count_2014 import view as communities_count_2014
from fourfold.tracker.web.frame import view as frame
from fourfold.tracker.web.front import view as front
from fourfold.tracker.web.instrument import view as instrument
from fourfold.tracker.web.wave import view as wave

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
]
