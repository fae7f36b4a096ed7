#include "lib/trust/words.h"

#include <array>

namespace vexlens {

namespace {

constexpr std::array<std::string_view, kTierCount> kTiers = {"untrusted", "unknown", "known", "trusted",
                                                             "authoritative"};
constexpr std::array<std::string_view, 5> kModes = {"weighted_vote", "highest_weight", "authoritative_first", "lattice",
                                                    "most_recent"};

template <typename Enum, std::size_t N>
std::optional<Enum> Find(const std::array<std::string_view, N>& names, std::string_view name) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

}  // namespace

std::string_view TierName(Tier tier) { return kTiers[static_cast<std::size_t>(tier)]; }
std::string_view ModeName(Mode mode) { return kModes[static_cast<std::size_t>(mode)]; }

std::optional<Tier> trust::ParseTierName(std::string_view name) { return Find<Tier>(kTiers, name); }
std::optional<Mode> trust::ParseModeName(std::string_view name) { return Find<Mode>(kModes, name); }

}  // namespace vexlens
