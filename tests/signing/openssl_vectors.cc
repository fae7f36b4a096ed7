#include "tests/signing/openssl_vectors.h"

#include <map>

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "lib/json/document.h"
#include "tests/support/corpora.h"

namespace vexlens::testing {
namespace {

json::Value Root() {
  static const auto* text = new std::string(ReadBytes("tests/signing/openssl_vectors.json"));
  static auto* parser = new json::Parser;
  static const json::Value root = [] {
    json::Value value;
    EXPECT_FALSE(parser->Parse(*text, {.max_bytes = 1 << 20, .max_depth = 8}, 0, value).has_value());
    return value;
  }();
  return root;
}

}  // namespace

const std::vector<SignatureVector>& OpensslSignatures() {
  static const auto* const vectors = [] {
    const std::map<std::string_view, SignatureScheme> schemes = {
        {"kEd25519", SignatureScheme::kEd25519},
        {"kEcdsaP256Sha256", SignatureScheme::kEcdsaP256Sha256},
        {"kEcdsaP384Sha384", SignatureScheme::kEcdsaP384Sha384},
        {"kRsaPkcs1Sha256", SignatureScheme::kRsaPkcs1Sha256},
        {"kRsaPkcs1Sha384", SignatureScheme::kRsaPkcs1Sha384},
        {"kRsaPkcs1Sha512", SignatureScheme::kRsaPkcs1Sha512},
        {"kRsaPssSha256", SignatureScheme::kRsaPssSha256},
        {"kRsaPssSha384", SignatureScheme::kRsaPssSha384},
        {"kRsaPssSha512", SignatureScheme::kRsaPssSha512},
    };
    auto* all = new std::vector<SignatureVector>;
    for (const json::Value vector : Root()["signatures"].elements()) {
      all->push_back({schemes.at(vector["scheme"].text()), std::string(vector["publicKey"].text()),
                      absl::HexStringToBytes(vector["signature"].text())});
    }
    return all;
  }();
  return *vectors;
}

std::string OpensslMessage() { return std::string(Root()["message"].text()); }

std::string OpensslText(std::string_view group, std::string_view name) {
  const std::string text(Root()[group][name].text());
  EXPECT_FALSE(text.empty()) << group << " " << name;
  return text;
}

std::vector<std::string> OpensslDates(std::string_view certificate) {
  std::vector<std::string> dates;
  for (const json::Value date : Root()["dates"][certificate].elements()) dates.emplace_back(date.text());
  return dates;
}

}  // namespace vexlens::testing
