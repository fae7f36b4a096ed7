#include "lib/consensus/conflicts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "lib/json/canonical.h"

namespace vexlens::consensus {
namespace {

using Participants = std::vector<const Candidate*>;

std::size_t Slot(VexStatus status) { return static_cast<std::size_t>(status); }

Digest ConflictId(const Digest& consensus_id, const Conflict& conflict) {
  std::string json = "{\"consensusId\":\"";
  AppendDigest(consensus_id, json);
  json += "\",\"issuers\":[";
  for (std::size_t i = 0; i < conflict.issuers.size(); ++i) {
    if (i != 0) json += ',';
    json::AppendString(conflict.issuers[i], json);
  }
  json += "],\"level\":";
  json::AppendUint(static_cast<std::uint64_t>(conflict.level), json);
  json += ",\"reason\":\"";
  json += conflict.reason;
  json += "\",\"statuses\":[";
  for (std::size_t i = 0; i < conflict.statuses.size(); ++i) {
    if (i != 0) json += ',';
    json::AppendString(StatusName(conflict.statuses[i]), json);
  }
  json += "]}";
  return Sha256(json);
}

// Returns the voices, and other statements of their issuers about this product that have another status and are not
// older. Requires: candidates are sorted by speaker, voices first.
Participants Disagreeing(const std::vector<Candidate>& candidates) {
  Participants participants;
  const Candidate* voice = nullptr;
  for (const Candidate& candidate : candidates) {
    if (candidate.voice()) {
      voice = &candidate;
      participants.push_back(voice);
    } else if (candidate.reason == Reason::kNotVoice && voice != nullptr && voice->speaker == candidate.speaker &&
               candidate.status != voice->status && !candidate.elsewhere &&
               (candidate.updated_at >= voice->updated_at || !candidate.updated_at.dated())) {
      participants.push_back(&candidate);
    }
  }
  return participants;
}

// Returns the instant at which a second status appeared; that of the first if there is only one.
Instant Since(const Participants& participants) {
  std::array<std::optional<Instant>, kStatusCount> earliest;
  for (const Candidate* participant : participants) {
    std::optional<Instant>& of_status = earliest[Slot(participant->status)];
    if (!of_status.has_value() || participant->updated_at < *of_status) of_status = participant->updated_at;
  }
  std::vector<Instant> appeared;
  for (const std::optional<Instant>& instant : earliest) {
    if (instant.has_value()) appeared.push_back(*instant);
  }
  std::sort(appeared.begin(), appeared.end());
  return appeared.size() > 1 ? appeared[1] : appeared[0];
}

class Builder {
 public:
  Builder(const Digest& consensus_id, const StatementIds& ids, const Speakers& speakers)
      : consensus_id_(consensus_id), ids_(ids), speakers_(speakers) {}

  Conflict Build(std::string_view reason, int level, const Participants& participants) const {
    Conflict conflict;
    conflict.reason = reason;
    conflict.level = level;
    std::array<Millionths, kStatusCount> sums{};
    std::array<bool, kStatusCount> present{};
    for (const Candidate* participant : participants) {
      present[Slot(participant->status)] = true;
      sums[Slot(participant->status)] += participant->weight;
      conflict.issuers.push_back(speakers_.name(participant->speaker));
      conflict.statements.push_back(ids_.Of(participant->statement));
    }
    for (std::size_t i = 0; i < kStatusCount; ++i) {
      if (present[i]) conflict.statuses.push_back(static_cast<VexStatus>(i));
    }
    SortUnique(conflict.issuers);
    SortUnique(conflict.statements);
    std::sort(sums.begin(), sums.end());
    conflict.trust_delta = sums[kStatusCount - 1] - sums[kStatusCount - 2];
    conflict.since = Since(participants);
    conflict.id = ConflictId(consensus_id_, conflict);
    return conflict;
  }

 private:
  template <typename T>
  static void SortUnique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
  }

  const Digest& consensus_id_;
  const StatementIds& ids_;
  const Speakers& speakers_;
};

bool TwoStatuses(const Participants& participants) {
  return std::any_of(participants.begin(), participants.end(),
                     [&](const Candidate* other) { return other->status != participants.front()->status; });
}

// Returns the participants that differ in level and status from another one.
Participants Mismatched(const Participants& participants) {
  bool present[6][kStatusCount] = {};
  for (const Candidate* participant : participants) present[participant->level][Slot(participant->status)] = true;
  Participants mismatched;
  for (const Candidate* participant : participants) {
    bool partner = false;
    for (std::size_t level = 1; level <= 5; ++level) {
      for (std::size_t status = 0; status < kStatusCount; ++status) {
        partner |= present[level][status] && level != participant->level && status != Slot(participant->status);
      }
    }
    if (partner) mismatched.push_back(participant);
  }
  return mismatched;
}

}  // namespace

std::vector<Conflict> FindConflicts(const std::vector<Candidate>& candidates, const Digest& consensus_id,
                                    const StatementIds& ids, const Speakers& speakers) {
  std::vector<Conflict> conflicts;
  const Builder builder(consensus_id, ids, speakers);
  const Participants participants = Disagreeing(candidates);
  for (int level = 1; level <= 5; ++level) {
    Participants at_level;
    for (const Candidate* participant : participants) {
      if (participant->level == level) at_level.push_back(participant);
    }
    if (!at_level.empty() && TwoStatuses(at_level)) {
      conflicts.push_back(builder.Build("status_disagreement", level, at_level));
    }
  }
  if (const Participants mismatched = Mismatched(participants); !mismatched.empty()) {
    conflicts.push_back(builder.Build("scope_mismatch", 0, mismatched));
  }
  Participants refused;
  for (const Candidate& candidate : candidates) {
    if (candidate.reason == Reason::kSignatureRequired) refused.push_back(&candidate);
  }
  if (!refused.empty()) {
    Conflict conflict = builder.Build("missing_provenance", 0, refused);
    conflict.since = (*std::min_element(refused.begin(), refused.end(), [](const Candidate* a, const Candidate* b) {
                       return a->updated_at < b->updated_at;
                     }))->updated_at;
    conflicts.push_back(std::move(conflict));
  }
  return conflicts;
}

}  // namespace vexlens::consensus
