// stella: the command line of vexlens.
#include <csignal>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "cli/exit_code.h"
#include "cli/syntax.h"
#include "cli/terminal.h"
#include "vexlens/version.h"

namespace vexlens::cli {
namespace {

int Run(int argc, char** argv) {
  CLI::App app("One explained consensus from conflicting VEX statements.", "stella");
  app.set_version_flag("--version", absl::StrCat("stella (vexlens) ", kVersion));
  app.require_subcommand(1);
  Options options;
  Command chosen = nullptr;
  AddVex(app, options, chosen);
  AddTrust(app, options, chosen);
  AddPack(app, options, chosen);
  AddTimeline(app, options, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // --help, --version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {  // quotes what the user wrote
    std::fprintf(stderr, "%s\nRun with --help for more information.\n", Safe(error.what()).c_str());
    return kBadInput;
  }
  if (app.got_subcommand("vex") && options.workspace.empty() && options.inputs.empty() && options.evidence.empty()) {
    std::fputs("stella: nothing to read: give --input, --evidence or --workspace\n", stderr);
    return kBadInput;
  }
  return chosen(options);
}

}  // namespace
}  // namespace vexlens::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, and said so
  return vexlens::cli::Run(argc, argv);
}
