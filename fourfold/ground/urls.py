"""The addresses of the ground floor."""

from django.urls import URLPattern, URLResolver, path

from fourfold.ground.web.about import urls as about
from fourfold.ground.web.files import view as files
from fourfold.ground.web.files.room.view import room_for_files
from fourfold.ground.web.jobs import urls as jobs
from fourfold.ground.web.mail import urls as mail
from fourfold.ground.web.operation import urls as operation
from fourfold.ground.web.organisations import urls as organisations
from fourfold.ground.web.passkeys import urls as passkeys
from fourfold.ground.web.people import urls as people
from fourfold.ground.web.privacy import urls as privacy
from fourfold.ground.web.provider import urls as provider
from fourfold.ground.web.second_step import urls as second_step
from fourfold.ground.web.shares import urls as shares
from fourfold.ground.web.sign_in import urls as sign_in
from fourfold.ground.web.sign_in_link import urls as sign_in_link
from fourfold.ground.web.successions import urls as successions

urlpatterns: list[URLPattern | URLResolver] = [
    *sign_in.urlpatterns,
    *second_step.urlpatterns,
    *sign_in_link.urlpatterns,
    *provider.urlpatterns,
    *passkeys.urlpatterns,
    *people.urlpatterns,
    *shares.urlpatterns,
    *successions.urlpatterns,
    *privacy.urlpatterns,
    *organisations.urlpatterns,
    *about.urlpatterns,
    *operation.urlpatterns,
    *jobs.urlpatterns,
    *mail.urlpatterns,
    path("files/", room_for_files, name="room_for_files"),
    path("evidence/<str:ref>/", files.evidence, name="evidence"),
    path("evidence/content/<str:signed>/", files.evidence_content, name="evidence_content"),
]
