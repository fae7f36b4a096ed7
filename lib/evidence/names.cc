// The words of the normal form.
#include <array>

#include "vexlens/evidence.h"

namespace vexlens {
namespace {

constexpr std::array<std::string_view, kStatusCount> kStatuses = {"affected", "under_investigation", "not_affected",
                                                                  "fixed"};
constexpr std::array<std::string_view, 4> kSignatureStates = {"failed", "missing", "unverifiable", "verified"};

template <typename Enum, std::size_t N>
std::optional<Enum> Find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view StatusName(VexStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }
std::string_view SignatureStateName(SignatureState state) { return kSignatureStates[static_cast<std::size_t>(state)]; }

std::optional<VexStatus> ParseStatusName(std::string_view name) { return Find<VexStatus>(kStatuses, name); }
std::optional<SignatureState> ParseSignatureStateName(std::string_view name) {
  return Find<SignatureState>(kSignatureStates, name);
}

}  // namespace vexlens
