// Children that are killed at their work.
#ifndef VEXLENS_TESTS_SUPPORT_KILL_H_
#define VEXLENS_TESTS_SUPPORT_KILL_H_

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>

namespace vexlens::testing {

// Child is work done in a process of its own; its result is the exit code. It calls Acknowledge, from one thread,
// with each number that it was promised to keep. Its default VFS counts the operations on the files of the folder.
using Acknowledge = std::function<void(std::int64_t)>;
using Child = std::function<int(const Acknowledge&)>;

// ChildRun is what became of it.
struct ChildRun {
  bool killed;
  int exit_code;              // -1 of one that was killed
  std::int64_t acknowledged;  // the last number, 0 for none
  std::int64_t operations;    // by the last acknowledgement, by the end when it was not killed
};

// These fork, so that no other thread may be running and no database may be open. RunWhole kills nobody; its
// operations are what KillAtOperation can choose from. KillAtOperation lets the child be killed in place of its
// n-th operation, from 1, KillAfter wherever it is when the time has passed.
ChildRun RunWhole(const std::filesystem::path& folder, const Child& child);
ChildRun KillAtOperation(std::int64_t n, const std::filesystem::path& folder, const Child& child);
ChildRun KillAfter(std::chrono::nanoseconds time, const std::filesystem::path& folder, const Child& child);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_KILL_H_
