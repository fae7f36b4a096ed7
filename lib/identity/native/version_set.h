// Sets of versions, as native ranges describe them.
#ifndef VEXLENS_LIB_IDENTITY_NATIVE_VERSION_SET_H_
#define VEXLENS_LIB_IDENTITY_NATIVE_VERSION_SET_H_

#include <optional>
#include <string>
#include <vector>

#include "lib/identity/versions/constraint.h"
#include "lib/identity/versions/version_order.h"

namespace vexlens {

// VersionSet is a union of what hold all of several constraints. All versions must have their place in the order.
class VersionSet {
 public:
  explicit VersionSet(VersionOrder order) : order_(order) {}

  // Add adds the versions that meet all of `constraints`; without any, every version.
  void Add(const Constraints& constraints);

  // TakeConstraints is the set as constraints in canonical order, none for every version, and nullopt for the empty
  // set. The set is empty afterwards.
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

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_NATIVE_VERSION_SET_H_
