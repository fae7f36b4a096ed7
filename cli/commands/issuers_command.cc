#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "cli/commands/commands.h"
#include "cli/directory_changes.h"
#include "cli/exit_code.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/trust_files.h"
#include "cli/words.h"
#include "cli/workspaces.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

std::vector<std::string> Authority(const Issuer& issuer) {
  if (!issuer.authority.has_value()) return {"everywhere"};
  if (issuer.authority->empty()) return {"nowhere"};
  std::vector<std::string> patterns;
  for (const AuthorityPattern& pattern : *issuer.authority) patterns.push_back(pattern.text());
  return patterns;
}

std::string Dated(Instant instant) { return instant.dated() ? FormatInstant(instant) : "undated"; }

std::string KeyText(const IssuerKey& key) {
  return absl::StrCat(key.key_id, " (", Dated(key.not_before), " to ", Dated(key.not_after),
                      key.revoked_at.has_value() ? absl::StrCat(", revoked ", SinceText(key.revoked_at)) : "", ")");
}

std::string Keys(const Issuer& issuer) {
  return absl::StrJoin(issuer.keys, ", ",
                       [](std::string* out, const IssuerKey& key) { absl::StrAppend(out, KeyText(key)); });
}

std::string ListTable(const std::vector<const Issuer*>& issuers) {
  Table table({"ID", "TIER", "WEIGHT", "NAMES", "ALIASES", "AUTHORITY", "KEYS", "OPERATOR", "REVOKED"});
  for (const Issuer* issuer : issuers) {
    table.Add({{issuer->id, Style::kBold},
               {std::string(TierName(issuer->tier))},
               {issuer->weight.has_value() ? Fraction(*issuer->weight) : "", Style::kPlain, true},
               {absl::StrJoin(issuer->names, ", ")},
               {issuer->aliases.empty() ? "" : absl::StrCat(issuer->aliases.size()), Style::kPlain, true},
               {absl::StrJoin(Authority(*issuer), ", ")},
               {Keys(*issuer)},
               {issuer->is_operator ? "yes" : ""},
               {issuer->revoked_at.has_value() ? SinceText(issuer->revoked_at) : "", Style::kRed}});
  }
  return table.Text(Terminal::OfStandardOutput());
}

std::string ListJson(const std::vector<const Issuer*>& issuers, Output output) {
  std::vector<std::string> entries;
  for (const Issuer* issuer : issuers) entries.push_back(issuer->CanonicalJson());
  return JoinJson(entries, output);
}

// Page is everything about one issuer, a line a fact.
std::string Page(const Issuer& issuer) {
  Table table({"MEMBER", "VALUE"});
  const auto add = [&](std::string_view member, std::string value) {
    table.Add({{std::string(member), Style::kDim}, {std::move(value)}});
  };
  const auto add_all = [&](std::string_view member, const std::vector<std::string>& values) {
    for (const std::string& value : values) add(member, value);
  };
  add("id", issuer.id);
  add_all("name", issuer.names);
  add_all("alias", issuer.aliases);
  add("tier", std::string(TierName(issuer.tier)));
  add("weight", issuer.weight.has_value() ? Fraction(*issuer.weight) : "the tier's");
  add_all("authority", Authority(issuer));
  for (const IssuerKey& key : issuer.keys) {
    add("key", absl::StrCat(key.algorithm, " ", KeyText(key)));
    add_all("public key", absl::StrSplit(key.public_key, '\n', absl::SkipEmpty()));
  }
  add("operator", issuer.is_operator ? "yes" : "no");
  add("revoked", SinceText(issuer.revoked_at));
  return table.Text(Terminal::OfStandardOutput());
}

// DirectoryToShow is the workspace's if there is one.
absl::StatusOr<IssuerDirectory> DirectoryToShow(const Options& options) {
  if (options.workspace.empty()) return ReadDirectory(options.issuers);
  VEXLENS_ASSIGN_OR_RETURN(const Moment when, PointOf(options));
  VEXLENS_ASSIGN_OR_RETURN(const std::unique_ptr<Workspace> workspace, OpenWorkspace(options, Access::kRead));
  return workspace->Directory(when.known_at);
}

}  // namespace

int RunIssuersList(const Options& options) {
  const absl::StatusOr<IssuerDirectory> directory = DirectoryToShow(options);
  if (!directory.ok()) return Fail(directory.status());
  const std::vector<const Issuer*> issuers = directory->InForce(options.tenant);
  const std::string text = options.form() == Output::kTable ? ListTable(issuers) : ListJson(issuers, options.form());
  return Write(text) ? kOk : kFailed;
}

int RunIssuersShow(const Options& options) {
  const absl::StatusOr<IssuerDirectory> directory = DirectoryToShow(options);
  if (!directory.ok()) return Fail(directory.status());
  const Issuer* const issuer = directory->Find(options.tenant, options.issuer);
  if (issuer == nullptr) {
    return Fail(absl::NotFoundError(
        absl::StrCat("tenant \"", options.tenant, "\" knows no issuer called \"", options.issuer, "\"")));
  }
  const std::string text =
      options.form() == Output::kTable ? Page(*issuer) : absl::StrCat(issuer->CanonicalJson(), "\n");
  return Write(text) ? kOk : kFailed;
}

}  // namespace vexlens::cli
