# SPDX-License-Identifier: EUPL-1.2
"""App configuration."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """See the docstring of the package."""

    name = "weerbaar.workbench.shell"
    label = "shell"
    verbose_name = "De schil"
    default_auto_field = "django.db.models.BigAutoField"
