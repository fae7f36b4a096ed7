#include "drivers/mongo/errors.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"

namespace vexlens::mongo {
namespace {

// Codes of MongoDB's servers, sorted (src/mongo/base/error_codes.yml).
constexpr std::uint32_t kDenied[] = {11, 13, 18};
constexpr std::uint32_t kFull[] = {10334, 14031, 17280, 17419, 17420};
constexpr std::uint32_t kPassing[] = {6,   7,   50,  64,   89,    91,    100,   112,   133,   134,
                                      189, 202, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436};

template <std::size_t n>
bool Has(const std::uint32_t (&codes)[n], std::uint32_t code) {
  return std::binary_search(std::begin(codes), std::end(codes), code);
}

absl::StatusCode OfServer(std::uint32_t code) {
  if (Has(kDenied, code)) return absl::StatusCode::kPermissionDenied;
  if (Has(kFull, code)) return absl::StatusCode::kResourceExhausted;
  return Has(kPassing, code) ? absl::StatusCode::kUnavailable : absl::StatusCode::kFailedPrecondition;
}

absl::StatusCode CodeOf(const bson_error_t& error) {
  switch (error.domain) {
    case MONGOC_ERROR_CLIENT:
      return error.code == MONGOC_ERROR_CLIENT_AUTHENTICATE ? absl::StatusCode::kPermissionDenied
                                                            : absl::StatusCode::kFailedPrecondition;
    case MONGOC_ERROR_STREAM:
    case MONGOC_ERROR_SERVER_SELECTION:
    case MONGOC_ERROR_WRITE_CONCERN:
      return absl::StatusCode::kUnavailable;
    case MONGOC_ERROR_SERVER:
      return OfServer(error.code);
    default:
      return absl::StatusCode::kFailedPrecondition;
  }
}

}  // namespace

absl::Status Fault(std::string_view what, const bson_error_t& error) {
  std::string text = absl::StrCat(what, ": ", error.message);
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
  return absl::Status(CodeOf(error), text);
}

}  // namespace vexlens::mongo
