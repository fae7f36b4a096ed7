#include "lib/formats/readers.h"

#include <array>
#include <cstddef>

namespace vexlens::formats {
namespace {

constexpr std::string_view kOpenVexPredicates[] = {"https://openvex.dev/ns"};
constexpr std::string_view kCsafPredicates[] = {"https://docs.oasis-open.org/csaf"};
constexpr std::string_view kCycloneDxPredicates[] = {"https://cyclonedx.org/bom", "https://cyclonedx.org/vex"};

constexpr std::array kReaders = {
    Reader{Format::kOpenVex, IsOpenVex, ReadOpenVex, kOpenVexPredicates, NeedsSubjects},
    Reader{Format::kCsaf, IsCsaf, ReadCsaf, kCsafPredicates},
    Reader{Format::kCycloneDx, IsCycloneDx, ReadCycloneDx, kCycloneDxPredicates},
};

// Reports whether both tables have a row for each format, at its number.
constexpr bool TablesAgree() {
  for (std::size_t i = 0; i < kReaders.size(); ++i) {
    if (kReaders[i].format != static_cast<Format>(i) || kFormatTable[i].format != static_cast<Format>(i)) return false;
  }
  return true;
}
static_assert(kReaders.size() == kFormatTable.size() && TablesAgree());

}  // namespace

std::span<const Reader> Readers() { return kReaders; }

}  // namespace vexlens::formats
