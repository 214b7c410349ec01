# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
import json

import pytest

from tests.alerting.cap.keys import certificate_for, ec_key
from tests.alerting.feeds.sites import FIRE, published, told, uses
from weerbaar.alerting.feeds import Signer, verify_site
from weerbaar.alerting.feeds.index import facts_of, json_file, read_facts, read_json

SIGNER = Signer(ec_key(), certificate_for(ec_key()))


@pytest.fixture
def site(tmp_path):
    published(tmp_path, uses(told()), signer=SIGNER)
    return tmp_path


def faults(site, certificate=SIGNER.certificate):
    return [(finding.rule, finding.where) for finding in verify_site(site, certificate)]


def test_a_site_as_it_was_published_has_no_faults(site):
    assert faults(site) == []


def test_the_index_gives_the_hash_and_tag_of_every_file(site):
    index, year = (json.loads((site / name).read_bytes()) for name in ("index.json", "2026.json"))
    named = index["files"] | year["files"]
    standing = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.suffix != ".gz" and not path.name.startswith((".", "index.json"))
    }
    assert named.keys() == standing
    for name, facts in named.items():
        assert facts == facts_of((site / name).read_bytes()).as_json()


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("index.json", "signature"),
        ("index.json.sig", "signature"),
        ("active.atom", "changed"),
        ("2026.json", "changed"),
        (f"2026/{FIRE}.xml", "changed"),
        (f"api/v1/providers/nl-alert/alerts/{FIRE}.json", "changed"),
    ],
)
def test_one_other_octet_is_found(site, name, rule):
    content = bytearray((site / name).read_bytes())
    content[len(content) // 2] ^= 1
    (site / name).write_bytes(content)
    found = faults(site)
    assert (f"feeds.{rule}", "index.json.sig" if rule == "signature" else name) in found


def test_a_lost_file_an_added_file_and_another_compressed_copy_are_found(site):
    (site / "active.rss").unlink()
    (site / "evil.json").write_bytes(b"{}")
    (site / "boards.json.gz").write_bytes(gzip.compress(b'{"alerts":[]}'))
    (site / "active.geojson.gz").write_bytes(b"no gzip")
    assert sorted(faults(site)) == [
        ("feeds.missing", "active.rss"),
        ("feeds.packed", "active.geojson.gz"),
        ("feeds.packed", "boards.json.gz"),
        ("feeds.unlisted", "evil.json"),
    ]


def test_a_compressed_copy_that_swells_is_not_unpacked_whole(site):
    (site / "boards.json.gz").write_bytes(gzip.compress(bytes(50_000_000)))
    assert faults(site) == [("feeds.packed", "boards.json.gz")]


def test_another_certificate_and_no_signature_at_all(site):
    assert faults(site, certificate_for(ec_key(1))) == [("feeds.signature", "index.json.sig")]
    (site / "index.json.sig").unlink()
    assert faults(site) == [("feeds.unsigned", "index.json")]


def test_facts_are_read_as_they_were_written():
    facts = facts_of(b"abc")
    assert facts.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert facts.etag == '"ba7816bf8f01cfea414140de5dae2223"'
    assert read_facts(facts.as_json()) == facts


@pytest.mark.parametrize("content", [b"", b"[]", b'{"form":2}', b'{"form":1', b"\xff", b"[" * 100_000])
def test_what_is_not_of_this_form_is_taken_for_nothing(tmp_path, content):
    (tmp_path / "x.json").write_bytes(content)
    assert read_json(tmp_path / "x.json") is None
    assert read_json(tmp_path / "absent.json") is None
    (tmp_path / "x.json").write_bytes(json_file({"form": 1}))
    assert read_json(tmp_path / "x.json") == {"form": 1}
