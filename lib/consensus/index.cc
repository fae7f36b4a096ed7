#include "lib/consensus/index.h"

#include <algorithm>
#include <tuple>

#include "lib/consensus/index_builder.h"
#include "lib/consensus/supersession.h"

namespace vexlens {

using consensus::About;
using consensus::Advisory;
using consensus::AliasClasses;
using consensus::Grouping;
using consensus::SpeakerId;
using consensus::SupersedeStatements;
using consensus::Worth;

Consensus::Index::Index(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, Instant as_of,
                        std::span<const KnownClass> known)
    : evidence_(evidence),
      policy_(policy),
      as_of_(as_of),
      policy_digest_(policy.Digest()),
      speakers_(evidence, directory, policy, as_of),
      links_(evidence, speakers_),
      scopes_(evidence, speakers_, links_),
      weighing_(evidence, speakers_, links_, policy, as_of),
      ids_(evidence),
      wild_cpe_(evidence.texts().Find(kWildCpe)) {
  LargeVector<Worth> worths = weighing_.Worths();
  Grouping grouping(evidence, links_, worths);
  SupersedeStatements(evidence, speakers_, links_, weighing_, worths, grouping);
  aliases_ = AliasClasses(evidence, speakers_, worths, policy, known);
  Builder(grouping, worths, *this).Build();
  for (const auto& [tenant, id] : aliases_.ambiguous()) {
    ambiguous_.push_back({evidence.Text(tenant), evidence.Text(id)});
  }
  CountUnlistedClearers(worths);
}

void Consensus::Index::CountUnlistedClearers(std::span<const Worth> worths) {
  absl::flat_hash_map<std::uint64_t, std::size_t> counts;  // by tenant and author
  const auto key = [](TextId tenant, SpeakerId speaker) { return std::uint64_t{tenant} << 32 | speaker; };
  for (std::uint32_t i = 0; i < worths.size(); ++i) {
    if (!worths[i].exists() || worths[i].refusal() != Reason::kMayNotClear || !worths[i].crowd()) continue;
    const std::uint32_t document = evidence_.table().occasion(i).document;
    const SpeakerId speaker = speakers_.of_document(document).speaker;
    if (speakers_.claimed(speaker) == nullptr) ++counts[key(evidence_.documents()[document].tenant, speaker)];
  }
  for (const auto& [of, statements] : counts) {
    unlisted_clearers_.push_back(
        {evidence_.Text(static_cast<TextId>(of >> 32)), speakers_.name(static_cast<SpeakerId>(of)), statements});
  }
  std::sort(unlisted_clearers_.begin(), unlisted_clearers_.end(),
            [](const UnlistedClearer& a, const UnlistedClearer& b) {
              return std::tie(a.tenant, b.statements, a.issuer) < std::tie(b.tenant, a.statements, b.issuer);
            });
}

Consensus::Index::Key Consensus::Index::KeyAt(std::size_t i) const {
  const std::uint32_t pair = keys_[i] & kPair;
  const About about = links_.Of(pairs_[pair].reading);
  return {about.product, about.component, pair};
}

const Advisory& Consensus::Index::AdvisoryOfKey(std::size_t i) const {
  std::uint32_t number = advisory_of_block_[i / kBlock];
  while (number + 1 < advisories_.size() && advisories_[number + 1].first_key <= i) ++number;
  return advisories_[number];
}

void Consensus::Index::Foresee(std::size_t i) const {
  constexpr std::size_t kAhead = 8;
  if (i + 3 * kAhead >= keys_.size()) return;
  __builtin_prefetch(&pairs_[keys_[i + 3 * kAhead] & kPair]);
  const std::uint32_t far = keys_[i + 2 * kAhead];
  evidence_.table().Foresee(links_.StatementOf(pairs_[far & kPair].reading));
  if ((keys_[i + kAhead] & kReachesOut) == 0) return;
  const Key near = KeyAt(i + kAhead);
  __builtin_prefetch(&evidence_.subjects()[near.product]);
  __builtin_prefetch(&evidence_.subjects()[near.component]);
}

}  // namespace vexlens
