from django.urls import URLPattern, URLResolver, path

from fourfold.define.web.adopt_policy import view as adopt_policy
from fourfold.define.web.bring_pack import view as bring_pack
from fourfold.define.web.end_draft import view as end_draft
from fourfold.define.web.frameworks import view as frameworks
from fourfold.define.web.overview import view as overview
from fourfold.define.web.packs import view as packs
from fourfold.define.web.read_cascade import view as read_cascade
from fourfold.define.web.read_policy import view as read_policy
from fourfold.define.web.read_value import view as read_value
from fourfold.define.web.set_value import view as set_value
from fourfold.define.web.use_measure import view as use_measure
from fourfold.define.web.write_measure import view as write_measure
from fourfold.define.web.write_outcome import view as write_outcome
from fourfold.define.web.write_policy import view as write_policy
from fourfold.define.web.write_priority import view as write_priority

_VERSION = "define/policies/<str:ref>/versions/<int:number>"
_EDITION = "define/frameworks/<str:code>/<str:edition>"

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
    path("define/values/<str:ref>/", read_value.view, name="value"),
    path("define/frameworks/", frameworks.library, name="frameworks"),
    path(f"{_EDITION}/", frameworks.show, name="framework"),
    path(f"{_EDITION}/export/<str:as_file>/", frameworks.export, name="framework_export"),
    path(f"{_EDITION}/measures/<str:measure>/", frameworks.measure, name="framework_measure"),
    path(f"{_EDITION}/measures/<str:measure>/use/", use_measure.from_framework, name="use_framework_measure"),
    path("define/packs/", packs.listed, name="packs"),
    path("define/packs/new/", bring_pack.upload, name="bring_pack"),
    path("define/packs/<str:ref>/", packs.show, name="pack"),
    path("define/packs/<str:ref>/columns/", bring_pack.columns, name="pack_columns"),
    path("define/packs/<str:ref>/check/", bring_pack.check, name="check_pack"),
    path("define/packs/<str:ref>/discard/", bring_pack.discard, name="discard_pack"),
    path("define/packs/<str:ref>/undo/", bring_pack.undo, name="undo_pack"),
    path("define/packs/<str:ref>/measures/<str:measure>/", packs.measure, name="pack_measure"),
    path(
        "define/packs/<str:ref>/measures/<str:measure>/use/", use_measure.from_pack, name="use_pack_measure"
    ),
]
