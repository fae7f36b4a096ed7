#include "lib/workspace/change.h"

#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/workspace/alias.h"
#include "lib/workspace/binary.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::workspace {
namespace {

// Returns the vulnerabilities that the documents' statements are about.
absl::StatusOr<std::vector<RowId>> SpokenOf(View& view, std::span<const RowId> documents) {
  std::vector<RowId> spoken;
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::string> lists, view.SpokenOf(documents));
  for (const std::string& list : lists) {
    BinaryReader reader(list);
    while (reader.ok() && !reader.done()) spoken.push_back(static_cast<RowId>(reader.Number()));
    if (!reader.ok())
      return absl::DataLossError("a document's list of vulnerabilities is damaged: rebuild the workspace");
  }
  return spoken;
}

// Adds vulnerabilities to `set`, with all that statements about them also name: such a statement is heard in the class
// of each, and may replace one that names others.
absl::Status AddWithNames(View& view, std::span<const RowId> vulnerabilities, Change::RowSet& set) {
  const Change::RowSet distinct(vulnerabilities.begin(), vulnerabilities.end());
  if (distinct.empty()) return absl::OkStatus();
  set.insert(distinct.begin(), distinct.end());
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<AliasRow> aliases,
                           view.AliasesOf(std::vector(distinct.begin(), distinct.end())));
  for (const AliasRow& alias : aliases) {
    if ((alias.says & kNames) != 0) set.insert(alias.other);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Change::AddDocuments(Snapshot& snapshot, std::span<const RowId> added) {
  VEXLENS_RETURN_IF_ERROR(snapshot.Remember(added, std::nullopt));
  std::vector<RowId> touched;
  const auto touch = [&](RowId document) {
    if (documents.insert(document).second) touched.push_back(document);
  };
  for (const RowId row : added) {
    VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const found, snapshot.Document(row, std::nullopt));
    if (found == nullptr) continue;
    for (const RowId edition : found->editions) touch(edition);
    touch(row);
  }
  if (touched.empty()) return absl::OkStatus();
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> spoken, SpokenOf(snapshot.view(), touched));
  VEXLENS_RETURN_IF_ERROR(AddWithNames(snapshot.view(), spoken, vulnerabilities));
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> linking, snapshot.view().LinkedBy(touched));
  return AddWithNames(snapshot.view(), linking, whole);
}

absl::Status Change::AddReheard(Snapshot& snapshot, std::span<const RowId> reheard) {
  if (reheard.empty()) return absl::OkStatus();
  VEXLENS_RETURN_IF_ERROR(AddDocuments(snapshot, reheard));
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<RowId> spoken, SpokenOf(snapshot.view(), reheard));
  return AddWithNames(snapshot.view(), spoken, whole);
}

}  // namespace vexlens::workspace
