# SPDX-License-Identifier: EUPL-1.2
"""Addresses of login and of the administration of people.

Only those pages of allauth that the workbench uses: nobody signs up, and nobody changes an e-mail address,
because the provider of the organisation vouches for it.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from weerbaar.workbench.accounts import people, views

urlpatterns = [
    path("account", views.account, name="account"),
    path("taal", views.choose_language, name="language"),
    path("account/login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", views.kept_elsewhere, name="account_set_password"),
    path("account/password/reset/", account.password_reset, name="account_reset_password"),
    path("account/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/2fa/", mfa.index, name="mfa_index"),
    path("account/2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("account/2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("account/2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("account/2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/2fa/recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/2fa/recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/2fa/recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("account/sessions/", sessions.list_usersessions, name="usersessions_list"),
    path("account/oidc/<slug:provider_id>/login/", views.organisation_login, name="openid_connect_login"),
    path("account/oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("account/oidc/cancelled/", login_not_required(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("account/oidc/error/", login_not_required(social.login_error), name="socialaccount_login_error"),
    path("beheer/mensen", people.people, name="people"),
    path("beheer/mensen/nieuw", people.new_person, name="person-new"),
    path("beheer/mensen/<int:user_id>", people.person, name="person"),
    path("beheer/mensen/<int:user_id>/wachtwoord", people.give_password, name="person-password"),
    path("beheer/mensen/<int:user_id>/rollen", people.add_grant, name="person-grant"),
    path("beheer/mensen/<int:user_id>/rollen/<int:grant_id>/weg", people.remove_grant, name="person-grant-remove"),
    re_path(
        r"^beheer/mensen/(?P<user_id>[0-9]{1,9})/(?P<state>blokkeren|toelaten|tweede-factor-weg)$",
        people.set_state,
        name="person-state",
    ),
    path("rondes/<slug:round_slug>/mensen", people.round_people, name="round-people"),
    path("rondes/<slug:round_slug>/mensen/<int:grant_id>/weg", people.round_person_remove, name="round-person-remove"),
]
