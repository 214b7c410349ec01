# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class CapabilitiesConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.capabilities"
    label = "capabilities"
    verbose_name = "Capaciteiten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make known what is computed in the background, and what is asked of whom."""
        from weerbaar.workbench.capabilities.asking import register_asking
        from weerbaar.workbench.capabilities.portfolio_job import register_kind

        register_kind()
        register_asking()
