// Slices: the evidence about some vulnerabilities, loaded from the store.
#ifndef VEXLENS_LIB_WORKSPACE_SLICE_H_
#define VEXLENS_LIB_WORKSPACE_SLICE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/workspace/change.h"
#include "lib/workspace/reachable.h"
#include "lib/workspace/snapshot.h"
#include "vexlens/workspace.h"

namespace vexlens::workspace {

// BuiltSlice is a slice that knows the rows that it came from.
class BuiltSlice : public Slice {
 public:
  struct Vulnerability {
    RowId id;
    TextId name;
    RowId advisory;     // as stored; 0: not known
    bool whole = true;  // false: only those statements are loaded that the keys hear that a change touches
  };

  const Evidence& evidence() const override { return evidence_; }
  const Consensus& consensus() const override { return *consensus_; }
  const Basis& basis() const override { return basis_; }

  const std::vector<Vulnerability>& vulnerabilities() const { return vulnerabilities_; }

  // Returns the row of a vulnerability by its name; 0 if it is not in the slice.
  RowId IdOf(std::string_view vulnerability) const;

  // Returns the row of a document of evidence(). Requires: document < evidence().documents().size().
  RowId RowOf(std::uint32_t document) const { return document_rows_[document]; }

 private:
  friend class SliceBuilder;
  explicit BuiltSlice(Basis basis) : basis_(std::move(basis)) {}

  Basis basis_;
  Evidence evidence_;
  std::vector<Vulnerability> vulnerabilities_;
  absl::flat_hash_map<TextId, RowId> id_of_name_;
  absl::flat_hash_map<RowId, TextId> name_of_id_;
  std::vector<RowId> document_rows_;  // by index in evidence_
  std::optional<Consensus> consensus_;
};

// SliceBuilder gathers vulnerabilities, each with all that its identifiers may be tied to, by statements of issuers
// whose word on aliases counts, whether or not the statements do: so a class is never cut. It loads all that is said
// about them, and about any other vulnerability of which some statement names one of them: such a statement is heard in
// their class, and another about the same vulnerability may replace it. Records of those others are not to be taken
// from the slice.
class SliceBuilder {
 public:
  // `tenant` is the row of the basis's tenant. With a change, the slice is for the keys that it touches. What is in one
  // class in the store then stays together, so that the slice has both what a class was and what it is; and of a class
  // that stays as it is, only statements are loaded that touched keys hear.
  SliceBuilder(Snapshot& snapshot, RowId tenant, Basis basis, const Change* change = nullptr);

  // Adds vulnerabilities, and everything tied to them.
  absl::Status Add(std::span<const RowId> vulnerabilities);

  std::size_t statements() const { return slice_->evidence_.statements().size(); }

  // Resolves BOM-Links, judges signatures and builds the consensus. Call it once, at the end.
  absl::StatusOr<std::unique_ptr<BuiltSlice>> Finish();

 private:
  using Row = PackedRows::Row;

  // Adds one vulnerability with all that is tied to it, and appends what is said of them to `rows`.
  void AddComponent(RowId vulnerability, const Reachable& reachable, std::vector<Row>& rows);
  void AddVulnerability(const Reachable::Vulnerability& from);
  // Keeps only the rows that touched keys hear, if the class cannot change.
  void Focus(std::size_t first_vulnerability, const PackedRows& packed, std::vector<Row>& rows);
  absl::Status Remember(std::span<const Row> rows);
  absl::Status AddStatements(const Row& row, const Reachable& reachable);
  absl::Status AddEditions();
  absl::Status AddBomElements();
  // Returns the index of a document in the evidence; nothing for one that is not known.
  absl::StatusOr<std::optional<std::uint32_t>> AddDocument(RowId row);

  Snapshot& snapshot_;
  const RowId tenant_;
  const Change* change_;
  std::unique_ptr<BuiltSlice> slice_;
  absl::flat_hash_set<RowId> taken_;
  absl::flat_hash_set<std::pair<RowId, RowId>> added_;  // (vulnerability, document) of the rows in it
  absl::flat_hash_map<RowId, std::optional<std::uint32_t>> index_of_document_;
  std::vector<RowId> editions_;  // of the documents that were taken
  TieJudge ties_;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_SLICE_H_
