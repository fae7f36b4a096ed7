"""The C++ sources of targets and of all that they depend on, for tests that read them."""

_Sources = provider(fields = {"files": "depset of source files"})

def _sources_aspect_impl(_target, ctx):
    own = [
        file
        for attribute in ("srcs", "hdrs")
        for each in getattr(ctx.rule.attr, attribute, [])
        for file in each.files.to_list()
        if file.is_source and not file.owner.workspace_name
    ]
    deps = [dep[_Sources].files for dep in getattr(ctx.rule.attr, "deps", [])]
    return [_Sources(files = depset(own, transitive = deps))]

_sources_aspect = aspect(implementation = _sources_aspect_impl, attr_aspects = ["deps"])

def _sources_impl(ctx):
    files = depset(transitive = [target[_Sources].files for target in ctx.attr.of])
    return [DefaultInfo(files = files, runfiles = ctx.runfiles(transitive_files = files))]

sources = rule(
    implementation = _sources_impl,
    attrs = {"of": attr.label_list(aspects = [_sources_aspect], mandatory = True)},
    doc = "The sources of the targets `of`, and of everything of ours below them.",
)
