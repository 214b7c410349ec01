# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.alerts"
    label = "alerts"
    verbose_name = "NL-Alert"
    default_auto_field = "django.db.models.BigAutoField"
