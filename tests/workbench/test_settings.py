# SPDX-License-Identifier: EUPL-1.2
"""What the environment decides, read in a process of its own; and what Django itself says of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def run(code: str, data: Path, **environment: str) -> str:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("WEERBAAR_") and k != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**kept, "WEERBAAR_DATA": str(data), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def settings_with(data: Path, *names: str, **environment: str) -> list[Any]:
    code = (
        "import json\nfrom weerbaar.workbench import settings\n"
        f"print(json.dumps([getattr(settings, name) for name in {names!r}], default=str))"
    )
    found: list[Any] = json.loads(run(code, data, **environment))
    return found


def test_without_anything_set_it_is_a_laptop(tmp_path: Path) -> None:
    data = tmp_path / "data"
    https, hosts, proxies, databases, key = settings_with(
        data, "HTTPS", "ALLOWED_HOSTS", "TRUSTED_PROXIES", "DATABASES", "SECRET_KEY"
    )
    assert (https, hosts, proxies) == (False, ["localhost", "127.0.0.1", "[::1]"], 0)
    assert databases["default"]["NAME"] == str(data / "weerbaar.sqlite3")
    assert databases["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert len(key) > 60
    assert (data / "secret.key").stat().st_mode & 0o077 == 0
    assert data.stat().st_mode & 0o077 == 0
    assert settings_with(data, "SECRET_KEY") == [key]
    assert sorted(path.name for path in data.iterdir()) == ["secret.key"]


def test_the_environment_decides(tmp_path: Path) -> None:
    found = settings_with(
        tmp_path,
        "SECRET_KEY",
        "SECRET_KEY_FALLBACKS",
        "TRUSTED_PROXIES",
        "ALLAUTH_TRUSTED_PROXY_COUNT",
        "METRICS_TOKEN",
        "ALLOWED_HOSTS",
        WEERBAAR_SECRET_KEY="a key of the organisation",
        WEERBAAR_SECRET_KEY_FALLBACKS="old, older",
        WEERBAAR_PROXIES="2",
        WEERBAAR_METRICS_TOKEN="abc",
        WEERBAAR_HOSTS="weerbaar.voorbeeld.nl",
    )
    assert found == ["a key of the organisation", ["old", "older"], 2, 2, "abc", ["weerbaar.voorbeeld.nl"]]
    assert not (tmp_path / "secret.key").exists()


def test_an_address_of_postgresql_replaces_the_file(tmp_path: Path) -> None:
    (databases,) = settings_with(tmp_path, "DATABASES", DATABASE_URL="postgresql://u:p@server:5433/weerbaar")
    found = databases["default"]
    assert (found["ENGINE"], found["HOST"], found["PORT"], found["NAME"]) == (
        "django.db.backends.postgresql",
        "server",
        5433,
        "weerbaar",
    )
    # A thread that makes pages keeps its connection, and finds out when the database was started anew.
    assert found["CONN_MAX_AGE"] == 600
    assert found["CONN_HEALTH_CHECKS"] is True
    assert "transaction_mode" not in found.get("OPTIONS", {})


@pytest.mark.parametrize(("form", "expected"), [("plain", "PlainFormatter"), ("json", "json_lines")])
def test_the_form_of_the_log(tmp_path: Path, form: str, expected: str) -> None:
    (logging,) = settings_with(tmp_path, "LOGGING", WEERBAAR_LOG=form, WEERBAAR_LOG_LEVEL="WARNING")
    assert logging["formatters"]["line"]["()"].endswith(expected)
    assert logging["root"]["level"] == "WARNING"


def test_an_installation_behind_https_passes_the_checks_of_django(tmp_path: Path) -> None:
    code = (
        "import django\nfrom django.core.management import call_command\ndjango.setup()\n"
        "call_command('check', deploy=True, fail_level='WARNING')"
    )
    said = run(
        code,
        tmp_path,
        DJANGO_SETTINGS_MODULE="weerbaar.workbench.settings",
        WEERBAAR_HTTPS="1",
        WEERBAAR_HOSTS="weerbaar.voorbeeld.nl",
    )
    assert "no issues" in said
