# SPDX-License-Identifier: EUPL-1.2
"""What allauth asks of us: no sign-up, one count of failures per person, who the organisation vouches for."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy

from weerbaar.workbench.accounts.gate import needs_second_factor
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.accounts.signals import tell
from weerbaar.workbench.shell.language import say

_said = lazy(say, str)
_WRONG = _said(
    "Gebruikersnaam of wachtwoord klopt niet. Na vijf pogingen wacht u vijf minuten.",
    "The user name or password is wrong. After five attempts you wait five minutes.",
)
_TOO_MANY = _said(
    "Te veel mislukte pogingen. Wacht vijf minuten en probeer het dan opnieuw.",
    "Too many failed attempts. Wait five minutes, then try again.",
)
_CODE = _said("Deze code klopt niet of is verlopen.", "This code is wrong or has expired.")


class AccountAdapter(DefaultAccountAdapter):
    """Login with a password."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _WRONG,
        "email_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
        "incorrect_code": _CODE,
        "incorrect_password": _said("Dit wachtwoord klopt niet.", "This password is wrong."),
        "enter_current_password": _said("Uw huidige wachtwoord klopt niet.", "Your current password is wrong."),
        "same_as_current": _said(
            "Kies een ander wachtwoord dan het huidige.", "Choose a password other than the current one."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """An administrator makes people; nobody signs up."""
        return False

    def get_user_search_fields(self) -> list[str]:
        """Nobody looks for people through allauth."""
        return []

    def clean_password(self, password: str, user: Any = None) -> str:
        """Check a new password; that of before is not new."""
        if isinstance(user, User) and user.pk and user.check_password(password):
            raise self.validation_error("same_as_current")
        return cast(str, super().clean_password(password, user))

    def set_password(self, user: User, password: str) -> None:
        """Store a password that somebody chose; it is no longer the one of the administrator."""
        user.one_time_until = None
        super().set_password(user, password)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse a one-time password that was not used in time."""
        refused = super().pre_login(request, user, **kwargs)
        if refused is not None:
            tell(request, "user.login-refused", user, actor=user, reason="blocked")
            return cast(HttpResponse, refused)
        by_password = "sociallogin" not in (kwargs.get("signal_kwargs") or {})
        if by_password and user.one_time_until is not None and user.one_time_until < timezone.now():
            tell(request, "user.login-refused", user, actor=user, reason="one-time password expired")
            return render(request, "accounts/one_time_expired.html", status=403)
        return None

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("account")

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send a link, unless the organisation keeps the password."""
        if user.has_usable_password():
            super().send_password_reset_mail(user, email, context)

    def send_notification_mail(self, template_prefix: str, user: User, context: Any = None, email: Any = None) -> None:
        """Tell somebody of a change to the account, at the address that the administrator set."""
        if user.email or email:
            super().send_notification_mail(template_prefix, user, context, email or user.email)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Check a password once, whatever was typed as a name: the time it takes would tell which addresses exist.

        What looks like an address comes in twice, as name and as address, and would be held against both.
        """
        login = credentials.get("username")
        if login and credentials.get("email") in {None, login}:
            of_one = User.objects.filter(username__iexact=login, email__iexact=login).exists()
            credentials.pop("email", None)
            if of_one:
                credentials["email"] = credentials.pop("username")
        return cast("User | None", super().authenticate(request, **credentials))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse after too many failures, and say so to the log."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            person = self._person(**credentials)
            tell(request, "user.locked-out", person, login=person.username if person else "")
            raise

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """One count per person, whether the name or the e-mail address is tried, under whatever name of the server."""
        person = self._person(**credentials)
        return f"person:{person.pk}" if person else f"login:{_login(**credentials)}"

    def _person(self, **credentials: Any) -> User | None:
        login = _login(**credentials)
        return (
            User.objects.filter(username__iexact=login).first()
            or (User.objects.filter(email__iexact=login).first() if login else None)
        )  # fmt: skip


def _login(**credentials: Any) -> str:
    return str(credentials.get("username") or credentials.get("email") or "").lower()


class MfaAdapter(DefaultMFAAdapter):
    """The second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _CODE,
        "cannot_delete_authenticator": _said(
            "Uw rol vraagt om een tweede factor; u kunt hem niet uitzetten.",
            "Your role requires a second factor; you cannot turn it off.",
        ),
    }

    def get_totp_label(self, user: User) -> str:
        """Return what the app on the phone calls this login."""
        return user.username

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether somebody may remove the second factor: not where a role asks for it."""
        return not needs_second_factor(authenticator.user)

    def encrypt(self, text: str) -> str:
        """Keep the secret unreadable in the database and its backups."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Counterpart of :meth:`encrypt`."""
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> Any:
    """Return a cipher with a key made of ``SECRET_KEY``; earlier keys still open what they closed."""
    import base64
    import hashlib

    from cryptography.fernet import Fernet, MultiFernet

    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.blake2b(k.encode(), digest_size=32, person=b"wb-mfa").digest()))
            for k in keys
        ]
    )


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Login through the OpenID Connect provider of the organisation."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody becomes a user by logging in elsewhere."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the person by a verified e-mail address, once; from then on by the number at the provider.

        Raises:
            ImmediateHttpResponse: nobody here has a verified address of this person.
        """
        if sociallogin.state.get("process") != "login":
            raise ImmediateHttpResponse(render(request, "accounts/unknown_person.html", status=403))
        if sociallogin.is_existing:
            return
        addresses = [address.email for address in sociallogin.email_addresses if address.verified is True]
        person = User.objects.filter(email__iexact=addresses[0]).first() if addresses else None
        if person is None:
            tell(request, "user.login-refused", reason="unknown at login by the organisation", verified=bool(addresses))
            raise ImmediateHttpResponse(render(request, "accounts/unknown_person.html", status=403))
        sociallogin.connect(request, person)
        tell(request, "user.connected", person, actor=person, provider=sociallogin.account.provider)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **kwargs: Any) -> None:
        """Say to the log that the provider, or the way to it, failed."""
        tell(request, "user.login-refused", reason=f"provider: {kwargs.get('error') or 'no answer'}")
