// Slices: the evidence about some vulnerabilities, out of the store and into memory.
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

// LoadedSlice is a slice that knows the rows that it came from.
class LoadedSlice : public Slice {
 public:
  struct Vulnerability {
    RowId id;
    TextId name;
    RowId advisory;     // as stored; 0: not known
    bool whole = true;  // all statements about it are there, and not only those that a change asks for
  };

  const Evidence& evidence() const override { return evidence_; }
  const Consensus& consensus() const override { return *consensus_; }
  const Basis& basis() const override { return basis_; }

  const std::vector<Vulnerability>& vulnerabilities() const { return vulnerabilities_; }

  // IdOf returns the row of a vulnerability's name; 0 if it is not in the slice.
  RowId IdOf(std::string_view vulnerability) const;

  // RowOf returns the row of a document of evidence().
  RowId RowOf(std::uint32_t document) const { return document_rows_[document]; }

 private:
  friend class SliceBuilder;
  explicit LoadedSlice(Basis basis) : basis_(std::move(basis)) {}

  Basis basis_;
  Evidence evidence_;
  std::vector<Vulnerability> vulnerabilities_;
  absl::flat_hash_map<TextId, RowId> id_of_name_;
  absl::flat_hash_map<RowId, TextId> name_of_id_;
  std::vector<RowId> document_rows_;  // by index in evidence_
  std::optional<Consensus> consensus_;
};

// SliceBuilder gathers vulnerabilities, each with all that its identifiers may be tied to: by statements of issuers
// whose word on aliases counts, whether or not these statements count. So a class is never cut. It takes all that is
// said about them, and of other vulnerabilities all that is said of those of which some statement names one of them:
// it is heard in their class, and another about the same vulnerability may replace it. Records of these others are not
// the slice's to give.
class SliceBuilder {
 public:
  // `tenant` is the basis' tenant's row. With a change the slice is for what that touches. What the workspace has in
  // one class as yet stays together too, so that the slice sees both what a class was and what it is; and of a class
  // that stays as it is, only those statements are taken that the touched keys hear.
  SliceBuilder(Snapshot& snapshot, RowId tenant, Basis basis, const Change* change = nullptr);

  // Add takes rows of vulnerabilities and everything tied to them.
  absl::Status Add(std::span<const RowId> vulnerabilities);

  std::size_t statements() const { return slice_->evidence_.statements().size(); }

  // Finish resolves BOM-Links and builds the consensus.
  absl::StatusOr<std::unique_ptr<LoadedSlice>> Finish();

 private:
  using Row = PackedRows::Row;

  // AddComponent takes one vulnerability with all that is tied to it, and lists in `rows` what is said of them.
  void AddComponent(RowId vulnerability, const Reachable& reachable, std::vector<Row>& rows);
  void AddVulnerability(const Reachable::Vulnerability& from);
  // Focus leaves those rows that touched keys hear, if the class cannot come out otherwise.
  void Focus(std::size_t first_vulnerability, const PackedRows& packed, std::vector<Row>& rows);
  absl::Status Remember(std::span<const Row> rows);
  absl::Status AddStatements(const Row& row, const Reachable& reachable);
  absl::Status AddEditions();
  absl::Status AddBomElements();
  // AddDocument returns the index of a row in the evidence; nothing for one that is not known.
  absl::StatusOr<std::optional<std::uint32_t>> AddDocument(RowId row);

  Snapshot& snapshot_;
  const RowId tenant_;
  const Change* change_;
  std::unique_ptr<LoadedSlice> slice_;
  absl::flat_hash_set<RowId> taken_;
  absl::flat_hash_set<std::pair<RowId, RowId>> added_;  // vulnerability and document of all rows in
  absl::flat_hash_map<RowId, std::optional<std::uint32_t>> index_of_document_;
  std::vector<RowId> editions_;  // of the documents that were taken
  TieJudge ties_;
};

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_SLICE_H_
