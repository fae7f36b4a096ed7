#include "cli/unlisted.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "cli/terminal.h"
#include "vexlens/trust.h"

namespace vexlens::cli {
namespace {

constexpr std::size_t kMostNames = 5;

// Named are issuers with their statements in all tenants, most first.
std::vector<UnlistedClearer> Named(std::span<const UnlistedClearer> clearers) {
  std::map<std::string_view, std::size_t> statements;
  for (const UnlistedClearer& clearer : clearers) statements[clearer.issuer] += clearer.statements;
  std::vector<UnlistedClearer> named;
  for (const auto& [issuer, count] : statements) named.push_back({"", issuer, count});
  std::stable_sort(named.begin(), named.end(),
                   [](const auto& a, const auto& b) { return a.statements > b.statements; });
  return named;
}

// Remedy says how to list the first of them whose name can be shown.
std::string Remedy(std::span<const UnlistedClearer> named, const Options& options) {
  if (!options.workspace.empty()) return " To list one: stella trust issuers set";
  for (const UnlistedClearer& clearer : named) {
    const std::string words = TrustWords(clearer.issuer);
    if (!words.empty()) return absl::StrCat(" To list one for this run: ", words);
  }
  return " To list one for this run: --trust NAME";
}

}  // namespace

std::string TrustWords(std::string_view issuer) {
  if (issuer.empty() || Safe(issuer) != issuer) return "";
  const absl::StatusOr<TrustOption> option = ParseTrustOption(issuer);
  if (!option.ok()) return "";
  // A name that ends like one with a tier needs a tier behind it, one that begins like an option an equals sign before.
  return absl::StrCat("--trust", issuer.front() == '-' ? "=" : " ", "'", absl::StrReplaceAll(issuer, {{"'", "'\\''"}}),
                      option->name == issuer ? "" : "=known", "'");
}

std::string UnlistedText(std::span<const UnlistedClearer> clearers, const Options& options, bool more) {
  const std::vector<UnlistedClearer> named = Named(clearers);
  if (named.empty()) return "";
  std::size_t statements = 0;
  std::vector<std::string> names;
  for (const UnlistedClearer& clearer : named) {
    statements += clearer.statements;
    if (names.size() < kMostNames) {
      names.push_back(
          absl::StrCat("\"", Safe(clearer.issuer), "\"", more ? "" : absl::StrCat(" (", clearer.statements, ")")));
    }
  }
  const std::string others = more                        ? " and others"
                             : named.size() > kMostNames ? absl::StrCat(" and ", named.size() - kMostNames, " more")
                                                         : "";
  return absl::StrCat(statements,
                      statements == 1 ? " all-clear counts for nothing, because nobody lists who gives it: "
                                      : " all-clears count for nothing, because nobody lists who gives them: ",
                      absl::StrJoin(names, ", "), others, ".", Remedy(named, options), "\n");
}

void SayWhoIsUnlisted(const Consensus& consensus, const Options& options) {
  std::fputs(UnlistedText(consensus.unlisted_clearers(), options).c_str(), stderr);
}

void SayWhoIsUnlisted(const Record& record, const Consensus& consensus, const Options& options) {
  std::map<std::string_view, std::size_t> unlisted;  // what each says in the record
  std::size_t known = 0;                             // how many the tenant has
  for (const UnlistedClearer& clearer : consensus.unlisted_clearers()) {
    if (clearer.tenant != record.tenant) continue;
    ++known;
    unlisted[clearer.issuer] = 0;
  }
  bool folded = false;  // unlisted issuers are folded into one entry, so that others may be behind it
  for (const RationaleEntry& entry : record.rationale) {
    if (entry.reason != Reason::kMayNotClear) continue;
    const auto found = unlisted.find(entry.issuer);
    if (found == unlisted.end()) continue;
    found->second += entry.count;
    folded |= entry.count > 1;
  }
  std::vector<UnlistedClearer> clearers;
  for (const auto& [issuer, count] : unlisted) {
    if (count != 0) clearers.push_back({record.tenant, issuer, count});
  }
  std::fputs(UnlistedText(clearers, options, folded && known > clearers.size()).c_str(), stderr);
}

}  // namespace vexlens::cli
