#include "capi/arguments.h"

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace vexlens::capi {
namespace {

constexpr std::size_t kLargestOptions = 4096;  // that any header will have; more is no size but garbage

}  // namespace

void Arguments::Fail(absl::StatusCode code, std::string_view name, std::string_view message) {
  if (status_.ok()) status_ = absl::Status(code, absl::StrCat(name, ": ", message));
}

void Arguments::NotNull(const void* pointer, std::string_view name) {
  if (pointer == nullptr) Fail(absl::StatusCode::kInvalidArgument, name, "may not be NULL");
}

std::string_view Arguments::Text(vexlens_str text, std::string_view name) {
  if (text.size == 0) return "";
  NotNull(text.data, name);
  return {text.data, text.data == nullptr ? 0 : text.size};
}

std::vector<std::string_view> Arguments::Texts(const vexlens_str* texts, std::size_t count, std::string_view name) {
  std::vector<std::string_view> views;
  if (count == 0) return views;
  NotNull(texts, name);
  if (!ok()) return views;
  views.reserve(count);
  for (const vexlens_str& text : std::span(texts, count)) views.push_back(Text(text, name));
  return views;
}

std::string_view Arguments::Path(vexlens_str text, std::string_view name) {
  const std::string_view path = Text(text, name);
  if (path.empty() || path.find('\0') != path.npos) {
    Fail(absl::StatusCode::kInvalidArgument, name, "may be neither empty nor hold a zero");
  }
  return path;
}

void Arguments::AtMostOne(std::uint32_t value, std::string_view name) {
  if (value > 1) Fail(absl::StatusCode::kUnimplemented, name, "this version knows only 0 and 1");
}

void Arguments::Zero(std::uint32_t value, std::string_view name) {
  if (value != 0) Fail(absl::StatusCode::kUnimplemented, name, "this version knows only 0");
}

void Arguments::Unknown(std::string_view name, std::string_view value) {
  Fail(absl::StatusCode::kUnimplemented, name, absl::StrCat("this version does not know ", value));
}

void Arguments::CopyOptions(const void* given, std::size_t first_size, std::size_t known_size, void* options,
                            std::string_view name) {
  std::uint32_t size;
  std::memcpy(&size, given, sizeof(size));
  if (size < first_size || size > kLargestOptions) {
    return Fail(absl::StatusCode::kInvalidArgument, name,
                absl::StrCat("struct_size is ", size, ", and that is the size of no such options"));
  }
  const auto* const bytes = static_cast<const char*>(given);
  if (std::any_of(bytes + std::min<std::size_t>(size, known_size), bytes + size, [](char c) { return c != 0; })) {
    return Fail(absl::StatusCode::kUnimplemented, name, "an option is set that this version does not know");
  }
  std::memcpy(options, given, std::min<std::size_t>(size, known_size));
}

Instant Arguments::InstantOf(vexlens_str text, std::string_view name) {
  const absl::StatusOr<Instant> instant = ParseInstant(Text(text, name));
  if (instant.ok()) return *instant;
  Fail(instant.status().code(), name, instant.status().message());
  return {};
}

std::optional<Instant> Arguments::InstantOrNone(vexlens_str text, std::string_view name) {
  if (text.size == 0) return std::nullopt;
  return InstantOf(text, name);
}

Digest Arguments::DigestOf(vexlens_str text, std::string_view name) {
  const std::optional<Digest> digest = ParseDigest(Text(text, name));
  if (digest.has_value()) return *digest;
  Fail(absl::StatusCode::kInvalidArgument, name, "not \"sha256:\" and 64 lower-case hex digits");
  return {};
}

std::optional<Digest> Arguments::DigestOrNone(vexlens_str text, std::string_view name) {
  return text.size == 0 ? std::nullopt : std::optional(DigestOf(text, name));
}

Policy Arguments::PolicyOf(vexlens_str json, std::string_view name) {
  if (json.size == 0) return {};
  absl::StatusOr<Policy> policy = Policy::Parse(Text(json, name));
  if (policy.ok()) return *std::move(policy);
  Fail(policy.status().code(), name, policy.status().message());
  return {};
}

IssuerDirectory Arguments::DirectoryOf(vexlens_str json, std::string_view name) {
  if (json.size == 0) return IssuerDirectory::Starter();
  absl::StatusOr<IssuerDirectory> directory = IssuerDirectory::Parse(Text(json, name));
  if (directory.ok()) return *std::move(directory);
  Fail(directory.status().code(), name, directory.status().message());
  return {};
}

std::vector<TrustOption> Arguments::TrustOf(const vexlens_str* trust, std::size_t count, std::string_view name) {
  std::vector<TrustOption> options;
  for (const std::string_view text : Texts(trust, count, name)) {
    absl::StatusOr<TrustOption> option = ParseTrustOption(text);
    if (!option.ok()) {
      Fail(option.status().code(), absl::StrCat(name, "[", options.size(), "]"), option.status().message());
      break;
    }
    options.push_back(*std::move(option));
  }
  return options;
}

IssuerDirectory Arguments::Trusting(IssuerDirectory directory, std::span<const TrustOption> trust,
                                    std::string_view name) {
  for (std::size_t i = 0; i < trust.size() && ok(); ++i) {
    absl::StatusOr<IssuerDirectory> edited = directory.WithTrusted(trust[i].name, trust[i].tier);
    if (!edited.ok()) {
      Fail(edited.status().code(), absl::StrCat(name, "[", i, "]"), edited.status().message());
    } else {
      directory = *std::move(edited);
    }
  }
  return directory;
}

KeyTexts Arguments::Key(const vexlens_key* key) {
  NotNull(key, "key");
  if (!ok()) return {};
  return {"", Text(key->vulnerability, "key.vulnerability"), Text(key->product, "key.product"),
          Text(key->component, "key.component")};
}

RecordKey Arguments::RecordKeyOf(const vexlens_key* key) {
  const KeyTexts texts = Key(key);
  return {std::string(texts.vulnerability), std::string(texts.product), std::string(texts.component)};
}

Audit Arguments::AuditOf(const vexlens_audit* audit) {
  NotNull(audit, "audit");
  if (!ok()) return {};
  return {std::string(Text(audit->actor, "audit.actor")), std::string(Text(audit->reason, "audit.reason"))};
}

vexlens::Moment Arguments::Moment(const vexlens_moment* moment, std::string_view name) {
  const vexlens_moment when = Options(moment, name);
  Zero(when.reserved, absl::StrCat(name, ".reserved"));
  return {InstantOrNone(when.as_of, absl::StrCat(name, ".as_of")),
          InstantOrNone(when.known_at, absl::StrCat(name, ".known_at"))};
}

}  // namespace vexlens::capi
