# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.alerting.broadcast.plain_pages import NUMBERS, PAIRS, plain_pack, plain_septets
from weerbaar.alerting.broadcast.gsm7 import characters, pack, septets, unpack


def test_hellohello_as_in_published_examples() -> None:
    """The much published vector of TS 23.038, 6.1.2.1: ``hellohello`` is E8329BFD4697D9EC37."""
    packed = pack([septets("hellohello") or b""])[0]
    assert packed[:8].hex() == "e8329bfd4697d9ec"
    assert packed[8] & 0x3F == 0x37


def test_each_character_has_the_number_of_the_table() -> None:
    assert len(NUMBERS) == 127
    for character, numbers in (NUMBERS | PAIRS).items():
        assert septets(character) == bytes(numbers)
        assert characters(bytes(numbers)) == character


@pytest.mark.parametrize("text", ["ê", "’", "Ж", "\x1b", "\x00", "aaa\ud800"])
def test_what_is_not_in_the_alphabet_has_no_septets(text: str) -> None:
    assert septets(text) is None


@given(st.text(st.sampled_from("".join(NUMBERS) + "".join(PAIRS)), max_size=300))
def test_septets_equal_the_plain_twin_and_come_back(text: str) -> None:
    numbers = septets(text)
    assert numbers is not None
    assert list(numbers) == plain_septets(text)
    assert characters(numbers) == text


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=93).map(lambda octets: bytes(o & 0x7F for o in octets)), min_size=1, max_size=16))
def test_packing_equals_bits_one_by_one(pages: list[bytes]) -> None:
    packed = pack(pages)
    filled = [page.ljust(93, b"\r") for page in pages]
    assert list(packed) == [plain_pack(list(page), 82) for page in filled]
    assert list(unpack(packed)) == filled


@settings(max_examples=40)
@given(st.lists(st.binary(max_size=82), min_size=1, max_size=15))
def test_unpacking_any_octets_equals_bits_one_by_one(pages: list[bytes]) -> None:
    for page, numbers in zip(pages, unpack(pages), strict=True):
        bits = [octet >> k & 1 for octet in page for k in range(8)]
        assert list(numbers) == [
            sum(bit << k for k, bit in enumerate(bits[at : at + 7])) for at in range(0, len(bits) - 6, 7)
        ]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [(b"\x1b\x41", "A"), (b"A\x1b", "A "), (b"\x1b\x1b\x65", " e"), (b"\x1b\x65", "€"), (b"\x1b\x0d", "\r")],
)
def test_escapes_that_escape_nothing(numbers: bytes, text: str) -> None:
    """TS 23.038, 6.2.1.1: from the alphabet where the extension table lacks it; a second escape is a space."""
    assert characters(numbers) == text
