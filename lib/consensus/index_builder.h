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

// Builder fills an index that knows its alias classes. An advisory is an alias class of a tenant; its statements become
// pairs, ordered by the buckets (evidence.h) of product and component, and its keys are sorted by their texts.
//
// An example, with "pkg:npm/" left out:
//
//   statements about one advisory       bucket of product, of component
//   #0  acme  web@1         affected    web@1, -
//   #1  bob   web@1         fixed       web@1, -
//   #2  acme  web@1?arch=x  fixed       web@1, -      (qualifiers are not part of a bucket)
//   #3  acme  web           affected    web, -
//   #4  acme  web@1, z@1    affected    web@1, z@1    (z@1 in web@1)
//
//   pair          0     1     2     3     4
//   reading    | #0  | #1  | #2  | #3  | #4  |
//   begins_key    1     0     1     1     1      a key: one product and component
//   begins_run    1     0     0     1     1      a run: one pair of buckets
//   pair_runs_   (web@1, -): 0     (web, -): 3     (web@1, z@1): 4
//
//   keys_      |  3  |  0* |  4* |  2* |         the first pair of web; web@1; web@1, z@1; web@1?arch=x
//
// All statements about a key itself stand together, and what else may speak about it stands in a few runs: its own, and
// those of its subjects' bases. A star is kReachesOut: another run may speak about the key. Here #3, about all versions
// of web, is one such word. A key without a star is decided from its own run.
class Consensus::Index::Builder {
 public:
  Builder(const consensus::Grouping& grouping, std::span<const consensus::Worth> worths, Index& index);

  void Build();

 private:
  // Reach says in which buckets, outside a key's own run, statements about a subject may be.
  enum Reach : std::uint8_t {
    kOwnAlone = 1,       // its bucket has kAlone
    kBaseAlone = 2,      // its base is another bucket, which has kAlone
    kBaseProduct = 4,    // … kProduct
    kBaseComponent = 8,  // … kComponent
    kSomeBare = 16,      // its bucket or its base has kBare
    kWild = 32,          // it is a CPE, and the bucket kWildCpe is not empty
    kDigest = 64,        // it has a digest
  };

  // Place is what the builder needs of a subject.
  struct Place {
    TextId bucket = 0;
    TextId base = 0;
    std::uint32_t rank = 0;  // of its key text in byte order, from 1; 0 if no statement names it
    std::uint8_t reach = 0;
  };

  // Named is a product and component with all that is said of them.
  struct Named {
    std::uint64_t buckets;  // Join of the buckets of product and component
    std::span<const consensus::Said> said;
    std::uint32_t first_pair = 0;
  };

  // Portion is a part of what is said of a class: a group, or what other_words_ has for it.
  struct Portion {
    TextId tenant;
    TextId key;  // of the class
    std::span<const consensus::Said> said;
  };

  // BareRun is what is said, in any product, of components in one bucket that may be spoken of without their product.
  struct BareRun {
    TextId bucket;
    std::uint32_t count;
    consensus::SpeakerId only_speaker;  // kManySpeakers if there are several
    bool all_may_clear;                 // whether the tier of every statement may clear
  };
  static constexpr consensus::SpeakerId kManySpeakers = UINT32_MAX;

  std::vector<Portion> Portions();
  void CollectOtherWords();
  std::span<const TextId> OtherClassesOf(TextId tenant, std::uint32_t issue_id);
  void PlaceSubjects();
  std::vector<std::uint8_t> Roles() const;
  std::uint8_t ReachOf(const Evidence::SubjectEntry& subject) const;
  Probes ProbesOf(const Place& place) const;
  bool ReachesOut(const consensus::Advisory& advisory, const Named& named) const;
  bool HearsElsewhere(const Named& named) const;
  bool IsHeardElsewhere(const BareRun& run, const Named& named) const;
  bool Silences(const consensus::Said& said) const;
  bool IsSpokenOf(const consensus::Advisory& advisory, const Named& named) const;
  std::uint32_t FlagsOf(const consensus::Advisory& advisory, const Named& named) const;
  std::span<const consensus::Said> SaidIn(std::span<const Portion> portions);
  void AddAdvisory(std::span<const Portion> portions);
  void AddPairs(std::span<const consensus::Said> said);
  void AddKeys(const consensus::Advisory& advisory);
  void AddBareRuns(consensus::Advisory& advisory);

  const consensus::Grouping& grouping_;
  std::span<const consensus::Worth> worths_;
  const Evidence& evidence_;
  Index& index_;
  LargeVector<Place> places_;  // by SubjectId

  // OtherWord is what is said of a class outside its groups: by a statement whose first name belongs to another class,
  // or in a further reading of a statement.
  struct OtherWord {
    TextId tenant;
    TextId key;
    consensus::Said said;
  };
  std::vector<OtherWord> other_words_;
  std::vector<consensus::Said> said_otherwise_;  // of other_words_, in the same order

  // OtherClasses is a one-entry cache of an issue's classes. Tenants rarely alternate.
  struct OtherClasses {
    bool known = false;
    TextId tenant = 0;
    std::uint32_t first = 0;  // in class_keys_
    std::uint32_t end = 0;
  };
  std::vector<OtherClasses> other_classes_;  // by issue
  std::vector<TextId> class_keys_;

  // Scratch for the advisory that is being added, reused for every one.
  std::vector<consensus::Said> joined_;
  std::vector<Named> named_;
  std::vector<consensus::RunTable::Run> runs_;
  std::vector<std::uint64_t> buckets_;                           // by pair, from the advisory's first
  std::vector<std::pair<std::uint64_t, std::uint32_t>> ranked_;  // (ranks of product and component, index of named_)
  std::vector<std::pair<TextId, std::uint32_t>> bare_;           // (bucket of component, pair)
  std::vector<BareRun> bare_runs_;                               // by bucket
};

}  // namespace vexlens

#endif  // VEXLENS_LIB_CONSENSUS_INDEX_BUILDER_H_
