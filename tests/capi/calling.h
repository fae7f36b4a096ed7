// Calling: the C interface from a test, with owners that free what comes back.
#ifndef VEXLENS_TESTS_CAPI_CALLING_H_
#define VEXLENS_TESTS_CAPI_CALLING_H_

#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "gtest/gtest.h"
#include "tests/support/corpora.h"
#include "vexlens.h"
#include "vexlens_timeline.h"

namespace vexlens::testing {

struct Freer {
  void operator()(vexlens_bytes* bytes) const { vexlens_bytes_free(bytes); }
  void operator()(vexlens_engine* engine) const { vexlens_engine_free(engine); }
  void operator()(vexlens_consensus* consensus) const { vexlens_consensus_free(consensus); }
  void operator()(vexlens_record* record) const { vexlens_record_free(record); }
  void operator()(vexlens_workspace* workspace) const { vexlens_workspace_free(workspace); }
  void operator()(vexlens_timeline* timeline) const { vexlens_timeline_free(timeline); }
  void operator()(vexlens_ingested* ingested) const { vexlens_ingested_free(ingested); }
};
template <typename T>
using Owned = std::unique_ptr<T, Freer>;

inline vexlens_str Str(std::string_view text) { return {text.data(), text.size()}; }
inline std::string Text(vexlens_str text) { return std::string(text.data == nullptr ? "" : text.data, text.size); }

// Outcome is what a call said, with the error freed.
struct Outcome {
  int32_t code;
  std::string message;
};
inline std::ostream& operator<<(std::ostream& out, const Outcome& outcome) {
  return out << "code " << outcome.code << ": " << outcome.message;
}

inline Outcome Of(vexlens_error* error) {
  Outcome outcome{vexlens_error_code(error), Text(vexlens_error_message(error))};
  vexlens_error_free(error);
  return outcome;
}

// Succeeds is for EXPECT_TRUE and ASSERT_TRUE; Fails wants a code, and words in the message.
inline ::testing::AssertionResult Succeeds(vexlens_error* error) {
  const Outcome outcome = Of(error);
  if (outcome.code == 0) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << outcome;
}

inline ::testing::AssertionResult Fails(vexlens_error* error, int32_t code, std::string_view words) {
  const Outcome outcome = Of(error);
  if (outcome.code == code && outcome.message.find(words) != std::string::npos) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << "expected code " << code << " and \"" << words << "\", got " << outcome;
}

// Made calls a function with room for one output and gives that.
template <typename T, typename Call>
Owned<T> Made(const Call& call) {
  T* made = nullptr;
  EXPECT_TRUE(Succeeds(call(&made)));
  return Owned<T>(made);
}

// TextOf is what a function with one output of text gives.
template <typename Call>
std::string TextOf(const Call& call) {
  const Owned<vexlens_bytes> bytes = Made<vexlens_bytes>(call);
  return Text(vexlens_bytes_view(bytes.get()));
}

inline std::string JsonOf(const vexlens_record* record) {
  vexlens_str json{};
  EXPECT_TRUE(Succeeds(vexlens_record_json(record, &json)));
  return Text(json);
}

// The examples: documents, and the directory that knows their issuers.
inline std::vector<std::string> ExampleDocuments() {
  std::vector<std::string> documents;
  for (const auto& file : FilesIn("examples/documents")) documents.push_back(ReadBytes(file));
  return documents;
}
inline std::string ExampleIssuers() { return ReadBytes("examples/issuers.json"); }

inline std::vector<vexlens_str> Strs(const std::vector<std::string>& texts) {
  std::vector<vexlens_str> strs;
  for (const std::string& text : texts) strs.push_back(Str(text));
  return strs;
}

inline constexpr std::string_view kAsOf = "2026-06-01T00:00:00Z";
inline const vexlens_key kDisputedKey = {
    Str("CVE-2021-44228"),
    Str("pkg:maven/org.example.lanternfish/lanternfish-server@4.2.0"),
    Str("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"),
};

inline Owned<vexlens_engine> NewEngine(std::string_view issuers) {
  vexlens_engine_options options{};
  options.struct_size = sizeof(options);
  options.issuers = Str(issuers);
  return Made<vexlens_engine>([&](auto** engine) { return vexlens_engine_new(&options, engine); });
}

inline Owned<vexlens_consensus> ConsensusOf(vexlens_engine* engine, std::string_view policy = "",
                                            std::string_view issuers = "") {
  vexlens_consensus_options options{};
  options.struct_size = sizeof(options);
  options.as_of = Str(kAsOf);
  options.policy = Str(policy);
  options.issuers = Str(issuers);
  return Made<vexlens_consensus>(
      [&](auto** consensus) { return vexlens_engine_consensus(engine, &options, consensus); });
}

// AllRecords is every record as a line of JSON.
inline std::string AllRecords(const vexlens_consensus* consensus) {
  std::string lines;
  for (uint64_t i = 0; i < vexlens_consensus_size(consensus); ++i) {
    const auto record = Made<vexlens_record>([&](auto** each) { return vexlens_consensus_record(consensus, i, each); });
    lines += JsonOf(record.get()) + "\n";
  }
  return lines;
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_CAPI_CALLING_H_
