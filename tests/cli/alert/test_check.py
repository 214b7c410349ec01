# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.alert.walk import alert, made_draft, typing


@pytest.fixture
def message(tmp_path: Path) -> Path:
    made_draft(tmp_path / "c.yaml", "--cap", str(tmp_path / "m.xml"))
    return tmp_path / "m.xml"


def test_a_right_message_is_valid(message: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert alert("check", message, "--profile", "nl") == 0
    assert "inzet-1: geldig (CAP 1.2, 0 fouten" in capsys.readouterr().out


def test_an_error_has_rule_line_and_place(message: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message.write_text(message.read_text().replace("<status>Actual<", "<status>Echt<"))
    capsys.readouterr()
    assert alert("check", message, "--json") == 1
    (verdict,) = json.loads(capsys.readouterr().out)
    error = next(f for f in verdict["findings"] if f["level"] == "error")
    assert "status" in error["where"]
    assert error["line"] == 1 + message.read_text().split("<status>")[0].count("\n")
    assert error["value"] == "Echt"


def test_one_unreadable_file_does_not_hide_the_others(
    message: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert alert("check", tmp_path / "missing.xml", message, lang="en") == 2
    shown = capsys.readouterr()
    assert "no such file" in shown.err
    assert "valid" in shown.out


@pytest.mark.parametrize(
    "data", [b"", b"<alert", b"<a/>", bytes(range(256)), b'<!DOCTYPE a [<!ENTITY b "x">]><alert>&b;</alert>']
)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_is_no_cap_is_unreadable(
    data: bytes, lang: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typing(monkeypatch, data)
    assert alert("check", "-", lang=lang) == 2
    assert capsys.readouterr().err.strip()


def test_a_message_without_signature_does_not_pass_a_certificate(
    message: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.cli.alert.certificate import made_certificate

    made_certificate(tmp_path)
    assert alert("check", message, "--certificate", tmp_path / "c.pem") == 1
    assert "signature.absent" in capsys.readouterr().out


def test_a_signed_message_passes_its_certificate_and_no_other(message: Path, tmp_path: Path) -> None:
    from tests.cli.alert.certificate import made_certificate
    from weerbaar.alerting.cap import load_certificate, load_signing_key, read_document, sign

    made_certificate(tmp_path)
    (tmp_path / "other").mkdir()
    made_certificate(tmp_path / "other")
    key = load_signing_key((tmp_path / "k.pem").read_bytes())
    certificate = load_certificate((tmp_path / "c.pem").read_bytes())
    message.write_bytes(sign(read_document(message.read_bytes(), "m").alert, key, certificate))
    assert alert("check", message, "--certificate", tmp_path / "c.pem") == 0
    assert alert("check", message, "--certificate", tmp_path / "other" / "c.pem") == 1


def test_the_shared_samples_get_a_verdict(shared: Path) -> None:
    samples = shared / "data" / "cap-samples" / "google__cap-library"
    assert alert("check", samples / "canada.cap", "--profile", "cap-cp") in (0, 1)
    assert alert("check", samples / "canada_errors.cap") == 1


def test_the_rules_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert alert("check", "--rules", "--profile", "nl", "--json") == 0
    names = [rule["rule"] for rule in json.loads(capsys.readouterr().out)]
    assert {"cap.polygon-closed", "nl.web-official"} <= set(names)
    assert alert("check", "--rules", lang="en") == 0
    assert "The polygon" in capsys.readouterr().out


@pytest.mark.parametrize("given", [(), ("--rules", "-")])
def test_a_file_or_the_rules_but_not_neither_or_both(
    given: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert alert("check", *given) == 2
    assert "noem een bestand, of --rules" in capsys.readouterr().err
