// The small parts of generated evidence: numbers, words, products and components.
#ifndef VEXLENS_TESTS_SUPPORT_GENERATED_NAMES_H_
#define VEXLENS_TESTS_SUPPORT_GENERATED_NAMES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/random.h"
#include "vexlens/evidence.h"

namespace vexlens::testing {

// Quantiles are what public feeds measure at 0, 10, 25, 50, 75, 90, 99 and 100 %; Drawn is a number with them.
using Quantiles = std::array<std::size_t, 8>;
std::size_t Drawn(const Quantiles& quantiles, Random& random);

// Word is a lower-case name of about that many letters, Sentence a text of exactly that length with quotes in it.
std::string Word(std::size_t length, Random& random);
std::string Sentence(std::size_t length, Random& random);

// Target is what a statement is about.
struct Target {
  SubjectId product = 0;
  SubjectId component = 0;
  TextId relationship = 0;
};

// Targets makes products and components in the shapes of the feeds: Go modules, packages in images, RPMs under
// their platforms, and a few ranges, CPEs, digests and opaque names.
class Targets {
 public:
  // Targets draws on `count` names of each kind; they come in several versions and so share bases.
  Targets(std::size_t count, Random& random, Evidence& evidence);

  Target Next();

 private:
  SubjectId SubjectOf(std::string_view text) { return evidence_.InternIdentifier(text).value(); }
  const std::string& OneOf(const std::vector<std::string>& names) { return names[random_.Below(names.size())]; }
  std::string Padded(std::string_view prefix, const Quantiles& length, std::size_t tail);
  std::string Version();
  Target Module();
  Target Image();
  Target Rpm();
  Target Range();
  Target Cpe();

  Random& random_;
  Evidence& evidence_;
  std::vector<std::string> repositories_;
  std::vector<std::string> modules_;
  std::vector<std::string> packages_;
  std::vector<std::string> rpms_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_GENERATED_NAMES_H_
