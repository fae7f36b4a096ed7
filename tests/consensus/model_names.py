"""Families of names that are close to each other, and patterns of authority over them."""

import dataclasses

_DIGEST = "sha256:" + "2e860b80cec56338" * 4
_OTHER_DIGEST = "sha256:" + "4d1599d977ae58bd" * 4
_REGISTRY = "repository_url=registry.example.com%2Fweb"


@dataclasses.dataclass(frozen=True)
class Family:
    """Names of one kind, each an identifier and a range ("" for none), and patterns that cover some of them.

    `homes` are parts of the products that often enclose them.
    """

    names: tuple
    patterns: tuple
    homes: tuple


def _family(texts, ranged, ranges, patterns, homes=(":acme:",)):
    """A family of texts without range, and of one text with each of the ranges."""
    return Family((*((text, "") for text in texts), *((ranged, one) for one in ranges)), patterns, homes)


NPM = _family(
    (
        "pkg:npm/%40acme/widget",
        "pkg:npm/%40acme/widget@1.5.0",
        "pkg:npm/%40acme/widget@1.5",
        "pkg:npm/%40acme/widget@1.5.0-rc.1",
        "pkg:npm/%40acme/widget@1.10.0",
        "pkg:npm/%40acme/widget@1.5.0#lib/core",
        "pkg:npm/%40acme/widget#lib/core",
    ),
    "pkg:npm/%40acme/widget",
    (
        "vers:npm/*",
        "vers:npm/!=1.5.0",
        "vers:npm/!=1.5.0|!=1.10.0",
        "vers:npm/1.5.0",
        "vers:npm/<1.5.0",
        "vers:npm/<=1.5.0",
        "vers:npm/>=1.5.0|<2.0.0",
        "vers:npm/<1.0.0|>=1.6.0|<=1.10.0",
        "vers:npm/>=1.0.0|!=1.5.0|<2.0.0",
    ),
    ("pkg:npm/%40acme/*", "pkg:npm/%40acme/widget", "pkg:npm/left-pad"),
)

GOLANG = _family(
    (
        "pkg:golang/example.com/widget@v1.2.3",
        "pkg:golang/example.com/widget@1.2.3",
        "pkg:golang/example.com/widget",
        "pkg:golang/example.com/widget/v3@v3.2.3",
        "pkg:golang/example.com/widget@v3.2.3#v3",
        "pkg:golang/example.com/widget@3.2.3#v3",
        "pkg:golang/example.com/widget/v3",
        "pkg:golang/std@1.21.0",
        "pkg:golang/stdlib@v1.21.0",
        "pkg:golang/stdlib",
    ),
    "pkg:golang/example.com/widget",
    ("vers:golang/*", "vers:golang/<v1.3.0", "vers:golang/<1.3.0", "vers:golang/!=v1.2.3", "vers:golang/>=1.2.3"),
    (
        "pkg:golang/example.com/*",
        "pkg:golang/example.com/widget/v3",
        "pkg:golang/example.com/widget/*",
        "pkg:golang/stdlib",
    ),
)

RPM = _family(
    (
        "pkg:rpm/redhat/libwidget@3.0.7",
        "pkg:rpm/rhel/libwidget@0:3.0.7",
        "pkg:rpm/redhat/libwidget@1:3.0.7",
        "pkg:rpm/redhat/libwidget@3.0.7?epoch=1",
        "pkg:rpm/redhat/libwidget@3.0.7?arch=x86_64",
        "pkg:rpm/redhat/libwidget@3.0.7?arch=x86_64&distro=rhel-9.4&epoch=0",
        "pkg:rpm/redhat/libwidget@3.0.7?distro=redhat-9.4",
        "pkg:rpm/redhat/libwidget@3.0.7?distro=rhel-9",
        "pkg:rpm/redhat/libwidget@3.0.7?distro=rhel-8.10",
        "pkg:rpm/redhat/libwidget@3.0.7?os_name=rhel&os_version=9.4",
        "pkg:rpm/redhat/libwidget@3.0.7?distro=rhel-9.4&rpmmod=widgets:2:8090",
        "pkg:rpm/redhat/libwidget@3.0.7?rpmmod=widgets:2",
        "pkg:rpm/redhat/libwidget@3.0.7?rpmmod=widgets:20:8090",
        "pkg:rpm/redhat/libwidget@3.0.7?rpmmod=gadgets:2",
        "pkg:rpm/redhat/libwidget@3.0.7?distro=sles-15.5",
        "pkg:rpm/redhat/libwidget?distro=rhel-9.4",
        "pkg:rpm/redhat/libwidget",
    ),
    "pkg:rpm/redhat/libwidget",
    ("vers:rpm/*", "vers:rpm/<3.0.8", "vers:rpm/<=0:3.0.7", "vers:rpm/!=3.0.7", "vers:rpm/>=1:0"),
    ("pkg:rpm/rhel/*", "pkg:rpm/redhat/libwidget?distro=redhat-9.4", "pkg:rpm/redhat/*", "pkg:rpm/suse/*"),
    ("redhat:enterprise_linux",),
)

ALMALINUX = _family(
    (
        "pkg:rpm/almalinux/libwidget@3.0.7?distro=almalinux-9.4",
        "pkg:rpm/almalinux/libwidget@3.0.7?distro=alma-9.4",
        "pkg:rpm/alma/libwidget@3.0.7?distro=alma-9",
        "pkg:rpm/amazon/libwidget@3.0.7?distro=amazon-2",
        "pkg:rpm/amazon/libwidget@3.0.7?distro=amzn-2",
        "pkg:rpm/oracle/libwidget@3.0.7?distro=oracle-9.4",
        "pkg:rpm/oracle/libwidget@3.0.7?distro=ol-9.4",
        "pkg:rpm/almalinux/libwidget",
    ),
    "pkg:rpm/almalinux/libwidget",
    ("vers:rpm/<4", "vers:rpm/>=3.0.7"),
    ("pkg:rpm/almalinux/*", "pkg:rpm/alma/libwidget", "pkg:rpm/oracle/*"),
    ("almalinux",),
)

DEB = _family(
    (
        "pkg:deb/debian/libwidget@1.0.0",
        "pkg:deb/debian/libwidget@0:1.0.0",
        "pkg:deb/debian/libwidget@1.0.0?distro=debian-12",
        "pkg:deb/debian/libwidget@1.0.0?distro=debian-12.13",
        "pkg:deb/debian/libwidget@1.0.0?distro=debian-1",
        "pkg:deb/debian/libwidget@1.0.0?distro=debian",
        "pkg:deb/debian/libwidget@1.0.0?distro=debian-11.9",
        "pkg:deb/debian/libwidget@1.0.0?arch=amd64&distro=debian-12.13",
        "pkg:deb/debian/libwidget@1.0.0~rc1",
        "pkg:deb/debian/libwidget@1:0.9",
        "pkg:deb/debian/libwidget",
        "pkg:deb/debian/libwidget?distro=debian-12",
    ),
    "pkg:deb/debian/libwidget",
    ("vers:deb/*", "vers:deb/<1.0.0", "vers:deb/<=1.0.0", "vers:deb/>=1.0.0~rc1|<1:0", "vers:deb/!=1.0.0"),
    ("pkg:deb/debian/*", "pkg:deb/debian/libwidget?distro=debian-12.13", "pkg:deb/ubuntu/*"),
    ("debian",),
)

SUSE = _family(
    (
        "pkg:rpm/suse/libwidget@3.0.7",
        "pkg:rpm/suse/libwidget@3.0.7?distro=sles-15.5",
        "pkg:rpm/suse/libwidget@3.0.7?distro=sles-15.4",
        "pkg:rpm/suse/libwidget@3.0.7?distro=sles-15",
        "pkg:rpm/suse/libwidget",
        "pkg:alpm/arch/libwidget@0:3.0.7-1",
        "pkg:alpm/arch/libwidget@3.0.7-1",
        "pkg:alpm/arch/libwidget",
        "pkg:apk/alpine/libwidget@1.2.3-r0",
        "pkg:apk/alpine/libwidget@1.2.3-r0?distro=alpine-3.18.4",
        "pkg:apk/alpine/libwidget@1.2.3_rc1-r0",
    ),
    "pkg:apk/alpine/libwidget",
    ("vers:apk/<1.2.3", "vers:apk/<=1.2.3-r0"),
    ("pkg:rpm/suse/*", "pkg:apk/alpine/libwidget", "pkg:alpm/*"),
    ("sles", "alpine"),
)

MAVEN = _family(
    (
        "pkg:maven/org.widget/core@3.0.7",
        "pkg:maven/org.widget/core@3.0.7?type=jar",
        "pkg:maven/org.widget/core@3.0.7?type=pom",
        "pkg:maven/org.widget/core@3.0.7?classifier=sources",
        "pkg:maven/org.widget/core@3.0.7.0",
        "pkg:maven/org.widget/core@3.0.7-final",
        "pkg:maven/org.widget/core@3.0.7-rc1",
        "pkg:maven/org.widget/core@3.0.7-SNAPSHOT",
        "pkg:maven/org.widget/core",
        "pkg:maven/org.widget/core?type=jar",
    ),
    "pkg:maven/org.widget/core",
    ("vers:maven/<4", "vers:maven/<3.0.7", "vers:maven/<=3.0.7-final", "vers:maven/*", "vers:maven/!=3.0.7.0"),
    ("pkg:maven/org.widget/core?type=jar", "pkg:maven/org.widget/*", "pkg:maven/org.widget/core?type=pom"),
)

SCRIPTED = _family(
    (
        "pkg:pypi/widget@1.0",
        "pkg:pypi/widget@1.0.0",
        "pkg:pypi/widget@1.0rc1",
        "pkg:pypi/widget@1.0.0-rc.1",
        "pkg:pypi/widget@1.0.post1",
        "pkg:pypi/widget",
        "pkg:nuget/Widget@1.0.0",
        "pkg:nuget/Widget@1.0",
        "pkg:nuget/Widget@1.0.0-RC1",
        "pkg:nuget/Widget@1.0.0-rc1",
        "pkg:generic/widget@1.0",
        "pkg:generic/widget@1.0.0",
    ),
    "pkg:pypi/widget",
    ("vers:pypi/<1.0", "vers:pypi/>=1.0rc1", "vers:pypi/!=1.0.0", "vers:pypi/<=1.0"),
    ("pkg:pypi/widget", "pkg:nuget/*", "pkg:generic/widget"),
)

CPE = _family(
    (
        "cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*",
        "cpe:2.3:a:acme:web:1.0:sp1:*:*:*:*:*:*",
        "cpe:2.3:a:acme:web:1.0:*:*:*:enterprise:*:*:*",
        "cpe:2.3:a:acme:web:*:*:*:*:*:*:*:*",
        "cpe:2.3:a:acme:web:-:*:*:*:*:*:*:*",
        "cpe:2.3:a:acme:web:*:*:*:*:enterprise:*:*:*",
        "cpe:2.3:a:*:web:1.0:*:*:*:*:*:*:*",
        "cpe:2.3:a:acme:*:*:*:*:*:*:*:*:*",
    ),
    "cpe:2.3:a:acme:web:*:*:*:*:*:*:*:*",
    ("vers:generic/<2.0", "vers:generic/*", "vers:generic/!=1.0"),
    ("cpe:2.3:a:acme:*", "cpe:2.3:a:acme:web:1.0:*:*:*:*:*:*:*", "cpe:2.3:a:other:*"),
)

IMAGES = _family(
    (
        _DIGEST,
        f"pkg:oci/web@{_DIGEST}",
        f"pkg:oci/web@{_DIGEST}?{_REGISTRY}",
        f"pkg:oci/web@{_DIGEST}?arch=amd64&{_REGISTRY}&tag=1.0",
        f"pkg:oci/api@{_DIGEST}?repository_url=registry.example.org%2Fapi",
        f"pkg:oci/web@{_OTHER_DIGEST}?{_REGISTRY}",
        f"pkg:docker/web@{_DIGEST}",
        f"registry.example.com/web@{_DIGEST}",
        f"pkg:oci/web?{_REGISTRY}",
        "pkg:oci/web",
        f"pkg:oci/web@1.0?{_REGISTRY}",
        "pkg:docker/web@1.0?repository_url=docker.io",
        "pkg:docker/web@1.0?repository_url=index.docker.io",
        "pkg:docker/web@1.0",
    ),
    "pkg:oci/web",
    (),
    (
        "pkg:oci/web",
        "pkg:oci/*?repository_url=registry.example.com/*",
        "pkg:docker/web?repository_url=docker.io",
        "registry.example.com/*",
        _DIGEST,
    ),
)

HASHES = _family(
    (
        "md5:06ee15d2756a4d073ada12f2dae65756",
        "sha1:06ee15d2756a4d073ada12f2dae65756a19e749e",
        _DIGEST,
        "sha512:" + "4d1599d977ae58bd" * 8,
        "https://products.example.com/widget",
        "csaf:https://acme.example.com/ACME-1#CSAFPID-1",
        "cdx:urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79/1#widget",
    ),
    "https://products.example.com/widget",
    (),
    (_DIGEST, "https://products.example.com/*", "csaf:https://acme.example.com/*"),
)

FAMILIES = (NPM, GOLANG, RPM, ALMALINUX, DEB, SUSE, MAVEN, SCRIPTED, CPE, IMAGES, HASHES)
# Those that most rules are about.
PACKAGES = (RPM, DEB, SUSE)
