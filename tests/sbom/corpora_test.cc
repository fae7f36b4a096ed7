// The public SBOMs of the corpora: every document's outcome, and what the graphs amount to.
#include "tests/support/corpora.h"

#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>

#include "gtest/gtest.h"
#include "vexlens/sbom.h"

namespace vexlens {
namespace {

// Folder is what a folder's documents gave.
struct Folder {
  std::string name;
  std::size_t read = 0;
  std::size_t unimplemented = 0;
  std::size_t no_sbom = 0;
  std::size_t components = 0;  // with the roots
  std::size_t edges = 0;
  std::size_t unplaced = 0;
  std::size_t merged = 0;
  std::size_t warnings = 0;

  friend bool operator==(const Folder&, const Folder&) = default;
};

std::ostream& operator<<(std::ostream& out, const Folder& folder) {
  return out << folder.name << ": " << folder.read << " read, " << folder.unimplemented << " unimplemented, "
             << folder.no_sbom << " no SBOM, " << folder.components << " components, " << folder.edges << " edges, "
             << folder.unplaced << " unplaced, " << folder.merged << " merged, " << folder.warnings << " warnings";
}

Folder ReadFolder(const std::string& name) {
  Folder folder{.name = name};
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::CorporaFolder() / name)) {
    if (!entry.is_regular_file() || entry.path().filename() == "SOURCE") continue;
    Sbom sbom;
    const SbomReport report = ReadSbom(testing::ReadBytes(entry.path()), {}, sbom);
    if (report.status.ok()) {
      ++folder.read;
    } else if (absl::IsUnimplemented(report.status)) {
      ++folder.unimplemented;
    } else {
      EXPECT_EQ(report.status.message(), "neither CycloneDX nor SPDX") << entry.path();
      ++folder.no_sbom;
    }
    folder.components += report.components;
    folder.edges += report.edges;
    folder.unplaced += report.unplaced;
    folder.merged += report.merged;
    folder.warnings += report.warnings;
    for (const Finding& finding : report.findings) EXPECT_TRUE(finding.location.starts_with('/')) << entry.path();
    EXPECT_EQ(sbom.PathTo(0).size(), 1u);
  }
  return folder;
}

class SbomCorporaTest : public ::testing::TestWithParam<Folder> {};

TEST_P(SbomCorporaTest, EveryDocumentIsCounted) {
  VEXLENS_NEEDS_CORPORA();
  EXPECT_EQ(ReadFolder(GetParam().name), GetParam());
}

INSTANTIATE_TEST_SUITE_P(CycloneDx, SbomCorporaTest,
                         ::testing::Values(Folder{"cyclonedx/bom-examples", 20, 0, 0, 23, 3, 3, 0, 0},
                                           Folder{"cyclonedx/specification", 171, 0, 0, 437, 284, 221, 0, 0},
                                           // The schemas themselves are no SBOMs.
                                           Folder{"cyclonedx/schema", 0, 0, 6, 0, 0, 0, 0, 0}));

// One SPDX document among statements about it.
INSTANTIATE_TEST_SUITE_P(Spdx, SbomCorporaTest, ::testing::Values(Folder{"openvex/vexctl", 1, 0, 19, 3, 2, 0, 0, 0}));

}  // namespace
}  // namespace vexlens
