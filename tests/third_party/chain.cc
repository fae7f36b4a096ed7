// A Python module over every library that our bindings link, for import_test.py
// and hidden_symbols_test.sh.

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/strings/escaping.h"
#include "openssl/sha.h"
#include "pybind11/pybind11.h"
#include "simdjson.h"

namespace {

// The SHA-256 in hexadecimal of the JSON string at key `name` of `json`.
absl::StatusOr<std::string> HashMember(std::string_view json, std::string_view name) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  std::string_view text;
  if (parser.parse(json.data(), json.size()).get(root) != simdjson::SUCCESS ||
      root.at_key(name).get(text) != simdjson::SUCCESS) {
    return absl::InvalidArgumentError("no such member");
  }
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return absl::BytesToHexString(std::string_view(reinterpret_cast<const char*>(digest), sizeof digest));
}

}  // namespace

PYBIND11_MODULE(chain, module) {
  module.def("hash_member", [](std::string_view json, std::string_view name) {
    absl::StatusOr<std::string> hash = HashMember(json, name);
    if (!hash.ok()) throw pybind11::value_error(std::string(hash.status().message()));
    return *std::move(hash);
  });
}
