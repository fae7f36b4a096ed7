// Syntax: the words of the command line.
#ifndef VEXLENS_CLI_SYNTAX_H_
#define VEXLENS_CLI_SYNTAX_H_

#include "CLI/CLI.hpp"
#include "cli/options.h"

namespace vexlens::cli {

using Command = int (*)(const Options&);

// Group is a word of the command line that commands follow. The command that the user names is set in `chosen`.
class Group {
 public:
  Group(CLI::App& parent, const char* name, const char* about, Command& chosen)
      : app_(*parent.add_subcommand(name, about)), chosen_(chosen) {
    app_.require_subcommand(1);
  }

  CLI::App& app() { return app_; }

  CLI::App& Add(const char* name, const char* about, Command run) {
    CLI::App& command = *app_.add_subcommand(name, about);
    command.callback([&chosen = chosen_, run] { chosen = run; });
    return command;
  }

 private:
  CLI::App& app_;
  Command& chosen_;
};

// Declare `stella vex`, `stella trust`, `stella pack` and `stella timeline`.
void AddVex(CLI::App& app, Options& options, Command& chosen);
void AddTrust(CLI::App& app, Options& options, Command& chosen);
void AddPack(CLI::App& app, Options& options, Command& chosen);
void AddTimeline(CLI::App& app, Options& options, Command& chosen);

// Declare options that several commands have.
void AddTenant(CLI::App& command, Options& options, const char* about);
CLI::Option* AddWorkspace(CLI::App& command, Options& options);
CLI::Option* AddPolicy(CLI::App& command, Options& options);
CLI::Option* AddIssuers(CLI::App& command, Options& options);
CLI::Option* AddTrusted(CLI::App& command, Options& options);
CLI::Option* AddAsOf(CLI::App& command, Options& options, const char* about);
CLI::Option* AddKnownAt(CLI::App& command, Options& options);
void AddOutput(CLI::App& command, Options& options);

// Declares the key that signs an attestation.
void AddKeyFile(CLI::App& command, Options& options);

// Declares the file with the password of a store at a URL.
void AddPasswordFile(CLI::App& command, Options& options);

// Declares who makes a change, and why.
void AddAudit(CLI::App& command, Options& options);

// Declares an option whose text goes into documents or the audit. It must be UTF-8, and not empty.
CLI::Option* AddText(CLI::App& command, const char* name, std::string& text, const char* about);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_SYNTAX_H_
