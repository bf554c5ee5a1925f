from django.urls import URLPattern, URLResolver, path

from fourfold.define.web.adopt_policy import view as adopt_policy
from fourfold.define.web.end_draft import view as end_draft
from fourfold.define.web.leader_urls import urlpatterns as who_leads
from fourfold.define.web.need_urls import urlpatterns as local_need
from fourfold.define.web.overview import view as overview
from fourfold.define.web.read_cascade import view as read_cascade
from fourfold.define.web.read_policy import view as read_policy
from fourfold.define.web.set_value import view as set_value
from fourfold.define.web.write_measure import view as write_measure
from fourfold.define.web.write_outcome import view as write_outcome
from fourfold.define.web.write_policy import view as write_policy
from fourfold.define.web.write_priority import view as write_priority

_VERSION = "define/policies/<str:ref>/versions/<int:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("define/", overview.view, name="define"),
    path("define/policies/", overview.published, name="published_policies"),
    path("define/policies/new/", write_policy.new, name="new_policy"),
    path("define/policies/<str:ref>/new-version/", end_draft.new_version, name="new_policy_version"),
    path(f"{_VERSION}/", read_policy.view, name="policy_version"),
    path(f"{_VERSION}/tasks/", write_policy.tasks, name="policy_tasks"),
    path(f"{_VERSION}/edit/", write_policy.edit, name="edit_policy"),
    path(f"{_VERSION}/comment/", end_draft.put_out_for_comment, name="consult_on_policy"),
    path(f"{_VERSION}/withdraw/", end_draft.withdraw, name="withdraw_policy"),
    path(f"{_VERSION}/adopt/", adopt_policy.view, name="adopt_policy"),
    path(f"{_VERSION}/priorities/new/", write_priority.new, name="new_priority"),
    path("define/priorities/<str:ref>/", read_cascade.priority, name="policy_priority"),
    path("define/priorities/<str:ref>/edit/", write_priority.edit, name="edit_priority"),
    path("define/priorities/<str:ref>/remove/", write_priority.remove, name="remove_priority"),
    path("define/priorities/<str:ref>/outcomes/new/", write_outcome.new, name="new_outcome"),
    path("define/outcomes/<str:ref>/edit/", write_outcome.edit, name="edit_outcome"),
    path("define/outcomes/<str:ref>/remove/", write_outcome.remove, name="remove_outcome"),
    path("define/outcomes/<str:ref>/measures/new/", write_measure.new, name="new_measure"),
    path("define/measures/<str:ref>/", read_cascade.measure, name="policy_measure"),
    path("define/measures/<str:ref>/edit/", write_measure.edit, name="edit_measure"),
    path("define/measures/<str:ref>/remove/", write_measure.remove, name="remove_measure"),
    path("define/measures/<str:ref>/value/", set_value.view, name="set_value"),
    *who_leads,
    *local_need,
]
