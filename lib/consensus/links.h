// Links: what statements about an element of a BOM are about, as far as a BOM may say so.
#ifndef VEXLENS_LIB_CONSENSUS_LINKS_H_
#define VEXLENS_LIB_CONSENSUS_LINKS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/container/flat_hash_map.h"
#include "lib/consensus/speakers.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"

namespace vexlens::consensus {

// About is what a statement is about.
struct About {
  SubjectId product = 0;
  SubjectId component = 0;    // 0 for the product as a whole
  std::uint32_t through = 0;  // list of Evidence::Through: what encloses the component in the product

  SubjectId narrower() const { return component != 0 ? component : product; }
  friend auto operator<=>(const About&, const About&) = default;
};

// Links explains BOM-Links. A BOM may explain a link if it has the same issuer, exists, is not withdrawn, and its
// signature state is no worse than that of the document that links; among those, the best state decides. If the best
// BOMs disagree, the statement is about the link as written, and if it warns, also about each explanation.
//
// A reading is a statement taken to be about one thing. Each statement has a reading with its own number; further
// readings are numbered after the last statement.
// Immutable.
class Links {
 public:
  // A link with more explanations than this stays as written.
  static constexpr std::size_t kMostReadings = 32;

  Links(const Evidence& evidence, const Speakers& speakers);

  std::uint32_t StatementOf(std::uint32_t reading) const {
    return IsOwn(reading) ? reading : others_[reading - statements_].statement;
  }
  // Returns where and when the statement of a reading was made.
  const Occasion& OccasionOf(std::uint32_t reading) const { return evidence_.table().occasion(StatementOf(reading)); }
  // Reports whether a reading is the one with its statement's number.
  bool IsOwn(std::uint32_t reading) const { return reading < statements_; }
  // Return the number of statements, and of readings.
  std::uint32_t statements() const { return statements_; }
  std::uint32_t readings() const { return statements_ + static_cast<std::uint32_t>(others_.size()); }

  // Returns what a reading takes its statement to be about: the BOM's explanation of a link, else what is written.
  // Always inlined, so that callers that do not use `through` do not pay for looking it up.
  ABSL_ATTRIBUTE_ALWAYS_INLINE About Of(std::uint32_t reading) const {
    if (!IsOwn(reading)) return others_[reading - statements_].meaning.about;
    if (!explained_.empty()) {
      const auto place = explained_.find(reading);
      if (place != explained_.end()) return place->second.about;
    }
    return AsWritten(reading);
  }

  // Returns what a statement itself says that it is about.
  About AsWritten(std::uint32_t statement) const {
    const StatementTable& table = evidence_.table();
    return {table.product(statement), table.component(statement), table.claim(statement).through};
  }

  // Returns the BOM that a reading's explanation comes from, as an index into documents(); nothing without a link.
  std::optional<std::uint32_t> BomOf(std::uint32_t reading) const;

  // Returns the links that equally good BOMs explain differently, by tenant and text.
  const std::vector<AmbiguousLink>& ambiguous() const { return ambiguous_; }

 private:
  // Meaning is one explanation of a link.
  struct Meaning {
    About about;
    std::uint32_t bom = 0;
  };
  struct Reading {
    std::uint32_t statement;
    Meaning meaning;
  };
  // Linking is what the explanations of a link depend on: its subject, and the author, tenant and signature rank of
  // the document that links.
  using Linking = std::tuple<SubjectId, std::uint32_t, TextId, int>;

  const Digest& DigestOf(const Meaning& meaning) const { return evidence_.documents()[meaning.bom].digest; }
  void Explain(std::uint32_t statement, const std::vector<Meaning>& meanings);
  std::vector<Meaning> MeaningsOf(const Linking& linking, const Speakers& speakers) const;

  const Evidence& evidence_;
  std::uint32_t statements_;
  absl::flat_hash_map<std::uint32_t, Meaning> explained_;  // by statement
  std::vector<Reading> others_;
  std::vector<AmbiguousLink> ambiguous_;
};

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_LINKS_H_
