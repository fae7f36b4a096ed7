#include "lib/consensus/links.h"

#include <algorithm>
#include <tuple>

namespace vexlens {

Links::Links(const Evidence& evidence, const Speakers& speakers) : evidence_(evidence) {
  if (!evidence.HasBomLinks()) return;
  for (std::uint32_t i = 0; i < evidence.table().size(); ++i) Explain(i, speakers);
  const auto order = [](const AmbiguousLink& link) { return std::tie(link.tenant, link.link); };
  std::sort(ambiguous_.begin(), ambiguous_.end(),
            [&](const AmbiguousLink& a, const AmbiguousLink& b) { return order(a) < order(b); });
  ambiguous_.erase(
      std::unique(ambiguous_.begin(), ambiguous_.end(),
                  [&](const AmbiguousLink& a, const AmbiguousLink& b) { return order(a) == order(b); }),
      ambiguous_.end());
}

void Links::Explain(std::uint32_t statement, const Speakers& speakers) {
  const StatementTable& table = evidence_.table();
  if (table.component(statement) != 0) return;
  const auto elements = evidence_.ElementsOf(table.product(statement));
  if (elements.empty()) return;
  const std::uint32_t linking = table.occasion(statement).document;
  const Document& document = evidence_.documents()[linking];
  const auto rank_of = [&](const Evidence::BomElement& element) {
    return SignatureRank(evidence_.documents()[element.document].signature);
  };
  int best = SignatureRank(document.signature);
  std::vector<const Evidence::BomElement*> explaining;
  for (const Evidence::BomElement& element : elements) {
    const DocumentStanding& bom = speakers.of_document(element.document);
    const bool same_issuer = evidence_.documents()[element.document].tenant == document.tenant &&
                             bom.author() == speakers.of_document(linking).author();
    if (!same_issuer || !bom.exists || bom.withdrawn || rank_of(element) < best) continue;
    if (rank_of(element) > best) explaining.clear();
    best = rank_of(element);
    explaining.push_back(&element);
  }
  if (explaining.empty()) return;
  const auto about = [](const Evidence::BomElement* element) {
    return About{element->product, element->component, element->through};
  };
  const bool agree = std::all_of(explaining.begin(), explaining.end(), [&](const Evidence::BomElement* element) {
    return about(element) == about(explaining.front());
  });
  if (!agree) {
    ambiguous_.push_back({evidence_.Text(document.tenant), evidence_.KeyText(table.product(statement))});
    return;
  }
  // Of several that say the same, the one of the smallest digest is named: their order does not show.
  const auto smallest = std::min_element(explaining.begin(), explaining.end(), [&](const auto* a, const auto* b) {
    return evidence_.documents()[a->document].digest < evidence_.documents()[b->document].digest;
  });
  explained_.emplace(statement, Explained{about(*smallest), (*smallest)->document});
}

std::optional<std::uint32_t> Links::BomOf(std::uint32_t statement) const {
  const auto place = explained_.find(statement);
  return place == explained_.end() ? std::nullopt : std::optional(place->second.bom);
}

}  // namespace vexlens
