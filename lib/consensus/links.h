// Links: what statements about an element of a BOM are about, as far as a BOM may say so.
#ifndef VEXLENS_LIB_CONSENSUS_LINKS_H_
#define VEXLENS_LIB_CONSENSUS_LINKS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "lib/consensus/speakers.h"
#include "vexlens/consensus.h"
#include "vexlens/evidence.h"

namespace vexlens {

// About is what a statement is about. component is 0 for a product as a whole; through, a list of Evidence::Through, is
// what encloses the component in the product.
struct About {
  SubjectId product = 0;
  SubjectId component = 0;
  std::uint32_t through = 0;

  SubjectId narrower() const { return component != 0 ? component : product; }
  friend bool operator==(const About&, const About&) = default;
};

// Links explains BOM-Links. A link is explained by BOMs of its statement's issuer alone, that exist, are not withdrawn,
// and whose signature state is no worse than that of the document that links; the best of them decide, and where they
// differ the link stays opaque.
class Links {
 public:
  Links(const Evidence& evidence, const Speakers& speakers);

  // Returns what a statement is about: what it says itself unless it is a link that a BOM explains.
  About Of(std::uint32_t statement) const {
    if (!explained_.empty()) {
      const auto place = explained_.find(statement);
      if (place != explained_.end()) return place->second.about;
    }
    return AsWritten(statement);
  }

  // Returns what a statement says itself that it is about.
  About AsWritten(std::uint32_t statement) const {
    const StatementTable& table = evidence_.table();
    return {table.product(statement), table.component(statement), table.claim(statement).through};
  }

  // Returns the BOM that explains a statement's link, by its index among the documents.
  std::optional<std::uint32_t> BomOf(std::uint32_t statement) const;

  // ambiguous are the links that equally good BOMs explain differently, by tenant and text.
  const std::vector<AmbiguousLink>& ambiguous() const { return ambiguous_; }

 private:
  struct Explained {
    About about;
    std::uint32_t bom;
  };

  void Explain(std::uint32_t statement, const Speakers& speakers);

  const Evidence& evidence_;
  absl::flat_hash_map<std::uint32_t, Explained> explained_;  // by statement
  std::vector<AmbiguousLink> ambiguous_;
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_LINKS_H_
