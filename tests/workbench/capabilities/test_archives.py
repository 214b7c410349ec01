# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import zipfile

import pytest

from weerbaar.base import InputError
from weerbaar.workbench.capabilities.archives import files_in, zipped
from weerbaar.workbench.capabilities.models import Document


def archive(**files: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, text in files.items():
            target.writestr(name.replace("__", "/").replace("_yaml", ".yaml"), text)
    return buffer.getvalue()


def test_documents_come_out_of_a_zip_whatever_folder_they_are_in() -> None:
    content = archive(map__analysis_yaml="schema: 1\n", map__leesmij="tekst", map__dossier_yaml="schema: 1\n")
    assert files_in("a.zip", content) == {"analysis.yaml": "schema: 1\n"}


def test_a_zip_without_documents_gives_its_names_so_that_they_can_be_refused() -> None:
    assert list(files_in("a.zip", archive(dossier_yaml="x: 1\n"))) == ["dossier.yaml"]


def test_one_file_is_known_by_its_name() -> None:
    assert files_in("Register.YML", b"\xef\xbb\xbfschema: 1\n") == {"register.yaml": "schema: 1\n"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"x", "zip-bestand of een .yaml-bestand"),
        ("a.zip", b"geen zip", "niet te lezen"),
        ("a.yaml", b"\xff\xfe", "UTF-8"),
        ("a.zip", archive(een__agenda_yaml="1", twee__agenda_yaml="2"), "meer dan eens"),
        ("a.zip", archive(**{f"f{i}_yaml": "1" for i in range(201)}), "te groot"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        files_in(name, content)
    assert said in caught.value.problems[0].message.nl


def test_a_file_that_grows_beyond_what_it_says_is_refused() -> None:
    with pytest.raises(InputError):
        files_in("a.zip", archive(measures_yaml="a" * 9_000_000))


def test_documents_go_out_as_the_same_bytes_each_time() -> None:
    rows = [Document(name="b.yaml", content="b\n"), Document(name="a.yaml", content="a\n")]
    content = zipped(rows)
    assert content == zipped(reversed(rows))
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["a.yaml", "b.yaml"]
