#include "cli/chosen_keys.h"

#include <utility>

#include "cli/progress.h"
#include "vexlens/identity.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {

absl::StatusOr<KeyFilter> KeyFilter::Of(const Options& options) {
  KeyFilter filter;
  for (const auto& [text, key] :
       {std::pair(&options.product, &filter.product), std::pair(&options.component, &filter.component)}) {
    if (text->empty()) continue;
    VEXLENS_ASSIGN_OR_RETURN(std::string canonical, CanonicalKey(*text));
    *key = std::move(canonical);
  }
  return filter;
}

absl::Status NoSuchKey() { return absl::NotFoundError("no statement names such a key"); }

absl::Status ForEachChosenKey(const Options& options, const Consensus& consensus,
                              const std::function<bool(std::size_t key)>& visit) {
  VEXLENS_ASSIGN_OR_RETURN(const KeyFilter filter, KeyFilter::Of(options));
  const std::string vulnerability = CanonicalVulnerability(options.vulnerability);
  bool any = false;
  Progress progress("deciding", consensus.size());
  for (std::size_t i = 0; i < consensus.size(); ++i) {
    progress.Advance(1);
    const KeyTexts key = consensus.KeyOf(i);
    if (!vulnerability.empty() && key.vulnerability != consensus.AdvisoryKey(key.tenant, vulnerability)) continue;
    if (!filter.Keeps(key.product, key.component)) continue;
    any = true;
    if (!visit(i)) break;
  }
  return any || (!filter.any() && vulnerability.empty()) ? absl::OkStatus() : NoSuchKey();
}

}  // namespace vexlens::cli
