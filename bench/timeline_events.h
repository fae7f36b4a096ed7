// Events of about 1 kB, as other services send them.
#ifndef VEXLENS_BENCH_TIMELINE_EVENTS_H_
#define VEXLENS_BENCH_TIMELINE_EVENTS_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace vexlens::bench {

inline constexpr std::string_view kTenant = "acme";

// Returns how many events VEXLENS_BENCH_EVENTS asks for.
inline std::uint64_t EventsAsked(std::uint64_t otherwise) {
  const char* const text = std::getenv("VEXLENS_BENCH_EVENTS");
  std::uint64_t events = 1;
  if (text == nullptr || !absl::SimpleAtoi(text, &events)) return text == nullptr ? otherwise : 1;
  return events;
}

inline std::string EventJson(std::uint64_t number) {
  std::mt19937_64 random(number);
  std::string payload;
  while (payload.size() < 400) absl::StrAppend(&payload, absl::Hex(random(), absl::kZeroPad16));
  return absl::StrCat(
      R"({"eventId":"event-)", number, R"(","tenant":"acme","eventType":"consensus.changed","source":"vexlens",)",
      R"("occurredAt":"2026-06-01T)", absl::Dec(number / 3600 % 24, absl::kZeroPad2), ":",
      absl::Dec(number / 60 % 60, absl::kZeroPad2), ":", absl::Dec(number % 60, absl::kZeroPad2),
      R"(Z","correlationId":"correlation-)", number / 20, R"(","traceId":"4bf92f3577b34da6a3ce929d0e0e4736",)",
      R"("spanId":"00f067aa0ba902b7","actor":"ann@example.org","severity":"notice","subject":"pkg:npm/package-)",
      number % 1000, R"(@1.0","attributes":{"before":"affected","after":"fixed"},)",
      R"("payload":{"confidence":0.75,"reasons":["one","two"],"text":")", payload,
      R"("},"evidence":[{"bundleId":"bundle-1","attestationSubject":"pkg:npm/package@1.0"}]})");
}

inline std::vector<std::string> EventsFrom(std::uint64_t first, std::size_t count) {
  std::vector<std::string> events;
  for (std::size_t i = 0; i < count; ++i) events.push_back(EventJson(first + i));
  return events;
}

}  // namespace vexlens::bench

#endif  // VEXLENS_BENCH_TIMELINE_EVENTS_H_
