// Keys, certificates and signatures that another program made: openssl_vectors.json.
#ifndef VEXLENS_TESTS_SIGNING_OPENSSL_VECTORS_H_
#define VEXLENS_TESTS_SIGNING_OPENSSL_VECTORS_H_

#include <string>
#include <string_view>
#include <vector>

#include "vexlens/keys.h"

namespace vexlens::testing {

struct SignatureVector {
  SignatureScheme scheme;
  std::string public_key;  // PEM
  std::string signature;
};

// OpensslSignatures are signatures of OpensslMessage(), of every scheme, PSS with several lengths of salt.
const std::vector<SignatureVector>& OpensslSignatures();
std::string OpensslMessage();

// OpensslText is the text at a place of the file: "privateKeys", "p256". It is never empty.
std::string OpensslText(std::string_view group, std::string_view name);

// OpensslDates are the ends of a certificate's validity, RFC 3339.
std::vector<std::string> OpensslDates(std::string_view certificate);

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_SIGNING_OPENSSL_VECTORS_H_
