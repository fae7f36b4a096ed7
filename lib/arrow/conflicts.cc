// The table of conflicts.
#include <utility>

#include "lib/arrow/digest_text.h"
#include "lib/arrow/explained_source.h"

namespace vexlens::arrow {
namespace {

class ConflictSource final : public ExplainedSource<Conflict, &Record::conflicts> {
 public:
  using ExplainedSource::ExplainedSource;

 protected:
  std::vector<NamedColumn> PartColumns() override {
    return {{"conflict_id", &id_},          {"reason", &reason_},   {"level", &level_},
            {"statuses", &statuses_},       {"issuers", &issuers_}, {"statements", &statements_},
            {"trust_delta", &trust_delta_}, {"since", &since_}};
  }

  void Append(const Conflict& conflict) override {
    id_.Append(WrittenDigest(conflict.id));
    reason_.Append(conflict.reason);
    level_.Append(conflict.level);
    for (const VexStatus status : conflict.statuses) statuses_.Add(StatusName(status));
    statuses_.EndRow();
    for (const std::string_view issuer : conflict.issuers) issuers_.Add(issuer);
    issuers_.EndRow();
    for (const Digest& statement : conflict.statements) statements_.Add(WrittenDigest(statement));
    statements_.EndRow();
    trust_delta_.Append(Fraction(conflict.trust_delta));
    since_.Append(conflict.since);
  }

 private:
  TextColumn id_{batch()};
  TextColumn reason_{batch()};
  NumberColumn<std::int32_t> level_;
  TextListColumn statuses_{batch()};
  TextListColumn issuers_{batch()};
  TextListColumn statements_{batch()};
  NumberColumn<double> trust_delta_;
  InstantColumn since_;
};

}  // namespace

std::unique_ptr<Source> MakeConflictSource(std::string tenant, std::unique_ptr<Slices> slices) {
  return std::make_unique<ConflictSource>(std::move(tenant), std::move(slices));
}

}  // namespace vexlens::arrow
