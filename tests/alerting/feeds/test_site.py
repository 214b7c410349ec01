# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
import threading
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import timedelta

import pytest
from lxml import etree

from tests.alerting.cap.keys import DURING, certificate_for, ec_key
from tests.alerting.compose.drafts import STARTS
from tests.alerting.feeds.sites import ADDRESS, FIRE, published, told, uses, withdrawn, years_of_fires
from weerbaar.alerting.cap import check, verify
from weerbaar.alerting.feeds import FeedError, Signer, load_site, publish, site, verify_site

A = "{http://www.w3.org/2005/Atom}"
SIGNER = Signer(ec_key(), certificate_for(ec_key()))
LATER = STARTS + timedelta(minutes=30)
LIST = "api/v1/providers/nl-alert/alerts.json"


def ids(folder, name="active.atom"):
    root = ET.fromstring((folder / name).read_bytes())
    return [entry.findtext(f"{A}id").rpartition(":")[2] for entry in root.findall(f"{A}entry")]


def json_of(folder, name):
    return json.loads((folder / name).read_bytes())


def everything(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_alert_is_in_every_feed_while_it_holds(tmp_path):
    found = published(tmp_path, uses(told()))
    assert (found.current, found.findings) == ((FIRE,), ())
    for name in ("active.atom", "active.en.atom", "2026.atom", "2026.en.atom"):
        assert ids(tmp_path, name) == [FIRE]
    for name in ("active.rss", "active.en.rss"):
        assert len(ET.fromstring((tmp_path / name).read_bytes()).findall("channel/item")) == 1
    assert [feature["id"] for feature in json_of(tmp_path, "active.geojson")["features"]] == [FIRE]
    assert [alert["id"] for alert in json_of(tmp_path, "boards.json")["alerts"]] == [FIRE]
    assert [alert["id"] for alert in json_of(tmp_path, LIST)["data"]] == [FIRE]


def test_what_has_expired_leaves_what_is_current_and_stays_in_the_archive(tmp_path):
    published(tmp_path, uses(told()))
    found = published(tmp_path, uses(told()), STARTS + timedelta(hours=4))
    assert found.current == ()
    assert ids(tmp_path) == []
    assert json_of(tmp_path, "boards.json") == {"alerts": []}
    assert json_of(tmp_path, "active.geojson")["features"] == []
    assert ids(tmp_path, "2026.atom") == [FIRE]
    assert (tmp_path / "2026" / f"{FIRE}.xml").is_file()
    assert [alert["id"] for alert in json_of(tmp_path, LIST)["data"]] == [FIRE]
    # Only what is current was written anew.
    assert not any(name.startswith("2026") for name in found.written)
    root = ET.fromstring((tmp_path / "active.atom").read_bytes())
    assert root.findtext(f"{A}updated") == "2026-11-26T17:05:00Z"


def test_a_withdrawal_replaces_the_alert_until_it_would_have_expired(tmp_path):
    published(tmp_path, uses(told()))
    register = uses(withdrawn(told(), LATER))
    assert published(tmp_path, register, LATER).current == ()
    assert ids(tmp_path) == [f"{FIRE}~cancel"]
    assert json_of(tmp_path, "boards.json") == {"alerts": []}
    assert json_of(tmp_path, LIST)["data"][0]["stop_at"] == "2026-11-26T13:35:00Z"
    published(tmp_path, register, STARTS + timedelta(hours=4))
    assert ids(tmp_path) == []
    assert ids(tmp_path, "2026.atom") == [f"{FIRE}~cancel", FIRE]


def test_an_update_takes_the_place_of_what_it_updates(tmp_path):
    story = told()
    told("vr09-2026-0002", LATER, story=story, replaces=FIRE)
    assert published(tmp_path, uses(story), LATER).current == ("vr09-2026-0002",)
    assert ids(tmp_path) == ["vr09-2026-0002"]
    page = json_of(tmp_path, f"2026/{FIRE}.json")
    assert (page["replaced_by"], page["stop"]) == ("vr09-2026-0002", "2026-11-26T13:35:00Z")


@pytest.mark.parametrize("exercise", [{"purpose": "exercise"}, {"status": "exercise"}])
def test_nothing_of_an_exercise_is_anywhere(tmp_path, exercise):
    published(tmp_path, uses(told("secret-drill", **exercise), told()))
    for name, content in everything(tmp_path).items():
        assert "secret-drill" not in name
        assert b"secret-drill" not in content


def test_every_cap_file_passes_the_dutch_profile_and_its_signature_holds(tmp_path):
    story = withdrawn(told(at=DURING), DURING + timedelta(minutes=3))
    told("second", DURING + timedelta(minutes=5), story=story, replaces=FIRE)
    published(tmp_path, uses(story), DURING + timedelta(minutes=9), SIGNER)
    found = sorted((tmp_path / "2024").glob("*.xml"))
    assert [path.stem for path in found] == ["second", FIRE, f"{FIRE}~cancel"]
    for path in found:
        data = path.read_bytes()
        (verdict,) = check(data, path.name, now=DURING, profile="nl")
        assert verdict.valid
        assert verify(data, path.name, [SIGNER.certificate], DURING).document.alert.identifier == path.stem
    assert verify_site(tmp_path, SIGNER.certificate) == []


def test_publishing_the_same_again_writes_nothing(tmp_path):
    published(tmp_path, uses(told()), signer=SIGNER)
    before = everything(tmp_path)
    assert published(tmp_path, uses(told()), STARTS + timedelta(minutes=9), SIGNER).written == ()
    assert everything(tmp_path) == before


def test_one_more_alert_touches_only_what_it_is_in(tmp_path):
    register = years_of_fires(9, 3)
    published(tmp_path, register)
    written = set(published(tmp_path, register | uses(told())).written)
    own = {f"2026/{FIRE}.xml", f"2026/{FIRE}.json", f"api/v1/providers/nl-alert/alerts/{FIRE}.json"}
    lists = {"2026.atom", "2026.en.atom", "2026.json", "index.json", LIST, "boards.json", "active.geojson"}
    assert written == own | lists | {"active.atom", "active.en.atom", "active.rss", "active.en.rss"}


def test_made_step_by_step_or_at_once_the_files_are_the_same(tmp_path):
    register = years_of_fires(5, 2)
    for count in range(1, 6):
        published(tmp_path / "steps", dict(list(register.items())[-count:]))
    published(tmp_path / "once", register)
    assert everything(tmp_path / "steps") == everything(tmp_path / "once")


def test_what_was_published_and_is_not_given_again_stays(tmp_path):
    old = years_of_fires(2, 1)
    published(tmp_path, old, signer=SIGNER)
    published(tmp_path, uses(told()), signer=SIGNER)
    assert (tmp_path / "2025" / "fire-00000.xml").is_file() or (tmp_path / "2026" / "fire-00000.xml").is_file()
    assert verify_site(tmp_path, SIGNER.certificate) == []
    listed = load_site(tmp_path).order
    assert set(listed) == {FIRE, *old}


def test_an_old_year_and_files_that_were_lost_or_damaged_are_made_again(tmp_path):
    register = years_of_fires(3, 3) | uses(told())
    published(tmp_path, register, signer=SIGNER)
    (tmp_path / "2026.json").write_bytes(b"{}")
    (tmp_path / "active.atom").unlink()
    (tmp_path / "2026" / f"{FIRE}.json").unlink()
    (tmp_path / "index.json.sig").write_bytes(b"")
    published(tmp_path, register, signer=SIGNER)
    assert verify_site(tmp_path, SIGNER.certificate) == []


def test_a_damaged_list_of_the_same_length_takes_no_alert_off_the_boards(tmp_path):
    published(tmp_path, uses(told()))
    content = (tmp_path / "2026.json").read_bytes()
    (tmp_path / "2026.json").write_bytes(b"[" + content[1:])
    assert published(tmp_path, uses(told())).current == (FIRE,)
    assert (tmp_path / "2026.json").read_bytes() == content


def test_a_page_that_was_lost_alone_is_made_again(tmp_path):
    published(tmp_path, uses(told()))
    lost = tmp_path / "2026" / f"{FIRE}.json"
    before = lost.read_bytes()
    lost.unlink()
    published(tmp_path, uses(told()))
    assert lost.read_bytes() == before


@pytest.mark.parametrize("index", [b"", b"{}", b'{"form":1,"years":{"2026":{"source":"x"}},"files":{},"updated":"x"}'])
def test_a_damaged_index_is_made_again(tmp_path, index):
    published(tmp_path, uses(told()))
    before = everything(tmp_path)
    (tmp_path / "index.json").write_bytes(index)
    published(tmp_path, uses(told()))
    assert everything(tmp_path) == before


def test_one_that_cannot_be_published_is_told_each_time_and_does_not_stop_the_others(tmp_path):
    register = uses(told(), told("broken"))
    use = register["broken"]
    register["broken"] = replace(use, draft=use.draft.model_copy(update={"area": {"type": "Nothing"}}))
    for _ in range(2):
        found = published(tmp_path, register)
        assert [(finding.rule, finding.where) for finding in found.findings] == [("feeds.unpublishable", "broken")]
        assert found.current == (FIRE,)
        assert ids(tmp_path) == [FIRE]


def test_a_control_character_that_xml_cannot_hold_is_told(tmp_path):
    found = published(tmp_path, uses(told(nl="NL-Alert: Brand \x01. Ga naar binnen."), told("fine")))
    assert [finding.where for finding in found.findings] == [FIRE]
    assert found.current == ("fine",)


def test_a_message_that_departs_from_the_profile_is_published_and_told(tmp_path):
    found = published(tmp_path, uses(told(expires=STARTS + timedelta(hours=30))))
    assert found.current == (FIRE,)
    assert {finding.rule for finding in found.findings} == {"nl.expires-late"}


def test_without_a_key_no_old_signature_stays(tmp_path):
    published(tmp_path, uses(told()), signer=SIGNER)
    published(tmp_path, uses(told()))
    assert not (tmp_path / "index.json.sig").exists()
    assert b"Signature" not in (tmp_path / "2026" / f"{FIRE}.xml").read_bytes()


def test_an_empty_register_is_a_site_with_empty_feeds(tmp_path):
    published(tmp_path, {}, signer=SIGNER)
    assert ids(tmp_path) == []
    assert json_of(tmp_path, LIST) == {"data": []}
    assert verify_site(tmp_path, SIGNER.certificate) == []


def test_the_style_sheet_shows_a_feed_to_people(tmp_path):
    published(tmp_path, uses(told()))
    show = etree.XSLT(etree.parse(tmp_path / "feed.xsl"))
    for name, empty in (("active.atom", "Er zijn geen"), ("active.en.rss", "There are no")):
        shown = str(show(etree.parse(tmp_path / name)))
        assert f"{ADDRESS}/2026/{FIRE}.xml" in shown
        assert 'lang="nl"' in shown or 'lang="en"' in shown
        assert empty not in shown
    published(tmp_path, uses(told()), STARTS + timedelta(days=1))
    assert "Er zijn geen berichten." in str(show(etree.parse(tmp_path / "active.atom")))


@pytest.mark.parametrize(
    "address", ["", "feeds.nl-alert.nl", "ftp://x.nl", "https://", "https://x.nl/?a", 'https://"x', "https://x.nl/\n"]
)
def test_an_address_that_is_none_is_refused_before_anything_is_written(tmp_path, address):
    with pytest.raises(FeedError, match="no address"):
        publish(tmp_path / "new", {}, base_url=address, now=STARTS)
    assert not (tmp_path / "new").exists()


def test_a_site_may_stand_below_a_path(tmp_path):
    publish(tmp_path, uses(told()), base_url="https://vru.nl/alerts/", now=STARTS)
    assert b'href="https://vru.nl/alerts/2026/' in (tmp_path / "active.atom").read_bytes()


def test_a_full_disk_leaves_the_site_that_was_there(tmp_path, monkeypatch):
    published(tmp_path, uses(told()), signer=SIGNER)
    before = everything(tmp_path)

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("weerbaar.alerting.feeds.writing.os.fsync", full)
    with pytest.raises(FeedError, match="disk is full"):
        published(tmp_path, uses(told(), told("second")), signer=SIGNER)
    assert everything(tmp_path) == before
    assert verify_site(tmp_path, SIGNER.certificate) == []


def test_who_reads_while_others_publish_always_finds_one_whole_site(tmp_path):
    steps = [uses(told(), *(told(f"more-{i}") for i in range(n))) for n in range(4)]
    published(tmp_path, steps[0], signer=SIGNER)
    errors: list[BaseException] = []

    def write(part):
        try:
            for register in part:
                published(tmp_path, register, signer=SIGNER)
        except BaseException as error:
            errors.append(error)

    writers = [threading.Thread(target=write, args=(part,)) for part in (steps[1:], steps[:0:-1])]
    for writer in writers:
        writer.start()
    rounds = 0
    while any(writer.is_alive() for writer in writers) or rounds == 0:
        assert verify_site(tmp_path, SIGNER.certificate) == []
        loaded = load_site(tmp_path)
        atom = ET.fromstring(loaded.files["active.atom"].body)
        current = {entry.findtext(f"{A}id").rpartition(":")[2] for entry in atom.findall(f"{A}entry")}
        boards = {alert["id"] for alert in json.loads(loaded.files["boards.json"].body)["alerts"]}
        assert current == boards
        # What one file of a site names is there.
        assert current <= set(loaded.order)
        rounds += 1
    for writer in writers:
        writer.join()
    assert errors == []


def test_thousands_in_the_archive_are_neither_read_nor_made_again(tmp_path, monkeypatch):
    register = years_of_fires(12, 3)
    published(tmp_path, register)
    made, read = [], []
    real_make, real_read = site.published_from, site.read_json
    monkeypatch.setattr(site, "published_from", lambda use, known: made.append(use.id) or real_make(use, known))
    monkeypatch.setattr(site, "read_json", lambda path: read.append(path.name) or real_read(path))
    published(tmp_path, register | uses(told()))
    assert made == [FIRE]
    assert read == ["index.json", "2026.json"]
