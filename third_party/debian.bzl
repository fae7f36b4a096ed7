"""External repositories made from the source packages of Debian."""

def _file(ctx, name):
    path = ctx.path(Label("//third_party:distfiles/" + name))
    if not path.exists:
        fail("third_party/distfiles/%s is missing: run tools/setup" % name)
    return path

def _url(path):
    return "file://" + str(path).replace("%", "%25").replace(" ", "%20")

def _patch(ctx, path):
    # ctx.patch() knows no offsets, of which Debian's patches have many.
    result = ctx.execute(["patch", "--strip=1", "--fuzz=0", "--batch", "--input=" + path])
    if result.return_code:
        fail("%s does not apply to %s:\n%s%s" % (path, ctx.attr.archive, result.stdout, result.stderr))

def _debian_source_impl(ctx):
    ctx.download_and_extract(
        url = _url(_file(ctx, ctx.attr.archive)),
        sha256 = ctx.attr.sha256,
        stripPrefix = ctx.attr.strip_prefix,
    )
    for name, sha256 in ctx.attr.patches.items():
        ctx.download(url = _url(_file(ctx, name)), output = name, sha256 = sha256)
        _patch(ctx, name)
    for label in ctx.attr.own_patches:
        _patch(ctx, str(ctx.path(label)))
    for command in ctx.attr.prepare:
        result = ctx.execute(["sh", "-c", command])
        if result.return_code:
            fail("%s of %s fails:\n%s%s" % (command, ctx.attr.archive, result.stdout, result.stderr))
    ctx.file("WORKSPACE", "workspace(name = \"%s\")\n" % ctx.name)
    if ctx.attr.licence:
        ctx.symlink(ctx.attr.licence, "licence/LICENSE")
        ctx.file("licence/BUILD.bazel", "exports_files([\"LICENSE\"])\n")
    if ctx.attr.build_file:
        ctx.symlink(ctx.attr.build_file, "BUILD.bazel")

debian_source = repository_rule(
    implementation = _debian_source_impl,
    attrs = {
        "archive": attr.string(
            mandatory = True,
            doc = "The upstream tarball in third_party/distfiles, under the name that Debian gives it: <source package>_<version>.orig.tar.<suffix>.",
        ),
        "build_file": attr.label(
            allow_single_file = True,
            doc = "Becomes the BUILD.bazel of a source that brings none.",
        ),
        "licence": attr.string(
            doc = "The file with the text of the licence, for what is given to others: //licence:LICENSE.",
        ),
        "own_patches": attr.label_list(
            allow_files = True,
            doc = "Patches of our own, which say why they are there.",
        ),
        "patches": attr.string_dict(
            doc = "File in third_party/distfiles, named <source package>_<file in debian/patches>, to its SHA-256.",
        ),
        "prepare": attr.string_list(
            doc = "Commands that make the sources out of what the tarball holds.",
        ),
        "sha256": attr.string(mandatory = True),
        "strip_prefix": attr.string(mandatory = True),
    },
    doc = "Extracts and patches one source package. It reads local files only; Bazel checks each against its SHA-256.",
)
