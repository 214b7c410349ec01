# SPDX-License-Identifier: EUPL-1.2
"""Sign a message, and verify one against pinned certificates without being fooled by what was wrapped around it.

Signing: an enveloped signature as the last child of ``alert`` over the whole message, exclusive canonical XML,
SHA-256 with ECDSA (P-256) or RSA. Verifying: that form only, one of the certificates that are pinned only (not any
authority's), and what is returned is parsed from the very bytes that were signed. Sources: CAP 1.2, 3.3.2.1; W3C XML
Signature 1.1; RFC 9231.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from weerbaar.alerting.cap.document import Document
from weerbaar.alerting.cap.model import Alert
from weerbaar.alerting.cap.reading import document_of
from weerbaar.alerting.cap.signature_rules import HARMLESS, SIGNATURE, signature_findings
from weerbaar.alerting.cap.structure import SIGNATURE_NAMESPACE, VERSION_OF
from weerbaar.alerting.cap.writing import write_alert
from weerbaar.alerting.cap.xml_source import parse, parse_own
from weerbaar.alerting.findings import Finding
from weerbaar.base import Text, WeerbaarError

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from lxml import etree

    SigningKey = EllipticCurvePrivateKey | RSAPrivateKey

_LEAST_RSA_BITS = 2048
_CERTIFICATE = f"{{{SIGNATURE_NAMESPACE}}}X509Certificate"


class SigningError(WeerbaarError):
    """A key or certificate that a message cannot be signed with."""


class NotVerifiedError(WeerbaarError):
    """A message whose signature proves nothing.

    Attributes:
        rule: why, as the name of a rule: ``signature.absent``, ``signature.digest``, ``signature.value``,
            ``signature.certificate``, or one of :mod:`weerbaar.alerting.cap.signature_rules`.
    """

    def __init__(self, rule: str, message: Text) -> None:
        self.rule = rule
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Verified:
    """What a pinned certificate vouches for.

    Attributes:
        document: the message, read from the bytes that were signed; nothing else of the file.
        certificate: the pinned certificate that it was signed with.
        expired: the certificate was not valid at the moment of verifying.
        findings: what may be better about the signature.
    """

    document: Document
    certificate: x509.Certificate
    expired: bool
    findings: tuple[Finding, ...] = ()


def load_signing_key(pem: bytes, password: bytes | None = None) -> SigningKey:
    """Return the private key in ``pem``; load it once, reading one takes longer than signing with it.

    Raises:
        SigningError: no key, a wrong password, or another key than ECDSA on P-256 or RSA of at least 2,048 bits.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise SigningError(
            Text(
                nl="Het sleutelbestand is geen PEM met een geheime sleutel, of het wachtwoord klopt niet.",
                en="The key file is not a PEM with a private key, or the password is wrong.",
            )
        ) from None
    _method(key)
    return key  # type: ignore[return-value]


def load_certificate(pem: bytes) -> x509.Certificate:
    """Return the first certificate in ``pem``.

    Raises:
        SigningError: there is none.
    """
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError:
        raise SigningError(
            Text(nl="Het bestand is geen PEM met een certificaat.", en="The file is not a PEM with a certificate.")
        ) from None


def sign(alert: Alert, key: SigningKey, certificate: x509.Certificate) -> bytes:
    """Return ``alert`` as a signed CAP 1.2 file. Signatures that it carried already are left out.

    Args:
        alert: the message.
        key: see :func:`load_signing_key`.
        certificate: that of ``key``; it goes into the file.

    Raises:
        SigningError: a key of another kind, or a certificate of another key.
        UnwritableError: a value holds a character that XML does not allow.
    """
    from lxml import etree
    from signxml.algorithms import (
        CanonicalizationMethod,
        DigestAlgorithm,
        SignatureConstructionMethod,
        SignatureMethod,
    )
    from signxml.signer import XMLSigner

    method = SignatureMethod(_method(key))
    if certificate.public_key() != key.public_key():
        raise SigningError(
            Text(nl="Het certificaat hoort niet bij deze sleutel.", en="The certificate does not belong to this key.")
        )
    signer = XMLSigner(
        method=SignatureConstructionMethod.enveloped,
        signature_algorithm=method,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )
    bare = replace(alert, extensions=tuple(each for each in alert.extensions if parse_own(each).tag != SIGNATURE))
    signed = signer.sign(parse_own(write_alert(bare)), key=key, cert=[certificate])
    data: bytes = etree.tostring(signed, encoding="UTF-8", xml_declaration=True)
    return data + b"\n"


def verify(data: bytes, name: str, pinned: Sequence[x509.Certificate], now: datetime) -> Verified:
    """Return what ``data`` says and one of the ``pinned`` certificates vouches for.

    Args:
        data: a CAP file.
        name: the file as the user knows it, for messages.
        pinned: the certificates that are trusted, each by itself: an authority that issued one does not count.
        now: the moment for which a certificate is reported as expired; it is accepted all the same, for it is pinned.

    Raises:
        UnreadableError: not XML, or too large.
        NotVerifiedError: no signature, one in another form than is trusted, by another certificate, or one that is
            wrong.
    """
    root = parse(data, name, whole=True)
    namespace, _brace, local = root.tag.rpartition("}")
    if local != "alert" or namespace[1:] not in VERSION_OF:
        raise NotVerifiedError(
            "signature.no-alert",
            Text(
                nl="Alleen een los CAP-bericht kan worden geverifieerd, geen feed of envelop.",
                en="Only a CAP message by itself can be verified, not a feed or an envelope.",
            ),
        )
    if next(root.iter(SIGNATURE), None) is None:
        raise NotVerifiedError(
            "signature.absent", Text(nl="Het bericht is niet ondertekend.", en="The message is not signed.")
        )
    findings = signature_findings(root)
    for finding in findings:
        if finding.rule not in HARMLESS:
            raise NotVerifiedError(finding.rule, finding.message)
    candidates = _candidates(root, pinned)
    try:
        certificate, signed = _signed_part(root, candidates, now)
    except NotVerifiedError as error:
        # WMO's composer signs first and lays out afterwards. Blanks between elements say nothing in CAP, and what is
        # returned is what was signed.
        _drop_blanks(root)
        try:
            certificate, signed = _signed_part(root, candidates, now)
        except NotVerifiedError as without_blanks:
            # A wrong digest under a right signature is the more exact answer of the two.
            raise (error if error.rule == "signature.digest" else without_blanks) from None
        findings.append(_laid_out_afterwards(root))
    document = document_of(parse_own(signed))
    expired = not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc
    return Verified(document, certificate, expired, tuple(findings))


def _drop_blanks(root: etree._Element) -> None:
    for element in root.iter():
        if len(element) and _is_blank(element.text):
            element.text = None
        if _is_blank(element.tail):
            element.tail = None


def _is_blank(text: str | None) -> bool:
    return text is not None and not text.strip(" \t\r\n")


def _laid_out_afterwards(root: etree._Element) -> Finding:
    return Finding(
        "signature.blanks",
        "warning",
        Text(
            nl="De handtekening klopt pas zonder de witruimte tussen de elementen: het bericht is na het ondertekenen "
            "opgemaakt. Andere programma's weigeren het.",
            en="The signature is right only without the blanks between elements: the message was laid out after it was "
            "signed. Other programs refuse it.",
        ),
        Text(nl="Geef het bericht door zoals het is ondertekend.", en="Pass the message on as it was signed."),
        "/alert/Signature[1]",
        next(root.iter(SIGNATURE)).sourceline,
        source="W3C XML Signature 1.1, 4.4.3",
    )


def _method(key: Any) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    more = "http://www.w3.org/2001/04/xmldsig-more#"
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return f"{more}ecdsa-sha256"
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= _LEAST_RSA_BITS:
        return f"{more}rsa-sha256"
    raise SigningError(
        Text(
            nl="Onderteken met een ECDSA-sleutel op P-256 of een RSA-sleutel van ten minste 2048 bits.",
            en="Sign with an ECDSA key on P-256 or an RSA key of at least 2048 bits.",
        )
    )


def _candidates(root: etree._Element, pinned: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """Return the pinned certificates that the file names; all where it names none."""
    from cryptography.hazmat.primitives.serialization import Encoding

    named = []
    for element in root.iter(_CERTIFICATE):
        try:
            named.append(base64.b64decode(element.text or "", validate=False))
        except binascii.Error:
            continue
    found = [each for each in pinned if not named or each.public_bytes(Encoding.DER) in named]
    if not found:
        raise NotVerifiedError(
            "signature.certificate",
            Text(
                nl="Het bericht is ondertekend met een certificaat dat niet als vertrouwd is vastgelegd.",
                en="The message is signed with a certificate that is not among the trusted ones.",
            ),
        )
    return found


def _signed_part(
    root: etree._Element, candidates: Sequence[x509.Certificate], now: datetime
) -> tuple[x509.Certificate, bytes]:
    """Return the certificate that the signature holds for, and the bytes that were signed."""
    from signxml.algorithms import CanonicalizationMethod
    from signxml.exceptions import InvalidDigest, SignXMLException
    from signxml.verifier import SignatureConfiguration, XMLVerifier

    for certificate in candidates:
        # A pinned certificate counts after its time too, and that is reported; signxml would stop at it.
        moment = min(max(now, certificate.not_valid_before_utc), certificate.not_valid_after_utc)
        wanted = SignatureConfiguration(
            location="./",
            verification_time=moment,
            default_reference_c14n_method=CanonicalizationMethod.CANONICAL_XML_1_0,
        )
        try:
            # The form was checked already; signxml's schema refuses an Id with a blank, which is only a finding here.
            result = XMLVerifier().verify(root, x509_cert=certificate, validate_schema=False, expect_config=wanted)
        except InvalidDigest:
            raise NotVerifiedError(
                "signature.digest",
                Text(
                    nl="Het bericht is na het ondertekenen veranderd.",
                    en="The message was changed after it was signed.",
                ),
            ) from None
        except (SignXMLException, ValueError):
            continue
        if isinstance(result, list):
            continue
        return certificate, result.signed_data
    raise NotVerifiedError(
        "signature.value",
        Text(
            nl="De handtekening klopt niet: die is niet met dit certificaat gezet, of is veranderd.",
            en="The signature is wrong: it was not made with this certificate, or it was changed.",
        ),
    )
