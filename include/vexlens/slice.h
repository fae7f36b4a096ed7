// Slice: evidence with its consensus, all of it or part by part.
#ifndef VEXLENS_SLICE_H_
#define VEXLENS_SLICE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "vexlens/basis.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"

namespace vexlens {

// Slice is a tenant's evidence about some vulnerabilities, with everything that their identifiers are tied to, and its
// consensus. For these vulnerabilities it answers as all of the evidence would. Immutable.
class Slice {
 public:
  virtual ~Slice() = default;
  virtual const Evidence& evidence() const = 0;
  virtual const Consensus& consensus() const = 0;
  virtual const Basis& basis() const = 0;
};

// WholeSlice is all evidence, of any number of tenants. Requires: nobody changes the evidence while the slice lives.
class WholeSlice final : public Slice {
 public:
  // Weighs and indexes the evidence.
  WholeSlice(std::shared_ptr<const Evidence> evidence, Basis basis);

  const Evidence& evidence() const override { return *evidence_; }
  const Consensus& consensus() const override { return consensus_; }
  const Basis& basis() const override { return basis_; }

 private:
  std::shared_ptr<const Evidence> evidence_;
  Basis basis_;
  Consensus consensus_;
};

// NameRange is a range of names in byte order, including both ends. By default it has every name.
struct NameRange {
  std::string first;
  std::optional<std::string> last;

  bool Holds(std::string_view name) const { return first <= name && (!last.has_value() || name <= *last); }
};

// KeyRun is consecutive keys of a consensus: first <= i < end.
struct KeyRun {
  std::size_t first = 0;
  std::size_t end = 0;
};

// Returns the keys of a tenant whose advisory keys are in the range.
KeyRun KeysOf(const Consensus& consensus, std::string_view tenant, const NameRange& names);

// SlicePart is a slice and the range of its own advisory keys. It may have others, which these are tied to.
struct SlicePart {
  std::shared_ptr<const Slice> slice;
  NameRange names;
};

// Slices returns the parts of a whole, in byte order of names; each advisory key is in one of them. Not for concurrent
// use.
class Slices {
 public:
  virtual ~Slices() = default;

  // Returns the next part; nothing once there is none.
  virtual absl::StatusOr<std::optional<SlicePart>> Next() = 0;
};

// Returns a slice as the only part, with all its advisory keys.
std::unique_ptr<Slices> OneSlice(std::shared_ptr<const Slice> slice);

}  // namespace vexlens

#endif  // VEXLENS_SLICE_H_
