// Entries of the collection pack_artifacts, which others write.
#ifndef VEXLENS_DRIVERS_MONGO_ARTIFACT_ENTRY_H_
#define VEXLENS_DRIVERS_MONGO_ARTIFACT_ENTRY_H_

#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "drivers/mongo/mongoc.h"
#include "vexlens/pack_run_artifacts.h"

namespace vexlens::mongo {

inline constexpr char kPackArtifacts[] = "pack_artifacts";

// Return a member of that type, nothing if there is none; they point into the document.
std::optional<std::string_view> TextOf(const bson_t* entry, const char* name);
std::optional<std::string_view> BytesOf(const bson_t* entry, const char* name);

// Reads what an entry says of its artifact. Errors: DATA_LOSS, which names the artifact and the member.
absl::StatusOr<ListedArtifact> ReadEntry(const bson_t* entry);

}  // namespace vexlens::mongo

#endif  // VEXLENS_DRIVERS_MONGO_ARTIFACT_ENTRY_H_
