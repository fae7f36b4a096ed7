// Distributions: what purls, scanners and CPEs call one and the same operating system.
#ifndef VEXLENS_LIB_IDENTITY_DISTRIBUTION_H_
#define VEXLENS_LIB_IDENTITY_DISTRIBUTION_H_

#include <optional>
#include <string>
#include <string_view>

#include "vexlens/identity.h"

namespace vexlens {

// DistributionNamed is the canonical name of a distribution ("redhat" → "rhel"), `name` itself if no row has it.
std::string_view DistributionNamed(std::string_view name);

// DistributionSpace is the canonical namespace of a distribution's packages in purls ("rhel" → "redhat"), `space`
// itself if no row has it.
std::string_view DistributionSpace(std::string_view space);

// IsDistributionType reports whether purls of a type are packages of distributions. Their versions end in a release,
// behind the last dash, and the vers scheme has the type's name.
bool IsDistributionType(std::string_view type);

// Platform is a distribution with a release: "rhel" with "9.4". The release is "" where none is named, and in a CPE
// open in its version.
//   from distro=…         rhel-9.4                              {rhel, 9.4}
//   from a CPE            cpe:2.3:o:redhat:enterprise_linux:9   {rhel, 9}
//   its update follows    cpe:2.3:o:suse:sles:15:sp5            {sles, 15.5}
struct Platform {
  std::string distribution;
  std::string release;

  friend bool operator==(const Platform&, const Platform&) = default;
};

// PlatformOfDistro reads the value of a distro qualifier, without escapes: the release begins after the last dash that
// a digit follows.
Platform PlatformOfDistro(std::string_view distro);

// NormalDistro is that with the distribution's canonical name: "rhel-9.4" of "redhat-9.4".
std::string NormalDistro(std::string_view distro);

// PlatformOfCpe is the platform that a CPE stands for; nothing for a subject that is no CPE or is in no row of the
// table. Part, edition and what follows decide nothing.
std::optional<Platform> PlatformOfCpe(const Subject& subject);

// Covers reports whether what is said of platform `wide` is said of `named`: the same distribution, and a release that
// is, part by part, a prefix of the named one ("9" of "9.4", not of "95"; no release of any).
bool Covers(const Platform& wide, const Platform& named);

// DistroCovers tells that of two values of the qualifier "distro", with their escapes; of other keys' it is false.
bool DistroCovers(std::string_view key, std::string_view wide, std::string_view named);

}  // namespace vexlens

#endif  // VEXLENS_LIB_IDENTITY_DISTRIBUTION_H_
