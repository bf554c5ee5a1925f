"""Sign in, sign out, and act for another of one's organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.ground.identity.providers import provider_required_of
from fourfold.ground.identity.queries import has_second_step
from fourfold.ground.kernel.said import say
from fourfold.ground.operation.security_log import note
from fourfold.ground.people import attempts
from fourfold.ground.people.actions import sign_ins
from fourfold.ground.people.client_address import address_of
from fourfold.ground.people.queries import organisations_of
from fourfold.ground.people.tables import CameBy, Person
from fourfold.ground.trail.declaration import declared
from fourfold.ground.web.known_device import known_device
from fourfold.ground.web.second_step import pending
from fourfold.ground.web.second_step.answer.view import AnswerForm, answer_page
from fourfold.ground.web.sign_in.form import SignInForm
from fourfold.ground.web.sign_in.onward import led_onward, started, too_often
from fourfold.ground.web.typed import Typed, from_text, own_path, typed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_PAGE = "ground/web/sign_in/page.jinja"
_WRONG = say("The e-mail address or the password is not right. Check both and try again")
_NO_ROLE = say(
    "You have no role in any organisation today. Ask an administrator of your organisation to give you one"
)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    onward = own_path(request.POST.get("next", request.GET.get("next", "")), request) or reverse("home")
    if request.method == "GET":
        if getattr(request, "actor", None) is not None:
            return HttpResponseRedirect(onward)
        return _page(request, SignInForm(), onward, None)
    typed = from_text(request.POST.get("typed", ""), request)
    if typed is not None and isinstance(request.user, Person):
        # Signed in meanwhile, in another tab: with a link by mail, say.
        return led_onward(request, request.user, onward, typed)
    return _try(request, onward, typed)


def _try(  # noqa: PLR0911  (each answer is one thing that can come of it)
    request: HttpRequest, onward: str, typed: Typed | None
) -> HttpResponse:
    form = SignInForm(request.POST)
    if not form.is_valid():
        return _page(request, form, onward, typed, status=422)
    email = form.cleaned_data["email"]
    keys = attempts.keys_of_sign_in(
        address=address_of(request), email=email, device=known_device(request, email)
    )
    again_from = attempts.take(keys, at=timezone.now())
    if again_from is not None:
        note(request, "sign-in refused", email=email, why="too many attempts")
        return too_often(request, again_from)
    person, refusal = _who(request, email, form.cleaned_data["password"])
    if person is None:
        note(
            request,
            say("sign-in refused"),
            email=email,
            why=say("no role") if refusal == _NO_ROLE else say("wrong password"),
        )
        form.add_error(None, refusal)
        return _page(request, form, onward, typed, status=422)
    attempts.give_back(keys)
    provider = provider_required_of(person=person, on=timezone.localdate())
    if provider is not None:
        form.add_error(
            None,
            say(
                "{name} signs you in with your account at work. Use Sign in through your organisation",
                name=provider.organisation.name,
            ),
        )
        return _page(request, form, onward, typed, status=422)
    if has_second_step(person=person.pk):
        pending.begin(request, person, came_by=CameBy.PASSWORD, at=timezone.now())
        if typed is not None:
            return answer_page(request, AnswerForm(), onward, typed)
        return HttpResponseRedirect(f"{reverse('answer_second_step')}?{urlencode({'next': onward})}")
    started(request, person, came_by=CameBy.PASSWORD)
    return led_onward(request, person, onward, typed)


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    if isinstance(request.user, Person):
        sign_ins.end_all(person=request.user, only=request.session.session_key or "", at=timezone.now())
    logout(request)
    return HttpResponseRedirect(reverse("home"))


@require_POST
def switch_organisation(request: HttpRequest) -> HttpResponse:
    own = {organisation.ref for organisation in getattr(request, "own_organisations", [])}
    if request.POST.get("organisation") not in own:
        raise Http404
    request.session["organisation"] = request.POST["organisation"]
    return HttpResponseRedirect(reverse("home"))


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """For a view that needs it. What was being sent travels in the sign-in page; nothing of it is kept here."""
    if request.method == "POST":
        return _page(request, SignInForm(), request.get_full_path(), typed_in(request), status=403)
    return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}")


def _who(request: HttpRequest, email: str, password: str) -> tuple[Person | None, str]:
    """Whose password it is, or None and why not. The declaration is for a password that is hashed anew."""
    with declared(person=None, organisation=None, reason=say("Signed in")):
        person: Any = authenticate(request, email=email, password=password)
    if not isinstance(person, Person):
        return None, _WRONG
    if not organisations_of(person=person, on=timezone.localdate()):
        return None, _NO_ROLE
    return person, ""


def _page(
    request: HttpRequest,
    form: SignInForm,
    onward: str,
    typed: Typed | None,
    *,
    status: int = 200,
) -> HttpResponse:
    return render(
        request,
        _PAGE,
        {"form": form, "next": onward, "typed": typed, "typed_text": typed.as_text() if typed else ""},
        status=status,
    )
