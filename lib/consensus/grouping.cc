#include "lib/consensus/grouping.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace vexlens::consensus {
namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

// Numbers numbers each (tenant, vulnerability) in order of arrival.
class Numbers {
 public:
  explicit Numbers(const Evidence& evidence) : evidence_(evidence), lately_(evidence.table().issues().size()) {}

  std::uint32_t Of(std::uint32_t statement, std::vector<Grouping::Group>& groups) {
    const StatementTable& table = evidence_.table();
    const TextId tenant = evidence_.documents()[table.occasion(statement).document].tenant;
    Lately& lately = lately_[table.issue_id(statement)];
    if (lately.number != kNone && lately.tenant == tenant) return lately.number;
    const TextId vulnerability = table.issue(statement).vulnerability;
    const auto next = static_cast<std::uint32_t>(groups.size());
    const auto [place, added] = numbers_.try_emplace(Join(tenant, vulnerability), next);
    if (added) groups.push_back({tenant, vulnerability});
    lately = {tenant, place->second};
    return lately.number;
  }

 private:
  // Lately is a one-entry cache of an issue's number. Tenants rarely alternate.
  struct Lately {
    TextId tenant = 0;
    std::uint32_t number = kNone;
  };

  const Evidence& evidence_;
  std::vector<Lately> lately_;
  absl::flat_hash_map<std::uint64_t, std::uint32_t> numbers_;
};

}  // namespace

void SortByScope(std::span<Said> said) {
  std::sort(said.begin(), said.end(), [](const Said& a, const Said& b) { return a.scope() < b.scope(); });
}

Grouping::Grouping(const Evidence& evidence, const Links& links, std::span<const Worth> worths) {
  Numbers numbers(evidence);
  LargeVector<std::uint32_t> number_of(worths.size(), kNone);
  for (std::uint32_t i = 0; i < worths.size(); ++i) {
    if (!worths[i].exists()) continue;
    number_of[i] = numbers.Of(i, groups_);
    ++groups_[number_of[i]].end;
  }
  std::uint32_t next = 0;
  for (Group& group : groups_) {
    group.first = next;
    next += std::exchange(group.end, next);
  }
  said_.resize(next);
  for (std::uint32_t i = 0; i < number_of.size(); ++i) {
    if (number_of[i] == kNone) continue;
    const About about = links.Of(i);
    said_[groups_[number_of[i]].end++] = {about.product, about.component, i, worths[i]};
  }
  for (const Group& group : groups_) SortByScope(SaidIn(group));
}

}  // namespace vexlens::consensus
