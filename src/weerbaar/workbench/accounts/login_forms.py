# SPDX-License-Identifier: EUPL-1.2
"""The forms of allauth with labels of ours, in both languages and without placeholders."""

from __future__ import annotations

from typing import Any

from allauth.account import forms
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MfaReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm

from weerbaar.workbench.shell.language import say


class _Plain:
    """Labels and helps by field name; no placeholder, which would stand in for a label."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            field.widget.attrs.pop("placeholder", None)
            if name in (labels := self.labels()):
                field.label = labels[name]
            field.help_text = self.helps().get(name, "")

    def labels(self) -> dict[str, str]:
        return {}

    def helps(self) -> dict[str, str]:
        return {}


def _new_password() -> dict[str, str]:
    return {
        "oldpassword": say("Huidig wachtwoord", "Current password"),
        "password1": say("Nieuw wachtwoord", "New password"),
        "password2": say("Nieuw wachtwoord, nogmaals", "New password, again"),
    }


def _rule() -> dict[str, str]:
    return {
        "password1": say(
            "Ten minste twaalf tekens. Een zin van enkele woorden onthoudt u het best.",
            "At least twelve characters. A sentence of a few words is easiest to remember.",
        )
    }


class LoginForm(_Plain, forms.LoginForm):
    """Name or e-mail address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocomplete="username", autocapitalize="none", spellcheck="false")

    def labels(self) -> dict[str, str]:
        """Labels by field name."""
        return {
            "login": say("Gebruikersnaam of e-mailadres", "User name or e-mail address"),
            "password": say("Wachtwoord", "Password"),
        }


class ChangePasswordForm(_Plain, forms.ChangePasswordForm):
    """The password of now, and a new one twice."""

    def labels(self) -> dict[str, str]:
        """Labels by field name."""
        return _new_password()

    def helps(self) -> dict[str, str]:
        """Helps by field name."""
        return _rule()


class ResetPasswordForm(_Plain, forms.ResetPasswordForm):
    """The address to which a link goes."""

    def labels(self) -> dict[str, str]:
        """Labels by field name."""
        return {"email": say("E-mailadres", "E-mail address")}


class ResetPasswordKeyForm(_Plain, forms.ResetPasswordKeyForm):
    """A new password, twice."""

    def labels(self) -> dict[str, str]:
        """Labels by field name."""
        return _new_password()

    def helps(self) -> dict[str, str]:
        """Helps by field name."""
        return _rule()


class ReauthenticateForm(_Plain, forms.ReauthenticateForm):
    """The password again, before something that matters."""

    def labels(self) -> dict[str, str]:
        """Labels by field name."""
        return {"password": say("Wachtwoord", "Password")}


class _Code(_Plain):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs.update(autocomplete="one-time-code", autocapitalize="none", spellcheck="false")  # type: ignore[attr-defined]

    def labels(self) -> dict[str, str]:
        return {"code": say("Code uit de app, of een herstelcode", "Code from the app, or a recovery code")}


class CodeForm(_Code, AuthenticateForm):
    """The code at login."""


class CodeAgainForm(_Code, MfaReauthenticateForm):
    """The code before something that matters."""


class ActivateForm(_Code, ActivateTOTPForm):
    """The first code, which shows that the app has the secret."""

    def labels(self) -> dict[str, str]:
        """Labels by field name."""
        return {"code": say("Code die de app toont", "Code that the app shows")}
