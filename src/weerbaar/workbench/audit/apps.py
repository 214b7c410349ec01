# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.audit"
    label = "audit"
    verbose_name = "Logboek"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to logins and to what happens to people."""
        from weerbaar.workbench.audit.logins import listen

        listen()
