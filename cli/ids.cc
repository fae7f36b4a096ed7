#include "cli/ids.h"

#include <algorithm>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace vexlens::cli {
namespace {

constexpr std::string_view kPrefix = "sha256:";
constexpr std::size_t kShortest = 8;
constexpr std::size_t kListed = 10;

}  // namespace

bool LooksLikeId(std::string_view word) {
  const std::string_view digits = absl::StripPrefix(word, kPrefix);
  return digits.size() >= kShortest && digits.size() <= 2 * sizeof(Digest::bytes) &&
         std::all_of(digits.begin(), digits.end(), absl::ascii_isxdigit);
}

absl::StatusOr<Digest> PickId(std::string_view word, std::span<const Digest> ids, std::string_view noun) {
  if (!LooksLikeId(word)) {
    return absl::InvalidArgumentError(absl::StrCat("\"", word, "\" is no id of a ", noun,
                                                   ": sha256:<hex>, or at least its first ", kShortest, " digits"));
  }
  const std::string beginning = absl::StrCat(kPrefix, absl::AsciiStrToLower(absl::StripPrefix(word, kPrefix)));
  std::vector<Digest> found;
  for (const Digest& id : ids) {
    if (absl::StartsWith(DigestText(id), beginning)) found.push_back(id);
  }
  if (found.empty()) return absl::NotFoundError(absl::StrCat("no ", noun, " begins with ", beginning));
  if (found.size() == 1) return found.front();
  const std::size_t more = found.size() - std::min(found.size(), kListed);
  found.resize(found.size() - more);
  return absl::InvalidArgumentError(
      absl::StrCat(beginning, " begins several ids: ",
                   absl::StrJoin(found, ", ", [](std::string* out, const Digest& id) { AppendDigest(id, *out); }),
                   more == 0 ? "" : absl::StrCat(" and ", more, " more")));
}

}  // namespace vexlens::cli
