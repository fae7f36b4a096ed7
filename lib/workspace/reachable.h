// Reachable: some vulnerabilities with all that they are tied to, read level by level, in few calls of the store.
//
// An example. An arrow is "statements about it name"; ==> where the issuer's word on aliases counts, --> where not:
//
//   OSV-b ==> GHSA-a ==> CVE-1 <-- X-9
//
//                      calls of the store             tied            named by
//   level 0   CVE-1    Vulnerabilities, AliasesOf     GHSA-a          GHSA-a, X-9
//   level 1   GHSA-a   Vulnerabilities, AliasesOf     CVE-1, OSV-b    OSV-b
//   level 2   OSV-b    Vulnerabilities, AliasesOf     GHSA-a          -
//   then      X-9      Vulnerabilities                                its statements may be heard by CVE-1
//             all 4    AppendStatements
//
// Each call has all vulnerabilities of its level: there are more calls only for more levels. With `classes` a level
// where any row ties also calls MembersOf, and ties all members that its classes have in the store.
#ifndef VEXLENS_LIB_WORKSPACE_REACHABLE_H_
#define VEXLENS_LIB_WORKSPACE_REACHABLE_H_

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/workspace/snapshot.h"

namespace vexlens::workspace {

// TieJudge decides whose statements may put vulnerabilities into one class.
class TieJudge {
 public:
  TieJudge(Snapshot& snapshot, const Basis& basis) : snapshot_(snapshot), basis_(basis) {}

  // Reports whether an issuer's word on aliases may count, by the tier that is listed: outside its authority, or
  // unverified, the tier is lower, never higher.
  absl::StatusOr<bool> MayTie(RowId issuer);

 private:
  Snapshot& snapshot_;
  const Basis& basis_;
  absl::flat_hash_map<RowId, bool> known_;
};

// Reachable is the vulnerabilities asked for, those tied to them, and what is said about them and about those that name
// one of them.
class Reachable {
 public:
  struct Vulnerability {
    VulnerabilityRow row;
    std::vector<RowId> tied;    // may be in one class with it
    std::vector<RowId> naming;  // statements about these name it
    RowId of_class = 0;         // not 0: the members of that class are tied, too
  };

  // With `classes`, the members that a class has in the store are tied, too.
  Reachable(Snapshot& snapshot, TieJudge& ties, bool classes) : snapshot_(snapshot), ties_(ties), classes_(classes) {}

  // Loads vulnerabilities. Call it once. Errors: DATA_LOSS names the vulnerability whose statements are damaged.
  absl::Status Load(std::span<const RowId> vulnerabilities);

  // Requires: the vulnerability was asked for, or is tied to one that was.
  const Vulnerability& Of(RowId vulnerability) const { return vulnerabilities_.at(vulnerability); }

  // Returns the members of a class. Requires: Vulnerability::of_class.
  std::span<const RowId> MembersOf(RowId of_class) const { return members_.at(of_class); }

  // Returns a vulnerability's name. Requires: it was loaded, or names one that was.
  const std::string& NameOf(RowId vulnerability) const { return names_.at(vulnerability); }

  const PackedRows& packed() const { return packed_; }
  std::span<const PackedRows::Row> RowsOf(RowId vulnerability) const;

 private:
  // Reads one level, and returns the next: what is tied to it and not read yet.
  absl::StatusOr<std::vector<RowId>> LoadLevel(std::span<const RowId> level);
  absl::StatusOr<std::vector<RowId>> Tie(std::span<const RowId> level);
  // Ties each of `level` with the members of its class, and returns those. Requires: each has a row that ties; without
  // one, a vulnerability was never in a class with others.
  absl::StatusOr<std::vector<RowId>> TieClasses(std::span<const RowId> level);
  absl::Status LoadStatements(std::span<const RowId> vulnerabilities);
  absl::Status AppendStatements(std::span<const RowId> vulnerabilities);

  Snapshot& snapshot_;
  TieJudge& ties_;
  const bool classes_;
  absl::flat_hash_map<RowId, Vulnerability> vulnerabilities_;
  absl::flat_hash_map<RowId, std::vector<RowId>> members_;  // of classes, once each
  absl::flat_hash_map<RowId, std::string> names_;
  PackedRows packed_;
  absl::flat_hash_map<RowId, std::pair<std::size_t, std::size_t>> rows_of_;  // first and end
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_REACHABLE_H_
