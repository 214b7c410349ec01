# SPDX-License-Identifier: EUPL-1.2
"""Feeds follow the register, signed where there is a key, and a full disk stops no broadcast."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.workbench.alerts.offered import on_air
from weerbaar.alerting.feeds import verify_site
from weerbaar.workbench.accounts.models import User
from weerbaar.workbench.alerts import publishing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]


def _key_in(folder: Path) -> x509.Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "feeds")])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, begins, begins + timedelta(days=3650))
    certificate = made.sign(key, hashes.SHA256())
    folder.mkdir(parents=True, exist_ok=True)
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "feeds-key.pem").write_bytes(pem)
    (folder / "feeds-certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    return certificate


def test_published_and_read_again_only_when_it_changed(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert publishing.site() is None
    assert publishing.publish_now() == ()
    first = publishing.site()
    assert first is not None
    assert publishing.site() is first
    on_air(officer, approver, monkeypatch)
    assert publishing.publish_now() == ("VR20-1",)
    second = publishing.site()
    assert second is not None
    assert (first.order, second.order) == ((), ("VR20-1",))


def test_signed_by_the_key_in_the_data_folder(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    certificate = _key_in(tmp_path / "alerts")
    on_air(officer, approver, monkeypatch)
    publishing.publish_now()
    assert not verify_site(publishing.folder(), certificate)


def test_what_goes_wrong_is_logged_and_stops_nobody(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "alerts").mkdir()
    (tmp_path / "alerts" / "feeds").write_text("geen map")
    assert publishing.publish_now() == ()
    assert "nl-alert" in caplog.text
    _key_in(tmp_path / "alerts")
    (tmp_path / "alerts" / "feeds-key.pem").write_text("geen sleutel")
    assert publishing.publish_now() == ()


def test_the_address(settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["*", ".voorbeeld.nl", "weerbaar.voorbeeld.nl"], True
    assert publishing.address() == "https://weerbaar.voorbeeld.nl/nl-alert/actueel/feeds"
    settings.FEEDS_URL = "https://feeds.voorbeeld.nl"
    assert publishing.address() == "https://feeds.voorbeeld.nl"


def test_a_file_that_was_damaged_is_made_again(
    officer: User, approver: User, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    certificate = _key_in(tmp_path / "alerts")
    row = on_air(officer, approver, monkeypatch)
    publishing.publish_now()
    page = next(publishing.folder().glob(f"*/{row.use}.json"))
    before = page.read_bytes()
    page.write_bytes(before[:100])
    assert publishing.publish_now() == (row.use,)
    assert page.read_bytes() == before
    assert not verify_site(publishing.folder(), certificate)


def test_what_nobody_foresaw_is_logged_and_stops_nobody(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ValueError("onvoorzien")

    monkeypatch.setattr(publishing, "publish", fails)
    assert publishing.publish_now() == ()
    assert "onvoorzien" in caplog.text
