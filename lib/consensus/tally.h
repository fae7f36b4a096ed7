// Tally: the statements that speak about one key, from candidates to votes to the decision.
#ifndef VEXLENS_LIB_CONSENSUS_TALLY_H_
#define VEXLENS_LIB_CONSENSUS_TALLY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "lib/consensus/scope.h"
#include "lib/consensus/speakers.h"
#include "lib/consensus/statement_ids.h"
#include "lib/consensus/weighing.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"

namespace vexlens::consensus {

// Candidate is a reading of a statement that speaks about the key.
struct Candidate {
  std::uint32_t statement = 0;
  std::uint32_t reading = 0;
  Worth worth;
  Millionths weight = 0;  // with the level's factor
  std::uint8_t level = 0;
  bool elsewhere = false;  // it is about the component in another product
  VexStatus status = VexStatus::kAffected;
  Reason reason = Reason::kNone;

  // Set by Tally::Introduce.
  bool verified = false;
  SpeakerId speaker = 0;
  Instant updated_at;

  bool votes() const { return reason == Reason::kNone; }
  // Reports whether it is its issuer's voice, with a vote or outranked.
  bool voice() const { return reason == Reason::kNone || reason == Reason::kOutranked; }
  bool crowd() const { return worth.crowd(); }
  bool clears() const { return Clears(status); }
};

// TallyMemory is scratch that a tally works in. Reused from key to key, it saves all allocations.
struct TallyMemory {
  std::vector<Candidate> candidates;
  std::vector<Millionths> winning;
};

// Tally counts one key: Add each statement, Silence, Count, and Introduce for the rationale. It clears `memory`, which
// must outlive it.
class Tally {
 public:
  Tally(const Evidence& evidence, const Speakers& speakers, const Links& links, const StatementIds& ids,
        const Policy& policy, TallyMemory& memory)
      : evidence_(evidence),
        speakers_(speakers),
        links_(links),
        ids_(ids),
        policy_(policy),
        candidates_(memory.candidates),
        winning_(memory.winning) {
    candidates_.clear();
  }

  void Add(std::uint32_t reading, Worth worth, identity::Hearing hearing);

  // Drops candidates that do not count beside others: weaker readings of a statement, and statements about the
  // component in other products whose issuer speaks about the key itself. Call it when all are added.
  void Silence();

  // Returns the decision, and gives every candidate its reason.
  Decision Count();

  // Sets who the candidates are and when they spoke. Count does this itself when it needs to: with one candidate it
  // does not.
  void Introduce();

  // Returns the candidates. Once counted they are sorted by speaker: each voice, then its not_voice; refused ones last.
  const std::vector<Candidate>& candidates() const { return candidates_; }

 private:
  // Bar is what a voice needs for a vote: a weight, a tier or an instant, depending on the mode; by default, nothing.
  struct Bar {
    Mode mode = Mode::kWeightedVote;
    std::int64_t value = 0;

    bool Reached(const Candidate& candidate) const;
  };

  bool MayClear(const Candidate& candidate) const { return candidate.worth.tier() >= policy_.clear_tier; }
  void ChooseReadings();
  void SilenceElsewhere();
  void ChooseVoices();
  void ChooseVoice(std::span<Candidate> of_speaker);
  Bar IssuersBar() const;
  void ChooseCrowdVoices(const Bar& bar);
  VexStatus WarningStatus() const;
  bool ChooseSide(const Decision& decision);
  void Sum(Decision& decision) const;
  void ApplyStrength(Decision& decision);
  void ApplyState(Decision& decision) const;
  void ApplyOperators(Decision& decision) const;

  const Evidence& evidence_;
  const Speakers& speakers_;
  const Links& links_;
  const StatementIds& ids_;
  const Policy& policy_;
  std::vector<Candidate>& candidates_;
  std::vector<Millionths>& winning_;
  bool introduced_ = false;
  bool any_elsewhere_ = false;
  bool any_other_reading_ = false;
  bool clears_ = false;  // the side that won; set by ChooseSide
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_TALLY_H_
