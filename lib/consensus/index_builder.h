// Index::Builder: from groups of statements to the ordered pairs and keys of an index.
#ifndef VEXLENS_LIB_CONSENSUS_INDEX_BUILDER_H_
#define VEXLENS_LIB_CONSENSUS_INDEX_BUILDER_H_

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "lib/consensus/grouping.h"
#include "lib/consensus/index.h"

namespace vexlens {

// Consensus::Index::Builder fills an index that knows its alias classes.
class Consensus::Index::Builder {
 public:
  Builder(const Grouping& grouping, std::span<const Worth> worths, Index& index);

  void Build();

 private:
  // Reach tells of a subject where statements about it may stand but in its own run. Most keys reach nowhere else.
  enum Reach : std::uint8_t {
    kOwnAlone = 1,       // its bucket has kAlone
    kBaseAlone = 2,      // its base is another bucket, and has kAlone
    kBaseProduct = 4,    // … kProduct
    kBaseComponent = 8,  // … kComponent
    kSomeBare = 16,      // bucket or base have kBare
    kWild = 32,          // it is a CPE, and there are some whose bucket is kWildCpe
    kDigest = 64,        // it is one
  };

  // Place is where a subject stands among all.
  struct Place {
    TextId bucket = 0;
    TextId base = 0;
    std::uint32_t rank = 0;  // of its key text, among those that statements name; 0 for none
    std::uint8_t reach = 0;
  };
  // Named are the statements about one product and component.
  struct Named {
    std::uint64_t buckets;
    std::span<const Said> said;
    std::uint32_t first_pair = 0;
  };

  // Portion is what is said of one name of a class: by those who call it so first, or in other words.
  struct Portion {
    TextId tenant;
    TextId key;  // of the class
    std::span<const Said> said;
  };

  // BareRun is what is said of a component that can be spoken of alone, in all products.
  struct BareRun {
    TextId bucket;
    std::uint32_t count;
    SpeakerId only_speaker;  // kManySpeakers if there is more than one
    bool all_may_clear;      // its speakers, as far as their tiers go
  };
  static constexpr SpeakerId kManySpeakers = UINT32_MAX;

  std::vector<Portion> Portions();
  void CollectOtherWords();
  std::span<const TextId> OtherClassesOf(TextId tenant, std::uint32_t issue_id);
  void PlaceSubjects();
  std::vector<std::uint8_t> Roles() const;
  std::uint8_t ReachOf(const Evidence::SubjectEntry& subject) const;
  Probes ProbesOf(const Place& place) const;
  bool ReachesOut(const Advisory& advisory, const Named& named) const;
  bool HearsElsewhere(const Named& named) const;
  bool IsHeardElsewhere(const BareRun& run, const Named& named) const;
  bool Silences(const Said& said) const;
  bool IsSpokenOf(const Advisory& advisory, const Named& named) const;
  std::uint32_t FlagsOf(const Advisory& advisory, const Named& named) const;
  std::span<const Said> SaidIn(std::span<const Portion> portions);
  void AddAdvisory(std::span<const Portion> portions);
  void AddPairs(std::span<const Said> said);
  void AddKeys(const Advisory& advisory);
  void AddBareRuns(Advisory& advisory);

  const Grouping& grouping_;
  std::span<const Worth> worths_;
  const Evidence& evidence_;
  Index& index_;
  LargeVector<Place> places_;  // by SubjectId

  // OtherWord is what is said of a class beside what groups hold: by statements that call the vulnerability otherwise
  // first, or in other readings.
  struct OtherWord {
    TextId tenant;
    TextId key;
    Said said;
  };
  std::vector<OtherWord> other_words_;
  std::vector<Said> said_otherwise_;  // in their order

  // OtherClasses are what an issue had last: few tenants speak by turns.
  struct OtherClasses {
    bool known = false;
    TextId tenant = 0;
    std::uint32_t first = 0;  // in class_keys_
    std::uint32_t end = 0;
  };
  std::vector<OtherClasses> other_classes_;  // by issue
  std::vector<TextId> class_keys_;

  // Of the advisory that is being added.
  std::vector<Said> joined_;
  std::vector<Named> named_;
  std::vector<RunTable::Run> runs_;
  std::vector<std::uint64_t> buckets_;                           // of each of its pairs
  std::vector<std::pair<std::uint64_t, std::uint32_t>> ranked_;  // ranks of product and component, named
  std::vector<std::pair<TextId, std::uint32_t>> bare_;           // bucket of component, pair
  std::vector<BareRun> bare_runs_;                               // in order of bucket
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_INDEX_BUILDER_H_
