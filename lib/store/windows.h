// Windows: all of a tenant's vulnerabilities, some at a time, in byte order of their names.
#ifndef VEXLENS_LIB_STORE_WINDOWS_H_
#define VEXLENS_LIB_STORE_WINDOWS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/store/slice.h"

namespace vexlens::store {

// Window is a stretch of names that follow one another. Every class is called by one of them, so that each record
// belongs to one window: the one that holds its advisory key.
struct Window {
  std::string first;
  std::string last;

  bool Holds(std::string_view advisory) const { return first <= advisory && advisory <= last; }
};

// ForEachWindow goes on until `visit` says false, or fails.
absl::Status ForEachWindow(Database& database, std::int64_t tenant,
                           const std::function<absl::StatusOr<bool>(const Window&)>& visit);

// LoadWindow is the slice of those names that the world knows.
absl::StatusOr<std::unique_ptr<LoadedSlice>> LoadWindow(Connection& connection, const World& world,
                                                        const Window& window);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_WINDOWS_H_
