// ChangeScript: random changes of a workspace one after the other, and all that it must answer after each of them.
#ifndef VEXLENS_TESTS_STORE_CHANGE_SCRIPT_H_
#define VEXLENS_TESTS_STORE_CHANGE_SCRIPT_H_

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "gtest/gtest.h"
#include "vexlens/workspace.h"

namespace vexlens::testing {

// Step is one change: all that its kind needs is set.
struct Step {
  enum class Kind : std::uint8_t { kIngest, kWithdraw, kAsOf, kPolicy, kDirectory, kCheckpoint };

  Kind kind = Kind::kIngest;
  std::string tenant;
  std::vector<std::string> documents;
  Digest withdrawn;
  Instant as_of;
  std::string json;  // of a policy or a directory
};

// ChangeScript is fixed by its seed, and so is every byte that a workspace answers: its clock shows the step that was
// last begun. The constructor runs all steps in a workspace without faults, whose answers are those of everything read
// at once, and keeps them. It leaves no database open, and outlives every workspace that it opens.
class ChangeScript {
 public:
  ChangeScript(std::uint32_t seed, std::size_t steps);

  std::size_t size() const { return steps_.size(); }
  const Step& step(std::size_t i) const { return steps_[i]; }

  ChangeScript(const ChangeScript&) = delete;

  // Options have the script's clock.
  Workspace::Options Options() const;

  // Open opens a workspace, through a VFS of SQLite ("": its default). A step that brings what was written into its
  // final place does so where a workspace was opened last.
  absl::StatusOr<std::unique_ptr<Workspace>> Open(const std::string& folder, const std::string& vfs = "",
                                                  bool create = true) const;
  absl::StatusOr<std::unique_ptr<Workspace>> Open(const std::string& folder, const std::string& vfs,
                                                  Workspace::Options options) const;

  // Apply makes the change of step `i`, ApplyAll those from `begin` on, before `end`.
  absl::Status Apply(std::size_t i, Workspace& workspace) const;
  absl::Status ApplyAll(std::size_t begin, std::size_t end, Workspace& workspace) const;

  // IsAfter tells whether the workspace is as after the first `steps` steps: each document with its exact bytes, each
  // record, conflict, revision and change of trust.
  ::testing::AssertionResult IsAfter(std::size_t steps, Workspace& workspace) const;

  // StepsDone is after how many steps, at least `least` and at most `most`, it answers so. A step without effect is
  // not done. Fails the test, and gives `most`, if it is neither.
  std::size_t StepsDone(std::size_t least, std::size_t most, Workspace& workspace) const;

 private:
  Step NextStep(class DocumentGenerator& generator, Workspace& workspace) const;
  void ExpectReadAtOnce(Workspace& workspace) const;

  std::vector<Step> steps_;
  std::vector<std::string> answers_;  // after so many steps
  mutable std::atomic<std::int64_t> now_;
  mutable absl::Mutex mutex_;
  mutable std::string folder_ ABSL_GUARDED_BY(mutex_);
  mutable std::string vfs_ ABSL_GUARDED_BY(mutex_);
  mutable std::chrono::milliseconds patience_ ABSL_GUARDED_BY(mutex_){};
};

// Answers is all that a workspace answers, line by line.
std::string Answers(Workspace& workspace);

// ExpectSound expects that everything derived is as the documents give it.
void ExpectSound(Workspace& workspace);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_STORE_CHANGE_SCRIPT_H_
