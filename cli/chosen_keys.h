// ChosenKeys: the keys of a consensus that the options select.
#ifndef VEXLENS_CLI_CHOSEN_KEYS_H_
#define VEXLENS_CLI_CHOSEN_KEYS_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "cli/options.h"
#include "vexlens/consensus.h"

namespace vexlens::cli {

// KeyFilter keeps the product and component that the options name, if they do; texts are compared in canonical form.
struct KeyFilter {
  std::string product;
  std::string component;

  // Errors: INVALID_ARGUMENT for a malformed identifier.
  static absl::StatusOr<KeyFilter> Of(const Options& options);

  bool any() const { return !product.empty() || !component.empty(); }
  bool Keeps(std::string_view its_product, std::string_view its_component) const {
    return (product.empty() || product == its_product) && (component.empty() || component == its_component);
  }
};

// Returns the error for options that select no key: NOT_FOUND.
absl::Status NoSuchKey();

// Calls `visit` with every key that the options' vulnerability, product and component select, in order, until it
// returns false. Errors: NOT_FOUND when the options name any of them and select no key; INVALID_ARGUMENT as
// KeyFilter::Of.
absl::Status ForEachChosenKey(const Options& options, const Consensus& consensus,
                              const std::function<bool(std::size_t key)>& visit);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_CHOSEN_KEYS_H_
