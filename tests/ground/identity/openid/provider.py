"""A real OpenID provider, Django OAuth Toolkit, in a process of its own: `python -m … FOLDER`, told by FOLDER/told.json.

It has its own database, sign-in form, keys and clock. Nothing of Fourfold is in it, and it shares no library for tokens with us.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

LOGIN = (
    '<form method="post">{% csrf_token %}<input name="username"><input name="password" type="password">'
    '<input type="hidden" name="next" value="{{ next }}"><button>Sign in</button></form>'
)


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        pass


def configure(folder: Path, told: dict[str, Any]) -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="of the provider alone, and of no use to anybody else",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="tests.ground.identity.openid.provider_urls",
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "oauth2_provider",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "context_processors": ["django.template.context_processors.request"],
                    "loaders": [
                        ("django.template.loaders.locmem.Loader", {"registration/login.html": LOGIN}),
                        "django.template.loaders.app_directories.Loader",
                    ],
                },
            }
        ],
        DATABASES={
            "default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}
        },
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        LOGIN_URL="/login/",
        USE_TZ=True,
        OAUTH2_PROVIDER={
            "OIDC_ENABLED": True,
            "OIDC_ISS_ENDPOINT": told["issuer"],
            "OIDC_RSA_PRIVATE_KEY": told["key"],
            "OIDC_RSA_PRIVATE_KEYS_INACTIVE": told["earlier_keys"],
            "ID_TOKEN_EXPIRE_SECONDS": told["seconds"],
            "OAUTH2_VALIDATOR_CLASS": "tests.ground.identity.openid.provider_claims.Claims",
            "SCOPES": {"openid": "Who", "email": "Where", "profile": "What"},
            "PKCE_REQUIRED": True,
            "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
        },
        THIN=told["thin"],
    )


def enter(told: dict[str, Any]) -> None:
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from oauth2_provider.models import Application

    call_command("migrate", verbosity=0)
    Application.objects.get_or_create(
        client_id=told["client_id"],
        defaults={
            "name": "Fourfold",
            "client_secret": told["secret"],
            "client_type": "confidential",
            "authorization_grant_type": "authorization-code",
            "redirect_uris": told["back"],
            "algorithm": "RS256",
            "skip_authorization": True,
        },
    )
    for name, (email, words) in told["people"].items():
        user, new = User.objects.get_or_create(username=name)
        user.email, user.last_name = email, words
        if new:
            user.set_password(told["password"])
        user.save()


def main() -> None:
    folder = Path(sys.argv[1])
    told = json.loads((folder / "told.json").read_text())
    configure(folder, told)
    import django

    django.setup()
    enter(told)
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", told["port"], get_wsgi_application(), Server, Quiet)
    server.serve_forever()


if __name__ == "__main__":
    main()
