// Distributions: the names of one operating system in purls, scanners and CPEs.
#ifndef VEXLENS_LIB_IDENTITY_DISTRIBUTION_H_
#define VEXLENS_LIB_IDENTITY_DISTRIBUTION_H_

#include <optional>
#include <string>
#include <string_view>

#include "vexlens/identity.h"

namespace vexlens::identity {

// Returns the canonical name of a distribution ("redhat" → "rhel"); `name` itself if the table does not have it.
std::string_view DistributionNamed(std::string_view name);

// Returns the canonical namespace of a distribution's packages in purls ("rhel" → "redhat"); `space` itself if the
// table does not have it.
std::string_view DistributionSpace(std::string_view space);

// Reports whether purls of a type are packages of distributions. Their versions end in a release, after the last dash,
// and their vers scheme is named as the type.
bool IsDistributionType(std::string_view type);

// Platform is a distribution with a release: "rhel" with "9.4". The release is "" if none is named, or for a CPE open
// in its version.
//   from distro=…         rhel-9.4                              {rhel, 9.4}
//   from a CPE            cpe:2.3:o:redhat:enterprise_linux:9   {rhel, 9}
//   its update follows    cpe:2.3:o:suse:sles:15:sp5            {sles, 15.5}
struct Platform {
  std::string distribution;
  std::string release;

  friend bool operator==(const Platform&, const Platform&) = default;
};

// Parses the value of a distro qualifier, without escapes. The release begins after the last dash that a digit follows.
Platform PlatformOfDistro(std::string_view distro);

// Returns such a value with the distribution's canonical name: "rhel-9.4" for "redhat-9.4".
std::string NormalDistro(std::string_view distro);

// Returns the platform that a CPE stands for; nothing for a subject that is no CPE or is not in the table. Part,
// edition and later attributes do not matter.
std::optional<Platform> PlatformOfCpe(const Subject& subject);

// Reports whether what is said of platform `wide` is said of `named`: the same distribution, and a release that
// is, part by part, a prefix of the named one ("9" of "9.4", not of "95"; no release of any).
bool Covers(const Platform& wide, const Platform& named);

// Reports the same for two values of a qualifier, with their escapes. Returns false if `key` is not "distro".
bool DistroCovers(std::string_view key, std::string_view wide, std::string_view named);

}  // namespace vexlens::identity

#endif  // VEXLENS_LIB_IDENTITY_DISTRIBUTION_H_
