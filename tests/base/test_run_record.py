# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from dataclasses import FrozenInstanceError, fields, replace
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pytest

from weerbaar.base import RunRecord, run_record, software_versions

RECORD = RunRecord(
    input_hash="ab" * 32,
    method="nl-nrb-2009",
    method_version="1.0",
    method_hash="cd" * 32,
    seed=2012,
    draws=100_000,
    settings={"weights": "default", "base": 3.0, "title": "één"},
    software={"weerbaar": "0.1.0", "numpy": "2.4.6"},
)
CHANGES: dict[str, Any] = {
    "input_hash": "ab" * 31 + "ac",
    "method": "nl-rrp-2009",
    "method_version": "1.1",
    "method_hash": "cd" * 31 + "ce",
    "seed": 2013,
    "draws": 100_001,
    "settings": {**RECORD.settings, "base": 2.0},
    "software": {**RECORD.software, "numpy": "2.4.7"},
}


def test_the_id_is_the_same_in_every_run_and_on_every_machine() -> None:
    assert RECORD.id == "5a3cd5b81764"
    assert replace(RECORD).id == RECORD.id


def test_the_id_does_not_depend_on_the_order_of_settings() -> None:
    turned = replace(RECORD, settings=dict(reversed(RECORD.settings.items())))
    assert list(turned.settings) != list(RECORD.settings)
    assert turned.id == RECORD.id


def test_every_field_has_a_change_below() -> None:
    assert CHANGES.keys() == {field.name for field in fields(RunRecord)}


@pytest.mark.parametrize("field", CHANGES)
def test_any_change_changes_the_id(field: str) -> None:
    assert replace(RECORD, **{field: CHANGES[field]}).id != RECORD.id


def test_it_is_plain_data_that_survives_json() -> None:
    assert RunRecord(**json.loads(json.dumps(RECORD.as_dict()))) == RECORD


def test_what_is_given_out_cannot_change_the_record() -> None:
    before = RECORD.id
    RECORD.as_dict()["settings"]["base"] = 99
    assert RECORD.id == before
    with pytest.raises(FrozenInstanceError):
        RECORD.seed = 1  # type: ignore[misc]


def test_the_versions_of_what_computes_are_recorded() -> None:
    versions = software_versions()
    assert versions.keys() == {"python", "weerbaar", "numba", "numpy", "scipy"}
    assert versions["numpy"] == version("numpy")
    assert versions["python"].startswith("3.")


def test_a_package_that_is_not_installed_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_but_numpy(name: str) -> str:
        if name != "numpy":
            raise PackageNotFoundError(name)
        return "9.9"

    monkeypatch.setattr(run_record, "version", none_but_numpy)
    versions = software_versions()
    assert (versions["numpy"], versions["weerbaar"]) == ("9.9", "not installed")
