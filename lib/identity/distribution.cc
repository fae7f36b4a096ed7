#include "lib/identity/distribution.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "lib/identity/cpe/cpe.h"
#include "lib/identity/percent.h"

namespace vexlens::identity {
namespace {

constexpr std::size_t kMostNames = 5;
using Names = std::array<std::string_view, kMostNames>;  // empty ones at the end

// Distribution is a row: the first of each list is the canonical one.
struct Distribution {
  Names names;   // in distro=… and os_name=…
  Names spaces;  // namespaces of purls
  Names cpes;    // "vendor:product"
};

constexpr Distribution kDistributions[] = {
    {{"almalinux", "alma"}, {"almalinux", "alma"}, {"almalinux:almalinux", "almalinux:alma_linux"}},
    {{"alpine", "alpinelinux"}, {"alpine"}, {"alpinelinux:alpine_linux", "alpine:alpine_linux"}},
    {{"amazon", "amzn", "amazonlinux"}, {"amazon", "amzn", "amazonlinux"}, {"amazon:amazon_linux", "amazon:linux"}},
    {{"arch", "archlinux"}, {"arch", "archlinux"}, {"archlinux:arch_linux"}},
    {{"azurelinux", "azure-linux"}, {"azurelinux"}, {"microsoft:azure_linux"}},
    {{"centos"}, {"centos"}, {"centos:centos"}},
    {{"chainguard"}, {"chainguard"}, {"chainguard:chainguard"}},
    {{"debian"}, {"debian"}, {"debian:debian_linux"}},
    {{"fedora"}, {"fedora"}, {"fedoraproject:fedora"}},
    {{"mariner", "cbl-mariner"}, {"mariner", "cbl-mariner"}, {"microsoft:cbl-mariner", "microsoft:mariner"}},
    {{"openeuler"}, {"openeuler"}, {"openeuler:openeuler", "huawei:openeuler"}},
    {{"opensuse-leap", "opensuse.leap", "leap"}, {}, {"opensuse:leap"}},
    {{"opensuse-tumbleweed", "opensuse.tumbleweed", "tumbleweed"}, {}, {"opensuse:tumbleweed"}},
    {{"oracle", "ol", "oraclelinux"}, {"oracle", "ol", "oraclelinux"}, {"oracle:linux", "oracle:oracle_linux"}},
    {{"photon"}, {"photon"}, {"vmware:photon", "vmware:photon_os"}},
    {{"rhel", "redhat"}, {"redhat", "rhel"}, {"redhat:enterprise_linux"}},
    {{"rocky", "rockylinux"}, {"rocky", "rockylinux"}, {"rocky:rocky", "rockylinux:rocky_linux", "resf:rocky_linux"}},
    {{"sled", "suse.linux.enterprise.desktop"}, {}, {"suse:sled", "suse:linux_enterprise_desktop"}},
    {{"sles", "suse.linux.enterprise.server", "sle-server"}, {}, {"suse:sles", "suse:linux_enterprise_server"}},
    {{"ubuntu"}, {"ubuntu"}, {"canonical:ubuntu_linux"}},
    {{"wolfi"}, {"wolfi"}, {"wolfi:wolfi", "chainguard:wolfi"}},
};

const Distribution* RowWith(Names Distribution::*list, std::string_view name) {
  if (name.empty()) return nullptr;
  const auto row = std::find_if(std::begin(kDistributions), std::end(kDistributions), [&](const Distribution& each) {
    const Names& names = each.*list;
    return std::find(names.begin(), names.end(), name) != names.end();
  });
  return row == std::end(kDistributions) ? nullptr : row;
}

// Returns the version and its update, "" for an open one.
std::string ReleaseOfCpe(const CpeAttributes& attributes) {
  std::string store;
  std::string release(CpePlain(attributes[kCpeVersion], store));
  std::string_view update = attributes[kCpeUpdate];
  if (update == "*" || update == "-") return release;
  update = CpePlain(update, store);
  if (update.starts_with("sp")) update.remove_prefix(2);
  return absl::StrCat(release, ".", update);
}

}  // namespace

std::string_view DistributionNamed(std::string_view name) {
  const Distribution* const row = RowWith(&Distribution::names, name);
  return row == nullptr ? name : row->names[0];
}

std::string_view DistributionSpace(std::string_view space) {
  const Distribution* const row = RowWith(&Distribution::spaces, space);
  return row == nullptr ? space : row->spaces[0];
}

bool IsDistributionType(std::string_view type) {
  return type == "rpm" || type == "deb" || type == "apk" || type == "alpm";
}

Platform PlatformOfDistro(std::string_view distro) {
  std::size_t dash = distro.rfind('-');
  while (dash != distro.npos && (dash + 1 == distro.size() || !absl::ascii_isdigit(distro[dash + 1]))) {
    dash = dash == 0 ? distro.npos : distro.rfind('-', dash - 1);
  }
  if (dash == distro.npos) return {std::string(DistributionNamed(distro)), ""};
  return {std::string(DistributionNamed(distro.substr(0, dash))), std::string(distro.substr(dash + 1))};
}

std::string NormalDistro(std::string_view distro) {
  const Platform platform = PlatformOfDistro(distro);
  return platform.release.empty() ? platform.distribution : absl::StrCat(platform.distribution, "-", platform.release);
}

std::optional<Platform> PlatformOfCpe(const Subject& subject) {
  if (subject.kind != IdentifierKind::kCpe) return std::nullopt;
  const std::optional<CpeAttributes> attributes = SplitCpe(subject.identifier);
  if (!attributes) return std::nullopt;
  const Distribution* const row =
      RowWith(&Distribution::cpes, absl::StrCat((*attributes)[kCpeVendor], ":", (*attributes)[kCpeProduct]));
  if (row == nullptr) return std::nullopt;
  if ((*attributes)[kCpeVersion] == "*") return Platform{std::string(row->names[0]), ""};
  return Platform{std::string(row->names[0]), ReleaseOfCpe(*attributes)};
}

bool Covers(const Platform& wide, const Platform& named) {
  if (wide.distribution != named.distribution) return false;
  if (wide.release.empty() || wide.release == named.release) return true;
  return named.release.starts_with(wide.release) && named.release[wide.release.size()] == '.';
}

bool DistroCovers(std::string_view key, std::string_view wide, std::string_view named) {
  if (key != "distro" || named.empty()) return false;
  std::string wide_store, named_store;
  return Covers(PlatformOfDistro(Decoded(wide, wide_store)), PlatformOfDistro(Decoded(named, named_store)));
}

}  // namespace vexlens::identity
