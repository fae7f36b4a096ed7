#include "tests/support/nats_server.h"

#include <stdlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <utility>

#include "absl/strings/str_cat.h"

namespace vexlens::testing {

bool NatsServer::IsInstalled() {
  for (const char* const folder : {"/usr/sbin", "/usr/bin", "/usr/local/bin"}) {
    if (std::filesystem::exists(absl::StrCat(folder, "/nats-server"))) return true;
  }
  return false;
}

NatsServer::NatsServer(std::string_view config, std::string_view login)
    : folder_("/tmp/vexlens-nats-XXXXXX"), login_(login) {
  if (mkdtemp(folder_.data()) == nullptr) ADD_FAILURE() << "no folder " << folder_;
  if (!config.empty()) std::ofstream(folder_ + "/config") << config;
  Start();
  Client("stream EVENTS 'events.>'");
  Client("stream PARKED 'parked.>'");
}

NatsServer::~NatsServer() {
  if (running_) Kill();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void NatsServer::Do(std::string_view action) const {
  EXPECT_EQ(std::system(absl::StrCat("tests/support/nats.sh ", action, " ", folder_).c_str()), 0) << action;
}

void NatsServer::Start() {
  Do("start");
  running_ = true;
}

void NatsServer::End(std::string_view action) {
  Do(action);
  running_ = false;
}

int NatsServer::port() const {
  int port = 0;
  std::ifstream(folder_ + "/port") >> port;
  return port;
}

std::string NatsServer::Url(std::string_view login) const {
  return absl::StrCat("nats://", login, login.empty() ? "" : "@", "127.0.0.1:", port());
}

void NatsServer::Publish(std::string_view subject, const std::vector<std::string>& texts) const {
  const std::string file = folder_ + "/texts";
  {
    std::ofstream out(file);
    for (const std::string& text : texts) out << text << "\n";
  }
  Client(absl::StrCat("publish ", subject, " <", file));
}

std::string NatsServer::Client(std::string_view arguments) const {
  FILE* const pipe = popen(absl::StrCat("tests/support/nats_client ", Url(login_), " ", arguments).c_str(), "r");
  std::string output;
  char buffer[4096];
  while (const std::size_t count = fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, count);
  EXPECT_EQ(pclose(pipe), 0) << arguments;
  return output;
}

const Driver& NatsDriver() {
  static const Driver driver =
      Driver::Load(std::filesystem::absolute("drivers/nats/libvexlens-nats.so").native()).value();
  return driver;
}

TimelineSourceOptions OfEvents(std::string consumer) {
  TimelineSourceOptions options;
  options.stream = "EVENTS";
  options.consumer = std::move(consumer);
  options.parked = "parked.events";
  return options;
}

}  // namespace vexlens::testing
