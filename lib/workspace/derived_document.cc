#include "lib/workspace/derived_document.h"

#include <map>
#include <set>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/match.h"
#include "lib/workspace/alias.h"
#include "lib/workspace/binary.h"
#include "lib/workspace/outline.h"
#include "lib/workspace/statement_pack.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {
namespace {

// Deriving collects one document's rows.
class Deriving {
 public:
  Deriving(Turn& turn, const Evidence& evidence) : turn_(turn), evidence_(evidence) {}

  absl::StatusOr<DerivedDocument> Run(RowId tenant, RowId document) {
    out_.id = document;
    out_.tenant = tenant;
    VEXLENS_RETURN_IF_ERROR(AddFacts());
    for (std::uint32_t i = 0; i < evidence_.statements().size(); ++i) {
      about_[evidence_.statements()[i].vulnerability].push_back(i);
    }
    VEXLENS_RETURN_IF_ERROR(InternVulnerabilities());
    for (const auto& [name, statements] : about_) AddStatements(RowOf(name), statements);
    for (const auto& [pair, says] : aliases_) {
      out_.aliases.push_back({pair.first, pair.second, out_.facts.issuer, says});
    }
    for (const Evidence::BomElement& element : evidence_.bom_elements()) {
      out_.elements.push_back({std::string(evidence_.Text(element.link)), PackElement(evidence_, element), document});
    }
    return std::move(out_);
  }

 private:
  using Indexes = std::vector<std::uint32_t>;

  absl::Status AddFacts() {
    const Document& document = evidence_.documents()[0];
    KnownDocument known;
    known.format = document.format;
    known.updated_at = document.updated_at;
    known.latest_at = document.latest_at;
    known.issuer = evidence_.Text(document.issuer);
    known.name = evidence_.Text(document.id);
    known.version = evidence_.Text(document.version);
    VEXLENS_ASSIGN_OR_RETURN(const RowId issuer, turn_.Intern(NameKind::kIssuer, out_.tenant, known.issuer));
    out_.facts = {known.format, issuer, known.name, known.version, known.updated_at, known.latest_at, known.Checksum()};
    return absl::OkStatus();
  }

  // Ids ascend in the order of first mention: each vulnerability, then what statements about it also name.
  absl::Status InternVulnerabilities() {
    std::vector<TextId> names;
    const auto add = [&](TextId name) {
      if (row_of_.try_emplace(name, 0).second) names.push_back(name);
    };
    for (const auto& [name, statements] : about_) {
      add(name);
      for (const std::uint32_t i : statements) {
        for (const TextId alias : evidence_.Aliases(evidence_.statements()[i].aliases)) add(alias);
      }
    }
    std::vector<std::string_view> texts;
    for (const TextId name : names) texts.push_back(evidence_.Text(name));
    VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> rows, turn_.Intern(NameKind::kVulnerability, out_.tenant, texts));
    for (std::size_t i = 0; i < names.size(); ++i) row_of_[names[i]] = rows[i];
    return absl::OkStatus();
  }

  void AddStatements(RowId vulnerability, const Indexes& statements) {
    AppendNumber(static_cast<std::uint64_t>(vulnerability), out_.vulnerabilities);
    out_.statements.push_back(
        {vulnerability, WriteOutline(evidence_, statements), PackStatements(evidence_, statements)});
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const Statement& statement = evidence_.statements()[statements[i]];
      const bool repeats = i > 0 && evidence_.statements()[statements[i - 1]].aliases == statement.aliases;
      if (!repeats) AddAliases(vulnerability, statement);
      AddLink(vulnerability, statement);
    }
  }

  // Adds the names under which a statement is heard, and what it ties: nothing if it names two CVEs.
  void AddAliases(RowId vulnerability, const Statement& statement) {
    const auto aliases = evidence_.Aliases(statement.aliases);
    std::size_t cves = IsCve(evidence_.Text(statement.vulnerability)) ? 1 : 0;
    for (const TextId alias : aliases) cves += alias != statement.vulnerability && IsCve(evidence_.Text(alias)) ? 1 : 0;
    for (const TextId alias : aliases) {
      if (alias == statement.vulnerability) continue;
      const RowId other = RowOf(alias);
      const std::int64_t tie = cves > 1 || IsVendorAdvisory(evidence_.Text(alias)) ? 0 : kTies;
      aliases_[{vulnerability, other}] |= tie | kNames;
      aliases_[{other, vulnerability}] |= tie | kNamed;
    }
  }

  void AddLink(RowId vulnerability, const Statement& statement) {
    const std::string_view product = evidence_.Text(evidence_.subjects()[statement.product].identifier);
    if (statement.component != 0 || !absl::StartsWith(product, "cdx:")) return;
    if (links_.emplace(product, vulnerability).second) out_.links.push_back({std::string(product), vulnerability});
  }

  RowId RowOf(TextId name) const { return row_of_.at(name); }

  Turn& turn_;
  const Evidence& evidence_;
  DerivedDocument out_;
  std::map<TextId, Indexes> about_;
  absl::flat_hash_map<TextId, RowId> row_of_;
  std::map<std::pair<RowId, RowId>, std::int64_t> aliases_;
  std::set<std::pair<std::string_view, RowId>> links_;
};

}  // namespace

absl::StatusOr<DerivedDocument> Derive(Turn& turn, RowId tenant, RowId document, const Evidence& evidence) {
  return Deriving(turn, evidence).Run(tenant, document);
}

}  // namespace vexlens::workspace
