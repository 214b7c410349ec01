# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.compose.drafts import STARTS
from tests.alerting.feeds.sites import FIRE, published, told, uses
from weerbaar.alerting.feeds import answer, load_site
from weerbaar.alerting.feeds.serving import packed_tag

LIST = "/api/v1/providers/nl-alert/alerts"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    published(folder, uses(told(), told("a+b", STARTS - timedelta(minutes=1))))
    return folder


@pytest.fixture(scope="module")
def site(folder):
    return load_site(folder)


def get(site, target, method="GET", **headers):
    reply = answer(site, method, target, {name.replace("_", "-"): value for name, value in headers.items()})
    return reply.status, dict(reply.headers), reply.body


def test_a_file_comes_with_its_type_tag_date_and_length(site):
    status, headers, body = get(site, "/active.atom")
    assert (status, body) == (200, site.files["active.atom"].body)
    assert headers["content-type"].startswith("application/atom+xml")
    assert headers["content-length"] == str(len(body))
    assert headers["etag"] == site.files["active.atom"].etag
    assert headers["last-modified"] == "Thu, 26 Nov 2026 13:10:00 GMT"
    assert headers["cache-control"] == "public, max-age=10, must-revalidate"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["x-content-type-options"] == "nosniff"


def test_head_has_the_headers_of_get_and_no_body(site):
    for headers in ({}, {"accept_encoding": "gzip"}):
        status, found, body = get(site, "/active.atom", "HEAD", **headers)
        assert (status, found, body) == (200, get(site, "/active.atom", **headers)[1], b"")
    assert get(site, "/nowhere", "HEAD")[2] == b""


def test_who_has_it_already_gets_nothing_again(site):
    tag = site.files["active.atom"].etag
    for asked in (tag, f"W/{tag}", f'"x", {tag}', "*", packed_tag(tag)):
        status, headers, body = get(site, "/active.atom", if_none_match=asked)
        assert (status, body) == (304, b"")
        assert headers["etag"] == tag
        assert "content-length" not in headers
    for asked in ('"x"', tag[1:-1], "", "x" * 1_000):
        assert get(site, "/active.atom", if_none_match=asked)[0] == 200


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Thu, 26 Nov 2026 13:10:00 GMT", 304),
        ("Thu, 26 Nov 2026 13:10:01 GMT", 304),
        ("Thu, 26 Nov 2026 13:09:59 GMT", 200),
        ("yesterday", 200),
        ("", 200),
        ("Thu, 99 Nov 99999 13:10:00 GMT", 200),
    ],
)
def test_a_date_does_as_well(site, since, status):
    assert get(site, "/active.atom", if_modified_since=since)[0] == status


def test_a_tag_goes_before_a_date(site):
    since = "Thu, 26 Nov 2026 13:10:00 GMT"
    assert get(site, "/active.atom", if_none_match='"x"', if_modified_since=since)[0] == 200


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("*", True),
        ("x-gzip", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("identity, *;q=0", False),
        ("*, gzip;q=0", False),
    ],
)
def test_compressed_only_for_who_takes_it_and_under_another_tag(site, accepted, packed):
    _, headers, body = get(site, "/active.geojson", accept_encoding=accepted)
    plain = site.files["active.geojson"]
    assert headers["vary"] == "accept-encoding"
    assert headers["content-length"] == str(len(body))
    if packed:
        assert gzip.decompress(body) == plain.body
        assert (headers["content-encoding"], headers["etag"]) == ("gzip", packed_tag(plain.etag))
    else:
        assert (body, headers["etag"]) == (plain.body, plain.etag)
        assert "content-encoding" not in headers


def test_clients_ask_for_alerts_without_an_extension(site):
    assert get(site, LIST)[2] == site.files[f"{LIST[1:]}.json"].body
    assert json.loads(get(site, f"{LIST}/{FIRE}")[2])["data"]["id"] == FIRE
    assert get(site, "/active")[0] == 404


def test_the_cursor_gives_what_follows_and_nothing_after_the_last_or_an_unknown_one(site):
    def after(query):
        status, headers, body = get(site, f"{LIST}?{query}", accept_encoding="gzip")
        assert (status, headers["content-length"]) == (200, str(len(body)))
        return [alert["id"] for alert in json.loads(body)["data"]] if "content-encoding" not in headers else None

    assert after(f"after={FIRE}") == ["a+b"]
    assert after("after=a%2Bb") == after("after=a+b") == []
    assert after("after=nobody") == after("after=") == after("after=%00") == []
    # Another parameter is no cursor: the list as it is.
    assert get(site, f"{LIST}?page=2")[2] == get(site, LIST)[2]


def test_a_page_after_a_cursor_has_a_tag_of_its_own(site):
    _, headers, _ = get(site, f"{LIST}?after={FIRE}")
    assert headers["etag"] != get(site, LIST)[1]["etag"]
    assert get(site, f"{LIST}?after={FIRE}", if_none_match=headers["etag"])[0] == 304


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "\n"])
def test_nothing_but_reading(site, method):
    status, headers, _ = get(site, "/active.atom", method)
    assert (status, headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_web_page_of_another_site_may_ask_conditionally(site):
    status, headers, body = get(site, "/active.atom", "OPTIONS")
    assert (status, body, headers["access-control-allow-origin"]) == (204, b"", "*")
    assert "If-None-Match" in headers["access-control-allow-headers"]
    assert "ETag" in get(site, "/active.atom")[1]["access-control-expose-headers"]


@pytest.mark.parametrize(
    "target",
    [
        "/",
        "",
        "/../index.json",
        "/2026/../index.json",
        "/%2e%2e/index.json",
        "/..%2findex.json",
        "/%252e%252e/index.json",
        "//index.json",
        "/index.json%00",
        "/index.json\0.atom",
        "/%ff",
        "/%",
        "\\..\\index.json",
        "/.feeds.lock",
        "/2026",
        "/2026/",
        "/index.json.gz",
        "http://elsewhere/index.json",
        "/" + "a" * 100_000,
    ],
)
def test_a_strange_path_is_not_found(site, target):
    assert get(site, target)[0] == 404


def test_a_path_may_be_encoded(site):
    assert get(site, "/2026/a%2Bb.xml")[0] == get(site, "/2026/a+b.xml")[0] == get(site, "/active%2eatom")[0] == 200


@given(
    st.text(max_size=40),
    st.sampled_from(["GET", "HEAD", "OPTIONS", "X"]),
    st.dictionaries(st.sampled_from(["if-none-match", "if-modified-since", "accept-encoding"]), st.text(max_size=30)),
)
def test_no_request_breaks_it(folder, target, method, headers):
    reply = answer(load_site_once(folder), method, target, headers)
    assert reply.status in (200, 204, 304, 404, 405)
    assert all("\n" not in value for _, value in reply.headers)


_loaded = {}


def load_site_once(folder):
    return _loaded.setdefault(folder, load_site(folder))
