// ChosenKeys: those of a consensus that the options name.
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

// KeyFilter keeps the products and components that the options name; texts are compared in canonical form.
struct KeyFilter {
  std::string product;
  std::string component;

  // Of is INVALID_ARGUMENT for a malformed identifier.
  static absl::StatusOr<KeyFilter> Of(const Options& options);

  bool any() const { return !product.empty() || !component.empty(); }
  bool Keeps(std::string_view its_product, std::string_view its_component) const {
    return (product.empty() || product == its_product) && (component.empty() || component == its_component);
  }
};

// NoSuchKey is what is said when the options name a key that no statement does.
absl::Status NoSuchKey();

// ForEachChosenKey gives every key that the options' vulnerability, product and component leave, in order, until
// `visit` returns false. NOT_FOUND when they leave none.
absl::Status ForEachChosenKey(const Options& options, const Consensus& consensus,
                              const std::function<bool(std::size_t key)>& visit);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_CHOSEN_KEYS_H_
