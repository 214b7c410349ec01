# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from tests.alerting.cap.alerts import ALERT
from weerbaar.alerting.cap import read_document, write_alert
from weerbaar.alerting.cap.document import xpath
from weerbaar.base import Text


def test_path_and_element_are_each_others_inverse() -> None:
    document = read_document(write_alert(ALERT), "a.cap")
    for element in document.root.iter():
        assert document.element(document.path(element)) is element


def test_a_path_that_leads_nowhere_stops_at_the_deepest_element_there_is() -> None:
    document = read_document(write_alert(ALERT), "a.cap")
    found = document.element((("info", 1), ("resource", 0)))
    assert found is document.element((("info", 1),))
    assert document.element((("bogus", 0),)) is document.root


def test_a_finding_knows_its_xpath_and_line() -> None:
    document = read_document(write_alert(ALERT), "a.cap")
    finding = document.finding("cap.x", "advice", Text(nl="x"), (("info", 1), ("event", 0)), value="v")
    assert finding.where == "/alert/info[2]/event[1]"
    lines = write_alert(ALERT).decode().splitlines()
    assert finding.line is not None
    assert lines[finding.line - 1].strip() == "<event>Large fire</event>"


def test_xpath_counts_from_one() -> None:
    assert xpath(()) == "/alert"
    assert xpath((("info", 0), ("area", 2))) == "/alert/info[1]/area[3]"
