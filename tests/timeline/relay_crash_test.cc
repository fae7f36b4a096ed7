// kill -9 on either side of the relay: each fact that the workspace has is in the timeline once.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gtest/gtest.h"
#include "tests/support/kill.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "tests/timeline/relayed.h"
#include "tests/workspace/change_script.h"
#include "vexlens/timeline_relay.h"

namespace vexlens::testing {
namespace {

constexpr std::string_view kTenants[] = {"default", "acme"};
constexpr std::size_t kSteps = 40;

int Kills() {
  const char* const asked = std::getenv("VEXLENS_KILLS");
  return asked == nullptr ? 50 : std::atoi(asked) / 2;
}

bool RelayAll(Workspace& workspace, Timeline& timeline) {
  for (const std::string_view tenant : kTenants) {
    RelayOptions options;
    options.at_once = 3;
    const absl::StatusOr<RelayReport> report = RelayToTimeline(workspace, timeline, tenant, options);
    if (absl::IsNotFound(report.status())) continue;
    if (!report.ok() || report->refused != 0) return false;
  }
  return true;
}

// RelayKilledTest has a workspace that is changed by a script, and a timeline in the same folder, whose operations are
// counted together.
class RelayKilledTest : public ::testing::Test {
 protected:
  RelayKilledTest() { Begin(); }

  static absl::StatusOr<std::unique_ptr<Timeline>> OpenTimeline(const TemporaryFolder& folder) {
    TimelineOptions options;
    options.directory = folder.path();
    return MakeTimeline(std::move(options));
  }

  void Begin() {
    folder_ = std::make_unique<TemporaryFolder>();
    script_ = std::make_unique<ChangeScript>(static_cast<std::uint32_t>(random_.Below(1'000'000)), kSteps);
    done_ = 0;
  }

  // Relays what is left, and compares all with what the workspace has, and with a timeline that never saw a kill.
  void ExpectOnce(bool with_new_timeline) {
    const auto workspace = script_->Open(folder_->path());
    ASSERT_TRUE(workspace.ok()) << workspace.status();
    const auto timeline = OpenTimeline(*folder_);
    ASSERT_TRUE(timeline.ok()) << timeline.status();
    ASSERT_TRUE(RelayAll(**workspace, **timeline));
    const TemporaryFolder elsewhere;
    const auto other = OpenTimeline(elsewhere).value();
    ASSERT_TRUE(!with_new_timeline || RelayAll(**workspace, *other));
    for (const std::string_view tenant : kTenants) {
      if ((*workspace)->Documents(tenant).value().empty()) continue;
      ExpectTellsAll(**workspace, **timeline, tenant);
      if (!with_new_timeline) continue;
      EXPECT_EQ(TextsOf(EventsIn(**timeline, tenant)), TextsOf(EventsIn(*other, tenant)));
    }
  }

  Random random_{5};
  std::unique_ptr<TemporaryFolder> folder_;
  std::unique_ptr<ChangeScript> script_;
  std::size_t done_ = 0;  // steps of the script
  int killed_ = 0;
};

// RelayingTest kills the relay; nobody kills who changes the workspace.
class RelayingTest : public RelayKilledTest {
 protected:
  // Makes some changes, so that there is something to tell.
  void Change() {
    if (done_ == script_->size()) {
      ExpectOnce(/*with_new_timeline=*/true);
      Begin();
    }
    const auto workspace = script_->Open(folder_->path()).value();
    const std::size_t end = std::min(done_ + 2, script_->size());
    ASSERT_EQ(script_->ApplyAll(done_, end, *workspace), absl::OkStatus());
    done_ = end;
  }

  Child Work() const {
    return [this](const Acknowledge&) {
      const auto workspace = script_->Open(folder_->path());
      if (!workspace.ok()) return 3;
      const auto timeline = OpenTimeline(*folder_);
      if (!timeline.ok()) return 4;
      return RelayAll(**workspace, **timeline) ? 0 : 5;
    };
  }

  void Count(const ChildRun& run) {
    ASSERT_LE(run.exit_code, 0);
    killed_ += run.killed ? 1 : 0;
  }
};

TEST_F(RelayingTest, KilledAtAnyOperation) {
  constexpr std::size_t kOperations = 200;
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    ASSERT_NO_FATAL_FAILURE(Change());
    const auto n = static_cast<std::int64_t>(1 + random_.Below(kOperations));
    ASSERT_NO_FATAL_FAILURE(Count(KillAtOperation(n, folder_->path(), Work())));
  }
  EXPECT_GT(killed_, Kills() / 2);
  ExpectOnce(/*with_new_timeline=*/true);
}

TEST_F(RelayingTest, KilledAtAnyTime) {
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    ASSERT_NO_FATAL_FAILURE(Change());
    const std::chrono::microseconds time(1 + random_.Below(20'000));
    ASSERT_NO_FATAL_FAILURE(Count(KillAfter(time, folder_->path(), Work())));
    ASSERT_NO_FATAL_FAILURE(ExpectOnce(/*with_new_timeline=*/false));
  }
  EXPECT_GT(killed_, Kills() / 4);
}

// WritingTest kills a process that changes the workspace and relays after each change.
class WritingTest : public RelayKilledTest {
 protected:
  Child Work() const {
    return [this](const Acknowledge& acknowledge) {
      const auto workspace = script_->Open(folder_->path());
      if (!workspace.ok()) return 3;
      const auto timeline = OpenTimeline(*folder_);
      if (!timeline.ok()) return 4;
      for (std::size_t i = done_; i < script_->size(); ++i) {
        if (!script_->Apply(i, **workspace).ok()) return 5;
        if (!RelayAll(**workspace, **timeline)) return 6;
        acknowledge(static_cast<std::int64_t>(i + 1));
      }
      return 0;
    };
  }

  void Examine(const ChildRun& run) {
    ASSERT_LE(run.exit_code, 0);
    killed_ += run.killed ? 1 : 0;
    const std::size_t least = std::max(done_, static_cast<std::size_t>(run.acknowledged));
    {
      const auto workspace = script_->Open(folder_->path());
      ASSERT_TRUE(workspace.ok()) << workspace.status();
      done_ = script_->StepsDone(least, std::min(least + 1, script_->size()), **workspace);
    }
    ASSERT_NO_FATAL_FAILURE(ExpectOnce(/*with_new_timeline=*/false));
    if (done_ == script_->size()) Begin();
  }
};

TEST_F(WritingTest, KilledAtAnyOperation) {
  constexpr std::size_t kOperations = 600;
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    const auto n = static_cast<std::int64_t>(1 + random_.Below(kOperations));
    ASSERT_NO_FATAL_FAILURE(Examine(KillAtOperation(n, folder_->path(), Work())));
  }
  EXPECT_GT(killed_, Kills() / 2);
  ExpectOnce(/*with_new_timeline=*/true);
}

TEST_F(WritingTest, KilledAtAnyTime) {
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    const std::chrono::microseconds time(1 + random_.Below(60'000));
    ASSERT_NO_FATAL_FAILURE(Examine(KillAfter(time, folder_->path(), Work())));
  }
  EXPECT_GT(killed_, Kills() / 4);
  ExpectOnce(/*with_new_timeline=*/true);
}

}  // namespace
}  // namespace vexlens::testing
