// Tampering: changes of what a store keeps, drawn at random.
#ifndef VEXLENS_TESTS_TIMELINE_TAMPERING_H_
#define VEXLENS_TESTS_TIMELINE_TAMPERING_H_

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/timeline.h"

namespace vexlens::testing {

inline constexpr int kTamperedEvents = 400;  // one node is kept

// Returns a timeline over a store, with a clock that stands still.
std::unique_ptr<Timeline> TimelineOver(std::unique_ptr<TimelineEventStore> store);

// Returns one event of the tenant "acme".
std::string TamperedEvent(int i, std::string_view type = "t");

// Fills a timeline in commits of 1 to 40 events, e0, e1 and so on, and returns its last checkpoint.
Checkpoint FillForTampering(Timeline& timeline, std::string_view type_of_first = "t");

// StoredTable is a table of a store.
struct StoredTable {
  std::string_view name;
  std::string_view key;  // orders its rows
  std::vector<std::string_view> numbers;
  std::vector<std::string_view> texts;
  std::vector<std::string_view> digests;
  std::string_view copy;                  // the columns of a row that is like another one; "" for none
  std::string_view place;                 // the column that says where its row stands; "" for none
  std::int64_t first = 0;                 // of the first row
  std::vector<std::string_view> times{};  // that are no numbers
};

// Dialect is how SQL is spelled.
struct Dialect {
  std::string_view digest_before;  // of 64 hex digits
  std::string_view digest_after;
  std::string_view code_point;  // the function from a character to its number
  std::string_view character;   // and back
};

// Tampering draws one change of one row, or of two.
class Tampering {
 public:
  // `tables` must outlive it.
  Tampering(const std::vector<StoredTable>& tables, const Dialect& dialect, std::uint64_t seed)
      : tables_(tables), dialect_(dialect), random_(seed) {}

  // Returns a script, "" for a change that is none.
  std::string Draw();

 private:
  std::string_view OneOf(const std::vector<std::string_view>& names) { return names[random_() % names.size()]; }
  std::string Change(const StoredTable& table);
  std::string Swap(const StoredTable& table);

  const std::vector<StoredTable>& tables_;
  const Dialect dialect_;
  std::mt19937_64 random_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_TIMELINE_TAMPERING_H_
