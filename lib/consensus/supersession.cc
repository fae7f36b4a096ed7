#include "lib/consensus/supersession.h"

#include <algorithm>
#include <tuple>
#include <vector>

namespace vexlens {
namespace {

// Successor is a statement that may replace another of its author, or be replaced.
struct Successor {
  std::uint32_t author;
  Instant updated_at;
  int rank;  // of its document's signature
  Said* said;
};

// SupersedeRun goes from each author's newest statement to the oldest, and remembers the best signature among the
// newer ones.
void SupersedeRun(std::span<Successor> run, std::span<Worth> worths) {
  std::sort(run.begin(), run.end(), [](const Successor& a, const Successor& b) {
    return std::tie(a.author, b.updated_at) < std::tie(b.author, a.updated_at);
  });
  const auto same_author = [](const Successor& a, const Successor& b) { return a.author == b.author; };
  const auto same_instant = [](const Successor& a, const Successor& b) { return a.updated_at == b.updated_at; };
  ForEachRun(run, same_author, [&](std::span<Successor> of_author) {
    int newer_rank = -1;
    ForEachRun(of_author, same_instant, [&](std::span<Successor> equals) {
      int equal_rank = -1;
      for (const Successor& successor : equals) {
        if (newer_rank >= successor.rank) {
          successor.said->worth.Supersede();
          worths[successor.said->statement] = successor.said->worth;
        }
        equal_rank = std::max(equal_rank, successor.rank);
      }
      newer_rank = std::max(newer_rank, equal_rank);
    });
  });
}

}  // namespace

void SupersedeStatements(const Evidence& evidence, const Speakers& speakers, std::span<Worth> worths,
                         Grouping& grouping) {
  std::vector<Successor> successors;
  const auto same = [](const Said& a, const Said& b) { return a.scope() == b.scope(); };
  for (const Grouping::Group& group : grouping.groups()) {
    ForEachRun(grouping.SaidIn(group), same, [&](std::span<Said> run) {
      if (run.size() == 1) return;
      successors.clear();
      for (Said& said : run) {
        const Occasion& occasion = evidence.table().occasion(said.statement);
        const Document& document = evidence.documents()[occasion.document];
        if (document.format != Format::kOpenVex) continue;
        successors.push_back({speakers.of_document(occasion.document).author(), occasion.updated_at,
                              SignatureRank(document.signature), &said});
      }
      SupersedeRun(successors, worths);
    });
  }
}

}  // namespace vexlens
