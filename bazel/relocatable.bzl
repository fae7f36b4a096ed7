"""A static archive that keeps to itself what it is made of."""

load("@bazel_tools//tools/cpp:toolchain_utils.bzl", "find_cpp_toolchain")

def _relocatable_archive_impl(ctx):
    inputs = []
    whole = []
    needed = []
    repositories = {}
    for linker_input in ctx.attr.dep[CcInfo].linking_context.linker_inputs.to_list():
        for library in linker_input.libraries:
            archive = library.pic_static_library or library.static_library
            if not archive:
                fail("%s has no static library" % linker_input.owner)
            inputs.append(archive)
            (whole if library.alwayslink else needed).append(archive.path)
            repositories[linker_input.owner.workspace_name] = None

    toolchain = find_cpp_toolchain(ctx)
    joined = ctx.actions.declare_file(ctx.label.name + ".joined.o")
    ctx.actions.run_shell(
        inputs = depset(inputs + [ctx.file.symbols], transitive = [toolchain.all_files]),
        outputs = [joined],
        # Without their groups, inline functions of ours are not taken for those of the program, or its for ours.
        command = """
set -euo pipefail
roots=$(sed -E 's/^/--undefined=/; s/@.*//' "$1")
exec "$2" -r --force-group-allocation --gc-sections $roots --output="$3" \
  --whole-archive $4 --no-whole-archive --start-group $5 --end-group
""",
        arguments = [ctx.file.symbols.path, toolchain.ld_executable, joined.path, " ".join(whole), " ".join(needed)],
        mnemonic = "JoinObjects",
    )

    ordinary = ctx.actions.declare_file(ctx.label.name + ".ordinary.o")
    ctx.actions.run(
        executable = ctx.executable._not_unique,
        inputs = [joined],
        outputs = [ordinary],
        arguments = [joined.path, ordinary.path],
        mnemonic = "MakeOrdinary",
    )

    ctx.actions.run_shell(
        inputs = depset([ordinary, ctx.file.symbols], transitive = [toolchain.all_files]),
        outputs = [ctx.outputs.archive],
        command = """
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
sed 's/@.*//' "$1" >"$folder/symbols"
"$2" --strip-debug --keep-global-symbols="$folder/symbols" "$3" "$folder/vexlens.o"
"$4" -rcsD "$5" "$folder/vexlens.o"
""",
        arguments = [
            ctx.file.symbols.path,
            toolchain.objcopy_executable,
            ordinary.path,
            toolchain.ar_executable,
            ctx.outputs.archive.path,
        ],
        mnemonic = "HideSymbols",
    )

    ctx.actions.write(ctx.outputs.repositories, "".join([name + "\n" for name in sorted(repositories) if name]))

relocatable_archive = rule(
    implementation = _relocatable_archive_impl,
    attrs = {
        "archive": attr.output(mandatory = True),
        "dep": attr.label(mandatory = True, providers = [CcInfo]),
        "repositories": attr.output(
            mandatory = True,
            doc = "Becomes a list of the external repositories whose objects are in the archive.",
        ),
        "symbols": attr.label(
            allow_single_file = True,
            mandatory = True,
            doc = "The symbols that stay visible, one a line; what follows an @ is left out.",
        ),
        "_not_unique": attr.label(cfg = "exec", default = Label("//bazel:not_unique"), executable = True),
        "_cc_toolchain": attr.label(default = Label("@bazel_tools//tools/cpp:current_cc_toolchain")),
    },
    toolchains = ["@bazel_tools//tools/cpp:toolchain_type"],
    doc = "One object in an archive, of everything that `dep` needs. A program may have other versions of the same libraries.",
)
