#include "lib/signing/pem.h"

#include <cstddef>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "lib/signing/base64.h"

namespace vexlens::signing {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "-----END ";
constexpr std::string_view kDashes = "-----";
constexpr std::size_t kLine = 64;
constexpr std::size_t kLongestLabel = 40;

// TakeLabel takes the line's marker off `text`, if it stands there, and gives its label. What is no label of the
// kind that RFCs have may be anything, and is not repeated to anybody.
std::optional<std::string_view> TakeLabel(std::string_view marker, std::string_view& text) {
  std::string_view rest = text;
  if (!absl::ConsumePrefix(&rest, marker)) return std::nullopt;
  const std::string_view label = rest.substr(0, rest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "));
  rest.remove_prefix(label.size());
  if (label.size() > kLongestLabel || !absl::ConsumePrefix(&rest, kDashes)) return std::nullopt;
  text = rest;
  return label;
}

}  // namespace

absl::Status DecodePem(std::string_view pem, std::string_view label, std::string& der) {
  std::string_view rest = absl::StripAsciiWhitespace(pem);
  const std::optional<std::string_view> begin = TakeLabel(kBegin, rest);
  if (!begin.has_value()) {
    return absl::InvalidArgumentError(absl::StrCat("the text does not begin with \"", kBegin, label, kDashes, "\""));
  }
  if (*begin != label) {
    return absl::InvalidArgumentError(absl::StrCat("expected a PEM block \"", label, "\", found \"", *begin, "\""));
  }
  const std::size_t size = rest.find('-');
  const std::string_view body = rest.substr(0, size);
  rest.remove_prefix(body.size());
  if (TakeLabel(kEnd, rest) != label) {
    return absl::InvalidArgumentError(absl::StrCat("the PEM block does not end with \"", kEnd, label, kDashes, "\""));
  }
  if (absl::StartsWith(absl::StripLeadingAsciiWhitespace(rest), kBegin)) {
    return absl::InvalidArgumentError("more than one PEM block");
  }
  if (!rest.empty()) return absl::InvalidArgumentError("something follows the PEM block");
  if (!DecodeBase64(body, Base64Form::kLines, der)) return absl::InvalidArgumentError("the PEM block is no base64");
  return absl::OkStatus();
}

std::string EncodePem(std::string_view der, std::string_view label) {
  const std::string body = EncodeBase64(der);
  std::string pem = absl::StrCat(kBegin, label, kDashes, "\n");
  for (std::size_t at = 0; at < body.size(); at += kLine) absl::StrAppend(&pem, body.substr(at, kLine), "\n");
  absl::StrAppend(&pem, kEnd, label, kDashes, "\n");
  return pem;
}

}  // namespace vexlens::signing
