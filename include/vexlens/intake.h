// Intake: documents that come in, the terms on which they are taken, and what became of them.
#ifndef VEXLENS_INTAKE_H_
#define VEXLENS_INTAKE_H_

#include <array>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "vexlens/instant.h"
#include "vexlens/observer.h"
#include "vexlens/reader.h"
#include "vexlens/signature.h"

namespace vexlens {

// Incoming is one document of any format: bare, in an in-toto statement or in a DSSE envelope. The bytes belong to the
// caller, and are read during the call only.
struct Incoming {
  std::string_view bytes;
  std::string_view signature;  // detached: ReadOptions::detached
  std::size_t padding = 0;     // ReadOptions::padding

  Incoming(std::string_view document, std::string_view beside = {}, std::size_t room = 0)  // NOLINT: alone it is one
      : bytes(document), signature(beside), padding(room) {}
  Incoming(const std::string& document) : bytes(document) {}
  Incoming(const char* document) : bytes(document) {}
};

// Loaded is a document whose bytes, and those of its signature, live as long as `owner`.
struct Loaded {
  Incoming incoming;
  std::shared_ptr<const void> owner;
};

// Loader loads a document by its index, or returns the report of one that is not worth reading. It is called once for
// each document, on any of the reading threads.
using Loader = std::function<std::variant<Loaded, Report>(std::size_t i)>;

// Admission is the terms on which documents are taken.
struct Admission {
  // Reject documents whose signature is not verified (UNAUTHENTICATED), judged by the directory in force: in a
  // workspace as of its asOf, in an engine as of `as_of`, or the end of this day.
  bool require_verified = false;
  std::optional<Instant> as_of;
};

// Progress is called with the number of documents done, on the calling thread. Returning false stops the work: the call
// fails with CANCELLED, and has changed nothing.
using Progress = std::function<bool(std::size_t done)>;

struct IngestOptions {
  Admission admission;
  Progress progress;
  unsigned threads = 1;  // that read documents, with the calling one; 0: one per core
  Trace trace = {};      // for the observer
};

// Ingested is what became of one document. `added` is false if the tenant had it already, or it was not taken.
struct Ingested {
  Report report;
  bool added = false;
  SignatureStage failed_at = SignatureStage::kNone;  // why it was not admitted; kNone for any other reason

  // Returns {added, digest, error {code, message} or null, findings [{code, kind, location, message}], format,
  // formatVersion, ignored, outcome, refused, statements, warnings} as canonical JSON.
  std::string Json() const;
};

// SignatureFailures counts documents that were not admitted, by stage.
class SignatureFailures {
 public:
  void Add(SignatureStage stage) { ++counts_[static_cast<std::size_t>(stage)]; }
  void Add(const SignatureFailures& other) {
    for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  }

  std::size_t count(SignatureStage stage) const { return counts_[static_cast<std::size_t>(stage)]; }

  // Returns a line of text with the counts, "" if there are none.
  std::string Text() const;

 private:
  std::array<std::size_t, kSignatureStageCount> counts_{};
};

}  // namespace vexlens

#endif  // VEXLENS_INTAKE_H_
