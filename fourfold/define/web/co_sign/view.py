from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import render
from django.utils import timezone

from fourfold.define.actions import co_signers
from fourfold.define.queries.cascades import cascade, wording
from fourfold.define.queries.consultations import co_signature_with
from fourfold.define.queries.policy_texts import policy_text
from fourfold.define.rules.policy_document import document
from fourfold.define.web.co_sign.form import ACCEPT, SignForm
from fourfold.define.web.consultation.view import consultation_address
from fourfold.ground.kernel.said import say
from fourfold.ground.web.access import actor_of, found, signed_in
from fourfold.ground.web.history import history_of
from fourfold.ground.web.sending import reason_against, send

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@signed_in
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """One of an organisation's own people reads the draft and says whether its name stands under it.

    Whoever asked, and whoever may not answer, reads how it stands.
    """
    by = actor_of(request)
    signature = found(co_signature_with(ref))
    version = signature.policy_version
    form = SignForm(
        request.POST if request.method == "POST" else None,
        initial={"as_read": wording(version, cascade(version))},
    )

    def do(given: Mapping[str, Any]) -> str:
        accepted = given["answer"] == ACCEPT
        co_signers.sign(
            by=by,
            signature=signature,
            accept=accepted,
            as_read=given["as_read"],
            on=timezone.localdate(),
        )
        messages.success(
            request,
            say("{name} puts its name to the policy.", name=by.organisation_name)
            if accepted
            else say("{name} does not put its name to the policy.", name=by.organisation_name),
        )
        return consultation_address(version)

    def show() -> HttpResponse:
        return render(
            request,
            "define/web/co_sign/page.jinja",
            {
                "form": form,
                "signature": signature,
                "version": version,
                "document": document(policy_text(version, on=timezone.localdate())),
                "cannot": reason_against(lambda: co_signers.check_can_sign(by, signature)),
                "back": consultation_address(version),
                "history": history_of(signature),
            },
        )

    if request.method != "POST":
        return show()
    return send(request, form, check=lambda: co_signers.check_can_sign(by, signature), do=do, show=show)
