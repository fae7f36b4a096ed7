// Grouping: the statements that exist, by tenant and vulnerability.
#ifndef VEXLENS_LIB_CONSENSUS_GROUPING_H_
#define VEXLENS_LIB_CONSENSUS_GROUPING_H_

#include <cstdint>
#include <span>
#include <vector>

#include "lib/consensus/links.h"
#include "lib/consensus/runs.h"
#include "lib/consensus/weighing.h"
#include "vexlens/evidence.h"
#include "vexlens/support/large_vector.h"

namespace vexlens::consensus {

// Returns two ids as one value, ordered by `high`, then by `low`.
inline std::uint64_t Join(std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32 | low; }

// Said is a reading of a statement (Links), with what it is about and what it is worth.
struct Said {
  SubjectId product;
  SubjectId component;
  std::uint32_t reading;
  Worth worth;

  std::uint64_t scope() const { return Join(product, component); }
};

// Sorts by product and component, in the order of their ids.
void SortByScope(std::span<Said> said);

// Grouping holds the statements that exist in one array: those of a tenant and vulnerability side by side, each such
// group sorted by scope. A vulnerability is what a statement itself calls it; alias classes come later.
//
// An example, with the order of ids being that of the names:
//
//   statement   about                    in Grouping
//   #0          CVE-1  web               all()     | #0 | #3 | #2 |         | #1 |
//   #1          CVE-2  web                          web  web  web and zlib    web
//   #2          CVE-1  web and zlib      groups()  CVE-1: [0, 3)            CVE-2: [3, 4)
//   #3          CVE-1  web
//   #4          CVE-1  web, of tomorrow: it does not exist yet, and is left out
class Grouping {
 public:
  // Group is what is said of one vulnerability, as a range [first, end) of all().
  struct Group {
    TextId tenant = 0;
    TextId vulnerability = 0;
    std::uint32_t first = 0;
    std::uint32_t end = 0;
  };

  Grouping(const Evidence& evidence, const Links& links, std::span<const Worth> worths);

  std::span<const Group> groups() const { return groups_; }
  std::span<const Said> all() const { return said_; }
  std::span<const Said> SaidIn(const Group& group) const { return all().subspan(group.first, group.end - group.first); }
  std::span<Said> SaidIn(const Group& group) { return std::span(said_).subspan(group.first, group.end - group.first); }

 private:
  std::vector<Group> groups_;
  LargeVector<Said> said_;
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_GROUPING_H_
