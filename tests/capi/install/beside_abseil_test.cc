// A program that links the archive, and libraries that are inside it once more by itself: the linker takes each
// function from where it belongs, and each works.

#include <string>
#include <string_view>
#include <thread>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gtest/gtest.h"
#include "openssl/sha.h"
#include "simdjson.h"
#include "vexlens.h"

namespace {

std::string DigestByArchive(std::string_view text) {
  std::string digest(71, ' ');
  EXPECT_EQ(vexlens_sha256({text.data(), text.size()}, digest.data()), nullptr);
  return digest;
}

std::string DigestByProgram(std::string_view text) {
  unsigned char bytes[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), bytes);
  std::string digest = "sha256:";
  for (const unsigned char byte : bytes) absl::StrAppend(&digest, absl::Hex(byte, absl::kZeroPad2));
  return digest;
}

TEST(BesideAbseil, BothAnswer) {
  EXPECT_EQ(DigestByArchive("abc"), DigestByProgram("abc"));

  constexpr std::string_view kJson = R"({"b":1,"a":2})";
  vexlens_bytes* canonical = nullptr;
  ASSERT_EQ(vexlens_canonical_json({kJson.data(), kJson.size()}, &canonical), nullptr);
  const vexlens_str text = vexlens_bytes_view(canonical);
  simdjson::dom::parser parser;
  std::uint64_t value = 0;
  EXPECT_EQ(parser.parse(text.data, text.size)["a"].get(value), simdjson::SUCCESS);
  EXPECT_EQ(value, 2u);
  vexlens_bytes_free(canonical);
}

TEST(BesideAbseil, ThreadsUseLocksOfBoth) {
  vexlens_engine* engine = nullptr;
  ASSERT_EQ(vexlens_engine_new(nullptr, &engine), nullptr);
  absl::Mutex mutex;
  absl::flat_hash_map<int, std::string> digests;
  const auto work = [&](int number) {
    const std::string document = absl::StrCat("{\"n\":", number, "}");
    const vexlens_str given = {document.data(), document.size()};
    EXPECT_EQ(vexlens_engine_ingest(engine, &given, 1, nullptr, nullptr), nullptr);
    absl::MutexLock lock(&mutex);
    digests[number] = DigestByArchive(document);
  };
  std::thread one(work, 1);
  std::thread two(work, 2);
  one.join();
  two.join();
  vexlens_engine_free(engine);
  EXPECT_EQ(digests[1], DigestByProgram("{\"n\":1}"));
  EXPECT_EQ(digests[2], DigestByProgram("{\"n\":2}"));
}

}  // namespace
