// StatementTable: statements in 24 bytes each. What many have in common is kept once.
#ifndef VEXLENS_SUPPORT_STATEMENT_TABLE_H_
#define VEXLENS_SUPPORT_STATEMENT_TABLE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

#include "vexlens/instant.h"
#include "vexlens/support/large_vector.h"
#include "vexlens/support/statement.h"
#include "vexlens/support/text_pool.h"
#include "vexlens/support/value_pool.h"

namespace vexlens {

// Occasion is where and when a statement is made. A document has few: its statements share their instants, and their
// locations differ only in numbers.
struct Occasion {
  std::uint32_t document = 0;
  TextId pattern = 0;  // Location::pattern
  Instant updated_at;
  Instant issued_at;

  friend bool operator==(const Occasion&, const Occasion&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Occasion& of) {
    return H::combine(std::move(h), of.document, of.pattern, of.updated_at.micros, of.issued_at.micros);
  }
};

// Issue is what a statement calls its vulnerability.
struct Issue {
  TextId vulnerability = 0;
  std::uint32_t aliases = 0;

  friend bool operator==(const Issue&, const Issue&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Issue& of) {
    return H::combine(std::move(h), of.vulnerability, of.aliases);
  }
};

// Claim is what a statement says of its product, and why.
struct Claim {
  TextId relationship = 0;
  TextId justification = 0;
  TextId justification_raw = 0;
  TextId impact = 0;
  TextId action = 0;
  std::uint32_t through = 0;  // list of Evidence::Through
  VexStatus status = VexStatus::kAffected;

  friend bool operator==(const Claim&, const Claim&) = default;
  template <typename H>
  friend H AbslHashValue(H h, const Claim& of) {
    return H::combine(std::move(h), of.relationship, of.justification, of.justification_raw, of.impact, of.action,
                      of.through, of.status);
  }
};

// StatementTable is an append-only list of statements. Reading single members is cheaper than a whole Statement.
// Compatible: const members may run concurrently; others need exclusive access.
class StatementTable {
 public:
  std::size_t size() const { return rows_.size(); }
  void Add(const Statement& statement);
  Statement At(std::size_t i) const;

  std::uint32_t occasion_id(std::size_t i) const { return rows_[i].occasion; }
  std::uint32_t issue_id(std::size_t i) const { return rows_[i].issue; }
  std::uint32_t claim_id(std::size_t i) const { return rows_[i].claim; }
  const Occasion& occasion(std::size_t i) const { return occasions_[rows_[i].occasion]; }
  const Issue& issue(std::size_t i) const { return issues_[rows_[i].issue]; }
  const Claim& claim(std::size_t i) const { return claims_[rows_[i].claim]; }
  SubjectId product(std::size_t i) const { return rows_[i].product; }
  SubjectId component(std::size_t i) const { return rows_[i].component; }
  Location location(std::size_t i) const { return {occasion(i).pattern, Unpack(rows_[i].steps)}; }

  // Return all occasions, issues and claims, by id.
  std::span<const Occasion> occasions() const { return occasions_.values(); }
  std::span<const Issue> issues() const { return issues_.values(); }
  std::span<const Claim> claims() const { return claims_.values(); }

  // Prefetches a statement that will be read soon.
  void Foresee(std::size_t i) const { __builtin_prefetch(&rows_[i]); }

  void SetSubjects(std::size_t i, SubjectId product, SubjectId component) {
    rows_[i].product = product;
    rows_[i].component = component;
  }

 private:
  friend class Evidence;  // Merge translates rows

  // Row is a statement as ids.
  struct Row {
    std::uint32_t occasion;
    std::uint32_t issue;
    std::uint32_t claim;
    SubjectId product;
    SubjectId component;
    std::uint32_t steps;  // Location::steps, packed
  };
  using Steps = std::array<std::uint32_t, 3>;

  std::uint32_t Pack(const Steps& steps);
  Steps Unpack(std::uint32_t packed) const;

  LargeVector<Row> rows_;
  ValuePool<Occasion> occasions_;
  ValuePool<Issue> issues_;
  ValuePool<Claim> claims_;
  std::vector<Steps> long_steps_;  // those that do not fit into a row
};

// Statements is a view of a StatementTable as a list of values.
class Statements {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Statement;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Statement;

    Iterator(const StatementTable& table, std::size_t at) : table_(&table), at_(at) {}
    Statement operator*() const { return table_->At(at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) { return {*table_, at_++}; }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

   private:
    const StatementTable* table_;
    std::size_t at_;
  };

  explicit Statements(const StatementTable& table) : table_(&table) {}

  std::size_t size() const { return table_->size(); }
  bool empty() const { return size() == 0; }
  Statement operator[](std::size_t i) const { return table_->At(i); }
  Iterator begin() const { return {*table_, 0}; }
  Iterator end() const { return {*table_, size()}; }

 private:
  const StatementTable* table_;
};

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_STATEMENT_TABLE_H_
