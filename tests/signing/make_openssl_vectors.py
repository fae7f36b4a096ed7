#!/usr/bin/python3
"""Writes openssl_vectors.json: keys, certificates and signatures made by the command openssl (3.0).

Each run makes other keys; the file in the tree is that of one run.
"""

import hashlib
import json
import subprocess
import tempfile

MESSAGE = "what was signed"


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *arguments], input=data, check=True, capture_output=True).stdout


def text(*arguments, data=None):
    return openssl(*arguments, data=data).decode()


def file_of(data):
    file = tempfile.NamedTemporaryFile()
    file.write(data.encode() if isinstance(data, str) else data)
    file.flush()
    return file


def key(algorithm, *options):
    pairs = [part for option in options for part in ("-pkeyopt", option)]
    return text("genpkey", "-algorithm", algorithm, *pairs)


def public(private):
    return text("pkey", "-pubout", data=private.encode())


def signature(private, digest=None, *options):
    pairs = ["-digest", digest] if digest else []
    pairs += [part for option in options for part in ("-pkeyopt", option)]
    with file_of(private) as file, file_of(MESSAGE) as message:
        return openssl("pkeyutl", "-sign", "-inkey", file.name, "-rawin", "-in", message.name, *pairs).hex()


def certificate(private, *extensions, days="3650"):
    added = [part for extension in extensions for part in ("-addext", extension)]
    with file_of(private) as file, file_of("[req]\ndistinguished_name=dn\n[dn]\n") as config:
        return text("req", "-new", "-x509", "-key", file.name, "-subj", "/CN=vexlens test", "-days", days,
                    "-config", config.name, *added)


ed25519 = key("ed25519")
p256 = key("EC", "ec_paramgen_curve:P-256")
p384 = key("EC", "ec_paramgen_curve:P-384")
p521 = key("EC", "ec_paramgen_curve:P-521")
rsa = key("RSA", "rsa_keygen_bits:2048")
small = key("RSA", "rsa_keygen_bits:2040")

signatures = [
    ("kEd25519", ed25519, signature(ed25519)),
    ("kEcdsaP256Sha256", p256, signature(p256, "sha256")),
    ("kEcdsaP384Sha384", p384, signature(p384, "sha384")),
]
for size in ("256", "384", "512"):
    signatures.append(("kRsaPkcs1Sha" + size, rsa, signature(rsa, "sha" + size, "rsa_padding_mode:pkcs1")))
    for salt in ("digest", "max", "0"):
        signatures.append(("kRsaPssSha" + size, rsa, signature(
            rsa, "sha" + size, "rsa_padding_mode:pss", "rsa_pss_saltlen:" + salt, "rsa_mgf1_md:sha" + size)))

vectors = {
    "message": MESSAGE,
    "signatures": [{"scheme": s, "publicKey": public(k), "signature": v} for s, k, v in signatures],
    "publicKeys": {
        "compressed": text("ec", "-pubout", "-conv_form", "compressed", data=p256.encode()),
        "p256": public(p256),
        "p521": public(p521),
        "small": public(small),
        "x25519": public(key("x25519")),
        "pss": public(key("RSA-PSS", "rsa_keygen_bits:2048")),
    },
    "spkiSha256": {"p256": hashlib.sha256(
        openssl("pkey", "-pubout", "-outform", "DER", data=p256.encode())).hexdigest()},
    "privateKeys": {
        "ed25519": ed25519,
        "p256": p256,
        "p384": p384,
        "rsa": rsa,
        "sec1": text("pkey", "-traditional", data=p256.encode()),
        "encrypted": text("pkcs8", "-topk8", "-passout", "pass:secret", data=p256.encode()),
    },
    "certificates": {
        "signing": certificate(p256, "keyUsage=critical,digitalSignature"),
        "unbounded": certificate(ed25519),
        "rsa": certificate(rsa, "keyUsage=digitalSignature,keyEncipherment"),
        "noSigning": certificate(rsa, "keyUsage=keyEncipherment"),
        "small": certificate(small),
        "past2050": certificate(p384, days="20000"),
    },
}
for name in ("signing", "past2050"):
    dates = text("x509", "-noout", "-dates", "-dateopt", "iso_8601", data=vectors["certificates"][name].encode())
    vectors.setdefault("dates", {})[name] = [line.split("=")[1].replace(" ", "T") for line in dates.split("\n") if line]
with open("openssl_vectors.json", "w", encoding="utf-8") as out:
    json.dump(vectors, out, indent=1)
    out.write("\n")
