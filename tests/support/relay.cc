#include "tests/support/relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace vexlens::testing {
namespace {

constexpr int kPollMillis = 20;

// Must is for calls that fail on a broken machine only.
void Must(bool succeeded, const char* call) {
  if (succeeded) return;
  std::perror(call);
  std::abort();
}

sockaddr_in AtPort(int port) {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

// Moves what is there from one socket to another. Returns false at its end.
bool Move(int from, int to) {
  std::array<char, 65'536> buffer;
  const ssize_t count = recv(from, buffer.data(), buffer.size(), MSG_DONTWAIT);
  if (count <= 0) return false;
  for (ssize_t sent = 0; sent < count;) {
    const ssize_t more = send(to, buffer.data() + sent, static_cast<std::size_t>(count - sent), MSG_NOSIGNAL);
    if (more <= 0) return false;
    sent += more;
  }
  return true;
}

}  // namespace

struct Relay::Pair {
  ~Pair() {
    close(client);
    close(server);
  }
  int client;
  int server;
};

Relay::Relay(int port) : server_port_(port), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address = AtPort(0);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  Must(bind(listener_, generic, size) == 0, "bind");
  Must(listen(listener_, 100) == 0, "listen");
  Must(getsockname(listener_, generic, &size) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
  carrier_ = std::thread([this] { Carry(); });
}

Relay::~Relay() {
  ended_ = true;
  carrier_.join();
  close(listener_);
}

void Relay::Accept() {
  auto pair = std::make_unique<Pair>();
  pair->client = accept(listener_, nullptr, nullptr);
  pair->server = socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = AtPort(server_port_);
  if (connect(pair->server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return;
  pairs_.push_back(std::move(pair));
}

void Relay::Carry() {
  while (!ended_) {
    if (cut_) {
      std::this_thread::sleep_for(std::chrono::milliseconds(kPollMillis));
      continue;
    }
    std::vector<pollfd> sockets = {{listener_, POLLIN, 0}};
    for (const auto& pair : pairs_) {
      sockets.push_back({pair->client, POLLIN, 0});
      sockets.push_back({pair->server, POLLIN, 0});
    }
    if (poll(sockets.data(), sockets.size(), kPollMillis) <= 0) continue;
    for (std::size_t i = pairs_.size(); i-- > 0;) {
      const Pair& pair = *pairs_[i];
      const bool open = (sockets[2 * i + 1].revents == 0 || Move(pair.client, pair.server)) &&
                        (sockets[2 * i + 2].revents == 0 || Move(pair.server, pair.client));
      if (!open) pairs_.erase(pairs_.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (sockets[0].revents != 0) Accept();
  }
}

}  // namespace vexlens::testing
