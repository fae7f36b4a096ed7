// Windows: all of a tenant's vulnerabilities, some at a time, in byte order of their names.
#ifndef VEXLENS_LIB_STORE_WINDOWS_H_
#define VEXLENS_LIB_STORE_WINDOWS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "lib/store/slice.h"
#include "vexlens/slice.h"

namespace vexlens::store {

// Windows are stretches of a tenant's names, one behind another, with both ends. Every class is called by one of the
// names, so that each record belongs to one window: the one that holds its advisory key.
class Windows {
 public:
  Windows(Database& database, std::int64_t tenant) : database_(database), tenant_(tenant) {}

  // Next is nothing when there are no more names.
  absl::StatusOr<std::optional<NameRange>> Next();

 private:
  Database& database_;
  const std::int64_t tenant_;
  std::string last_;
};

// LoadWindow is the slice of those names of a window that the world knows.
absl::StatusOr<std::unique_ptr<LoadedSlice>> LoadWindow(Connection& connection, const World& world,
                                                        const NameRange& window);

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_WINDOWS_H_
