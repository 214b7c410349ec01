# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import os
from datetime import timedelta

import pytest

from tests.alerting.compose.drafts import STARTS
from tests.alerting.feeds.sites import FIRE, published, told, uses, years_of_fires
from weerbaar.alerting.feeds import FeedError, load_site
from weerbaar.alerting.feeds.loading import headers_of


def test_a_site_holds_every_file_with_its_compressed_copy_and_the_tag_of_the_index(tmp_path):
    import gzip
    import json

    published(tmp_path, uses(told()))
    site = load_site(tmp_path)
    index = json.loads(site.files["index.json"].body)
    for name, facts in index["files"].items():
        assert site.files[name].etag == facts["etag"]
        assert gzip.decompress(site.files[name].packed) == site.files[name].body
    assert not any(name.endswith(".gz") or name.startswith(".") for name in site.files)


def test_alerts_are_in_order_over_the_years(tmp_path):
    published(tmp_path, years_of_fires(4, 2) | uses(told()))
    site = load_site(tmp_path)
    assert site.order == (FIRE, "fire-00000", "fire-00001", "fire-00002", "fire-00003")
    assert site.places["fire-00002"] == 3


def test_what_did_not_change_is_not_read_again(tmp_path):
    published(tmp_path, uses(told()))
    before = load_site(tmp_path)
    published(tmp_path, uses(told(), told("second")), STARTS + timedelta(minutes=6))
    after = load_site(tmp_path, before)
    same = {name for name, file in before.files.items() if after.files[name] is file}
    assert f"2026/{FIRE}.xml" in same
    assert "active.atom" not in same
    assert "2026/second.xml" in after.files


def test_links_and_hidden_files_are_not_served(tmp_path):
    published(tmp_path / "site", uses(told()))
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "site" / "leak.json").symlink_to(tmp_path / "secret")
    (tmp_path / "site" / "2027").symlink_to(tmp_path)
    (tmp_path / "site" / ".hidden.json").write_bytes(b"{}")
    os.mkfifo(tmp_path / "site" / "pipe.json")
    found = load_site(tmp_path / "site").files
    assert not {"leak.json", "2027/secret", ".hidden.json", "pipe.json"} & found.keys()


def test_a_damaged_list_of_a_year_hides_no_file(tmp_path):
    published(tmp_path, uses(told()))
    (tmp_path / "2026.json").write_bytes(b'{"alerts":[{}]}')
    site = load_site(tmp_path)
    assert site.order == ()
    assert f"2026/{FIRE}.xml" in site.files


def test_a_folder_without_a_site_is_refused(tmp_path):
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(FeedError, match="Publish first"):
            load_site(folder)


@pytest.mark.parametrize(
    ("name", "content_type", "lasting"),
    [
        ("active.atom", "application/atom+xml; charset=utf-8", False),
        ("2026.atom", "application/atom+xml; charset=utf-8", False),
        ("active.rss", "application/rss+xml; charset=utf-8", False),
        ("2026/a.xml", "application/cap+xml", True),
        ("2026/a.json", "application/json", False),
        ("active.geojson", "application/geo+json", False),
        ("feed.xsl", "text/xsl; charset=utf-8", False),
        ("index.json.sig", "application/octet-stream", False),
    ],
)
def test_types_and_how_long_a_file_may_be_kept(name, content_type, lasting):
    headers = dict(headers_of(name, '"x"', 0))
    assert headers["content-type"] == content_type
    assert ("max-age=86400" in headers["cache-control"]) == lasting
    assert headers["last-modified"] == "Thu, 01 Jan 1970 00:00:00 GMT"
