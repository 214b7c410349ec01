# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.management import call_command
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.accounts"
    label = "accounts"
    verbose_name = "Gebruikers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """After every migration (and every emptying in a test) the fixed rows are there again."""
        from weerbaar.workbench.accounts.regions import ship_regions

        post_migrate.connect(ship_regions, sender=self, dispatch_uid="safety-regions")
        post_migrate.connect(_make_cache_table, sender=self, dispatch_uid="cache-table")


def _make_cache_table(using: str, **_: Any) -> None:
    if str(settings.CACHES["default"]["BACKEND"]).endswith("DatabaseCache"):
        call_command("createcachetable", database=using, verbosity=0)
