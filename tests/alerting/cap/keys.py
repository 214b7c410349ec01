# SPDX-License-Identifier: EUPL-1.2
"""Keys and certificates made for one run of the tests."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

FROM = datetime(2024, 1, 1, tzinfo=UTC)
UNTIL = datetime(2025, 1, 1, tzinfo=UTC)
DURING = datetime(2024, 6, 15, 10, 31, tzinfo=UTC)
Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@cache
def ec_key(number: int = 0) -> ec.EllipticCurvePrivateKey:
    """Return the key ``number`` on P-256; another number, another key."""
    del number
    return ec.generate_private_key(ec.SECP256R1())


@cache
def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    """Return an RSA key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def certificate_for(key: Key) -> x509.Certificate:
    """Return a self-signed certificate of ``key`` for the year 2024."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nl-alert.example")])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(17)
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .sign(key, hashes.SHA256())
    )
