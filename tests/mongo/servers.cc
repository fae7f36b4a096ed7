#include "tests/mongo/servers.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"

namespace vexlens::testing {
namespace {

constexpr int kMissing = 77;  // how server.sh ends where there is no server

}  // namespace

Process::Process(std::vector<std::string> command) {
  int input[2], output[2];
  if (pipe2(input, O_CLOEXEC) != 0 || pipe2(output, O_CLOEXEC) != 0) {
    ADD_FAILURE() << "no pipes";
    return;
  }
  std::vector<char*> arguments;
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  child_ = fork();
  if (child_ == 0) {
    dup2(input[0], STDIN_FILENO);
    dup2(output[1], STDOUT_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(input[0]);
  close(output[1]);
  input_ = input[1];
  char letter;
  while (read(output[0], &letter, 1) == 1 && letter != '\n') address_ += letter;
  close(output[0]);
  if (address_.empty()) exit_code_ = Wait();
}

Process::~Process() { Kill(); }

void Process::Kill() {
  if (child_ > 0) kill(child_, SIGKILL);
  Wait();
}

int Process::Wait() {
  int status = 0;
  if (child_ > 0) waitpid(child_, &status, 0);
  if (input_ >= 0) close(input_);
  child_ = input_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::unique_ptr<Server> Server::Start() {
  std::unique_ptr<Server> server(new Server());
  server->address_ = "127.0.0.1:0";
  server->StartAgain();
  if (!server->process_->address().empty()) return server;
  const char* const ci = std::getenv("CI");
  const bool may_be_missing = ci == nullptr || std::string_view(ci) != "true";
  EXPECT_TRUE(may_be_missing && server->process_->exit_code() == kMissing) << "no server for the test";
  return nullptr;
}

void Server::StartAgain() {
  process_ = std::make_unique<Process>(std::vector<std::string>{"tests/mongo/server.sh", folder_.path(), address_});
  if (!process_->address().empty()) address_ = process_->address();
}

std::string Server::Url(std::string_view database) const { return absl::StrCat("mongodb://", address_, "/", database); }

std::vector<std::string> Server::Send(const std::vector<std::string>& commands) const {
  const std::string asked = folder_.path() + ".asked", answered = folder_.path() + ".answered";
  std::ofstream(asked) << absl::StrJoin(commands, "\n") << "\n";
  const std::string command =
      absl::StrCat("/usr/bin/python3 tests/mongo/commands.py ", address_, " <", asked, " >", answered);
  EXPECT_EQ(std::system(command.c_str()), 0);
  std::vector<std::string> lines;
  std::ifstream in(answered);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  unlink(asked.c_str());
  unlink(answered.c_str());
  EXPECT_EQ(lines.size(), commands.size());
  return lines;
}

FaultyServer::FaultyServer(std::vector<std::string> arguments) {
  std::vector<std::string> command = {"/usr/bin/python3", "tests/mongo/faulty_server.py", "--log",
                                      folder_.path() + "/log"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  process_ = std::make_unique<Process>(std::move(command));
  EXPECT_NE(address(), "");
}

std::string FaultyServer::Url(std::string_view database_and_options) const {
  return absl::StrCat("mongodb://", address(), "/", database_and_options);
}

std::string FaultyServer::Log() const {
  std::ifstream in(folder_.path() + "/log");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

}  // namespace vexlens::testing
