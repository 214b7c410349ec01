# SPDX-License-Identifier: EUPL-1.2
"""Settings of the workbench. Everything an installation changes comes from the environment; see docs/workbench.md."""

from __future__ import annotations

import contextlib
import os
import secrets
import tempfile
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from weerbaar.workbench.operations.data_folder import data_folder
from weerbaar.workbench.operations.logs import configuration as log_configuration


def _on(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on", "ja"}


def _listed(name: str, default: str = "") -> list[str]:
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def _origins(*addresses: str) -> list[str]:
    parts = [urlsplit(address) for address in addresses if address]
    return [f"{part.scheme}://{part.netloc}" for part in parts]


def _secret_key() -> str:
    """Return the key of the environment, else that of the data folder, which is made where there is none."""
    given = os.environ.get("WEERBAAR_SECRET_KEY")
    if given:
        return given
    place = DATA / "secret.key"
    DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not place.exists():
        # Under another name first: a process that starts at the same moment finds a whole key or none.
        handle, made = tempfile.mkstemp(prefix=".weerbaar-", dir=DATA)
        with open(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):
            os.link(made, place)
        os.unlink(made)
    return place.read_text(encoding="ascii").strip()


DATA = data_folder()
"""Folder of the database, attachments and results."""
HTTPS = _on("WEERBAAR_HTTPS")
"""Whether people reach the workbench over https (a proxy in front). On a laptop it listens on the loopback only."""

SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = _listed("WEERBAAR_SECRET_KEY_FALLBACKS")
DEBUG = _on("WEERBAAR_DEBUG")
ALLOWED_HOSTS = _listed("WEERBAAR_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = _listed("WEERBAAR_ORIGINS")
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("WEERBAAR_PROXIES") or 0)
"""How many proxies of our own stand in front and add to ``X-Forwarded-For``; decides which address is logged."""

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "simple_history",
    # Before allauth, so that our templates of its pages are found first.
    "weerbaar.workbench.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "weerbaar.workbench.shell",
    "weerbaar.workbench.audit",
    "weerbaar.workbench.operations",
    "weerbaar.workbench.rounds",
    "weerbaar.workbench.library",
    "weerbaar.workbench.scoring",
    "weerbaar.workbench.jobs",
    "weerbaar.workbench.results",
    "weerbaar.workbench.capabilities",
    "weerbaar.workbench.reports",
    "weerbaar.workbench.exchange",
    "weerbaar.workbench.alerts",
    "weerbaar.workbench.evacuation",
    "weerbaar.workbench.api",
]

MIDDLEWARE = [
    "weerbaar.workbench.operations.middleware.RequestMiddleware",
    "weerbaar.workbench.operations.middleware.CompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "weerbaar.workbench.accounts.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "weerbaar.workbench.accounts.presence.PresenceMiddleware",
    "weerbaar.workbench.accounts.middleware.LanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "weerbaar.workbench.accounts.middleware.LoginRequiredMiddleware",
    "weerbaar.workbench.accounts.gate.GateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "weerbaar.workbench.evacuation.middleware.DamagedNetworkMiddleware",
    "weerbaar.workbench.operations.middleware.OneThreadMiddleware",
]

THREADS = int(os.environ.get("WEERBAAR_THREADS") or 3)
"""How many pages one process makes at once; the others wait in the order in which they came."""
WARM_UP = os.environ.get("WEERBAAR_WARM_UP", "1") != "0"
"""Whether a process that has started loads, beside the first pages, what only later pages need."""
ROOT_URLCONF = "weerbaar.workbench.urls"
ASGI_APPLICATION = "weerbaar.workbench.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "weerbaar.workbench.shell.context.page",
            ],
            "builtins": ["weerbaar.workbench.shell.templatetags.words"],
        },
    }
]

# SQLite: without WAL and IMMEDIATE, writes of several people at once fail with "database is locked".
# synchronous=FULL: a write that was answered survives a power cut too, not only a crash of the process.
_SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA / 'weerbaar.sqlite3'}",
        # Every thread that makes pages keeps its connection; see THREADS.
        conn_max_age=600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = _SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What counts failed logins. SQLite has one process; on PostgreSQL every process must see the count.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}}
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "weerbaar_cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my-work"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

ACCOUNT_ADAPTER = "weerbaar.workbench.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True  # No question at login: the session has its own limits, see SESSION_IDLE.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ACCOUNT_FORMS = {
    "login": "weerbaar.workbench.accounts.login_forms.LoginForm",
    "change_password": "weerbaar.workbench.accounts.login_forms.ChangePasswordForm",
    "reset_password": "weerbaar.workbench.accounts.login_forms.ResetPasswordForm",
    "reset_password_from_key": "weerbaar.workbench.accounts.login_forms.ResetPasswordKeyForm",
    "reauthenticate": "weerbaar.workbench.accounts.login_forms.ReauthenticateForm",
}
# Wide per address: a ministry sits behind one address, and thirty experts log in at the same minute.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "50/5m/ip,5/5m/key"}
MFA_ADAPTER = "weerbaar.workbench.accounts.adapters.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # Addresses are set by an administrator, not by who logs in.
MFA_TOTP_ISSUER = "Weerbaar"
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "weerbaar.workbench.accounts.login_forms.CodeForm",
    "reauthenticate": "weerbaar.workbench.accounts.login_forms.CodeAgainForm",
    "activate_totp": "weerbaar.workbench.accounts.login_forms.ActivateForm",
}
MFA_ROLES = _listed("WEERBAAR_MFA_ROLES")
"""Roles (``administrator``, ``decider`` …) that must log in with a second factor."""
SOCIALACCOUNT_ADAPTER = "weerbaar.workbench.accounts.adapters.OrganisationAdapter"
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
OIDC_ISSUER = os.environ.get("WEERBAAR_OIDC_ISSUER", "").rstrip("/")
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "organisatie",
                "name": os.environ.get("WEERBAAR_OIDC_NAME", ""),
                "client_id": os.environ.get("WEERBAAR_OIDC_CLIENT_ID", ""),
                "secret": os.environ.get("WEERBAAR_OIDC_SECRET", ""),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ]
        if OIDC_ISSUER
        else [],
    }
}

SESSION_COOKIE_AGE = 8 * 3600
SESSION_IDLE = 30 * 60
"""Seconds without a request after which a session ends."""
SESSION_COOKIE_NAME = "weerbaar_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "weerbaar_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "weerbaar.workbench.accounts.views.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
# A monitor inside asks these without https.
SECURE_REDIRECT_EXEMPT = ["^gezond$", "^metrics$"]
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # A login that goes on to the provider of the organisation starts with a form.
        "form-action": [SELF, *_origins(OIDC_ISSUER, *_listed("WEERBAAR_OIDC_ORIGINS"))],
        "frame-ancestors": [NONE],
    }
}
FILE_UPLOAD_HANDLERS = [
    "weerbaar.workbench.accounts.uploads.LargestUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
FILE_UPLOAD_PERMISSIONS = 0o600
LARGEST_UPLOAD = 50 * 1024 * 1024
"""Octets of one uploaded file."""

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

STATIC_URL = "/static/"
# The map. Only what the browser needs of it: its Django app wants GDAL.
STATICFILES_DIRS = [("leaflet", Path(str(find_spec("leaflet").origin)).parent / "static" / "leaflet")]  # type: ignore[union-attr]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

EMAIL_HOST = os.environ.get("WEERBAAR_EMAIL_HOST", "")
MAIL = bool(EMAIL_HOST)
"""Whether there is a mail server: without one nobody can ask for a new password by e-mail."""
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("WEERBAAR_EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("WEERBAAR_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WEERBAAR_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("WEERBAAR_EMAIL_FROM", "weerbaar@localhost")
ACCOUNT_EMAIL_NOTIFICATIONS = MAIL
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Weerbaar] "

FEEDS_URL = os.environ.get("WEERBAAR_FEEDS_URL", "")
"""Address under which everybody reads the feeds of NL-Alert; empty: that of the first name of this installation."""
METRICS_TOKEN = os.environ.get("WEERBAAR_METRICS_TOKEN", "")
"""Who asks for measurements needs this; empty: only programs on this machine may ask."""
LOGGING = log_configuration(os.environ.get("WEERBAAR_LOG", "plain"), os.environ.get("WEERBAAR_LOG_LEVEL", "INFO"))
CORES = int(os.environ.get("WEERBAAR_CORES") or max(1, (os.cpu_count() or 1) - 1))
"""How many cores a computation of many equal pieces uses; by default one is left for who looks at pages."""
DASK = os.environ.get("WEERBAAR_DASK", "")
"""Address of the scheduler of a Dask cluster that computes; empty for none."""
