"""The addresses of data protection: the record of processing, and what follows from it."""

from django.urls import path

from fourfold.ground.web.privacy.assessment.view import assessment, assessment_text
from fourfold.ground.web.privacy.copy.view import copy_of_person, own_copy
from fourfold.ground.web.privacy.disposals.view import disposals
from fourfold.ground.web.privacy.erase.view import erase_person, own_erasure
from fourfold.ground.web.privacy.holds.view import holds, lift, place
from fourfold.ground.web.privacy.keep_for.view import keep_for
from fourfold.ground.web.privacy.record.view import line, record
from fourfold.ground.web.privacy.requests.view import requests

urlpatterns = [
    path("data-protection/", record, name="data_protection"),
    path("data-protection/records/<str:record>/", line, name="processing"),
    path("data-protection/records/<str:record>/keep-for/", keep_for, name="keep_for"),
    path("data-protection/disposals/", disposals, name="disposals"),
    path("data-protection/holds/", holds, name="legal_holds"),
    path("data-protection/holds/place/", place, name="place_hold"),
    path("data-protection/holds/<str:ref>/lift/", lift, name="lift_hold"),
    path("data-protection/requests/", requests, name="subject_requests"),
    path("data-protection/impact-assessment/", assessment, name="assessment"),
    path("data-protection/impact-assessment.md", assessment_text, name="assessment_text"),
    path("account/copy/", own_copy, name="own_copy"),
    path("account/erasure/", own_erasure, name="own_erasure"),
    path("people/<str:ref>/erase/", erase_person, name="erase_person"),
    path("people/<str:ref>/copy/", copy_of_person, name="copy_of_person"),
]
