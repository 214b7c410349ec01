# SPDX-License-Identifier: EUPL-1.2
"""The key that vouches for what is published: for every CAP file by itself, and for the index of all files.

The signature of the index stands beside it: ECDSA (P-256) or RSA (PKCS #1) over its SHA-256, in the plain form that
``openssl dgst -sha256 -verify`` reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey


@dataclass(frozen=True, slots=True)
class Signer:
    """A key as :func:`weerbaar.alerting.cap.load_signing_key` gives it, and its certificate."""

    key: EllipticCurvePrivateKey | RSAPrivateKey
    certificate: x509.Certificate

    def sign(self, data: bytes) -> bytes:
        """Return the signature over ``data``."""
        from cryptography.hazmat.primitives.asymmetric import ec, padding
        from cryptography.hazmat.primitives.hashes import SHA256

        if isinstance(self.key, ec.EllipticCurvePrivateKey):
            return self.key.sign(data, ec.ECDSA(SHA256()))
        return self.key.sign(data, padding.PKCS1v15(), SHA256())


def vouches(certificate: x509.Certificate, data: bytes, signature: bytes) -> bool:
    """Return whether ``signature`` over ``data`` was made with the key of ``certificate``."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
    from cryptography.hazmat.primitives.hashes import SHA256

    key = certificate.public_key()
    try:
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, data, ec.ECDSA(SHA256()))
        elif isinstance(key, rsa.RSAPublicKey):
            key.verify(signature, data, padding.PKCS1v15(), SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    return True
