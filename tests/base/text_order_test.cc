#include "lib/base/text_order.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace vexlens {

using base::TextOrder;

namespace {

TEST(TextOrderTest, AgreesWithComparison) {
  std::mt19937 random(2);
  std::vector<std::string> texts = {"", std::string(1, '\0'), std::string(2, '\0'), "a", std::string("a\0", 2)};
  const std::string alphabet = std::string("ab\0\xFF", 4);
  for (int i = 0; i < 5'000; ++i) {
    std::string text = random() % 2 == 0 ? "pkg:golang/github.com/" : "";
    for (std::size_t size = random() % 20; size > 0; --size) text += alphabet[random() % alphabet.size()];
    texts.push_back(text);
  }
  std::sort(texts.begin(), texts.end());
  texts.erase(std::unique(texts.begin(), texts.end()), texts.end());
  std::vector<std::uint32_t> ids(texts.size());
  for (std::uint32_t i = 0; i < ids.size(); ++i) ids[i] = i;
  std::vector<std::uint32_t> shuffled = ids;
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  TextOrder(shuffled, [&](std::uint32_t id) { return std::string_view(texts[id]); });
  EXPECT_EQ(shuffled, ids);
}

}  // namespace
}  // namespace vexlens
