#include "lib/consensus/supersession.h"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "lib/consensus/best_ranks.h"

namespace vexlens::consensus {
namespace {

// Successor is a statement that may replace another of its author or be replaced by it.
struct Successor {
  std::uint32_t author;
  Instant updated_at;
  int rank;     // of its document's signature
  bool listed;  // whether its speaker is an issuer of the directory
  Said* said;
};

// Superseder marks what is superseded among statements about one thing. Its scratch is reused from call to call.
class Superseder {
 public:
  Superseder(const Evidence& evidence, const Speakers& speakers, const Links& links, const Weighing& weighing,
             std::span<Worth> worths)
      : evidence_(evidence), speakers_(speakers), links_(links), weighing_(weighing), worths_(worths) {}

  // Marks what is superseded in `run`, which is about one thing. `said_of` returns the Said* of an element.
  template <typename T, typename SaidOf>
  void Supersede(std::span<T> run, SaidOf said_of) {
    if (run.size() == 1) return;
    run_.clear();
    for (T& each : run) Add(*said_of(each));
    const auto same_author = [](const Successor& a, const Successor& b) { return a.author == b.author; };
    std::sort(run_.begin(), run_.end(), [](const Successor& a, const Successor& b) { return a.author < b.author; });
    ForEachRun(std::span(run_), same_author, [&](std::span<Successor> of_author) { SupersedeAuthor(of_author); });
  }

 private:
  void Add(Said& said) {
    const Occasion& occasion = evidence_.table().occasion(said.reading);  // a group has no other readings
    const Document& document = evidence_.documents()[occasion.document];
    if (SupersededBy(document.format) != Supersession::kByStatement || !occasion.updated_at.dated()) return;
    const DocumentState& standing = speakers_.of_document(occasion.document);
    run_.push_back({standing.author(), occasion.updated_at, SignatureRank(document.signature),
                    speakers_.issuer(standing.speaker) != nullptr, &said});
  }

  // Statements within different enclosures are about different things.
  void SupersedeAuthor(std::span<Successor> run) {
    if (run.size() == 1) return;
    const auto through = [&](const Successor& of) { return links_.Of(of.said->reading).through; };
    const auto same = [&](const Successor& a, const Successor& b) { return through(a) == through(b); };
    std::sort(run.begin(), run.end(), [&](const Successor& a, const Successor& b) {
      return std::make_tuple(through(a), b.updated_at) < std::make_tuple(through(b), a.updated_at);
    });
    ForEachRun(run, same, [&](std::span<Successor> of_place) { SupersedePlace(of_place); });
  }

  // Goes from the newest statement to the oldest, with the best signatures of the newer ones.
  void SupersedePlace(std::span<Successor> run) {
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

// Twins knows which subjects are equal spellings of others.
class Twins {
 public:
  explicit Twins(const Evidence& evidence) : evidence_(evidence), twins_(evidence.subjects().size(), false) {
    std::vector<SubjectId> first(evidence.texts().size(), 0);  // by text: the first subject with that `same`
    for (SubjectId id = 1; id < twins_.size(); ++id) {
      SubjectId& other = first[evidence.subjects()[id].same];
      if (other != 0) twins_[id] = twins_[other] = true;
      if (other == 0) other = id;
    }
  }

  // Reports whether any of the subjects has another spelling.
  bool Among(std::span<const Said> said) const {
    return std::any_of(said.begin(), said.end(),
                       [&](const Said& each) { return twins_[each.product] || twins_[each.component]; });
  }

  // Returns a number that is the same for all equal spellings of product and component.
  std::uint64_t ScopeOf(const Said& said) const {
    return Join(evidence_.subjects()[said.product].same, evidence_.subjects()[said.component].same);
  }

 private:
  const Evidence& evidence_;
  std::vector<bool> twins_;  // by subject
};

}  // namespace

void SupersedeStatements(const Evidence& evidence, const Speakers& speakers, const Links& links,
                         const Weighing& weighing, std::span<Worth> worths, Grouping& grouping) {
  Superseder superseder(evidence, speakers, links, weighing, worths);
  const Twins twins(evidence);
  std::vector<std::pair<std::uint64_t, Said*>> by_spelling;
  for (const Grouping::Group& group : grouping.groups()) {
    const std::span<Said> of_group = grouping.SaidIn(group);
    if (of_group.size() == 1) continue;
    if (!twins.Among(of_group)) {
      const auto same = [](const Said& a, const Said& b) { return a.scope() == b.scope(); };
      ForEachRun(of_group, same,
                 [&](std::span<Said> run) { superseder.Supersede(run, [](Said& said) { return &said; }); });
      continue;
    }
    by_spelling.clear();
    for (Said& said : of_group) by_spelling.emplace_back(twins.ScopeOf(said), &said);
    std::sort(by_spelling.begin(), by_spelling.end());
    const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
    ForEachRun(std::span(by_spelling), same, [&](std::span<std::pair<std::uint64_t, Said*>> run) {
      superseder.Supersede(run, [](const auto& of) { return of.second; });
    });
  }
}

}  // namespace vexlens::consensus
