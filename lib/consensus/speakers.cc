#include "lib/consensus/speakers.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "lib/consensus/version_order.h"

namespace vexlens {
namespace {

// Edition is one version of a document that supersedes and is superseded as a whole.
struct Edition {
  DocumentVersion version;
  std::uint32_t document;
};

// Editions are all that is known under one document id.
struct Editions {
  std::vector<Edition> comparable;
  std::vector<std::uint32_t> incomparable;
};

// SupersedeEditions goes from the newest version to the oldest, and remembers the best signature and the best
// signed withdrawal among the strictly newer ones. True when two versions are equal.
bool SupersedeEditions(const Evidence& evidence, std::vector<Edition>& editions,
                       std::vector<DocumentStanding>& documents) {
  std::sort(editions.begin(), editions.end(),
            [](const Edition& a, const Edition& b) { return DocumentVersion::Compare(a.version, b.version) > 0; });
  int newer_rank = -1;
  int withdrawal_rank = -1;
  bool any_equal = false;
  for (std::size_t first = 0; first < editions.size();) {
    std::size_t last = first;
    int equal_rank = -1;
    int equal_withdrawal = -1;
    for (; last < editions.size() && DocumentVersion::Compare(editions[first].version, editions[last].version) == 0;
         ++last) {
      const Document& document = evidence.documents()[editions[last].document];
      const int rank = SignatureRank(document.signature);
      DocumentStanding& standing = documents[editions[last].document];
      standing.superseded = newer_rank >= rank;
      standing.withdrawn |= withdrawal_rank >= rank;
      equal_rank = std::max(equal_rank, rank);
      if (document.withdrawn) equal_withdrawal = std::max(equal_withdrawal, rank);
    }
    newer_rank = std::max(newer_rank, equal_rank);
    withdrawal_rank = std::max(withdrawal_rank, equal_withdrawal);
    any_equal |= last - first > 1;
    first = last;
  }
  return any_equal;
}

}  // namespace

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
    DocumentStanding standing;
    standing.exists = document.updated_at <= as_of;
    standing.withdrawn = document.withdrawn;
    standing.verified = document.signature == SignatureState::kVerified;
    const bool unconfirmed = issuer != nullptr && policy.keys_bind && issuer->KeyedAt(as_of) && !standing.verified;
    standing.speaker = place->second * 2 + (unconfirmed ? 1 : 0);
    documents_.push_back(standing);
  }
  Supersede(evidence);
}

void Speakers::Supersede(const Evidence& evidence) {
  absl::flat_hash_map<std::tuple<TextId, std::uint32_t, Format, TextId>, Editions> by_id;
  for (std::uint32_t i = 0; i < documents_.size(); ++i) {
    const Document& document = evidence.documents()[i];
    if (!documents_[i].exists || document.format == Format::kOpenVex) continue;
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
    const bool any_equal = SupersedeEditions(evidence, editions.comparable, documents_);
    if (any_equal || !editions.incomparable.empty()) {
      repeated_.push_back({editions.comparable.empty() ? editions.incomparable[0] : editions.comparable[0].document});
    }
  }
  std::sort(repeated_.begin(), repeated_.end(), [&](RepeatedEdition a, RepeatedEdition b) {
    return evidence.Text(evidence.documents()[a.document].id) < evidence.Text(evidence.documents()[b.document].id);
  });
}

}  // namespace vexlens
