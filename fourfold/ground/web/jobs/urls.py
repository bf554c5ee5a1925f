"""The addresses of work in the background."""

from django.urls import path

from fourfold.ground.web.jobs.listed.view import jobs
from fourfold.ground.web.jobs.show.view import cancel, drop, job, retry

urlpatterns = [
    path("jobs/", jobs, name="jobs"),
    path("jobs/<str:ref>/", job, name="job"),
    path("jobs/<str:ref>/cancel/", cancel, name="cancel_job"),
    path("jobs/<str:ref>/try-again/", retry, name="retry_job"),
    path("jobs/<str:ref>/drop/", drop, name="drop_job"),
]
