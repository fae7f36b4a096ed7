// StrictObject reads a JSON object whose members are all known: for our own file formats.
#ifndef VEXLENS_LIB_JSON_STRICT_H_
#define VEXLENS_LIB_JSON_STRICT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "lib/json/document.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"
#include "vexlens/support/millionths.h"

namespace vexlens::json {

// StrictObject gives typed members and keeps the first fault, with its JSON Pointer, in a status that the
// objects of one file share. Call Done when every member was asked for: any other is an error.
class StrictObject {
 public:
  StrictObject(Value object, std::string location, absl::Status& status);

  const std::string& location() const { return location_; }
  bool ok() const { return status_.ok(); }

  // Fail is the fault at `name`, a JSON Pointer below this object without its first slash ("" for the object).
  void Fail(std::string_view name, std::string_view message);

  // Optional is the member of that name, or a value that does not exist; Required misses it aloud.
  Value Optional(std::string_view name);
  Value Required(std::string_view name);

  // Typed members that must be there.
  std::string_view Text(std::string_view name);
  Digest Id(std::string_view name);
  Instant TimeOrEmpty(std::string_view name);  // "" is undated
  bool Flag(std::string_view name);
  template <typename Enum>
  Enum Word(std::string_view name, std::optional<Enum> (*parse)(std::string_view)) {
    return ParseWord(name, Text(name), parse);
  }

  // Typed members that may be absent; `value` then stays.
  void MaybeFlag(std::string_view name, bool& value);
  void MaybeFraction(std::string_view name, Millionths& value);
  void MaybeCount(std::string_view name, std::int64_t low, std::int64_t high, std::uint32_t& value);
  Value MaybeArray(std::string_view name);
  std::vector<std::string> MaybeTexts(std::string_view name);
  template <typename Enum>
  void MaybeWord(std::string_view name, std::optional<Enum> (*parse)(std::string_view), Enum& value) {
    const Value member = Optional(name);
    if (!member.exists()) return;
    if (!member.is_string()) return Fail(name, "expected a string");
    value = ParseWord(name, member.text(), parse);
  }

  void Done();

 private:
  template <typename Enum>
  Enum ParseWord(std::string_view name, std::string_view text, std::optional<Enum> (*parse)(std::string_view)) {
    const std::optional<Enum> value = parse(text);
    if (!value.has_value()) Fail(name, absl::StrCat("\"", text, "\" is not one of its words"));
    return value.value_or(Enum{});
  }

  Value object_;
  std::string location_;
  absl::Status& status_;
  std::vector<std::string_view> asked_;
};

// FractionOf is a number from 0 to 1 with at most six decimals; anything else is told by kExpectedFraction.
std::optional<Millionths> FractionOf(Value value);
inline constexpr std::string_view kExpectedFraction = "expected a number from 0 to 1 with at most six decimals";

}  // namespace vexlens::json

#endif  // VEXLENS_LIB_JSON_STRICT_H_
