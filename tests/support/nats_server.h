// NatsServer: a NATS server of a test's own.
#ifndef VEXLENS_TESTS_SUPPORT_NATS_SERVER_H_
#define VEXLENS_TESTS_SUPPORT_NATS_SERVER_H_

#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/corpora.h"
#include "vexlens/driver.h"

namespace vexlens::testing {

// NatsServer has a stream EVENTS of the subjects events.>, and a stream PARKED of parked.>. It keeps its port.
class NatsServer {
 public:
  static bool IsInstalled();

  // `config` is what its configuration file says beside.
  explicit NatsServer(std::string_view config = "", std::string_view login = "");
  NatsServer(const NatsServer&) = delete;
  NatsServer& operator=(const NatsServer&) = delete;
  ~NatsServer();

  void Start();
  void Stop() { End("stop"); }
  void Kill() { End("kill"); }

  int port() const;
  std::string Url(std::string_view login = "") const;

  // Publishes to a subject. Returns once all are kept.
  void Publish(std::string_view subject, const std::vector<std::string>& texts) const;

  // Runs tests/support/nats_client. Returns what it wrote.
  std::string Client(std::string_view arguments) const;

 private:
  void Do(std::string_view action) const;
  void End(std::string_view action);

  std::string folder_;
  std::string login_;  // of the client
  bool running_ = false;
};

// Returns the driver for NATS, as built.
const Driver& NatsDriver();

// Returns the options for the stream EVENTS.
TimelineSourceOptions OfEvents(std::string consumer = "timeline");

}  // namespace vexlens::testing

// VEXLENS_NEEDS_NATS begins a test that needs a server.
#define VEXLENS_NEEDS_NATS() \
  VEXLENS_NEEDS(vexlens::testing::NatsServer::IsInstalled(), "nats-server is missing: tools/setup --with=services")

#endif  // VEXLENS_TESTS_SUPPORT_NATS_SERVER_H_
