// VexWorld: OpenVEX documents of many issuers about products that they share, as many as a benchmark wants.
#ifndef VEXLENS_BENCH_VEX_WORLD_H_
#define VEXLENS_BENCH_VEX_WORLD_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace vexlens::bench {

// VexWorld has one vulnerability for every 50 statements and one product for every 5; a product is often spoken about
// under the same vulnerability, and one statement in ten names an alias. Equal seeds give equal documents.
class VexWorld {
 public:
  VexWorld(std::size_t statements, std::uint64_t seed)
      : vulnerabilities_(statements / 50 + 1), products_(statements / 5 + 1), random_(seed) {}

  // Document has 1 to 100 statements, each about another vulnerability.
  std::string Document() {
    const std::size_t count = 1 + random_() % 100;
    std::string json =
        absl::StrFormat(R"({"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.com/vex/%d","author":)"
                        R"("https://issuer-%d.example.com","timestamp":"%s","version":1,"statements":[)",
                        next_++, Issuer(), Date());
    for (std::size_t i = 0; i < count; ++i) {
      if (i != 0) json += ',';
      AppendStatement(json);
    }
    absl::StrAppend(&json, "]}");
    statements_ += count;
    return json;
  }

  // statements counts those of all documents so far.
  std::size_t statements() const { return statements_; }

  // Directory lists 100 issuers; issuer-99 makes one statement in 300, which one key in a hundred hears.
  static std::string Directory(bool last_is_trusted) {
    std::string json = R"({"issuers":[)";
    for (int i = 0; i < 100; ++i) {
      absl::StrAppend(&json, i == 0 ? "" : ",", R"({"id":"issuer-)", i, R"(","names":["https://issuer-)", i,
                      R"(.example.com"],"tier":")", i == 99 ? (last_is_trusted ? "trusted" : "known") : "known", "\"}");
    }
    return json + "]}";
  }

 private:
  std::uint64_t Issuer() {
    const std::uint64_t draw = random_() % 300;
    return draw == 299 ? 99 : draw % 99;
  }

  std::string Date() {
    return absl::StrFormat("2026-%02d-%02dT%02d:%02d:00Z", 1 + random_() % 10, 1 + random_() % 28, random_() % 24,
                           random_() % 60);
  }

  void AppendStatement(std::string& json) {
    const std::uint64_t vulnerability = random_() % vulnerabilities_;
    const std::uint64_t product = (vulnerability * 7919 + random_() % 16 * 104729) % products_;
    const std::uint64_t status = random_() % 8;
    absl::StrAppend(&json, R"({"vulnerability":{"name":"CVE-2026-)", 10'000 + vulnerability, "\"");
    if (random_() % 10 == 0) absl::StrAppendFormat(&json, R"(,"aliases":["GO-2026-%d"])", vulnerability);
    absl::StrAppendFormat(&json, R"(},"products":[{"@id":"pkg:golang/example.com/org-%d/module-%d@v1.%d.%d"}],)",
                          product % 997, product, product % 20, product % 7);
    if (status < 5) {
      absl::StrAppend(&json, R"("status":"not_affected","justification":"vulnerable_code_not_in_execute_path"})");
    } else {
      absl::StrAppend(&json,
                      status < 7 ? R"("status":"fixed"})" : R"("status":"affected","action_statement":"update"})");
    }
  }

  std::uint64_t vulnerabilities_;
  std::uint64_t products_;
  std::mt19937_64 random_;
  std::uint64_t next_ = 0;
  std::size_t statements_ = 0;
};

}  // namespace vexlens::bench

#endif  // VEXLENS_BENCH_VEX_WORLD_H_
