// Slices: the evidence about some vulnerabilities, out of the database and into memory.
#ifndef VEXLENS_LIB_STORE_SLICE_H_
#define VEXLENS_LIB_STORE_SLICE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/store/change.h"
#include "lib/store/connection.h"
#include "lib/store/outline.h"
#include "vexlens/workspace.h"

namespace vexlens::store {

// World is a basis with the row of its tenant.
struct World : Basis {
  std::int64_t tenant_id = 0;  // 0: nobody has said anything to this tenant
};

// WorldOf resolves a point in time.
absl::StatusOr<World> WorldOf(Connection& connection, std::string_view tenant, const PointInTime& when);

// LoadedSlice is a slice that knows the rows that it came from.
class LoadedSlice : public Slice {
 public:
  struct Vulnerability {
    std::int64_t id;
    TextId name;
    std::int64_t advisory;  // as stored; 0: not known
    bool whole = true;      // all statements about it are there, and not only those that a change asks for
  };

  const Evidence& evidence() const override { return evidence_; }
  const Consensus& consensus() const override { return *consensus_; }
  const Basis& basis() const override { return world_; }

  const std::vector<Vulnerability>& vulnerabilities() const { return vulnerabilities_; }

  // IdOf is the row of a vulnerability's name; 0 if it is not in the slice.
  std::int64_t IdOf(std::string_view vulnerability) const;

  // RowOf is the row of a document of evidence().
  std::int64_t RowOf(std::uint32_t document) const { return document_rows_[document]; }

 private:
  friend class SliceBuilder;
  explicit LoadedSlice(World world) : world_(std::move(world)) {}

  World world_;
  Evidence evidence_;
  std::vector<Vulnerability> vulnerabilities_;
  absl::flat_hash_map<TextId, std::int64_t> id_of_name_;
  absl::flat_hash_map<std::int64_t, TextId> name_of_id_;
  std::vector<std::int64_t> document_rows_;  // by index in evidence_
  std::optional<Consensus> consensus_;
};

// SliceBuilder gathers vulnerabilities, each with all that its identifiers may be tied to: by statements of issuers
// whose word on aliases counts, whether or not these statements count. So a class is never cut. It takes all that is
// said about them, and of other vulnerabilities all that is said of those of which some statement names one of them:
// it is heard in their class, and another about the same vulnerability may replace it. Records of these others are not
// the slice's to give.
class SliceBuilder {
 public:
  // With a change the slice is for what that touches. What the workspace has in one class as yet stays together too,
  // so that the slice sees both what a class was and what it is; and of a class that stays as it is, only those
  // statements are taken that the touched keys hear.
  SliceBuilder(Connection& connection, World world, const Change* change = nullptr);

  // Add takes a row of `vulnerability` and everything tied to it.
  absl::Status Add(std::int64_t vulnerability);

  bool Has(std::int64_t vulnerability) const { return taken_.contains(vulnerability); }
  std::size_t statements() const { return slice_->evidence_.statements().size(); }

  // Finish resolves BOM-Links and builds the consensus.
  absl::StatusOr<std::unique_ptr<LoadedSlice>> Finish();

 private:
  // Row is one row of `statements`, its outline and pack in bytes_.
  struct Row {
    std::int64_t vulnerability;
    TextId name;  // of the vulnerability
    std::int64_t document;
    std::size_t outline;
    std::size_t pack;
    std::size_t end;
  };

  absl::Status AddVulnerability(std::int64_t vulnerability, std::vector<std::int64_t>& tied);
  absl::Status AddClass(std::int64_t advisory, std::vector<std::int64_t>& tied);
  absl::Status AddTied(std::int64_t vulnerability, std::int64_t advisory, std::vector<std::int64_t>& tied);
  // AddHeard reads what is said about others and names one of those vulnerabilities, by its index and the later ones.
  absl::Status AddHeard(std::size_t first_vulnerability);
  absl::StatusOr<TextId> NameOf(std::int64_t vulnerability);
  absl::Status ReadRows(std::int64_t vulnerability, TextId name);
  // Focus leaves those rows that touched keys hear, if the class cannot come out otherwise.
  void Focus(std::size_t first_vulnerability);
  absl::Status AddStatements(const Row& row);
  absl::Status AddEditions();
  absl::Status AddBomElements();
  // AddDocument is the index of a row in the evidence; nothing for one that is not known.
  absl::StatusOr<std::optional<std::uint32_t>> AddDocument(std::int64_t row);
  absl::StatusOr<bool> MayTie(std::int64_t issuer);
  Outline OutlineOf(const Row& row) const {
    return Outline(std::string_view(bytes_).substr(row.outline, row.pack - row.outline));
  }

  Connection& connection_;
  const Change* change_;
  std::unique_ptr<LoadedSlice> slice_;
  absl::flat_hash_set<std::int64_t> taken_;
  std::vector<Row> rows_;                                             // of what Add is about
  absl::flat_hash_set<std::int64_t> read_;                            // vulnerabilities whose rows are among them
  absl::flat_hash_set<std::pair<std::int64_t, std::int64_t>> added_;  // vulnerability and document of all rows in
  std::string bytes_;
  absl::flat_hash_map<std::int64_t, std::optional<std::uint32_t>> index_of_document_;
  std::vector<std::int64_t> editions_;  // of the documents that were taken
  absl::flat_hash_map<std::int64_t, bool> may_tie_;
};

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_SLICE_H_
