// A writer is killed, or the power goes off: a manifest is whole or not there, and what was promised is there.
#include <signal.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/provenance/file_calls.h"
#include "tests/provenance/runs.h"
#include "tests/support/kill.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"
#include "vexlens/pack_run_provenance.h"

namespace vexlens::testing {
namespace {

namespace fs = std::filesystem;
using Kind = FileCall::Kind;

constexpr std::int64_t kRuns = 5;

PackRunManifest Run(std::int64_t n) {
  PackRunManifest run = ARun(absl::StrCat("run-", n));
  for (int i = 0; i < 20; ++i) run.artifacts.push_back({absl::StrCat("more/", i), "", 0, Sha256(""), ""});
  return run;
}

// Kills is how often each test kills: 50 times, or half of VEXLENS_KILLS.
int Kills() {
  const char* const asked = std::getenv("VEXLENS_KILLS");
  return asked == nullptr ? 50 : std::atoi(asked) / 2;
}

// WriteRuns writes all runs, and acknowledges each.
int WriteRuns(const std::string& folder, const Acknowledge& acknowledge) {
  const auto writer = FilesystemPackRunProvenanceWriter::Open(folder);
  if (!writer.ok()) return 3;
  for (std::int64_t n = 1; n <= kRuns; ++n) {
    if (!(*writer)->Write(Run(n)).ok()) return 4;
    acknowledge(n);
  }
  return 0;
}

// Examine tells whether a folder holds the first `acknowledged` runs, and of the others each wholly or not at all.
bool Sound(const std::string& folder, std::int64_t acknowledged) {
  const auto writer = FilesystemPackRunProvenanceWriter::Open(folder);
  bool sound = true;
  for (std::int64_t n = 1; n <= kRuns; ++n) {
    const auto read = (*writer)->Read(Run(n).run);
    const bool absent = absl::IsNotFound(read.status());
    sound &= absent ? n > acknowledged : read.ok() && WritePackRun(*read)->json == WritePackRun(Run(n))->json;
  }
  return sound;
}

// ExpectGoesOn writes all again over what a crash left; nothing but manifests is there then.
void ExpectGoesOn(const std::string& folder) {
  EXPECT_EQ(WriteRuns(folder, [](std::int64_t) {}), 0);
  EXPECT_TRUE(Sound(folder, kRuns));
  for (const auto& entry : fs::directory_iterator(folder + "/acme")) EXPECT_EQ(entry.path().extension(), ".json");
}

// Killing ends the process in place of the n-th call.
class Killing final : public FileCalls {
 public:
  Killing(const std::string& folder, std::int64_t n) : FileCalls(folder), n_(n) {}
  int Before(const FileCall&) override {
    if (++calls_ == n_) raise(SIGKILL);
    return 0;
  }

 private:
  const std::int64_t n_;
  std::int64_t calls_ = 0;
};

TEST(KilledWriter, AtAnyCall) {
  constexpr std::size_t kCalls = 9 * kRuns;
  Random random(1);
  int killed = 0;
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    const TemporaryFolder folder;
    const auto n = static_cast<std::int64_t>(1 + random.Below(kCalls));
    const ChildRun run = RunWhole(folder.path(), [&](const Acknowledge& acknowledge) {
      const Killing killing(folder.path(), n);
      return WriteRuns(folder.path(), acknowledge);
    });
    EXPECT_LE(run.exit_code, 0);
    killed += run.killed;
    EXPECT_TRUE(Sound(folder.path(), run.acknowledged));
    ExpectGoesOn(folder.path());
  }
  EXPECT_GT(killed, Kills() / 2);
}

TEST(KilledWriter, AtAnyTime) {
  const TemporaryFolder whole;
  const auto begin = std::chrono::steady_clock::now();
  const auto work = [](const std::string& folder) {
    return [folder](const Acknowledge& acknowledge) { return WriteRuns(folder, acknowledge); };
  };
  RunWhole(whole.path(), work(whole.path()));
  const auto time = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin);
  Random random(2);
  int killed = 0;
  for (int i = 0; i < Kills(); ++i) {
    SCOPED_TRACE(i);
    const TemporaryFolder folder;
    const std::chrono::nanoseconds after(1 + random.Below(static_cast<std::size_t>(time.count())));
    const ChildRun run = KillAfter(after, folder.path(), work(folder.path()));
    EXPECT_LE(run.exit_code, 0);
    killed += run.killed;
    EXPECT_TRUE(Sound(folder.path(), run.acknowledged));
    ExpectGoesOn(folder.path());
  }
  EXPECT_GT(killed, Kills() / 4);
}

// Recording is the calls that succeeded, and for each run how many had when it was acknowledged.
struct Recording {
  std::vector<FileCall> calls;
  std::vector<std::size_t> marks;

  std::int64_t AcknowledgedBy(std::size_t point) const {
    std::int64_t n = 0;
    while (n < static_cast<std::int64_t>(marks.size()) && marks[static_cast<std::size_t>(n)] <= point) ++n;
    return n;
  }
};

class Recorder final : public FileCalls {
 public:
  using FileCalls::FileCalls;
  void After(const FileCall& call) override { recording.calls.push_back(call); }

  Recording recording;
};

// Disk knows what is there for sure: bytes by a sync of their file, names by a sync of their folder. Of the rest,
// each may be there or not, and a write in part.
class Disk {
 public:
  void Apply(const FileCall& call) {
    const auto found = names_.find(call.path);
    const std::shared_ptr<File> file = found == names_.end() ? nullptr : found->second.back();
    switch (call.kind) {
      case Kind::kMakeFolder:
      case Kind::kCreate:
        return Name(call.path, std::make_shared<File>(File{call.kind == Kind::kMakeFolder, "", ""}));
      case Kind::kWrite:
        file->unsynced += call.bytes;
        return;
      case Kind::kLink:
        return Name(call.bytes, file);
      case Kind::kUnlink:
        return Name(call.path, nullptr);
      case Kind::kSync:
        if (file != nullptr && !file->is_folder) {
          file->synced += file->unsynced;
          file->unsynced.clear();
          return;
        }
        for (auto& [name, meanings] : names_) {
          if (fs::path(name).parent_path() == call.path) meanings.erase(meanings.begin(), meanings.end() - 1);
        }
    }
  }

  // Lay lays out one state: with seed 0 nothing that was not synced is there, with seed 1 all of it.
  void Lay(const fs::path& folder, std::uint64_t seed) const {
    fs::remove_all(folder);
    fs::create_directories(folder);
    Random random(seed);
    const std::size_t percent = seed < 2 ? seed * 100 : 50;
    std::map<const File*, std::string> contents;  // two names of a file show the same
    for (const auto& [name, meanings] : names_) {
      auto meaning = meanings.begin();
      while (meaning + 1 != meanings.end() && random.Chance(percent)) ++meaning;
      const File* const file = meaning->get();
      // A name in a folder that is gone is gone.
      if (file == nullptr || !fs::exists((folder / name).parent_path())) continue;
      if (file->is_folder) {
        fs::create_directory(folder / name);
        continue;
      }
      const std::size_t torn = random.Chance(percent) ? file->unsynced.size() : random.Below(file->unsynced.size() + 1);
      contents.emplace(file, file->synced + file->unsynced.substr(0, percent == 0 ? 0 : torn));
      std::ofstream(folder / name, std::ios::binary) << contents[file];
    }
  }

 private:
  struct File {
    bool is_folder;
    std::string synced;
    std::string unsynced;
  };

  void Name(const std::string& name, std::shared_ptr<File> file) {
    auto& meanings = names_.try_emplace(name, 1).first->second;  // nothing, at first
    meanings.push_back(std::move(file));
  }

  // For each name what it stood for in turn, a file or nothing. The first is on the disk unless a later one is.
  std::map<std::string, std::vector<std::shared_ptr<File>>> names_;
};

Recording Record() {
  const TemporaryFolder folder;
  Recorder recorder(folder.path());
  Recording& recording = recorder.recording;
  const int code = WriteRuns(folder.path(), [&](std::int64_t) { recording.marks.push_back(recording.calls.size()); });
  EXPECT_EQ(code, 0);
  return recording;
}

// Losses counts the states in which a run that was acknowledged is gone, or one is there in part.
int Losses(const Recording& recording, bool go_on) {
  const TemporaryFolder folder;
  int losses = 0;
  Disk disk;
  for (std::size_t point = 0; point <= recording.calls.size(); ++point) {
    if (point > 0) disk.Apply(recording.calls[point - 1]);
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
      SCOPED_TRACE(absl::StrCat("power lost after call ", point, ", seed ", seed));
      disk.Lay(folder.path(), seed < 2 ? seed : (std::uint64_t{point} << 16) + seed);
      losses += !Sound(folder.path(), recording.AcknowledgedBy(point));
      if (go_on) ExpectGoesOn(folder.path());
    }
  }
  return losses;
}

// Without leaves out the syncs that `drop` names.
template <typename Drop>
Recording Without(Drop drop) {
  const Recording whole = Record();
  Recording rest;
  for (std::size_t i = 0; i <= whole.calls.size(); ++i) {
    while (rest.marks.size() < whole.marks.size() && whole.marks[rest.marks.size()] == i) {
      rest.marks.push_back(rest.calls.size());
    }
    if (i == whole.calls.size()) break;
    if (whole.calls[i].kind != Kind::kSync || !drop(whole.calls[i].path)) rest.calls.push_back(whole.calls[i]);
  }
  return rest;
}

TEST(PowerLoss, LosesNothingThatWasAcknowledged) { EXPECT_EQ(Losses(Record(), true), 0); }

TEST(PowerLoss, WouldShowEachSyncThatLacks) {
  EXPECT_GT(Losses(Without([](std::string_view path) { return path.ends_with(".unfinished"); }), false), 0);
  EXPECT_GT(Losses(Without([](std::string_view path) { return path == "acme"; }), false), 0);
  EXPECT_GT(Losses(Without([](std::string_view path) { return path.empty(); }), false), 0);
  EXPECT_EQ(Losses(Without([](std::string_view) { return false; }), false), 0);
}

}  // namespace
}  // namespace vexlens::testing
