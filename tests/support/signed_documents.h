// Signed documents: keys, their entries in a directory, and envelopes by them.
#ifndef VEXLENS_TESTS_SUPPORT_SIGNED_DOCUMENTS_H_
#define VEXLENS_TESTS_SUPPORT_SIGNED_DOCUMENTS_H_

#include <string>
#include <string_view>

#include "vexlens/keys.h"

namespace vexlens::testing {

// SigningKey is "ed25519" or "p256".
const PrivateKey& SigningKey(std::string_view name);

// KeyEntry is that key as a directory's file has it; `dates` are its further members: `"notBefore":"",…`.
inline constexpr std::string_view kOpenDates = R"("notBefore":"","notAfter":"")";
std::string KeyEntry(std::string_view name, std::string_view key_id, std::string_view dates = kOpenDates);

// Signed is `payload` in an envelope by that key.
std::string Signed(std::string_view payload, std::string_view key,
                   std::string_view type = "application/vnd.in-toto+json");

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SUPPORT_SIGNED_DOCUMENTS_H_
