// Arguments: what a caller gave, looked at before anything is done with it.
#ifndef VEXLENS_CAPI_ARGUMENTS_H_
#define VEXLENS_CAPI_ARGUMENTS_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "vexlens.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"
#include "vexlens/trust.h"
#include "vexlens/workspace.h"

namespace vexlens::capi {

// kFirstSize is how large a struct of options was when its first header came out. One that has grown since says here
// how large it was.
template <typename Options>
inline constexpr std::size_t kFirstSize = sizeof(Options);
template <>
inline constexpr std::size_t kFirstSize<vexlens_ingest_options> = offsetof(vexlens_ingest_options, signatures);
template <>
inline constexpr std::size_t kFirstSize<vexlens_engine_options> = offsetof(vexlens_engine_options, trust);
template <>
inline constexpr std::size_t kFirstSize<vexlens_consensus_options> = offsetof(vexlens_consensus_options, trust);
template <>
inline constexpr std::size_t kFirstSize<vexlens_simulation> = offsetof(vexlens_simulation, trust);

// Arguments reads a call's arguments one by one and keeps the first error; what it gives after that is of no use.
// Names are those of the header: "options.as_of".
class Arguments {
 public:
  // NotNull is for handles, outputs and structs without a size.
  void NotNull(const void* pointer, std::string_view name);

  // Text and Texts are views of what the caller has.
  std::string_view Text(vexlens_str text, std::string_view name);
  std::vector<std::string_view> Texts(const vexlens_str* texts, std::size_t count, std::string_view name);

  // Path is a text that may name a file.
  std::string_view Path(vexlens_str text, std::string_view name);

  // Zero is for members that mean nothing yet, AtMostOne for those that are false or true.
  void Zero(std::uint32_t value, std::string_view name);
  void AtMostOne(std::uint32_t value, std::string_view name);

  // Unknown is for a number that is none of those that a header gives.
  void Unknown(std::string_view name, std::string_view value);

  // Options is a copy of `given`, with zeros where that does not reach; all of them when it is null.
  template <typename T>
  T Options(const T* given, std::string_view name) {
    T options{};
    if (given != nullptr) CopyOptions(given, kFirstSize<T>, sizeof(T), &options, name);
    return options;
  }

  // "" is nothing where a default stands for it.
  Instant InstantOf(vexlens_str text, std::string_view name);
  std::optional<Instant> InstantOrNone(vexlens_str text, std::string_view name);
  Digest DigestOf(vexlens_str text, std::string_view name);
  std::optional<Digest> DigestOrNone(vexlens_str text, std::string_view name);
  Policy PolicyOf(vexlens_str json, std::string_view name);
  IssuerDirectory DirectoryOf(vexlens_str json, std::string_view name);

  // TrustOf is whom a caller trusts beside a directory, Trusting that directory with them: "options.trust[0]" is named
  // where it cannot be.
  std::vector<TrustOption> TrustOf(const vexlens_str* trust, std::size_t count, std::string_view name);
  IssuerDirectory Trusting(IssuerDirectory directory, std::span<const TrustOption> trust, std::string_view name);

  // Structs, null or not as the header says. The texts of a key are views, and without a tenant.
  KeyTexts Key(const vexlens_key* key);
  RecordKey RecordKeyOf(const vexlens_key* key);
  Audit AuditOf(const vexlens_audit* audit);
  Moment Moment(const vexlens_moment* moment, std::string_view name);

  const absl::Status& status() const { return status_; }
  bool ok() const { return status_.ok(); }

  // Fail is for what only one call knows of.
  void Fail(absl::StatusCode code, std::string_view name, std::string_view message);

 private:
  void CopyOptions(const void* given, std::size_t first_size, std::size_t known_size, void* options,
                   std::string_view name);

  absl::Status status_;
};

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_ARGUMENTS_H_
