// Authority: the products for which an issuer's tier holds.
#ifndef VEXLENS_SUPPORT_AUTHORITY_H_
#define VEXLENS_SUPPORT_AUTHORITY_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "vexlens/identity.h"

namespace vexlens {

// AuthorityPattern names products. Immutable value.
//   pkg:npm/%40acme/gateway                                   that product, in any version and with any qualifiers
//   pkg:npm/%40acme/*                                         all that begin so: `*` is at the end, after /, %2F or :
//   cpe:2.3:a:acme:*                                          the same for a CPE
//   pkg:oci/*?repository_url=registry.example.com/*           purls with such a qualifier, or with all of several (&)
class AuthorityPattern {
 public:
  // Reads a pattern. A purl and a CPE are taken in any spelling: `pkg:npm/@acme/*` is the second line above, and
  // `pkg:rpm/rhel/*` names what `pkg:rpm/redhat/*` does.
  // Errors: INVALID_ARGUMENT says what is wrong, without the text: an empty or malformed identifier, a `*` elsewhere
  // than at an end, a qualifier that no purl has, the same one twice, a subpath.
  static absl::StatusOr<AuthorityPattern> Parse(std::string_view text);

  // Returns the pattern as written.
  const std::string& text() const { return text_; }

  // Reports whether the pattern names `product`, by the base and the qualifiers of this spelling: ask again for others.
  // A qualifier with a default counts as if it were written.
  bool Covers(const Subject& product) const;

  friend bool operator==(const AuthorityPattern& a, const AuthorityPattern& b) { return a.text_ == b.text_; }

 private:
  struct Condition {
    std::string qualifier;
    std::string value;  // without escapes
    bool is_prefix = false;
  };

  absl::Status ReadPurl(std::string_view text);
  absl::Status ReadConditions(std::string_view text);
  absl::Status ReadOther(std::string_view text);

  std::string text_;
  IdentifierKind kind_ = IdentifierKind::kOpaque;
  std::string name_;         // all of a name, or its beginning
  std::string normal_name_;  // for a purl: the same in the normal spelling
  bool is_prefix_ = false;
  std::vector<Condition> conditions_;
};

}  // namespace vexlens

#endif  // VEXLENS_SUPPORT_AUTHORITY_H_
