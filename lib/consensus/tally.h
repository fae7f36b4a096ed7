// Tally: the statements that speak about one key, from candidates to votes to the decision.
#ifndef VEXLENS_LIB_CONSENSUS_TALLY_H_
#define VEXLENS_LIB_CONSENSUS_TALLY_H_

#include <cstdint>
#include <vector>

#include "lib/consensus/speakers.h"
#include "lib/consensus/statement_ids.h"
#include "lib/consensus/weighing.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"

namespace vexlens {

// Candidate is one statement that speaks about the key.
struct Candidate {
  std::uint32_t statement = 0;
  Worth worth;
  Millionths weight = 0;
  std::uint8_t level = 0;
  VexStatus status = VexStatus::kAffected;
  Reason reason = Reason::kNone;

  // Known once it was introduced.
  bool verified = false;
  SpeakerId speaker = 0;
  Instant updated_at;

  bool votes() const { return reason == Reason::kNone; }
  // voice tells whether it is its issuer's voice, voting or outranked.
  bool voice() const { return reason == Reason::kNone || reason == Reason::kOutranked; }
  bool crowd() const { return worth.crowd(); }
};

// TallyMemory is what a tally works in; used again, it saves every allocation.
struct TallyMemory {
  std::vector<Candidate> candidates;
  std::vector<Millionths> winning;
};

// Tally counts one key. It clears `memory` first and must not outlive it.
class Tally {
 public:
  Tally(const Evidence& evidence, const Speakers& speakers, const StatementIds& ids, const Policy& policy,
        TallyMemory& memory)
      : evidence_(evidence),
        speakers_(speakers),
        ids_(ids),
        policy_(policy),
        candidates_(memory.candidates),
        winning_(memory.winning) {
    candidates_.clear();
  }

  void Add(std::uint32_t statement, Worth worth, int level);

  // Count gives every candidate its reason and returns the decision.
  Decision Count();

  // Introduce tells who the candidates are, and when they spoke: a key with one candidate can be counted without.
  void Introduce();

  // candidates stand by speaker once counted: each voice, then what is not_voice beside it; the refused last.
  const std::vector<Candidate>& candidates() const { return candidates_; }

 private:
  bool SpeaksBefore(const Candidate& a, const Candidate& b) const;
  void ChooseVoices();
  void ChooseCrowdVoices();
  void ApplyMode();
  void Sum(Decision& decision) const;
  void ApplyStrength(Decision& decision);
  void ApplyState(Decision& decision) const;
  void ApplyOperators(Decision& decision) const;

  const Evidence& evidence_;
  const Speakers& speakers_;
  const StatementIds& ids_;
  const Policy& policy_;
  std::vector<Candidate>& candidates_;
  std::vector<Millionths>& winning_;
  bool introduced_ = false;
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_TALLY_H_
