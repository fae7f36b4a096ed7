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
#include "vexlens/large_vector.h"

namespace vexlens {

// Join makes one ordered value of two ids.
inline std::uint64_t Join(std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32 | low; }

// Said is a reading of a statement with what it is about, and what it is worth.
struct Said {
  SubjectId product;
  SubjectId component;
  std::uint32_t reading;
  Worth worth;

  std::uint64_t scope() const { return Join(product, component); }
};

// SortByScope puts what is said of one product and component side by side.
void SortByScope(std::span<Said> said);

// Grouping holds the groups one after the other, each sorted by scope.
class Grouping {
 public:
  struct Group {
    TextId tenant = 0;
    TextId vulnerability = 0;  // in the statements' own words
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

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_GROUPING_H_
