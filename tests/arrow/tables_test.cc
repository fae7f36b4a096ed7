// Tables say what the consensus and the evidence say.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "lib/json/canonical.h"
#include "tests/arrow/read_stream.h"
#include "tests/support/generated_evidence.h"
#include "tests/support/slice_of.h"
#include "vexlens/arrow.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

using testing::Cell;
using testing::ReadTable;
using testing::Row;

constexpr std::string_view kTenants[] = {"default", "acme"};

std::string Number(Millionths value) { return absl::StrFormat("%.17g", static_cast<double>(value) / 1e6); }

Cell Optional(std::string_view text) { return text.empty() ? Cell() : Cell(std::string(text)); }

Cell Micros(Instant instant) { return instant.dated() ? Cell(absl::StrCat(instant.micros)) : Cell(); }

std::string List(const std::vector<std::string>& texts) { return absl::StrCat("[", absl::StrJoin(texts, ","), "]"); }

Row KeyCells(const KeyTexts& key) {
  return {std::string(key.tenant), std::string(key.vulnerability), std::string(key.product),
          std::string(key.component)};
}

// World is generated evidence of that many tenants.
struct World {
  explicit World(std::size_t tenants)
      : options{.seed = 11, .statements = 5'000, .issuers = 20, .tenants = tenants},
        slice(testing::SliceOf(testing::GenerateEvidence(options),
                               IssuerDirectory::Parse(testing::GenerateDirectory(options)).value(),
                               Policy::Parse(R"({"minimumQuorum":2,"requireSignatureFor":["fixed"]})").value(),
                               testing::GeneratedAsOf())) {}

  ReadTable Read(Table table, std::string_view tenant) const {
    ArrowArrayStream stream;
    StreamTable(table, std::string(tenant), OneSlice(slice), nullptr, &stream);
    return testing::ReadStream(&stream);
  }

  testing::GeneratorOptions options;
  std::shared_ptr<const Slice> slice;
  const Evidence& evidence = slice->evidence();
  const Consensus& consensus = slice->consensus();
};

TEST(RecordsTest, AreTheDecisions) {
  const World world(2);
  std::size_t at = 0;
  for (const std::string_view tenant : {kTenants[1], kTenants[0]}) {
    const ReadTable table = world.Read(Table::kRecords, tenant);
    ASSERT_FALSE(table.rows.empty());
    for (const Row& row : table.rows) {
      const Decision decision = world.consensus.Decide(at);
      Row expected = KeyCells(world.consensus.KeyOf(at));
      expected.insert(
          expected.end(),
          {std::string(StateName(decision.state)), std::string(StatusName(decision.status)), Optional(decision.reason),
           decision.winner ? Cell(std::string(StatusName(*decision.winner))) : Cell(), Number(decision.agreement),
           Number(decision.strength), Number(decision.confidence), absl::StrCat(decision.quorum)});
      for (const Millionths weight : decision.weights) expected.push_back(Number(weight));
      expected.push_back(absl::StrCat(kRules));
      EXPECT_EQ(row, expected);
      ++at;
    }
  }
  EXPECT_EQ(at, world.consensus.size());
}

TEST(RecordsTest, NameTheirColumns) {
  const ReadTable table = World(1).Read(Table::kRecords, "nobody");
  EXPECT_TRUE(table.rows.empty());
  EXPECT_EQ(absl::StrJoin(table.names, " "),
            "tenant vulnerability product component state status reason winner agreement strength confidence issuers "
            "weight_affected weight_under_investigation weight_not_affected weight_fixed rules");
  EXPECT_EQ(absl::StrJoin(table.formats, " "), "u u u u u u u u g g g I g g g g I");
  for (std::size_t i = 0; i < table.names.size(); ++i) {
    EXPECT_EQ(table.nullable[i], table.names[i] == "reason" || table.names[i] == "winner") << table.names[i];
  }
}

TEST(ConflictsTest, AreThoseOfTheRecords) {
  const World world(2);
  for (const std::string_view tenant : kTenants) {
    std::vector<Row> expected;
    for (std::size_t i = 0; i < world.consensus.size(); ++i) {
      const KeyTexts key = world.consensus.KeyOf(i);
      if (key.tenant != tenant) continue;
      for (const Conflict& conflict : world.consensus.Explain(i).conflicts) {
        std::vector<std::string> statuses;
        for (const VexStatus status : conflict.statuses) statuses.emplace_back(StatusName(status));
        std::vector<std::string> statements;
        for (const Digest& statement : conflict.statements) statements.push_back(DigestText(statement));
        const std::vector<std::string> issuers(conflict.issuers.begin(), conflict.issuers.end());
        Row& row = expected.emplace_back(KeyCells(key));
        row.insert(row.end(),
                   {DigestText(conflict.id), std::string(conflict.reason), absl::StrCat(conflict.level), List(statuses),
                    List(issuers), List(statements), Number(conflict.trust_delta), Micros(conflict.since)});
      }
    }
    const ReadTable table = world.Read(Table::kConflicts, tenant);
    EXPECT_GT(expected.size(), 20U);
    EXPECT_EQ(table.rows, expected);
    EXPECT_EQ(absl::StrJoin(table.names, " "),
              "tenant vulnerability product component conflict_id reason level statuses issuers statements trust_delta "
              "since");
  }
}

TEST(RationaleTest, IsThatOfTheRecords) {
  const World world(2);
  for (const std::string_view tenant : kTenants) {
    std::vector<Row> expected;
    for (std::size_t i = 0; i < world.consensus.size(); ++i) {
      const KeyTexts key = world.consensus.KeyOf(i);
      if (key.tenant != tenant) continue;
      for (const RationaleEntry& entry : world.consensus.Explain(i).rationale) {
        Row& row = expected.emplace_back(KeyCells(key));
        row.insert(row.end(),
                   {DigestText(entry.statement_id), std::string(entry.issuer), std::string(TierName(entry.tier)),
                    std::string(StatusName(entry.status)), absl::StrCat(entry.level), Number(entry.weight)});
        for (const FactorStep& factor : entry.factors) row.push_back(Number(factor.value));
        row.insert(row.end(), {entry.accepted ? "true" : "false", Optional(ReasonName(entry.reason)),
                               absl::StrCat(entry.count), Optional(entry.justification)});
      }
    }
    const ReadTable table = world.Read(Table::kRationale, tenant);
    EXPECT_EQ(table.rows, expected);
    const Record first = world.consensus.Explain(0);
    for (const FactorStep& factor : first.rationale[0].factors) table.Column(absl::StrCat("factor_", factor.name));
  }
}

// Statement is a row as the normal form writes it.
std::string Statement(const ReadTable& table, std::size_t row) {
  std::string identifiers[2] = {*table.At(row, "product"), *table.At(row, "component")};
  std::string& narrower = identifiers[identifiers[1].empty() ? 0 : 1];
  std::string range;
  if (const std::size_t space = narrower.rfind(" vers:"); space != std::string::npos) {
    range = narrower.substr(space + 1);
    narrower.resize(space);
  }
  std::string out = "{";
  const auto add = [&](std::string_view name, const Cell& text) {
    absl::StrAppend(&out, out == "{" ? "\"" : ",\"", name, "\":");
    json::AppendString(text.value_or(""), out);
  };
  const auto time = [&](std::string_view column) {
    const Cell& micros = table.At(row, column);
    return FormatInstant(micros.has_value() ? Instant{std::stoll(*micros)} : Instant());
  };
  add("action", table.At(row, "action"));
  std::string aliases = *table.At(row, "aliases");
  if (aliases.size() > 2) {
    aliases =
        absl::StrCat("[\"", absl::StrJoin(absl::StrSplit(aliases.substr(1, aliases.size() - 2), ','), "\",\""), "\"]");
  }
  absl::StrAppend(&out, ",\"aliases\":", aliases);
  add("component", identifiers[1]);
  add("documentDigest", table.At(row, "document_digest"));
  add("documentId", table.At(row, "document_id"));
  add("documentVersion", table.At(row, "document_version"));
  add("format", table.At(row, "format"));
  add("impact", table.At(row, "impact"));
  add("issuedAt", time("issued_at"));
  add("issuer", table.At(row, "issuer"));
  add("justification", table.At(row, "justification"));
  add("justificationRaw", table.At(row, "justification_raw"));
  add("location", table.At(row, "location"));
  add("product", identifiers[0]);
  add("relationship", table.At(row, "relationship"));
  add("statementId", table.At(row, "statement_id"));
  add("status", table.At(row, "status"));
  add("tenant", table.At(row, "tenant"));
  add("updatedAt", time("updated_at"));
  add("versionRange", range);
  add("vulnerability", table.At(row, "vulnerability"));
  return out + "}";
}

TEST(StatementsTest, AreTheNormalForm) {
  const World world(2);
  std::vector<std::pair<std::string, std::string>> by_id;  // tenant and statementId, the statement
  for (const std::string_view tenant : kTenants) {
    const ReadTable table = world.Read(Table::kStatements, tenant);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      by_id.emplace_back(absl::StrCat(tenant, " ", *table.At(i, "statement_id")), Statement(table, i));
    }
  }
  std::sort(by_id.begin(), by_id.end());
  std::string statements;
  for (const auto& [id, statement] : by_id) absl::StrAppend(&statements, statements.empty() ? "" : ",", statement);
  std::string evidence;
  WriteEvidence(world.evidence, evidence);
  EXPECT_EQ(statements + "]}", evidence.substr(evidence.find(R"("statements":[)") + 14));
}

TEST(StatementsTest, TellWhatEnclosesAComponent) {
  Evidence evidence;
  Document document;
  document.tenant = evidence.texts().Intern("default");
  vexlens::Statement statement;
  statement.document = evidence.AddDocument(document).first;
  statement.vulnerability = evidence.texts().Intern("CVE-2024-0001");
  statement.product = evidence.InternIdentifier("pkg:generic/appliance@1").value();
  statement.component = evidence.InternIdentifier("pkg:generic/library@3").value();
  const SubjectId between[] = {evidence.InternIdentifier("pkg:generic/shelf@1").value(),
                               evidence.InternIdentifier("pkg:generic/server@2").value()};
  statement.through = evidence.InternThrough(between);
  evidence.AddStatement(statement);
  statement.through = 0;
  statement.status = VexStatus::kUnderInvestigation;
  evidence.AddStatement(statement);
  const auto slice = testing::SliceOf(std::move(evidence), IssuerDirectory::Starter(), {}, testing::GeneratedAsOf());
  ArrowArrayStream stream;
  StreamTable(Table::kStatements, "default", OneSlice(slice), nullptr, &stream);
  const ReadTable table = testing::ReadStream(&stream);
  std::map<std::string, std::string> through;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    through[*table.At(row, "status")] = *table.At(row, "through");
  }
  EXPECT_EQ(through["affected"], "[pkg:generic/shelf@1,pkg:generic/server@2]");
  EXPECT_EQ(through["under_investigation"], "[]");
}

TEST(StatementsTest, TellWhatTheirDocumentsAndTheConsensusSay) {
  const World world(1);
  const ReadTable table = world.Read(Table::kStatements, kTenants[0]);
  std::map<std::string, std::uint32_t> by_id;
  for (std::uint32_t i = 0; i < world.evidence.statements().size(); ++i) {
    by_id[DigestText(StatementId(world.evidence, world.evidence.statements()[i]))] = i;
  }
  ASSERT_EQ(table.rows.size(), by_id.size());
  std::pair<std::string, std::string> before;
  std::set<std::string> signatures;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::uint32_t i = by_id.at(*table.At(row, "statement_id"));
    const Document& document = world.evidence.documents()[world.evidence.table().occasion(i).document];
    EXPECT_EQ(table.At(row, "issuer_id"), world.consensus.IssuerOf(i));
    EXPECT_EQ(table.At(row, "advisory"), world.consensus.AdvisoryKeyOf(i));
    EXPECT_EQ(table.At(row, "signature"), SignatureStateName(document.signature));
    EXPECT_EQ(table.At(row, "withdrawn"), document.withdrawn ? "true" : "false");
    signatures.insert(*table.At(row, "signature"));
    std::pair<std::string, std::string> here = {*table.At(row, "advisory"), *table.At(row, "statement_id")};
    EXPECT_LT(before, here);
    before = std::move(here);
  }
  EXPECT_EQ(signatures.size(), 4U);
}

}  // namespace
}  // namespace vexlens
