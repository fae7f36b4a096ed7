// Arguments: what a caller passed, checked before anything is done.
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

// kFirstSize is the size that a struct of options had in its first release. One that has grown since has its own here.
template <typename Options>
inline constexpr std::size_t kFirstSize = sizeof(Options);
template <>
inline constexpr std::size_t kFirstSize<vexlens_ingest_options> = offsetof(vexlens_ingest_options, signatures);
template <>
inline constexpr std::size_t kFirstSize<vexlens_engine_options> = offsetof(vexlens_engine_options, trust);
template <>
inline constexpr std::size_t kFirstSize<vexlens_consensus_options> = offsetof(vexlens_consensus_options, trust);
template <>
inline constexpr std::size_t kFirstSize<vexlens_workspace_options> = offsetof(vexlens_workspace_options, observer);
template <>
inline constexpr std::size_t kFirstSize<vexlens_simulation> = offsetof(vexlens_simulation, trust);

// Arguments reads a call's arguments one by one and keeps the first error; values returned after that are of no use.
// Names are those of the header: "options.as_of". Errors: INVALID_ARGUMENT for a value that is wrong, UNIMPLEMENTED for
// one that this version does not know.
class Arguments {
 public:
  // Requires a handle, an output or a struct without a size not to be null.
  void NotNull(const void* pointer, std::string_view name);

  // Return views of the caller's texts.
  std::string_view Text(vexlens_str text, std::string_view name);
  std::vector<std::string_view> Texts(const vexlens_str* texts, std::size_t count, std::string_view name);

  // Returns a text that is not empty and has no NUL, so that it can name a file.
  std::string_view Path(vexlens_str text, std::string_view name);

  // Zero requires 0 of a member without a meaning yet, AtMostOne 0 or 1 of a member that is false or true.
  void Zero(std::uint32_t value, std::string_view name);
  void AtMostOne(std::uint32_t value, std::string_view name);

  // Fails for a number that the header does not define.
  void Unknown(std::string_view name, std::string_view value);

  // Returns a copy of `given`. What lies beyond its size, or all if it is null, is zero.
  template <typename T>
  T Options(const T* given, std::string_view name) {
    T options{};
    if (given != nullptr) CopyOptions(given, kFirstSize<T>, sizeof(T), &options, name);
    return options;
  }

  // Parse a text. "" is nothing, the default policy or the starter directory; for InstantOf and DigestOf it is an
  // error.
  Instant InstantOf(vexlens_str text, std::string_view name);
  std::optional<Instant> InstantOrNone(vexlens_str text, std::string_view name);
  Digest DigestOf(vexlens_str text, std::string_view name);
  std::optional<Digest> DigestOrNone(vexlens_str text, std::string_view name);
  Policy PolicyOf(vexlens_str json, std::string_view name);
  IssuerDirectory DirectoryOf(vexlens_str json, std::string_view name);

  // TrustOf returns whom a caller trusts besides a directory; Trusting, the directory with these. Errors name
  // "options.trust[0]".
  std::vector<TrustOption> TrustOf(const vexlens_str* trust, std::size_t count, std::string_view name);
  IssuerDirectory Trusting(IssuerDirectory directory, std::span<const TrustOption> trust, std::string_view name);

  // Read structs. A moment may be null. The texts of a key are views, and it has no tenant.
  KeyTexts Key(const vexlens_key* key);
  RecordKey RecordKeyOf(const vexlens_key* key);
  Audit AuditOf(const vexlens_audit* audit);
  vexlens::Moment Moment(const vexlens_moment* moment, std::string_view name);

  const absl::Status& status() const { return status_; }
  bool ok() const { return status_.ok(); }

  // Fails for a reason that is not listed here.
  void Fail(absl::StatusCode code, std::string_view name, std::string_view message);

 private:
  void CopyOptions(const void* given, std::size_t first_size, std::size_t known_size, void* options,
                   std::string_view name);

  absl::Status status_;
};

}  // namespace vexlens::capi

#endif  // VEXLENS_CAPI_ARGUMENTS_H_
