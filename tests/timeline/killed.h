// Batches of events, ingested by a process that is killed again and again, and by many writers at once.
#ifndef VEXLENS_TESTS_TIMELINE_KILLED_H_
#define VEXLENS_TESTS_TIMELINE_KILLED_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/support/kill.h"
#include "vexlens/timeline.h"

namespace vexlens::testing {

inline constexpr int kInBatch = 5;

// Returns the events of a batch, whose ids are e<number>.0 and so on.
std::vector<std::string> Batch(std::string_view tenant, std::int64_t number);

// Ingests a batch, and returns what became of each event.
std::vector<IngestedEvent> IngestBatch(Timeline& timeline, const std::vector<std::string>& events);

// Returns the outcome that all events of a batch have.
EventOutcome OutcomeOf(const std::vector<IngestedEvent>& became);

// Has eight writers ingest batches at once, each for the tenant "shared" and for one of its own, and checks that all of
// them are there. Returns the tenants in byte order.
std::vector<std::string> WriteAtOnce(Timeline& timeline);

// Returns how often to kill: half of VEXLENS_KILLS, or `otherwise`.
int Kills(int otherwise);

// KilledIngestion ingests the batches 1, 2, … of the tenant "acme".
class KilledIngestion {
 public:
  using Open = std::function<absl::StatusOr<std::unique_ptr<Timeline>>()>;

  explicit KilledIngestion(Open open) : open_(std::move(open)) {}

  // Returns the work, from the first batch on that is not there.
  Child Work() const;

  // Checks after a run that what was said to be stored is there, once, and that the log goes on from the checkpoint
  // that was seen last.
  void Examine(const ChildRun& run);

  int killed() const { return killed_; }

 private:
  const Open open_;
  std::int64_t done_ = 0;
  std::optional<Checkpoint> kept_;
  int killed_ = 0;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_TIMELINE_KILLED_H_
