#include "lib/consensus/supersession.h"

#include <algorithm>
#include <tuple>
#include <vector>

#include "lib/consensus/best_ranks.h"

namespace vexlens {
namespace {

// Successor is a statement that may replace another of its author within the same enclosure, or be replaced.
struct Successor {
  std::uint32_t author;
  std::uint32_t through;
  Instant updated_at;
  int rank;     // of its document's signature
  bool listed;  // its speaker is an issuer of the directory
  Said* said;
};

// Superseder goes through what authors said about one thing.
class Superseder {
 public:
  Superseder(const Evidence& evidence, const Speakers& speakers, const Links& links, const Weighing& weighing,
             std::span<Worth> worths)
      : evidence_(evidence), speakers_(speakers), links_(links), weighing_(weighing), worths_(worths) {}

  // Supersede goes from each author's newest statement about one thing to the oldest, and remembers the best signatures
  // among the newer ones. `said_of` makes a Said* of an element.
  template <typename T, typename SaidOf>
  void Supersede(std::span<T> run, SaidOf said_of) {
    if (run.size() == 1) return;
    run_.clear();
    for (T& each : run) Add(*said_of(each));
    std::sort(run_.begin(), run_.end(), [](const Successor& a, const Successor& b) {
      return std::tie(a.author, a.through, b.updated_at) < std::tie(b.author, b.through, a.updated_at);
    });
    const auto same = [](const Successor& a, const Successor& b) {
      return a.author == b.author && a.through == b.through;
    };
    ForEachRun(std::span(run_), same, [&](std::span<Successor> of_author) { SupersedeAuthor(of_author); });
  }

 private:
  void Add(Said& said) {
    const Occasion& occasion = evidence_.table().occasion(said.reading);
    const Document& document = evidence_.documents()[occasion.document];
    if (document.format != Format::kOpenVex || !occasion.updated_at.dated()) return;
    const DocumentStanding& standing = speakers_.of_document(occasion.document);
    run_.push_back({standing.author(), links_.Of(said.reading).through, occasion.updated_at,
                    SignatureRank(document.signature), speakers_.issuer(standing.speaker) != nullptr, &said});
  }

  void SupersedeAuthor(std::span<Successor> run) {
    BestRanks newer;
    const auto same_instant = [](const Successor& a, const Successor& b) { return a.updated_at == b.updated_at; };
    ForEachRun(run, same_instant, [&](std::span<Successor> equals) {
      BestRanks equal;
      for (const Successor& successor : equals) {
        if (weighing_.MayAct(newer.On(successor.rank), successor.said->reading)) {
          successor.said->worth.Supersede();
          worths_[successor.said->reading] = successor.said->worth;
        }
        equal.Add(successor.listed, successor.rank);
      }
      newer.Add(equal);
    });
  }

  const Evidence& evidence_;
  const Speakers& speakers_;
  const Links& links_;
  const Weighing& weighing_;
  std::span<Worth> worths_;
  std::vector<Successor> run_;
};

// Twins finds subjects that are equal spellings of others.
class Twins {
 public:
  explicit Twins(const Evidence& evidence) : evidence_(evidence) {
    std::vector<bool> seen(evidence.texts().size(), false);
    for (SubjectId id = 1; id < evidence.subjects().size() && !any_; ++id) {
      const TextId same = evidence.subjects()[id].same;
      any_ = seen[same];
      seen[same] = true;
    }
  }

  // any tells whether there are two such subjects.
  bool any() const { return any_; }

  // ScopeOf is a number that equal spellings of product and component have in common.
  std::uint64_t ScopeOf(const Said& said) const {
    return Join(evidence_.subjects()[said.product].same, evidence_.subjects()[said.component].same);
  }

 private:
  const Evidence& evidence_;
  bool any_ = false;
};

}  // namespace

void SupersedeStatements(const Evidence& evidence, const Speakers& speakers, const Links& links,
                         const Weighing& weighing, std::span<Worth> worths, Grouping& grouping) {
  Superseder superseder(evidence, speakers, links, weighing, worths);
  const Twins twins(evidence);
  std::vector<Said*> by_spelling;
  for (const Grouping::Group& group : grouping.groups()) {
    const std::span<Said> of_group = grouping.SaidIn(group);
    if (of_group.size() == 1) continue;
    if (!twins.any()) {
      const auto same = [](const Said& a, const Said& b) { return a.scope() == b.scope(); };
      ForEachRun(of_group, same, [&](std::span<Said> run) { superseder.Supersede(run, [](Said& said) { return &said; }); });
      continue;
    }
    by_spelling.clear();
    for (Said& said : of_group) by_spelling.push_back(&said);
    std::sort(by_spelling.begin(), by_spelling.end(),
              [&](const Said* a, const Said* b) { return twins.ScopeOf(*a) < twins.ScopeOf(*b); });
    const auto same = [&](const Said* a, const Said* b) { return twins.ScopeOf(*a) == twins.ScopeOf(*b); };
    ForEachRun(std::span(by_spelling), same,
               [&](std::span<Said*> run) { superseder.Supersede(run, [](Said* said) { return said; }); });
  }
}

}  // namespace vexlens
