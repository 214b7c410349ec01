# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import subprocess

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.alerting.cap.keys import certificate_for, ec_key, rsa_key
from weerbaar.alerting.feeds.signer import Signer, vouches

KEYS = {"ec": ec_key, "rsa": rsa_key}


@pytest.mark.parametrize("kind", KEYS)
def test_a_signature_holds_for_these_bytes_and_this_certificate_only(kind):
    key = KEYS[kind]()
    signer = Signer(key, certificate_for(key))
    signature = signer.sign(b"index")
    assert vouches(signer.certificate, b"index", signature)
    assert not vouches(signer.certificate, b"indeX", signature)
    assert not vouches(signer.certificate, b"index", signature[:-1] + bytes([signature[-1] ^ 1]))
    assert not vouches(signer.certificate, b"index", b"")
    assert not vouches(certificate_for(ec_key(1)), b"index", signature)


def test_a_certificate_of_another_kind_of_key_vouches_for_nothing():
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    class OfAnotherKind:
        def public_key(self):
            return Ed25519PrivateKey.generate().public_key()

    assert not vouches(OfAnotherKind(), b"index", b"signature")


@pytest.mark.parametrize("kind", KEYS)
def test_openssl_agrees(kind, openssl, tmp_path):
    key = KEYS[kind]()
    (tmp_path / "index.json").write_bytes(b"{}\n")
    (tmp_path / "index.json.sig").write_bytes(Signer(key, certificate_for(key)).sign(b"{}\n"))
    (tmp_path / "key.pem").write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    told = subprocess.run(
        [str(openssl), "dgst", "-sha256", "-verify", "key.pem", "-signature", "index.json.sig", "index.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert told.stdout.strip() == "Verified OK"
