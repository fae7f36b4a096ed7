#include "lib/consensus/index_builder.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "absl/hash/hash.h"
#include "lib/base/text_order.h"

namespace vexlens {

using base::TextOrder;
using consensus::About;
using consensus::Advisory;
using consensus::ForEachRun;
using consensus::Grouping;
using consensus::Join;
using consensus::KeySubjects;
using consensus::Links;
using consensus::RunTable;
using consensus::Said;
using consensus::SortByScope;
using consensus::SpeakerId;
using consensus::Tally;
using consensus::TallyMemory;
using consensus::Worth;

Consensus::Index::Builder::Builder(const Grouping& grouping, std::span<const Worth> worths, Index& index)
    : grouping_(grouping), worths_(worths), evidence_(index.evidence_), index_(index) {}

void Consensus::Index::Builder::Build() {
  PlaceSubjects();
  CollectOtherWords();
  const std::vector<Portion> portions = Portions();
  index_.pairs_.reserve(grouping_.all().size() + other_words_.size());
  index_.keys_.reserve(grouping_.all().size());
  const auto same = [](const Portion& a, const Portion& b) { return a.key == b.key && a.tenant == b.tenant; };
  ForEachRun(std::span(portions), same, [&](std::span<const Portion> of_class) { AddAdvisory(of_class); });
  index_.keys_.shrink_to_fit();
  index_.bare_.shrink_to_fit();
  index_.pair_runs_.ShrinkToFit();
  index_.bare_runs_.ShrinkToFit();
}

// Returns the portions in byte order of tenant and key.
std::vector<Consensus::Index::Builder::Portion> Consensus::Index::Builder::Portions() {
  std::vector<Portion> unordered;
  for (const Grouping::Group& group : grouping_.groups()) {
    unordered.push_back(
        {group.tenant, index_.aliases_.KeyOf(group.tenant, group.vulnerability), grouping_.SaidIn(group)});
  }
  const auto same = [](const OtherWord& a, const OtherWord& b) { return a.key == b.key && a.tenant == b.tenant; };
  ForEachRun(std::span(other_words_), same, [&](std::span<OtherWord> run) {
    const auto first = static_cast<std::size_t>(run.data() - other_words_.data());
    unordered.push_back({run[0].tenant, run[0].key, std::span(said_otherwise_).subspan(first, run.size())});
  });
  std::vector<std::uint32_t> order(unordered.size());
  std::iota(order.begin(), order.end(), 0);
  TextOrder(order, [&](std::uint32_t i) { return evidence_.Text(unordered[i].key); });
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const TextId left = unordered[a].tenant;
    const TextId right = unordered[b].tenant;
    return left != right && evidence_.Text(left) < evidence_.Text(right);
  });
  std::vector<Portion> portions;
  portions.reserve(order.size());
  for (const std::uint32_t i : order) portions.push_back(unordered[i]);
  return portions;
}

// Finds what counts outside its group: statements that name vulnerabilities of several classes, since their authors
// could have put any of these names first, and further readings of statements.
void Consensus::Index::Builder::CollectOtherWords() {
  const Links& links = index_.links_;
  const StatementTable& table = evidence_.table();
  other_classes_.resize(table.issues().size());
  for (std::uint32_t reading = 0; reading < links.readings(); ++reading) {
    const std::uint32_t statement = links.StatementOf(reading);
    const Worth said = worths_[statement];
    const bool is_own = links.IsOwn(reading);
    if (!said.exists() || (is_own && table.issue(statement).aliases == 0)) continue;
    const TextId tenant = evidence_.documents()[table.occasion(statement).document].tenant;
    const std::span<const TextId> others = OtherClassesOf(tenant, table.issue_id(statement));
    if (is_own && others.empty()) continue;
    Worth worth = is_own ? said : index_.weighing_.WorthOf(reading);
    if (said.refusal() == Reason::kSuperseded) worth.Supersede();
    const About about = links.Of(reading);
    const Said word{about.product, about.component, reading, worth};
    if (!is_own) {
      other_words_.push_back({tenant, index_.aliases_.KeyOf(tenant, table.issue(statement).vulnerability), word});
    }
    for (const TextId key : others) other_words_.push_back({tenant, key, word});
  }
  std::sort(other_words_.begin(), other_words_.end(), [](const OtherWord& a, const OtherWord& b) {
    const auto order = [](const OtherWord& of) { return std::make_tuple(of.tenant, of.key, of.said.scope()); };
    return order(a) < order(b);
  });
  for (const OtherWord& other : other_words_) said_otherwise_.push_back(other.said);
}

// Returns the classes of an issue's names except that of its first name. Advisories of vendors do not count: they are
// no names of what they report.
std::span<const TextId> Consensus::Index::Builder::OtherClassesOf(TextId tenant, std::uint32_t issue_id) {
  OtherClasses& lately = other_classes_[issue_id];
  if (!lately.known || lately.tenant != tenant) {
    const Issue& issue = evidence_.table().issues()[issue_id];
    const auto first = static_cast<std::uint32_t>(class_keys_.size());
    class_keys_.push_back(index_.aliases_.KeyOf(tenant, issue.vulnerability));
    for (const TextId alias : evidence_.Aliases(issue.aliases)) {
      if (IsVendorAdvisory(evidence_.Text(alias))) continue;
      const TextId key = index_.aliases_.KeyOf(tenant, alias);
      const auto of_issue = std::span(class_keys_).subspan(first);
      if (std::find(of_issue.begin(), of_issue.end(), key) == of_issue.end()) class_keys_.push_back(key);
    }
    lately = {true, tenant, first + 1, static_cast<std::uint32_t>(class_keys_.size())};
  }
  return std::span(class_keys_).subspan(lately.first, lately.end - lately.first);
}

void Consensus::Index::Builder::PlaceSubjects() {
  const auto subjects = evidence_.subjects();
  const std::vector<std::uint8_t> roles = Roles();
  index_.roles_.assign(evidence_.texts().size(), 0);
  std::vector<std::uint32_t> by_text;
  for (SubjectId id = 1; id < subjects.size(); ++id) {
    if (roles[id] == 0) continue;
    index_.roles_[subjects[id].bucket] |= roles[id];
    by_text.push_back(id);
  }
  TextOrder(by_text, [&](SubjectId id) { return evidence_.KeyText(id); });
  places_.resize(subjects.size());
  for (std::uint32_t i = 0; i < by_text.size(); ++i) places_[by_text[i]].rank = i + 1;
  for (SubjectId id = 1; id < subjects.size(); ++id) {
    places_[id].bucket = subjects[id].bucket;
    places_[id].base = subjects[id].base;
    places_[id].reach = ReachOf(subjects[id]);
  }
}

// Returns the Role flags that existing statements give each subject.
std::vector<std::uint8_t> Consensus::Index::Builder::Roles() const {
  std::vector<std::uint8_t> roles(evidence_.subjects().size(), 0);
  for (std::uint32_t i = 0; i < index_.links_.readings(); ++i) {
    if (!worths_[index_.links_.StatementOf(i)].exists()) continue;
    const About about = index_.links_.Of(i);
    roles[about.product] |= about.component == 0 ? kAlone : kProduct;
    if (about.component != 0) roles[about.component] |= index_.scopes_.IsBare(i) ? kComponent | kBare : kComponent;
  }
  return roles;
}

std::uint8_t Consensus::Index::Builder::ReachOf(const Evidence::SubjectEntry& subject) const {
  const std::uint8_t own = index_.roles_[subject.bucket];
  const std::uint8_t base = subject.base == subject.bucket ? 0 : index_.roles_[subject.base];
  const bool any_wild = index_.wild_cpe_.has_value() && index_.roles_[*index_.wild_cpe_] != 0;
  std::uint8_t reach = 0;
  if ((own & kAlone) != 0) reach |= kOwnAlone;
  if ((base & kAlone) != 0) reach |= kBaseAlone;
  if ((base & kProduct) != 0) reach |= kBaseProduct;
  if ((base & kComponent) != 0) reach |= kBaseComponent;
  if (((own | base) & kBare) != 0) reach |= kSomeBare;
  if (any_wild && subject.kind == IdentifierKind::kCpe) reach |= kWild;
  if (subject.has_digest) reach |= kDigest;
  return reach;
}

Consensus::Index::Probes Consensus::Index::Builder::ProbesOf(const Place& place) const {
  Probes probes;
  probes.Add(place.bucket);
  probes.Add(place.base);
  if ((place.reach & kWild) != 0) probes.Add(*index_.wild_cpe_);
  return probes;
}

// Reports whether a statement of another run may speak about the key.
bool Consensus::Index::Builder::ReachesOut(const Advisory& advisory, const Named& named) const {
  const Said& said = named.said[0];
  const Place& product = places_[said.product];
  const Place& component = places_[said.component];
  if (said.component == 0) {
    if ((product.reach & kSomeBare) != 0 && !bare_.empty()) return true;
    if ((product.reach & (kBaseAlone | kWild)) == 0) return false;
  } else {
    if (HearsElsewhere(named)) return true;
    constexpr std::uint8_t kEither = kOwnAlone | kBaseAlone | kWild;
    const int reach = (product.reach & (kEither | kBaseProduct)) | (component.reach & (kEither | kBaseComponent));
    if (reach == 0) return false;
  }
  const Probes components = said.component == 0 ? Probes{} : ProbesOf(component);
  return VisitRuns(
      ProbesOf(product), components, [](TextId, Role) { return true; },
      [&](TextId of_product, TextId of_component) {
        const std::uint64_t buckets = Join(of_product, of_component);
        if (buckets == named.buckets) return false;
        const auto is_run = [&](std::uint32_t pair) { return buckets_[pair - advisory.first_pair] == buckets; };
        return index_.pair_runs_.Find(advisory.pair_runs, absl::HashOf(buckets), is_run) != RunTable::kNone;
      });
}

// Reports whether a statement about the component in another product may speak about the key.
bool Consensus::Index::Builder::HearsElsewhere(const Named& named) const {
  const Place& component = places_[named.said[0].component];
  if ((component.reach & kSomeBare) == 0 || bare_runs_.empty()) return false;
  const Probes probes = ProbesOf(component);
  for (std::size_t i = 0; i < probes.count; ++i) {
    const auto run = std::lower_bound(bare_runs_.begin(), bare_runs_.end(), probes.of[i],
                                      [](const BareRun& a, TextId bucket) { return a.bucket < bucket; });
    if (run != bare_runs_.end() && run->bucket == probes.of[i] && IsHeardElsewhere(*run, named)) return true;
  }
  return false;
}

// Returns false for runs that hold only the key's own statements, and for those of a single issuer that speaks about
// the key itself and may clear it: with one feed most runs are such.
bool Consensus::Index::Builder::IsHeardElsewhere(const BareRun& run, const Named& named) const {
  std::uint32_t own = 0;
  for (const Said& said : named.said) {
    if (index_.scopes_.IsBare(said.reading)) ++own;
    if (run.all_may_clear && Silences(said) && run.only_speaker == index_.SpeakerOf(said.reading)) return false;
  }
  return own < run.count || places_[named.said[0].component].bucket != run.bucket;
}

// Reports whether a statement about a key surely makes Tally::Silence drop what its speaker says about other products.
bool Consensus::Index::Builder::Silences(const Said& said) const {
  const Policy& policy = index_.policy_;
  const Millionths least = std::min(policy.scope[0], policy.scope[1]);
  return !said.worth.crowd() && said.worth.live() && !said.worth.narrow() && said.worth.tier() >= policy.clear_tier &&
         MultiplyHalfEven(said.worth.weight(), least) > 0;
}

std::uint32_t Consensus::Index::Builder::FlagsOf(const Advisory& advisory, const Named& named) const {
  const Said& said = named.said[0];
  const auto is_digest = [&](SubjectId id) { return (places_[id].reach & kDigest) != 0; };
  const bool digests = is_digest(said.product) && (said.component == 0 || is_digest(said.component));
  return (ReachesOut(advisory, named) ? kReachesOut : 0) | (digests ? kAllDigests : 0);
}

// Returns what is said in all of those portions, by scope.
std::span<const Said> Consensus::Index::Builder::SaidIn(std::span<const Portion> portions) {
  if (portions.size() == 1) return portions[0].said;
  joined_.clear();
  for (const Portion& portion : portions) joined_.insert(joined_.end(), portion.said.begin(), portion.said.end());
  SortByScope(joined_);
  return joined_;
}

void Consensus::Index::Builder::AddAdvisory(std::span<const Portion> portions) {
  Advisory advisory;
  advisory.tenant = portions[0].tenant;
  advisory.key = portions[0].key;
  advisory.first_key = static_cast<std::uint32_t>(index_.keys_.size());
  advisory.first_pair = static_cast<std::uint32_t>(index_.pairs_.size());
  AddPairs(SaidIn(portions));
  advisory.end_pair = static_cast<std::uint32_t>(index_.pairs_.size());
  advisory.pair_runs = index_.pair_runs_.Add(runs_, advisory.first_pair, advisory.end_pair);
  AddBareRuns(advisory);
  AddKeys(advisory);
  const auto number = static_cast<std::uint32_t>(index_.advisories_.size());
  index_.advisory_of_.emplace(Join(advisory.tenant, advisory.key), number);
  index_.advisories_.push_back(advisory);
}

void Consensus::Index::Builder::AddPairs(std::span<const Said> said) {
  named_.clear();
  const auto same_scope = [](const Said& a, const Said& b) { return a.scope() == b.scope(); };
  ForEachRun(said, same_scope, [&](std::span<const Said> of_scope) {
    named_.push_back({Join(places_[of_scope[0].product].bucket, places_[of_scope[0].component].bucket), of_scope, 0});
  });
  std::sort(named_.begin(), named_.end(), [](const Named& a, const Named& b) { return a.buckets < b.buckets; });
  runs_.clear();
  ranked_.clear();
  bare_.clear();
  buckets_.clear();
  for (Named& named : named_) {
    const auto first = static_cast<std::uint32_t>(index_.pairs_.size());
    const bool begins_run = &named == named_.data() || (&named)[-1].buckets != named.buckets;
    if (begins_run) runs_.push_back({absl::HashOf(named.buckets), first});
    const Said& about = named.said[0];
    named.first_pair = first;
    ranked_.push_back(
        {Join(places_[about.product].rank, places_[about.component].rank), static_cast<std::uint32_t>(ranked_.size())});
    for (const Said& each : named.said) {
      const auto number = static_cast<std::uint32_t>(index_.pairs_.size());
      if (about.component != 0 && index_.scopes_.IsBare(each.reading)) {
        bare_.push_back({places_[about.component].bucket, number});
      }
      buckets_.push_back(named.buckets);
      index_.pairs_.push_back({each.reading, each.worth.bits(), begins_run && number == first, number == first});
    }
  }
}

// Reports whether any statement speaks about what is named. Those that name it do, unless they are narrow.
bool Consensus::Index::Builder::IsSpokenOf(const Advisory& advisory, const Named& named) const {
  const auto narrow = [](const Said& said) { return said.worth.narrow(); };
  if (!std::all_of(named.said.begin(), named.said.end(), narrow)) return true;
  TallyMemory memory;
  Tally tally = index_.NewTally(memory);
  const KeySubjects key(evidence_, named.said[0].product, named.said[0].component);
  index_.Gather(advisory, key, tally);
  return !tally.candidates().empty();
}

// Adds the advisory's keys in byte order of their texts.
void Consensus::Index::Builder::AddKeys(const Advisory& advisory) {
  std::sort(ranked_.begin(), ranked_.end());
  for (const auto& [ranks, place] : ranked_) {
    if (!IsSpokenOf(advisory, named_[place])) continue;
    if (index_.keys_.size() % kBlock == 0) {
      index_.advisory_of_block_.push_back(static_cast<std::uint32_t>(index_.advisories_.size()));
    }
    index_.keys_.push_back(named_[place].first_pair | FlagsOf(advisory, named_[place]));
  }
}

void Consensus::Index::Builder::AddBareRuns(Advisory& advisory) {
  std::sort(bare_.begin(), bare_.end());
  runs_.clear();
  bare_runs_.clear();
  const auto first = static_cast<std::uint32_t>(index_.bare_.size());
  for (const auto& [bucket, pair] : bare_) {
    const auto place = static_cast<std::uint32_t>(index_.bare_.size());
    const SpeakerId speaker = index_.SpeakerOf(index_.pairs_[pair].reading);
    if (bare_runs_.empty() || bare_runs_.back().bucket != bucket) {
      runs_.push_back({absl::HashOf(bucket), place});
      bare_runs_.push_back({bucket, 0, speaker, true});
    }
    BareRun& run = bare_runs_.back();
    ++run.count;
    run.all_may_clear &= index_.pairs_[pair].worth().tier() >= index_.policy_.clear_tier;
    if (run.only_speaker != speaker) run.only_speaker = kManySpeakers;
    index_.bare_.push_back(pair);
  }
  advisory.end_bare = static_cast<std::uint32_t>(index_.bare_.size());
  advisory.bare_runs = index_.bare_runs_.Add(runs_, first, advisory.end_bare);
}

}  // namespace vexlens
