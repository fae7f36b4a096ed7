// Random versions that look real.
#ifndef VEXLENS_TESTS_IDENTITY_VERSION_PATTERNS_H_
#define VEXLENS_TESTS_IDENTITY_VERSION_PATTERNS_H_

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vexlens::testing {

// VersionPattern says how versions of a scheme look: "[a|b|]" is one of the alternatives, "#" a number, some of
// them huge, "%" one below 2^53, "$" one below 10 000; all else is itself.
std::string_view VersionPattern(std::string_view scheme);

// VersionGenerator makes versions that follow a pattern.
class VersionGenerator {
 public:
  VersionGenerator(std::string_view pattern, std::uint32_t seed) : pattern_(pattern), random_(seed) {}

  std::string Next();

  // NextPair is two versions, of which the second often differs from the first in one place only.
  std::pair<std::string, std::string> NextPair();

 private:
  std::size_t Choose(std::size_t count);
  std::string Replayed();
  void Append(std::string_view pattern, std::string& out);

  std::string_view pattern_;
  std::mt19937 random_;
  std::vector<std::uint32_t> choices_;  // those of the last version, to be made again
  std::size_t made_ = 0;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_IDENTITY_VERSION_PATTERNS_H_
