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

// Slice is one tenant's evidence about some vulnerabilities, with everything that their identifiers are tied to, and
// its consensus: for these vulnerabilities it answers as the whole evidence would. Immutable.
class Slice {
 public:
  virtual ~Slice() = default;
  virtual const Evidence& evidence() const = 0;
  virtual const Consensus& consensus() const = 0;
  virtual const Basis& basis() const = 0;
};

// WholeSlice is all evidence there is, of any number of tenants; nobody may change that while the slice lives.
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

// NameRange is a stretch of names in byte order, both ends in it. As it begins, it holds every name.
struct NameRange {
  std::string first;
  std::optional<std::string> last;

  bool Holds(std::string_view name) const { return first <= name && (!last.has_value() || name <= *last); }
};

// KeyRun are the keys of a consensus from `first` to before `end`.
struct KeyRun {
  std::size_t first = 0;
  std::size_t end = 0;
};

// KeysOf are the keys of a tenant whose advisory keys the range holds.
KeyRun KeysOf(const Consensus& consensus, std::string_view tenant, const NameRange& names);

// SlicePart is a slice, and which advisory keys of it are its own: others are there because they are tied to these.
struct SlicePart {
  std::shared_ptr<const Slice> slice;
  NameRange names;
};

// Slices gives parts one after another, in byte order of names, each advisory key in one of them. Not for concurrent
// use.
class Slices {
 public:
  virtual ~Slices() = default;

  // Next is the part behind the last one; nothing, again and again, when there is none.
  virtual absl::StatusOr<std::optional<SlicePart>> Next() = 0;
};

// OneSlice gives a single part, in which all advisory keys are its own.
std::unique_ptr<Slices> OneSlice(std::shared_ptr<const Slice> slice);

}  // namespace vexlens

#endif  // VEXLENS_SLICE_H_
