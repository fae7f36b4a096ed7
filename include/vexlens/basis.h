// Basis: the directory, policy and instants by which evidence is weighed.
#ifndef VEXLENS_BASIS_H_
#define VEXLENS_BASIS_H_

#include <memory>
#include <optional>
#include <string>

#include "vexlens/instant.h"
#include "vexlens/trust.h"

namespace vexlens {

// Basis is all that an answer depends on apart from the evidence: the same evidence and basis give the same bytes. The
// directory and the policy of an answer are never null, and live as long as it does.
struct Basis {
  std::string tenant;  // who asks; "" to answer for several tenants at once
  std::shared_ptr<const IssuerDirectory> directory;
  std::shared_ptr<const Policy> policy;
  Instant as_of;                    // what is dated later does not exist
  std::optional<Instant> known_at;  // what was recorded later is not known; absent: everything is known
};

}  // namespace vexlens

#endif  // VEXLENS_BASIS_H_
