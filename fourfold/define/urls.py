from django.urls import URLPattern, URLResolver, path

from fourfold.define.web.adopt import view as adopt
from fourfold.define.web.edit_policy import view as edit_policy
from fourfold.define.web.measure import view as measure
from fourfold.define.web.outcome import view as outcome
from fourfold.define.web.policy import view as policy
from fourfold.define.web.priority import view as priority
from fourfold.define.web.proxy import view as proxy

_VERSION = "define/policies/<str:ref>/versions/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("define/", policy.overview, name="define"),
    path("define/policies/new/", edit_policy.start, name="start_policy"),
    path("define/policies/<str:ref>/new-version/", policy.new_version, name="new_policy_version"),
    path(_VERSION, policy.version, name="policy_version"),
    path(f"{_VERSION}edit/", edit_policy.edit, name="edit_policy"),
    path(f"{_VERSION}put-out/", policy.put_out, name="put_policy_out"),
    path(f"{_VERSION}withdraw/", policy.withdraw, name="withdraw_policy"),
    path(f"{_VERSION}adopt/", adopt.view, name="adopt_policy"),
    path(f"{_VERSION}priorities/new/", priority.add, name="add_priority"),
    path("define/priorities/<str:ref>/", priority.view, name="priority"),
    path("define/priorities/<str:ref>/edit/", priority.edit, name="edit_priority"),
    path("define/priorities/<str:ref>/remove/", priority.remove, name="remove_priority"),
    path("define/priorities/<str:ref>/outcomes/new/", outcome.add, name="add_outcome"),
    path("define/outcomes/<str:ref>/edit/", outcome.edit, name="edit_outcome"),
    path("define/outcomes/<str:ref>/remove/", outcome.remove, name="remove_outcome"),
    path("define/outcomes/<str:ref>/measures/new/", measure.add, name="add_measure"),
    path("define/measures/<str:ref>/", measure.view, name="measure_page"),
    path("define/measures/<str:ref>/edit/", measure.edit, name="edit_measure"),
    path("define/measures/<str:ref>/remove/", measure.remove, name="remove_measure"),
    path("define/measures/<str:ref>/value/", proxy.view, name="record_proxy"),
]
