#include "drivers/mongo/address.h"

#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "lib/identity/percent.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::mongo {
namespace {

constexpr std::string_view kScheme = "mongodb://";
constexpr std::string_view kArtifactFolder = "artifactFolder=";

absl::Status Refused(std::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("store: expected mongodb://[USER@]HOST[:PORT]/DATABASE[?OPTION=VALUE]: ", why));
}

// Takes the option artifactFolder out of a URL, and returns its value.
absl::StatusOr<std::string> TakeArtifactFolder(std::string& url) {
  const std::size_t query = url.rfind('?');
  if (query == std::string::npos) return std::string();
  std::string folder;
  std::vector<std::string_view> rest;
  for (const std::string_view option : absl::StrSplit(std::string_view(url).substr(query + 1), '&')) {
    if (!option.starts_with(kArtifactFolder)) {
      rest.push_back(option);
      continue;
    }
    std::string decoded;
    folder = identity::Decoded(option.substr(kArtifactFolder.size()), decoded);
    if (!folder.starts_with('/')) return Refused("artifactFolder is no absolute path");
  }
  const std::string options = absl::StrJoin(rest, "&");
  url.resize(query);
  if (!options.empty()) absl::StrAppend(&url, "?", options);
  return folder;
}

// Returns why a URL cannot be read. The explanation of libmongoc repeats parts of it, so it is asked about the URL
// without anything before the last @.
absl::Status WhyNot(std::string_view url) {
  const std::size_t at = url.rfind('@');
  const std::string bare = at == url.npos ? std::string(url) : absl::StrCat(kScheme, url.substr(at + 1));
  bson_error_t error = {};
  if (const Uri uri(mongoc_uri_new_with_error(bare.c_str(), &error)); uri == nullptr) return Refused(error.message);
  return Refused("before the @, other characters than letters, digits and -._~ are written as % and two hex digits");
}

absl::Status SetPassword(mongoc_uri_t* uri, const std::string& password) {
  if (password.empty()) return absl::OkStatus();
  if (mongoc_uri_get_username(uri) == nullptr) return Refused("there is a password, and no user");
  if (mongoc_uri_get_password(uri) != nullptr) return Refused("there are two passwords, one in the URL");
  // libmongoc takes texts that end with a NUL.
  const bool taken = password.find('\0') == std::string::npos && mongoc_uri_set_password(uri, password.c_str());
  return taken ? absl::OkStatus() : Refused("the password is not UTF-8 without NUL");
}

// Checks how the user is to log in: by what the address says, and by nothing that libmongoc would look for elsewhere,
// such as credentials of a cloud. Without a password libmongoc would crash.
absl::Status CheckLogin(const mongoc_uri_t* uri) {
  const char* const asked = mongoc_uri_get_auth_mechanism(uri);
  const std::string_view mechanism = asked == nullptr ? "" : asked;
  if (mechanism == "MONGODB-X509") return absl::OkStatus();
  if (mechanism != "" && mechanism != "SCRAM-SHA-1" && mechanism != "SCRAM-SHA-256" && mechanism != "PLAIN") {
    return Refused("authMechanism is SCRAM-SHA-1, SCRAM-SHA-256, PLAIN or MONGODB-X509");
  }
  const bool no_password = mongoc_uri_get_username(uri) != nullptr && mongoc_uri_get_password(uri) == nullptr;
  return no_password ? Refused("there is a user, and no password") : absl::OkStatus();
}

// Bounds every wait. The time for one answer is the longest, since it includes replication.
void SetTimeouts(mongoc_uri_t* uri) {
  constexpr std::pair<const char*, std::int32_t> kMillis[] = {
      {MONGOC_URI_CONNECTTIMEOUTMS, 5'000},
      {MONGOC_URI_SERVERSELECTIONTIMEOUTMS, 5'000},
      {MONGOC_URI_SOCKETTIMEOUTMS, 30'000},
  };
  for (const auto& [option, millis] : kMillis) {
    if (!mongoc_uri_has_option(uri, option)) mongoc_uri_set_option_as_int32(uri, option, millis);
  }
}

}  // namespace

absl::StatusOr<Address> ParseAddress(const StoreAddress& given) {
  std::string url = given.location;
  if (!url.starts_with(kScheme) || url.find('\0') != std::string::npos) return Refused("this is none");
  Address address;
  VEXLENS_ASSIGN_OR_RETURN(address.artifact_folder, TakeArtifactFolder(url));
  bson_error_t error = {};
  address.uri.reset(mongoc_uri_new_with_error(url.c_str(), &error));
  // libmongoc takes what stands between two @ for the name of a host.
  if (address.uri == nullptr || url.find('@') != url.rfind('@')) return WhyNot(url);
  const char* const database = mongoc_uri_get_database(address.uri.get());
  if (database == nullptr || *database == '\0') return Refused("it names no database");
  address.database = database;
  VEXLENS_RETURN_IF_ERROR(SetPassword(address.uri.get(), given.password));
  VEXLENS_RETURN_IF_ERROR(CheckLogin(address.uri.get()));
  SetTimeouts(address.uri.get());
  return address;
}

}  // namespace vexlens::mongo
