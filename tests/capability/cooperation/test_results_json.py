# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

import weerbaar
from tests.capability.cooperation.registers import ON, own, party, register, request, unit
from weerbaar.base import schema_text
from weerbaar.capability.cooperation.reading import load_cooperation
from weerbaar.capability.cooperation.report import cooperation_report
from weerbaar.capability.cooperation.results_json import (
    cooperation_report_json,
    cooperation_report_schema,
    who_may_json,
    who_may_schema,
)
from weerbaar.capability.cooperation.who_may import who_may

SCHEMAS = Path(weerbaar.__file__).parent / "data" / "schemas"


@pytest.mark.parametrize("name", ["cooperation", "voorbeeld-capaciteiten"])
@pytest.mark.parametrize("confidential", [False, True])
def test_results_are_as_their_schemas_say(name: str, confidential: bool) -> None:
    register = load_cooperation(name)
    answer = who_may(register, "nuclear-threat", 6, on=ON, confidential=confidential)
    report = cooperation_report(register, on=ON, confidential=confidential)
    for data, schema in (
        (who_may_json(answer), who_may_schema()),
        (cooperation_report_json(report), cooperation_report_schema()),
    ):
        found = json.loads(data)
        jsonschema.validate(found, schema, cls=jsonschema.Draft202012Validator)
        assert found["confidential"] is confidential


def test_a_confidential_entry_leaves_no_trace_whatever_it_is_called() -> None:
    """Neither the id of an agreement that others require, nor a hash on which its fields can be tried out."""

    def published(id_: str, hours: float) -> bytes:
        found = register(
            ["a", "b", party("c", contact=f"tel {hours}", confidential_contact=True)],
            [
                own("a"),
                request(id_, "a", ("a", "c", hours), confidential=True, situations=["nuclear-threat"]),
                request("later", "a", ("a", "c", 1.0), requires=[id_]),
            ],
            [unit("u", "b", agreements=[id_, "later"], notice_h=hours, travel_h=1, confidential_fields=["times"])],
        )
        report = cooperation_report(found, on=ON)
        return who_may_json(who_may(found, "nuclear-threat", 6, on=ON)) + cooperation_report_json(report)

    assert published("stil", 1.0) == published("anders", 2.5)


@pytest.mark.parametrize(
    ("file", "schema"), [("who-may", who_may_schema), ("cooperation-report", cooperation_report_schema)]
)
def test_the_committed_schema_is_the_one_that_is_made(file: str, schema: object) -> None:
    """After a change, write ``schema_text(...)`` to the committed file again."""
    assert callable(schema)
    assert (SCHEMAS / f"{file}-1.schema.json").read_text(encoding="utf-8") == schema_text(schema())


def test_nothing_confidential_is_in_the_data_unless_asked_for_and_then_it_is_marked() -> None:
    register = load_cooperation("voorbeeld-capaciteiten")
    plain, whole = (who_may_json(who_may(register, "nuclear-threat", 6, on=ON, confidential=c)) for c in (False, True))
    for secret in ("speciale-eenheid", "Speciale eenheid", "Defensie Operatie Centrum"):
        assert secret.encode() not in plain
        assert secret.encode() in whole
    assert json.loads(plain)["withheld"] == 3
    marked = [u["id"] for u in json.loads(whole)["units"] if u["confidential"]]
    assert marked == ["speciale-eenheid"]
    contacts = {n["id"]: (n["contact"], n["confidential_contact"]) for n in json.loads(whole)["names"]}
    assert contacts["defensie"] == ("Defensie Operatie Centrum", True)


def test_the_same_answer_gives_the_same_bytes() -> None:
    register = load_cooperation()
    assert len({who_may_json(who_may(register, "cyber", 6, on=ON)) for _ in range(3)}) == 1


def test_every_party_that_is_named_has_its_words() -> None:
    found = json.loads(who_may_json(who_may(load_cooperation(), "nuclear-threat", 6, on=ON)))
    names = {n["id"] for n in found["names"]}
    used = {p["party"] for p in found["powers"]} | {u["party"] for u in found["units"]}
    used |= {s[k] for r in found["requests"] for s in r["chain"] for k in ("by", "to")}
    used |= {p for r in found["requests"] for p in r["may_ask"]} | {level["leads"] for level in found["structure"]}
    assert used <= names
