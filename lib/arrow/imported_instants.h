// ImportedInstants: an imported column of timestamps.
#ifndef VEXLENS_LIB_ARROW_IMPORTED_INSTANTS_H_
#define VEXLENS_LIB_ARROW_IMPORTED_INSTANTS_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "vexlens.h"
#include "vexlens/instant.h"

namespace vexlens::arrow {

// ImportedInstants is a column of timestamps in any unit, or of nulls only. Whatever their zone, they count from 1970
// in UTC. It is a view of an array.
class ImportedInstants {
 public:
  // Checks a column. Errors: INVALID_ARGUMENT for another type, or an array that is broken or has fewer rows.
  static absl::StatusOr<ImportedInstants> Open(const ArrowSchema& schema, const ArrowArray& array, std::int64_t rows);

  // Returns the instant of a row, truncated to microseconds; undated for null. Errors: INVALID_ARGUMENT outside the
  // years 0001 to 9999.
  absl::StatusOr<Instant> At(std::int64_t row) const;

 private:
  ImportedInstants(const ArrowArray& array, char unit) : array_(&array), unit_(unit) {}

  const ArrowArray* array_;
  char unit_;  // 's', 'm', 'u' or 'n'; 0 if all are null
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_IMPORTED_INSTANTS_H_
