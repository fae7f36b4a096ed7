// Key texts are split before their range.
#include "lib/identity/key_text.h"

#include <string_view>

#include "gtest/gtest.h"

namespace vexlens {

using identity::KeyText;
using identity::SplitKey;

namespace {

TEST(KeyTextTest, RangeBeginsAtTheLastVers) {
  const struct {
    std::string_view key, identifier, range;
  } kCases[] = {
      {"", "", ""},
      {"pkg:npm/a@1", "pkg:npm/a@1", ""},
      {"pkg:npm/a vers:npm/<2", "pkg:npm/a", "vers:npm/<2"},
      {"pkg:npm/a  vers:npm/<2", "pkg:npm/a ", "vers:npm/<2"},
      {"a vers:b vers:npm/*", "a vers:b", "vers:npm/*"},
      {" vers:", "", "vers:"},
      {"vers:npm/<2", "vers:npm/<2", ""},
      {"pkg:npm/a VERS:npm/<2", "pkg:npm/a VERS:npm/<2", ""},
      {"avers:npm/<2", "avers:npm/<2", ""},
  };
  for (const auto& each : kCases) {
    const KeyText parts = SplitKey(each.key);
    EXPECT_EQ(parts.identifier, each.identifier) << each.key;
    EXPECT_EQ(parts.range, each.range) << each.key;
  }
}

}  // namespace
}  // namespace vexlens
