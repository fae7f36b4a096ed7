// Whoever listens hears of every revision in order: once, and again only when death came in between.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/faulty_vfs.h"
#include "tests/support/kill.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "tests/workspace/change_script.h"

namespace vexlens::testing {
namespace {

std::string LineOf(const Revision& revision) { return absl::StrCat(revision.sequence, " ", revision.Json()); }

// Listener writes each revision into a file, at once: its own death loses nothing.
class Listener final : public RevisionListener {
 public:
  explicit Listener(const std::string& path) : file_(open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600)) {}
  Listener(const Listener&) = delete;
  ~Listener() override { close(file_); }

  void OnRevision(const Revision& revision) override {
    const std::string line = LineOf(revision) + "\n";
    if (write(file_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) std::abort();
  }

 private:
  const int file_;
};

std::vector<std::string> LinesOf(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> StoredLines(Workspace& workspace) {
  std::vector<std::string> lines;
  const std::vector<Revision> revisions = workspace.Revisions(0, SIZE_MAX).value();
  for (const Revision& revision : revisions) lines.push_back(LineOf(revision));
  return lines;
}

class EventsTest : public ::testing::Test {
 protected:
  EventsTest() : script_(21, 30), heard_(elsewhere_.path() + "/heard") {}

  absl::StatusOr<std::unique_ptr<Workspace>> Open(Listener& listener, const std::string& vfs = "") {
    Workspace::Options options = script_.Options();
    options.listener = &listener;
    return script_.Open(folder_.path(), vfs, std::move(options));
  }

  const TemporaryFolder folder_;
  const TemporaryFolder elsewhere_;
  const ChangeScript script_;
  const std::string heard_;
};

TEST_F(EventsTest, EachIsHeardOnce) {
  Listener listener(heard_);
  for (std::size_t i = 0; i < script_.size(); ++i) {
    // A listener may be away for some changes, and hears of them when it comes back.
    const auto workspace = i % 3 == 0 ? script_.Open(folder_.path()).value() : Open(listener).value();
    ASSERT_EQ(script_.Apply(i, *workspace), absl::OkStatus());
  }
  const auto workspace = Open(listener).value();
  EXPECT_GT(LinesOf(heard_).size(), 30);
  EXPECT_EQ(LinesOf(heard_), StoredLines(*workspace));
}

TEST_F(EventsTest, EachIsHeardOnceThoughItCouldNotBeNoted) {
  FaultyVfs vfs(folder_.path());
  Listener listener(heard_);
  const auto workspace = Open(listener, "faulty").value();
  for (std::size_t i = 0; i < script_.size(); ++i) {
    // The second sync of a change is that of the note, but where a log begins.
    const bool begins = i == 0 || script_.step(i - 1).kind == Step::Kind::kCheckpoint;
    if (!begins && script_.step(i).kind != Step::Kind::kCheckpoint) vfs.FailAt(VfsOperation::Kind::kSync, 2);
    ASSERT_EQ(script_.Apply(i, *workspace), absl::OkStatus());
    vfs.Repair();
  }
  EXPECT_GT(vfs.failures(), 5);
  EXPECT_EQ(LinesOf(heard_), StoredLines(*workspace));
}

TEST_F(EventsTest, NoneIsSkippedByDeath) {
  Random random(22);
  std::size_t done = 0;
  int kills = 0;
  while (done < script_.size()) {
    const auto child = [&](const Acknowledge& acknowledge) {
      Listener listener(heard_);
      const auto workspace = Open(listener);
      if (!workspace.ok()) return 3;
      for (std::size_t i = done; i < script_.size(); ++i) {
        if (!script_.Apply(i, **workspace).ok()) return 4;
        acknowledge(static_cast<std::int64_t>(i + 1));
      }
      return 0;
    };
    const ChildRun run = KillAtOperation(static_cast<std::int64_t>(1 + random.Below(120)), folder_.path(), child);
    ASSERT_LE(run.exit_code, 0);
    kills += run.killed;
    const std::size_t least = std::max(done, static_cast<std::size_t>(run.acknowledged));
    done = script_.StepsDone(least, std::min(least + 1, script_.size()), *script_.Open(folder_.path()).value());
  }
  EXPECT_GT(kills, 10);
  Listener listener(heard_);
  const auto workspace = Open(listener).value();
  const std::vector<std::string> stored = StoredLines(*workspace);
  // Each is the next one, or one that was heard before.
  std::size_t next = 0;
  for (const std::string& line : LinesOf(heard_)) {
    if (next < stored.size() && line == stored[next]) {
      ++next;
    } else {
      EXPECT_NE(std::find(stored.begin(), stored.begin() + static_cast<std::ptrdiff_t>(next), line),
                stored.begin() + static_cast<std::ptrdiff_t>(next))
          << line;
    }
  }
  EXPECT_EQ(next, stored.size());
}

}  // namespace
}  // namespace vexlens::testing
