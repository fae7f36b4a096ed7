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

namespace vexlens {

// SpeakerId names an author as a voice: twice the author's number, plus one for words under a keyed issuer's
// name that its keys do not confirm.
using SpeakerId = std::uint32_t;

// Acting are those who act on older words of an author by newer ones: the author's issuer, or somebody of the crowd in
// that name.
struct Acting {
  bool issuer = false;
  bool crowd = false;

  bool any() const { return issuer || crowd; }
};

// DocumentStanding is what a document is worth before its statements are looked at.
struct DocumentStanding {
  SpeakerId speaker = 0;
  bool exists = false;     // not dated after the instant
  bool withdrawn = false;  // itself
  bool verified = false;
  Acting replaced;   // who published a newer version of it
  Acting retracted;  // who withdrew a newer version of it

  std::uint32_t author() const { return speaker >> 1; }
};

// Speakers resolves documents to speakers, and applies document-wise supersession and withdrawal.
class Speakers {
 public:
  Speakers(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, Instant as_of);

  const DocumentStanding& of_document(std::uint32_t document) const { return documents_[document]; }

  // issuer is the directory entry that the speaker is weighed by; null: it belongs to the crowd.
  const Issuer* issuer(SpeakerId speaker) const { return (speaker & 1) != 0 ? nullptr : claimed(speaker); }

  // claimed is the entry in whose name it speaks, confirmed or not; null for who is not in the directory.
  const Issuer* claimed(SpeakerId speaker) const { return authors_[speaker >> 1].issuer; }

  // name is what the speaker is called in records.
  std::string_view name(SpeakerId speaker) const {
    const Author& author = authors_[speaker >> 1];
    return (speaker & 1) != 0 ? author.unverified_name : author.name;
  }

  // repeated are documents that live beside another of their id and version, one for each id.
  const std::vector<RepeatedEdition>& repeated() const { return repeated_; }

 private:
  struct Author {
    const Issuer* issuer = nullptr;
    std::string_view name;
    std::string unverified_name;
  };

  // Edition is one version of a document that acts, and is acted on, as a whole.
  struct Edition {
    DocumentVersion version;
    std::uint32_t document;
  };

  void Supersede(const Evidence& evidence);
  bool SupersedeEditions(const Evidence& evidence, std::vector<Edition>& editions);

  std::vector<Author> authors_;
  std::vector<DocumentStanding> documents_;
  std::vector<RepeatedEdition> repeated_;
};

// SignatureRank orders signature states for supersession: verified > missing = unverifiable > failed.
int SignatureRank(SignatureState state);

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_SPEAKERS_H_
