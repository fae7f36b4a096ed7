#!/usr/bin/python3
"""Writes envelopes.json: an envelope signed by securesystemslib (1.x, from PyPI) with a key of each kind.

Each run makes other keys; the file in the tree is that of one run.
"""

import json

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from securesystemslib.dsse import Envelope
from securesystemslib.signer import CryptoSigner, SSlibKey

TYPE = "application/vnd.example+json"
PAYLOAD = '{"text":"é, signed elsewhere"}'


def rsa_signer(scheme):
    private = rsa.generate_private_key(65537, 2048)
    public = private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return private, CryptoSigner(private, SSlibKey(scheme, "rsa", scheme, {"public": public}))


def signer(private):
    return private, CryptoSigner(private)


signers = {
    "ed25519": signer(ed25519.Ed25519PrivateKey.generate()),
    "ecdsa": signer(ec.generate_private_key(ec.SECP256R1())),
    "ecdsa384": signer(ec.generate_private_key(ec.SECP384R1())),
    "rsaPkcs1": rsa_signer("rsa-pkcs1v15-sha256"),
    "rsaPss": rsa_signer("rsassa-pss-sha256"),
}
envelope = Envelope(PAYLOAD.encode(), TYPE, {})
for _, one in signers.values():
    envelope.sign(one)
with open("envelopes.json", "w", encoding="utf-8") as out:
    json.dump({
        "type": TYPE,
        "payload": PAYLOAD,
        "publicKeys": {
            name: private.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
            for name, (private, _) in signers.items()
        },
        "envelope": json.dumps(envelope.to_dict()),
    }, out, indent=1)
    out.write("\n")
