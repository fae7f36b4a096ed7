"""What encloses components: products, patterns of authority over them, and what lies between."""

_DIGEST = "sha256:" + "4d1599d977ae58bd" * 4

# Platforms of the table, and products that are none.
PRODUCTS = (
    "cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*",
    "cpe:2.3:a:redhat:enterprise_linux:9:*:appstream:*:*:*:*:*",
    "cpe:2.3:o:redhat:enterprise_linux:9.4:*:*:*:*:*:*:*",
    "cpe:2.3:o:redhat:enterprise_linux:8:*:*:*:*:*:*:*",
    "cpe:2.3:o:redhat:enterprise_linux:*:*:*:*:*:*:*:*",
    "cpe:2.3:a:redhat:openshift:4.16:*:el9:*:*:*:*:*",
    "cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*",
    "cpe:2.3:o:debian:debian_linux:11:*:*:*:*:*:*:*",
    "cpe:2.3:o:suse:sles:15:sp5:*:*:*:*:*:*",
    "cpe:2.3:o:alpinelinux:alpine_linux:3.18:*:*:*:*:*:*:*",
    "cpe:2.3:o:almalinux:almalinux:9:*:*:*:*:*:*:*",
    "cpe:2.3:o:almalinux:almalinux:*:*:*:*:*:*:*:*",
    "cpe:2.3:a:acme:suite:1.0:*:*:*:*:*:*:*",
    "cpe:2.3:a:acme:suite:*:*:*:*:*:*:*:*",
    "cpe:2.3:a:acme:desk:2.0:*:*:*:*:*:*:*",
    "pkg:oci/shop@" + _DIGEST,
    "https://products.example.com/suite",
)
PRODUCT_PATTERNS = ("cpe:2.3:o:redhat:*", "cpe:2.3:a:redhat:*", "cpe:2.3:o:debian:*", "cpe:2.3:a:acme:*", "pkg:oci/*")
THROUGH = (
    ("pkg:rpmmod/redhat/widgets@2",),
    ("pkg:rpmmod/redhat/widgets@2:8090",),
    ("pkg:rpmmod/redhat/gadgets@2",),
    ("pkg:rpmmod/redhat/widgets",),
    ("cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*",),
    ("cpe:2.3:o:redhat:enterprise_linux:9:*:*:*:*:*:*:*", "pkg:rpmmod/redhat/widgets@2"),
    ("cpe:2.3:o:debian:debian_linux:12:*:*:*:*:*:*:*",),
    ("pkg:maven/org.widget/assembly@1.0",),
)
