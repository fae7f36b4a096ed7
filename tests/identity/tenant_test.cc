#include "vexlens/tenant.h"

#include <string>

#include "gtest/gtest.h"

namespace vexlens {
namespace {

using namespace std::string_view_literals;

TEST(TenantTest, ANameIsOneSegmentOfPlainText) {
  for (const std::string_view name :
       {"default"sv, "a"sv, "Acme GmbH & Co. KG"sv, "..."sv, ".hidden"sv, "a\\b"sv, "~1"sv, "\u00a0"sv, "münchen"sv,
        "東京"sv, "\U0001F512"sv, "\u2028"sv, "\xEF\xBF\xBF"sv}) {
    EXPECT_TRUE(CheckTenant(name).ok()) << name << ": " << CheckTenant(name);
  }
  EXPECT_TRUE(CheckTenant(std::string(255, 'x')).ok());
}

TEST(TenantTest, ErrorsSayWhatIsWrong) {
  const auto error = [](std::string_view name) { return std::string(CheckTenant(name).message()); };
  EXPECT_EQ(error(""), "a tenant's name has 1 to 255 bytes");
  EXPECT_EQ(error(std::string(256, 'x')), "a tenant's name has 1 to 255 bytes");
  for (const std::string_view name : {"."sv, ".."sv}) EXPECT_EQ(error(name), "a tenant's name is neither . nor ..");
  for (const std::string_view name : {"/"sv, "red/blue"sv, "a/"sv}) EXPECT_EQ(error(name), "a tenant's name has no /");
  for (const std::string_view name : {"\0"sv, "a\n"sv, "\x1F"sv, "\x7F"sv, "a\u0080"sv, "\u009F"sv}) {
    EXPECT_EQ(error(name), "a tenant's name has no control characters");
  }
  for (const std::string_view name : {"\xFF"sv, "a\xC2"sv, "\xED\xA0\x80"sv, "\xC0\xAF"sv}) {
    EXPECT_EQ(error(name), "a tenant's name is UTF-8");
  }
  EXPECT_EQ(CheckTenant("").code(), absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace vexlens
