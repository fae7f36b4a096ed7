"""What the libraries are made of, as CycloneDX 1.6: the sources that WORKSPACE names, of those that are linked."""

import ast
import re
import urllib.parse

# By repository, as SPDX has them.
LICENCES = {
    "boringssl": "OpenSSL AND ISC AND MIT",
    "com_google_absl": "Apache-2.0",
    "simdjson": "Apache-2.0 AND MIT AND BSD-3-Clause",
    "sqlite": "blessing",
}


def sources(workspace):
    """sources(workspace) is the debian_source rules by name; Starlark without functions is Python."""
    rules = {}
    for node in ast.parse(workspace.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Expr) and getattr(node.value, "func", None) and node.value.func.id == "debian_source":
            rule = {keyword.arg: ast.literal_eval(keyword.value) for keyword in node.value.keywords}
            rules[rule["name"]] = rule
    return rules


def purl(name, version, qualifiers=""):
    return f"pkg:generic/{name}@{urllib.parse.quote(version)}{qualifiers}"


def patch(kind, path):
    """patch(kind, path) is a patch, with the vulnerability that it mends if its name says one."""
    entry = {"type": kind, "diff": {"url": path}}
    vulnerability = re.search(r"CVE-\d+-\d+", path)
    if vulnerability:
        entry["resolves"] = [{"type": "security", "id": vulnerability.group()}]
    return entry


def component(rule):
    """component(rule) is one source: the archive as upstream made it, and what was changed."""
    name, version = re.fullmatch(r"([^_]+)_(.+)\.orig\.tar\.\w+", rule["archive"]).groups()
    reference = purl(name, version, f"?checksum=sha256:{rule['sha256']}")
    patches = [patch("backport", path.replace("_", "/debian/patches/", 1)) for path in rule.get("patches", {})]
    patches += [patch("unofficial", label.lstrip("/").replace(":", "/")) for label in rule.get("own_patches", [])]
    made = {
        "bom-ref": reference,
        "hashes": [{"alg": "SHA-256", "content": rule["sha256"]}],
        "licenses": [{"expression": LICENCES[rule["name"]]}],
        "name": name,
        "purl": reference,
        "type": "library",
        "version": version,
    }
    if patches:
        made["pedigree"] = {"patches": patches}
    return made


def bill(version, workspace, repositories):
    """bill(...) is the whole document for a version of vexlens into which these repositories are linked."""
    rules = sources(workspace)
    components = sorted((component(rules[name]) for name in repositories), key=lambda each: each["bom-ref"])
    root = purl("vexlens", version)
    references = [each["bom-ref"] for each in components]
    return {
        "bomFormat": "CycloneDX",
        "components": components,
        "dependencies": [{"dependsOn": references, "ref": root}],
        "metadata": {
            "component": {
                "bom-ref": root,
                "licenses": [{"expression": "Apache-2.0"}],
                "name": "vexlens",
                "purl": root,
                "type": "library",
                "version": version,
            }
        },
        "specVersion": "1.6",
        "version": 1,
    }
