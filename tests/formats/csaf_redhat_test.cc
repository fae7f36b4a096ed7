// Red Hat's documents: every status entry has a platform, and nearly every one a component with a purl.
#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "gtest/gtest.h"
#include "tests/support/corpora.h"
#include "vexlens/reader.h"

namespace vexlens {
namespace {

using Kinds = std::pair<IdentifierKind, IdentifierKind>;

TEST(CsafRedHatTest, ResolvesEveryStatusEntry) {
  VEXLENS_NEEDS_CORPORA();
  Evidence evidence;
  std::map<Outcome, std::size_t> outcomes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(testing::CorporaFolder() / "csaf/redhat")) {
    if (entry.path().extension() != ".json") continue;
    const Report report = ReadDocument(testing::ReadBytes(entry.path()), {}, evidence);
    EXPECT_EQ(report.refused + report.ignored, 0u) << entry.path();
    ++outcomes[report.outcome];
  }
  EXPECT_EQ(outcomes[Outcome::kAccepted] + outcomes[Outcome::kAcceptedWithWarnings], 36u);
  EXPECT_EQ(outcomes[Outcome::kSkipped], 19u);

  std::map<Kinds, std::size_t> related;
  std::size_t alone = 0;
  for (const Statement& statement : evidence.statements()) {
    const IdentifierKind product = evidence.KindOf(statement.product);
    if (statement.component == 0) {
      EXPECT_EQ(product, IdentifierKind::kCpe);
      ++alone;
    } else {
      EXPECT_EQ(evidence.Text(statement.relationship), "default_component_of");
      ++related[{product, evidence.KindOf(statement.component)}];
    }
  }
  EXPECT_EQ(evidence.statements().size(), 162'815u);
  EXPECT_EQ((related[{IdentifierKind::kCpe, IdentifierKind::kPurl}]), 162'302u);
  EXPECT_EQ((related[{IdentifierKind::kCpe, IdentifierKind::kOpaque}]), 464u);
  EXPECT_EQ(alone, 49u);
}

}  // namespace
}  // namespace vexlens
