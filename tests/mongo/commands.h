// Commands for a server in JSON, as commands.py takes them.
#ifndef VEXLENS_TESTS_MONGO_COMMANDS_H_
#define VEXLENS_TESTS_MONGO_COMMANDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "vexlens/digest.h"
#include "vexlens/pack_run.h"
#include "vexlens/support/json_text.h"

namespace vexlens::testing {

inline std::string Binary(std::string_view bytes) {
  return JsonObject().Add("$binary", absl::Base64Escape(bytes)).Text();
}

inline std::string RunFilter(const PackRunKey& run) {
  return JsonObject().Add("runId", run.run_id).Add("tenant", run.tenant).Text();
}

// Returns an entry of pack_artifacts with its bytes in it.
inline std::string InlineArtifact(const PackRunKey& run, std::string_view name, std::string_view media_type,
                                  std::string_view bytes) {
  return JsonObject()
      .AddJson("data", Binary(bytes))
      .Add("digest", DigestText(Sha256(bytes)))
      .Add("mediaType", media_type)
      .Add("name", name)
      .Add("runId", run.run_id)
      .AddJson("size", absl::StrCat(bytes.size()))
      .Add("tenant", run.tenant)
      .Text();
}

// A command's name is its first member, so these are not JsonObjects.
inline std::string Command(std::string_view name, std::string_view collection, std::string_view database,
                           std::string_view more) {
  return absl::StrCat("{\"", name, "\":\"", collection, "\",\"$db\":\"", database, "\",", more, "}");
}

inline std::string InsertCommand(std::string_view database, std::string_view collection,
                                 const std::vector<std::string>& documents) {
  return Command("insert", collection, database, absl::StrCat("\"documents\":", JsonArray(documents)));
}

inline std::string FindCommand(std::string_view database, std::string_view collection, std::string_view filter) {
  return Command("find", collection, database, absl::StrCat("\"filter\":", filter));
}

// Returns a command that sets members, given as a JSON object, of what is kept for a run.
inline std::string UpdateCommand(std::string_view database, std::string_view collection, const PackRunKey& run,
                                 std::string_view members) {
  return Command("update", collection, database,
                 absl::StrCat("\"updates\":[{\"q\":", RunFilter(run), ",\"u\":{\"$set\":", members, "}}]"));
}

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_MONGO_COMMANDS_H_
