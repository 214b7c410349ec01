# SPDX-License-Identifier: EUPL-1.2
"""The login of an organisation: the OpenID Connect provider of allauth, in a process and with a database of its own.

Run as a program: port, database file, address to which it may send people back.
Everybody's password is that of the tests; who is called ``onbevestigd`` has an address that nobody confirmed.
"""

from __future__ import annotations

import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

PEOPLE = ("kim", "vreemd", "onbevestigd", "geblokkeerd")
CLIENT, SECRET = "weerbaar", "een geheim van de organisatie"
PASSWORD = "een lang wachtwoord voor de toets"


def configure(database: str) -> None:
    """Set up Django without any part of the workbench."""
    import django
    from django.conf import settings

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    settings.configure(
        SECRET_KEY="of the organisation",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="allauth_urls",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": database}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        USE_TZ=True,
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        ACCOUNT_EMAIL_VERIFICATION="none",
        IDP_OIDC_PRIVATE_KEY=pem,
        CSRF_COOKIE_NAME="provider_csrf",
        SESSION_COOKIE_NAME="provider_session",
    )
    django.setup()


def fill(back: str) -> None:
    """Make the tables, the people, and the workbench as an application that may ask who somebody is."""
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name in PEOPLE:
        user = User.objects.create_user(name, f"{name}@voorbeeld.nl", PASSWORD, first_name=name.title())
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=name != "onbevestigd")
    client = Client(id=CLIENT, name="Weerbaar", scopes="openid\nprofile\nemail", redirect_uris=back, skip_consent=True)
    client.set_secret(SECRET)
    client.save()


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen of the tests."""


def main() -> None:
    """Serve until killed; says so on standard output once it listens."""
    port, database, back = sys.argv[1:]
    configure(database)
    from types import ModuleType

    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path

    addresses = ModuleType("allauth_urls")
    addresses.urlpatterns = [  # type: ignore[attr-defined]
        path("accounts/", include("allauth.urls")),
        path("", include("allauth.idp.urls")),
    ]
    sys.modules["allauth_urls"] = addresses
    fill(back)
    with make_server("127.0.0.1", int(port), get_wsgi_application(), handler_class=_Silent) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        server.serve_forever()


if __name__ == "__main__":
    main()
