"""Settings. Everything that differs between installations comes from the environment and is named in `environment.py`."""

from __future__ import annotations

import os
import platform
from pathlib import Path

from fourfold.config.environment import read_environment, unknown_names
from fourfold.ground.words.offered import ENGLISH, SHIPPED, languages

env = read_environment()

BASE_DIR = Path(__file__).resolve().parents[2]
PACKAGE_DIR = BASE_DIR / "fourfold"
DATA_DIR = env.data_dir

SECRET_KEY = env.secret_key
# The second secret: it wraps the server's share of every tender's key. Kept apart so that one leak is not both.
SEALING_SECRET = env.sealing_secret
DEBUG = False
ALLOWED_HOSTS = env.allowed_hosts
CSRF_TRUSTED_ORIGINS = env.trusted_origins

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "fourfold.ground",
    "fourfold.define",
    "fourfold.integrate",
    "fourfold.partner",
    "fourfold.measure",
    "fourfold.tracker",
    "fourfold.hub",
]

MIDDLEWARE = [
    "fourfold.ground.web.middleware.arrival",
    "fourfold.ground.web.observed.observed",
    "fourfold.ground.web.observed.probes",
    "fourfold.ground.api.problems.only_problems",
    "django.middleware.security.SecurityMiddleware",
    "fourfold.ground.web.files.apart.downloads_apart",
    "fourfold.ground.api.door.door",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "fourfold.ground.web.middleware.unkept",
    "fourfold.ground.web.middleware.tenant",
    "fourfold.ground.api.once.once",
    "fourfold.ground.web.middleware.ExpiredForm",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "fourfold.config.urls"
WSGI_APPLICATION = "fourfold.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "fourfold.ground.web.jinja.Backend",
        "DIRS": [PACKAGE_DIR],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "fourfold.ground.web.jinja.environment",
            "context_processors": ["fourfold.ground.web.context.page_context"],
        },
    },
]

DATABASES = {"default": env.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

AUTH_USER_MODEL = "ground.Person"
AUTHENTICATION_BACKENDS = ["fourfold.ground.people.sign_in.PasswordBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "sign_in"
# Sign-in providers of organisations that lie in a private network and may be asked all the same.
PROVIDER_HOSTS = env.provider_hosts
# For the tests, whose provider runs on this machine. No variable sets it.
PROVIDER_HTTP_ON_LOOPBACK = False
# Who does nothing for half an hour is signed out, and in any case after twelve hours (OWASP ASVS 3.3.2). What they were typing
# travels through the sign-in page.
SESSION_COOKIE_AGE = 60 * 30
SIGNED_IN_AT_MOST_HOURS = 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = env.https
# A browser takes a cookie with this beginning over HTTPS only, for this host alone, and from no neighbouring host.
_COOKIE = "__Host-" if env.https else ""
SESSION_COOKIE_NAME = f"{_COOKIE}sessionid"
CSRF_COOKIE_NAME = f"{_COOKIE}csrftoken"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = f"{_COOKIE}language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = env.https
CSRF_COOKIE_SECURE = env.https
CSRF_FAILURE_VIEW = "fourfold.ground.web.errors.form_expired"
SECURE_SSL_REDIRECT = env.https
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
# With HTTPS there is a proxy before us; its last word on the address is the one that is believed.
PROXIES_IN_FRONT = env.proxies
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.https else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    },
}

MESSAGE_STORAGE = "fourfold.ground.web.notices.Notices"
LANGUAGE_CODE = ENGLISH
# A catalogue that an operator puts in place is taken before one that comes with Fourfold.
WORDS_DIRS = [DATA_DIR / "words", SHIPPED]
LANGUAGES = languages(WORDS_DIRS)
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE_DIR / "ground" / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILES_DIR = DATA_DIR / "files"
# One request: a form with a handful of photos or PDFs. Larger evidence is told so before it is read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# What is larger goes through temporary files that only this process can read.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "fourfold.ground.files.scratch.ScratchUploadHandler",
]
EVIDENCE_MAX_BYTES = 20 * 1024 * 1024
# Of a file that arrives in pieces, through the API.
LARGEST_UPLOAD_BYTES = env.largest_upload_mb * 1024 * 1024
# So many of one organisation at once, and so long each.
UPLOADS_AT_ONCE = 10
UPLOADS_KEPT_DAYS = 3
# Of one delivery or finding, all its reports and answers together.
EVIDENCE_MOST_OF_A_RECORD = 50
# With a virus scanner nothing is kept of which it has not said that it is clean.
SCANNER = env.scanner
# Of the files of one organisation together; nought for as much as the disk holds.
QUOTA_BYTES = env.quota_mb * 1024 * 1024
# Of one token; of one address without a token a tenth.
API_REQUESTS_A_MINUTE = env.api_requests_a_minute
# So long an answer is repeated to a program that sends the same request again.
API_KEPT_DAYS = 1

# Jobs that are over are remembered this long; failed ones until a person settles them.
JOBS_KEPT_DAYS = 90
# So long it is known when and with what browser somebody signed in.
SIGN_INS_KEPT_DAYS = 90

MAIL_ROUTE = env.mail_route
MAIL_FROM = env.mail_from
# So long after a mail was sent, its address and text are emptied.
MAIL_KEPT_DAYS = 30
# A register of at most this size is taken in while its sender waits; a larger one as a job.
IMPORT_AT_ONCE_BYTES = 2 * 1024 * 1024
# So many days after a recipient was asked to confirm a delivery, or reminded, comes the next reminder or the end.
REMIND_AFTER_DAYS = env.remind_after_days
# Where the heads of the trail go every day, so that a chain built anew shows; empty for nowhere.
HEADS_ADDRESS = env.heads_address

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "fourfold.ground.operation.logs.JsonLines"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            **({"formatter": "json"} if env.log == "json" else {}),
        },
    },
    "root": {"handlers": ["stderr"], "level": env.log_level},
    # As JSON, one line for each request is ours; Django's own line for each 404 would name the address that was typed.
    "loggers": {
        "django.request": {"level": "ERROR" if env.log == "json" else "WARNING"},
        # It would write down which passkey somebody showed; the security log has a pseudonym for that.
        "fido2": {"level": "WARNING"},
    },
}
# Off without one. Whoever reads the metrics sends it as `Authorization: Bearer …`.
METRICS_TOKEN = env.metrics_token
# By machine: containers that share a data directory each have their own, and are each asked.
METRICS_DIR = DATA_DIR / "metrics" / platform.node()
# Set and read by nobody, with what was perhaps meant: `fourfold doctor` tells.
UNKNOWN_VARIABLES = unknown_names(os.environ)
# In one process. Others wait, and when each came is noted before it waits.
PAGES_AT_ONCE = env.pages_at_once
# Below this much free disk the site says that it is not ready.
LEAST_FREE_BYTES = env.least_free_mb * 1024 * 1024

# Where `run` serves it; printed at setup.
SITE_ADDRESS = env.site_address
# A host that serves nothing but what people uploaded; empty where the site serves it itself.
DOWNLOAD_ADDRESS = env.download_address
