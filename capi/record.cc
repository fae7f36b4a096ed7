#include <algorithm>
#include <array>
#include <optional>

#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/fill.h"
#include "capi/handles.h"
#include "capi/numbers.h"
#include "capi/text.h"
#include "vexlens/statement_words.h"

using vexlens::capi::Arguments;
using vexlens::capi::Borrowed;
using vexlens::capi::Guard;
using vexlens::capi::JsonArrayOf;
using vexlens::capi::JsonOf;
using vexlens::capi::NewBytes;
using vexlens::capi::NumberOf;

namespace {

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
  const std::optional<vexlens::VexStatus> known = vexlens::capi::StatusOf(status);
  return Borrowed(known.has_value() ? vexlens::StatusName(*known) : "");
}

vexlens_str vexlens_state_name(int32_t state) {
  const std::optional<vexlens::State> known = vexlens::capi::StateOf(state);
  return Borrowed(known.has_value() ? vexlens::StateName(*known) : "");
}

void vexlens_record_decision(const vexlens_record* record, vexlens_decision* decision) {
  if (record != nullptr) vexlens::capi::Fill(DecisionOf(record->record), decision);
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
