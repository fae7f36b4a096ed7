#include "tests/timeline/tampering.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace vexlens::testing {

std::unique_ptr<Timeline> TimelineOver(std::unique_ptr<TimelineEventStore> store) {
  TimelineParts parts;
  parts.store = std::move(store);
  parts.clock = [] { return Instant{1'796'032'801'000'000}; };
  return MakeTimeline({}, std::move(parts)).value();
}

std::string TamperedEvent(int i, std::string_view type) {
  return absl::StrCat(R"({"actor":"a","attributes":{"k":"v"},"correlationId":"c","eventId":"e)", i,
                      R"(","eventType":")", type,
                      R"(","evidence":[{"bundleId":"b"}],"occurredAt":"2026-11-30T10:00:00Z","payload":{"n":)", i,
                      R"(},"source":"s","spanId":"00f067aa0ba902b7","subject":"x","tenant":"acme",)",
                      R"("traceId":"4bf92f3577b34da6a3ce929d0e0e4736"})");
}

Checkpoint FillForTampering(Timeline& timeline, std::string_view type_of_first) {
  std::mt19937 random(7);
  for (int first = 0; first < kTamperedEvents;) {
    const int count = std::min<int>(1 + static_cast<int>(random() % 40), kTamperedEvents - first);
    std::vector<std::string> events;
    for (int i = first; i < first + count; ++i) events.push_back(TamperedEvent(i, i == 0 ? type_of_first : "t"));
    const auto became = timeline.ingestion().Ingest(std::vector<std::string_view>(events.begin(), events.end()));
    for (const IngestedEvent& each : became) EXPECT_EQ(each.outcome, EventOutcome::kStored) << each.status;
    first += count;
  }
  const TimelineCheckpoint last = timeline.queries().LastCheckpoint("acme").value();
  return {"vexlens/acme", last.size, last.root};
}

std::string Tampering::Draw() {
  const StoredTable& table = tables_[random_() % tables_.size()];
  const std::string row =
      absl::StrCat("(", table.key, ") = (SELECT ", table.key, " FROM ", table.name, " ORDER BY ", table.key,
                   " LIMIT 1 OFFSET ", random_() % kTamperedEvents, " % (SELECT count(*) FROM ", table.name, "))");
  switch (random_() % 8) {
    case 0:
      return absl::StrCat("DELETE FROM ", table.name, " WHERE ", row);
    case 1:
      if (table.copy.empty()) return "";
      return absl::StrCat("INSERT INTO ", table.name, " SELECT ", table.copy, " FROM ", table.name, " WHERE ", row);
    case 2:
      return table.place.empty() ? "" : Swap(table);
    default:
      return absl::StrCat("UPDATE ", table.name, " SET ", Change(table), " WHERE ", row);
  }
}

std::string Tampering::Change(const StoredTable& table) {
  const std::size_t kind = random_() % 4;
  if (kind == 0 && !table.texts.empty()) {
    const std::string_view column = OneOf(table.texts);
    return absl::StrCat(column, " = CASE WHEN ", column, " = '' THEN 'x' ELSE ", dialect_.character, "(",
                        dialect_.code_point, "(", column, ") + 1) || substr(", column, ", 2) END");
  }
  if (kind == 1 && !table.times.empty()) {
    const std::string_view column = OneOf(table.times);
    return absl::StrCat(column, " = ", column, " + interval '1 microsecond'");
  }
  if (kind <= 2) {
    const std::string_view column = OneOf(table.numbers);
    return absl::StrCat(column, " = ", column, random_() % 2 == 0 ? " + " : " - ", 1 + random_() % 3);
  }
  if (table.digests.empty()) return absl::StrCat(table.numbers[0], " = ", table.numbers[0], " + 7");
  const std::string_view column = OneOf(table.digests);
  std::string hex;
  for (int i = 0; i < 32; ++i) absl::StrAppend(&hex, absl::Hex(random_() % 256, absl::kZeroPad2));
  return absl::StrCat(column, " = ", dialect_.digest_before, hex, dialect_.digest_after);
}

// Two rows in each other's place.
std::string Tampering::Swap(const StoredTable& table) {
  constexpr std::int64_t kAside = 1'000'000;
  const auto a = static_cast<std::int64_t>(random_() % kTamperedEvents);
  const auto b = (a + 1 + static_cast<std::int64_t>(random_() % (kTamperedEvents - 1))) % kTamperedEvents;
  std::string script;
  for (const auto& [from, to] : {std::pair(a, kAside), std::pair(b, a), std::pair(kAside, b)}) {
    absl::StrAppend(&script, script.empty() ? "" : "; ", "UPDATE ", table.name, " SET ", table.place, " = ",
                    table.first + to, " WHERE ", table.place, " = ", table.first + from);
  }
  return script;
}

}  // namespace vexlens::testing
