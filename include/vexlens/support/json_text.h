// JSON texts: small objects and arrays in canonical form (RFC 8785), put together by hand.
#ifndef VEXLENS_SUPPORT_JSON_TEXT_H_
#define VEXLENS_SUPPORT_JSON_TEXT_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace vexlens {

// JsonString is `text`, which is UTF-8, between quotes.
std::string JsonString(std::string_view text);

// JsonStrings is an array of them.
std::string JsonStrings(std::span<const std::string_view> texts);

// JsonObject puts members together in the order in which they are added, which is the caller's to get right.
class JsonObject {
 public:
  JsonObject& Add(std::string_view name, std::string_view text) { return AddJson(name, JsonString(text)); }
  // AddJson adds a value that is JSON already.
  JsonObject& AddJson(std::string_view name, std::string_view json);
  std::string Text() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

// JsonArray is the values, which are JSON already, in an array.
std::string JsonArray(std::span<const std::string> values);

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_JSON_TEXT_H_
