from django.urls import URLPattern, URLResolver, path

from fourfold.define.web.adopt_policy import view as adopt_policy
from fourfold.define.web.asking_urls import urlpatterns as what_is_asked
from fourfold.define.web.bring_pack import view as bring_pack
from fourfold.define.web.check_law import view as check_law
from fourfold.define.web.co_sign import view as co_sign
from fourfold.define.web.community_urls import urlpatterns as what_the_community_named
from fourfold.define.web.compare_versions import view as compare_versions
from fourfold.define.web.consultation import by_link, moderation
from fourfold.define.web.consultation import view as consultation
from fourfold.define.web.end_draft import view as end_draft
from fourfold.define.web.frameworks import view as frameworks
from fourfold.define.web.law_rules import view as law_rules
from fourfold.define.web.leader_urls import urlpatterns as who_leads
from fourfold.define.web.need_urls import urlpatterns as local_need
from fourfold.define.web.one_sitting import view as one_sitting
from fourfold.define.web.overview import view as overview
from fourfold.define.web.packs import view as packs
from fourfold.define.web.publish_policy import view as publish_policy
from fourfold.define.web.read_cascade import view as read_cascade
from fourfold.define.web.read_commitment import view as read_commitment
from fourfold.define.web.read_policy import view as read_policy
from fourfold.define.web.read_value import view as read_value
from fourfold.define.web.set_value import view as set_value
from fourfold.define.web.use_measure import view as use_measure
from fourfold.define.web.write_commitment import view as write_commitment
from fourfold.define.web.write_measure import view as write_measure
from fourfold.define.web.write_outcome import view as write_outcome
from fourfold.define.web.write_policy import background
from fourfold.define.web.write_policy import view as write_policy
from fourfold.define.web.write_principle import view as write_principle
from fourfold.define.web.write_priority import view as write_priority

_VERSION = "define/policies/<str:ref>/versions/<int:number>"
_PUBLIC = "policies/<str:ref>/<str:slug>"
_EDITION = "define/frameworks/<str:code>/<str:edition>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("define/", overview.view, name="define"),
    path("define/law/", check_law.view, name="check_law"),
    path("define/law/rules/", law_rules.view, name="law_rules"),
    path("define/law/calendar/", law_rules.to_read, name="law_calendar"),
    path("define/policies/", overview.published, name="published_policies"),
    path("define/policies/new/", write_policy.new, name="new_policy"),
    path("define/policies/one-sitting/", one_sitting.start, name="one_sitting"),
    path("define/policies/one-sitting/check/", one_sitting.check, name="check_one_sitting"),
    path("define/policies/one-sitting/<str:step>/", one_sitting.step, name="one_sitting_step"),
    path("define/policies/<str:ref>/new-version/", end_draft.new_version, name="new_policy_version"),
    path(f"{_VERSION}/", read_policy.view, name="policy_version"),
    path(f"{_VERSION}/tasks/", write_policy.tasks, name="policy_tasks"),
    path(f"{_VERSION}/edit/", write_policy.edit, name="edit_policy"),
    path(f"{_VERSION}/background/", background.view, name="edit_policy_background"),
    path(f"{_VERSION}/consultation/", consultation.view, name="policy_consultation"),
    path(f"{_VERSION}/consultation/invite/", consultation.invite, name="invite_to_comment"),
    path(f"{_VERSION}/consultation/invite-by-mail/", consultation.invite_by_mail, name="invite_by_mail"),
    path(f"{_VERSION}/consultation/co-signer/", consultation.ask_co_signer, name="ask_co_signer"),
    path(f"{_VERSION}/consultation/comment/", consultation.comment, name="comment_on_policy"),
    path(f"{_VERSION}/compared-with/<int:earlier>/", compare_versions.view, name="compare_versions"),
    path(f"{_VERSION}/values/new/", write_principle.new, name="new_principle"),
    path(f"{_VERSION}/commitments/new/", write_commitment.new, name="new_strategic_commitment"),
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
    path("define/principles/<str:ref>/edit/", write_principle.edit, name="edit_principle"),
    path("define/principles/<str:ref>/remove/", write_principle.remove, name="remove_principle"),
    path("define/commitments/<str:ref>/", read_commitment.view, name="strategic_commitment"),
    path("define/commitments/<str:ref>/edit/", write_commitment.edit, name="edit_strategic_commitment"),
    path("define/commitments/<str:ref>/remove/", write_commitment.remove, name="remove_strategic_commitment"),
    path("define/comments/<str:ref>/show/", moderation.look_at, name="look_at_comment"),
    path("define/comments/<str:ref>/answer/", moderation.answer, name="answer_comment"),
    path("define/co-signatures/<str:ref>/", co_sign.view, name="co_sign"),
    path("comment-on-policy/<str:signed>/", by_link.view, name="comment_by_link"),
    path(f"{_PUBLIC}/", publish_policy.in_force, name="public_policy"),
    path(f"{_PUBLIC}/versions/<int:number>/", publish_policy.numbered, name="public_policy_version"),
    path(f"{_PUBLIC}/versions/<int:number>/policy.pdf", publish_policy.as_pdf, name="public_policy_pdf"),
    path(f"{_PUBLIC}/versions/<int:number>/policy.docx", publish_policy.as_docx, name="public_policy_docx"),
    *who_leads,
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
    *local_need,
    *what_is_asked,
    *what_the_community_named,
]
