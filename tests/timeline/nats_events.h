// Events that tests publish, and the log that they become.
#ifndef VEXLENS_TESTS_TIMELINE_NATS_EVENTS_H_
#define VEXLENS_TESTS_TIMELINE_NATS_EVENTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "vexlens/timeline.h"

namespace vexlens::testing {

// Returns the events `first`, `first` + 1, …
inline std::vector<std::string> EventsFrom(std::size_t first, std::size_t count) {
  std::vector<std::string> events;
  for (std::size_t i = first; i < first + count; ++i) {
    events.push_back(absl::StrCat(R"({"eventId":"e)", i,
                                  R"(","eventType":"t","occurredAt":"2026-06-01T10:00:00Z","payload":")",
                                  std::string(200, 'x'), R"(","source":"s","tenant":"acme"})"));
  }
  return events;
}

inline std::unique_ptr<Timeline> TimelineIn(const std::string& folder) {
  TimelineOptions options;
  options.directory = folder;
  return MakeTimeline(std::move(options)).value();
}

inline int Occurrences(std::string_view text, std::string_view what) {
  int count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

// LogWatch looks at the log of a timeline again and again.
class LogWatch {
 public:
  explicit LogWatch(std::string folder) : folder_(std::move(folder)) {}

  // Verifies the log, which has at least `more` events more than when it was last looked at, against the checkpoint
  // that was seen then.
  void Look(std::uint64_t more) {
    const std::unique_ptr<Timeline> timeline = TimelineIn(folder_);
    const TimelineVerdict verdict = timeline->queries().Verify("acme", kept_).value();
    ASSERT_TRUE(verdict.ok()) << verdict.faults[0];
    ASSERT_GE(verdict.size, size_ + more);
    size_ = verdict.size;
    if (size_ == 0) return;
    const TimelineCheckpoint last = timeline->queries().LastCheckpoint("acme").value();
    kept_ = Checkpoint{"vexlens/acme", last.size, last.root};
  }

  // Expects the events 0 to `count` - 1, each once, and nothing else.
  void ExpectAll(std::size_t count) const {
    EXPECT_EQ(size_, count);
    const std::unique_ptr<Timeline> timeline = TimelineIn(folder_);
    for (std::size_t i = 0; i < count; ++i) {
      const absl::Status there = timeline->queries().Get("acme", absl::StrCat("e", i)).status();
      ASSERT_TRUE(there.ok()) << i << ": " << there;
    }
  }

 private:
  const std::string folder_;
  std::uint64_t size_ = 0;
  std::optional<Checkpoint> kept_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_TIMELINE_NATS_EVENTS_H_
