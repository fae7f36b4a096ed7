#include "vexlens/slice.h"

#include <tuple>
#include <utility>

namespace vexlens {
namespace {

class SingleSlice final : public Slices {
 public:
  explicit SingleSlice(std::shared_ptr<const Slice> slice) : slice_(std::move(slice)) {}

  absl::StatusOr<std::optional<SlicePart>> Next() override {
    if (slice_ == nullptr) return std::nullopt;
    return SlicePart{std::exchange(slice_, nullptr), {}};
  }

 private:
  std::shared_ptr<const Slice> slice_;
};

// Returns the first key of [first, end) for which `before` is false, `end` if there is none.
template <typename Before>
std::size_t PartitionPoint(std::size_t first, std::size_t end, Before before) {
  while (first < end) {
    const std::size_t middle = first + (end - first) / 2;
    if (before(middle)) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  return first;
}

}  // namespace

WholeSlice::WholeSlice(std::shared_ptr<const Evidence> evidence, Basis basis)
    : evidence_(std::move(evidence)), basis_(std::move(basis)), consensus_(Consensus::Build(*evidence_, basis_)) {}

KeyRun KeysOf(const Consensus& consensus, std::string_view tenant, const NameRange& names) {
  KeyRun keys;
  keys.first = PartitionPoint(0, consensus.size(), [&](std::size_t i) {
    const KeyTexts key = consensus.KeyOf(i);
    return std::tie(key.tenant, key.vulnerability) < std::tuple(tenant, std::string_view(names.first));
  });
  keys.end = PartitionPoint(keys.first, consensus.size(), [&](std::size_t i) {
    const KeyTexts key = consensus.KeyOf(i);
    return key.tenant == tenant && names.Holds(key.vulnerability);
  });
  return keys;
}

std::unique_ptr<Slices> OneSlice(std::shared_ptr<const Slice> slice) {
  return std::make_unique<SingleSlice>(std::move(slice));
}

}  // namespace vexlens
