# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.api"
    label = "api"
    verbose_name = "API"
    default_auto_field = "django.db.models.BigAutoField"
