// Change: what is no longer as it was.
#ifndef VEXLENS_LIB_STORE_CHANGE_H_
#define VEXLENS_LIB_STORE_CHANGE_H_

#include <cstdint>
#include <span>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "lib/store/connection.h"

namespace vexlens::store {

// Change says so for one tenant, by rows. It touches keys that hear a statement of a changed document, all keys of a
// class that a vulnerability joins or leaves, and all keys of `whole` vulnerabilities.
struct Change {
  using RowSet = absl::flat_hash_set<std::int64_t>;

  bool everything = false;
  RowSet documents;        // that came, or count otherwise now
  RowSet vulnerabilities;  // under which any of these may be heard: where to look
  RowSet whole;            // vulnerabilities whose keys may have gone

  static Change Everything() {
    Change change;
    change.everything = true;
    return change;
  }

  // Adds a row that is in the database already. Its other editions count otherwise, too, and what links to the
  // elements of either may be about something else now.
  absl::Status AddDocument(Connection& connection, std::int64_t document);

  // Adds a row whose statements may be heard by fewer keys than before: its signature or its issuer is another.
  absl::Status AddReheard(Connection& connection, std::int64_t document);

 private:
  // Names adds to a set vulnerabilities with all that statements about it name too: they are heard in the class of
  // each, and one of them replaces another whatever that names.
  class Names {
   public:
    absl::Status Add(Database& database, std::span<const std::int64_t> vulnerabilities, RowSet& set);

   private:
    RowSet looked_up_;
  };

  absl::Status AddOne(Connection& connection, std::int64_t document);

  Names names_of_spoken_;
  Names names_of_whole_;
};

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_CHANGE_H_
