# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest

from tests.alerting.cap.alerts import ALERT
from tests.alerting.cap.samples import sample, samples
from weerbaar.alerting.cap import UnreadableError, read_alerts, read_document, write_alert

_BARE = write_alert(ALERT).decode().partition("?>")[2]


def test_every_sample_is_read_or_refused_as_the_index_says(shared: Path) -> None:
    containers = {"feed:feed": "atom", "feed:EDXLDistribution": "edxl-de"}
    for each in samples(shared):
        if each.kind == "not-xml":
            with pytest.raises(UnreadableError, match="encoding"):
                read_alerts(each.data, each.file)
            continue
        contents = read_alerts(each.data, each.file)
        assert contents.container == containers.get(each.kind, "cap"), each.file
        if contents.container == "cap":
            (document,) = contents.documents
            assert f"cap{document.version}" == each.kind


@pytest.mark.parametrize(
    ("file", "documents", "rules"),
    [
        ("google__cap-library/canada_signed.atom", 1, set()),
        ("google__cap-library/empty_weather_index.atom", 0, set()),
        ("kelvinn__capparselib/us_nws_weather.atom", 0, {"feed.elements-only"}),
        ("themysteq__meteoalarm-py/meteoalarm-legacy-atom-poland.xml", 0, {"feed.elements-only"}),
        ("kelvinn__capparselib/rfs.xml", 1, set()),
        # A message beside the entries is none of the feed's; an alert that repeats a few elements is no message.
        ("google__cap-library/no_entries.atom", 0, {"feed.message-outside"}),
        ("kelvinn__capparselib/oregon_nws.atom", 0, {"feed.elements-only"}),
    ],
)
def test_feeds_give_their_messages_and_say_where_there_is_none(
    shared: Path, file: str, documents: int, rules: set[str]
) -> None:
    contents = read_alerts(sample(shared, file), file)
    assert len(contents.documents) == documents
    assert {finding.rule for finding in contents.findings} == rules


def test_two_hundred_entries_that_only_repeat_elements(shared: Path) -> None:
    contents = read_alerts(sample(shared, "thtroyer__noaa-cap-alerts/noaaExample1.xml"), "noaa.xml")
    assert len(contents.findings) == 215
    assert contents.findings[1].where == "//entry[2]"
    assert contents.findings[1].value.startswith("https://")


def test_an_rss_feed_with_a_message_a_link_and_nothing() -> None:
    feed = f"""<rss version="2.0"><channel><title>x</title>
<item><title>a</title>{_BARE}</item>
<item><title>b</title><link>https://example.org/b.cap</link></item>
<item><title>c</title></item></channel></rss>"""
    contents = read_alerts(feed.encode(), "feed.rss")
    assert contents.container == "rss"
    assert [document.alert for document in contents.documents] == [ALERT]
    assert [(each.rule, each.where, each.value) for each in contents.findings] == [
        ("feed.link-only", "//item[2]", "https://example.org/b.cap"),
        ("feed.no-message", "//item[3]", "c"),
    ]


def test_any_wrapper_may_hold_messages() -> None:
    contents = read_alerts(f"<alerts>{_BARE}{_BARE}</alerts>".encode(), "a.xml")
    assert (contents.container, len(contents.documents)) == ("other", 2)


def test_lines_are_those_of_the_whole_file() -> None:
    document = read_document(f"<wrap>\n\n\n\n{_BARE.strip()}</wrap>".encode(), "a.xml")
    assert document.root.sourceline == 5


def test_a_message_inside_a_message_is_not_a_message_of_its_own() -> None:
    inside = _BARE.replace("</alert>", f"{_BARE}</alert>")
    assert len(read_alerts(f"<wrap>{inside}</wrap>".encode(), "a.xml").documents) == 1


@pytest.mark.parametrize("data", [b"<html><body/></html>", b"<CAP/>", b"<soap><body/></soap>"])
def test_xml_without_cap_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="holds no CAP message"):
        read_alerts(data, "a.xml")


def test_one_message_is_asked_for() -> None:
    with pytest.raises(UnreadableError, match="exactly one"):
        read_document(f"<alerts>{_BARE}{_BARE}</alerts>".encode(), "a.xml")


def test_prefix_comments_and_cdata_make_no_difference() -> None:
    prefixed = _BARE.replace("<", "<c:").replace("<c:/", "</c:").replace("xmlns=", "xmlns:c=")
    other = prefixed.replace("<c:event>Grote", "<!-- note --><c:event><![CDATA[Gro]]>te")
    assert read_document(other.encode(), "a.xml").alert == ALERT


def test_what_is_there_once_too_often_counts_the_first_time() -> None:
    double = _BARE.replace("<status>Actual</status>", "<status>Actual</status><status>Test</status>")
    assert read_document(double.encode(), "a.xml").alert.status == "Actual"


def test_absent_and_empty_are_told_apart() -> None:
    document = read_document(_BARE.replace("<contact>0800-1351</contact>", "<contact/>").encode(), "a.xml")
    assert document.alert.info[0].contact == ""
    assert document.alert.info[0].audience is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("<event>Grote brand</event>", "<event><![CDATA[Grote brand]]></event>"),
        ("<info>", "<!-- een --><?stijl blad?><info>"),
        ("\n", "\r\n"),
        ("<sent>2024-06-15T12:30:00+02:00</sent>", "<sent> 2024-06-15T12:30:00+02:00\n</sent>"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_form_of_a_file_makes_no_difference_to_the_schema(old: str, new: str, encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?>{_BARE.replace(old, new) if old else _BARE}'
    document = read_document(text.encode(encoding), "a.xml")
    assert document.follows_schema
    assert [info.event for info in document.alert.info] == ["Grote brand", "Large fire"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<status>Actual", "<status> Actual"),
        ("<info>", "text<info>"),
        ("<info>", "<info>text"),
        ("<info>", '<info id="1">'),
        ("<scope>Public</scope>", ""),
        ("<scope>Public</scope>", "<scope>Public</scope><scope>Public</scope>"),
        ("<scope>Public</scope>", "<scope>Public</scope><sender>x</sender>"),
        ("<scope>Public</scope>", "<scope>Public</scope><note><b/></note>"),
        ("<scope>Public</scope>", "<scope>Public</scope><x:y xmlns:x='urn:x'/>"),
        ("2024-06-15T18:30:00+02:00", "2024-06-15T18:30:00+14:01"),
        ("cap:1.2", "cap:1.9"),
    ],
)
def test_what_the_schema_may_object_to_is_noticed_on_the_way(old: str, new: str) -> None:
    assert old in _BARE
    assert not read_document(_BARE.replace(old, new, 1).encode(), "a.xml").follows_schema
