#include "lib/arrow/export.h"

namespace vexlens::arrow {
namespace {

// kNothing is where buffers without bytes point: some readers take null for an error.
alignas(Buffer::kAlignment) constexpr char kNothing[Buffer::kAlignment] = {};

void ReleaseArray(ArrowArray* array) {
  delete static_cast<ArrayParts*>(array->private_data);
  array->release = nullptr;
}

// SchemaParts is what a schema owns, except children that were moved out of it.
struct SchemaParts {
  explicit SchemaParts(std::size_t child_count) : children(child_count) {
    for (ArrowSchema& child : children) child_addresses.push_back(&child);
  }
  SchemaParts(const SchemaParts&) = delete;
  SchemaParts& operator=(const SchemaParts&) = delete;
  ~SchemaParts() {
    for (ArrowSchema& child : children) {
      if (child.release != nullptr) child.release(&child);
    }
  }

  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> child_addresses;
};

void ReleaseSchema(ArrowSchema* schema) {
  delete static_cast<SchemaParts*>(schema->private_data);
  schema->release = nullptr;
}

void ExportField(const Field& field, std::unique_ptr<SchemaParts> parts, ArrowSchema* out) {
  *out = {};
  out->format = field.type.format;
  out->name = field.name;
  out->flags = field.type.nullable ? ARROW_FLAG_NULLABLE : 0;
  out->n_children = static_cast<std::int64_t>(parts->children.size());
  out->children = parts->child_addresses.data();
  out->private_data = parts.release();
  out->release = &ReleaseSchema;
}

void ExportColumn(const Field& field, ArrowSchema* out) {
  auto parts = std::make_unique<SchemaParts>(field.type.item != nullptr ? 1 : 0);
  if (field.type.item != nullptr) ExportColumn({"item", *field.type.item}, parts->child_addresses[0]);
  ExportField(field, std::move(parts), out);
}

}  // namespace

ArrayParts::~ArrayParts() {
  for (ArrowArray& child : children) {
    if (child.release != nullptr) child.release(&child);
  }
}

void ExportArray(std::int64_t length, std::int64_t null_count, std::unique_ptr<ArrayParts> parts, ArrowArray* out) {
  for (const Buffer& buffer : parts->buffers) {
    const bool left_out = null_count == 0 && parts->buffer_addresses.empty();
    parts->buffer_addresses.push_back(left_out ? nullptr : buffer.data() == nullptr ? kNothing : buffer.data());
  }
  for (ArrowArray& child : parts->children) parts->child_addresses.push_back(&child);
  *out = {};
  out->length = length;
  out->null_count = null_count;
  out->n_buffers = static_cast<std::int64_t>(parts->buffers.size());
  out->n_children = static_cast<std::int64_t>(parts->children.size());
  out->buffers = parts->buffer_addresses.data();
  out->children = parts->child_addresses.data();
  out->private_data = parts.release();
  out->release = &ReleaseArray;
}

void ExportSchema(const std::vector<Field>& fields, ArrowSchema* out) {
  auto parts = std::make_unique<SchemaParts>(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) ExportColumn(fields[i], parts->child_addresses[i]);
  ExportField({"", {"+s"}}, std::move(parts), out);
}

}  // namespace vexlens::arrow
