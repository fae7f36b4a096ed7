// Servers for tests of //drivers/mongo: a real one (FerretDB), and one that fails as it is told.
#ifndef VEXLENS_TESTS_MONGO_SERVERS_H_
#define VEXLENS_TESTS_MONGO_SERVERS_H_

#include <sys/types.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace vexlens::testing {

// Process is a program that prints a line, its address, when it can be reached, and ends when its standard input does.
class Process {
 public:
  // Starts a program and waits for the line.
  explicit Process(std::vector<std::string> command);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  // Ends it as kill -9 does.
  void Kill();

  const std::string& address() const { return address_; }  // "" if it ended without one
  int exit_code() const { return exit_code_; }             // of one without an address

 private:
  int Wait();

  pid_t child_ = -1;
  int input_ = -1;
  std::string address_;
  int exit_code_ = -1;
};

// Server is a FerretDB with a folder of its own.
class Server {
 public:
  // Returns null where it cannot be had: with CI=true that is a failure of the test, else the test is to be skipped,
  // for the reason kNoServer.
  static std::unique_ptr<Server> Start();

  // Kill ends it as kill -9 does; StartAgain has it at the same address, over the same files.
  void Kill() { process_->Kill(); }
  void StartAgain();

  const std::string& address() const { return address_; }

  // Returns a URL of one of its databases.
  std::string Url(std::string_view database) const;

  // Sends commands, JSON objects as commands.py has them, to it. Returns its answers.
  std::vector<std::string> Send(const std::vector<std::string>& commands) const;

 private:
  Server() = default;

  TemporaryFolder folder_;
  std::unique_ptr<Process> process_;
  std::string address_;
};
inline constexpr char kNoServer[] = "SKIPPED WITHOUT A SERVER: FerretDB cannot be built here, as the log above says";

// FaultyServer runs faulty_server.py with these arguments.
class FaultyServer {
 public:
  explicit FaultyServer(std::vector<std::string> arguments);

  // Returns a URL that leads to it.
  std::string Url(std::string_view database_and_options) const;
  const std::string& address() const { return process_->address(); }

  // Returns the commands that it got, a line of JSON each, without greetings.
  std::string Log() const;

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Process> process_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_MONGO_SERVERS_H_
