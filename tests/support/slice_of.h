// SliceOf: evidence with everything that answers about it need.
#ifndef VEXLENS_TESTS_SUPPORT_SLICE_OF_H_
#define VEXLENS_TESTS_SUPPORT_SLICE_OF_H_

#include <memory>
#include <utility>

#include "vexlens/slice.h"

namespace vexlens::testing {

// Returns the evidence, of all its tenants, weighed and indexed.
inline std::shared_ptr<const Slice> SliceOf(Evidence evidence, const IssuerDirectory& directory, const Policy& policy,
                                            Instant as_of) {
  return std::make_shared<const WholeSlice>(
      std::make_shared<const Evidence>(std::move(evidence)),
      Basis{"", std::make_shared<const IssuerDirectory>(directory), std::make_shared<const Policy>(policy), as_of, {}});
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_SLICE_OF_H_
