// Generated documents: small ones that disagree, replace and rename one another.
#ifndef VEXLENS_TESTS_SUPPORT_GENERATED_DOCUMENTS_H_
#define VEXLENS_TESTS_SUPPORT_GENERATED_DOCUMENTS_H_

#include <cstdint>
#include <random>
#include <string>

#include "vexlens/instant.h"

namespace vexlens::testing {

// DocumentGenerator writes VEX documents of all formats, and BOMs that others link to, from few names, so that almost
// every two of them have something to do with each other. Equal seeds give equal documents on every machine.
class DocumentGenerator {
 public:
  explicit DocumentGenerator(std::uint32_t seed) : random_(seed) {}

  std::string Document();

  // Directory knows some of the issuers, each time otherwise; Policy differs from the built-in one.
  std::string Directory();
  std::string Policy();

  // AsOf is an instant about which documents are dated.
  Instant AsOf();

  std::uint32_t Below(std::uint32_t limit) { return static_cast<std::uint32_t>(random_() % limit); }

 private:
  std::uint32_t Mostly(std::uint32_t limit);
  std::string OpenVex();
  std::string Csaf();
  std::string CycloneDx();
  std::string Bom();
  std::string Vulnerability();
  std::string Product();
  std::string Date();
  std::string Author();
  std::string Status();

  std::mt19937 random_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_GENERATED_DOCUMENTS_H_
