"""What another implementation signs is verified here, and what is signed here there: envelopes as the specification has
them, signed and verified by python3-cryptography (OpenSSL), with a key of each kind."""

import base64
import hashlib
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
except ImportError:
    ed25519 = None

_TYPE = "application/vnd.in-toto+json"


def pae(payload_type, payload):
    """What DSSE 1.0 signs: both lengths in bytes."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def signers():
    """By algorithm, as a directory names it: a new private key, and how it signs."""
    one = ed25519.Ed25519PrivateKey.generate()
    two = ec.generate_private_key(ec.SECP256R1())
    three = ec.generate_private_key(ec.SECP384R1())
    four = rsa.generate_private_key(65537, 2048)
    pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
    return {
        "ed25519": (one, one.sign),
        "ecdsa-p256": (two, lambda text: two.sign(text, ec.ECDSA(hashes.SHA256()))),
        "ecdsa-p384": (three, lambda text: three.sign(text, ec.ECDSA(hashes.SHA384()))),
        "RS256": (four, lambda text: four.sign(text, padding.PKCS1v15(), hashes.SHA256())),
        "PS256": (four, lambda text: four.sign(text, pss, hashes.SHA256())),
    }


def statement(author):
    """An in-toto statement whose subject is what the OpenVEX statement is about."""
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": "pkg:npm/widget@1.0", "digest": {"sha256": "ab" * 32}}],
        "predicateType": "https://openvex.dev/ns/v0.2.0",
        "predicate": {
            "@context": "https://openvex.dev/ns/v0.2.0",
            "@id": "https://example.com/vex/1",
            "author": author,
            "timestamp": "2026-05-01T00:00:00Z",
            "version": 1,
            "statements": [{"vulnerability": {"name": "CVE-2024-3094"}, "status": "fixed"}],
        },
    }


def envelope(payload, sign, encode=base64.standard_b64encode):
    return {
        "payload": encode(payload).decode(),
        "payloadType": _TYPE,
        "signatures": [{"sig": encode(sign(pae(_TYPE, payload))).decode()}],
    }


class OtherSignerTest(unittest.TestCase):
    def setUp(self):
        if ed25519 is None:
            if os.environ.get("CI") == "true":
                self.fail("python3-cryptography is not there, and CI needs it")
            self.skipTest("python3-cryptography is not there (tools/setup --with=references)")
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def verdict(self, signed, algorithm, key):
        public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        entry = {"keyId": "k", "algorithm": algorithm, "publicKey": public, "notBefore": "", "notAfter": ""}
        (self.folder / "issuers.json").write_text(
            json.dumps({"issuers": [{"id": "lab", "tier": "trusted", "keys": [entry]}]})
        )
        (self.folder / "signed.json").write_text(json.dumps(signed))
        command = ["cli/stella", "vex", "verify", str(self.folder / "signed.json"), "--output", "ndjson"]
        command += ["--issuers", str(self.folder / "issuers.json")]
        said = json.loads(subprocess.run(command, stdout=subprocess.PIPE).stdout)
        return said["state"], said["reason"]

    def test_each_kind_of_key(self):
        payload = json.dumps(statement("lab")).encode()
        for algorithm, (key, sign) in signers().items():
            for encode in (base64.standard_b64encode, base64.urlsafe_b64encode):
                with self.subTest(algorithm):
                    self.assertEqual(self.verdict(envelope(payload, sign, encode), algorithm, key), ("verified", ""))

    def test_another_text_or_issuer(self):
        key, sign = signers()["ecdsa-p256"]
        good = envelope(json.dumps(statement("lab")).encode(), sign)
        other = {**good, "payload": envelope(json.dumps(statement("lab"), indent=1).encode(), sign)["payload"]}
        self.assertEqual(self.verdict(other, "ecdsa-p256", key)[0], "unverifiable")
        forged = envelope(json.dumps(statement("somebody else")).encode(), sign)
        self.assertEqual(self.verdict(forged, "ecdsa-p256", key)[0], "failed")

    def test_what_is_signed_here(self):
        vex = {**statement("lab")["predicate"], "statements": [
            {"vulnerability": {"name": "CVE-2024-3094"}, "products": [{"@id": "pkg:npm/widget@1.0"}], "status": "fixed"}
        ]}
        (self.folder / "vex.json").write_text(json.dumps(vex))
        ed, p256 = ed25519.Ed25519PrivateKey.generate(), ec.generate_private_key(ec.SECP256R1())
        checks = {
            ed: lambda sig, text: ed.public_key().verify(sig, text),
            p256: lambda sig, text: p256.public_key().verify(sig, text, ec.ECDSA(hashes.SHA256())),
        }
        for key, check in checks.items():
            pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            (self.folder / "key.pem").write_bytes(pem)
            command = ["cli/stella", "vex", "attest", "--input", str(self.folder / "vex.json")]
            command += ["--as-of", "2026-06-01T00:00:00Z", "--author", "lab", "--trust", "lab"]
            command += ["--key", str(self.folder / "key.pem")]
            signed = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
            payload = base64.standard_b64decode(signed["payload"])
            (signature,) = signed["signatures"]
            text = pae(signed["payloadType"], payload)
            check(base64.standard_b64decode(signature["sig"]), text)
            with self.assertRaises(InvalidSignature):
                check(base64.standard_b64decode(signature["sig"]), text + b" ")
            public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
            self.assertEqual(signature["keyid"], hashlib.sha256(public).hexdigest())
            said = json.loads(payload)["predicate"]["statements"]
            self.assertEqual([each["status"] for each in said], ["fixed"])


if __name__ == "__main__":
    unittest.main()
