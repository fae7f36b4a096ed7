#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>

#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "capi/text.h"
#include "vexlens/statement_words.h"

using vexlens::capi::Arguments;
using vexlens::capi::Borrowed;
using vexlens::capi::Guard;
using vexlens::capi::JsonArrayOf;
using vexlens::capi::JsonOf;
using vexlens::capi::NewBytes;

namespace {

// The numbers of the header, by those of the library.
constexpr int32_t kStates[] = {
    VEXLENS_STATE_AFFECTED, VEXLENS_STATE_UNDER_INVESTIGATION, VEXLENS_STATE_NOT_AFFECTED, VEXLENS_STATE_FIXED,
    VEXLENS_STATE_DISPUTED, VEXLENS_STATE_INCONCLUSIVE,
};
constexpr int32_t kStatuses[] = {
    VEXLENS_STATUS_AFFECTED,
    VEXLENS_STATUS_UNDER_INVESTIGATION,
    VEXLENS_STATUS_NOT_AFFECTED,
    VEXLENS_STATUS_FIXED,
};
static_assert(std::size(kStatuses) == vexlens::kStatusCount);

int32_t NumberOf(vexlens::State state) { return kStates[static_cast<std::size_t>(state)]; }
int32_t NumberOf(vexlens::VexStatus status) { return kStatuses[static_cast<std::size_t>(status)]; }

vexlens_decision DecisionOf(const vexlens::Record& record) {
  const vexlens::Decision& from = record.decision;
  vexlens_decision decision{};
  decision.state = NumberOf(from.state);
  decision.status = NumberOf(from.status);
  decision.winner = from.winner.has_value() ? NumberOf(*from.winner) : 0;
  decision.agreement = static_cast<int32_t>(from.agreement);
  decision.strength = static_cast<int32_t>(from.strength);
  decision.confidence = static_cast<int32_t>(from.confidence);
  decision.issuers = from.quorum;
  decision.conflicts = static_cast<uint32_t>(record.conflicts.size());
  for (const vexlens::RationaleEntry& entry : record.rationale) decision.statements += entry.count;
  std::copy(from.weights.begin(), from.weights.end(), std::begin(decision.weights));
  decision.reason = Borrowed(from.reason);
  return decision;
}

}  // namespace

void vexlens_record_free(vexlens_record* record) { delete record; }

vexlens_str vexlens_status_name(int32_t status) {
  const auto* const found = std::find(std::begin(kStatuses), std::end(kStatuses), status);
  if (found == std::end(kStatuses)) return Borrowed("");
  return Borrowed(vexlens::StatusName(static_cast<vexlens::VexStatus>(found - std::begin(kStatuses))));
}

vexlens_str vexlens_state_name(int32_t state) {
  const auto* const found = std::find(std::begin(kStates), std::end(kStates), state);
  if (found == std::end(kStates)) return Borrowed("");
  return Borrowed(vexlens::StateName(static_cast<vexlens::State>(found - std::begin(kStates))));
}

void vexlens_record_decision(const vexlens_record* record, vexlens_decision* decision) {
  if (record == nullptr || decision == nullptr) return;
  const uint32_t size = decision->struct_size;
  if (size < offsetof(vexlens_decision, status)) return;
  vexlens_decision filled = DecisionOf(record->record);
  filled.struct_size = size;
  std::memcpy(decision, &filled, std::min<std::size_t>(size, sizeof(filled)));
}

vexlens_key vexlens_record_key(const vexlens_record* record) {
  if (record == nullptr) return {};
  const vexlens::Record& of = record->record;
  return {Borrowed(of.advisory_key), Borrowed(of.artifact_key), Borrowed(of.component_key)};
}

vexlens_error* vexlens_record_json(const vexlens_record* record, vexlens_str* json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(record, "record");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    absl::MutexLock lock(&record->mutex);
    if (record->json.empty()) {
      std::string text;
      record->slice->consensus().Append(record->record, text);
      record->json = std::move(text);
    }
    *json = Borrowed(record->json);
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_record_words(const vexlens_record* record, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(record, "record");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    *json = NewBytes(JsonArrayOf(WordsOf(record->slice->evidence(), record->record), JsonOf));
    return absl::OkStatus();
  });
}
