#include "vexlens/consensus.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lib/consensus/index.h"
#include "lib/consensus/near_statements.h"
#include "lib/consensus/query_key.h"
#include "lib/consensus/record_writer.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {

using consensus::Advisory;
using consensus::AppendNearStatement;
using consensus::AppendRecordJson;
using consensus::Candidate;
using consensus::KeepNearest;
using consensus::KeySubjects;
using consensus::ParseQueryKey;
using consensus::QueryKey;
using consensus::Tally;
using consensus::TallyMemory;

namespace {

// Returns per-thread scratch, reused for every key.
TallyMemory& Memory() {
  thread_local TallyMemory memory;
  return memory;
}

}  // namespace

Consensus::Consensus(std::unique_ptr<Index> index) : index_(std::move(index)) {}
Consensus::Consensus(Consensus&&) noexcept = default;
Consensus& Consensus::operator=(Consensus&&) noexcept = default;
Consensus::~Consensus() = default;

Consensus Consensus::Build(const Evidence& evidence, const Basis& basis, std::span<const KnownClass> known) {
  return Consensus(std::make_unique<Index>(evidence, *basis.directory, *basis.policy, basis.as_of, known));
}

Consensus Consensus::Build(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy,
                           Instant as_of) {
  return Consensus(std::make_unique<Index>(evidence, directory, policy, as_of, std::span<const KnownClass>()));
}

std::size_t Consensus::size() const { return index_->key_count(); }

const std::vector<AmbiguousAlias>& Consensus::ambiguous_aliases() const { return index_->ambiguous(); }

const std::vector<UnlistedClearer>& Consensus::unlisted_clearers() const { return index_->unlisted_clearers(); }

const std::vector<AmbiguousLink>& Consensus::ambiguous_links() const { return index_->links().ambiguous(); }

const std::vector<RepeatedEdition>& Consensus::repeated_editions() const { return index_->speakers().repeated(); }

KeyTexts Consensus::KeyOf(std::size_t i) const {
  const Index::Key key = index_->KeyAt(i);
  const Advisory& advisory = index_->AdvisoryOfKey(i);
  const Evidence& evidence = index_->evidence();
  return {evidence.Text(advisory.tenant), evidence.Text(advisory.key), evidence.KeyText(key.product),
          evidence.KeyText(key.component)};
}

bool Consensus::Hears(std::size_t i, const std::vector<bool>& statements) const {
  Tally tally = index_->NewTally(Memory());
  index_->GatherKey(i, tally);
  return std::any_of(tally.candidates().begin(), tally.candidates().end(),
                     [&](const Candidate& candidate) { return statements[candidate.statement]; });
}

Decision Consensus::Decide(std::size_t i) const {
  index_->Foresee(i);
  Tally tally = index_->NewTally(Memory());
  index_->GatherKey(i, tally);
  return tally.Count();
}

Record Consensus::Explain(std::size_t i) const {
  Record record;
  ExplainInto(i, record);
  return record;
}

void Consensus::ExplainInto(std::size_t i, Record& record) const {
  index_->Foresee(i);
  const Index::Key key = index_->KeyAt(i);
  const Evidence& evidence = index_->evidence();
  Tally tally = index_->NewTally(Memory());
  index_->GatherKey(i, tally);
  record.artifact_key = evidence.KeyText(key.product);
  record.component_key = evidence.KeyText(key.component);
  record.rationale.clear();
  record.conflicts.clear();
  record.derived_from.clear();
  index_->Fill(index_->AdvisoryOfKey(i), tally, record);
}

void Consensus::AppendRecord(std::size_t i, std::string& out) const {
  thread_local Record record;  // its vectors are reused for every key
  ExplainInto(i, record);
  Append(record, out);
}

Digest Consensus::Append(const Record& record, std::string& out) const {
  return AppendRecordJson(record, {index_->evidence(), index_->as_of(), index_->policy().mode, index_->policy_digest()},
                          out);
}

std::string_view Consensus::AdvisoryKey(std::string_view tenant, std::string_view vulnerability) const {
  const Advisory* advisory = index_->FindAdvisory(tenant, vulnerability);
  return advisory == nullptr ? vulnerability : index_->evidence().Text(advisory->key);
}

void Consensus::AppendNearMisses(std::span<const NearStatement> misses, std::string& out) const {
  out += '[';
  for (const NearStatement& miss : misses) {
    if (&miss != &misses.front()) out += ',';
    AppendNearStatement(miss, index_->evidence(), index_->links().Of(miss.statement), index_->ids(),
                        IssuerOf(miss.statement), out);
  }
  out += ']';
}

std::string_view Consensus::AdvisoryKeyOf(std::uint32_t statement) const {
  const Evidence& evidence = index_->evidence();
  const Document& document = evidence.documents()[evidence.table().occasion(statement).document];
  return AdvisoryKey(evidence.Text(document.tenant), evidence.Text(evidence.table().issue(statement).vulnerability));
}

std::string_view Consensus::IssuerOf(std::uint32_t statement) const {
  return index_->speakers().name(index_->SpeakerOf(statement));
}

absl::StatusOr<Record> Consensus::Get(std::string_view tenant, std::string_view vulnerability, std::string_view product,
                                      std::string_view component) const {
  absl::StatusOr<Record> record = Record();
  VEXLENS_RETURN_IF_ERROR(GetInto(tenant, vulnerability, product, component, *record));
  return record;
}

absl::Status Consensus::GetInto(std::string_view tenant, std::string_view vulnerability, std::string_view product,
                                std::string_view component, Record& record) const {
  VEXLENS_ASSIGN_OR_RETURN(QueryKey key, ParseQueryKey(product, component, index_->evidence()));
  const Advisory* advisory = index_->FindAdvisory(tenant, CanonicalVulnerability(vulnerability));
  if (advisory == nullptr) return absl::NotFoundError(absl::StrCat("no statement is about ", vulnerability));
  Tally tally = index_->NewTally(Memory());
  index_->Gather(*advisory, key.Subjects(), tally);
  if (tally.candidates().empty()) {
    return absl::NotFoundError(absl::StrCat("no statement about ", vulnerability, " speaks about ", product,
                                            component.empty() ? "" : " with ", component));
  }
  record.artifact_key = std::move(key.product.text);
  record.component_key = std::move(key.component.text);
  index_->Fill(*advisory, tally, record);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<NearStatement>> Consensus::NearMisses(std::string_view tenant,
                                                                 std::string_view vulnerability,
                                                                 std::string_view product, std::string_view component,
                                                                 std::size_t limit) const {
  const Advisory* advisory = index_->FindAdvisory(tenant, CanonicalVulnerability(vulnerability));
  VEXLENS_ASSIGN_OR_RETURN(const QueryKey key, ParseQueryKey(product, component, index_->evidence()));
  std::vector<NearStatement> misses;
  if (advisory == nullptr) return misses;
  const KeySubjects subjects = key.Subjects();
  for (std::uint32_t pair = advisory->first_pair; pair < advisory->end_pair; ++pair) {
    const std::uint32_t statement = index_->pair(pair).reading;
    if (!index_->links().IsOwn(statement)) continue;
    std::optional<NearMiss> why = index_->scopes().WhyNot(statement, index_->pair(pair).worth().status(), subjects);
    if (why.has_value()) misses.push_back({statement, *std::move(why)});
  }
  KeepNearest(index_->ids(), limit, misses);
  return misses;
}

}  // namespace vexlens
