#include "vexlens/compare.h"

#include <optional>
#include <tuple>

namespace vexlens {
namespace {

auto OrderOf(const KeyTexts& key) { return std::tie(key.vulnerability, key.product, key.component); }

// Cursor is a position in a range of keys of a consensus.
class Cursor {
 public:
  Cursor(const Consensus& consensus, KeyRun keys) : consensus_(consensus), keys_(keys) {}

  bool done() const { return keys_.first == keys_.end; }
  KeyTexts key() const { return consensus_.KeyOf(keys_.first); }
  Decision decision() const { return consensus_.Decide(keys_.first); }
  void Next() { ++keys_.first; }

 private:
  const Consensus& consensus_;
  KeyRun keys_;
};

// Returns how two outcomes of one key differ; nothing if not in a way that users see.
std::optional<Delta::Kind> KindOf(const Decision& before, const Decision& after) {
  if (before.state != after.state || before.status != after.status) return Delta::Kind::kStatusChanged;
  if (before.confidence < after.confidence) return Delta::Kind::kConfidenceUp;
  if (before.confidence > after.confidence) return Delta::Kind::kConfidenceDown;
  return std::nullopt;
}

RecordKey Owned(const KeyTexts& key) {
  return {std::string(key.vulnerability), std::string(key.product), std::string(key.component)};
}

}  // namespace

std::string_view DeltaKindName(Delta::Kind kind) {
  switch (kind) {
    case Delta::Kind::kAdded:
      return "added";
    case Delta::Kind::kRemoved:
      return "removed";
    case Delta::Kind::kStatusChanged:
      return "status_changed";
    case Delta::Kind::kConfidenceUp:
      return "confidence_up";
    case Delta::Kind::kConfidenceDown:
      return "confidence_down";
  }
  return "";
}

bool CompareConsensus(const Consensus& before, const Consensus& after, std::string_view tenant,
                      const std::function<bool(const Delta&)>& visit, const NameRange& names) {
  Cursor old(before, KeysOf(before, tenant, names));
  Cursor now(after, KeysOf(after, tenant, names));
  while (!old.done() || !now.done()) {
    const bool only_old = now.done() || (!old.done() && OrderOf(old.key()) < OrderOf(now.key()));
    const bool only_now = old.done() || (!now.done() && OrderOf(now.key()) < OrderOf(old.key()));
    bool more = true;
    if (only_old) {
      more = visit({Delta::Kind::kRemoved, Owned(old.key()), old.decision(), {}});
    } else if (only_now) {
      more = visit({Delta::Kind::kAdded, Owned(now.key()), {}, now.decision()});
    } else if (const auto kind = KindOf(old.decision(), now.decision()); kind.has_value()) {
      more = visit({*kind, Owned(now.key()), old.decision(), now.decision()});
    }
    if (!more) return false;
    if (!only_now) old.Next();
    if (!only_old) now.Next();
  }
  return true;
}

}  // namespace vexlens
