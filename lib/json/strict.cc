#include "lib/json/strict.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "lib/json/pointer.h"

namespace vexlens::json {

StrictObject::StrictObject(Value object, std::string location, absl::Status& status)
    : object_(object), location_(std::move(location)), status_(status) {
  if (!object_.is_object()) Fail("", "expected an object");
}

void StrictObject::Fail(std::string_view name, std::string_view message) {
  if (!status_.ok()) return;
  status_ = absl::InvalidArgumentError(absl::StrCat(location_, name.empty() ? "" : "/", name, ": ", message));
}

Value StrictObject::Optional(std::string_view name) {
  asked_.push_back(name);
  return object_[name];
}

Value StrictObject::Required(std::string_view name) {
  const Value value = Optional(name);
  if (!value.exists()) Fail(name, "missing");
  return value;
}

std::string_view StrictObject::Text(std::string_view name) {
  const Value value = Required(name);
  if (value.exists() && !value.is_string()) Fail(name, "expected a string");
  return value.text();
}

Digest StrictObject::Id(std::string_view name) {
  const std::optional<Digest> digest = ParseDigest(Text(name));
  if (!digest.has_value()) Fail(name, "expected sha256: and 64 lower-case hex digits");
  return digest.value_or(Digest{});
}

Instant StrictObject::TimeOrEmpty(std::string_view name) {
  const std::string_view text = Text(name);
  if (text.empty()) return {};
  const absl::StatusOr<Instant> instant = ParseInstant(text);
  if (!instant.ok()) Fail(name, instant.status().message());
  return instant.value_or(Instant{});
}

bool StrictObject::Flag(std::string_view name) {
  bool value = false;
  if (!Required(name).exists()) return value;
  asked_.pop_back();
  MaybeFlag(name, value);
  return value;
}

void StrictObject::MaybeFlag(std::string_view name, bool& value) {
  const Value member = Optional(name);
  if (!member.exists()) return;
  if (!member.is(Type::kTrue) && !member.is(Type::kFalse)) return Fail(name, "expected true or false");
  value = member.is(Type::kTrue);
}

void StrictObject::MaybeFraction(std::string_view name, Millionths& value) {
  const Value member = Optional(name);
  if (!member.exists()) return;
  const std::optional<Millionths> fraction = FractionOf(member);
  if (!fraction.has_value()) return Fail(name, kExpectedFraction);
  value = *fraction;
}

void StrictObject::MaybeCount(std::string_view name, std::int64_t low, std::int64_t high, std::uint32_t& value) {
  const Value member = Optional(name);
  if (!member.exists()) return;
  const std::optional<std::int64_t> count = member.integer();
  if (!count.has_value() || *count < low || *count > high) {
    return Fail(name, absl::StrCat("expected a whole number from ", low, " to ", high));
  }
  value = static_cast<std::uint32_t>(*count);
}

Value StrictObject::MaybeArray(std::string_view name) {
  const Value member = Optional(name);
  if (member.exists() && !member.is_array()) Fail(name, "expected an array");
  return member;
}

std::vector<std::string> StrictObject::MaybeTexts(std::string_view name) {
  std::vector<std::string> texts;
  const Value member = Optional(name);
  if (!member.exists()) return texts;
  if (!member.is_array()) Fail(name, "expected an array of strings");
  for (const Value element : member.elements()) {
    if (!element.is_string()) Fail(absl::StrCat(name, "/", texts.size()), "expected a string");
    texts.emplace_back(element.text());
  }
  return texts;
}

void StrictObject::Done() {
  for (const auto member : object_.members()) {
    if (std::find(asked_.begin(), asked_.end(), member.name) == asked_.end()) {
      Fail(EscapePointer(member.name), "unknown member");
    }
  }
}

std::optional<Millionths> FractionOf(Value value) {
  const std::optional<double> number = value.number();
  if (!number.has_value() || !(*number >= 0 && *number <= 1)) return std::nullopt;
  const double millionths = std::nearbyint(*number * static_cast<double>(kOne));
  // The division is rounded correctly, so this holds for exactly the doubles that six decimals name.
  if (millionths / static_cast<double>(kOne) != *number) return std::nullopt;
  return static_cast<Millionths>(millionths);
}

}  // namespace vexlens::json
