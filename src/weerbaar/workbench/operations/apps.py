# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.operations"
    label = "operations"
    verbose_name = "Beheer"
    default_auto_field = "django.db.models.BigAutoField"
