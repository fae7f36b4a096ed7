// Numbers against Python, whose shortest digits come from other code: 100 000 of them, or as many as
// VEXLENS_NUMBERS says.
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/json/number.h"
#include "tests/support/random.h"
#include "vexlens/canonical_json.h"

namespace vexlens::json {
namespace {

constexpr std::size_t kBatch = 100'000;

// Next is a double of one of the kinds in which shortest digits go wrong.
double Next(testing::Random& random) {
  const std::uint64_t bits = static_cast<std::uint64_t>(random.Below(std::size_t{1} << 32)) << 32 |
                             static_cast<std::uint64_t>(random.Below(std::size_t{1} << 32));
  constexpr std::uint64_t kFraction = (std::uint64_t{1} << 52) - 1;
  switch (random.Below(8)) {
    case 0:  // near a power of two
      return std::bit_cast<double>((bits & ~kFraction) + (bits & 7) - 3);
    case 1:  // subnormal
      return std::bit_cast<double>(bits & kFraction >> random.Below(52));
    case 2:  // few decimal digits
      return static_cast<double>(bits >> 44) / std::pow(10.0, static_cast<double>(random.Below(12)));
    case 3:  // whole, to and past 1e21
      return std::floor(std::ldexp(static_cast<double>(bits), static_cast<int>(random.Below(80)) - 64));
    case 4:  // near a power of ten
      return std::bit_cast<double>(
          std::bit_cast<std::uint64_t>(std::pow(10.0, static_cast<double>(random.Below(600)) - 300)) + (bits & 7) - 3);
    default:
      return std::bit_cast<double>(bits);
  }
}

std::vector<double> Numbers(testing::Random& random) {
  std::vector<double> numbers;
  while (numbers.size() < kBatch) {
    const double number = Next(random);
    if (std::isfinite(number)) numbers.push_back(number);
  }
  return numbers;
}

std::string Spelled(double number) {
  char text[kNumberRoom];
  return std::string(text, WriteNumber(number, text));
}

TEST(NumberReferenceTest, PythonAgrees) {
  std::uint64_t wanted = kBatch;
  if (const char* const count = std::getenv("VEXLENS_NUMBERS")) {
    ASSERT_TRUE(absl::SimpleAtoi(count, &wanted)) << count;
  }
  const std::filesystem::path folder = ::testing::TempDir();
  const auto questions = folder / "numbers.questions";
  const auto answers = folder / "numbers.answers";
  testing::Random random(8785);
  for (std::uint64_t done = 0; done < wanted; done += kBatch) {
    const std::vector<double> numbers = Numbers(random);
    std::ofstream out(questions);
    for (const double number : numbers) {
      out << absl::StrCat(absl::Hex(std::bit_cast<std::uint64_t>(number), absl::kZeroPad16)) << '\n';
    }
    out.close();
    ASSERT_EQ(std::system(absl::StrCat("tests/json/references/ecmascript_numbers.py < '", questions.string(), "' > '",
                                       answers.string(), "'")
                              .c_str()),
              0);
    std::ifstream in(answers);
    for (const double number : numbers) {
      std::string answer;
      ASSERT_TRUE(std::getline(in, answer)) << "answers are missing";
      ASSERT_EQ(Spelled(number), answer);
      ASSERT_EQ(CanonicalJson(answer).value_or(""), answer) << "the canonical form of a canonical number";
    }
  }
}

}  // namespace
}  // namespace vexlens::json
