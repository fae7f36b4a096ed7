// Basis: by what evidence is weighed, and how much of it is known.
#ifndef VEXLENS_BASIS_H_
#define VEXLENS_BASIS_H_

#include <memory>
#include <optional>
#include <string>

#include "vexlens/instant.h"
#include "vexlens/trust.h"

namespace vexlens {

// Basis is all that an answer depends on beside the evidence: the same evidence and basis give the same bytes. The
// directory and the policy of an answer are never null, and live as long as it does.
struct Basis {
  std::string tenant;  // who asks; "" where evidence of several tenants is answered for at once
  std::shared_ptr<const IssuerDirectory> directory;
  std::shared_ptr<const Policy> policy;
  Instant as_of;                    // what is dated after it does not exist
  std::optional<Instant> known_at;  // what was recorded after it is not known; absent: everything is known
};

}  // namespace vexlens

#endif  // VEXLENS_BASIS_H_
