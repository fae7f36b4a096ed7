// The qualifiers that purls have.
#ifndef VEXLENS_LIB_TRUST_PURL_QUALIFIERS_H_
#define VEXLENS_LIB_TRUST_PURL_QUALIFIERS_H_

#include <algorithm>
#include <array>
#include <string_view>

namespace vexlens::trust {

// kPurlQualifiers are the qualifiers of purl-spec, for all types or for some, and those that distributions and scanners
// add (rpmmod, os_distro, goarch …), in byte order. A condition on any other is refused: it would be a misspelling that
// no product meets.
inline constexpr auto kPurlQualifiers = std::to_array<std::string_view>({
    "arch",
    "build",
    "channel",
    "checksum",
    "classifier",
    "cpe",
    "distro",
    "download_url",
    "epoch",
    "file_name",
    "goarch",
    "goos",
    "model_uuid",
    "modularitylabel",
    "os",
    "os_distro",
    "os_name",
    "os_version",
    "package-id",
    "packaging",
    "patch",
    "platform",
    "prev",
    "repository_url",
    "rpmmod",
    "rrev",
    "run_id",
    "subdir",
    "tag",
    "tag_creator_name",
    "tag_creator_regid",
    "tag_id",
    "tag_version",
    "type",
    "upstream",
    "user",
    "uuid",
    "variant",
    "vcs_url",
    "vers",
});
static_assert(std::is_sorted(kPurlQualifiers.begin(), kPurlQualifiers.end()));

inline bool IsPurlQualifier(std::string_view name) {
  return std::binary_search(kPurlQualifiers.begin(), kPurlQualifiers.end(), name);
}

}  // namespace vexlens::trust

#endif  // VEXLENS_LIB_TRUST_PURL_QUALIFIERS_H_
