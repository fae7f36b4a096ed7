// Reachable: some vulnerabilities with all that they are tied to, read level by level, in few calls of the store.
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

// TieJudge says whose word may put vulnerabilities into one class.
class TieJudge {
 public:
  TieJudge(Snapshot& snapshot, const Basis& basis) : snapshot_(snapshot), basis_(basis) {}

  // MayTie reports whether an issuer's word on aliases may count. Its tier is at most the one that is listed: outside
  // its authority, or unverified, it is lower.
  absl::StatusOr<bool> MayTie(RowId issuer);

 private:
  Snapshot& snapshot_;
  const Basis& basis_;
  absl::flat_hash_map<RowId, bool> known_;
};

// Reachable holds vulnerabilities that were asked for, those tied to them, and what is said about them and about those
// that name one of them.
class Reachable {
 public:
  struct Vulnerability {
    VulnerabilityRow row;
    std::vector<RowId> tied;    // may be in one class with it
    std::vector<RowId> naming;  // statements about these name it
  };

  // With `classes`, what the workspace has in one class as yet is tied, too.
  Reachable(Snapshot& snapshot, TieJudge& ties, bool classes) : snapshot_(snapshot), ties_(ties), classes_(classes) {}

  absl::Status Load(std::span<const RowId> vulnerabilities);

  // Of returns one of those that were asked for, or that are tied to one.
  const Vulnerability& Of(RowId vulnerability) const { return vulnerabilities_.at(vulnerability); }

  // NameOf returns the name of any vulnerability about which RowsOf has rows.
  const std::string& NameOf(RowId vulnerability) const { return names_.at(vulnerability); }

  const PackedRows& packed() const { return packed_; }
  std::span<const PackedRows::Row> RowsOf(RowId vulnerability) const;

 private:
  // LoadLevel reads vulnerabilities, and returns those tied to them that are not read yet.
  absl::StatusOr<std::vector<RowId>> LoadLevel(std::span<const RowId> level);
  absl::StatusOr<std::vector<RowId>> Tie(std::span<const RowId> level);
  // TieClasses ties what is in the class of one that has ties: without any, nothing was ever in one class with it.
  absl::Status TieClasses(std::vector<RowId> level);
  absl::Status LoadStatements(std::span<const RowId> vulnerabilities);
  absl::Status AppendStatements(std::span<const RowId> vulnerabilities);

  Snapshot& snapshot_;
  TieJudge& ties_;
  const bool classes_;
  absl::flat_hash_map<RowId, Vulnerability> vulnerabilities_;
  absl::flat_hash_map<RowId, std::string> names_;
  PackedRows packed_;
  absl::flat_hash_map<RowId, std::pair<std::size_t, std::size_t>> rows_of_;  // first and end
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_REACHABLE_H_
