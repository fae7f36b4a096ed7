#include "vexlens/consensus.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "lib/consensus/explain.h"
#include "lib/consensus/index.h"
#include "lib/consensus/record_writer.h"

namespace vexlens {
namespace {

// QueryKey is the canonical key text of a query's product or component, taken apart.
struct QueryKey {
  std::string text;
  SubjectId id = 0;  // 0: no statement names it

  Subject Parsed() const {
    const std::string_view all = text;
    const std::size_t space = all.rfind(" vers:");
    return ParseSubject(all.substr(0, space), space == all.npos ? "" : all.substr(space + 1));
  }
};

// ParseQueryKey takes a text that a statement names as it stands, were it malformed; any other must be well-formed.
absl::StatusOr<QueryKey> ParseQueryKey(std::string_view text, const Evidence& evidence) {
  absl::StatusOr<std::string> canonical = CanonicalKey(text);
  const std::optional<SubjectId> id = evidence.FindSubject(canonical.ok() ? std::string_view(*canonical) : text);
  if (!canonical.ok() && !id.has_value()) return canonical.status();
  return QueryKey{canonical.ok() ? *std::move(canonical) : std::string(text), id.value_or(0)};
}

// Memory is what this thread counts in, from key to key.
TallyMemory& Memory() {
  thread_local TallyMemory memory;
  return memory;
}

template <typename Index>
void Fill(const Index& index, const Advisory& advisory, Tally& tally, Record& record) {
  record.tenant = index.evidence().Text(advisory.tenant);
  record.advisory_key = index.evidence().Text(advisory.key);
  record.decision = tally.Count();
  FillRecord(tally, index.evidence(), index.speakers(), index.weighing(), index.ids(), record);
}

}  // namespace

Consensus::Consensus(std::unique_ptr<Index> index) : index_(std::move(index)) {}
Consensus::Consensus(Consensus&&) noexcept = default;
Consensus& Consensus::operator=(Consensus&&) noexcept = default;
Consensus::~Consensus() = default;

Consensus Consensus::Build(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy,
                           Instant as_of) {
  return Consensus(std::make_unique<Index>(evidence, directory, policy, as_of));
}

std::size_t Consensus::size() const { return index_->keys().size(); }

const std::vector<AmbiguousAlias>& Consensus::ambiguous_aliases() const { return index_->ambiguous(); }

const std::vector<RepeatedEdition>& Consensus::repeated_editions() const { return index_->speakers().repeated(); }

Decision Consensus::Decide(std::size_t i) const {
  index_->Foresee(i);
  const Index::Key& key = index_->keys()[i];
  Tally tally = index_->NewTally(Memory());
  index_->Gather(index_->advisory(key), index_->SubjectsOf(key), tally, key.run);
  return tally.Count();
}

Record Consensus::Explain(std::size_t i) const {
  Record record;
  ExplainInto(i, record);
  return record;
}

void Consensus::ExplainInto(std::size_t i, Record& record) const {
  index_->Foresee(i);
  const Index::Key& key = index_->keys()[i];
  const Evidence& evidence = index_->evidence();
  Tally tally = index_->NewTally(Memory());
  index_->Gather(index_->advisory(key), index_->SubjectsOf(key), tally, key.run);
  record.artifact_key = evidence.KeyText(key.product);
  record.component_key = evidence.KeyText(key.component);
  record.rationale.clear();
  record.conflicts.clear();
  record.derived_from.clear();
  Fill(*index_, index_->advisory(key), tally, record);
}

void Consensus::AppendRecord(std::size_t i, std::string& out) const {
  thread_local Record record;  // its vectors serve every key
  ExplainInto(i, record);
  Append(record, out);
}

void Consensus::Append(const Record& record, std::string& out) const {
  AppendRecordJson(record, {index_->evidence(), index_->as_of(), index_->policy().mode, index_->policy_digest()}, out);
}

std::string_view Consensus::AdvisoryKey(std::string_view tenant, std::string_view vulnerability) const {
  const Advisory* advisory = index_->FindAdvisory(tenant, vulnerability);
  return advisory == nullptr ? vulnerability : index_->evidence().Text(advisory->key);
}

absl::StatusOr<Record> Consensus::Query(std::string_view tenant, std::string_view vulnerability,
                                        std::string_view product, std::string_view component) const {
  const Advisory* advisory = index_->FindAdvisory(tenant, CanonicalVulnerability(vulnerability));
  if (advisory == nullptr) return absl::NotFoundError(absl::StrCat("no statement is about ", vulnerability));
  const Evidence& evidence = index_->evidence();
  const absl::StatusOr<QueryKey> product_key = ParseQueryKey(product, evidence);
  if (!product_key.ok()) return product_key.status();
  absl::StatusOr<QueryKey> component_key = QueryKey{};
  if (!component.empty()) component_key = ParseQueryKey(component, evidence);
  if (!component_key.ok()) return component_key.status();
  const KeySubjects subjects{KeySubject(product_key->Parsed(), product_key->id),
                             KeySubject(component_key->Parsed(), component_key->id)};
  Tally tally = index_->NewTally(Memory());
  index_->Gather(*advisory, subjects, tally);
  if (tally.candidates().empty()) {
    return absl::NotFoundError(absl::StrCat("no statement about ", vulnerability, " speaks about ", product,
                                            component.empty() ? "" : " with ", component));
  }
  Record record;
  record.artifact_key = product_key->text;
  record.component_key = component_key->text;
  Fill(*index_, *advisory, tally, record);
  return record;
}

}  // namespace vexlens
