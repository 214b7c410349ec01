# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.base import (
    InputError,
    Problem,
    YamlSource,
    parse_yaml,
    read_text,
    read_yaml,
    render_location,
    yaml_source,
)
from weerbaar.base.yaml_source import MAX_DEPTH


def refusals(text: str, first_line: int = 1) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        parse_yaml(text, "a.yaml", first_line)
    assert all(p.file == "a.yaml" for p in caught.value.problems)
    return caught.value.problems


def read_or_refuse(text: str) -> tuple[YamlSource, tuple[Problem, ...]]:
    try:
        return parse_yaml(text, "a.yaml"), ()
    except InputError as error:
        return YamlSource("a.yaml", None, {}), error.problems


def refusal(text: str) -> Problem:
    (problem,) = refusals(text)
    return problem


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("No", "No"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("~", None),
        ("null", None),
        ("", None),
        ("NULL", None),
        ("12", 12),
        ("-3", -3),
        ("+3", 3),
        ("010", 10),
        ("-010", -10),
        ("0", 0),
        ("-0", 0),
        ("0" * 5000 + "7", 7),
        ("0o10", "0o10"),
        ("0x1F", "0x1F"),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("12:30:45", "12:30:45"),
        ("190:20:30.15", "190:20:30.15"),
        ("2012-11-20", "2012-11-20"),
        ("2012-11-20 12:00:00", "2012-11-20 12:00:00"),
        ("1.5", 1.5),
        ("1.", 1.0),
        (".5", 0.5),
        ("1e6", 1e6),
        ("1E-3", 1e-3),
        ("-1.5e+3", -1500.0),
        ("1,5", "1,5"),
        ("1.000.000", "1.000.000"),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("1e-999", 0.0),
        ("'12'", "12"),
        ('"true"', "true"),
        ("'~'", "~"),
        ("inf", "inf"),
        ("nan", "nan"),
        ("١٢", "١٢"),
        ("=", "="),
        ('"\\u00e9"', "é"),
        ("X", "X"),
    ],
)
def test_scalars_are_those_of_yaml_1_2(written: str, read: object) -> None:
    value = parse_yaml(f"a: {written}", "a.yaml").data["a"]
    assert value == read
    assert type(value) is type(read)


def test_nan_is_read_as_what_it_is() -> None:
    assert math.isnan(parse_yaml("a: .nan", "a.yaml").data["a"])


@pytest.mark.parametrize("written", ["1e999", "-1e999", "9" * 309, "-" + "9" * 5000, "1" + "0" * 400 + ".5"])
def test_numbers_too_large_to_compute_with_are_refused_as_written(written: str) -> None:
    problem = refusal(f"a: 1\nb: {written}")
    assert problem.message.nl == "dit getal is te groot om mee te rekenen."
    assert (problem.line, problem.field, problem.value) == (2, "b", written)


def test_keys_are_words() -> None:
    assert parse_yaml("1.1: a\nyes: b\n~: c\n'': d", "a").data == {"1.1": "a", "yes": "b", "~": "c", "": "d"}


def test_an_empty_file_has_no_data_and_no_lines() -> None:
    for text in ("", "\n\n", "# only a remark\n"):
        source = parse_yaml(text, "a.yaml")
        assert source.data is None
        assert source.line(("a", 0)) is None


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


class Quoting(yaml.SafeDumper):
    """Writes no aliases, and all text between quotes, for PyYAML does not see ``1e6`` as a number."""

    def ignore_aliases(self, data: object) -> bool:
        return True


Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


@given(st.dictionaries(st.text(), plain, min_size=1, max_size=4))
def test_what_a_yaml_writer_writes_is_read_back_or_refused_for_its_characters(data: dict[str, Any]) -> None:
    text = yaml.dump(data, Dumper=Quoting, allow_unicode=True, sort_keys=False)
    source, problems = read_or_refuse(text)
    assert source.data == data or {p.message.nl for p in problems} == {"bevat een verboden stuurteken."}


FRONT = """\
id: a
title:
  nl: Een
# a remark
sources:
- x

- name: y
  year: 2
text: |
  one
  two
flow: {a: 1,
  b: [2,
  3]}
last: z
"""
LINES = {
    ("id",): 1,
    ("title",): 2,
    ("title", "nl"): 3,
    ("sources",): 5,
    ("sources", 0): 6,
    ("sources", 1): 8,
    ("sources", 1, "year"): 9,
    ("text",): 10,
    ("flow",): 13,
    ("flow", "b"): 14,
    ("flow", "b", 1): 15,
    ("last",): 16,
}


@pytest.mark.parametrize("first_line", [1, 2, 40])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_every_value_has_its_line(first_line: int, line_end: str, start: str) -> None:
    source = parse_yaml(start + FRONT.replace("\n", line_end), "a.md", first_line)
    assert {place: source.line(place) for place in LINES} == {k: v + first_line - 1 for k, v in LINES.items()}


def test_what_is_not_there_has_the_line_of_its_nearest_parent() -> None:
    source = parse_yaml(FRONT, "a.yaml")
    assert source.line(("sources", 1, "title")) == 8
    assert source.line(("sources", 9, "title")) == 5
    assert source.line(("nothing",)) == 1


def test_lines_are_those_an_editor_counts() -> None:
    """PyYAML also counts U+0085 and U+2028 as line ends."""
    source = parse_yaml("a: 'x\x85y\u2028z'\nb: 2\n", "a.yaml")
    assert source.line(("b",)) == 2


@pytest.mark.parametrize("first_line", [1, 10])
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: [", 2),
        ("a: 1\nb: 'open\nc: 2\nd: 3\n", 2),
        ("a: 1\nb\nc: 2\n", 2),
        ("a: 1\n\tb: 2\n", 2),
        ("a: 1\nb: x: y\n", 2),
        ("a: 1\nb: 2\na: 3\n", 3),
        ("a: 1\nb: &x 2\n", 2),
        ("a: 1\nb: !!str 2\n", 2),
        ("a: 1\r\nb: 2\r\nc: \x07\r\n", 3),
        ("a: 1\rb: \x00\r", 2),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: 1\nb: 1e999\n", 2),
    ],
)
def test_every_mistake_is_reported_at_its_own_line(text: str, line: int, first_line: int) -> None:
    assert [p.line for p in refusals(text, first_line)] == [line + first_line - 1]


def test_billion_laughs_are_refused_at_the_first_anchor() -> None:
    laughs = ["a0: &a0 [ha, ha]"]
    laughs += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 12)]
    problem = refusal("\n".join(laughs))
    assert problem.line == 1
    assert problem.message.nl.startswith("ankers en verwijzingen (& en *) zijn niet toegestaan")


@pytest.mark.parametrize("text", ["a: *b", "&a b: 1", "- &x {}\n- *x", "a: &a [*a]", "a: &a null", "{*a : 1}"])
def test_anchors_and_aliases_are_refused_wherever_they_stand(text: str) -> None:
    assert "ankers" in refusal(text).message.nl


@pytest.mark.parametrize("text", ["a:\n  <<: {b: 1}", "a: 1\n<<: [{b: 1}]", "a:\n  <<:\n    b: 1"])
def test_merges_are_refused(text: str) -> None:
    assert refusal(text).message.nl == "samenvoegen met << is niet toegestaan."
    assert parse_yaml("'<<': 1", "a.yaml").data == {"<<": 1}


def nested(depth: int, kind: str) -> str:
    if kind == "flow list":
        return "a: " + "[" * (depth - 1) + "]" * (depth - 1)
    if kind == "flow fields":
        return "{a: " * depth + "1" + "}" * depth
    if kind == "block list":
        return "- " * depth + "x"
    return "\n".join(" " * i + "a:" for i in range(depth)) + " 1"


@pytest.mark.parametrize("kind", ["flow list", "flow fields", "block list", "block fields"])
def test_depth_is_bounded(kind: str) -> None:
    assert parse_yaml(nested(MAX_DEPTH, kind), "a.yaml").data
    for depth in (MAX_DEPTH + 1, 5000):
        assert refusal(nested(depth, kind)).message.en == "nested more than 30 levels deep."


def test_an_endless_row_of_brackets_is_refused() -> None:
    assert "dieper genest" in refusal("[" * 100_000).message.nl
    assert "dieper genest" in refusal("{a: " * 100_000).message.nl


@pytest.mark.parametrize(
    "text",
    [
        "a: !!python/object/apply:os.system [x]",
        "a: !!python/name:os.system x",
        "a: !!str 1",
        "a: !!int x",
        "a: !!bool x",
        "a: !!float x",
        "a: !local x",
        "a: ! x",
        "a: !!set {b, c}",
        "a: !!omap [b: 1]",
        "a: !!binary aGk=",
        "a: !!timestamp 2012-01-01",
        "%TAG ! tag:yaml.org,2002:\n---\na: !int '3'",
    ],
)
def test_tags_are_refused_at_their_field(text: str) -> None:
    problem = refusal(text)
    assert problem.field == "a"
    assert problem.message.nl.startswith("YAML-tag ")
    assert problem.message.nl.endswith("is niet toegestaan.")


def test_a_tag_on_the_whole_file_is_refused() -> None:
    assert refusal("!!map {a: 1}").message.en == "YAML tag tag:yaml.org,2002:map is not allowed."


@pytest.mark.parametrize("text", ["? [1, 2]\n: 3", "? {a: b}\n: 3", "{[a]: 1}", "!!str a: 1", "!!binary aGk=: 1"])
def test_keys_that_are_no_word_are_refused(text: str) -> None:
    assert refusal(text).message.nl == "een sleutel moet een enkel woord zijn."


def test_every_repeated_key_is_reported_with_the_line_of_the_first() -> None:
    problems = refusals("a: 1\nb: {x: 1, x: 2}\n1: p\n'a': 2\n'1': q\n")
    assert [(p.line, p.field) for p in problems] == [(2, "b.x"), (4, "a"), (5, "1")]
    assert problems[1].message.nl == "deze sleutel staat er twee keer (ook op regel 1)."
    assert problems[1].hint.en == "Remove one of them."


def test_very_long_keys_are_read_or_refused_but_never_shown_whole() -> None:
    assert "dubbele punt" in refusal("k" * 2000 + ": 1").message.nl
    long = "? " + "k" * 2000 + "\n: 1\n? " + "k" * 2000 + "\n: 2"
    assert len(refusal(long).render()) < 300


@pytest.mark.parametrize(
    "text", ["a: \0", "a: \x07", "a: \x1b[31m", "a: \ud800", "a: \ufffe", "\0", "a: 1\n\x7f: 2", "a\0"]
)
def test_control_characters_are_refused(text: str) -> None:
    assert refusal(text).message.nl == "bevat een verboden stuurteken."


@pytest.mark.parametrize("escape", ["\\0", "\\e", "\\x1b", "\\a", "\\u0007", "\\ud800", "\\uffff"])
def test_control_characters_are_refused_also_as_escapes(escape: str) -> None:
    """They would reach the terminal, and Word documents cannot hold them."""
    in_value = refusal(f'a: 1\nb: ["x{escape}"]')
    assert (in_value.line, in_value.field, in_value.message.en) == (2, "b[0]", "holds a forbidden control character.")
    in_key = refusal(f'a: 1\n"x{escape}": 1')
    assert (in_key.line, in_key.message.en) == (2, "holds a forbidden control character.")


@pytest.mark.parametrize("text", ['a: 1\nb: "\\U00110000"', 'a: 1\nb: "\\UFFFFFFFF"'])
def test_escapes_for_characters_that_do_not_exist_are_refused(text: str) -> None:
    problem = refusal(text)
    assert problem.message.nl == "deze waarde kan niet worden gelezen."
    assert problem.line == 2


def test_an_absurd_version_is_refused() -> None:
    assert refusal(f"%YAML 1.{'9' * 5000}\n---\na: 1").line == 1


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    problems = refusals('a: !!str 1\nb: 1\nb: 2\nc: "\\0"\n? [x]\n: 1\nd: 1e999\n<<: {e: 1}')
    assert [p.line for p in problems] == [1, 3, 4, 5, 7, 8]


@given(st.text(alphabet=st.sampled_from(list("ab:-[]{}&*!|>'\"%@`,#?\\~<= \n\t\r0.e\0\x85é")), max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    last_line = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    source, problems = read_or_refuse(text)
    assert all(1 <= line <= last_line for line in source.lines.values())
    assert all(p.line is not None and 1 <= p.line <= last_line for p in problems)
    assert all(p.message.nl != p.message.en for p in problems)


def denial(path: Path, **limits: int) -> Problem:
    with pytest.raises(InputError) as caught:
        read_text(path, "round.yaml", **limits)
    (problem,) = caught.value.problems
    assert problem.file == "round.yaml"
    return problem


def test_a_file_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbftitle: \xc3\xa9\xc3\xa9n\r\n")
    assert read_text(path, "a.yaml") == "title: één\r\n"
    source = read_yaml(path)
    assert (source.name, source.data) == ("a.yaml", {"title": "één"})
    assert read_yaml(path, "shown.yaml").name == "shown.yaml"


def test_a_link_to_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("a: 1")
    (tmp_path / "link.yaml").symlink_to(tmp_path / "a.yaml")
    assert read_yaml(tmp_path / "link.yaml").data == {"a": 1}


def test_a_sparse_file_of_200_mb_is_refused_without_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "large.yaml"
    path.touch()
    os.truncate(path, 200_000_000)
    asked: list[int] = []
    opened = Path.open

    def counting(self: Path, *how: Any, **more: Any) -> Any:
        handle = opened(self, *how, **more)
        read = handle.read

        class Handle:
            def __enter__(self) -> Handle:
                return self

            def __exit__(self, *_: object) -> None:
                handle.close()

            def read(self, size: int = -1) -> bytes:
                asked.append(size)
                return bytes(read(size))

            def fileno(self) -> int:
                return int(handle.fileno())

        return Handle()

    monkeypatch.setattr(Path, "open", counting)
    problem = denial(path)
    assert problem.message.nl == "bestand is 200,0 MB; ten hoogste 5,0 MB is toegestaan."
    assert problem.message.en == "file is 200.0 MB; at most 5.0 MB is allowed."
    assert problem.hint.nl.startswith("Splits het bestand")
    assert asked == [5_000_001]


def test_a_file_just_over_the_limit_does_not_read_as_equal_to_it(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"#" * 1_000_001)
    assert denial(path, max_bytes=1_000_000).message.nl.startswith("bestand is 1,1 MB; ten hoogste 1,0 MB")
    path.write_bytes(b"#" * 1_000_000)
    assert len(read_text(path, "a.yaml", max_bytes=1_000_000)) == 1_000_000


def test_what_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    problem = denial(tmp_path / "nothing.yaml")
    assert problem.message.nl == "bestand bestaat niet."
    assert problem.hint.nl == "Controleer naam en map."
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "nothing.yaml")
    assert denial(tmp_path / "dangling.yaml").message.nl == "bestand bestaat niet."


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert denial(tmp_path).message.nl == "dit is een map, geen bestand."


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_named_pipe_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert denial(tmp_path / "pipe.yaml").message.nl == "dit is geen gewoon bestand."


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no /dev/zero on this system")
def test_a_device_is_refused(tmp_path: Path) -> None:
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    assert denial(tmp_path / "zero.yaml").message.nl == "dit is geen gewoon bestand."


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_names_that_cannot_exist_are_missing_files(tmp_path: Path, name: str) -> None:
    assert denial(tmp_path / name).message.nl in {
        "bestand bestaat niet.",
        "kan niet worden gelezen (File name too long).",
    }


@pytest.mark.parametrize(
    ("error", "nl"),
    [
        (PermissionError(13, "Permission denied"), "mag niet worden gelezen (geen leesrecht)."),
        (OSError(5, "Input/output error"), "kan niet worden gelezen (Input/output error)."),
    ],
)
def test_a_file_that_cannot_be_read_is_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, nl: str
) -> None:
    path = tmp_path / "a.yaml"
    path.touch()

    def fail(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(Path, "open", fail)
    assert denial(path).message.nl == nl


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"a: 1\nb: \xe9\xe9n\n", 2),
        (b"\xef\xbb\xbfa: 1\nb: 2\nc: \xff", 3),
        ("a: 1\n".encode("utf-16"), 1),
        (b"a: \xed\xa0\x80", 1),
        (b"a: \xc0\x80", 1),
    ],
)
def test_other_encodings_are_refused_at_their_line(tmp_path: Path, raw: bytes, line: int) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(raw)
    problem = denial(path)
    assert problem.message.nl == "geen geldige UTF-8-tekst."
    assert problem.hint.nl == "Sla het bestand op als UTF-8."
    assert problem.line == line


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ((), ""),
        (("a",), "a"),
        (("judgements", 3, "label"), "judgements[3].label"),
        ((0, "a"), "[0].a"),
        (("weights", "1.1"), "weights.1.1"),
        (("weights", ""), 'weights[""]'),
        (("cells", 1, 2), "cells[1][2]"),
    ],
)
def test_a_location_is_written_as_people_do(location: tuple[str | int, ...], shown: str) -> None:
    assert render_location(location) == shown


def test_number_of_values_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Millions of small values fit in a file that is not too large, and would take minutes and gigabytes."""
    monkeypatch.setattr(yaml_source, "MAX_NODES", 6)
    assert parse_yaml("a: [1, 2, 3]", "a.yaml").data == {"a": [1, 2, 3]}
    problem = refusal("a: [1, 2,\n  3, 4, 5]")
    assert problem.line == 2
    assert problem.message.nl == "het bestand heeft meer dan 6 sleutels en waarden; splits het bestand."


def test_the_limit_is_told_as_people_write_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert yaml_source.MAX_NODES == 300_000
    monkeypatch.setattr(yaml_source, "MAX_NODES", 3_000)
    assert "3.000" in refusal("a: [" + "1," * 3_000 + "1]").message.nl
