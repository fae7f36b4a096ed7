// Speakers: who each document speaks for at one instant.
#ifndef VEXLENS_LIB_CONSENSUS_SPEAKERS_H_
#define VEXLENS_LIB_CONSENSUS_SPEAKERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "lib/consensus/version_order.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"
#include "vexlens/trust.h"

namespace vexlens::consensus {

// SpeakerId names who speaks: twice the number of an author, plus one if the words are in the name of an issuer with
// keys but none of its keys confirms them.
using SpeakerId = std::uint32_t;

// Acting says who published newer words that may replace older ones of an author.
struct Acting {
  bool issuer = false;  // the author's issuer
  bool crowd = false;   // somebody of the crowd, in that name

  bool any() const { return issuer || crowd; }
};

// DocumentState is what is known of a document at the instant.
struct DocumentState {
  SpeakerId speaker = 0;
  bool exists = false;     // not dated after the instant
  bool withdrawn = false;  // the document itself
  bool verified = false;
  Acting replaced;   // who published a newer version
  Acting retracted;  // who withdrew a newer version

  std::uint32_t author() const { return speaker >> 1; }
};

// Speakers resolves documents to speakers, and finds out which documents newer versions replace or withdraw. Immutable.
class Speakers {
 public:
  Speakers(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, Instant as_of);

  const DocumentState& of_document(std::uint32_t document) const { return documents_[document]; }

  // Returns the entry by which a speaker is weighed; null for the crowd.
  const Issuer* issuer(SpeakerId speaker) const { return (speaker & 1) != 0 ? nullptr : claimed(speaker); }

  // Returns the entry in whose name a speaker speaks, confirmed or not; null if the directory has none.
  const Issuer* claimed(SpeakerId speaker) const { return authors_[speaker >> 1].issuer; }

  // Returns the speaker's name in records.
  std::string_view name(SpeakerId speaker) const {
    const Author& author = authors_[speaker >> 1];
    return (speaker & 1) != 0 ? author.unverified_name : author.name;
  }

  // Returns one document for each id under which several stay, their versions being equal or not comparable.
  const std::vector<RepeatedEdition>& repeated() const { return repeated_; }

 private:
  struct Author {
    const Issuer* issuer = nullptr;
    std::string_view name;
    std::string unverified_name;
  };

  // Edition is one version of a document that is replaced as a whole.
  struct Edition {
    DocumentVersion version;
    std::uint32_t document;
  };

  void Supersede(const Evidence& evidence);
  bool SupersedeEditions(const Evidence& evidence, std::vector<Edition>& editions);

  std::vector<Author> authors_;
  std::vector<DocumentState> documents_;
  std::vector<RepeatedEdition> repeated_;
};

// Returns the rank of a signature for supersession: verified > missing = unverifiable > failed.
int SignatureRank(SignatureState state);

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_SPEAKERS_H_
