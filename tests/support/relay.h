// Relay: a network between a client and a server of this machine, which a test cuts.
#ifndef VEXLENS_TESTS_SUPPORT_RELAY_H_
#define VEXLENS_TESTS_SUPPORT_RELAY_H_

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

namespace vexlens::testing {

// Relay carries what comes at its port to another port of this machine, and back. Cut, it carries nothing: connections
// stay open and nobody is told, as with a cable that is pulled. What was under way then arrives once it is mended.
class Relay {
 public:
  explicit Relay(int port);
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;
  ~Relay();

  int port() const { return port_; }
  void Cut() { cut_ = true; }
  void Mend() { cut_ = false; }

 private:
  struct Pair;  // a client's socket, and that to the server
  void Carry();
  void Accept();

  const int server_port_;
  int port_ = 0;
  int listener_;
  std::vector<std::unique_ptr<Pair>> pairs_;
  std::atomic<bool> cut_ = false;
  std::atomic<bool> ended_ = false;
  std::thread carrier_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_RELAY_H_
