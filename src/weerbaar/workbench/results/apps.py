# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class ResultsConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.results"
    label = "results"
    verbose_name = "Resultaten"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the kinds of computation known."""
        from weerbaar.workbench.results.kinds import register_kinds

        register_kinds()
