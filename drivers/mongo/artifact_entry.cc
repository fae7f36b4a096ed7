#include "drivers/mongo/artifact_entry.h"

#include <cmath>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::mongo {
namespace {

// Finds a member that is neither missing nor null.
bool Find(const bson_t* entry, const char* name, bson_iter_t& at) {
  return bson_iter_init_find(&at, entry, name) && !BSON_ITER_HOLDS_NULL(&at);
}

absl::Status Fault(std::string_view artifact, std::string_view member, std::string_view expected) {
  return absl::DataLossError(absl::StrCat(kPackArtifacts, ": ", artifact, ": ", member, ": expected ", expected));
}

// Reads a text, "" if there is none.
absl::StatusOr<std::string> ReadText(const bson_t* entry, std::string_view artifact, const char* name) {
  bson_iter_t at;
  if (!Find(entry, name, at)) return std::string();
  if (const std::optional<std::string_view> text = TextOf(entry, name)) return std::string(*text);
  return Fault(artifact, name, "text");
}

// Reads a size. Shells write whole numbers as doubles.
absl::StatusOr<std::optional<std::uint64_t>> ReadSize(const bson_t* entry, std::string_view artifact) {
  bson_iter_t at;
  if (!Find(entry, "size", at)) return std::nullopt;
  const double approximate = BSON_ITER_HOLDS_DOUBLE(&at) ? bson_iter_double(&at) : 0;
  const bool is_whole = BSON_ITER_HOLDS_INT(&at) || (BSON_ITER_HOLDS_DOUBLE(&at) && std::fabs(approximate) < 0x1p53 &&
                                                     approximate == std::trunc(approximate));
  if (!is_whole || bson_iter_as_int64(&at) < 0) return Fault(artifact, "size", "a number of bytes");
  return static_cast<std::uint64_t>(bson_iter_as_int64(&at));
}

absl::StatusOr<std::optional<Digest>> ReadDigest(const bson_t* entry, std::string_view artifact) {
  VEXLENS_ASSIGN_OR_RETURN(const std::string text, ReadText(entry, artifact, "digest"));
  if (text.empty()) return std::nullopt;
  const std::optional<Digest> digest = ParseDigest(text);
  if (!digest.has_value()) return Fault(artifact, "digest", "sha256: and 64 lower-case hex digits");
  return digest;
}

}  // namespace

std::optional<std::string_view> TextOf(const bson_t* entry, const char* name) {
  bson_iter_t at;
  if (!bson_iter_init_find(&at, entry, name) || !BSON_ITER_HOLDS_UTF8(&at)) return std::nullopt;
  std::uint32_t size = 0;
  const char* const text = bson_iter_utf8(&at, &size);
  return std::string_view(text, size);
}

std::optional<std::string_view> BytesOf(const bson_t* entry, const char* name) {
  bson_iter_t at;
  if (!bson_iter_init_find(&at, entry, name) || !BSON_ITER_HOLDS_BINARY(&at)) return std::nullopt;
  std::uint32_t size = 0;
  const std::uint8_t* bytes = nullptr;
  bson_iter_binary(&at, nullptr, &size, &bytes);
  return std::string_view(reinterpret_cast<const char*>(bytes), size);
}

absl::StatusOr<ListedArtifact> ReadEntry(const bson_t* entry) {
  const std::optional<std::string_view> name = TextOf(entry, "name");
  if (!name.has_value()) return Fault("an artifact", "name", "text");
  if (absl::Status status = CheckArtifactName(*name); !status.ok())
    return Fault("an artifact", "name", status.message());
  ListedArtifact artifact;
  artifact.name = *name;
  VEXLENS_ASSIGN_OR_RETURN(artifact.media_type, ReadText(entry, *name, "mediaType"));
  VEXLENS_ASSIGN_OR_RETURN(artifact.location, ReadText(entry, *name, "location"));
  VEXLENS_ASSIGN_OR_RETURN(artifact.size, ReadSize(entry, *name));
  VEXLENS_ASSIGN_OR_RETURN(artifact.digest, ReadDigest(entry, *name));
  return artifact;
}

}  // namespace vexlens::mongo
