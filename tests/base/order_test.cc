#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "lib/base/radix_sort.h"
#include "lib/base/text_order.h"

namespace vexlens {
namespace {

TEST(RadixSortTest, OrdersByPartsAndIsStable) {
  std::mt19937 random(1);
  std::vector<SortKey> keys;
  for (std::uint32_t i = 0; i < 5'000; ++i) {
    keys.push_back({{static_cast<std::uint32_t>(random() % 3), static_cast<std::uint32_t>(random()),
                     static_cast<std::uint32_t>(random() % 70'000)},
                    i});
  }
  for (std::uint32_t i = 0; i < 100; ++i) keys.push_back({{1, 1, 1}, 5'000 + i});
  std::vector<SortKey> expected = keys;
  std::stable_sort(expected.begin(), expected.end(),
                   [](const SortKey& a, const SortKey& b) { return a.parts < b.parts; });
  RadixSort(keys);
  for (std::size_t i = 0; i < keys.size(); ++i) ASSERT_EQ(keys[i].value, expected[i].value);
}

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
