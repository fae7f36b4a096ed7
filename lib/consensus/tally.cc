#include "lib/consensus/tally.h"

#include <algorithm>
#include <functional>

namespace vexlens {
namespace {

std::size_t Slot(VexStatus status) { return static_cast<std::size_t>(status); }

Millionths Total(const Decision& decision) {
  Millionths total = 0;
  for (const Millionths weight : decision.weights) total += weight;
  return total;
}

// Heaviest is the status of the largest sum, the most cautious among equals.
VexStatus Heaviest(const Decision& decision) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < kStatusCount; ++i) {
    if (decision.weights[i] > decision.weights[best]) best = i;
  }
  return static_cast<VexStatus>(best);
}

}  // namespace

void Tally::Add(std::uint32_t statement, Worth worth, int level) {
  Candidate& candidate = candidates_.emplace_back();
  candidate.statement = statement;
  candidate.worth = worth;
  candidate.weight = MultiplyHalfEven(worth.weight(), policy_.scope[static_cast<std::size_t>(level - 1)]);
  candidate.level = static_cast<std::uint8_t>(level);
  candidate.status = worth.status();
  candidate.reason = worth.refusal();
  if (candidate.reason == Reason::kNone && candidate.weight == 0) candidate.reason = Reason::kNoWeight;
}

void Tally::Introduce() {
  if (introduced_) return;
  introduced_ = true;
  for (Candidate& candidate : candidates_) {
    const Occasion& occasion = evidence_.table().occasion(candidate.statement);
    const DocumentStanding& document = speakers_.of_document(occasion.document);
    candidate.verified = document.verified;
    candidate.speaker = document.speaker;
    candidate.updated_at = occasion.updated_at;
  }
}

Decision Tally::Count() {
  if (candidates_.size() > 1) {
    Introduce();
    ChooseVoices();
    ChooseCrowdVoices();
    ApplyMode();
  }
  Decision decision;
  Sum(decision);
  if (decision.winner.has_value()) ApplyStrength(decision);
  ApplyState(decision);
  ApplyOperators(decision);
  return decision;
}

bool Tally::SpeaksBefore(const Candidate& a, const Candidate& b) const {
  if (a.verified != b.verified) return a.verified;
  if (a.level != b.level) return a.level < b.level;
  if (a.updated_at != b.updated_at) return a.updated_at > b.updated_at;
  if (a.status != b.status) return a.status < b.status;
  return ids_.Of(a.statement) < ids_.Of(b.statement);
}

void Tally::ChooseVoices() {
  std::sort(candidates_.begin(), candidates_.end(), [&](const Candidate& a, const Candidate& b) {
    if (a.votes() != b.votes()) return a.votes();
    if (a.speaker != b.speaker) return a.speaker < b.speaker;
    return a.votes() && SpeaksBefore(a, b);
  });
  for (std::size_t i = 1; i < candidates_.size() && candidates_[i].votes(); ++i) {
    if (candidates_[i].speaker == candidates_[i - 1].speaker) candidates_[i].reason = Reason::kNotVoice;
  }
}

void Tally::ChooseCrowdVoices() {
  std::array<Candidate*, kStatusCount> heaviest{};
  for (Candidate& candidate : candidates_) {
    if (!candidate.votes() || !candidate.crowd()) continue;
    Candidate*& best = heaviest[Slot(candidate.status)];
    if (best == nullptr) {
      best = &candidate;
    } else if (candidate.weight > best->weight ||
               (candidate.weight == best->weight && ids_.Of(candidate.statement) < ids_.Of(best->statement))) {
      best->reason = Reason::kCrowd;
      best = &candidate;
    } else {
      candidate.reason = Reason::kCrowd;
    }
  }
}

void Tally::ApplyMode() {
  const auto keep_best = [&](auto value_of) {
    auto best = value_of(candidates_.front());
    bool any = false;
    for (const Candidate& candidate : candidates_) {
      if (candidate.votes() && (!any || value_of(candidate) > best)) {
        best = value_of(candidate);
        any = true;
      }
    }
    for (Candidate& candidate : candidates_) {
      if (candidate.votes() && value_of(candidate) != best) candidate.reason = Reason::kOutranked;
    }
  };
  switch (policy_.mode) {
    case Mode::kWeightedVote:
    case Mode::kLattice:
      return;
    case Mode::kHighestWeight:
      return keep_best([](const Candidate& candidate) { return candidate.weight; });
    case Mode::kAuthoritativeFirst:
      return keep_best([&](const Candidate& candidate) { return candidate.worth.tier(); });
    case Mode::kMostRecent:
      return keep_best([](const Candidate& candidate) { return candidate.updated_at; });
  }
}

void Tally::Sum(Decision& decision) const {
  bool any = false;
  for (const Candidate& candidate : candidates_) {
    if (!candidate.votes()) continue;
    decision.weights[Slot(candidate.status)] += candidate.weight;
    any = true;
  }
  if (!any) return;
  if (policy_.mode != Mode::kLattice) {
    decision.winner = Heaviest(decision);
    return;
  }
  for (std::size_t i = 0; i < kStatusCount && !decision.winner.has_value(); ++i) {
    const Millionths weight = decision.weights[i];
    if (weight > 0 && weight >= policy_.minimum_weight) decision.winner = static_cast<VexStatus>(i);
  }
}

void Tally::ApplyStrength(Decision& decision) {
  const Millionths sum = decision.weights[Slot(*decision.winner)];
  decision.agreement = DivideHalfEven(sum * kOne, Total(decision));
  winning_.clear();
  bool crowd = false;
  for (const Candidate& candidate : candidates_) {
    if (!candidate.votes() || candidate.status != *decision.winner) continue;
    winning_.push_back(candidate.weight);
    if (!candidate.crowd() || !crowd) ++decision.quorum;
    crowd |= candidate.crowd();
  }
  std::sort(winning_.begin(), winning_.end(), std::greater<>());
  Millionths doubt = kOne;
  for (const Millionths weight : winning_) doubt = MultiplyHalfEven(doubt, kOne - weight);
  decision.strength = kOne - doubt;
  decision.confidence = MultiplyHalfEven(decision.agreement, decision.strength);
}

void Tally::ApplyState(Decision& decision) const {
  decision.state = State::kInconclusive;
  decision.status = VexStatus::kUnderInvestigation;
  if (!decision.winner.has_value()) {
    decision.reason = "no_vote";
    return;
  }
  if (policy_.mode != Mode::kLattice && decision.confidence < policy_.minimum_confidence) {
    decision.reason = "low_confidence";
    return;
  }
  if (decision.quorum < policy_.minimum_quorum) {
    decision.reason = "quorum";
    return;
  }
  decision.state = static_cast<State>(*decision.winner);
  decision.status = *decision.winner;
  Millionths other = 0;
  for (std::size_t i = 0; i < kStatusCount; ++i) {
    if (i != Slot(*decision.winner)) other = std::max(other, decision.weights[i]);
  }
  const Millionths mine = decision.weights[Slot(*decision.winner)];
  const Millionths bar = policy_.conflict_threshold * Total(decision);
  // In a lattice the winner may weigh less than another: the difference is then below any bar.
  if (other == 0 || (mine >= other && (mine - other) * kOne >= bar)) return;
  decision.state = State::kDisputed;
  Millionths running = 0;
  for (std::size_t i = 0; i < Slot(*decision.winner); ++i) {
    running += decision.weights[i];
    if (decision.weights[i] == 0 || running * kOne < bar) continue;
    decision.status = static_cast<VexStatus>(i);
    return;
  }
}

void Tally::ApplyOperators(Decision& decision) const {
  const Candidate* newest = nullptr;
  for (const Candidate& candidate : candidates_) {
    if (!(candidate.voice() || candidate.reason == Reason::kNotVoice) || candidate.level > 3) continue;
    if (!candidate.worth.by_operator()) continue;
    if (newest == nullptr || candidate.updated_at > newest->updated_at ||
        (candidate.updated_at == newest->updated_at && candidate.status < newest->status)) {
      newest = &candidate;
    }
  }
  if (newest == nullptr) return;
  for (const Candidate& candidate : candidates_) {
    const bool contradicts = candidate.voice() && candidate.status != newest->status;
    if (contradicts && candidate.updated_at >= newest->updated_at) return;
  }
  decision.state = static_cast<State>(newest->status);
  decision.status = newest->status;
  decision.reason = "operator";
}

}  // namespace vexlens
