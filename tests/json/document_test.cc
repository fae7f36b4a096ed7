#include "lib/json/document.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "lib/json/diagnose.h"

namespace vexlens::json {
namespace {

constexpr Parser::Limits kLimits = {.max_bytes = 1 << 20, .max_depth = 64};

// Message is what Parse says against `text`, "" when it is sound.
std::string Message(std::string_view text, Parser::Limits limits = kLimits) {
  Parser parser;
  Value root;
  const auto failure = parser.Parse(text, limits, 0, root);
  return failure.has_value() ? std::string(failure->status.message()) : "";
}

TEST(DocumentTest, ValuesAreRead) {
  Parser parser;
  Value root;
  ASSERT_FALSE(
      parser.Parse(R"({"a":[1,-2,3.5,"x\u00e9",true,null],"b":{"c":{}},"d":18446744073709551615})", kLimits, 0, root)
          .has_value());
  std::vector<Type> types;
  for (const Value value : root["a"].elements()) types.push_back(value.type());
  EXPECT_EQ(types, (std::vector<Type>{Type::kInt, Type::kInt, Type::kDouble, Type::kString, Type::kTrue, Type::kNull}));
  EXPECT_TRUE(root["b"]["c"].is_object());
  EXPECT_FALSE(root["b"]["none"].exists());
  EXPECT_FALSE(root["none"]["deeper"].exists());
  EXPECT_EQ(root["d"].number(), 18446744073709551615.0);
  EXPECT_EQ(root["a"].count(), 6u);
}

TEST(DocumentTest, WhatNobodyReadsIsValidatedToo) {
  EXPECT_EQ(Message(R"({"skip":[01],"keep":1})"), "byte 9 in /skip/0: a number with a leading zero");
  EXPECT_EQ(Message(R"({"skip":[tru],"keep":1})"), "byte 9 in /skip/0: not a JSON value");
  EXPECT_EQ(Message(R"({"skip":{"x":"\ud800"},"keep":1})"), "byte 14 in /skip/x: a lone surrogate");
  EXPECT_EQ(Message("{\"skip\":\"\xC0\x80\"}"), "byte 9 in /skip: not UTF-8");
  EXPECT_EQ(Message(R"({"a":{"b":1,"c":2,"b":3}})"), "byte 18 in /a/c: the name \"b\" stands twice");
  EXPECT_EQ(Message(R"({"a":1,"\u0061":2})"), "byte 7 in /a: the name \"a\" stands twice");
  EXPECT_EQ(Message(R"({"a":1e999})"), "byte 5 in /a: a number out of range");
  EXPECT_EQ(Message(R"({"a":123456789012345678901234567890})"), "byte 5 in /a: a number out of range");
}

TEST(DocumentTest, BrokenTextsAreNamedWithTheirPlace) {
  EXPECT_EQ(Message(""), "byte 0: the text ends where a value should be");
  EXPECT_EQ(Message("garbage"), "byte 0: not a JSON value");
  EXPECT_EQ(Message(R"({"a":[1,2)"), "byte 9 in /a/1: the text ends inside an array");
  EXPECT_EQ(Message(R"({"a" 1})"), "byte 5 in /a: expected ':' after a member name");
  EXPECT_EQ(Message(R"([1,2] x)"), "byte 6: something follows the value");
  EXPECT_EQ(Message(std::string_view("{\"a\":\0}", 7)), "byte 5 in /a: not a JSON value");
  EXPECT_EQ(Message("\xEF\xBB\xBF{}"), "byte 0: a byte order mark stands before the text");
  EXPECT_EQ(Message("\"never ends"), "byte 0: the string does not end");
}

TEST(DocumentTest, LimitsHold) {
  EXPECT_EQ(Message(std::string(64, '[') + "1" + std::string(64, ']')), "");
  EXPECT_EQ(Message(std::string(65, '[') + std::string(65, ']')), "") << "an empty array is no level";
  EXPECT_EQ(Message(std::string(65, '[') + "1" + std::string(65, ']')), absl::StrCat(
                                                                            "byte 65 in ",
                                                                            [] {
                                                                              std::string pointer;
                                                                              for (int i = 0; i < 64; ++i)
                                                                                pointer += "/0";
                                                                              return pointer;
                                                                            }(),
                                                                            ": nested deeper than the limit of 64"));
  EXPECT_EQ(Message("[1,2]", {.max_bytes = 4, .max_depth = 64}), "the document has 5 bytes, the limit is 4");
  Parser parser;
  Value root;
  EXPECT_EQ(parser.Parse(std::string(65, '[') + "1" + std::string(65, ']'), kLimits, 0, root)->status.code(),
            absl::StatusCode::kResourceExhausted);
}

TEST(DocumentTest, RepeatedNamesAreFoundAmongManyAndFew) {
  for (std::size_t count : {2, 7, 8, 9, 17, 300}) {
    std::string object = "{";
    for (std::size_t i = 0; i < count; ++i) absl::StrAppend(&object, i == 0 ? "" : ",", "\"member name ", i, "\":0");
    EXPECT_EQ(Message(object + "}"), "");
    EXPECT_NE(Message(object + ",\"member name 1\":0}"), "");
  }
}

TEST(DocumentTest, AParserIsUsedAgainForSmallerAndLargerTexts) {
  Parser parser;
  Value root;
  for (const std::size_t size : {10, 100'000, 10, 500'000}) {
    const std::string text = absl::StrCat("\"", std::string(size, 'x'), "\"");
    ASSERT_FALSE(parser.Parse(text, kLimits, 0, root).has_value());
    EXPECT_EQ(root.text().size(), size);
  }
}

TEST(OffsetTest, PointersLeadToBytes) {
  const std::string text = R"({"a": [10, {"x/y": true}], "b": ""})";
  EXPECT_EQ(OffsetOf(text, ""), 0u);
  EXPECT_EQ(OffsetOf(text, "/a/0"), text.find("10"));
  EXPECT_EQ(OffsetOf(text, "/a/1/x~1y"), text.find("true"));
  EXPECT_EQ(OffsetOf(text, "/b"), text.find("\"\""));
  EXPECT_EQ(OffsetOf(text, "/c"), std::nullopt);
}

}  // namespace
}  // namespace vexlens::json
