// BestRanks: the best signatures among newer words, by who speaks in them.
#ifndef VEXLENS_LIB_CONSENSUS_BEST_RANKS_H_
#define VEXLENS_LIB_CONSENSUS_BEST_RANKS_H_

#include <algorithm>

#include "lib/consensus/speakers.h"

namespace vexlens {

// BestRanks are SignatureRanks; -1: nobody speaks so.
struct BestRanks {
  int issuer = -1;
  int crowd = -1;

  void Add(bool listed, int rank) {
    int& best = listed ? issuer : crowd;
    best = std::max(best, rank);
  }
  void Add(const BestRanks& other) {
    issuer = std::max(issuer, other.issuer);
    crowd = std::max(crowd, other.crowd);
  }

  // On is who acts on words of that rank: nobody on a better signature.
  Acting On(int rank) const { return {issuer >= rank, crowd >= rank}; }
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_BEST_RANKS_H_
