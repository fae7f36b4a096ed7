// Sets of versions, to which native ranges are reduced.
#ifndef VEXLENS_LIB_IDENTITY_NATIVE_VERSION_SET_H_
#define VEXLENS_LIB_IDENTITY_NATIVE_VERSION_SET_H_

#include <optional>
#include <string>
#include <vector>

#include "lib/identity/versions/constraint.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens::identity {

// VersionSet is a union of intervals of versions. Requires: the order is total on all versions that are added.
class VersionSet {
 public:
  explicit VersionSet(VersionOrder order) : order_(order) {}

  // Adds the versions that meet all of `constraints`; every version if there are none.
  void Add(const Constraints& constraints);

  // Returns the set as constraints in canonical order, without any for every version; nothing for the empty set. The
  // set is empty afterwards.
  std::optional<Constraints> TakeConstraints();

 private:
  struct Bound {
    std::string version;
    bool included = false;
    bool infinite = true;
  };
  struct Interval {
    Bound low, high;
  };

  bool LowerStarts(const Bound& a, const Bound& b) const;
  bool UpperEnds(const Bound& a, const Bound& b) const;
  bool IsEmpty(const Interval& interval) const;
  bool Touch(const Bound& high, const Bound& low) const;
  void AddWithout(Interval interval, Constraints exclusions);

  VersionOrder order_;
  std::vector<Interval> intervals_;
};

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_NATIVE_VERSION_SET_H_
