// Export: arrays and schemas that own their memory, by the Arrow C data interface
// (https://arrow.apache.org/docs/format/CDataInterface.html).
#ifndef VEXLENS_LIB_ARROW_EXPORT_H_
#define VEXLENS_LIB_ARROW_EXPORT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "lib/arrow/buffer.h"
#include "vexlens.h"

namespace vexlens::arrow {

// ArrayParts is what an array owns, except children that were moved out of it.
struct ArrayParts {
  ArrayParts(std::size_t buffer_count, std::size_t child_count) : buffers(buffer_count), children(child_count) {}
  ArrayParts(const ArrayParts&) = delete;
  ArrayParts& operator=(const ArrayParts&) = delete;
  ~ArrayParts();

  std::vector<Buffer> buffers;  // the first is the validity bitmap
  std::vector<ArrowArray> children;
  std::vector<const void*> buffer_addresses;
  std::vector<ArrowArray*> child_addresses;
};

// Makes `out` an array of `parts`. The validity bitmap is left out if there are no nulls.
void ExportArray(std::int64_t length, std::int64_t null_count, std::unique_ptr<ArrayParts> parts, ArrowArray* out);

// Type is the type of a column. Its format
// (https://arrow.apache.org/docs/format/CDataInterface.html#data-type-description) and item are static.
struct Type {
  const char* format;
  bool nullable = false;
  const Type* item = nullptr;  // of a list
};

// Field is a column's name, which is static, and its type.
struct Field {
  const char* name;
  Type type;
};

// Makes `out` the schema of a table with these columns.
void ExportSchema(const std::vector<Field>& fields, ArrowSchema* out);

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_EXPORT_H_
