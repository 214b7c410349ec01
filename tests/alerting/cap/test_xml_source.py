# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from weerbaar.alerting.cap.xml_source import MAX_BYTES, MAX_ELEMENTS, UnreadableError, parse, parse_own

_ALERT = b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">%s</alert>'


def _zip() -> bytes:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").writestr("alert.xml", "<alert/>")
    return buffer.getvalue()


def _laughs(use: bytes) -> bytes:
    entities = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 12))
    return b'<!DOCTYPE a [<!ENTITY l0 "lol">' + entities + b"]>" + use


_HOSTILE = {
    "empty": (b"", "no first element"),
    "blanks": (b" \n ", "no first element"),
    "zeros": (b"\0" * 100, "no first element"),
    "zero in text": (_ALERT % b"<note>a\0b</note>", "character that XML does not allow"),
    "control in text": (_ALERT % b"<note>a\x07b</note>", "character that XML does not allow"),
    "gzip": (gzip.compress(_ALERT), "gzip"),
    "zip": (_zip(), "ZIP"),
    "pdf": (b"%PDF-1.7 ...", "PDF"),
    "html": (b"<!DOCTYPE html><html><p>x<br></html>", "web page"),
    "json": (b'{"alert": 1}', "no first element"),
    "two roots": (_ALERT % b"" + _ALERT % b"", "after the end of the first element"),
    "cut off": ((_ALERT % b"<identifier>NL-1")[:60], "well-formed"),
    "wrong end": (_ALERT % b"<note></nota>", "closes another element"),
    "external entity": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + _ALERT % b"<note>&x;</note>",
        "DOCTYPE",
    ),
    "document type only": (b"<!DOCTYPE alert>" + _ALERT % b"", "DOCTYPE"),
    "laughs in text": (_laughs(_ALERT % b"<note>&l11;</note>"), "DOCTYPE"),
    "laughs in an attribute": (_laughs(b'<alert x="&l11;"/>'), "DOCTYPE"),
    "one long entity": (
        b'<!DOCTYPE a [<!ENTITY q "%s">]>' % (b"x" * 100_000) + _ALERT % (b"&q;" * 30_000),
        "DOCTYPE",
    ),
    "document type in UTF-16": ('<?xml version="1.0"?><!-- x --><!DOCTYPE a SYSTEM "x">'.encode("utf-16"), "DOCTYPE"),
    "document type in UTF-32": ('<!DOCTYPE a SYSTEM "x"><a/>'.encode("utf-32"), "DOCTYPE"),
    "document type hidden in UTF-7": (b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>', "encoding"),
    "EBCDIC": (b'<?xml version="1.0" encoding="cp037"?><a/>', "encoding"),
    "UTF-16 that names another": ('<?xml version="1.0" encoding="UTF-7"?><a/>'.encode("utf-16"), "encoding"),
    "unknown entity": (_ALERT % b"<note>&eacute;</note>", "entity that XML does not know"),
    "deep": (_ALERT % (b"<a>" * 10_000 + b"</a>" * 10_000), "exceeds a limit"),
    "many elements": (_ALERT % (b"<a/>" * (MAX_ELEMENTS + 1)), "50,000 elements"),
    "unknown encoding": (b'<?xml version="1.0" encoding="x-none"?>' + _ALERT % b"", "encoding"),
    "latin bytes in utf-8": (_ALERT % b"<note>\xe9\xe9</note>", "encoding"),
    "latin bytes in ascii": (b'<?xml version="1.0" encoding="US-ASCII"?>' + _ALERT % b"\xe9", "encoding"),
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_hostile_file_is_refused_with_what_is_wrong(name: str) -> None:
    data, words = _HOSTILE[name]
    with pytest.raises(UnreadableError) as caught:
        parse(data, "inbox/a.xml")
    (problem,) = caught.value.problems
    assert problem.file == "inbox/a.xml"
    assert words in problem.message.en
    assert problem.message.nl != problem.message.en


def test_a_file_over_the_limit_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(UnreadableError, match="larger than 4,000,000"):
        parse(b" " * (MAX_BYTES + 1), "big.xml")


def test_the_line_of_a_fault_is_given() -> None:
    with pytest.raises(UnreadableError) as caught:
        parse(b"<alert>\n<note>\n</nota>\n</alert>", "a.xml")
    assert caught.value.problems[0].line == 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_the_encoding_that_a_file_names_is_used(encoding: str) -> None:
    named = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{named}"?>\n<alert><note>Één brand</note></alert>'
    assert parse(text.encode(encoding), "a.xml")[0].text == "Één brand"


def test_a_byte_order_mark_is_enough_for_utf_16() -> None:
    assert parse("<alert><note>é</note></alert>".encode("utf-16"), "a.xml")[0].text == "é"


def test_comments_and_cdata_make_one_text() -> None:
    root = parse(b"<a><b>Act<!-- x -->u<![CDATA[al]]></b><?pi x?></a>", "a.xml")
    assert [each.tag for each in root] == ["b"]
    assert root[0].text == "Actual"


def test_everything_is_kept_where_that_is_asked() -> None:
    assert len(parse(b"<a><!-- x --><?pi x?><b/></a>", "a.xml", whole=True)) == 3


def test_inclusion_of_another_file_is_not_done() -> None:
    root = parse(b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></a>', "a.xml")
    assert root[0].tag == "{http://www.w3.org/2001/XInclude}include"


def test_what_was_written_here_has_no_limit() -> None:
    assert len(parse_own(b"<a>" + b"<b/>" * (MAX_ELEMENTS + 1) + b"</a>")) == MAX_ELEMENTS + 1


def test_no_file_that_a_document_type_names_is_opened(tmp_path: Path) -> None:
    # A pipe without a writer: whoever opens it never comes back, so the test is run beside us.
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    starts = (
        '<!DOCTYPE a SYSTEM "{}">',
        '<!DOCTYPE a [<!ENTITY % x SYSTEM "{}"> %x;]>',
        '<?xml-stylesheet href="x"?><!-- <alert> --><!DOCTYPE a [<!ENTITY x SYSTEM "{}">]>',
    )
    code = (
        "import sys; from weerbaar.alerting.cap.xml_source import UnreadableError, parse\n"
        "for data in sys.argv[1:]:\n"
        "    try: parse(data.encode(), 'a')\n"
        "    except UnreadableError: print('refused')"
    )
    data = [start.format(pipe.as_uri()) + "<alert>&x;</alert>" for start in starts]
    done = subprocess.run([sys.executable, "-c", code, *data], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["refused"] * 3


def test_a_document_type_in_a_text_is_text() -> None:
    root = parse(_ALERT % b"<note><![CDATA[<!DOCTYPE html>]]></note>", "a.xml")
    assert root[0].text == "<!DOCTYPE html>"
