// JsonMembers writes objects of our own file formats in canonical JSON.
#ifndef VEXLENS_LIB_TRUST_JSON_MEMBERS_H_
#define VEXLENS_LIB_TRUST_JSON_MEMBERS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "lib/json/canonical.h"
#include "vexlens/instant.h"
#include "vexlens/support/millionths.h"

namespace vexlens::trust {

// JsonMembers is an object that is written with its members sorted (RFC 8785), whatever order they are added in.
// Requires: names are ASCII without escapes.
class JsonMembers {
 public:
  void Add(std::string_view name, std::string json) { members_.emplace(name, std::move(json)); }
  void Text(std::string_view name, std::string_view text) { json::AppendString(text, members_[std::string(name)]); }
  void Flag(std::string_view name, bool value) { Add(name, value ? "true" : "false"); }
  void Fraction(std::string_view name, Millionths value) { AppendMillionths(value, members_[std::string(name)]); }

  // Adds a revocation: false for none, true for one at all times, else its instant.
  void Revocation(std::string_view name, std::optional<Instant> since) {
    if (!since.has_value() || !since->dated()) return Flag(name, since.has_value());
    Text(name, FormatInstant(*since));
  }

  std::string Json() const {
    return absl::StrCat("{",
                        absl::StrJoin(members_, ",",
                                      [](std::string* out, const auto& member) {
                                        absl::StrAppend(out, "\"", member.first, "\":", member.second);
                                      }),
                        "}");
  }

 private:
  std::map<std::string, std::string> members_;
};

}  // namespace vexlens::trust

#endif  // VEXLENS_LIB_TRUST_JSON_MEMBERS_H_
