#include "lib/consensus/links.h"

#include <algorithm>
#include <span>
#include <tuple>

#include "lib/consensus/runs.h"

namespace vexlens::consensus {

Links::Links(const Evidence& evidence, const Speakers& speakers)
    : evidence_(evidence), statements_(static_cast<std::uint32_t>(evidence.table().size())) {
  if (!evidence.HasBomLinks()) return;
  const StatementTable& table = evidence.table();
  absl::flat_hash_map<Linking, std::vector<Meaning>> meanings;
  for (std::uint32_t i = 0; i < statements_; ++i) {
    if (table.component(i) != 0 || evidence.ElementsOf(table.product(i)).empty()) continue;
    const std::uint32_t document = table.occasion(i).document;
    const Linking linking{table.product(i), speakers.of_document(document).author(),
                          evidence.documents()[document].tenant,
                          SignatureRank(evidence.documents()[document].signature)};
    const auto [place, added] = meanings.try_emplace(linking);
    if (added) place->second = MeaningsOf(linking, speakers);
    Explain(i, place->second);
  }
  const auto order = [](const AmbiguousLink& link) { return std::tie(link.tenant, link.link); };
  std::sort(ambiguous_.begin(), ambiguous_.end(),
            [&](const AmbiguousLink& a, const AmbiguousLink& b) { return order(a) < order(b); });
  ambiguous_.erase(std::unique(ambiguous_.begin(), ambiguous_.end(),
                               [&](const AmbiguousLink& a, const AmbiguousLink& b) { return order(a) == order(b); }),
                   ambiguous_.end());
}

// Returns what the best BOMs that may explain a link say that it is, each meaning once. If several BOMs say the same,
// the one with the smallest digest is kept, so that their order does not show.
std::vector<Links::Meaning> Links::MeaningsOf(const Linking& linking, const Speakers& speakers) const {
  const auto& [product, author, tenant, rank_of_link] = linking;
  int best = rank_of_link;
  std::vector<Meaning> meanings;
  for (const Evidence::BomElement& element : evidence_.ElementsOf(product)) {
    const Document& document = evidence_.documents()[element.document];
    const DocumentState& bom = speakers.of_document(element.document);
    const int rank = SignatureRank(document.signature);
    const bool same_issuer = document.tenant == tenant && bom.author() == author;
    if (!same_issuer || !bom.exists || bom.withdrawn || rank < best) continue;
    if (rank > best) meanings.clear();
    best = rank;
    meanings.push_back({{element.product, element.component, element.through}, element.document});
  }
  const auto before = [&](const Meaning& a, const Meaning& b) {
    if (a.about != b.about) return a.about < b.about;
    return DigestOf(a) < DigestOf(b);
  };
  const auto same = [](const Meaning& a, const Meaning& b) { return a.about == b.about; };
  std::sort(meanings.begin(), meanings.end(), before);
  meanings.erase(std::unique(meanings.begin(), meanings.end(), same), meanings.end());
  return meanings;
}

void Links::Explain(std::uint32_t statement, const std::vector<Meaning>& meanings) {
  if (meanings.empty()) return;
  if (meanings.size() == 1) {
    explained_.emplace(statement, meanings.front());
    return;
  }
  const StatementTable& table = evidence_.table();
  const Document& document = evidence_.documents()[table.occasion(statement).document];
  ambiguous_.push_back({evidence_.Text(document.tenant), evidence_.KeyText(table.product(statement))});
  if (Clears(table.claim(statement).status) || meanings.size() > kMostReadings) return;
  // A warning does not depend on what lies between, so meanings that differ only in that are one.
  const auto same = [](const Meaning& a, const Meaning& b) {
    return a.about.product == b.about.product && a.about.component == b.about.component;
  };
  const Meaning as_written{AsWritten(statement)};
  ForEachRun(std::span(meanings), same, [&](std::span<const Meaning> run) {
    if (same(run.front(), as_written)) return;
    others_.push_back({statement, *std::min_element(run.begin(), run.end(), [&](const Meaning& a, const Meaning& b) {
                         return DigestOf(a) < DigestOf(b);
                       })});
  });
}

std::optional<std::uint32_t> Links::BomOf(std::uint32_t reading) const {
  if (!IsOwn(reading)) return others_[reading - statements_].meaning.bom;
  const auto place = explained_.find(reading);
  return place == explained_.end() ? std::nullopt : std::optional(place->second.bom);
}

}  // namespace vexlens::consensus
