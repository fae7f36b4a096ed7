#include "lib/store/change.h"

#include <vector>

#include "lib/store/binary.h"

namespace vexlens::store {

absl::Status Change::AddDocument(Connection& connection, std::int64_t document) {
  const absl::StatusOr<const KnownDocument*> found = connection.Document(document, std::nullopt);
  if (!found.ok()) return found.status();
  if (*found == nullptr) return absl::OkStatus();
  std::vector<std::int64_t> rows = (*found)->editions;
  rows.push_back(document);
  for (const std::int64_t row : rows) {
    if (!documents.insert(row).second) continue;
    Rows speaks = connection.database().Select("SELECT vulnerabilities FROM document WHERE id = ?", row);
    if (!speaks.Next()) return speaks.status();
    BinaryReader reader(speaks.Bytes(0));
    while (reader.ok() && !reader.done()) vulnerabilities.insert(static_cast<std::int64_t>(reader.Number()));
    if (!reader.ok())
      return absl::DataLossError("a document's list of vulnerabilities is damaged: rebuild the workspace");
  }
  return absl::OkStatus();
}

}  // namespace vexlens::store
