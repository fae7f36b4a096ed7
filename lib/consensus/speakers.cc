#include "lib/consensus/speakers.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/consensus/best_ranks.h"
#include "lib/consensus/runs.h"

namespace vexlens::consensus {

// Sets who replaced and who retracted each edition, from the newest version to the oldest: `newer` has the best
// signatures of strictly newer versions, `withdrawn` those of the withdrawn among them. Returns whether two versions
// are equal.
bool Speakers::SupersedeEditions(const Evidence& evidence, std::vector<Edition>& editions) {
  std::sort(editions.begin(), editions.end(),
            [](const Edition& a, const Edition& b) { return DocumentVersion::Compare(a.version, b.version) > 0; });
  BestRanks newer, withdrawn;
  bool any_equal = false;
  const auto same = [](const Edition& a, const Edition& b) {
    return DocumentVersion::Compare(a.version, b.version) == 0;
  };
  ForEachRun(std::span(editions), same, [&](std::span<Edition> equals) {
    BestRanks equal, equal_withdrawn;
    for (const Edition& edition : equals) {
      const Document& document = evidence.documents()[edition.document];
      const int rank = SignatureRank(document.signature);
      DocumentState& standing = documents_[edition.document];
      standing.replaced = newer.On(rank);
      standing.retracted = withdrawn.On(rank);
      const bool listed = issuer(standing.speaker) != nullptr;
      equal.Add(listed, rank);
      if (document.withdrawn) equal_withdrawn.Add(listed, rank);
    }
    newer.Add(equal);
    withdrawn.Add(equal_withdrawn);
    any_equal |= equals.size() > 1;
  });
  return any_equal;
}

int SignatureRank(SignatureState state) {
  switch (state) {
    case SignatureState::kFailed:
      return 0;
    case SignatureState::kMissing:
    case SignatureState::kUnverifiable:
      return 1;
    case SignatureState::kVerified:
      return 2;
  }
  return 0;
}

Speakers::Speakers(const Evidence& evidence, const IssuerDirectory& directory, const Policy& policy, Instant as_of) {
  absl::flat_hash_map<std::pair<TextId, TextId>, std::uint32_t> author_of_name;  // (tenant, issuer text)
  std::map<std::pair<TextId, std::string_view>, std::uint32_t> author_of_entry;  // (tenant, entry id)
  documents_.reserve(evidence.documents().size());
  for (const Document& document : evidence.documents()) {
    const auto next = static_cast<std::uint32_t>(authors_.size());
    const auto [place, added] = author_of_name.try_emplace({document.tenant, document.issuer}, next);
    if (added) {
      const Issuer* issuer = directory.Find(evidence.Text(document.tenant), evidence.Text(document.issuer));
      if (issuer != nullptr) {
        const auto [entry, is_new] = author_of_entry.try_emplace({document.tenant, issuer->id}, next);
        place->second = entry->second;
        if (is_new) authors_.push_back({issuer, issuer->id, absl::StrCat("unverified:", issuer->id)});
      } else {
        authors_.push_back({nullptr, evidence.Text(document.issuer), ""});
      }
    }
    const Issuer* issuer = authors_[place->second].issuer;
    DocumentState standing;
    standing.exists = document.updated_at <= as_of;
    standing.withdrawn = document.withdrawn;
    standing.verified = document.signature == SignatureState::kVerified;
    const bool unconfirmed = issuer != nullptr && policy.keys_bind && !issuer->keys.empty() && !standing.verified;
    standing.speaker = place->second * 2 + (unconfirmed ? 1 : 0);
    documents_.push_back(standing);
  }
  Supersede(evidence);
}

void Speakers::Supersede(const Evidence& evidence) {
  // Editions are all documents with one id.
  struct Editions {
    std::vector<Edition> comparable;
    std::vector<std::uint32_t> incomparable;
  };
  absl::flat_hash_map<std::tuple<TextId, std::uint32_t, Format, TextId>, Editions> by_id;
  for (std::uint32_t i = 0; i < documents_.size(); ++i) {
    const Document& document = evidence.documents()[i];
    const bool has_editions = SupersededBy(document.format) == Supersession::kByDocument && document.id != 0;
    if (!documents_[i].exists || !has_editions) continue;
    Editions& editions = by_id[{document.tenant, documents_[i].author(), document.format, document.id}];
    std::optional<DocumentVersion> version = DocumentVersion::Parse(evidence.Text(document.version));
    if (version.has_value()) {
      editions.comparable.push_back({*std::move(version), i});
    } else {
      editions.incomparable.push_back(i);
    }
  }
  for (auto& [identity, editions] : by_id) {
    if (editions.comparable.size() + editions.incomparable.size() == 1) continue;
    const bool any_equal = SupersedeEditions(evidence, editions.comparable);
    if (any_equal || !editions.incomparable.empty()) {
      repeated_.push_back({editions.comparable.empty() ? editions.incomparable[0] : editions.comparable[0].document});
    }
  }
  std::sort(repeated_.begin(), repeated_.end(), [&](RepeatedEdition a, RepeatedEdition b) {
    return evidence.Text(evidence.documents()[a.document].id) < evidence.Text(evidence.documents()[b.document].id);
  });
}

}  // namespace vexlens::consensus
