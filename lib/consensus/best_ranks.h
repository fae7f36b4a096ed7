// BestRanks: the best signatures among newer words.
#ifndef VEXLENS_LIB_CONSENSUS_BEST_RANKS_H_
#define VEXLENS_LIB_CONSENSUS_BEST_RANKS_H_

#include <algorithm>

#include "lib/consensus/speakers.h"

namespace vexlens::consensus {

// BestRanks are the best SignatureRanks of an author's newer words; -1 without any.
struct BestRanks {
  int issuer = -1;  // of the issuer's own words
  int crowd = -1;   // of words of the crowd in its name

  void Add(bool listed, int rank) {
    int& best = listed ? issuer : crowd;
    best = std::max(best, rank);
  }
  void Add(const BestRanks& other) {
    issuer = std::max(issuer, other.issuer);
    crowd = std::max(crowd, other.crowd);
  }

  // Returns who may replace words of that rank: nobody with a worse signature.
  Acting On(int rank) const { return {issuer >= rank, crowd >= rank}; }
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_BEST_RANKS_H_
