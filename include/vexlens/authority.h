// Authority: the products for which an issuer's tier holds.
#ifndef VEXLENS_AUTHORITY_H_
#define VEXLENS_AUTHORITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/identity.h"

namespace vexlens {

// AuthorityPattern names products. Immutable value.
//   pkg:npm/%40acme/gateway                                   that product, in any version and with any qualifiers
//   pkg:npm/%40acme/*                                         whatever begins so: `*` follows /, %2F or : and ends it
//   cpe:2.3:a:acme:*                                          the same of a CPE
//   pkg:oci/*?repository_url=registry.example.com/*           a purl with such a qualifier; several stand with &
//   between
class AuthorityPattern {
 public:
  // Reads a pattern. A purl and a CPE are taken in any spelling: `pkg:npm/@acme/*` is the second line above.
  // Errors: INVALID_ARGUMENT says what is wrong, without the text: an empty or malformed identifier, a `*` elsewhere
  // than at an end, a qualifier that no purl has, the same one twice, a subpath.
  static absl::StatusOr<AuthorityPattern> Parse(std::string_view text);

  // Returns the pattern as it was written.
  const std::string& text() const { return text_; }

  // Reports whether the pattern names `product`, of which it compares this one spelling.
  bool Covers(const Subject& product) const;

  friend bool operator==(const AuthorityPattern& a, const AuthorityPattern& b) { return a.text_ == b.text_; }

 private:
  // Name is a literal, or the beginning of what is meant.
  struct Name {
    std::string text;
    bool is_prefix = false;

    bool Covers(std::string_view name) const { return is_prefix ? name.starts_with(text) : name == text; }
  };
  struct Condition {
    std::string qualifier;
    Name value;  // without escapes
  };

  absl::Status ReadPurl(std::string_view text);
  absl::Status ReadConditions(std::string_view text);
  absl::Status ReadOther(std::string_view text);

  std::string text_;
  IdentifierKind kind_ = IdentifierKind::kOpaque;
  Name name_;
  std::vector<Condition> conditions_;
};

}  // namespace vexlens

#endif  // VEXLENS_AUTHORITY_H_
