// EvidenceWorld: small random evidence in which everything meets everything.
#ifndef VEXLENS_TESTS_CONSENSUS_EVIDENCE_WORLD_H_
#define VEXLENS_TESTS_CONSENSUS_EVIDENCE_WORLD_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/random.h"
#include "vexlens/evidence.h"
#include "vexlens/instant.h"
#include "vexlens/sbom.h"

namespace vexlens::testing {

// WhoSpeaks is who may be the author of a document.
enum class WhoSpeaks {
  kAnybody,
  kStrangers,   // whom no directory lists
  kCrowd,       // … and unverified words in the names of issuers with keys
  kUnverified,  // anybody, but nothing is verified
  kEachOnce,    // an issuer of its own for each statement: "single-0-known", "single-1-trusted", …
};

// EvidenceWorld has few names: platforms, packages of a distribution, modules, ranges, digests, links to elements of
// BOMs, vulnerabilities with aliases; documents in versions, undated, withdrawn and in every signature state. A seed
// determines it all.
class EvidenceWorld {
 public:
  explicit EvidenceWorld(std::uint64_t seed) : random_(seed) {}

  // Adds documents with one to four statements each.
  void Add(WhoSpeaks who, std::size_t documents);

  // Adds documents of few issuers with words about components in products that SBOMs have too, most of which clear.
  void AddPlaced(std::size_t documents);

  // Adds documents that warn of what links stand for.
  void AddLinked(WhoSpeaks who, std::size_t documents);

  // Adds BOMs that say what links stand for.
  void AddBoms(WhoSpeaks who, std::size_t documents);

  // Returns the directory of all who may speak and are listed. It does not change with what is added.
  static std::string Directory();

  static Instant AsOf();

  // Returns a graph of a few components with such names, with circles, or without a name for its root.
  Sbom AnySbom();

  // Returns one of the components that AddPlaced speaks about, with any edges between them.
  Sbom PlacedSbom();

  Evidence& evidence() { return evidence_; }
  Random& random() { return random_; }

 private:
  SubjectId SubjectOf(std::string_view key);
  std::uint32_t NewDocument(WhoSpeaks who, Format format, std::string_view author);
  void AddStatement(std::uint32_t document, std::size_t number);
  void ChoosePlace(Statement& statement);

  Random random_;
  Evidence evidence_;
  std::size_t count_ = 0;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CONSENSUS_EVIDENCE_WORLD_H_
