// The public feeds of OpenVEX and CycloneDX: every document's outcome, and every statement.
#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/corpora.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

// Feed is what a folder holds, CSAF documents and the note on its source apart.
struct Feed {
  std::string folder;
  std::size_t accepted = 0;
  std::size_t warned = 0;
  std::size_t skipped = 0;  // manifests, SARIF, SPDX, envelopes, BOMs without vulnerabilities and serial number
  std::size_t rejected = 0;
  std::size_t statements = 0;
  std::size_t refused = 0;

  friend bool operator==(const Feed&, const Feed&) = default;
};

std::ostream& operator<<(std::ostream& out, const Feed& feed) {
  return out << feed.folder << ": " << feed.accepted << " accepted, " << feed.warned << " with warnings, "
             << feed.skipped << " skipped, " << feed.rejected << " rejected, " << feed.statements << " statements, "
             << feed.refused << " refused";
}

std::size_t& CountOf(Outcome outcome, Feed& feed) {
  switch (outcome) {
    case Outcome::kAccepted:
      return feed.accepted;
    case Outcome::kAcceptedWithWarnings:
      return feed.warned;
    case Outcome::kSkipped:
      return feed.skipped;
    case Outcome::kRejected:
      break;
  }
  return feed.rejected;
}

Feed ReadFeed(const std::string& folder) {
  Feed feed{.folder = folder};
  Evidence evidence;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::CorporaFolder() / folder)) {
    if (!entry.is_regular_file() || entry.path().filename() == "SOURCE") continue;
    const std::size_t before = evidence.statements().size();
    const Report report = ReadDocument(testing::ReadBytes(entry.path()), {}, evidence);
    if (report.format == Format::kCsaf) continue;
    ++CountOf(report.outcome, feed);
    feed.statements += evidence.statements().size() - before;
    feed.refused += report.refused;
  }
  return feed;
}

class CorporaTest : public ::testing::TestWithParam<Feed> {};

TEST_P(CorporaTest, EveryDocumentIsCounted) {
  VEXLENS_NEEDS_CORPORA();
  EXPECT_EQ(ReadFeed(GetParam().folder), GetParam());
}

INSTANTIATE_TEST_SUITE_P(
    OpenVex, CorporaTest,
    ::testing::Values(Feed{"openvex/rancher", 553, 0, 0, 0, 156'550, 0}, Feed{"openvex/aqua", 57, 0, 57, 0, 15'426, 0},
                      Feed{"openvex/dhi", 53, 0, 0, 0, 71'785, 0},
                      // vex.yaml is no JSON.
                      Feed{"openvex/go-vex", 4, 4, 0, 1, 20, 0},
                      // Its test.vex.json has two statements without products.
                      Feed{"openvex/vexctl", 5, 9, 5, 0, 19, 2}, Feed{"openvex/trivy", 0, 9, 5, 0, 11, 0},
                      Feed{"openvex/signed", 2, 0, 5, 0, 5, 0}, Feed{"openvex/schema", 0, 0, 1, 0, 0, 0}));

INSTANTIATE_TEST_SUITE_P(CycloneDx, CorporaTest,
                         ::testing::Values(
                             // bom.json is of version 1.3.
                             Feed{"cyclonedx/bom-examples", 19, 0, 0, 1, 88, 0},
                             Feed{"cyclonedx/specification", 167, 4, 0, 0, 12, 0},
                             Feed{"cyclonedx/schema", 0, 0, 6, 0, 0, 0}));

}  // namespace
}  // namespace vexlens
