#include "vexlens/evidence.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "lib/json/canonical.h"

namespace vexlens {

Evidence::Evidence() : subjects_(1) {}

std::pair<std::uint32_t, bool> Evidence::AddDocument(const Document& document, const Envelope* envelope) {
  const auto next = static_cast<std::uint32_t>(documents_.size());
  const auto [place, added] = document_of_.try_emplace({document.tenant, document.digest}, next);
  const std::uint32_t index = place->second;
  if (added) documents_.push_back(document);
  Document& known = documents_[index];
  known.withdrawn |= document.withdrawn;
  known.latest_at = std::max({known.latest_at, document.latest_at, document.updated_at});
  if (envelope != nullptr) {
    const auto [seen, is_first] = sightings_.try_emplace(index);
    if (is_first && !added) seen->second.bare = known;
    AddEnvelope(*envelope, seen->second.envelopes);
  } else if (const auto seen = sightings_.find(index); seen != sightings_.end()) {
    if (seen->second.bare.has_value()) {
      Improve(*seen->second.bare, document);
    } else {
      seen->second.bare = document;
    }
  }
  if (!added) Improve(known, document);
  return {index, added};
}

void Evidence::AddStatement(const Statement& statement) {
  statements_.Add(statement);
  if (statement.document >= documents_.size()) return;
  Instant& latest = documents_[statement.document].latest_at;
  latest = std::max({latest, statement.updated_at, statement.issued_at});
}

void Evidence::Improve(Document& known, const Document& seen) const {
  // Of two equally good signatures the one with smaller texts is kept, so that the order of arrival does not show.
  const auto texts = [&](const Document& of) {
    return std::make_tuple(Text(of.key_id), Text(of.signer), Text(of.signature_reason));
  };
  if (seen.signature < known.signature) return;
  if (seen.signature == known.signature && texts(seen) >= texts(known)) return;
  known.signature = seen.signature;
  known.key_id = seen.key_id;
  known.signer = seen.signer;
  known.signature_reason = seen.signature_reason;
}

void Evidence::AddEnvelope(const Envelope& envelope, std::vector<Envelope>& envelopes) {
  const auto place = std::lower_bound(envelopes.begin(), envelopes.end(), envelope,
                                      [](const Envelope& a, const Envelope& b) { return a.digest < b.digest; });
  if (place == envelopes.end() || place->digest != envelope.digest) {
    envelopes.insert(place, envelope);
    return;
  }
  // The same bytes, perhaps checked with other keys.
  std::vector<std::string> signers;
  std::set_union(place->signers.begin(), place->signers.end(), envelope.signers.begin(), envelope.signers.end(),
                 std::back_inserter(signers));
  place->signers = std::move(signers);
}

void Evidence::SetSignature(std::uint32_t document, SignatureState state, std::string_view key_id,
                            std::string_view signer, std::string_view reason) {
  Document& known = documents_[document];
  known.signature = state;
  known.key_id = texts_.Intern(key_id);
  known.signer = texts_.Intern(signer);
  known.signature_reason = texts_.Intern(reason);
}

std::uint32_t Evidence::InternAliases(std::vector<TextId> aliases) {
  std::sort(aliases.begin(), aliases.end(), [&](TextId a, TextId b) { return Text(a) < Text(b); });
  aliases.erase(std::unique(aliases.begin(), aliases.end()), aliases.end());
  return alias_lists_.Intern(aliases);
}

Digest StatementId(const Evidence& evidence, const Statement& statement) {
  const SubjectId narrower = statement.component != 0 ? statement.component : statement.product;
  const auto identifier = [&](SubjectId id) { return evidence.Text(evidence.subjects()[id].identifier); };
  thread_local std::string json;
  json.clear();
  json += "{\"component\":";
  json::AppendString(identifier(statement.component), json);
  json += ",\"documentDigest\":\"";
  AppendDigest(evidence.documents()[statement.document].digest, json);
  json += "\",\"location\":";
  if (statement.location.pattern == 0) {
    json += "\"\"";
  } else {
    thread_local std::string location;
    location.clear();
    evidence.AppendLocation(statement.location, location);
    json::AppendString(location, json);
  }
  json += ",\"product\":";
  json::AppendString(identifier(statement.product), json);
  json += ",\"status\":\"";
  json += StatusName(statement.status);
  json += "\",\"versionRange\":";
  json::AppendString(evidence.Text(evidence.subjects()[narrower].range), json);
  json += ",\"vulnerability\":";
  json::AppendString(evidence.Text(statement.vulnerability), json);
  json += '}';
  return Sha256(json);
}

}  // namespace vexlens
