# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.alerting.broadcast.capture import read_capture, tcp_packets, write_capture
from tests.alerting.broadcast.plain_pages import EXTENSION, NUMBERS, plain_pages
from weerbaar.alerting.broadcast import (
    MAX_PAGES,
    PORT,
    PageError,
    TooLongError,
    WriteReplace,
    decode_pages,
    encode,
    encode_pages,
)
from weerbaar.base import Lang

ALERT = (
    "NL-Alert 23-11-2026 14:05: Grote brand in Moerdijk. De rook kan giftig zijn. Ga naar binnen, sluit ramen en "
    "deuren en zet ventilatie uit. Volg de regionale omroep. *** Large fire in Moerdijk. Smoke may be toxic. Go "
    "indoors, close windows and doors. Switch off ventilation."
)
GSM = [c for c in NUMBERS if c != "\r"]
LANGUAGES: tuple[Lang | None, ...] = (None, *get_args(Lang))


def test_an_alert_of_272_characters_takes_three_pages() -> None:
    pages = encode_pages(ALERT)
    assert (pages.dcs, len(pages.pages), pages.characters, pages.septets) == (0x0F, 3, 272, 272)
    assert list(pages.pages) == plain_pages(ALERT)


@pytest.mark.parametrize(
    ("text", "language", "dcs"),
    [("a", None, 0x0F), ("a", "nl", 0x05), ("a", "en", 0x01), ("ê", None, 0x48), ("ê", "nl", 0x11), ("ê", "en", 0x11)],
)
def test_data_coding_says_alphabet_and_language(text: str, language: Lang | None, dcs: int) -> None:
    assert encode_pages(text, language).dcs == dcs


def test_the_language_before_ucs2_is_two_packed_letters() -> None:
    pages = encode_pages("ê", "nl")
    assert pages.pages[0][:4].hex() == "6e3600ea"
    assert decode_pages(0x0F, [pages.pages[0][:2]]) == "nl"


@pytest.mark.parametrize(("characters", "dcs", "pages"), [(40, 0x11, 1), (41, 0x48, 1), (80, 0x11, 2), (615, 0x48, 15)])
def test_the_language_is_left_out_of_ucs2_where_it_would_cost_a_page(characters: int, dcs: int, pages: int) -> None:
    encoded = encode_pages("ê" * characters, "nl")
    assert (encoded.dcs, len(encoded.pages)) == (dcs, pages)


def test_an_escape_and_its_character_stay_on_one_page() -> None:
    pages = encode_pages("x" * 92 + "€y")
    assert len(pages.pages) == 2
    assert pages.septets == 95
    assert [decode_pages(pages.dcs, [page]) for page in pages.pages] == ["x" * 92, "€y"]


def test_two_units_of_one_character_stay_on_one_page() -> None:
    pages = encode_pages("ê" * 40 + "😀")
    assert [decode_pages(pages.dcs, [page]) for page in pages.pages] == ["ê" * 40, "😀"]


@pytest.mark.parametrize("filler", ["x", "ê", "\r"])
def test_what_looks_like_padding_comes_back(filler: str) -> None:
    ends = ("@", "\r", "\r\r", "\n", "\r\n", "€", " ", "\u200b", "\r\u200b", "\r\u200b\u200b\r")
    for before, end in itertools.product((0, 39, 40, 41, 91, 92, 93, 94, 184, 185, 186), ends):
        text = filler * before + end
        for whole in (text, text + filler, "ê" + text):
            pages = encode_pages(whole)
            assert decode_pages(pages.dcs, pages.pages) == whole


def test_10_000_random_texts_come_back() -> None:
    chance = random.Random(20121108)
    pools = [
        GSM,
        [*GSM, *list(EXTENSION) * 10, "\r"],
        [*GSM, "ê", "Ж", "😀", "\u200b", "\r"],
        ["\r", "a", "€"],
        ["\r", "ê", "😀"],
    ]
    for _ in range(10_000):
        pool = chance.choice(pools)
        length = chance.choice([chance.randrange(0, 280), chance.randrange(88, 98), chance.randrange(180, 190)])
        text = "".join(chance.choices(pool, k=length))
        pages = encode_pages(text, chance.choice(LANGUAGES))
        assert decode_pages(pages.dcs, pages.pages) == text
        assert {len(page) for page in pages.pages} == {82}


@given(st.text(max_size=400), st.sampled_from(LANGUAGES))
def test_any_text_comes_back(text: str, language: Lang | None) -> None:
    try:
        pages = encode_pages(text, language)
    except PageError:
        assert any("\ud800" <= c <= "\udfff" for c in text)
        return
    assert decode_pages(pages.dcs, pages.pages) == text


@given(st.text(st.sampled_from(GSM + list(EXTENSION)), max_size=500))
def test_pages_equal_the_plain_twin(text: str) -> None:
    assert list(encode_pages(text).pages) == plain_pages(text)


@pytest.mark.parametrize(("text", "pages"), [("x" * 1395, 15), ("ê" * 615, 15), ("x" * 1396, 16), ("ê" * 616, 16)])
def test_fifteen_pages_and_no_more(text: str, pages: int) -> None:
    if pages <= MAX_PAGES:
        assert len(encode_pages(text).pages) == pages
        return
    with pytest.raises(TooLongError, match=f"{len(text)} characters takes 16 pages") as caught:
        encode_pages(text)
    assert caught.value.pages == pages
    assert f"{len(text)} tekens" in caught.value.render("nl")


def test_half_a_character_is_refused_by_its_place() -> None:
    with pytest.raises(PageError, match="Character 3 is half"):
        encode_pages("ab\ud83d")


@given(st.integers(0, 255), st.lists(st.binary(max_size=90), max_size=17))
def test_any_pages_are_text_or_refused(dcs: int, pages: list[bytes]) -> None:
    try:
        text = decode_pages(dcs, pages)
    except PageError:
        return
    assert len(text) <= 93 * len(pages)


@pytest.mark.parametrize("dcs", [0x04 | 0x40, 0xF4, 0x60, 0x90])
def test_octets_that_are_no_text_are_refused(dcs: int) -> None:
    with pytest.raises(PageError, match="no text known here"):
        decode_pages(dcs, [bytes(82)])


def test_pycrate_packs_and_reads_every_page_the_same() -> None:
    from pycrate_mobile import TS23038 as coder  # noqa: N811

    chance = random.Random(1)
    for _ in range(40):
        text = "".join(chance.choices([c for c in GSM if c != "@"], k=chance.randrange(1, 280)))
        for at, page in zip(range(0, len(text), 93), encode_pages(text).pages, strict=True):
            part = text[at : at + 93]
            assert coder.encode_7b(part.ljust(93, "\r"))[0] == page
            assert coder.decode_7b(page).rstrip("\r")[: len(part)] == part.rstrip("\r")


def test_tshark_shows_the_text(tshark: Path, tmp_path: Path) -> None:
    texts = [ALERT, "Prijs: € 5 {a} [b] ~ ^ | \\", "x" * 92 + "€y", "рятуйтеся " * 12, "Eén ‘citaat’ – klaar"]
    encoded = [encode_pages(text) for text in texts]
    messages = [encode(WriteReplace(4371, 0x4010, pages=e.pages, dcs=e.dcs, repetition_period=15)) for e in encoded]
    capture = tmp_path / "pages.pcap"
    write_capture(capture, tcp_packets(messages, PORT))
    seen = read_capture(tshark, capture, ["cbsp.cb_page_content"])
    for text, packet in zip(texts, seen, strict=True):
        assert "".join(page.rstrip("\r") for page in packet["cbsp.cb_page_content"]) == text
