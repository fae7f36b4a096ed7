#include "tests/support/kill.h"

#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>

#include "tests/support/vfs_shim.h"

namespace vexlens::testing {
namespace {

class KillingVfs final : public VfsShim {
 public:
  KillingVfs(const std::filesystem::path& folder, std::int64_t n) : VfsShim("killing", folder), n_(n) { MakeDefault(); }

  std::int64_t operations() const { return operations_; }

 private:
  int Before(const VfsOperation&) override {
    if (++operations_ == n_) raise(SIGKILL);
    return SQLITE_OK;
  }

  const std::int64_t n_;
  std::atomic<std::int64_t> operations_ = 0;
};

// Report is what goes through the pipe, in one piece.
struct Report {
  std::int64_t acknowledged = 0;
  std::int64_t operations = 0;
};

// Must is for calls that fail on a broken machine only.
void Must(bool succeeded, const char* call) {
  if (succeeded) return;
  std::perror(call);
  std::abort();
}

void DieAfter(std::chrono::nanoseconds time) {
  sigevent event = {};
  event.sigev_notify = SIGEV_SIGNAL;
  event.sigev_signo = SIGKILL;
  timer_t timer;
  Must(timer_create(CLOCK_MONOTONIC, &event, &timer) == 0, "timer_create");
  constexpr std::int64_t kSecond = 1'000'000'000;
  const itimerspec alarm = {{}, {time.count() / kSecond, time.count() % kSecond}};
  Must(timer_settime(timer, 0, &alarm, nullptr) == 0, "timer_settime");
}

int Work(const std::filesystem::path& folder, std::int64_t n, int pipe, const Child& child) {
  KillingVfs vfs(folder, n);
  Report report;
  const auto acknowledge = [&](std::int64_t number) {
    report = {number, vfs.operations()};
    Must(write(pipe, &report, sizeof(report)) == sizeof(report), "write");
  };
  const int exit_code = child(acknowledge);
  acknowledge(report.acknowledged);
  return exit_code;
}

ChildRun Run(const std::filesystem::path& folder, std::int64_t n, std::chrono::nanoseconds time, const Child& child) {
  std::array<int, 2> ends;
  Must(pipe(ends.data()) == 0, "pipe");
  const pid_t process = fork();
  Must(process != -1, "fork");
  if (process == 0) {
    close(ends[0]);
    if (time.count() != 0) DieAfter(time);
    // Not exit(): what the parent registered for its end is not the child's.
    _exit(Work(folder, n, ends[1], child));
  }
  close(ends[1]);
  Report last;
  while (true) {
    Report report;
    if (read(ends[0], &report, sizeof(report)) != sizeof(report)) break;
    last = report;
  }
  close(ends[0]);
  int status;
  Must(waitpid(process, &status, 0) == process, "waitpid");
  return {WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          last.acknowledged, last.operations};
}

}  // namespace

ChildRun RunWhole(const std::filesystem::path& folder, const Child& child) { return Run(folder, 0, {}, child); }

ChildRun KillAtOperation(std::int64_t n, const std::filesystem::path& folder, const Child& child) {
  return Run(folder, n, {}, child);
}

ChildRun KillAfter(std::chrono::nanoseconds time, const std::filesystem::path& folder, const Child& child) {
  return Run(folder, 0, time, child);
}

}  // namespace vexlens::testing
