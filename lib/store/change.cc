#include "lib/store/change.h"

#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/store/alias.h"
#include "lib/store/binary.h"
#include "vexlens/status_macros.h"

namespace vexlens::store {
namespace {

// SpokenOf are the vulnerabilities that a document's statements are about.
absl::StatusOr<std::vector<std::int64_t>> SpokenOf(Database& database, std::int64_t document) {
  std::vector<std::int64_t> spoken;
  Rows row = database.Select("SELECT vulnerabilities FROM document WHERE id = ?", document);
  if (!row.Next()) {
    if (!row.status().ok()) return row.status();
    return spoken;
  }
  BinaryReader reader(row.Bytes(0));
  while (reader.ok() && !reader.done()) spoken.push_back(static_cast<std::int64_t>(reader.Number()));
  if (reader.ok()) return spoken;
  return absl::DataLossError("a document's list of vulnerabilities is damaged: rebuild the workspace");
}

}  // namespace

absl::Status Change::Names::Add(Database& database, std::span<const std::int64_t> vulnerabilities, RowSet& set) {
  for (const std::int64_t vulnerability : vulnerabilities) {
    if (!looked_up_.insert(vulnerability).second) continue;
    set.insert(vulnerability);
    Rows names = database.Select("SELECT other FROM alias WHERE one = ? AND says & ?", vulnerability, kNames);
    while (names.Next()) set.insert(names.Int(0));
    if (!names.status().ok()) return names.status();
  }
  return absl::OkStatus();
}

absl::Status Change::AddOne(Connection& connection, std::int64_t document) {
  if (!documents.insert(document).second) return absl::OkStatus();
  Database& database = connection.database();
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::int64_t> spoken, SpokenOf(database, document));
  VEXLENS_RETURN_IF_ERROR(names_of_spoken_.Add(database, spoken, vulnerabilities));
  std::vector<std::int64_t> linking;
  Rows users = database.Select(
      "SELECT DISTINCT u.vulnerability FROM bom_element b JOIN link_user u ON u.tenant = b.tenant AND u.link = b.link"
      " WHERE b.document = ?",
      document);
  while (users.Next()) linking.push_back(users.Int(0));
  if (!users.status().ok()) return users.status();
  return names_of_whole_.Add(database, linking, whole);
}

absl::Status Change::AddDocument(Connection& connection, std::int64_t document) {
  VEXLENS_ASSIGN_OR_RETURN(const KnownDocument* const found, connection.Document(document, std::nullopt));
  if (found == nullptr) return absl::OkStatus();
  const std::vector<std::int64_t> editions = found->editions;
  for (const std::int64_t edition : editions) {
    VEXLENS_RETURN_IF_ERROR(AddOne(connection, edition));
  }
  return AddOne(connection, document);
}

absl::Status Change::AddReheard(Connection& connection, std::int64_t document) {
  VEXLENS_RETURN_IF_ERROR(AddDocument(connection, document));
  VEXLENS_ASSIGN_OR_RETURN(const std::vector<std::int64_t> spoken, SpokenOf(connection.database(), document));
  return names_of_whole_.Add(connection.database(), spoken, whole);
}

}  // namespace vexlens::store
