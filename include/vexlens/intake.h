// Intake: the one door for documents. What comes in, on what terms it is taken, and what became of it.
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
#include "vexlens/reader.h"
#include "vexlens/signature.h"

namespace vexlens {

// Incoming is one document of any format, bare, in an in-toto statement or in a DSSE envelope. The bytes belong to the
// caller, and are read while the call lasts.
struct Incoming {
  std::string_view bytes;
  std::string_view signature;  // that stands beside it: ReadOptions::detached
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

// Loader fetches a document by its number, or returns the report of one that is not worth reading. It is called once
// for each document when its turn comes, on any of the threads that read.
using Loader = std::function<std::variant<Loaded, Report>(std::size_t i)>;

// Admission is on what terms documents are taken.
struct Admission {
  // A document whose signature is not verified is rejected (UNAUTHENTICATED): by the directory in force, as of the
  // workspace's asOf; of an engine as of `as_of`, or the end of this day.
  bool require_verified = false;
  std::optional<Instant> as_of;
};

// Progress hears how many documents are done, on the calling thread. False stops the work, which is then CANCELLED and
// has done nothing.
using Progress = std::function<bool(std::size_t done)>;

struct IngestOptions {
  Admission admission;
  Progress progress;
  unsigned threads = 1;  // that read documents, the calling one among them; 0: one for each core
};

// Ingested tells what became of one document. `added` is false for one that the tenant had already.
struct Ingested {
  Report report;
  bool added = false;
  SignatureStage failed_at = SignatureStage::kNone;  // why it was not admitted

  // Json is {added, digest, error {code, message} or null, findings [{code, kind, location, message}], format,
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

  // Text is a line of them, "" for none.
  std::string Text() const;

 private:
  std::array<std::size_t, kSignatureStageCount> counts_{};
};

}  // namespace vexlens

#endif  // VEXLENS_INTAKE_H_
