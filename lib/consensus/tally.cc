#include "lib/consensus/tally.h"

#include <algorithm>
#include <functional>

#include "lib/consensus/runs.h"

namespace vexlens::consensus {

using identity::Hearing;

namespace {

std::size_t Slot(VexStatus status) { return static_cast<std::size_t>(status); }

Millionths Total(const Decision& decision) {
  Millionths total = 0;
  for (const Millionths weight : decision.weights) total += weight;
  return total;
}

Millionths SumOf(const Decision& decision, bool clears) {
  return clears ? decision.weights[Slot(VexStatus::kNotAffected)] + decision.weights[Slot(VexStatus::kFixed)]
                : decision.weights[Slot(VexStatus::kAffected)] + decision.weights[Slot(VexStatus::kUnderInvestigation)];
}

std::int64_t ValueOf(Mode mode, const Candidate& candidate) {
  switch (mode) {
    case Mode::kHighestWeight:
      return static_cast<std::int64_t>(candidate.weight);
    case Mode::kAuthoritativeFirst:
      return static_cast<std::int64_t>(candidate.worth.tier());
    case Mode::kMostRecent:
      return candidate.updated_at.micros;
    case Mode::kWeightedVote:
    case Mode::kLattice:
      break;
  }
  return 0;
}

}  // namespace

void Tally::Add(std::uint32_t reading, Worth worth, Hearing hearing) {
  Candidate& candidate = candidates_.emplace_back();
  candidate.statement = links_.StatementOf(reading);
  candidate.reading = reading;
  candidate.worth = worth;
  candidate.weight = MultiplyHalfEven(worth.weight(), policy_.scope[static_cast<std::size_t>(hearing.level - 1)]);
  candidate.level = static_cast<std::uint8_t>(hearing.level);
  candidate.elsewhere = hearing.elsewhere;
  candidate.status = worth.status();
  candidate.reason = worth.refusal();
  if (candidate.reason == Reason::kNone && candidate.weight == 0) candidate.reason = Reason::kNoWeight;
  any_elsewhere_ |= hearing.elsewhere;
  any_other_reading_ |= candidate.reading != candidate.statement;
}

void Tally::Silence() {
  if (any_other_reading_) ChooseReadings();
  if (any_elsewhere_) SilenceElsewhere();
}

// Keeps the best reading of each statement: the most specific, then the heaviest, then that by the BOM with the
// smallest digest.
void Tally::ChooseReadings() {
  const auto bom = [&](const Candidate& candidate) {
    const std::optional<std::uint32_t> document = links_.BomOf(candidate.reading);
    return document.has_value() ? evidence_.documents()[*document].digest : Digest();
  };
  const auto before = [&](const Candidate& a, const Candidate& b) {
    const auto order = [](const Candidate& of) { return std::make_tuple(of.statement, of.level); };
    if (order(a) != order(b)) return order(a) < order(b);
    if (a.weight != b.weight) return a.weight > b.weight;
    if (a.worth.tier() != b.worth.tier()) return a.worth.tier() > b.worth.tier();
    return bom(a) < bom(b);
  };
  const auto same = [](const Candidate& a, const Candidate& b) { return a.statement == b.statement; };
  std::sort(candidates_.begin(), candidates_.end(), before);
  candidates_.erase(std::unique(candidates_.begin(), candidates_.end(), same), candidates_.end());
}

// Drops what is said of the component in other products by speakers that speak about the key itself, and may clear it.
void Tally::SilenceElsewhere() {
  Introduce();
  std::vector<SpeakerId> own;
  for (const Candidate& candidate : candidates_) {
    const bool of_pair = !candidate.elsewhere && links_.Of(candidate.reading).component != 0;
    if (of_pair && candidate.votes() && MayClear(candidate)) own.push_back(candidate.speaker);
  }
  std::sort(own.begin(), own.end());
  std::erase_if(candidates_, [&](const Candidate& candidate) {
    return candidate.elsewhere && !candidate.crowd() && MayClear(candidate) &&
           std::binary_search(own.begin(), own.end(), candidate.speaker);
  });
}

void Tally::Introduce() {
  if (introduced_) return;
  introduced_ = true;
  for (Candidate& candidate : candidates_) {
    const Occasion& occasion = evidence_.table().occasion(candidate.statement);
    const DocumentState& document = speakers_.of_document(occasion.document);
    candidate.verified = document.verified;
    candidate.speaker = document.speaker;
    candidate.updated_at = occasion.updated_at;
  }
}

Decision Tally::Count() {
  if (candidates_.size() > 1) {
    Introduce();
    ChooseVoices();
    const Bar bar = IssuersBar();
    ChooseCrowdVoices(bar);
    for (Candidate& candidate : candidates_) {
      if (candidate.votes() && !bar.Reached(candidate)) candidate.reason = Reason::kOutranked;
    }
  }
  Decision decision;
  Sum(decision);
  if (ChooseSide(decision)) {
    const auto weight = [&](VexStatus status) { return decision.weights[Slot(status)]; };
    const bool fixed = weight(VexStatus::kFixed) > weight(VexStatus::kNotAffected);
    decision.winner = !clears_ ? WarningStatus() : fixed ? VexStatus::kFixed : VexStatus::kNotAffected;
    ApplyStrength(decision);
  }
  ApplyState(decision);
  ApplyOperators(decision);
  return decision;
}

// Sorts the candidates, those with a vote by speaker, then the refused, and chooses the voice of each issuer.
void Tally::ChooseVoices() {
  std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
    if (a.votes() != b.votes()) return a.votes();
    return a.speaker < b.speaker;
  });
  const auto refused =
      std::find_if(candidates_.begin(), candidates_.end(), [](const Candidate& c) { return !c.votes(); });
  const auto same = [](const Candidate& a, const Candidate& b) { return a.speaker == b.speaker; };
  ForEachRun(std::span(candidates_.begin(), refused), same, [&](std::span<Candidate> run) {
    if (run.size() > 1 && !run[0].crowd()) ChooseVoice(run);
  });
}

// Puts an issuer's voice first. For an issuer that may not clear it is the most cautious statement; else verified ones
// come first, then the most specific, and among those the most cautious of the newest and the undated.
void Tally::ChooseVoice(std::span<Candidate> run) {
  const bool may_clear = std::all_of(run.begin(), run.end(), [&](const Candidate& c) { return MayClear(c); });
  const auto rank = [&](const Candidate& c) {
    return std::make_tuple(may_clear ? VexStatus::kAffected : c.status, !c.verified, c.level);
  };
  const auto first = std::min_element(run.begin(), run.end(),
                                      [&](const Candidate& a, const Candidate& b) { return rank(a) < rank(b); });
  Instant newest;
  for (const Candidate& each : run) {
    if (rank(each) == rank(*first)) newest = std::max(newest, each.updated_at);
  }
  const Candidate* best = nullptr;
  for (const Candidate& each : run) {
    if (rank(each) != rank(*first) || (each.updated_at != newest && each.updated_at.dated())) continue;
    const bool before = best == nullptr || each.status < best->status ||
                        (each.status == best->status && ids_.Of(each.statement) < ids_.Of(best->statement));
    if (before) best = &each;
  }
  std::swap(run[0], run[static_cast<std::size_t>(best - run.data())]);
  for (Candidate& each : run.subspan(1)) each.reason = Reason::kNotVoice;
}

// Returns the bar that the best voice of a listed issuer sets.
Tally::Bar Tally::IssuersBar() const {
  Bar bar;
  bool any = false;
  for (const Candidate& candidate : candidates_) {
    if (!candidate.votes() || candidate.crowd()) continue;
    const std::int64_t value = ValueOf(policy_.mode, candidate);
    bar.value = any ? std::max(bar.value, value) : value;
    any = true;
  }
  if (any) bar.mode = policy_.mode;
  return bar;
}

bool Tally::Bar::Reached(const Candidate& candidate) const {
  if (mode == Mode::kMostRecent && !candidate.updated_at.dated() && !candidate.clears()) return true;
  return ValueOf(mode, candidate) >= value;
}

// Chooses the crowd's voice of each status: the heaviest of those that reach the bar, if any do.
void Tally::ChooseCrowdVoices(const Bar& bar) {
  std::array<Candidate*, kStatusCount> heaviest{};
  const auto before = [&](const Candidate& a, const Candidate& b) {
    if (bar.Reached(a) != bar.Reached(b)) return bar.Reached(a);
    if (a.weight != b.weight) return a.weight > b.weight;
    return ids_.Of(a.statement) < ids_.Of(b.statement);
  };
  for (Candidate& candidate : candidates_) {
    if (!candidate.votes() || !candidate.crowd()) continue;
    Candidate*& best = heaviest[Slot(candidate.status)];
    if (best == nullptr) {
      best = &candidate;
    } else if (before(candidate, *best)) {
      best->reason = Reason::kCrowd;
      best = &candidate;
    } else {
      candidate.reason = Reason::kCrowd;
    }
  }
}

void Tally::Sum(Decision& decision) const {
  for (const Candidate& candidate : candidates_) {
    if (candidate.votes()) decision.weights[Slot(candidate.status)] += candidate.weight;
  }
}

// Sets clears_. Returns false if no side wins.
bool Tally::ChooseSide(const Decision& decision) {
  const Millionths warns = SumOf(decision, false);
  const Millionths clears = SumOf(decision, true);
  if (policy_.mode != Mode::kLattice) {
    clears_ = clears > warns;
    return clears + warns > 0;
  }
  clears_ = warns == 0 || warns < policy_.minimum_weight;
  return !clears_ || (clears > 0 && clears >= policy_.minimum_weight);
}

// Returns the status of the side that warns: affected if a listed issuer says so, or one of the crowd where only the
// crowd votes; else under_investigation.
VexStatus Tally::WarningStatus() const {
  bool all_crowd = true;
  bool alarm = false;
  bool crowds_alarm = false;
  for (const Candidate& candidate : candidates_) {
    if (!candidate.votes()) continue;
    all_crowd &= candidate.crowd();
    if (candidate.status == VexStatus::kAffected) (candidate.crowd() ? crowds_alarm : alarm) = true;
  }
  return alarm || (crowds_alarm && all_crowd) ? VexStatus::kAffected : VexStatus::kUnderInvestigation;
}

void Tally::ApplyStrength(Decision& decision) {
  decision.agreement = DivideHalfEven(SumOf(decision, clears_) * kOne, Total(decision));
  winning_.clear();
  bool crowd = false;
  for (const Candidate& candidate : candidates_) {
    if (!candidate.votes() || candidate.clears() != clears_) continue;
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

// Sets state and status. Doubt holds back all-clears, never warnings.
void Tally::ApplyState(Decision& decision) const {
  decision.state = State::kInconclusive;
  decision.status = WarningStatus();
  if (!decision.winner.has_value()) {
    decision.reason = "no_vote";
    return;
  }
  if (clears_ && policy_.mode != Mode::kLattice && decision.confidence < policy_.minimum_confidence) {
    decision.reason = "low_confidence";
    return;
  }
  if (clears_ && decision.quorum < policy_.minimum_quorum) {
    decision.reason = "quorum";
    return;
  }
  const Millionths mine = SumOf(decision, clears_);
  const Millionths other = SumOf(decision, !clears_);
  // In a lattice the winner may weigh less than the other side; then the answer is not clear-cut.
  const bool clear_cut = mine >= other && (mine - other) * kOne >= policy_.conflict_threshold * Total(decision);
  if (other > 0 && !clear_cut) {
    decision.state = State::kDisputed;
    return;
  }
  decision.state = static_cast<State>(*decision.winner);
  decision.status = *decision.winner;
}

// Lets the newest statement of an operator decide if it is newer than every voice of a listed issuer on the other side.
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
    const bool contradicts = candidate.voice() && !candidate.crowd() && candidate.clears() != newest->clears();
    if (contradicts && candidate.updated_at >= newest->updated_at) return;
  }
  decision.state = static_cast<State>(newest->status);
  decision.status = newest->status;
  decision.reason = "operator";
}

}  // namespace vexlens::consensus
